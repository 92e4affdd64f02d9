# METADATA
# title: Key policies as IAM reads them
# description: |
#   Turns the text of a policy into statements of one form. A text that IAM would refuse, or that two readers could
#   understand differently, is unreadable: nothing is concluded from it.
package keywright.lib.iam_document

import data.keywright.lib.actions
import data.keywright.lib.key_arn
import data.keywright.lib.operators

# parse gives {"readable": false, "reason": …} or {"readable": true, "statements": […]}.
parse(text) := {"readable": false, "reason": "the text is not JSON"} if {
	not json.is_valid(text)
} else := {"readable": false, "reason": "the text is longer than KMS takes"} if {
	_too_long(text)
} else := document if {
	value := json.unmarshal(text)
	document := _document(text, value)
}

# KMS takes 32,768 bytes. Blanks between members do not count: providers leave them out.
_too_long(text) if {
	count(text) > 32768
	count(json.marshal(json.unmarshal(text))) > 32768
}

# parse_identity reads the text of an identity policy: the same grammar without principals, since it is its bearer's.
parse_identity(text) := {"readable": false, "reason": "the text is not JSON"} if {
	not json.is_valid(text)
} else := {"readable": false, "reason": "the text is longer than IAM takes"} if {
	_too_long(text)
} else := {"readable": false, "reason": "it has no Statement"} if {
	not json.unmarshal(text).Statement
} else := {"readable": false, "reason": _twice} if {
	_duplicates(text, json.unmarshal(text))
} else := document if {
	value := json.unmarshal(text)
	borne := [object.union(statement, {"Principal": "*"}) |
		some statement in _list(value.Statement)
		is_object(statement)
	]
	count(borne) == count(_list(value.Statement))
	sound := object.union(value, {"Statement": borne})
	document := _document(json.marshal(sound), sound)
} else := {"readable": false, "reason": "it is malformed"}

_twice := "a member appears twice in one object, and readers differ on which one counts"

_document(text, value) := {"readable": false, "reason": "the text is not a JSON object"} if {
	not is_object(value)
} else := {"readable": false, "reason": _twice} if {
	_duplicates(text, value)
} else := {"readable": false, "reason": concat("; ", sort(faults))} if {
	faults := _faults(value)
	count(faults) > 0
} else := {"readable": true, "doubts": _doubts(value), "statements": statements} if {
	effective := {i: raw | some i, raw in _list(value.Statement); _effective(raw)}
	variables := object.get(value, "Version", "") == "2012-10-17"
	statements := [statement |
		some i, raw in effective
		statement := _normal(i, raw, variables)
	]

	# A statement that cannot be put into its form must not vanish.
	count(statements) == count(effective)
} else := {"readable": false, "reason": "a statement has a form that is not understood"}

# A statement without Action or without Resource is accepted by KMS and does nothing.
_effective(raw) if {
	object.keys(raw) & {"Action", "NotAction"} != set()
	object.keys(raw) & {"Resource", "NotResource"} != set()
}

# What is well-formed JSON and yet no text that KMS keeps, or of which nobody knows what it means.
_doubts(policy) := {sprintf("its Version is %v", [policy.Version]) |
	not object.get(policy, "Version", "2012-10-17") in {"2012-10-17", "2008-10-17"}
} | {doubt |
	some raw in _list(policy.Statement)
	some doubt in _statement_doubts(raw)
}

_statement_doubts(raw) := {sprintf("KMS would refuse the principal %q", [name]) |
	some member in ({"Principal", "NotPrincipal"} & object.keys(raw))
	some principal in _principals(raw[member])
	name := substring(principal, indexof(principal, ":") + 1, -1)
	not _acceptable(split(principal, ":")[0], name)
} | {sprintf("%q is no name of an action", [pattern]) |
	raw.Effect == "Allow"
	some pattern in _list(raw.Action)
	actions.malformed(actions.folded(pattern))
}

_acceptable(_, "*")

_acceptable("AWS", name) if regex.match(`^arn:[a-z-]+:iam::[0-9]{12}:(root|(user|role)/([!-)+->@-~]*/)?[\w+=,.@-]+)$`, name)

_acceptable("AWS", name) if regex.match(`^arn:[a-z-]+:sts::[0-9]{12}:(assumed-role|federated-user)/[\w+=,.@/-]+$`, name)

_acceptable("Service", name) if regex.match(`^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$`, name)

_acceptable(kind, _) if kind in {"Federated", "CanonicalUser"}

# Unique ids of users and roles.
_acceptable("AWS", name) if regex.match(`^A(ROA|IDA)[A-Z0-9]{8,}$`, name)

# A decoder keeps the last of two equal names. The text tells: it then has more names than the decoded value. In a
# valid text every string is matched whole, from the left, and a string that a colon follows is a name.
_duplicates(text, value) if {
	not _brief(text, value)
	written := count([token |
		some token in regex.find_n(`"(?:[^"\\]|\\.)*"\s*:?`, text, -1)
		endswith(token, ":")
	])
	decoded := sum([count(object) |
		walk(value, [_, object])
		is_object(object)
	])
	written != decoded
}

# A text as long as its value written anew holds nothing else: what would be lost in between had to be made up for, and
# only what the encoder escapes grows.
_brief(text, value) if {
	anew := json.marshal(value)
	count(anew) == count(text)
	not contains(anew, `\`)
}

_faults(policy) := {"it has no Statement"} if {
	not policy.Statement
} else := {fault |
	some fault in _outer_faults(policy)
} | {sprintf("statement %d %s", [i + 1, fault]) |
	some i, raw in _list(policy.Statement)
	some fault in _statement_faults(raw)
}

_outer_faults(policy) := {sprintf("IAM knows no member %q", [name]) |
	some name in (object.keys(policy) - {"Version", "Id", "Statement"})
}

_members := {
	"Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition",
}

_statement_faults(raw) := {"is not an object"} if {
	not is_object(raw)
} else := set() if {
	_sound(raw)
} else := union({
	{sprintf("has a member %q that IAM does not know", [name]) | some name in (object.keys(raw) - _members)},
	{"has no Effect of Allow or Deny" | not object.get(raw, "Effect", "") in {"Allow", "Deny"}},
	{sprintf("has %s and Not%s", [name, name]) |
		some name in {"Principal", "Action", "Resource"}
		count(object.keys(raw) & {name, concat("", ["Not", name])}) == 2
	},
	{"names no principal" | count(object.keys(raw) & {"Principal", "NotPrincipal"}) == 0},
	{sprintf("has a malformed %s", [name]) |
		some name in ({"Principal", "NotPrincipal"} & object.keys(raw))
		not _principals(raw[name])
	},
	{sprintf("has a malformed %s", [name]) |
		some name in ({"Action", "NotAction", "Resource", "NotResource"} & object.keys(raw))
		not _strings(raw[name])
	},
	{"has a malformed Condition" | not _conditions(object.get(raw, "Condition", {}))},
	{"has a Sid that is not a string" | not is_string(object.get(raw, "Sid", ""))},
})

# Nearly every statement is sound, and one look is enough.
_sound(raw) if {
	raw.Effect in {"Allow", "Deny"}
	keys := object.keys(raw)
	keys - _members == set()
	count(keys & {"Principal", "NotPrincipal"}) == 1
	count(keys & {"Action", "NotAction"}) == 1
	count(keys & {"Resource", "NotResource"}) == 1
	every name in keys & {"Action", "NotAction", "Resource", "NotResource"} { _strings(raw[name]) }
	every name in keys & {"Principal", "NotPrincipal"} { _principals(raw[name]) }
	_conditions(object.get(raw, "Condition", {}))
	is_string(object.get(raw, "Sid", ""))
}

# One object stands for a list of one; so does one string.
_list(value) := value if is_array(value)

_list(value) := [value] if not is_array(value)

_strings(value) := list if {
	list := _list(value)
	every item in list { is_string(item) }
}

_kinds := {"AWS", "Service", "Federated", "CanonicalUser"}

_principals("*") := {"AWS:*"}

_principals(value) := {sprintf("%s:%s", [kind, principal]) |
	some kind, names in value
	some name in _list(names)
	principal := _spelled(kind, name)
} if {
	is_object(value)
	count(object.keys(value) - _kinds) == 0
	every names in value { _strings(names) }
}

# A bare account number is the account's root ARN.
_spelled("AWS", name) := sprintf("arn:aws:iam::%s:root", [name]) if regex.match(`^[0-9]{12}$`, name)

_spelled("AWS", name) := name if not regex.match(`^[0-9]{12}$`, name)

_spelled(kind, name) := name if kind != "AWS"

_conditions(value) := [condition |
	some operator, keys in value
	some key, values in keys
	condition := object.union(operators.read(operator), {
		"operator": operator,
		"key": actions.folded(key),
		"spelled": key,
		"values": [text | some v in _list(values); text := _text(v)],
	})
] if {
	is_object(value)
	_distinct(value)
	every keys in value {
		is_object(keys)
		_distinct(keys)
		every values in keys {
			every v in _list(values) { _text(v) }
		}
	}
}

# Names that differ only in case are one name to IAM, which then may take either value.
_distinct(object_of_names) if count({actions.folded(name) | some name, _ in object_of_names}) == count(object_of_names)

_text(value) := value if is_string(value)

_text(value) := sprintf("%v", [value]) if is_number(value)

_text(value) := sprintf("%v", [value]) if is_boolean(value)

_normal(i, raw, variables) := {
	"name": _name(i, raw),
	"effect": raw.Effect,
	"principals": _principals(object.get(raw, "Principal", {})),
	"not_principals": _principals(object.get(raw, "NotPrincipal", {})),
	"inverted": object.get(raw, "NotPrincipal", null) != null,
	"actions": {actions.folded(action) | some action in _strings(object.get(raw, "Action", []))},
	"not_actions": {actions.folded(action) | some action in _strings(object.get(raw, "NotAction", []))},
	"but": object.get(raw, "NotAction", null) != null,
	"whole": _whole(raw),
	"near": _near(raw),
	"resources": {resource | some resource in _list(object.get(raw, "Resource", ["*"]))},
	"left_out": {resource | some resource in _list(object.get(raw, "NotResource", []))},
	"conditions": [object.union(condition, {"variables": variables}) |
		some condition in _conditions(object.get(raw, "Condition", {}))
	],
}

_name(_, raw) := raw.Sid if object.get(raw, "Sid", "") != ""

_name(i, raw) := sprintf("#%d", [i + 1]) if object.get(raw, "Sid", "") == ""

# Whether the statement is about the key for certain. An Allow counts in any case, a Deny only then.
_whole(raw) if "*" in _list(raw.Resource)

_whole(raw) := false if not "*" in _list(object.get(raw, "Resource", []))

# Whether the statement may be about the key that carries the policy. What is unknown of it, or has a wildcard or a
# variable, may be anything.
_near(raw) if "*" in _list(raw.Resource)

_near(raw) if {
	some resource in _list(raw.Resource)
	key_arn.may_be_key(resource)
}

_near(raw) if {
	raw.NotResource
	not "*" in _list(raw.NotResource)
}

_near(raw) := false if {
	count([resource | some resource in _list(object.get(raw, "Resource", [])); key_arn.may_be_key(resource)]) == 0
	"*" in _list(object.get(raw, "NotResource", "*"))
}
