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
import data.keywright.lib.witnesses

# rows gives who can do what with a key of the plan.
rows(resource, usage) := [row |
	some policy in _versions(policies.of(resource))
	some row in _rows(_reach(policy, resource), _given(resource), {
		"text": object.get(policy, "text", ""),
		"fitting": actions.fitting(usage),
		"roles": _own_roles(resource),
		"account": object.get(regions.account(resource), "value", null),
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
	"text": object.get(policies.outside_policy(resource), "text", ""),
	"fitting": actions.all,
	"roles": {},
	"account": null,
})

# granted gives who can do what by a grant whose key is not in the plan.
granted(grant) := _rows({}, grant.given, {"text": "", "fitting": actions.all, "roles": {}, "account": null})

_reach(policy, resource) := {_account(resource): object.union(iam.nothing, {
	"can": actions.all,
	"without": {mode: actions.all | some mode in ["mfa", "network", "self"]},
	"grants": "can",
})} if {
	policy.status == "default"
} else := object.get(iam.of_text, object.get(policy, "text", ""), {})

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
} else := iam.found(context.text, principal)

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
	"account": _home(principal),
	"capabilities": object.union(
		{capability: "undecided" | some capability in _capabilities(maybe - held, fitting)},
		{capability: "can" | some capability in _capabilities(can, fitting)},
	),
	"roles": sort(_roles(principal, context.roles)),
	"statements": array.concat(
		array.concat(found.statements, [grant.address | some grant in given]),
		[address | count(held) > 0; some address in identities.carriers(principal)],
	),
	"by": by,
	"witness": {capability: sentence |
		some capability, names in by
		sentence := witnesses.of(principal, capability, names, found, {"held": held, "account": context.account})
	},
	"without_mfa": sort(_capabilities(((found.without.mfa & all_of_it) | lent), fitting)),
	"off_network": sort(_capabilities(((found.without.network & all_of_it) | lent), fitting)),
	"open_grant": _open_grant(found, held, given, principal),
	"grantees": sort(found.grantees),
	"conditions": found.conditions,
	"conditional": found.conditional,
	"open": count(found.stranger & all_of_it) > 0,
	"confined": _confined(principal, found),
	"for_services": _for_services(found, allowed | granted_actions),
	"grants_perhaps": count((found.perhaps.self | loosely) & iam.grant_actions) > 0,
} if {
	fitting := _fitting(principal, context)
	refused := found.denied
	held := (found.maybe & identities.allowed(principal)) - refused
	allowed := (found.perhaps.self & identities.allowed(principal)) - refused
	granted_actions := union({grant.actions | some grant in given; _sure(grant, principal)}) - refused
	loosely := union({grant.actions | some grant in given; not _sure(grant, principal)}) - refused
	lent := granted_actions | loosely
	can := (found.can | held) | granted_actions
	maybe := found.maybe | loosely
	all_of_it := can | maybe
	by := _by(found, held, given, refused, principal, fitting)
}

# What some request of a mode reaches, by the policy itself or where identity policies may decide.
_in_mode(found, mode) := found.without[mode] | found.perhaps[mode]

_home(principal) := account if {
	account := principals.account(principal)
} else := ""

# On a key of another account only some actions work.
_fitting(principal, context) := context.fitting & actions.across if {
	context.account != null
	principals.account(principal) != context.account
} else := context.fitting

# Which statements, grants and identity policies give each capability.
_by(found, held, given, refused, principal, fitting) := {capability: sort(names) |
	each := [[capability, name] |
		some capability, statements in found.by
		some name in statements
	]
	more := [[capability, grant.address] |
		some grant in given
		some capability in _capabilities(grant.actions - refused, fitting)
	]
	most := [[capability, address] |
		some capability in _capabilities(held, fitting)
		some address in identities.carriers(principal)
	]
	pairs := array.concat(array.concat(each, more), most)
	some capability in {capability | some [capability, _] in pairs}
	names := {name | some [other, name] in pairs; other == capability}
}

# Whether use of the key can be granted to whomever the principal likes.
_open_grant(found, _, _, _) := "can" if found.grants == "can"

_open_grant(found, held, given, principal) := "can" if {
	found.grants != "can"
	_grants_on(found, held, given, principal)
}

_open_grant(found, held, given, principal) := "undecided" if {
	found.grants == "maybe"
	not _grants_on(found, held, given, principal)
}

_open_grant(found, held, given, principal) := "no" if {
	found.grants == "no"
	not _grants_on(found, held, given, principal)
}

_grants_on(found, held, _, _) if {
	found.grants == "maybe"
	"kms:creategrant" in held
}

# Who may make grants by a grant gives on what it has by that grant, and no more.
_grants_on(found, _, given, principal) if {
	some grant in given
	_sure(grant, principal)
	"kms:creategrant" in (grant.actions - found.denied)
	some action in (grant.actions - found.denied)
	actions.capability(action) in {"decrypt", "data-key", "sign", "mac"}
}

# Whether all that lets everyone in is for others, whom conditions name by ARN and who have rows of their own.
_confined(principal, found) if {
	principals.is_everyone(principal)
	count(found.can | found.maybe) > 0
	count(found.unnamed) == 0
} else := false

# Whether grants are made and taken back for AWS's own resources only: such a grant is use of the key by a service.
_for_services(found, other) if {
	count(found.can & iam.grant_actions) > 0
	count((found.can & found.without.self) & iam.grant_actions) == 0
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
