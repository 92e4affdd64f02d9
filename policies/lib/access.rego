# METADATA
# title: Who can do what with a key
# description: Policy and grants of a key taken together, a row for each principal (finding.Access).
package keywright.lib.access

import data.keywright.lib.actions
import data.keywright.lib.asked
import data.keywright.lib.bindings
import data.keywright.lib.grants
import data.keywright.lib.iam
import data.keywright.lib.identifiers
import data.keywright.lib.identities
import data.keywright.lib.key_arn
import data.keywright.lib.policies
import data.keywright.lib.principals
import data.keywright.lib.regions
import data.keywright.lib.rights
import data.keywright.lib.settings
import data.keywright.lib.values
import data.keywright.lib.witnesses

# rows gives who can do what with a key of the plan; known are its attributes (keywright.lib.cells).
rows(resource, known) := [row |
	some policy in _versions(policies.of(resource))
	text := policies.on(resource, object.get(policy, "text", ""))
	some row in _rows(_reach(policy, text, resource), _given(resource), {
		"text": text,
		"fitting": _fit(_value(known, "usage"), _value(known, "origin") == "AWS_KMS", _value(known, "multi_region") == false),
		"roles": _own_roles(resource),
		"account": object.get(regions.account(resource), "value", null),
		"key": _cell(resource, known),
	})
]

# What identity policies may name of a key, if there are any.
_cell(resource, known) := object.union_n([
	{attribute: _text(object.get(known, attribute, {})) | some attribute in ["arn", "key_id", "region", "account"]},
	{"sign": key_arn.sign(resource.address)},
	{"tags": tags | tags := _tags(resource)},
]) if {
	not identities.mute
} else := _elsewhere

# The one action of a capability that is a step to use.
_pivots := {"replicate": "kms:replicatekey", "import": "kms:importkeymaterial"}

_verdict(all, action) := "can" if {
	action in all.can
} else := "undecided" if {
	action in all.maybe
} else := "no"

_named(principal, given, text) if {
	iam.lets_in(text, principal)
} else if {
	some grant in given
	grant.principal == principal
} else := false

# What can do something on the key: material of its own is not imported, and a key of one region has no replicas.
_fit(usage, of_kms, of_one_region) := {action |
	some action in actions.fitting(usage)
	not _inert(actions.capability(action), of_kms, of_one_region)
}

_inert("import", true, _)

_inert("replicate", _, true)

_value(known, attribute) := object.get(object.get(known, attribute, {}), "value", null)

_text(cell) := cell.value if {
	is_string(cell.value)
} else := ""

# Of texts that overwrite each other, each is in force at some time.
_versions(policy) := [{"status": "unknown", "text": text} | some text in policy.texts] if {
	policy.texts
} else := [policy]

# A grant whose key cannot be told may be for any key.
_given(resource) := object.get(grants.of_key, resource.address, set()) | grants.loose

# outside gives who can do what by a policy whose key is not in the plan.
outside(resource) := _rows(_reach(policies.outside_policy(resource), text, resource), [], {
	"text": text,
	"fitting": actions.all,
	"roles": {},
	"account": null,
	"key": _elsewhere,
}) if {
	text := object.get(policies.outside_policy(resource), "text", "")
}

# All tags of a key, where they are known.
_tags(resource) := tags if {
	tags := resource.values.tags_all
	is_object(tags)
	every value in tags { is_string(value) }
	every marks in [object.get(resource.unknown, "tags_all", false), object.get(resource.sensitive, "tags_all", false)] {
		marks in [false, {}]
	}
}

# Of a key that is not in the plan nothing is known.
_elsewhere := {"arn": "", "key_id": "", "region": "", "account": ""}

# granted gives who can do what by a grant whose key is not in the plan.
granted(grant) := _rows({}, grant.given, {
	"text": "",
	"fitting": actions.all,
	"roles": {},
	"account": null,
	"key": _elsewhere,
})

# The policy that KMS gives a key without one leaves everything to the account.
_reach(policy, text, resource) := object.union(
	{_account(resource): object.union(_everything, {"can": actions.all, "grants": "can", "unnamed": actions.all})},
	{principal: object.union(_everything, {"maybe": actions.all, "perhaps": _everything.without, "grants": "maybe"}) |
		some principal in (_bearers(resource) | asked.profiled)
		_of_account(principal, object.get(regions.account(resource), "value", null))
	},
) if {
	policy.status == "default"
} else := object.get(iam.of_text, text, {})

_bearers(resource) := {principal |
	account := regions.account(resource).value
	account != null
	some bearer in identities.bearers
	principal := sprintf("AWS:arn:aws:iam::%s:%s", [account, bearer])
}

# Where the key's own account is not known, it may be anyone's.
_of_account(principal, account) if account == principals.account(principal)

_of_account(principal, null) if principals.account(principal)

_everything := object.union(iam.nothing, {"without": {mode: actions.all | some mode in ["mfa", "network", "self"]}})

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

_row(principal, found, given, context) := object.union_n([_who(principal, context.roles), _what(found, all, modes, fitting), {
	"accounts": iam.accounts(principal, context.text),
	"named": _named(principal, given, context.text),
	"statements": _statements(found, given, all, principal),
	"by": by,
	"witness": _witness(principal, found, by, all.held),
	"confined": _confined(principal, found),
}]) if {
	fitting := _fitting(principal, context)
	all := rights.of(principal, found, given, context)
	by := _by(found, all, given, principal, fitting)
	modes := [rights.in_mode(principal, found, mode, all, context) | some mode in ["mfa", "network"]]
}

# What is so of a principal on every key.
_who(principal, own) := {
	"principal": principals.name(principal),
	"kind": principals.kind(principal),
	"account": _home(principal),
	"roles": sort(bindings.roles(principal) | _own(principal, own)),
	"person": _person(principal, own),
	"in_view": rights.in_view(principal),
}

# What rights come to, of whoever has them: keys of one form have many alike.
_what(found, all, [without_mfa, off_network], fitting) := {
	"capabilities": _verdicts(all, fitting),
	"without_mfa": _verdicts(without_mfa, fitting),
	"off_network": _verdicts(off_network, fitting),
	"open_grant": rights.open_grant(found, all),
	"grantees": [grantee | "kms:creategrant" in all.all; some grantee in sort(found.grantees)],
	"conditions": found.conditions,
	"conditional": found.conditional,
	"open": count(found.stranger & all.all) > 0,
	"unnamed": sort(_capabilities(found.unnamed & all.all, fitting)),
	"acts": {name: _verdict(all, action) | some name, action in _pivots},
	"for_services": rights.for_services(found, all),
	"grants_perhaps": count(((found.perhaps.self & all.all) | all.loose) & iam.grant_actions) > 0,
}

_statements(found, given, all, principal) := found.statements if {
	count(given) + count(all.held) == 0
} else := array.concat(
	array.concat(found.statements, [grant.address | some grant in given]),
	[address | count(all.held) > 0; some address in identities.carriers(principal)],
)

_witness(principal, found, by, held) := {capability: sentence |
	some capability, names in by
	sentence := witnesses.of(principal, capability, names, found, held)
}

_home(principal) := account if {
	account := principals.account(principal)
} else := ""

# On a key of another account only some actions work.
_fitting(principal, context) := context.fitting & actions.across if {
	context.account != null
	principals.account(principal) != context.account
} else := context.fitting

# Which statements, grants and identity policies give each capability: mostly the policy alone does.
_by(found, all, given, principal, fitting) := _by_policy(found, all, fitting) if {
	count(given) + count(all.held) == 0
} else := {capability: sort(names) |
	stated := _capabilities((((found.can & all.can) | all.held) | (found.maybe & all.maybe)), fitting)
	each := [[capability, name] |
		some capability, statements in found.by
		capability in stated
		some name in statements
	]
	more := [[capability, grant.address] |
		some grant in given
		some capability in _capabilities(grant.actions - all.refused, fitting)
	]
	most := [[capability, address] |
		some capability in _capabilities(all.held, fitting)
		some address in identities.carriers(principal)
	]
	pairs := array.concat(array.concat(each, more), most)
	some capability in {capability | some [capability, _] in pairs}
	names := {name | some [other, name] in pairs; other == capability}
}

_by_policy(found, all, fitting) := {capability: sort(found.by[capability]) |
	some capability in _capabilities(((found.can & all.can) | (found.maybe & all.maybe)), fitting)
	found.by[capability]
}

# Whether all that lets everyone in is for others, whom conditions name by ARN and who have rows of their own.
_confined(principal, found) if {
	principals.is_everyone(principal)
	count(found.can | found.maybe) > 0
	count(found.unnamed) == 0
} else := false

_verdicts(found, fitting) := object.union(
	{capability: "undecided" | some capability in _capabilities(found.maybe, fitting)},
	{capability: "can" | some capability in _capabilities(found.can, fitting)},
)

_capabilities(set_of_actions, fitting) := {actions.capability(action) |
	some action in set_of_actions
	actions.fits(action, fitting)
}

# The roles that a key itself binds a principal to.
_own(principal, own) := {role |
	some role, names in own
	some name in names
	_is(name, principal)
}

# Whether a principal is a person, as far as that is known. What a key itself says of a service counts last.
_person(principal, own) := "no" if {
	some role in bindings.roles(principal)
	settings.roles[role].service_account == true
} else := said if {
	said := identities.person(principal)
	said != "unknown"
} else := "yes" if {
	some role in bindings.roles(principal)
	settings.roles[role].mfa == true
} else := "no" if {
	some role in _own(principal, own)
	settings.roles[role].service_account == true
} else := "unknown"

# A session of a role has the role's part.
_is(name, principal) if name == principals.name(principal)

_is(name, principal) if {
	name != principals.name(principal)
	principals.role(sprintf("AWS:%s", [name])) == principals.role(principal)
}

# A keywright key names its roles itself.
_own_roles(resource) := {} if {
	not resource.type in identifiers.own
} else := {role: {principal | some principal in object.get(entry, "principals", [])} |
	some role, entry in _parts(resource)
	is_array(object.get(entry, "principals", []))
} if {
	is_object(_parts(resource))
} else := {}

# Whom the plan does not know among them, the source may.
_parts(resource) := values.whole(resource, "access") if {
	true
} else := resource.values.access
