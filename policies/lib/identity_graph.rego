# METADATA
# title: The graph of who becomes whom
# description: |
#   The steps of the identities of the plan: by trust policies, by taking identities over, by joining groups, and by what two
#   of them have together. Each is there for certain (sure), and for certain or perhaps (all), forwards and backwards.
package keywright.lib.identity_graph

import data.keywright.lib.identity_groups
import data.keywright.lib.identity_hubs
import data.keywright.lib.identity_joints
import data.keywright.lib.identity_leads
import data.keywright.lib.identity_resources
import data.keywright.lib.identity_takeover

# from gives where any principal steps by itself.
from(principal, "sure") := _surely(principal)

from(principal, "all") := _surely(principal) | _perhaps(principal)

_surely(principal) := identity_leads.surely(principal) | taking(principal, "sure")

_perhaps(principal) := identity_leads.perhaps(principal) | taking(principal, "all")

# taking gives those of the steps that go against trust policies.
taking(principal, "sure") := identity_takeover.steps(principal, {true}) | identity_groups.joins(principal, {true})

taking(principal, "all") := identity_takeover.steps(principal, {true, false}) | identity_groups.joins(principal, {true, false})

# viewed are the identities of the plan as principals. Without an account, one stands for that of each.
viewed := {node: {identity_takeover.as_principal(resource) | some resource in resources} |
	some node, resources in identity_resources.by_node
	regex.match(`^(role|user|group)/`, node)
}

hubs := object.union(identity_leads.hubs, identity_hubs.nodes)

# A node that leads nowhere must be in a graph too, or nothing reaches it.
_ends := object.union({role: set() | some role in (identity_leads.trusted | identity_leads.hidden)}, {node: set() | some node, _ in viewed})

_steps := {kind: object.union(object.union(_ends, hubs), {node: union({from(principal, kind) | some principal in of_node}) |
	some node, of_node in viewed
}) |
	some kind in ["sure", "all"]
}

# before are the steps backwards, without what two have together.
before := {"sure": object.union(_ends, _turned_sure), "all": object.union(_ends, _turned_all)}

_turned_sure := {to: nodes | some to, nodes in _sure_turned}

_sure_turned[to] contains node if {
	some node, nodes in _steps.sure
	some to in nodes
}

_turned_all := {to: nodes | some to, nodes in _all_turned}

_all_turned[to] contains node if {
	some node, nodes in _steps.all
	some to in nodes
}

# edges are all steps, back the same backwards.
edges := {
	"sure": _joined(_steps.sure, identity_joints.forth.sure),
	"all": _joined(_steps.all, identity_joints.forth.all),
}

back := {
	"sure": _joined(before.sure, identity_joints.back.sure),
	"all": _joined(before.all, identity_joints.back.all),
}

_joined(some_edges, more) := object.union(some_edges, {node: (object.get(some_edges, node, set()) | gained) | some node, gained in more})

# takers gives who steps to a node, or to a hub before it, against its trust policy.
takers(node, kind) := union({object.get(_taken[kind], each, set()) | some each in ({node} | object.get(_hubs_of, node, set()))})

_taken := {kind: {to: nodes | some to, nodes in object.get(_takers, kind, {})} | some kind in ["sure", "all"]}

_takers[kind][to] contains node if {
	some kind in ["sure", "all"]
	some node, of_node in viewed
	some principal in of_node
	some to in taking(principal, kind)
}

_hubs_of := {node: all | some node, all in _behind}

_behind[node] contains hub if {
	some hub, nodes in identity_hubs.nodes
	some node in nodes
}
