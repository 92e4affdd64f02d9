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
rows(resource, usage) := [row |
	some policy in _versions(policies.of(resource))
	some row in _rows(_reach(policy, resource), _given(resource), {
		"fitting": actions.fitting(usage),
		"roles": _own_roles(resource),
		"statements": _statements(policy),
	})
]

# Of texts that overwrite each other, each is in force at some time.
_versions(policy) := [{"status": "unknown", "text": text} | some text in policy.texts] if {
	policy.texts
} else := [policy]

# A grant whose key cannot be told may be for any key.
_given(resource) := object.get(grants.of_key, resource.address, set()) | grants.loose

# outside gives who can do what by a policy whose key is not in the plan.
outside(resource) := _rows(_reach(policies.outside_policy(resource), resource), [], {
	"fitting": actions.all,
	"roles": {},
	"statements": _statements(policies.outside_policy(resource)),
})

# granted gives who can do what by a grant whose key is not in the plan.
granted(grant) := _rows({}, grant.given, {"fitting": actions.all, "roles": {}, "statements": []})

_statements(policy) := object.get(iam.statements, object.get(policy, "text", ""), [])

_reach(policy, resource) := {_account(resource): object.union(_nothing, {"can": actions.all})} if {
	policy.status == "default"
} else := object.get(iam.reach, object.get(policy, "text", ""), {})

_account(resource) := sprintf("AWS:arn:aws:iam::%s:root", [regions.account(resource).value]) if {
	regions.account(resource).value != null
} else := "AWS:the key's own account"

_rows(reach, given, context) := [row |
	some principal in (object.keys(reach) | {grant.principal | some grant in given})
	row := _row(principal, _found(reach, principal, context), [grant | some grant in given; _reaches(grant, principal)], context)
	count(row.capabilities) > 0
]

# Whom only a grant names is let in by statements for everyone and for the account all the same.
_found(reach, principal, context) := reach[principal] if {
	reach[principal]
} else := iam.of(context.statements, principal)

_nothing := {
	"can": set(),
	"maybe": set(),
	"statements": [],
	"conditions": [],
	"conditional": false,
	"open": false,
	"confined": false,
	"for_services": false,
	"grants_perhaps": set(),
}

# A grant to one session of a role counts for the role, and one to the role for each session.
_reaches(grant, principal) if grant.principal == principal

_reaches(grant, principal) if {
	grant.principal != principal
	principals.role(grant.principal) == principals.role(principal)
	not _two_sessions(grant.principal, principal)
}

_reaches(grant, principal) if grant.principal in principals.accounts(principal)

_two_sessions(one, other) if {
	principals.is_session(one)
	principals.is_session(other)
}

# What a grant gives for certain: the key is known, and so is that it is for this principal.
_sure(grant, principal) if {
	not grant.loose
	not grant.principal in principals.accounts(principal)
}

_row(principal, found, given, context) := {
	"principal": principals.name(principal),
	"kind": principals.kind(principal),
	"capabilities": object.union(
		{capability: "undecided" | some capability in _capabilities(maybe - held, context.fitting)},
		{capability: "can" | some capability in _capabilities(can, context.fitting)},
	),
	"roles": sort(_roles(principal, context.roles)),
	"statements": array.concat(
		array.concat(found.statements, [grant.address | some grant in given]),
		[address | count(held) > 0; some address in identities.carriers(principal)],
	),
	"conditions": found.conditions,
	"conditional": found.conditional,
	"open": found.open,
	"confined": found.confined,
	"for_services": _for_services(found, allowed | granted_actions),
	"grants_perhaps": count((found.grants_perhaps | maybe) & iam.grant_actions) > 0,
} if {
	held := found.maybe & identities.allowed(principal)
	allowed := (found.maybe | found.grants_perhaps) & identities.allowed(principal)
	granted_actions := union({grant.actions | some grant in given; _sure(grant, principal)})
	can := (found.can | held) | granted_actions
	maybe := found.maybe | union({grant.actions | some grant in given; not _sure(grant, principal)})
}

_for_services(found, other) if {
	found.for_services
	count(other & iam.grant_actions) == 0
} else := false

_capabilities(set_of_actions, fitting) := {actions.capability(action) |
	some action in set_of_actions
	actions.fits(action, fitting)
}

_roles(principal, own) := {role |
	some role, names in own
	some name in names
	_is(name, principal)
} | {role |
	some role, block in settings.roles
	some pattern in object.get(block, "principals", [])
	_means(pattern, principal)
}

# A session of a role has the role's part.
_is(name, principal) if name == principals.name(principal)

_is(name, principal) if {
	name != principals.name(principal)
	principals.role(sprintf("AWS:%s", [name])) == principals.role(principal)
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
