# METADATA
# title: Who can do what with a secret of AWS
# description: |
#   A row for each principal that identity policies in view or the secret's own policy give something on a secret
#   (finding.SecretAccess). An identity policy in view shows what it gives and never that nobody else is given anything. What
#   the policy of the secret's key asks beside is not looked at: who may read the secret counts as reading it.
package keywright.lib.secret_access

import data.keywright.lib.bindings
import data.keywright.lib.identity_reach
import data.keywright.lib.principals
import data.keywright.lib.secret_actions
import data.keywright.lib.secret_logs
import data.keywright.lib.secret_meaning
import data.keywright.lib.secret_mentions
import data.keywright.lib.secret_names
import data.keywright.lib.secret_policies
import data.keywright.lib.secret_subjects

# rows gives the rows of a secret, as keywright.lib.secret_names has it.
rows(target) := array.concat(
	[row |
		some subject in sort(((_anyones | object.get(_near, target.address, set())) | _named(target)))
		row := _row(subject, target)
		count(row.capabilities) > 0
	],
	_open(target),
)

# Whose policies may give more than is read may reach any secret.
_anyones := {subject | some subject in secret_subjects.bearers; secret_subjects.unknown(subject) != ""}

# The bearers whose policies have a statement that may be about a secret, by its address.
_near := {address: subjects | some address, subjects in _nearby}

_nearby[address] contains subject if {
	some subject in secret_subjects.bearers
	some entry in secret_subjects.entries(subject)
	some gift in secret_meaning.of(entry.source).gives
	count(gift.means) > 0
	some resource in gift.resources
	some address in secret_names.candidates(resource, secret_mentions.of(entry.source.address))
}

_policies(target) := [{"address": source.address, "reason": meaning.reason, "gives": _owned(meaning.gives, source), "refuses": _owned(meaning.refuses, source)} |
	some source in secret_policies.of(target.address)
	source.text != ""
	meaning := secret_meaning.own(source.text)
]

_owned(statements, source) := [object.union(statement, {"address": source.address, "own": true}) | some statement in statements]

# The principals that the secret's own policy names, but for those that stand for many.
_named(target) := {secret_subjects.named(principal) |
	some policy in _policies(target)
	some statement in policy.gives
	some principal in _let_in(statement, target)
	not _is_many(principal)
}

_is_many(principal) if principals.is_everyone(principal)

_is_many(principal) if principals.is_account(principal)

# Everyone whose ARN is one of some is whom these name.
_principals(statement) := {"AWS:*"} if {
	statement.inverted
} else := (statement.principals - {"AWS:*"}) | _narrowed(statement)

_narrowed(statement) := set() if {
	not "AWS:*" in statement.principals
} else := {sprintf("AWS:%s", [value]) | some value in condition.values} if {
	some condition in statement.conditions
	condition.key == "aws:principalarn"
	condition.base in {"arnequals", "arnlike", "stringequals", "stringlike"}
	not condition.negative
	not condition.if_exists
	condition.set != "forallvalues"
	every value in condition.values { not regex.match(`[*?$]`, value) }
} else := {"AWS:*"}

# Of everyone, those whom Denies of the policy leave are let in by their names.
_let_in(statement, target) := _principals(statement) | {sprintf("AWS:%s", [name]) |
	"AWS:*" in _principals(statement)
	some shut in _shut(target)
	some name in shut.names
}

# The Denies of a secret's own policy for everyone but roles and users that they name.
_shut(target) := [{"names": exempt, "means": deny.means} |
	policies := _policies(target)
	count(policies) == 1 # of two, one overwrites the other
	some deny in policies[0].refuses
	exempt := _exempt(deny, target)
	every name in exempt { regex.match(`^arn:[^:*?$]+:iam::[0-9]{12}:(role|user)/[^*?$]+$`, name) }
]

_row(subject, target) := {
	"principal": secret_subjects.called(subject),
	"kind": secret_subjects.kind(subject),
	"account": subject.account,
	"roles": roles,
	"person": secret_subjects.person(subject, roles),
	"capabilities": capabilities,
	"by": {capability: _by(subject, target, capability) | some capability, _ in capabilities},
	"every": _every(subject, target, capabilities),
	"open": false,
	"identity": subject.node,
	"unknown": secret_subjects.unknown(subject),
} if {
	roles := sort(bindings.roles(subject.principal))
	capabilities := _capabilities(subject, target)
}

# A secret's own policy is about no other.
_about(statement, target) := secret_meaning.about(statement, target, {"secrets": {target.address}, "whole": true}) if {
	statement.own
} else := secret_meaning.about(statement, target, secret_mentions.of(statement.address))

# In another account what an identity policy gives is nothing without the secret's own policy.
_capabilities(subject, target) := object.union_n([
	{capability: "undecided" | secret_subjects.unknown(subject) != ""; some capability in secret_actions.duties},
	{capability: "undecided" | some capability in _amounting(_reached(subject, target, {"yes", "maybe"}))},
	{capability: "can" | some capability in _amounting(_reached(subject, target, {"yes"}))},
	secret_logs.of(subject),
])

_amounting(found) := {capability |
	some action in found
	capability := secret_actions.capability(action)
	capability != "list"
}

# What some request of a subject reaches by Allows that are about the secret to the given degree, and no Deny that is so for
# certain.
_reached(subject, target, degrees) := secret_actions.on(found, target.service) & _bounded(subject, target, degrees) if {
	allows := [{"means": gift.means, "conditions": gift.conditions} | some gift in _gifts(subject, target); _degree(gift, target) in degrees]
	count(allows) > 0
	found := identity_reach.allowed(subject.principal, allows, _denies(subject, target), "plain")
} else := set()

_degree(gift, target) := "maybe" if {
	not gift.sure
	_about(gift, target) != "no"
} else := "maybe" if {
	secret_meaning.narrowed(gift)
	_about(gift, target) != "no"
} else := _about(gift, target)

_gifts(subject, target) := array.concat(
	[object.union(gift, {"sure": entry.sure, "address": entry.source.address, "own": false}) |
		not _elsewhere(subject, target)
		some entry in secret_subjects.entries(subject)
		some gift in secret_meaning.of(entry.source).gives
	],
	[object.union(gift, {"sure": true}) |
		some policy in _policies(target)
		some gift in policy.gives
		some principal in _let_in(gift, target)
		not _is_many(principal)
		secret_subjects.named(principal) == subject
	],
)

_elsewhere(subject, target) if {
	subject.account != ""
	target.account != ""
	subject.account != target.account
}

_denies(subject, target) := array.concat(
	[deny |
		some entry in (secret_subjects.entries(subject) | secret_subjects.bounds(subject))
		entry.sure
		some raw in secret_meaning.of(entry.source).refuses
		deny := object.union(raw, {"address": entry.source.address, "own": false})
		_about(deny, target) == "yes"
	],
	[deny |
		policies := _policies(target)
		count(policies) == 1 # of two, one overwrites the other
		some deny in policies[0].refuses
		_about(deny, target) == "yes"
		_hits(deny, subject)
	],
)

_hits(deny, subject) if {
	not deny.inverted
	count({"AWS:*", subject.principal} & deny.principals) > 0
}

# All but some: whose ARN is known and is none of these, nor its account.
_hits(deny, subject) if {
	deny.inverted
	startswith(subject.principal, "AWS:arn:")
	count((principals.names(subject.principal) | principals.accounts(subject.principal)) & deny.not_principals) == 0
	every principal in deny.not_principals { not principals.is_id(principal) }
}

# A boundary that is known leaves what it allows.
_bounded(subject, target, degrees) := union({gift.means |
	some entry in bounds
	some raw in secret_meaning.of(entry.source).gives
	gift := object.union(raw, {"address": entry.source.address, "own": false})
	_about(gift, target) in degrees
}) if {
	bounds := secret_subjects.bounds(subject)
	count(bounds) > 0
	every entry in bounds {
		entry.sure
		secret_meaning.of(entry.source).reason == ""
	}
} else := union({gift.means | some gift in _gifts(subject, target)})

_by(subject, target, capability) := sort({gift.address |
	some gift in _gifts(subject, target)
	_about(gift, target) != "no"
	some action in secret_actions.on(gift.means, target.service)
	secret_actions.capability(action) == capability
} | {address | capability == "logs"; some address in secret_logs.by(subject)})

_every(subject, target, capabilities) if {
	capabilities.read == "can"
	some gift in _gifts(subject, target)
	gift.sure
	not secret_meaning.narrowed(gift)
	secret_meaning.reads_all(gift, target.service)
	not gift.own
} else := false

# Everyone, or all of another account, by the secret's own policy.
_open(target) := [row |
	some principal in sort({principal |
		some policy in _policies(target)
		some statement in policy.gives
		some principal in _principals(statement)
		_is_many(principal)
		not _own_account(principal, target)
	})
	refused := union({shut.means | some shut in _shut(target)})
	capabilities := {capability: _verdict(principal, target) |
		some policy in _policies(target)
		some statement in policy.gives
		principal in _principals(statement)
		_about(statement, target) != "no"
		some capability in _amounting(secret_actions.on(statement.means, target.service) - refused)
	}
	count(capabilities) > 0
	row := {
		"principal": substring(principal, 4, -1),
		"kind": "AWS",
		"account": _account(principal),
		"roles": [],
		"person": "unknown",
		"capabilities": capabilities,
		"by": {capability: sort({policy.address | some policy in _policies(target)}) | some capability, _ in capabilities},
		"every": false,
		"open": true,
		"identity": "",
		"unknown": "",
	}
]

_account(principal) := split(principal, ":")[5] if {
	principals.is_account(principal)
} else := ""

# Its own account is left the decision that it has in any case.
_own_account(principal, target) if {
	principals.is_account(principal)
	split(principal, ":")[5] == target.account
}

_verdict(principal, target) := "undecided" if {
	principals.is_account(principal)
	target.account == ""
} else := "can"

# unknown says what stands in the way of knowing who can do what with a secret; undefined where nothing does.
unknown(target) := concat("; ", sort(reasons)) if {
	reasons := ({reason | target.service == "secretsmanager"; reason := secret_policies.loose} | {sprintf("%s: %s", [source.address, source.reason]) |
		some source in secret_policies.of(target.address)
		source.reason != ""
	}) | ({sprintf("%s: %s", [policy.address, policy.reason]) |
		some policy in _policies(target)
		policy.reason != ""
	} | secret_subjects.loose)
	count(reasons) > 0
}

# confined gives the ARNs that a secret's own policy leaves the reading to, whatever identity policies say; undefined where it
# refuses nobody else.
confined(target) := sort(intersection({exempt | some exempt in refusals})) if {
	target.service == "secretsmanager"
	count(secret_policies.of(target.address)) == 1
	refusals := {exempt |
		some policy in _policies(target)
		some deny in policy.refuses
		"secretsmanager:getsecretvalue" in deny.means
		exempt := _exempt(deny, target)
	}
	count(refusals) > 0
}

_exempt(deny, target) := {value | some value in deny.conditions[0].values} if {
	_about(deny, target) == "yes"
	not deny.inverted
	"AWS:*" in deny.principals
	count(deny.conditions) == 1
	condition := deny.conditions[0]
	condition.key == "aws:principalarn"
	condition.base in {"arnequals", "arnlike", "stringequals", "stringlike"}
	condition.negative
	condition.set == ""
}

_exempt(deny, target) := {substring(principal, 4, -1) | some principal in deny.not_principals} if {
	_about(deny, target) == "yes"
	deny.inverted
	count(deny.conditions) == 0
}
