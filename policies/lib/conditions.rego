# METADATA
# title: Conditions
# description: |
#   What conditions say in words, whether one is decided by the principal alone, and whether conditions narrow a
#   statement that is open to everyone.
package keywright.lib.conditions

import data.keywright.lib.actions
import data.keywright.lib.principals

# holds_for says that a condition holds for every request of a principal: it tests the principal's own ARN.
holds_for(condition, principal) if {
	actions.folded(condition.key) == "aws:principalarn"
	regex.match(`^AWS:arn:[^:]*:iam::[0-9]{12}:(role|user)/`, principal)
	some value in condition.values
	not contains(value, "${")
	_matches(actions.folded(condition.operator), value, principals.name(principal))
}

# fails_for says that a condition holds for no request of a principal, because it asks for another one's ARN.
fails_for(condition, principal) if {
	actions.folded(condition.key) == "aws:principalarn"
	actions.folded(condition.operator) in {"stringequals", "stringlike", "arnequals", "arnlike"}
	regex.match(`^AWS:arn:[^:]*:iam::[0-9]{12}:(role|user)/`, principal)
	every value in condition.values {
		not contains(value, "${")
		not regex.match(sprintf("^%s$", [principals.wildcard(value, ".")]), principals.name(principal))
	}
}

# names_principals says that a condition lets in nobody but users and roles whose ARNs it has in full.
names_principals(condition) if {
	actions.folded(condition.key) == "aws:principalarn"
	actions.folded(condition.operator) in {"stringequals", "stringlike", "arnequals", "arnlike"}
	count(condition.values) > 0
	every value in condition.values { regex.match(`^arn:[a-z-]+:iam::[0-9]{12}:(role|user)/[^*?$]+$`, value) }
}

# for_services says that a condition asks for grants that AWS's own resources need.
for_services(condition) if {
	actions.folded(condition.key) == "kms:grantisforawsresource"
	actions.folded(condition.operator) == "bool"
	{actions.folded(value) | some value in condition.values} == {"true"}
}

_matches("stringequals", value, arn) if value == arn

_matches("stringlike", value, arn) if regex.match(sprintf("^%s$", [principals.wildcard(value, ".")]), arn)

_matches("arnequals", value, arn) if _arn_like(value, arn)

_matches("arnlike", value, arn) if _arn_like(value, arn)

_arn_like(value, arn) if regex.match(sprintf("^%s$", [principals.wildcard(value, "[^:]")]), arn)

# narrow says that conditions confine a statement for everyone to principals or accounts that are named. A network is
# no name: whoever reaches it comes in.
narrow(conditions) if {
	some condition in conditions
	_positive[actions.folded(condition.operator)]
	_naming[actions.folded(condition.key)]
	count(condition.values) > 0
	every value in condition.values { _narrow_value(actions.folded(condition.key), value) }
}

# Operators under which an absent key does not match. …IfExists and ForAllValues let it through.
_positive := {
	"stringequals": true,
	"stringequalsignorecase": true,
	"stringlike": true,
	"arnequals": true,
	"arnlike": true,
	"foranyvalue:stringequals": true,
	"foranyvalue:stringlike": true,
}

# Keys that name who calls. kms:ViaService does not, nor do networks.
_naming := {
	"aws:principalarn": true,
	"aws:principalaccount": true,
	"aws:principalorgid": true,
	"aws:principalorgpaths": true,
	"aws:userid": true,
	"aws:sourceaccount": true,
	"aws:sourcearn": true,
	"aws:sourceowner": true,
	"aws:sourceorgid": true,
	"kms:calleraccount": true,
}

# A value must leave the account, or whatever identifies, in writing.
_narrow_value(key, value) if {
	key in {"aws:principalarn", "aws:sourcearn"}
	not contains(value, "${")
	parts := split(value, ":")
	count(parts) >= 6
	regex.match(`^[0-9]{12}$`, parts[4])
}

_narrow_value(key, value) if {
	key in {"aws:principalaccount", "aws:sourceaccount", "aws:sourceowner", "kms:calleraccount"}
	regex.match(`^[0-9]{12}$`, value)
}

_narrow_value(key, value) if {
	key in {"aws:principalorgid", "aws:sourceorgid"}
	regex.match(`^o-[a-z0-9]{10,32}$`, value)
}

_narrow_value("aws:principalorgpaths", value) if {
	not contains(value, "${")
	regex.match(`^o-[a-z0-9]{10,32}/`, value)
}

# The unique id of a user or role, whatever the session's name.
_narrow_value("aws:userid", value) if {
	not contains(value, "${")
	regex.match(`^[A-Z0-9]{16,}(:|$)`, value)
}

# words says what a condition of an Allow asks, or what a Deny asks by refusing the contrary.
words(condition, "Allow") := text if {
	text := _asked(actions.folded(condition.operator), actions.folded(condition.key), concat(", ", sort(condition.values)))
} else := sprintf("%s %s %s", [condition.key, condition.operator, concat(", ", sort(condition.values))])

words(condition, "Deny") := _refused(actions.folded(condition.operator), actions.folded(condition.key), concat(", ", sort(condition.values)))

_asked("bool", "aws:multifactorauthpresent", "true") := "MFA"

_asked(operator, "aws:sourcevpce", values) := sprintf("from %s", [values]) if _positive[operator]

_asked(operator, "aws:sourcevpc", values) := sprintf("from %s", [values]) if _positive[operator]

_asked(operator, "kms:viaservice", values) := sprintf("via %s", [values]) if _positive[operator]

_asked(operator, "aws:principalorgid", values) := sprintf("of organisation %s", [values]) if _positive[operator]

_refused("boolifexists", "aws:multifactorauthpresent", "false") := "MFA"

_refused("bool", "aws:multifactorauthpresent", "false") := "MFA"

_refused(operator, "aws:sourcevpce", values) := sprintf("from %s", [values]) if startswith(operator, "stringnot")

_refused(operator, "aws:sourcevpc", values) := sprintf("from %s", [values]) if startswith(operator, "stringnot")

_refused(operator, "kms:viaservice", values) := sprintf("via %s", [values]) if startswith(operator, "stringnot")
