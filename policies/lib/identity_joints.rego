# METADATA
# title: What two identities have together
# description: |
#   Whoever may become one identity that writes the policies of another, and that other as well, gives itself every right by
#   them. Whoever may become a user, and a role that puts users into a group, has what the group has.
package keywright.lib.identity_joints

import data.keywright.lib.identity_graph
import data.keywright.lib.identity_groups
import data.keywright.lib.identity_hubs
import data.keywright.lib.identity_resources
import data.keywright.lib.identity_takeover
import data.keywright.lib.identity_writers

# gained gives what a set of nodes comes to together.
gained(kind, nodes) := {to |
	some to in (object.keys(_by_gain[kind]) - nodes)
	_met(kind, to, nodes)
}

_met(kind, to, nodes) if {
	some from in (object.keys(_by_gain[kind][to]) & nodes)
	some pair in _by_gain[kind][to][from]
	_has_other(pair, nodes)
}

_has_other(pair, nodes) if count(pair.with & nodes) > 0

_has_other(pair, nodes) if {
	pair.users
	some node in nodes
	startswith(node, "user/")
}

# writers gives of a set of nodes those that write the policies of others of it.
writers(nodes) := {[from, min(pair.with & nodes)] |
	some _, by_first in _by_gain.all
	some from in (object.keys(by_first) & nodes)
	some pair in by_first[from]
	not pair.users
	count(pair.with & nodes) > 0
}

# What is gained, and of whom and with whom: {what: {first: pairs}}.
_by_gain := {kind: {to: by_first | some to, by_first in object.get(_grouped, kind, {})} | some kind in ["sure", "all"]}

_grouped[kind][to][pair.from] contains pair if {
	some kind, pairs in _pairs
	some pair in pairs
	some to in pair.to
}

# written says that somebody writes the policies of others than itself.
written if {
	some pair in _pairs.all
	not pair.users
}

_pairs := {"sure": (_written({true}) | _filled({true})), "all": (_written({true, false}) | _filled({true, false}))}

_written(certain) := {{"from": node, "with": others, "to": {identity_hubs.of("every role", principal), identity_hubs.of("every user", principal)}, "users": false} |
	some [node, principal] in _all
	count(identity_writers.own(principal) & certain) == 0
	others := identity_writers.others(principal, certain)
	count(others) > 0
}

# Who is a user joins by itself.
_filled(certain) := {{"from": node, "with": _users, "to": groups, "users": true} |
	some [node, principal] in _all
	startswith(node, "role/")
	groups := identity_groups.fills(principal, certain)
	count(groups) > 0
}

_all := {[node, identity_takeover.as_principal(resource)] |
	some node, resources in identity_resources.by_node
	some resource in resources
}

_users := {node | some node, _ in identity_resources.by_node; startswith(node, "user/")}

# back gives who comes to what by being two, and forth the same the other way: {node: nodes}.
back := {kind: {to: union({_both(kind, pair) | some _, pairs in by_first; some pair in pairs}) | some to, by_first in _by_gain[kind]} |
	some kind in ["sure", "all"]
}

_both(kind, pair) := graph.reachable(identity_graph.before[kind], {pair.from}) & graph.reachable(identity_graph.before[kind], pair.with)

forth := {kind: {node: nodes | some node, nodes in object.get(_forth, kind, {})} | some kind in ["sure", "all"]}

_forth[kind][node] contains to if {
	some kind, gains in back
	some to, nodes in gains
	some node in nodes
}
