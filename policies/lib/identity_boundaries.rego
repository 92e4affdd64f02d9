# METADATA
# title: Boundaries that their bearers take off
# description: |
#   A permissions boundary stands in the way of nobody who may delete it, put another in its place or write a new version of
#   it (iam:DeleteRolePermissionsBoundary, iam:PutRolePermissionsBoundary, iam:CreatePolicyVersion). The boundary itself
#   must allow that, and no Deny forbid it. To put the same boundary there again, which a condition on
#   iam:PermissionsBoundary may ask for, changes nothing. Source: IAM User Guide, permissions boundaries for IAM entities.
package keywright.lib.identity_boundaries

import data.keywright.lib.identities
import data.keywright.lib.identity_bearers
import data.keywright.lib.identity_meaning
import data.keywright.lib.identity_resources
import data.keywright.lib.identity_targets
import data.keywright.lib.plan

# lifts says that a principal takes its own boundary off: "can" or "undecided"; undefined where it does not, or has none.
lifts(principal) := verdict if {
	count(identity_bearers.boundaries(identity_resources.of_principal(principal))) > 0
	bounds := identities.boundaries(principal)
	count(bounds) > 0
	verdict := min({_lifting(statement, action, target) |
		some entry in identities.borne(principal)
		entry.sure
		some statement in identity_meaning.of(entry.source).powers
		some [action, target] in _tries(principal, bounds)
		action in statement.actions
		_covers(statement, target, principal)
		_changes(statement, action, bounds)
		_bounds_allow(bounds, action, target)
		not _denied(principal, action, target)
	}) # "can" stands before "undecided"
}

# lifters are the identities of the plan that do so.
lifters := {node |
	some node, resources in identity_resources.by_node
	some resource in resources
	lifts(sprintf("AWS:arn:aws:iam::%s:%s", [identity_resources.account(resource), node]))
}

# What would take the boundary off: {[action, ARN that it is about]}.
_tries(principal, bounds) := {[action, arn] |
	node := identity_resources.of_principal(principal)
	some action in identity_meaning.unbinding[split(node, "/")[0]]
	some arn in identity_targets.arns(principal)
} | {["iam:createpolicyversion", arn] | some arn in _policies(bounds)}

_policies(bounds) := {identity_targets.policy_arn(policy) |
	some entry in bounds
	policy := plan.by_address[entry.source.address]
	policy.type == "aws_iam_policy"
}

_lifting(statement, _, _) := "undecided" if {
	statement.conditional
} else := "undecided" if {
	statement.excepting
} else := "can"

_covers(statement, target, principal) if {
	some resource in statement.resources
	identity_targets.covers(identity_targets.open(identity_targets.named(resource, principal)), target)
}

# Whether another boundary is put, or one that may be another.
_changes(statement, action, bounds) if not _same(statement, action, bounds)

_same(statement, action, bounds) if {
	startswith(action, "iam:put")
	some condition in statement.conditions
	condition.key == "iam:permissionsboundary"
	condition.base in {"stringequals", "arnequals", "arnlike", "stringlike"}
	not condition.negative
	not condition.if_exists
	condition.set != "forallvalues"
	every value in condition.values { value in _policies(bounds) }
}

_bounds_allow(bounds, action, target) if {
	some entry in bounds
	some given in identity_meaning.of(entry.source).powers
	action in given.actions
	some resource in given.resources
	identity_targets.covers(identity_targets.open(resource), target)
	_changes(given, action, bounds)
}

_denied(principal, action, _) if {
	some entry in (identities.borne(principal) | identities.boundaries(principal))
	identities.surely(entry, principal)
	action in identity_meaning.of(entry.source).denied_powers
}

_denied(principal, action, target) if {
	some shield in identities.shields(principal)
	action in shield.actions
	shield.conditions == []
	some resource in shield.resources
	identity_targets.surely(resource, target)
}
