# METADATA
# title: Whose identity policies a principal writes
# description: |
#   By a policy inside an identity or one that it attaches (iam:PutRolePolicy, iam:AttachRolePolicy and the like), by a
#   new version of a managed policy that the identity bears (iam:CreatePolicyVersion), by those of a group that it is in. An
#   older version can be made the one that counts (iam:SetDefaultPolicyVersion): what that says is nowhere in the plan, so
#   that it may give anything, and a policy that is new has none.
package keywright.lib.identity_writers

import data.keywright.lib.identities
import data.keywright.lib.identity_bearers
import data.keywright.lib.identity_resources
import data.keywright.lib.identity_shields
import data.keywright.lib.identity_targets
import data.keywright.lib.plan

_direct := {
	"role": {"iam:attachrolepolicy", "iam:putrolepolicy"},
	"user": {"iam:attachuserpolicy", "iam:putuserpolicy"},
	"group": {"iam:attachgrouppolicy", "iam:putgrouppolicy"},
}

# The actions that write a managed policy, and whether they write what they like.
_versions := {"iam:createpolicyversion": true, "iam:setdefaultpolicyversion": false}

# own says whether a principal writes what it bears itself: {true}, {false} where it only may, or nothing.
own(principal) := {sure |
	some identity in _selves(principal)
	some sure in (_inside(principal, identity) | _attached(principal, identity))
}

# The identity that a principal is, and the groups that it is in: {"node", "arns", "sure"}.
_selves(principal) := {{"node": node, "arns": identity_targets.arns(principal), "sure": true}} | {{"node": group.node, "arns": arns, "sure": group.sure} |
	some group in identity_bearers.groups(node)
	arns := {_group(group.node, principal)} | {identity_targets.arn(resource) | some resource in object.get(identity_resources.by_node, group.node, set())}
} if {
	node := identity_resources.of_principal(principal)
}

# A group that is not in the plan is known by its name.
_group(node, principal) := sprintf("arn:aws:iam::%s:%s", [identity_resources.account_of(principal), node])

_inside(principal, identity) := {_both(power.sure, identity.sure) |
	some power in identities.powers(principal)
	some action in (power.actions & object.get(_direct, split(identity.node, "/")[0], set()))
	_reaches(principal, power, action, identity.arns)
}

_attached(principal, identity) := {_both(sure, identity.sure) |
	some policy in object.get(_borne, identity.node, set())
	some sure in _writes(principal, policy)
}

_writes(principal, policy) := {sure |
	some power in identities.powers(principal)
	some action, certain in _versions
	action in power.actions
	_older(certain, policy)
	_reaches(principal, power, action, {policy.arn})
	known := policy.arn != "" # else it may be what the resource means
	sure := {power.sure, policy.sure, certain, known} == {true}
}

_older(true, _)

_older(false, policy) if policy.old

_reaches(principal, power, action, arns) if {
	some resource in power.resources
	some arn in arns
	identity_targets.covers(identity_targets.open(identity_targets.named(resource, principal)), arn)
	not identity_shields.withheld(principal, action, arn, "")
}

_both(one, other) if {
	one
	other
} else := false

# others gives the identities of the plan, beside itself, whose policies a principal writes: for certain where sure is {true}.
others(principal, sure) := {node |
	some written in (_put(principal) | _versioned(principal))
	written.sure in sure
	some node in ({written.node} | {member.node | some member in identity_bearers.members(written.node)})
	node != identity_resources.of_principal(principal)
}

_put(principal) := {{"node": target.node, "sure": power.sure} |
	some power in identities.powers(principal)
	some kind, actions in _direct
	some action in (power.actions & actions)
	some resource in power.resources
	some target in identity_targets.matched(identity_targets.open(identity_targets.named(resource, principal)))
	startswith(target.node, kind)
	identity_resources.may_be(target.account, identity_resources.account_of(principal))
	not identity_shields.withheld(principal, action, target.arn, "")
}

_versioned(principal) := {{"node": node, "sure": sure} |
	_has_versions(principal)
	some node, policies in _borne
	some policy in policies
	some sure in _writes(principal, policy)
}

_has_versions(principal) if {
	some power in identities.powers(principal)
	some action, _ in _versions
	action in power.actions
}

# The managed policies that identities bear themselves, by ARN, in the plan or not: {"arn", "sure", "old"}.
_borne := {node: policies | some node, policies in _bearing}

_bearing[entry.node] contains {"arn": policy.arn, "sure": entry.sure, "old": policy.old} if {
	some entry in identity_bearers.borne
	some policy in _policies(entry.source.address)
}

_policies(address) := {{"arn": identity_targets.policy_arn(policy), "old": _old(policy)}} if {
	policy := plan.by_address[address]
	policy.type == "aws_iam_policy"
} else := {{"arn": arn, "old": true} |
	some attribute in ["policy_arn", "policy_arns", "managed_policy_arns"]
	some arn in _listed(object.get(plan.by_address[address].values, attribute, []))
	is_string(arn)
	not regex.match(`^arn:[a-z-]+:iam::aws:`, arn)
}

_listed(value) := value if is_array(value)

_listed(value) := [value] if is_string(value)

_listed(null) := []

_old(policy) if {
	not "create" in policy.actions
} else := false
