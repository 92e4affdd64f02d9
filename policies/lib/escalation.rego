# METADATA
# title: Ways to use a key that nobody gave
# description: |
#   From a right that manages a key to use of it: by writing its policy, by a grant, by a replica with a policy of one's
#   own, by a tag or an alias that an identity policy asks for, by importing its material, by writing identity policies
#   where the key leaves use to its account, by taking off a boundary, by assuming or taking over an identity that can any of
#   this, in turn. The edges are closed: what is reached in several steps is told with the steps. Source: AWS KMS Developer
#   Guide, key policies, grants, ABAC, multi-Region keys, imported material; IAM User Guide, roles.
package keywright.lib.escalation

import data.keywright.lib.actions
import data.keywright.lib.administrators
import data.keywright.lib.arrivals
import data.keywright.lib.bindings
import data.keywright.lib.escalation_edges as edges
import data.keywright.lib.identities
import data.keywright.lib.identity_boundaries
import data.keywright.lib.identity_groups
import data.keywright.lib.identity_joints
import data.keywright.lib.identity_paths
import data.keywright.lib.identity_resources
import data.keywright.lib.identity_takeover
import data.keywright.lib.key_arn
import data.keywright.lib.unnamed_callers

# of gives the escalations of a key from its row (finding.Key): its access rows and attributes. Of several ways along
# one edge the surest counts.
of(key) := _of(_asked(key))

# Where no identity is in view, nothing hangs on which key it is.
_asked(key) := object.filter(key, ["access", "usage", "spec", "origin", "multi_region", "kind"]) if {
	identities.mute
} else := key

_of(key) := [way |
	some i, [edge, _, _, way] in ranked
	not _again(ranked, i, edge)
] if {
	# "can" stands before "undecided", and of the surest the one of the fewest steps counts.
	ranked := sort([[[way.principal, way.capability, way.edge], way.verdict, count(way.steps), way] |
		some way in _ways(_promising(_context(key)))
	])
}

_again(ranked, i, edge) if ranked[i - 1][0] == edge

# uses are the capabilities that use of a key amounts to.
uses(key) := {"sign"} if {
	key.usage == "SIGN_VERIFY"
} else := {"mac"} if {
	key.usage == "GENERATE_VERIFY_MAC"
} else := {"decrypt"} if {
	key.usage in {"KEY_AGREEMENT", "ENCAPSULATE_DECAPSULATE"}
} else := {"decrypt"} if {
	key.usage == "ENCRYPT_DECRYPT"
	not key.spec in {"", "SYMMETRIC_DEFAULT"}
} else := {"decrypt", "data-key"} if {
	key.usage == "ENCRYPT_DECRYPT"
} else := {"decrypt", "data-key", "sign", "mac"}

# What the questions about one key's principals have in common.
_context(key) := {
	"key": key,
	"uses": uses(key),
	"managing": {row.principal | some row in key.access; count(administrators.manages(row, "can")) > 0},
	"delegated": [row | some row in key.access; administrators.delegated(row)],
	"standing": object.union_n([{node: {sprintf("%d", [i]): row}} |
		edges.identified
		some i, row in key.access
		node := identity_resources.of_principal(edges.principal(row))
		node != ""
	]),
	"strangers": strangers,
	"seizers": identity_paths.seizers(strangers),
} if {
	strangers := _strangers(key)
}

# Who stands in the key's rows and is not in the plan can be taken over all the same: by node.
_strangers(key) := {node: named |
	_takes_over
	some node, named in _unseen(key)
}

_takes_over if count(identity_takeover.takers) > 0

_takes_over if identity_joints.written

_unseen(key) := object.union_n([{node: {edges.principal(other) |
	some other in key.access
	identity_resources.of_principal(edges.principal(other)) == node
}} |
	some row in key.access
	node := identity_resources.of_principal(edges.principal(row))
	node != ""
	not identity_resources.by_node[node]
])

_promising(context) := object.union(context, {"promises": _promises(context)}) if {
	edges.identified
} else := object.union(context, {"promises": {}})

_ways(context) := {_way(row.principal, row.roles, gain) |
	some row in context.key.access
	_leads_on(row, context)
	not administrators.delegated(row)
	some gain in _gains(edges.principal(row), row, context)
	_stronger(gain.verdict, object.get(row.capabilities, gain.capability, "no"))
} | {_way(bearer.name, sort(bindings.roles(bearer.principal)), object.union(gain, {"verdict": edges.weaker(gain.verdict, bearer.verdict)})) |
	edges.identified
	some bearer in identity_paths.bearing(_worth(context) | _worth_seizing(context))
	not context.standing[identity_resources.of_principal(bearer.principal)]
	some gain in _assumed(bearer.principal, bearer.name, context)
}

# Most rows open no way at all, and it takes long to see that edge by edge.
_leads_on(row, _) if {
	some capability in _steps
	row.capabilities[capability]
}

_leads_on(row, _) if row.open_grant != "no"

_leads_on(_, _) if edges.identified

_leads_on(_, context) if count(context.delegated) > 0

_steps := ["policy", "grant", "replicate", "import", "attribute"]

_way(principal, roles, gain) := object.union(gain, {"principal": principal, "roles": roles})

# Somebody who is not among those with access comes to it by a role that has use, or a right that leads to it.
_worth(context) := {role |
	some _, promised in context.promises
	some role in (promised.can | promised.undecided)
}

_worth_seizing(context) := union({context.seizers[node].may | some node in (object.keys(context.strangers) & _worth(context))})

_stronger("can", held) if held != "can"

_stronger("undecided", "no")

# All that a principal gains on a key beside what its row says.
_gains(principal, row, context) := ((_each(edges.of(row, context), context) | _by_account(principal, row.principal, context)) | (_assumed(principal, row.principal, context) | _unbound(principal, row.principal, context))) | unnamed_callers.gains(principal, row.principal, context.key, context.uses)

# An edge gives every use of the key.
_each(opened, context) := {object.union(edge, {"capability": capability}) |
	some edge in opened
	some capability in context.uses
}

# What the key leaves to the account is everybody's who writes identity policies there.
_by_account(principal, name, context) := {{"capability": capability, "edge": "delegation", "verdict": edges.weaker(writes, verdict), "steps": steps} |
	count(context.delegated) > 0
	writes := _writes(principal)
	some row in context.delegated
	identity_resources.may_be(identity_resources.account_of(edges.principal(row)), identity_resources.account_of(principal))
	some capability, verdict in _left(_nobodys(row), context)
	steps := [
		sprintf("%s %s identity policies of its account.", [name, {"can": "writes", "undecided": "may write"}[writes]]),
		sprintf("The key policy leaves to them what %s can%s.", [row.principal, edges.by(row, capability)]),
	]
}

# Of what the account's row has, the part that is left to whom no condition names.
_nobodys(row) := object.union(object.remove(row, ["capabilities"]), {
	"capabilities": {capability: verdict | some capability, verdict in row.capabilities; capability in row.unnamed},
	"open_grant": {true: row.open_grant, false: "no"}["grant" in row.unnamed],
})

_writes(principal) := writes if {
	identity_resources.of_principal(principal) != ""
	writes := identities.writes_policies(principal)
	writes != "no"
}

# What the account's row has: use of the key, or a right that leads to it.
_left(row, context) := object.union(
	{capability: "undecided" | some edge in edges.of_account(row, context); edge.verdict == "undecided"; some capability in context.uses},
	object.union(
		{capability: verdict | some capability in context.uses; verdict := row.capabilities[capability]},
		{capability: "can" | some edge in edges.of_account(row, context); edge.verdict == "can"; some capability in context.uses},
	),
)

# What a principal gains by the roles that it may assume: for each use the surest way, by one role.
_assumed(principal, name, context) := set() if {
	not edges.identified
} else := {gain |
	reached := _reached(principal, context)
	some capability in context.uses
	[role, verdict] := _choice(context.promises[capability], reached)
	gained := _surest({gain | some gain in _of_role(role, context); gain.capability == capability})
	gain := {"capability": capability, "edge": "assume", "verdict": verdict, "steps": array.concat(
		[arrivals.step(principal, name, {"node": role, "verdict": verdict}, context.strangers)],
		gained.steps,
	)}
}

_reached(principal, context) := identity_paths.reached(principal) if {
	count(context.strangers) == 0
} else := {"can": (trusted.can | taken.can), "may": (trusted.may | taken.may)} if {
	trusted := identity_paths.reached(principal)
	taken := identity_paths.taking(principal, context.strangers, context.seizers)
}

_choice(promised, reached) := [min(sure), "can"] if {
	sure := promised.can & reached.can
	count(sure) > 0
} else := [min(perhaps), "undecided"] if {
	perhaps := (promised.can | promised.undecided) & reached.may
	count(perhaps) > 0
}

_surest(gains) := sort({[gain.verdict, count(gain.steps), gain] | some gain in gains})[0][2]

# Which roles give a use of the key to whoever comes to them: those that stand in its rows, and those that write identity
# policies where the key leaves use to them.
_promises(context) := {capability: {"can": _giving(each, capability, "can"), "undecided": _giving(each, capability, "undecided")} |
	each := {role: {[gain.capability, gain.verdict] | some gain in _of_role(role, context)} | some role in _helpful(context)}
	some capability in context.uses
}

_giving(each, capability, verdict) := {role | some role, gains in each; [capability, verdict] in gains}

_helpful(context) := object.keys(context.standing) | (_writers | (identity_groups.worth | identity_boundaries.lifters)) if {
	count(context.delegated) > 0
} else := object.keys(context.standing)

_of_role(role, context) := {gain |
	some _, row in object.get(context.standing, role, {})
	_may_stand(row, role)
	some gain in (_held(row, context) | _each(edges.of(row, context), context))
} | (_of_writer(role, context) | (_of_group(role, context) | _of_bounded(role, context)))

# A row is about the role of the plan if it is not surely of another account, and about one that is not in the plan by name.
_may_stand(_, role) if not identity_resources.by_node[role]

_may_stand(row, role) if {
	some account in identity_resources.accounts(role)
	identity_resources.may_be(account, identity_resources.account_of(edges.principal(row)))
}

_held(row, context) := {{"capability": capability, "edge": "assume", "verdict": verdict, "steps": [
	sprintf("%s can use the key%s.", [row.principal, edges.by(row, capability)]),
]} |
	some capability in context.uses
	verdict := row.capabilities[capability]
}

# What identity policies of a group give, of what the key leaves to them.
_of_group(group, context) := {{"capability": capability, "edge": "assume", "verdict": verdict, "steps": [
	sprintf("Identity policies of %s give its members what the key policy leaves to %s.", [group, row.principal]),
]} |
	group in identity_groups.worth
	some account in identity_resources.accounts(group)
	some row in context.delegated
	identity_resources.may_be(identity_resources.account_of(edges.principal(row)), account)
	given := {actions.capability(action) | some action in identities.allowed_on(edges.role_as(group, account), _cell(context.key), "plain")}
	some capability, verdict in _left(_part(_nobodys(row), given), context)
}

# What identity policies give where the boundary is taken off that stands before it.
_unbound(principal, name, context) := {{"capability": capability, "edge": "delegation", "verdict": edges.weaker(lifts, verdict), "steps": [
	sprintf("%s %s its permissions boundary off, or writes another (iam:DeleteRolePermissionsBoundary and the like).", [name, {"can": "takes", "undecided": "may take"}[lifts]]),
	sprintf("Its identity policies then give it what the key policy leaves to %s.", [row.principal]),
]} |
	lifts := identity_boundaries.lifts(principal)
	some row in context.delegated
	identity_resources.may_be(identity_resources.account_of(edges.principal(row)), identity_resources.account_of(principal))
	beyond := identities.allowed_unbounded(principal, _cell(context.key), "plain") & identities.bounded(principal)
	some capability, verdict in _left(_part(_nobodys(row), {actions.capability(action) | some action in beyond}), context)
}

_of_bounded(role, context) := union({_unbound(edges.role_as(role, account), role, context) | some account in identity_resources.accounts(role)}) if {
	role in identity_boundaries.lifters
} else := set()

_cell(key) := object.union(
	{attribute: object.get(key, attribute, "") | some attribute in ["arn", "key_id", "region", "account"]},
	{"sign": key_arn.sign(key.address)},
)

# The capabilities of a row that are among some.
_part(row, given) := object.union(object.remove(row, ["capabilities"]), {
	"capabilities": {capability: verdict | some capability, verdict in row.capabilities; capability in given},
	"open_grant": {true: row.open_grant, false: "no"}["grant" in given],
})

# A role that may be assumed and writes identity policies.
_of_writer(role, context) := union({_by_account(edges.role_as(role, account), role, context) | some account in identity_resources.accounts(role)}) if {
	role in _writers
} else := set()

# The roles of the plan, and groups that may be joined, that write identity policies, or of whose policies some are not in view.
_writers := {role |
	some role, _ in identity_resources.by_node
	_may_be_writer(role)
	some account in identity_resources.accounts(role)
	_may_write(edges.role_as(role, account))
}

_may_be_writer(role) if startswith(role, "role/")

_may_be_writer(group) if group in identity_groups.worth

_may_write(principal) if identities.writes_policies(principal) == "can"

_may_write(principal) if identities.unknown(principal)
