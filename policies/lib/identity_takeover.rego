# METADATA
# title: Who takes over whom
# description: |
#   Whom identity policies in view let a principal become against a trust policy: a role, by rewriting whom it trusts, and a
#   user, by making credentials for it. Who writes its own identity policies may give itself both on every identity of
#   the account. Source: IAM User Guide, actions, resources and condition keys for IAM.
package keywright.lib.identity_takeover

import data.keywright.lib.identities
import data.keywright.lib.identity_resources
import data.keywright.lib.principals

_ways := {
	"role": {"iam:updateassumerolepolicy"},
	"user": {"iam:createaccesskey", "iam:createloginprofile", "iam:updateloginprofile"},
}

_own_ways := {
	"role": {"iam:attachrolepolicy", "iam:putrolepolicy"},
	"user": {"iam:attachuserpolicy", "iam:putuserpolicy"},
}

# takers are the identities of the plan that may take over others.
takers := {node |
	some node, resources in identity_resources.by_node
	some resource in resources
	count(_rights(as_principal(resource))) > 0
}

# as_principal gives an identity of the plan as policies name it. Without an account, one stands for that of each.
as_principal(resource) := sprintf("AWS:arn:aws:iam::%s:%s", [identity_resources.account(resource), identity_resources.node(resource)])

# of gives the identities of the plan that a principal takes over: for certain where sure is {true}, perhaps with {false}.
of(principal, sure) := {node |
	some right in _rights(principal)
	right.sure in sure
	some node, resources in identity_resources.by_node
	startswith(node, right.kind)
	some resource in resources
	identity_resources.may_be(identity_resources.account(resource), identity_resources.account_of(principal))
	_covers(right.resource, _arn(resource))
} - {identity_resources.of_principal(principal)}

# takes says of a principal that is not in the plan whether another takes it over: "can", "undecided", or undefined.
takes(principal, other) := "can" if {
	_hits(principal, other, {true})
} else := "undecided" if {
	_hits(principal, other, {false})
}

_hits(principal, other, sure) if {
	some right in _rights(principal)
	right.sure in sure
	startswith(identity_resources.of_principal(other), right.kind)
	identity_resources.of_principal(other) != identity_resources.of_principal(principal)
	identity_resources.may_be(identity_resources.account_of(other), identity_resources.account_of(principal))
	_covers(right.resource, trim_prefix(other, "AWS:"))
}

# The rights by which a principal takes over identities of a kind: {"kind", "resource", "sure"}.
_rights(principal) := set() if {
	identity_resources.of_principal(principal) == ""
} else := {right |
	some power in identities.powers(principal)
	some right in (_stated(power, principal) | _own(power, principal))
}

_stated(power, principal) := {{"kind": kind, "resource": _any(named), "sure": _sure(power, named)} |
	some kind, actions in _ways
	count(actions & power.actions) > 0
	some resource in power.resources
	named := _named(resource, principal)
}

_sure(power, resource) if {
	power.sure
	resource == _any(resource)
} else := false

_own(power, principal) := {{"kind": kind, "resource": "*", "sure": power.sure} |
	some kind, _ in _ways
} if {
	node := identity_resources.of_principal(principal)
	some actions in [_own_ways[split(node, "/")[0]]]
	count(actions & power.actions) > 0
	some resource in power.resources
	some arn in _arns(principal)
	_covers(_any(_named(resource, principal)), arn)
} else := set()

_arns(principal) := {trim_prefix(principal, "AWS:")} | {_arn(resource) | some resource in object.get(identity_resources.by_node, identity_resources.of_principal(principal), set())}

_arn(resource) := sprintf("arn:aws:iam::%s:%s%s%s", [
	identity_resources.account(resource),
	identity_resources.kinds[resource.type],
	_path(resource),
	regex.replace(identity_resources.node(resource), `^[a-z]+/`, ""),
])

_path(resource) := resource.values.path if {
	is_string(resource.values.path)
} else := "/"

# A user's name in the place of the variable for it.
_named(resource, principal) := replace(resource, "${aws:username}", _name(principal))

# Any other variable may be anything.
_any(resource) := regex.replace(resource, `\$\{[^}]*\}`, "*")

_name(principal) := name if {
	parts := split(identity_resources.of_principal(principal), "/")
	parts[0] == "user"
	name := parts[1]
} else := "ÿ"

# An account that is not known is the one that the pattern names.
_covers("*", _)

_covers(pattern, arn) if {
	pattern != "*"
	expression := sprintf("^%s$", [principals.wildcard(pattern, ".")])
	some whole in {arn, replace(arn, "iam:::", sprintf("iam::%s:", [_account(pattern)]))}
	regex.match(expression, whole)
}

_account(pattern) := parts[4] if {
	parts := split(pattern, ":")
	regex.match(`^[0-9]{12}$`, parts[4])
} else := "ÿ"
