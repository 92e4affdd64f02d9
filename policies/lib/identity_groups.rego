# METADATA
# title: Which groups a principal may join
# description: |
#   Whoever may put users into a group (iam:AddUserToGroup) has what the group has, once it is a user or becomes one. A
#   group that gives nothing which Denies and the boundary of the principal do not take away, is not worth joining.
package keywright.lib.identity_groups

import data.keywright.lib.identities
import data.keywright.lib.identity_bearers
import data.keywright.lib.identity_resources
import data.keywright.lib.identity_shields
import data.keywright.lib.identity_targets

_adding := "iam:addusertogroup"

# fills gives the groups of the plan into which a principal puts users: for certain where sure is {true}, perhaps with {false}.
fills(principal, sure) := {target.node |
	some power in identities.powers(principal)
	_adding in power.actions
	some resource in power.resources
	pattern := identity_targets.open(identity_targets.named(resource, principal))
	some target in identity_targets.matched(pattern)
	startswith(target.node, "group/")
	identity_resources.may_be(target.account, identity_resources.account_of(principal))
	not _in(principal, target.node)
	not identity_shields.withheld(principal, _adding, target.arn, "")
	certain := {power.sure, pattern == resource, _shown(target.node, principal)} == {true}
	certain in sure
}

# joins gives those that it joins itself, being a user, or a group that users are in.
joins(principal, sure) := fills(principal, sure) if {
	regex.match(`^(user|group)/`, identity_resources.of_principal(principal))
} else := set()

# worth are the groups into which somebody of the plan puts users.
worth := union({fills(principal, {true, false}) | some [_, principal] in _all})

_all := {[node, _as(node, identity_resources.account(resource))] |
	some node, resources in identity_resources.by_node
	some resource in resources
}

# joining are the identities of the plan that join groups.
joining := {node |
	some [node, principal] in _all
	count(joins(principal, {true, false})) > 0
}

# What a group is worth may be seen, or be in what the plan does not show of it.
_shown(group, principal) if {
	_gives(group, principal)
} else := false if {
	some account in identity_resources.accounts(group)
	identities.unknown(_as(group, account))
}

_in(principal, group) if group == identity_resources.of_principal(principal)

_in(principal, group) if {"node": group, "sure": true} in identity_bearers.groups(identity_resources.of_principal(principal))

_gives(group, principal) if {
	some account in identity_resources.accounts(group)
	some action in (identities.allowed(_as(group, account)) - identities.denied(principal, "plain"))
	not action in identities.bounded(principal)
}

_gives(group, principal) if {
	some account in identity_resources.accounts(group)
	some power in identities.powers(_as(group, account))
	count(power.actions - identities.refused(principal)) > 0
}

_gives(group, principal) if {
	some account in identity_resources.accounts(group)
	identities.may_assume(_as(group, account)) != set()
	not identities.refuses_assuming(principal)
}

_as(group, account) := sprintf("AWS:arn:aws:iam::%s:%s", [account, group])
