# METADATA
# title: Which identities a resource of a policy means
# description: |
#   The roles, users and groups of the plan that a pattern in the Resource of an identity policy means, by their ARNs. The
#   account that is not known is the one that the pattern names. A pattern without wildcards is looked up, not matched.
package keywright.lib.identity_targets

import data.keywright.lib.identity_resources
import data.keywright.lib.principals

# matched gives the identities that a pattern may mean: a set of {"node", "arn", "account"}.
matched(pattern) := _all if {
	pattern == "*"
} else := {target |
	some target in object.get(_by_node, identity_resources.of_principal(pattern), set())
	covers(pattern, target.arn)
} if {
	not regex.match(`[*?]`, pattern)
} else := {target |
	_of_iam(pattern)
	some target in _all
	covers(pattern, target.arn)
}

# A pattern that names another service means no identity.
_of_iam(pattern) if regex.match(`^[^:]*[*?]|^[^:]*:[^:]*[*?]|^[^:]*:[^:]*:([^:]*[*?]|iam:)`, pattern)

_all := {target | some _, targets in _by_node; some target in targets}

_by_node := {node: targets |
	some node, resources in identity_resources.by_node
	targets := {{"node": node, "arn": arn(resource), "account": identity_resources.account(resource)} | some resource in resources}
}

# arn gives the ARN of a role, user or group of the plan, without an account where that is not known.
arn(resource) := sprintf("arn:aws:iam::%s:%s%s%s", [
	identity_resources.account(resource),
	identity_resources.kinds[resource.type],
	path(resource),
	regex.replace(identity_resources.node(resource), `^[a-z]+/`, ""),
])

# path is that of an identity or a managed policy.
path(resource) := resource.values.path if {
	is_string(resource.values.path)
} else := "/"

# policy_arn gives the ARN of a managed policy of the plan in the same way.
policy_arn(policy) := policy.values.arn if {
	is_string(policy.values.arn)
} else := sprintf("arn:aws:iam::%s:policy%s%s", [identity_resources.account(policy), path(policy), policy.values.name]) if {
	is_string(policy.values.name)
} else := ""

# arns are those of a principal: as it is named, and as the plan has it.
arns(principal) := {trim_prefix(principal, "AWS:")} | {arn(resource) |
	some resource in object.get(identity_resources.by_node, identity_resources.of_principal(principal), set())
}

# named puts a user's name in the place of the variable for it.
named(resource, principal) := replace(resource, "${aws:username}", _name(principal))

_name(principal) := name if {
	parts := split(identity_resources.of_principal(principal), "/")
	parts[0] == "user"
	name := parts[1]
} else := "ÿ"

# open is a pattern whose variables may be anything.
open(resource) := regex.replace(resource, `\$\{[^}]*\}`, "*")

# covers says that a pattern may mean an ARN, which is empty where it is not known.
covers("*", _)

covers(_, "")

covers(pattern, whole) if {
	pattern != "*"
	expression := sprintf("^%s$", [principals.wildcard(pattern, ".")])
	some each in {whole, replace(whole, "iam:::", sprintf("iam::%s:", [_account(pattern)]))}
	regex.match(expression, each)
}

# whole says that a pattern means every identity of a kind in a principal's account.
whole("*", _, _)

whole(pattern, kind, principal) if {
	pattern != "*"
	regex.match(sprintf(`^arn:(aws|\*):iam::(\*|%s):(%s/)?\*$`, [identity_resources.account_of(principal), kind]), pattern)
}

# surely says that it means an ARN for certain.
surely("*", _)

surely(pattern, whole) if {
	pattern != "*"
	not contains(pattern, "${")
	regex.match(sprintf("^%s$", [principals.wildcard(pattern, ".")]), whole)
}

_account(pattern) := parts[4] if {
	parts := split(pattern, ":")
	regex.match(`^[0-9]{12}$`, parts[4])
} else := "ÿ"
