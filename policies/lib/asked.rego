# METADATA
# title: Whom a policy is asked about
# description: |
#   A policy that names principals is asked about these. One that is open, by a wildcard, an account or NotPrincipal, is
#   also asked about whom the profile, its conditions and the identities of the plan name: what everyone can do tells
#   nothing of them.
package keywright.lib.asked

import data.keywright.lib.identities
import data.keywright.lib.identity_resources
import data.keywright.lib.operators
import data.keywright.lib.principals
import data.keywright.lib.reach
import data.keywright.lib.settings

# Whom the facts were not asked about: nothing follows from their absence.
unasked(list) := ((profiled - _asked_of_facts.principals) | _in_view(list, identities.bearers - _asked_of_facts.bearers)) | (_patterned(list) | _users(list)) if {
	_opens(list)
} else := profiled - _asked_of_facts.principals if {
	_perhaps_names(list)
} else := set()

_asked_of_facts := {kind: {prefixed |
	some name in object.get(settings.facts.asked, kind, [])
	prefixed := sprintf("%s%s", [prefix, name])
} |
	some kind, prefix in {"principals": "AWS:", "bearers": ""}
}

of(list) := ((_named(list) | profiled) | _in_view(list, identities.bearers)) | ((_conditioned(list) | _patterned(list)) | _users(list)) if {
	_opens(list)
} else := _named(list) | profiled if {
	_perhaps_names(list)
} else := _named(list)

# A unique id may be anyone's of its kind, and what a session of a role has the role has.
_perhaps_names(list) if {
	some statement in list
	_tells_no_names(statement)
}

default _tells_no_names(_) := false

_tells_no_names(statement) if {
	statement.effect == "Allow"
	some principal in statement.principals
	_tells_no_name(principal)
}

_tells_no_name(principal) if principals.is_id(principal)

_tells_no_name(principal) if principals.is_session(principal)

# Roles and users of the plan whom conditions name by a pattern.
_patterned(list) := {principal |
	some pattern in {value |
		some statement in list
		some condition in statement.conditions
		condition.key == "aws:principalarn"
		some value in condition.values
		regex.match(`[*?]`, value)
	}
	some arn in identity_resources.arns
	regex.match(sprintf("^%s$", [principals.wildcard(pattern, ".")]), arn)
	principal := sprintf("AWS:%s", [arn])
}

# Users of an account whom a pattern lets in: what reaches a key without a role is asked of them, whoever they are. One that the
# pattern alone means is called by it.
_users(list) := {sprintf("AWS:%s", [pattern]) |
	some statement in list
	statement.effect == "Allow"
	some condition in statement.conditions
	condition.key == "aws:principalarn"
	operators.wild[condition.base]
	not condition.negative
	some pattern in condition.values
	regex.match(`^arn:[a-z-]+:iam::[0-9]{12}:user/[^$]*$`, pattern)
	regex.match(`[*?]`, pattern)
}

# Whom conditions name by ARN in a policy that is open has the rest of the policy as well, whether an Allow lets it in by
# that or a Deny spares it: what everyone can do does not tell.
_conditioned(list) := {principal |
	some statement in list
	some condition in statement.conditions
	condition.key == "aws:principalarn"
	some value in condition.values
	reach.whole(value)
	principal := sprintf("AWS:%s", [value])
}

# Where the account decides, whoever bears an identity policy of the plan is in view.
_in_view(list, bearers) := {principal |
	some statement in list
	statement.effect == "Allow"
	some account in statement.principals
	principals.is_account(account)
	some bearer in bearers
	principal := replace(account, ":root", sprintf(":%s", [bearer]))
}

_named(list) := ({principal |
	some statement in list
	statement.effect == "Allow"
	not statement.inverted
	some principal in statement.principals
} | {principal |
	some statement in list
	statement.inverted
	some principal in statement.not_principals
}) | {"AWS:*" |
	some statement in list
	statement.effect == "Allow"
	statement.inverted
}

_opens(list) if {
	some statement in list
	_open_statement(statement)
}

default _open_statement(_) := false

_open_statement(statement) if {
	statement.effect == "Allow"
	_lets_open(statement)
}

_lets_open(statement) if statement.inverted

_lets_open(statement) if "AWS:*" in statement.principals

_lets_open(statement) if {
	some principal in statement.principals
	principals.is_account(principal)
}

# profiled are whom the profile names by ARN, people and services; wildcards and resource addresses are matched against named principals.
profiled := {sprintf("AWS:%s", [principal]) |
	some role in settings.roles
	some principal in object.get(role, "principals", [])
	startswith(principal, "arn:")
	not contains(principal, "*")
}

# probes gives principals that no policy knows, with the accounts that the value of a condition names: of such an account,
# or a service that works for it.
probes(key, value) := {{"account": value, "principal": sprintf("AWS:arn:aws:iam::%s:role/\u00ff", [value])}} if {
	key in {"aws:principalaccount", "kms:calleraccount"}
	regex.match(`^[0-9]{12}$`, value)
} else := {{"account": value, "principal": "Service:\u00ff"}} if {
	key == "aws:sourceaccount"
	regex.match(`^[0-9]{12}$`, value)
} else := {{"account": split(value, ":")[4], "principal": principal} |
	some principal in [
		sprintf("AWS:arn:aws:iam::%s:role/\u00ff", [split(value, ":")[4]]),
		sprintf("AWS:%s", [replace(replace(value, "*", "\u00ff"), "?", "\u00ff")]),
	]
} if {
	key == "aws:principalarn"
	regex.match(`^arn:[a-z*-]*:[a-z*]*::[0-9]{12}:.*[*?]`, value)
} else := set()
