# METADATA
# title: Conditions
# description: |
#   Whether a condition holds at one value of its key: "yes", "no", or "maybe" where that cannot be told. A candidate is
#   {"origin": …, "values": […]}: without values the key is absent; null is a value of which nothing is known, and an
#   object {"role": name} the ARN of a role whose path is not known. Source: IAM User Guide, condition operators, and
#   multivalued context keys.
package keywright.lib.conditions

import data.keywright.lib.actions
import data.keywright.lib.operators
import data.keywright.lib.principals

# holds decides a condition at a candidate. For strangers, a value of which nothing is known is none that a narrow
# value means.
holds(condition, candidate, strange) := "maybe" if {
	condition.base == ""
} else := _is_null(condition, candidate) if {
	condition.base == "null"
} else := _without(condition) if {
	count(candidate.values) == 0
} else := "maybe" if {
	condition.set == ""
	_several(condition, candidate)
} else := _all(results) if {
	condition.set == "forallvalues"
	results := _results(condition, candidate, strange)
} else := _any(_results(condition, candidate, strange))

_is_null(condition, candidate) := "yes" if {
	some value in condition.values
	_null_value(candidate)[actions.folded(value)]
} else := "maybe" if {
	some value in condition.values
	contains(value, "${")
} else := "no"

_null_value(candidate) := {"true": true} if {
	count(candidate.values) == 0
} else := {"false": true}

# A key that the request does not carry. IfExists is documented to hold then whatever the operator; under ForAnyValue, which asks
# for one value at least, IAM was observed not to heed it.
_without(condition) := "maybe" if {
	condition.if_exists
	condition.set == "foranyvalue"
} else := "yes" if {
	condition.if_exists
} else := "yes" if {
	condition.set == "forallvalues"
} else := "yes" if {
	condition.set == ""
	condition.negative
} else := "no"

# Without a set operator, IAM leaves undefined what a key of several values does.
_several(condition, _) if many(condition.key)

_several(_, candidate) if count(candidate.values) > 1

# many says that a request can carry several values of a key.
many(key) if _rows[key].multi

# row gives what the table says of a key.
row(key) := _rows[key] if {
	_rows[key]
} else := _prefixed[prefix] if {
	some prefix, _ in _prefixed
	startswith(key, prefix)
}

_rows := {actions.folded(entry.name): entry | some entry in data.keywright.data.conditions.keys; not entry.prefix}

_prefixed := {actions.folded(entry.name): entry | some entry in data.keywright.data.conditions.keys; entry.prefix}

_all(results) := "no" if {
	"no" in results
} else := "maybe" if {
	"maybe" in results
} else := "yes"

_any(results) := "yes" if {
	"yes" in results
} else := "maybe" if {
	"maybe" in results
} else := "no"

_results(condition, candidate, strange) := {result |
	some have in candidate.values
	result := _turned(condition.negative, _any({_match(condition, value, have, strange) | some value in condition.values}))
}

_turned(false, result) := result

_turned(true, "yes") := "no"

_turned(true, "no") := "yes"

_turned(true, "maybe") := "maybe"

# A variable may stand for anything.
_match(condition, value, have, strange) := "no" if {
	_nobodys(condition, value)
} else := "maybe" if {
	condition.variables
	contains(value, "${")
} else := "no" if {
	_stranger_to(condition, value, strange, have)
} else := "maybe" if {
	is_null(have)
} else := _by_day(condition.base, value, have) if {
	condition.key == "aws:currenttime"
	startswith(condition.base, "date")
} else := "maybe" if {
	operators.opaque(condition.base)
} else := _match_role(condition, value, have.role) if {
	is_object(have)
} else := _text_match(condition.base, value, have)

# ${*}, ${?} and ${$} are these characters themselves, which no name of a role, a user or a session has.
_nobodys(condition, value) if {
	condition.variables
	condition.key == "aws:principalarn"
	not operators.opaque(condition.base)
	regex.match(`\$\{[*?$]\}[^/]*$`, value)
}

# A day that is past stays past: what has begun goes on, and what is over does not come back. Days of one form are in the
# order of their texts.
_by_day(base, value, now) := "yes" if {
	startswith(base, "dategreater")
	_before(value, now)
} else := "no" if {
	base in {"datelessthan", "datelessthanequals", "dateequals"}
	_before(value, now)
} else := "maybe"

_before(value, now) if {
	regex.match(_day, value)
	regex.match(_day, now)
	value < now
}

_day := `^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?$`

_stranger_to(condition, value, true, null) if narrow(condition.key, value)

_text_match("stringequals", value, have) := _said(value == have)

_text_match("stringequalsignorecase", value, have) := "yes" if {
	actions.folded(value) == actions.folded(have)
} else := "maybe" if {
	not regex.match(`^[\x00-\x7F]*$`, concat("", [value, have]))
} else := "no"

_text_match("stringlike", value, have) := _said(_like(value, have))

_text_match("arnequals", value, have) := _arn_match(value, have)

_text_match("arnlike", value, have) := _arn_match(value, have)

_text_match("bool", value, have) := _said(lower(value) == lower(have))

_said(true) := "yes"

_said(false) := "no"

_like(pattern, value) := regex.match(sprintf("^%s$", [principals.wildcard(pattern, `[\s\S]`)]), value)

# like says that a pattern of an operator takes a value.
like("stringlike", pattern, value) if _like(pattern, value)

like(base, pattern, value) if {
	base in {"arnequals", "arnlike"}
	_arn_like(pattern, value)
}

# The first five parts of an ARN are compared one by one; what a pattern leaves out is any.
_arn_like(pattern, value) := false if {
	not is_arn(value)
} else := false if {
	have := _parts(value)
	some i, part in _parts(pattern)
	not _like(part, have[i])
} else := true

# A pattern of few parts is not certain of anything that it takes (see _whole).
_arn_match(pattern, value) := "no" if {
	not _arn_like(pattern, value)
} else := "yes" if {
	_whole("arnlike", pattern)
} else := "maybe"

# is_arn says that a text has all parts of an ARN.
is_arn(value) if {
	startswith(value, "arn:")
	count(split(value, ":")) >= 6
}

_parts(text) := array.concat(array.slice(parts, 0, 5), rest) if {
	parts := split(text, ":")
	rest := [concat(":", array.slice(parts, 5, count(parts))) | count(parts) > 5]
}

# Of a role only the name is known. Its path may be any but "/", so that only a wildcard for every path takes it for
# certain. An ARN pattern of few parts says nothing about the path.
_match_role(condition, value, role) := _arn_match(value, role.paths[0]) if {
	condition.base in {"arnequals", "arnlike"}
	not _wild(condition, value)
	not is_arn(value)
} else := "maybe" if {
	not _wild(condition, value)
	_last(value) == role.name
} else := "no" if {
	not _wild(condition, value)
} else := "yes" if {
	every path in role.paths { like(condition.base, value, path) }
	_whole(condition.base, value)
} else := "no" if {
	not regex.match(`[*?]`, _last(value))
	_last(value) != role.name
} else := "maybe"

# What a pattern of fewer parts than an ARN has takes is not documented, but that * takes every ARN.
_whole("stringlike", _)

_whole(_, value) if count(split(value, ":")) >= 6

_whole(_, value) if regex.match(`^\*+$`, value)

_wild(condition, value) if {
	operators.wild[condition.base]
	regex.match(`[*?]`, value)
}

_last(value) := parts[count(parts) - 1] if parts := split(value, "/")

# possible says that a key may have a value: an account is twelve digits, an organisation has an id.
possible(key, _) if not _forms[key]

possible(key, value) if regex.match(_forms[key], value)

_forms := object.union(
	{key: `^[0-9]{12}$` | some key in {"aws:principalaccount", "kms:calleraccount"}},
	{"aws:principalorgid": `^o-[a-z0-9]{10,32}$`},
)

# naming are the keys that say who calls. kms:ViaService does not, nor do networks.
naming := {
	"aws:principalarn",
	"aws:principalaccount",
	"aws:principalorgid",
	"aws:principalorgpaths",
	"aws:userid",
	"aws:sourceaccount",
	"aws:sourcearn",
	"aws:sourceowner",
	"aws:sourceorgid",
	"kms:calleraccount",
}

# narrow says that a value leaves an account, an organisation, or whoever it identifies, in writing.
narrow(key, value) if {
	key in {"aws:principalarn", "aws:sourcearn"}
	not contains(value, "${")
	parts := split(value, ":")
	count(parts) >= 6
	regex.match(`^[0-9]{12}$`, parts[4])
}

narrow(key, value) if {
	key in {"aws:principalaccount", "aws:sourceaccount", "aws:sourceowner", "kms:calleraccount"}
	regex.match(`^[0-9]{12}$`, value)
}

narrow(key, value) if {
	key in {"aws:principalorgid", "aws:sourceorgid"}
	regex.match(`^o-[a-z0-9]{10,32}$`, value)
}

narrow("aws:principalorgpaths", value) if {
	not contains(value, "${")
	regex.match(`^o-[a-z0-9]{10,32}/`, value)
}

# The unique id of a user or role, whatever the session's name.
narrow("aws:userid", value) if {
	not contains(value, "${")
	regex.match(`^[A-Z0-9]{16,}(:|$)`, value)
}

# words says what a condition of an Allow asks, or what a Deny asks by refusing the contrary.
words(condition, "Allow") := text if {
	text := _asked(actions.folded(condition.operator), condition.key, concat(", ", sort(condition.values)))
} else := sprintf("%s %s %s", [condition.spelled, condition.operator, concat(", ", sort(condition.values))])

words(condition, "Deny") := _refused(actions.folded(condition.operator), condition.key, concat(", ", sort(condition.values)))

_plain := {"stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike", "foranyvalue:stringequals", "foranyvalue:stringlike"}

_asked("bool", "aws:multifactorauthpresent", "true") := "MFA"

_asked(operator, "aws:sourcevpce", values) := sprintf("from %s", [values]) if operator in _plain

_asked(operator, "aws:sourcevpc", values) := sprintf("from %s", [values]) if operator in _plain

_asked(operator, "kms:viaservice", values) := sprintf("via %s", [values]) if operator in _plain

_asked(operator, "aws:principalorgid", values) := sprintf("of organisation %s", [values]) if operator in _plain

_refused("boolifexists", "aws:multifactorauthpresent", "false") := "MFA"

_refused("bool", "aws:multifactorauthpresent", "false") := "MFA"

_refused(operator, "aws:sourcevpce", values) := sprintf("from %s", [values]) if startswith(operator, "stringnot")

_refused(operator, "aws:sourcevpc", values) := sprintf("from %s", [values]) if startswith(operator, "stringnot")

_refused(operator, "kms:viaservice", values) := sprintf("via %s", [values]) if startswith(operator, "stringnot")
