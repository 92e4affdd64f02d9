# METADATA
# title: Declared separations hold
# description: |
#   What a keywright_separation declares holds on the keys as they are: they are different keys with different material,
#   and, where it asks for it, in different regions and accounts, with different administrators and different users.
# custom:
#   severity: critical
#   scope: key
#   rows: all
#   source:
#     - POL-SEC-KM-001 4
#   controls:
#     - DORA 9(4)(d)
#     - PCI-DSS 4.0.1 3.7.6
#     - ISO 27001:2022 A.5.3
#     - ISO 27001:2022 A.8.24
#   remediation: Change the key that breaks the separation; weakening the separation itself needs an approval.
#   avoid: |
#     resource "keywright_separation" "keks" {
#       keys = { database = keywright_key.database, backup = keywright_key.database }
#     }
#   prefer: |
#     resource "keywright_separation" "keks" {
#       keys             = { database = keywright_key.database, backup = keywright_key.backup }
#       distinct_regions = ["backup"]
#     }
package keywright.rules.separation.sep_05

import data.keywright.lib.finding
import data.keywright.lib.members
import data.keywright.lib.rows

report := [judged |
	some separation in rows.inventory.separations
	some aspect in ["keys", "regions", "accounts", "administrators", "users"]
	_asked(separation, aspect)
	judged := _judged(separation, aspect, members.of(separation))
]

_asked(_, "keys")

_asked(separation, aspect) if count(separation.distinct[aspect]) > 0

_asked(separation, aspect) if separation.unknown[_attribute(aspect)]

_attribute("keys") := "keys"

_attribute(aspect) := sprintf("distinct_%s", [aspect]) if aspect != "keys"

_judged(separation, aspect, named) := finding.undetermined(separation.address, _attribute(aspect), separation.unknown[unknown[0]], {
	"message": sprintf("%s: what must be distinct is known only after apply.", [separation.address]),
	"expected": _expected[aspect],
}) if {
	unknown := [attribute | some attribute in ["keys", _attribute(aspect)]; separation.unknown[attribute]]
	count(unknown) > 0
} else := finding.fail(separation.address, _attribute(aspect), {
	"message": sprintf("%s does not hold: %s.", [separation.address, concat("; ", sort(faults))]),
	"expected": _expected[aspect],
	"actual": concat("; ", sort(faults)),
	"basis": "plan",
	"witness": sort(faults),
}) if {
	faults := _faults(aspect, separation, named)
	count(faults) > 0
} else := finding.undetermined(separation.address, _attribute(aspect), concat("; ", sort(gaps)), {
	"message": sprintf("Whether %s holds cannot be told from the plan.", [separation.address]),
	"expected": _expected[aspect],
}) if {
	gaps := _gaps(aspect, separation, named)
	count(gaps) > 0
} else := finding.pass(separation.address, _attribute(aspect)) if {
	count(_faults(aspect, separation, named)) == 0
	count(_gaps(aspect, separation, named)) == 0
}

_expected := {
	"keys": "different keys with different material",
	"regions": "a region shared with no other key named",
	"accounts": "an account shared with no other key named",
	"administrators": "no administrator shared with another key named",
	"users": "nobody who can use it and another key named",
}

_faults("keys", _, named) := {sprintf("%s are one key, or have the same material", [concat(" and ", sort(names))]) |
	some names in _bearers(named)
	count(names) > 1
}

_faults("regions", separation, named) := {sprintf("%s and %s are both in %s", [name, other, named[name].region]) |
	some [name, other] in _pairs(separation, "regions", named)
	named[name].region != ""
	named[name].region == named[other].region
}

_faults("accounts", separation, named) := {sprintf("%s and %s are in one account", [name, other]) |
	some [name, other] in _pairs(separation, "accounts", named)
	named[name].account_symbol != ""
	named[name].account_symbol == named[other].account_symbol
}

_faults(aspect, separation, named) := {sprintf("%s and %s are both in the hands of %s", [name, other, concat(", ", sort(common))]) |
	some [name, other] in _pairs(separation, aspect, named)
	common := _common(members.principals(named[name], aspect).sure, members.principals(named[other], aspect).sure)
	count(common) > 0
} if {
	aspect in {"administrators", "users"}
}

# Everyone is also whoever the other key names.
_common(one, other) := one & other if count((({"*"} & one) | ({"*"} & other))) == 0

_common(one, other) := one | other if {
	count((({"*"} & one) | ({"*"} & other))) > 0
	count(one) > 0
	count(other) > 0
}

_common(one, other) := set() if {
	count((({"*"} & one) | ({"*"} & other))) > 0
	count(one) * count(other) == 0
}

# The names that bear each token: more than one means one key.
_bearers(named) := {token: {name | some name, member in named; token in member.tokens} |
	some member in named
	some token in member.tokens
}

# Pairs are of the few names of one declaration.
_pairs(separation, aspect, named) := {[name, other] |
	some name in separation.distinct[aspect]
	named[name]
	some other, _ in named
	other != name
}

_gaps("keys", _, named) := {sprintf("which key %s is", [name]) |
	some name, member in named
	count(member.tokens) == 0
}

_gaps("regions", separation, named) := {sprintf("the region of %s", [name]) |
	some pair in _pairs(separation, "regions", named)
	some name in pair
	named[name].region == ""
} | _nameless(separation, "regions", named)

_gaps("accounts", separation, named) := {sprintf("the account of %s", [name]) |
	some pair in _pairs(separation, "accounts", named)
	some name in pair
	named[name].account == ""
} | _nameless(separation, "accounts", named)

_gaps(aspect, separation, named) := {sprintf("%s: %s", [name, reason]) |
	some pair in _pairs(separation, aspect, named)
	some name in pair
	some reason in members.principals(named[name], aspect).perhaps
} | _nameless(separation, aspect, named) if {
	aspect in {"administrators", "users"}
}

# A name in the lists that no key bears separates nothing.
_nameless(separation, aspect, named) := {sprintf("%s is no name in keys", [name]) |
	some name in separation.distinct[aspect]
	not named[name]
}
