# METADATA
# title: Whom trust policies let in
# description: |
#   Where a principal steps by the trust policies in view. A trust policy that names a principal, or everyone, is enough; one
#   that names the account leaves it to the principal's identity policies, and where these are not in view the answer is
#   undecided. A condition on an Allow may hold.
package keywright.lib.identity_leads

import data.keywright.lib.identities
import data.keywright.lib.identity_meaning
import data.keywright.lib.identity_resources
import data.keywright.lib.identity_shields
import data.keywright.lib.identity_targets
import data.keywright.lib.identity_trust
import data.keywright.lib.principals

# surely gives the roles that a principal may assume for certain: those whose trust policies name it, or everyone, and by what
# its identity policies allow those that trust its account, which stand behind a hub.
surely(principal) := set() if {
	identities.refuses_assuming(principal)
} else := _open_to(_named(principal) | _everyones, principal) | _allowed(principal)

# perhaps gives those that it may assume for all that is known.
perhaps(principal) := set() if {
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
	some hub, _ in hubs
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

_all_of_its_account(principal) if {
	"*" in identities.may_assume(principal)
	identity_shields.free(principal, identity_meaning.assuming)
}

_all_of_its_account(principal) if identities.writes_policies(principal) == "can"

# The roles that the resource of a statement may mean.
_meant(resource) := {role | some role, arns in _arns; some arn in arns; regex.match(expression, arn)} if {
	regex.match(`[*?$]`, resource)
	expression := sprintf("^%s$", [principals.wildcard(regex.replace(resource, `\$\{[^}]*\}`, "*"), ".")])
} else := {identity_resources.of_principal(resource)}

# The ARN of each role that can be assumed. The account that is not known is the one that a pattern names, if it does.
_arns := {role: arns |
	some role in {let.role | some let in lets}
	arns := {sprintf("arn:aws:iam::%s:role%s%s", [account, object.get(resource.values, "path", "/"), trim_prefix(role, "role/")]) |
		some resource in identity_resources.by_node[role]
		some account in _accounts_for(identity_resources.account(resource))
	}
}

_accounts_for(account) := {account} if account != ""

_accounts_for("") := {"ÿ"} | {trim_prefix(hub, "account/") | some hub, _ in hubs}

# lets is who is let in by trust policies, one by one.
lets := {let |
	some resource in identity_resources.all
	resource.type == "aws_iam_role"
	some entry in identity_trust.entries(identity_trust.text_of(resource))
	some principal in entry.principals
	startswith(principal, "AWS:")
	let := {"role": identity_resources.node(resource), "principal": principal, "account": identity_resources.account_of(principal)}
}

_everyones := {let.role | some let in lets; let.principal == "AWS:*"}

_by_name := {node: lets | some node, lets in _names}

_names[node] contains let if {
	some let in lets
	node := identity_resources.of_principal(let.principal)
	node != ""
}

# hidden are the roles whose trust policy the plan does not show in whole: it may let anybody in. Of all these it is asked
# only whether administrators may.
hidden := {identity_resources.node(resource) |
	some resource in identity_resources.all
	resource.type == "aws_iam_role"
	identity_trust.hides(resource)
}

# trusted are the roles that trust some principal beside services.
trusted := {let.role | some let in lets}

# hubs: the roles that trust a whole account stand behind one node: many who may assume them need no edge to each. Those whose
# trust policies tell principals of the account apart are asked one by one.
hubs := {hub: plain |
	some hub, roles in _accounts
	plain := roles - _picky
}

_accounts := {sprintf("account/%s", [account]): roles | some account, roles in _of_account}

_picky := {role |
	some role in {let.role | some let in lets}
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
_open_to(roles, principal) := {role | some role in roles; not _refused(role, principal); not _kept(role, principal)}

# A Deny of its own policies keeps a principal from the roles that it names, whatever their trust policies say.
_kept(role, principal) if {
	some shield in identities.shields(principal)
	identity_meaning.assuming in shield.actions
	count(shield.conditions) == 0
	some resource in shield.resources
	every named in identity_resources.by_node[role] { identity_targets.surely(resource, identity_targets.arn(named)) }
}

_own_picky(principal) := _open_to({role | some hub in _own_hubs(principal); some role in (_accounts[hub] & _picky)}, principal)

_of_account[identity_resources.account_of(let.principal)] contains let.role if {
	some let in lets
	endswith(let.principal, ":root")
}
