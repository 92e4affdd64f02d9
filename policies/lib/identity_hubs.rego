# METADATA
# title: Identities that stand together in the graph
# description: |
#   Many principals that may come to all of many identities would need an edge from each to each. These stand behind one
#   node, a hub, in each account: every role or user, the roles that trust a service, those of which the plan does not show
#   what runs as them, those as which functions of the plan run.
package keywright.lib.identity_hubs

import data.keywright.lib.identity_resources
import data.keywright.lib.role_passing

# of is the name of a hub, as it is for a principal: what stands behind it, and in which account.
of(what, principal) := sprintf("%s/%s", [what, _class(identity_resources.account_of(principal))])

# An account of which the plan has nothing may be that of what has none.
_class(account) := account if {
	account in _accounts
} else := "another"

_accounts := {identity_resources.account(resource) | some resource in identity_resources.all} | {""}

# nodes gives what stands behind each hub.
nodes := {hub: members |
	some what, all in _kinds
	some class in (_accounts | {"another"})
	hub := sprintf("%s/%s", [what, class])
	members := {node |
		some node in all
		some account in identity_resources.accounts(node)
		_may_be(account, class)
	}
}

_may_be(_, "")

_may_be("", class) if class != ""

_may_be(account, class) if {
	account != ""
	class == account
}

_kinds := object.union_n([
	{sprintf("every %s", [kind]): {node | some node, _ in identity_resources.by_node; startswith(node, concat("", [kind, "/"]))} | some kind in ["role", "user"]},
	{sprintf("as %s", [service]): all | some service, all in role_passing.trusting},
	{sprintf("by %s", [service]): (all - _shown(service)) | some service, all in role_passing.trusting},
	{"run lambda": object.keys(role_passing.functions) & object.keys(identity_resources.by_node)},
])

_shown(service) := object.keys(role_passing.functions) if {
	service == "lambda"
} else := set()
