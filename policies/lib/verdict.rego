# METADATA
# title: What a rule about access says of a key
# description: |
#   The order in which rules about access decide: what is shown counts, although the policy's text is not known in
#   whole; then what is not known; then what the plan leaves open; and only what is left passes. A grant by itself does
#   not tell who else reaches its key, so that finding nothing at it is no pass.
package keywright.lib.verdict

import data.keywright.lib.administrators
import data.keywright.lib.finding
import data.keywright.lib.rows

# of gives the finding for a key: shown are {"row", "capabilities", perhaps "how"} that break the rule, gaps what may break it; words has
# the messages "broken" and "open", what was "expected", and whether what the account decides stands "below" ACC-01.
of(key, shown, gaps, words) := finding.fail(key.address, "policy", {
	"message": words.broken,
	"expected": words.expected,
	"actual": concat("; ", sort({sprintf("%s: %s", [item.row.principal, concat(", ", sort(item.capabilities))]) | some item in shown})),
	"statement": concat(", ", sort({name |
		some item in shown
		some capability in item.capabilities
		some name in object.get(item.row.by, capability, item.row.statements)
	})),
	"basis": object.get(words, "basis", "plan"),
	"witness": sort({sentence |
		some item in shown
		some capability in item.capabilities
		sentence := _shown(item, capability)
	}),
}) if {
	count(shown) > 0
} else := finding.undetermined(key.address, "policy", key.unknown.policy, {
	"message": words.open,
	"expected": words.expected,
}) if {
	key.unknown.policy
} else := finding.undetermined(key.address, "policy", concat("; ", sort(gaps)), object.union(
	{"message": words.open, "expected": words.expected},
	{name: "ACC-01" | some name in ["under"]; words.below; every gap in gaps { gap in _by_account(key) }},
)) if {
	count(gaps) > 0
} else := finding.pass(key.address, "policy") if {
	object.get(key, "kind", "") != "grant"
	count(shown) == 0
	not key.unknown.policy
	count(gaps) == 0
}

# How a capability is come by, where a rule says that itself.
_shown(item, capability) := sprintf("%s can %s %s", [_named(item.row.principal), administrators.phrase({capability}), item.how]) if {
	item.how
} else := witness(item.row, capability)

# What the account's identity policies decide is one question, which ACC-01 asks first: of the rules about roles, what waits
# for nothing else stands under it.
_by_account(key) := {perhaps(row) |
	some row in key.access
	some other in key.access
	administrators.delegated(other)
}

# witness gives a request that succeeds, or else what gives a capability.
witness(row, capability) := row.witness[capability] if {
	row.witness[capability]
} else := sprintf("%s may %s by %s", [
	_named(row.principal),
	administrators.phrase({capability}),
	concat(", ", object.get(object.get(row, "by", {}), capability, row.statements)),
])

_named("*") := "anyone"

_named(principal) := principal if principal != "*"

# names lists the principals of what is shown.
names(shown) := concat(", ", sort({item.row.principal | some item in shown}))

# held gives the capabilities of a row that are of a verdict and of some kind.
held(row, verdict, among) := {capability | some capability, found in row.capabilities; found == verdict; capability in among}

# left gives what identity policies, sessions and hidden grants may give of some capabilities to some rows.
left(key, list, among) := {perhaps(row) |
	some row in list
	count(held(row, "undecided", among)) > 0
} | rows.hidden_grants(key)

# perhaps says that a principal may be given what the plan does not show.
perhaps(row) := sprintf("%s may be given it %s", [row.principal, administrators.given(row)])
