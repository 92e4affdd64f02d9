# METADATA
# title: Who can do what with a key
# description: Policy and grants of a key taken together, a row for each principal (finding.Access).
package keywright.lib.access

import data.keywright.lib.actions
import data.keywright.lib.bindings
import data.keywright.lib.grants
import data.keywright.lib.iam
import data.keywright.lib.identities
import data.keywright.lib.policies
import data.keywright.lib.principals
import data.keywright.lib.regions
import data.keywright.lib.settings

# rows gives who can do what with a key of the plan.
rows(resource, usage) := _rows(_reach(policies.of(resource), resource), object.get(grants.of_key, resource.address, set()), {
	"fitting": actions.fitting(usage),
	"roles": _own_roles(resource),
})

# outside gives who can do what by a policy whose key is not in the plan.
outside(resource) := _rows(_reach(policies.outside_policy(resource), resource), [], {
	"fitting": actions.all,
	"roles": {},
})

# granted gives who can do what by a grant whose key is not in the plan.
granted(grant) := _rows({}, grant.given, {"fitting": actions.all, "roles": {}})

_reach(policy, resource) := {_account(resource): {
	"can": actions.all,
	"maybe": set(),
	"statements": [],
	"conditions": [],
	"conditional": false,
	"open": false,
}} if {
	policy.status == "default"
} else := object.get(iam.reach, object.get(policy, "text", ""), {})

_account(resource) := sprintf("AWS:arn:aws:iam::%s:root", [regions.account(resource).value]) if {
	regions.account(resource).value != null
} else := "AWS:the key's own account"

_rows(reach, given, context) := [row |
	some principal in (object.keys(reach) | {grant.principal | some grant in given})
	row := _row(principal, object.get(reach, principal, _nothing), [grant | some grant in given; grant.principal == principal], context)
	count(row.capabilities) > 0
]

_nothing := {"can": set(), "maybe": set(), "statements": [], "conditions": [], "conditional": false, "open": false}

_row(principal, found, given, context) := {
	"principal": principals.name(principal),
	"kind": principals.kind(principal),
	"capabilities": object.union(
		{capability: "undecided" | some capability in _capabilities((found.maybe - held) & context.fitting)},
		{capability: "can" | some capability in _capabilities(can & context.fitting)},
	),
	"roles": sort(_roles(principal, context.roles)),
	"statements": array.concat(
		array.concat(found.statements, [grant.address | some grant in given]),
		[address | count(held) > 0; some address in identities.carriers(principal)],
	),
	"conditions": found.conditions,
	"conditional": found.conditional,
	"open": found.open,
} if {
	held := found.maybe & identities.allowed(principal)
	can := (found.can | held) | union({grant.actions | some grant in given})
}

_capabilities(set_of_actions) := {actions.capability(action) | some action in set_of_actions}

_roles(principal, own) := {role |
	some role, names in own
	principals.name(principal) in names
} | {role |
	some role, block in settings.roles
	some pattern in object.get(block, "principals", [])
	_means(pattern, principal)
}

_means(pattern, principal) if principals.matches(pattern, principal)

_means(pattern, principal) if bindings.names(pattern, principal)

# A keywright key names its roles itself.
_own_roles(resource) := {role: {principal | some principal in object.get(entry, "principals", [])} |
	some role, entry in resource.values.access
	is_array(object.get(entry, "principals", []))
} if {
	is_object(resource.values.access)
} else := {}
