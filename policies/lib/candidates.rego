# METADATA
# title: What a condition key may be
# description: |
#   The values of a condition key that matter to some statements: one for each way in which their conditions on it can
#   turn out. A candidate is {"origin", "values", "names"}: without values the key is absent; null is a value of which
#   nothing is known; names are the policy's own values and patterns that it was made of.
package keywright.lib.candidates

import data.keywright.lib.actions
import data.keywright.lib.conditions
import data.keywright.lib.operators
import data.keywright.lib.principals

# of gives the candidates of each key that conditions of some statements name, where nothing else decides them.
of(statements) := {key: _candidates(key, list) |
	some key, list in {key: list |
		some key in {condition.key | some statement in statements; some condition in statement.conditions}
		list := {condition | some statement in statements; some condition in statement.conditions; condition.key == key}
	}
}

# missing gives, for each action, the keys that its requests do not carry, as far as any are named.
missing(keys) := {action: bare |
	some action in (actions.all & _surveyed)
	bare := {key | some key, carriers in limited; not carriers[action]}
	count(bare) > 0
} if {
	limited := {key: _carriers[row.name] |
		some key, _ in keys
		row := conditions.row(key)
		count(row.actions) > 0
	}
	count(limited) > 0
} else := {}

_surveyed := {lower(action) | some action in data.keywright.data.conditions.surveyed.actions}

_carriers := {entry.name: {lower(action): true | some action in entry.actions} |
	some entry in data.keywright.data.conditions.keys
}

# among gives the candidates of a key for whoever calls and for an action that lacks some keys.
among(keys, who, bare, key) := [_absent] if {
	key in bare
} else := who[key] if {
	true
} else := keys[key]

_absent := {"origin": "absent", "values": [], "names": []}

_candidates(key, list) := [_absent, _bool("false"), _bool("true")] if {
	conditions.row(key).type == "Bool"
} else := array.concat([_absent], _listed(key, list)) if {
	_takes_lists(key, list)
} else := array.concat([_absent], array.concat(_atoms(key, list), [_top | _blurred(list)]))

_bool(value) := {"origin": "bool", "values": [value], "names": []}

_takes_lists(key, _) if conditions.many(key)

_takes_lists(_, list) if {
	some condition in list
	condition.set != ""
}

_top := {"origin": "top", "values": [null], "names": []}

# The letter stands for what no policy names. KMS takes it, so that a policy that has it blurs the picture and no more.
_letter := "\u00ff"

_atoms(key, list) := array.concat(
	[{"origin": "literal", "values": [value], "names": [value]} | some value in sort(_literals(list) | _known(key))],
	array.concat(
		[{"origin": "sample", "values": [_sample(pattern)], "names": [pattern]} |
			some pattern in sort({pattern | some [_, pattern] in _patterns(list)})
		],
		[{"origin": "fresh", "values": [_letter], "names": []}],
	),
)

_sample(pattern) := replace(replace(pattern, "*", _letter), "?", _letter)

_literals(list) := {value |
	some condition in list
	_compares_text(condition.base)
	some value in condition.values
	not _variable(condition, value)
	not _wild(condition, value)
	conditions.possible(condition.key, value)
}

_compares_text(base) if base in {"stringequals", "stringequalsignorecase"}

_compares_text(base) if operators.wild[base]

_variable(condition, value) if {
	condition.variables
	contains(value, "${")
}

_wild(condition, value) if {
	operators.wild[condition.base]
	regex.match(`[*?]`, value)
}

_patterns(list) := {[condition.base, value] |
	some condition in list
	some value in condition.values
	_wild(condition, value)
	not _variable(condition, value)
}

# What grants can be for, as far as it is use of the key.
_known("kms:grantoperations") := uses

_known(key) := set() if key != "kms:grantoperations"

# uses are the operations of grants that decrypt, make plaintext data keys, sign or make codes.
uses := {trim_prefix(action.name, "kms:") |
	some action in data.keywright.data.actions.actions
	action.grant_operation
	action.class in {"D", "G", "S", "M"}
	not startswith(action.name, "kms:Verify")
}

# uses_of are those of them that a key of a usage can do.
uses_of(usage) := {trim_prefix(action.name, "kms:") |
	some action in data.keywright.data.actions.actions
	usage in action.usages
} & uses

# Where the values say too little of how conditions can turn out together, a value counts of which nothing is known.
_blurred(list) if count({[condition.base, {value | some value in condition.values}] | some condition in list; _has_wild(condition)}) > 1

_blurred(list) if {
	some condition in list
	operators.opaque(condition.base)
}

# Bool is among these: the keys that are nothing but true or false have no blurred candidates, and a tag may be neither.
_blurred(list) if {
	some condition in list
	condition.base in {"stringequalsignorecase", "bool"}
}

_blurred(list) if _letter in _literals(list)

# A literal of few parts stands for every ARN that begins so.
_blurred(list) if {
	some condition in list
	condition.base in {"arnequals", "arnlike"}
	some value in condition.values
	not _variable(condition, value)
	not _wild(condition, value)
	not conditions.is_arn(value)
}

# No ARN pattern takes a sample that is no ARN, * least of all.
_blurred(list) if {
	some [base, pattern] in _patterns(list)
	not conditions.like(base, pattern, _sample(pattern))
}

_blurred(list) if {
	literals := _literals(list)
	some [base, pattern] in _patterns(list)
	not regex.match(`^\*+$`, pattern)
	_misleads(base, pattern, literals)
}

_has_wild(condition) if {
	some value in condition.values
	_wild(condition, value)
	not _variable(condition, value)
}

_misleads(_, pattern, literals) if _sample(pattern) in literals

_misleads(_, pattern, _) if _sample(pattern) == _letter

_misleads(base, pattern, _) if conditions.like(base, pattern, _letter)

_most := 12

# Of a key with several values: each value alone, every two of them, and all together.
_listed(key, list) := array.concat(
	array.concat(
		[_joined([atom]) | some atom in atoms],
		[_joined([one, other]) |
			count(atoms) <= _most
			some i, one in atoms
			some j, other in atoms
			i < j
		],
	),
	array.concat([_joined(atoms) | count(atoms) > 2], [_top | _crowded(list, atoms)]),
) if {
	atoms := _atoms(key, list)
}

_crowded(list, _) if _blurred(list)

_crowded(_, atoms) if count(atoms) > _most

_crowded(list, _) if {
	count({[condition.base, {value | some value in condition.values}] | some condition in list; condition.set != ""}) > 3
}

_joined(atoms) := {
	"origin": _widest({atom.origin | some atom in atoms}),
	"values": [value | some atom in atoms; some value in atom.values],
	"names": [name | some atom in atoms; some name in atom.names],
}

_widest(origins) := "fresh" if {
	"fresh" in origins
} else := "sample" if {
	"sample" in origins
} else := "literal"

# who gives the keys that the principal itself decides, and those that the key does, for prepared statements
# (keywright.lib.reach).
who(principal, prepared) := object.union_n([
	{key: _decided([value]) | some key, value in prepared.about},
	{"aws:securetransport": _decided(["true"]), "aws:viaawsservice": [_bool("false"), _bool("true")]},
	_arns(principal, prepared.named),
	_accounts(principal),
	_types(principal),
	_service(principal),
	_deputy(principal),
])

_decided(values) := [{"origin": "determined", "values": [value], "names": []} | some value in values]

_arns(principal, named) := {"aws:principalarn": _decided(sort(object.get(named, principals.role(principal), set()) | {principals.name(principal)}))} if {
	principals.is_role(principal)
} else := {"aws:principalarn": _decided(sort(named[principals.role(principal)]))} if {
	principals.is_session(principal)
	named[principals.role(principal)]
} else := {"aws:principalarn": array.concat(_decided([principals.name(role)]), [{"origin": "determined", "values": [_pathed(role)], "names": []}])} if {
	principals.is_session(principal)
	role := principals.role(principal)
} else := {"aws:principalarn": _decided([principals.name(principal)])} if {
	_is_user(principal)
} else := {"aws:principalarn": _decided([principals.name(principal)])} if {
	_is_federated(principal)
} else := {}

# A role whose path is not known and not "/": of any path that a wildcard takes, the shortest and a longer one.
_pathed(role) := {"role": {
	"name": parts[count(parts) - 1],
	"paths": [sprintf("%s/%s/%s", [trim_prefix(parts[0], "AWS:"), path, parts[count(parts) - 1]]) |
		some path in ["\u0000", "\u0000any path\u0000"]
	],
}} if {
	parts := split(role, "/")
}

_is_user(principal) if regex.match(`^AWS:arn:[^:]*:iam::[0-9]{12}:user/`, principal)

_is_federated(principal) if regex.match(`^AWS:arn:[^:]*:sts::[0-9]{12}:federated-user/`, principal)

_accounts(principal) := {key: _decided([account]) | some key in ["aws:principalaccount", "kms:calleraccount"]} if {
	account := principals.account(principal)
} else := {}

_types(principal) := {"aws:principaltype": _decided(["User"]), "aws:username": _decided([name])} if {
	_is_user(principal)
	parts := split(principal, "/")
	name := parts[count(parts) - 1]
} else := {"aws:principaltype": _decided(["AssumedRole"])} if {
	principals.role(principal)
} else := {"aws:principaltype": _decided(["FederatedUser"])} if {
	_is_federated(principal)
} else := {}

# Only what a service asks for itself carries the account for which it does. Source: IAM User Guide, aws:SourceAccount.
_deputy(principal) := {"aws:sourceaccount": [_absent]} if {
	principals.account(principal)
} else := {}

_service(principal) := {"aws:principalisawsservice": _decided(["true"])} if {
	startswith(principal, "Service:")
} else := {"aws:principalisawsservice": _decided(["false"])} if {
	principals.account(principal)
} else := {"aws:principalisawsservice": [_bool("false"), _bool("true")]}
