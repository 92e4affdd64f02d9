# METADATA
# title: Who may become whom
# description: |
#   Which roles of the plan a principal may assume by the trust policies in view, at once and in turn. A trust policy
#   that names a principal, or everyone, is enough; one that names the account leaves it to the principal's identity
#   policies, and where these are not in view the answer is undecided. A condition on an Allow may hold.
package keywright.lib.identity_paths

import data.keywright.lib.bindings
import data.keywright.lib.identities
import data.keywright.lib.identity_resources
import data.keywright.lib.identity_takeover
import data.keywright.lib.identity_trust
import data.keywright.lib.principals
import data.keywright.lib.settings

# assumes gives the roles that a principal may assume at once: {role/NAME: "can" | "undecided"}.
assumes(principal) := _verdicts(_next(_surely(principal)), _next(_surely(principal) | _perhaps(principal)))

# becomes gives the roles that a principal may come to by assuming roles in turn, in the same form.
becomes(principal) := object.remove(
	_verdicts(
		graph.reachable(_sure_edges, _surely(principal)),
		graph.reachable(_all_edges, _surely(principal) | _perhaps(principal)),
	),
	{identity_resources.of_principal(principal)},
)

# reached gives the same as two sets: the roles that it can come to, and those and all that it may.
reached(principal) := {
	"can": {role | some role, "can" in found},
	"may": object.keys(found),
} if {
	found := becomes(principal)
}

# taking gives those of some principals that are not in the plan, {node: principals}, that a principal takes over, itself or as
# another whom it may become, in the form of reached.
taking(principal, others) := {"can": {node | some [node, "can"] in found}, "may": {node | some [node, _] in found}} if {
	found := {[node, _both(verdict, taker.verdict)] |
		some taker in _takers(principal)
		some node, named in others
		some other in named
		verdict := identity_takeover.takes(taker.principal, other)
	}
}

# takers gives whom a principal is or may become that takes over a node, which may be one of some others.
takers(principal, node, others) := {trim_prefix(taker.principal, "AWS:") |
	some taker in _takers(principal)
	node in identity_takeover.of(taker.principal, {true, false})
} | {trim_prefix(taker.principal, "AWS:") |
	some taker in _takers(principal)
	some other in object.get(others, node, set())
	identity_takeover.takes(taker.principal, other)
}

# takers_of_any are the identities of the plan that take over some of others themselves.
takers_of_any(others) := {node |
	some node in identity_takeover.takers
	some principal in _viewed[node]
	some _, named in others
	some other in named
	identity_takeover.takes(principal, other)
}

_takers(principal) := {{"principal": principal, "verdict": "can"}} | {{"principal": taker, "verdict": verdict} |
	some node, verdict in becomes(principal)
	node in identity_takeover.takers
	some taker in _viewed[node]
}

_both("can", "can") := "can"

_both("undecided", _) := "undecided"

_both("can", "undecided") := "undecided"

# bearing gives the identities of the plan, and those that a trust policy names by ARN, that may come to one of some
# roles: a set of {"principal", "name", "verdict"}.
bearing(roles) := {object.union(bearer, {"verdict": verdict}) |
	surely := graph.reachable(_sure_back, roles)
	some node in graph.reachable(_all_back, roles)
	some bearer in object.get(_bearers, node, set())
	verdict := {true: "can", false: "undecided"}[node in surely]
} | {object.union(bearer, {"verdict": "undecided"}) |
	some bearer in _administrators
	count(graph.reachable(_all_back, roles) & hidden) > 0
}

# hidden are the roles whose trust policy the plan does not show in whole: it may let anybody in. Of all these it is asked
# only whether administrators may.
hidden := {identity_resources.node(resource) |
	some resource in identity_resources.all
	resource.type == "aws_iam_role"
	identity_trust.hides(resource)
}

_administrators := {{"principal": principal, "name": trim_prefix(principal, "AWS:")} |
	count(hidden) > 0
	some pattern in settings.principals("key-admin")
	startswith(pattern, "arn:")
	not regex.match(`[*?]`, pattern)
	principal := sprintf("AWS:%s", [pattern])
} | {bearer |
	count(hidden) > 0
	some _, bearers in _bearers
	some bearer in bearers
	"key-admin" in bindings.roles(bearer.principal)
}

# trusting gives the addresses of a role, whose trust policy lets it be assumed.
trusting(role) := sort({resource.address | some resource in object.get(identity_resources.by_node, role, set())})

_verdicts(sure, perhaps) := object.union(
	{role: "undecided" | some role in perhaps; not _is_hub(role)},
	{role: "can" | some role in sure; not _is_hub(role)},
)

# The roles that trust a whole account stand behind one node: many who may assume them need no edge to each. Those whose
# trust policies tell principals of the account apart are asked one by one.
_hubs := {hub: plain |
	some hub, roles in _accounts
	plain := roles - _picky
}

_accounts := {sprintf("account/%s", [account]): roles | some account, roles in _of_account}

_picky := {role |
	some role in {let.role | some let in _lets}
	some resource in identity_resources.by_node[role]
	identity_trust.asks(identity_trust.text_of(resource))
}

_refused(role, principal) if {
	role in _picky
	every resource in identity_resources.by_node[role] {
		not identity_trust.lets(identity_trust.text_of(resource), principal)
	}
}

# The roles among some that do not refuse a principal, whom they may tell from others.
_open_to(roles, principal) := {role | some role in roles; not _refused(role, principal)}

_own_picky(principal) := _open_to({role | some hub in _own_hubs(principal); some role in (_accounts[hub] & _picky)}, principal)

_of_account[identity_resources.account_of(let.principal)] contains let.role if {
	some let in _lets
	endswith(let.principal, ":root")
}

_is_hub(node) if startswith(node, "account/")

_next(nodes) := {node | some node in nodes; not _is_hub(node)} | {role |
	some node in nodes
	some role in object.get(_hubs, node, set())
}

# Where a principal steps for certain: to the roles whose trust policies name it, or everyone, and by what its identity
# policies allow to those that trust its account.
_surely(principal) := _lead(principal) | identity_takeover.of(principal, {true})

_lead(principal) := set() if {
	identities.refuses_assuming(principal)
} else := _open_to(_named(principal) | _everyones, principal) | _allowed(principal)

_perhaps(principal) := _may_lead(principal) | identity_takeover.of(principal, {false})

_may_lead(principal) := set() if {
	identities.refuses_assuming(principal)
} else := (_own_hubs(principal) | _own_picky(principal)) | _hiding(principal) if {
	_hidden(principal)
} else := _hiding(principal)

_hiding(principal) := hidden if {
	startswith(principal, "AWS:")
} else := set()

# Whether identity policies may let a principal assume roles that the plan does not show. Identities of the plan whose
# account is not known are asked about without one.
_hidden(principal) if identities.unknown(principal)

_hidden(principal) if {
	identity_resources.account_of(principal) != ""
	identity_resources.of_principal(principal) != ""
	not identities.in_view(principal)
}

_own_hubs(principal) := {hub |
	some hub, _ in _hubs
	identity_resources.may_be(trim_prefix(hub, "account/"), identity_resources.account_of(principal))
} if {
	_in_account(principal)
} else := set()

_in_account(principal) if identity_resources.of_principal(principal) != ""

_in_account(principal) if endswith(principal, ":root")

_named(principal) := {let.role |
	some let in object.get(_by_name, identity_resources.of_principal(principal), set())
	identity_resources.may_be(let.account, identity_resources.account_of(principal))
}

# Who writes identity policies can allow itself to assume whatever role trusts its account.
_allowed(principal) := _own_hubs(principal) | _own_picky(principal) if {
	_all_of_its_account(principal)
} else := _open_to(
	{role |
		some hub in _own_hubs(principal)
		some resource in identities.may_assume(principal)
		some role in (_meant(resource) & _accounts[hub])
	},
	principal,
)

_all_of_its_account(principal) if endswith(principal, ":root")

_all_of_its_account(principal) if "*" in identities.may_assume(principal)

_all_of_its_account(principal) if identities.writes_policies(principal) == "can"

# The roles that the resource of a statement may mean.
_meant(resource) := {role | some role, arns in _arns; some arn in arns; regex.match(expression, arn)} if {
	regex.match(`[*?$]`, resource)
	expression := sprintf("^%s$", [principals.wildcard(regex.replace(resource, `\$\{[^}]*\}`, "*"), ".")])
} else := {identity_resources.of_principal(resource)}

# The ARN of each role that can be assumed. The account that is not known is the one that a pattern names, if it does.
_arns := {role: arns |
	some role in {let.role | some let in _lets}
	arns := {sprintf("arn:aws:iam::%s:role%s%s", [account, object.get(resource.values, "path", "/"), trim_prefix(role, "role/")]) |
		some resource in identity_resources.by_node[role]
		some account in _accounts_for(identity_resources.account(resource))
	}
}

_accounts_for(account) := {account} if account != ""

_accounts_for("") := {"ÿ"} | {trim_prefix(hub, "account/") | some hub, _ in _hubs}

# Who is let in by trust policies, one by one.
_lets := {let |
	some resource in identity_resources.all
	resource.type == "aws_iam_role"
	some entry in identity_trust.entries(identity_trust.text_of(resource))
	some principal in entry.principals
	startswith(principal, "AWS:")
	let := {"role": identity_resources.node(resource), "principal": principal, "account": identity_resources.account_of(principal)}
}

_everyones := {let.role | some let in _lets; let.principal == "AWS:*"}

_by_name := {node: lets | some node, lets in _names}

_names[node] contains let if {
	some let in _lets
	node := identity_resources.of_principal(let.principal)
	node != ""
}

# The identities of the plan as principals. Without an account, one stands for that of each.
_viewed := {node: {identity_takeover.as_principal(resource) | some resource in resources} |
	some node, resources in identity_resources.by_node
	regex.match(`^(role|user)/`, node)
}

# A node that leads nowhere must be in a graph too, or nothing reaches it.
_ends := object.union({role: set() | some role in ({let.role | some let in _lets} | hidden)}, {node: set() | some node, _ in _viewed})

_sure_edges := object.union(object.union(_ends, _hubs), {node: union({_surely(principal) | some principal in of_node}) | some node, of_node in _viewed})

_all_edges := object.union(object.union(_ends, _hubs), {node: union({_surely(principal) | some principal in of_node} | {_perhaps(principal) | some principal in of_node}) |
	some node, of_node in _viewed
})

_sure_back := object.union(_ends, {node: from | some node, from in _sure_turned})

_sure_turned[to] contains from if {
	some from, nodes in _sure_edges
	some to in nodes
}

_all_back := object.union(_ends, {node: from | some node, from in _all_turned})

_all_turned[to] contains from if {
	some from, nodes in _all_edges
	some to in nodes
}

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
	some let in _lets
	_from_elsewhere(let)
}

_shown(resource) := resource.values.arn if {
	is_string(resource.values.arn)
} else := resource.address

_from_elsewhere(let) if {
	node := identity_resources.of_principal(let.principal)
	node != ""
	not _viewed[node]
}

_from_elsewhere(let) if let.principal == "AWS:*"

# A whole account, where it is surely another one.
_from_elsewhere(let) if {
	endswith(let.principal, ":root")
	accounts := identity_resources.accounts(let.role)
	not "" in accounts
	not let.account in accounts
}
