# METADATA
# title: What rights come to
# description: |
#   What a key policy, the identity policies in view and grants let one principal do, taken together. What the policy
#   leaves to identity policies is decided where these are all in view, and a Deny of theirs takes away on every path.
package keywright.lib.rights

import data.keywright.lib.iam
import data.keywright.lib.identities
import data.keywright.lib.identity_boundaries
import data.keywright.lib.principals

# What the policy, identity policies in view and grants come to: "held" is what the policy leaves to identity policies and
# these give, "open" what they may give, "lent" what grants give, "loose" what grants may give, "refused" what every request
# is refused.
of(principal, found, given, context) := _alone(found) if {
	count(given) == 0
	identities.silent(principal)
} else := {
	"can": can,
	"maybe": maybe - can,
	"all": (can | maybe),
	"held": held,
	"lent": lent,
	"loose": loose,
	"refused": refused,
	"open": left_open,
} if {
	refused := found.denied | identities.denied_on(principal, context.key, "plain")
	open := found.maybe - refused
	held := open & identities.allowed_on(principal, context.key, "plain")
	lent := union({grant.actions | some grant in given; _sure(grant, principal)}) - refused
	loose := union({grant.actions | some grant in given; not _sure(grant, principal)}) - refused
	can := (((found.can - refused) - _bounded(principal, context.text)) | held) | lent
	left_open := _left_open(principal, open, context.text)
	maybe := left_open | loose
}

# Of whom no grant and no identity policy in view speaks, the policy alone says it: of all who have the same by it.
_alone(found) := {
	"can": can,
	"maybe": open - can,
	"all": (can | open),
	"held": set(),
	"lent": set(),
	"loose": set(),
	"refused": found.denied,
	"open": open,
} if {
	can := found.can - found.denied
	open := found.maybe - found.denied
}

# A permissions boundary bounds what a policy gives a role by the role's ARN. What it gives everyone, a session or a user
# it gives all the same, and a boundary that the role can take off bounds nothing that is given it by name.
_bounded(principal, text) := beyond if {
	principals.is_role(principal)
	not identity_boundaries.lifts(principal)
	beyond := identities.bounded(principal)
	count(beyond) > 0
	iam.names_role_alone(text, principal)
} else := set()

# What the policy leaves to identity policies is decided where these are all in view: what they do not give is refused.
_left_open(principal, open, text) := set() if {
	in_view(principal)
	iam.delegates_alone(text)
} else := open

# What some request of a mode reaches, for certain and perhaps: by the policy itself, or where identity policies decide.
in_mode(principal, found, mode, rights, context) := rights if {
	found.without[mode] == found.can
	found.perhaps[mode] == found.maybe
	not identities.asks(principal)
} else := _alone_in_mode(found, mode, rights) if {
	count(rights.lent | rights.loose) == 0
	identities.silent(principal)
} else := {"can": can, "maybe": maybe - can} if {
	refused := identities.denied_on(principal, context.key, mode)
	held := rights.held & identities.allowed_on(principal, context.key, mode)
	can := (((found.without[mode] & (found.can & rights.can)) | (found.perhaps[mode] & held)) | rights.lent) - refused
	maybe := ((found.without[mode] & rights.all) | ((found.perhaps[mode] & (held | rights.open)) | rights.loose)) - refused
}

_alone_in_mode(found, mode, rights) := {"can": can, "maybe": maybe - can} if {
	can := found.without[mode] & (found.can & rights.can)
	maybe := (found.without[mode] & rights.all) | (found.perhaps[mode] & rights.open)
}

# Whether use of the key can be granted to whomever the principal likes, more than it has itself: who makes grants by a
# grant hands on what that gives.
open_grant(found, rights) := "can" if {
	_grants_on(found, rights)
} else := "undecided" if {
	found.grants in {"can", "maybe"}
	"kms:creategrant" in rights.maybe
} else := "no"

_grants_on(found, rights) if {
	found.grants == "can"
	"kms:creategrant" in rights.can
}

_grants_on(found, rights) if {
	found.grants == "maybe"
	"kms:creategrant" in rights.held
}

# Whether grants are made and taken back for AWS's own resources only: such a grant is use of the key by a service.
for_services(found, rights) if {
	count(rights.all & iam.grant_actions) > 0
	count((found.can & found.without.self) & iam.grant_actions) == 0
	count(((found.perhaps.self & rights.held) | rights.lent) & iam.grant_actions) == 0
} else := false

# What a grant gives for certain: the key is known, and so is that it is for this principal.
_sure(grant, principal) if {
	not grant.loose
	not grant.principal in principals.accounts(principal)
}

# Whether its identity policies are in view, all of them.
default in_view(_) := false

in_view(principal) if {
	identities.in_view(principal)
	not identities.unknown(principal)
}
