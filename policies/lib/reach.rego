# METADATA
# title: Which requests a policy lets through
# description: |
#   Whether any request of a principal for an action meets an Allow and no Deny. Each condition is tried at every value
#   of its key that matters (keywright.lib.candidates): an Allow counts where some value may meet it and no Deny that
#   surely holds there. Denies on several keys are looked at one by one, which errs towards letting through.
package keywright.lib.reach

import data.keywright.lib.candidates
import data.keywright.lib.conditions

# prepare gathers what the questions about some statements need once.
prepare(list) := {
	"list": list,
	"keys": keys,
	"missing": candidates.missing(keys),
	"named": {role: {substring(arn, 4, -1) | some pair in pairs; pair[0] == role; arn := pair[1]} | some [role, _] in pairs},
} if {
	keys := candidates.of(list)
	pairs := {[role, principal] | some statement in list; some role, principals in statement.role_arns; some principal in principals}
}

# actions_of gives the actions of an Allow that some request of a principal reaches in a mode; denies are those that are
# for every request of the principal, conditions apart.
actions_of(prepared, who, allow, denies, mode) := allow.means - union({deny.means | some deny in denies}) if {
	count(allow.conditions) == 0
	every deny in denies { count(deny.conditions) == 0 }
} else := union({group |
	some situation, group in situations(prepared, allow.means, denies)
	passes(prepared, who, allow, denies, situation, mode)
})

# situations groups actions by the Denies that are about them and the keys that their requests lack.
situations(prepared, means, denies) := {situation: {action | some action, other in each; other == situation} |
	some situation in {situation | some situation in each}
} if {
	each := {action: [{i | some i, deny in denies; action in deny.means}, object.get(prepared.missing, action, set())] |
		some action in means
	}
}

# passes says that some request meets an Allow and none of the Denies of a situation.
passes(prepared, who, allow, denies, situation, mode) if {
	[counting, bare] := situation
	every i in counting { count(denies[i].conditions) > 0 }
	left := _left(prepared, who, allow, denies, situation, mode)
	every candidate in left { count(candidate) > 0 }
	every i in counting { _avoided(prepared, who, denies[i], left, bare, mode) }
}

# left gives, for each key that an Allow or a Deny on that key alone asks about, the values at which the request passes.
_left(prepared, who, allow, denies, situation, mode) := {key: fitting |
	some key in (_keys(allow) | {key | some i in situation[0]; some key in _only(denies[i])})
	fitting := [candidate |
		some candidate in _open(prepared, who, situation[1], key, mode)
		_meets(allow, key, candidate, mode)
		every i in situation[0] { _spares(denies[i], key, candidate, mode) }
	]
}

_open(prepared, who, bare, key, mode) := [candidate |
	some candidate in candidates.among(prepared.keys, who, bare, key)
	not _out(mode, key, candidate)
	not _useless(prepared, mode, key, candidate)
]

# A grant of what the key cannot do is none of use.
_useless(prepared, mode, "kms:grantoperations", candidate) if {
	mode in {"grant", "named_grant"}
	usage := prepared.about["kms:keyusage"]
	not null in candidate.values
	count({value | some value in candidate.values} & candidates.uses_of(usage)) == 0
}

_keys(statement) := {condition.key | some condition in statement.conditions}

# The key of a Deny that asks about one key alone.
_only(deny) := keys if {
	keys := _keys(deny)
	count(keys) == 1
} else := set()

_meets(allow, key, candidate, mode) if {
	every condition in allow.conditions { _may_hold(condition, key, candidate, mode) }
}

_may_hold(condition, key, _, _) if condition.key != key

_may_hold(condition, key, candidate, mode) if {
	condition.key == key
	conditions.holds(condition, candidate, mode == "stranger") != "no"
}

_spares(deny, key, _, _) if not key in _only(deny)

_spares(deny, key, candidate, mode) if {
	some condition in deny.conditions
	condition.key == key
	conditions.holds(condition, candidate, mode == "stranger") != "yes"
}

_avoided(_, _, deny, _, _, _) if count(_only(deny)) == 1

_avoided(prepared, who, deny, left, bare, mode) if {
	some condition in deny.conditions
	some candidate in object.get(left, condition.key, _open(prepared, who, bare, condition.key, mode))
	conditions.holds(condition, candidate, mode == "stranger") != "yes"
}

# request gives what a request that passes looks like: for each key asked about, the first value.
request(prepared, who, allow, denies, action) := sort([word |
	some key, fitting in left
	word := _word(key, fitting[0])
]) if {
	situation := [{i | some i, deny in denies; action in deny.means}, object.get(prepared.missing, action, set())]
	left := _left(prepared, who, allow, denies, situation, "plain")
}

_word(key, candidate) := sprintf("without %s", [key]) if {
	count(candidate.values) == 0
} else := sprintf("%s of some value", [key]) if {
	candidate.origin == "top"
} else := sprintf("%s = %s", [key, concat(", ", [replace(value, "\u00ff", "…") | some value in candidate.values])]) if {
	candidate.origin != "determined"
}

# touches says that a mode makes a difference to statements with conditions on some keys.
touches(mode, keys) if {
	some key, _ in keys
	_about[mode][key]
}

_about := {
	"plain": {},
	"mfa": {"aws:multifactorauthpresent": true, "aws:multifactorauthage": true},
	"network": object.union(_by_services, {key: true | some key in _network}),
	"self": _by_services,
	"grant": object.union(_by_services, _of_grants),
	"named_grant": object.union(_by_services, _of_grants),
	"stranger": {key: true | some key in conditions.naming},
	"unnamed": {"aws:principalarn": true},
}

_network := {
	"aws:sourcevpce", "aws:sourcevpc", "aws:sourcevpcarn", "aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths",
	"aws:vpcsourceip",
}

_by_services := {"kms:grantisforawsresource": true, "kms:viaservice": true}

_of_grants := {"kms:grantoperations": true, "kms:granteeprincipal": true, "kms:granteeserviceprincipal": true}

# out says that a request of a mode has no such value.
_out(mode, key, candidate) if {
	_about[mode][key]
	_excluded(mode, key, candidate)
}

_excluded("mfa", "aws:multifactorauthpresent", candidate) if candidate.values == ["true"]

_excluded("mfa", "aws:multifactorauthage", candidate) if count(candidate.values) > 0

_excluded("network", key, candidate) if {
	_network[key]
	candidate.origin == "literal"
}

# What a service does for the caller comes from the service's network.
_excluded(mode, key, candidate) if {
	mode in {"network", "self", "grant", "named_grant"}
	_through_a_service(key, candidate)
}

_excluded(mode, key, candidate) if {
	mode in {"grant", "named_grant"}
	_no_use(key, candidate)
}

_excluded("grant", "kms:granteeprincipal", candidate) if candidate.origin in {"absent", "literal"}

_excluded("named_grant", "kms:granteeprincipal", candidate) if candidate.origin != "literal"

_excluded("stranger", key, candidate) if {
	some name in candidate.names
	conditions.narrow(key, name)
}

_excluded("unnamed", "aws:principalarn", candidate) if {
	candidate.origin == "literal"
	some name in candidate.names
	whole(name)
}

_through_a_service("kms:grantisforawsresource", candidate) if candidate.values == ["true"]

_through_a_service("kms:viaservice", candidate) if count(candidate.values) > 0

_no_use("kms:grantoperations", candidate) if {
	not null in candidate.values
	count({value | some value in candidate.values} & candidates.uses) == 0
}

_no_use("kms:granteeserviceprincipal", candidate) if count(candidate.values) > 0

# whole says that a name is the ARN of one user or role.
whole(name) if regex.match(`^arn:[a-z-]+:iam::[0-9]{12}:(role|user)/[^*?$]+$`, name)

# grantees gives whom alone a principal can give grants of use to, where an Allow fixes that.
grantees(prepared, who, allow, denies) := {value |
	"kms:creategrant" in allow.means
	prepared.keys["kms:granteeprincipal"]
	situation := [{i | some i, deny in denies; "kms:creategrant" in deny.means}, object.get(prepared.missing, "kms:creategrant", set())]
	passes(prepared, who, allow, denies, situation, "named_grant")
	left := _left(prepared, who, allow, denies, situation, "named_grant")
	some candidate in left["kms:granteeprincipal"]
	some value in candidate.values
}
