# METADATA
# title: Who may become whom
# description: |
#   Which roles of the plan a principal may come to, at once and in turn, by the trust policies in view and against them, which
#   users it takes over and which groups it joins; and who may come to some.
package keywright.lib.identity_paths

import data.keywright.lib.bindings
import data.keywright.lib.identity_graph
import data.keywright.lib.identity_groups
import data.keywright.lib.identity_hubs
import data.keywright.lib.identity_joints
import data.keywright.lib.identity_leads
import data.keywright.lib.identity_resources
import data.keywright.lib.identity_takeover
import data.keywright.lib.role_passing
import data.keywright.lib.settings

# becomes gives the roles, users and groups that a principal may come to in turn: {role/NAME: "can" | "undecided"}.
becomes(principal) := object.union(
	{node: "undecided" | some node in _arrived(principal, "all")},
	{node: "can" | some node in _arrived(principal, "sure")},
)

_arrived(principal, kind) := (_found(principal, kind) - object.keys(identity_graph.hubs)) - {identity_resources.of_principal(principal)}

_found(principal, kind) := _closed(kind, identity_graph.from(principal, kind), identity_resources.of_principal(principal))

# Whoever may become two identities may have what only both together have.
_closed(kind, start, own) := first if {
	first := graph.reachable(identity_graph.edges[kind], start)
	identity_joints.gained(kind, first | {own}) - first == set()
} else := graph.reachable(identity_graph.edges[kind], first | identity_joints.gained(kind, first | {own})) if {
	first := graph.reachable(identity_graph.edges[kind], start)
}

# reached gives the same as two sets: the roles that it can come to, and those and all that it may.
reached(principal) := {"can": _arrived(principal, "sure"), "may": _arrived(principal, "all")}

# seizers gives who of the plan takes over each of some principals that are not in it, {node: principals}: {node: {"can", "may"}}.
seizers(others) := {node: {"can": {taker | some [taker, "can"] in found}, "may": {taker | some [taker, _] in found}} |
	some node, named in others
	found := {[taker, verdict] |
		some taker in identity_takeover.takers
		some principal in identity_graph.viewed[taker]
		some other in named
		verdict := identity_takeover.takes(principal, other)
	} | {[hub, "can"] |
		identity_joints.written
		some other in named
		hub := identity_hubs.of(sprintf("every %s", [split(node, "/")[0]]), other)
	}
}

# taking gives those of some principals that are not in the plan that a principal takes over, itself or as another whom it may
# become, in the form of reached.
taking(principal, others, seizing) := {
	"can": {node | some node, _ in others; _takes_stranger(principal, node, others, seizing, "sure")},
	"may": {node | some node, _ in others; _takes_stranger(principal, node, others, seizing, "all")},
}

_takes_stranger(principal, node, others, _, kind) if {
	some other in others[node]
	identity_takeover.takes(principal, other) in _kinds[kind]
}

_takes_stranger(principal, node, _, seizing, "sure") if count(seizing[node].can & _found(principal, "sure")) > 0

_takes_stranger(principal, node, _, seizing, "all") if count(seizing[node].may & _found(principal, "all")) > 0

_kinds := {"sure": {"can"}, "all": {"can", "undecided"}}

# takes gives how a principal comes to a node itself beside trust, for certain where the verdict is "can": {"way", "name"}. The
# node may be one of some others.
takes(principal, node, others, verdict) := {"way": way, "name": trim_prefix(principal, "AWS:")} if {
	way := _way(principal, node, others, _sure[verdict])
}

# taker gives the same of somebody whom it may become.
taker(principal, node, others, verdict) := {"way": way, "name": trim_prefix(each, "AWS:")} if {
	between := min(_between(node, others, verdict) & _arrived(principal, {"can": "sure", "undecided": "all"}[verdict]))
	each := min(identity_graph.viewed[between])
	way := _way(each, node, others, _sure[verdict])
}

_sure := {"can": {true}, "undecided": {true, false}}

_between(node, others, verdict) := seizers({node: others[node]})[node][{"can": "can", "undecided": "may"}[verdict]] if {
	others[node]
} else := identity_graph.takers(node, {"can": "sure", "undecided": "all"}[verdict])

_way(principal, node, others, sure) := [way | some way in ["seizes", "passes", "joins"]; _goes(way, principal, node, others, sure)][0]

_goes("seizes", principal, node, _, sure) if identity_takeover.seizes(principal, node, sure)

_goes("seizes", principal, node, others, sure) if {
	some other in object.get(others, node, set())
	identity_takeover.takes_by_iam(principal, other, sure)
}

_goes("passes", principal, node, _, sure) if role_passing.acts(principal, node, sure)

_goes("passes", principal, node, others, sure) if {
	false in sure
	some other in object.get(others, node, set())
	role_passing.hands(principal, other)
}

_goes("joins", principal, node, _, sure) if node in identity_groups.joins(principal, sure)

# writers gives who it is or may become that writes the policies of another whom it may become as well.
writers(principal) := identity_joints.writers(_found(principal, "all") | {identity_resources.of_principal(principal)})

# bearing gives the identities of the plan, and those that a trust policy names by ARN, that may come to one of some
# roles: a set of {"principal", "name", "verdict"}.
bearing(roles) := {object.union(bearer, {"verdict": verdict}) |
	surely := graph.reachable(identity_graph.back.sure, roles)
	some node in graph.reachable(identity_graph.back.all, roles)
	some bearer in object.get(_bearers, node, set())
	verdict := {true: "can", false: "undecided"}[node in surely]
} | {object.union(bearer, {"verdict": "undecided"}) |
	some bearer in _administrators
	count(graph.reachable(identity_graph.back.all, roles) & identity_leads.hidden) > 0
}

_administrators := {{"principal": principal, "name": trim_prefix(principal, "AWS:")} |
	count(identity_leads.hidden) > 0
	some pattern in settings.principals("key-admin")
	startswith(pattern, "arn:")
	not regex.match(`[*?]`, pattern)
	principal := sprintf("AWS:%s", [pattern])
} | {bearer |
	count(identity_leads.hidden) > 0
	some _, bearers in _bearers
	some bearer in bearers
	"key-admin" in bindings.roles(bearer.principal)
}

# trusting gives the addresses of a role, whose trust policy lets it be assumed.
trusting(role) := sort({resource.address | some resource in object.get(identity_resources.by_node, role, set())})

# Who stands at a node: the identity of the plan that it is, and whom its trust policy lets in from elsewhere.
_bearers := {node: bearers | some node, bearers in _standing}

_standing[node] contains {"principal": principal, "name": name} if {
	some node, resources in identity_resources.by_node
	regex.match(`^(role|user)/`, node)
	some resource in resources
	principal := identity_takeover.as_principal(resource)
	name := _shown(resource)
}

_standing[let.role] contains {"principal": let.principal, "name": trim_prefix(let.principal, "AWS:")} if {
	some let in identity_leads.lets
	_from_elsewhere(let)
}

_shown(resource) := resource.values.arn if {
	is_string(resource.values.arn)
} else := resource.address

_from_elsewhere(let) if {
	node := identity_resources.of_principal(let.principal)
	node != ""
	not identity_graph.viewed[node]
}

_from_elsewhere(let) if let.principal == "AWS:*"

# A whole account, where it is surely another one.
_from_elsewhere(let) if {
	endswith(let.principal, ":root")
	accounts := identity_resources.accounts(let.role)
	not "" in accounts
	not let.account in accounts
}
