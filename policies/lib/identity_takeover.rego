# METADATA
# title: Who takes over whom
# description: |
#   Whom identity policies in view let a principal become against a trust policy: a role, by rewriting whom it trusts or by
#   having a service act as it, and a user, by making credentials for it. Who writes its own identity policies may give
#   itself all that on every identity of the account. Source: IAM User Guide, actions, resources and condition keys for IAM.
package keywright.lib.identity_takeover

import data.keywright.lib.identities
import data.keywright.lib.identity_hubs
import data.keywright.lib.identity_resources
import data.keywright.lib.identity_shields
import data.keywright.lib.identity_targets
import data.keywright.lib.identity_writers
import data.keywright.lib.role_passing

_ways := {
	"role": {"iam:updateassumerolepolicy"},
	"user": {"iam:createaccesskey", "iam:createloginprofile", "iam:updateloginprofile"},
}

# takers are the identities of the plan that may take over others.
takers := {node |
	some node, resources in identity_resources.by_node
	some resource in resources
	_takes_any(as_principal(resource))
}

_takes_any(principal) if count(_rights(principal)) > 0

_takes_any(principal) if role_passing.any(principal)

# as_principal gives an identity of the plan as policies name it. Without an account, one stands for that of each.
as_principal(resource) := sprintf("AWS:arn:aws:iam::%s:%s", [identity_resources.account(resource), identity_resources.node(resource)])

# steps gives the identities of the plan that a principal takes over: for certain where sure is {true}, perhaps with {false};
# where it may be each, their hub.
steps(principal, sure) := {node |
	some right in _rights(principal)
	right.sure in sure
	some node in _over(principal, right)
} | role_passing.steps(principal, sure)

_over(principal, right) := {identity_hubs.of(sprintf("every %s", [right.kind]), principal)} if {
	identity_targets.whole(right.resource, right.kind, principal)
	identity_shields.free(principal, right.action)
} else := {target.node |
	some target in identity_targets.matched(right.resource)
	startswith(target.node, right.kind)
	_over_one(principal, right, target)
}

_over_one(principal, right, target) if {
	identity_resources.may_be(target.account, identity_resources.account_of(principal))
	not identity_shields.withheld(principal, right.action, target.arn, "")
}

# seizes says whether a principal takes an identity of the plan over by IAM itself.
seizes(principal, node, sure) if {
	some right in _rights(principal)
	right.sure in sure
	startswith(node, right.kind)
	some resource in identity_resources.by_node[node]
	target := {"account": identity_resources.account(resource), "arn": identity_targets.arn(resource)}
	identity_targets.covers(right.resource, target.arn)
	_over_one(principal, right, target)
}

# takes says of a principal that is not in the plan whether another takes it over: "can", "undecided", or undefined.
takes(principal, other) := "can" if {
	_hits(principal, other, {true})
} else := "undecided" if {
	_hits(principal, other, {false})
} else := "undecided" if {
	role_passing.hands(principal, other)
}

# takes_by_iam says whether it does so by IAM itself: for certain where sure is {true}.
takes_by_iam(principal, other, sure) if _hits(principal, other, sure)

_hits(principal, other, sure) if {
	some right in _rights(principal)
	right.sure in sure
	startswith(identity_resources.of_principal(other), right.kind)
	identity_resources.of_principal(other) != identity_resources.of_principal(principal)
	identity_resources.may_be(identity_resources.account_of(other), identity_resources.account_of(principal))
	arn := trim_prefix(other, "AWS:")
	identity_targets.covers(right.resource, arn)
	not identity_shields.withheld(principal, right.action, arn, "")
}

# The rights by which a principal takes over identities of a kind: {"kind", "action", "resource", "sure"}.
_rights(principal) := set() if {
	identity_resources.of_principal(principal) == ""
} else := _own(principal) | {right |
	some power in identities.powers(principal)
	some right in _stated(power, principal)
}

_stated(power, principal) := {{"kind": kind, "action": action, "resource": identity_targets.open(named), "sure": _sure(power, named)} |
	some kind, actions in _ways
	some action in (actions & power.actions)
	some resource in power.resources
	named := identity_targets.named(resource, principal)
}

_sure(power, resource) if {
	power.sure
	resource == identity_targets.open(resource)
} else := false

# Whoever writes its own policies gives itself every right.
_own(principal) := {{"kind": kind, "action": "", "resource": "*", "sure": sure} |
	some sure in identity_writers.own(principal)
	some kind, _ in _ways
}
