# METADATA
# title: Identities in view
# description: |
#   What the identity policies of the plan let their bearers do with keys, what they surely deny them, and what power
#   they give over identity policies. They matter where a key policy leaves the decision to its account, and a Deny of
#   theirs on every path. A principal is written as in a policy, with its kind before it (AWS:arn:…). Where the account
#   of an identity is not known, an Allow counts for a principal of its name in any account, a Deny for none.
package keywright.lib.identities

import data.keywright.lib.actions
import data.keywright.lib.conditions
import data.keywright.lib.identity_bearers
import data.keywright.lib.identity_boundaries
import data.keywright.lib.identity_drafts
import data.keywright.lib.identity_meaning
import data.keywright.lib.identity_reach
import data.keywright.lib.identity_resources
import data.keywright.lib.identity_trust
import data.keywright.lib.key_arn

# bearers are the roles and users that bear a policy, as the end of an ARN: role/NAME.
bearers := {node | some node in identity_bearers.nodes; regex.match(`^(role|user)/`, node)}

# allowed gives the actions that a principal's identity policies in view allow on keys: on some, at least.
allowed(principal) := _allowed(principal, _gifts(principal), _denies(principal), "plain")

# allowed_on is the same for one key: {"arn", "key_id", "region", "account"}, "" where that is not known, its sign, and its
# tags where they are known, and for requests of a mode (keywright.lib.reach). A policy that names another key gives
# nothing on this one.
allowed_on(principal, key, mode) := _allowed(principal, {gift | some gift in _gifts(principal); _reaches(gift, key)}, _denies_on(principal, key), mode)

# allowed_unbounded gives the same as if the principal had no permissions boundary.
allowed_unbounded(principal, key, mode) := _allowed_at_all(principal, {gift | some gift in _gifts(principal); _reaches(gift, key)}, _denies_on(principal, key), mode)

_allowed(principal, gifts, denies, mode) := _allowed_at_all(principal, gifts, denies, mode) - bounded(principal)

_allowed_at_all(principal, gifts, denies, mode) := identity_reach.allowed(
	principal,
	[{"means": gift.actions, "conditions": gift.conditions} | some gift in gifts],
	denies,
	mode,
)

_gifts(principal) := {gift |
	some entry in borne(principal)
	entry.sure
	some gift in identity_meaning.of(entry.source).gives
	not gift.pending
}

_reaches(gift, key) if {
	_names(gift, key)
	not _untagged(gift, key)
}

_names(gift, _) if gift.every_key

_names(gift, key) if {
	some resource in (gift.resources - {identity_drafts.marker})
	key_arn.names(resource, key) != "no"
}

# A condition asks for a tag that the key does not have, or has with another value, where its tags are known.
_untagged(gift, key) if {
	is_object(key.tags)
	some condition in gift.conditions
	startswith(condition.key, "aws:resourcetag/")
	values := [value | some name, value in key.tags; lower(name) == trim_prefix(condition.key, "aws:resourcetag/")]
	conditions.holds(condition, {"origin": "", "values": values}, false) == "no"
}

# denied gives the actions that explicit Denies of identity policies and boundaries surely refuse a principal in every
# request of a mode, by whatever path it asks: key policy, grant or identity policy; a role and each of its sessions alike.
denied(principal, mode) := identity_reach.refused(principal, _denies(principal), mode)

# denied_on is the same for one key, which some Denies name.
denied_on(principal, key, mode) := identity_reach.refused(principal, _denies_on(principal, key), mode)

# silent says that no identity policy or boundary in view is, or may be, a principal's: they give it nothing and take nothing
# from it.
default silent(_) := false

silent(principal) if {
	count(borne(principal)) + count(boundaries(principal)) == 0
	not in_view(principal)
}

# mute says that no identity and none of its policies is in view: then all are silent, and what somebody can do does not hang on
# which key it is, so that it is worked out once for all keys of one policy.
default mute := false

mute if {
	count(identity_bearers.borne) == 0
	count(identity_resources.all) == 0
}

# asks says that policies of a principal have conditions on keys.
asks(principal) if {
	not silent(principal)
	some entry in (borne(principal) | boundaries(principal))
	_conditional(identity_meaning.of(entry.source))
}

_conditional(meaning) if {
	some statement in array.concat(meaning.gives, meaning.refuses)
	count(statement.conditions) > 0
}

_denies(principal) := [deny | some deny in _refusals(principal); deny.whole]

_denies_on(principal, key) := [deny | some deny in _refusals(principal); _meets(deny, key)]

_refusals(principal) := [deny |
	some entry in (borne(principal) | boundaries(principal))
	surely(entry, principal)
	some deny in identity_meaning.of(entry.source).refuses
]

_meets(deny, _) if deny.whole

_meets(deny, key) if {
	not deny.whole
	some resource in deny.resources
	key_arn.names(resource, key) == "yes"
}

# bounded gives the actions that no permissions boundary in view of a principal allows. They are out of reach by what
# names the account or the role's ARN; what names a session's or a user's ARN is not bounded.
bounded(principal) := actions.all - union({gift.actions |
	some entry in boundaries(principal)
	some gift in identity_meaning.of(entry.source).gives
}) if {
	_is_bounded(principal)
} else := set()

_is_bounded(principal) if {
	entries := boundaries(principal)
	count(entries) > 0
	every entry in entries {
		surely(entry, principal)
		entry.source.status != "unknown"
		identity_meaning.of(entry.source).reason == ""
	}
}

# unknown says why a principal's identity policies may give more than is in view; undefined where nothing does.
unknown(principal) := concat("; ", sort(reasons)) if {
	reasons := {reason |
		some entry in (borne(principal) | _perhaps(principal))
		reason := _reason(entry)
	} | {sprintf("%s is there already, and what else is attached to it the plan does not show", [resource.address]) |
		some resource in _resources(principal)
		not identity_resources.shown_whole(resource)
	}
	count(reasons) > 0
}

_reason(entry) := sprintf("%s: %s", [entry.source.address, reason]) if {
	reason := identity_meaning.of(entry.source).reason
	reason != ""
} else := sprintf("%s: whose it is is known only after apply", [entry.source.address]) if {
	not entry.sure
} else := sprintf("%s: %s", [entry.source.address, entry.source.reason]) if {
	some gift in identity_meaning.of(entry.source).gives
	gift.pending
}

# in_view says that a principal is surely a role or user of the plan, whose identity policies are therefore in view.
in_view(principal) if {
	count(identity_resources.all) > 0
	account := identity_resources.account_of(principal)
	account != ""
	account in identity_resources.accounts(identity_resources.of_principal(principal))
}

# carriers gives the addresses of the policies that allow a principal something on keys.
carriers(principal) := sort({entry.source.address |
	some entry in borne(principal)
	entry.sure
	some gift in identity_meaning.of(entry.source).gives
	not gift.pending
	count(gift.actions) > 0
})

# labelled gives what a principal's identity policies would allow it on a key with another tag or alias.
labelled(principal) := union({gift.actions |
	some gift in _gifts(principal)
	some key in gift.keys
	regex.match(`^(aws:resourcetag/|kms:resourcealiases$|kms:requestalias$)`, key)
}) - denied(principal, "plain")

# writes_policies says whether a principal can give itself or others more rights by IAM: "can", "undecided" or "no".
# Whose identity policies are not all in view may.
writes_policies(principal) := "can" if {
	some power in identity_meaning.writing
	power in _powers(principal, {false})
} else := "undecided" if {
	some power in identity_meaning.writing
	power in _powers(principal, {true, false})
} else := "undecided" if {
	not startswith(principal, "Service:")
	not in_view(principal)
} else := "undecided" if {
	unknown(principal)
} else := "no"

# powers gives what a principal's identity policies let it do to identities, and to services that act as some, and to which:
# {"actions", "resources", "conditions", "excepting", "sure"}.
powers(principal) := [power |
	some entry in borne(principal)
	entry.sure
	some given in identity_meaning.of(entry.source).powers
	power := {
		"actions": given.actions - refused(principal),
		"resources": given.resources,
		"conditions": given.conditions,
		"excepting": given.excepting,
		"sure": {given.conditional, given.excepting} == {false},
	}
	count(power.actions) > 0
]

# speaks gives the services, as their actions begin, that a principal's identity policies let it do more with than read; *
# stands for each.
speaks(principal) := union({identity_meaning.of(entry.source).speaks |
	some entry in borne(principal)
	entry.sure
})

# shields gives the Denies that take from a principal what they name: {"actions", "resources", "conditions"}.
shields(principal) := [shield |
	some entry in (borne(principal) | boundaries(principal))
	surely(entry, principal)
	some shield in identity_meaning.of(entry.source).shields
]

# limits gives what the boundaries of a principal allow at most, in the form of powers; undefined where nothing bounds it.
limits(principal) := [given |
	some entry in boundaries(principal)
	some given in identity_meaning.of(entry.source).powers
] if {
	_stays_bounded(principal)
}

# A boundary that its bearer takes off bounds nothing of its power.
_stays_bounded(principal) if {
	_is_bounded(principal)
	not identity_boundaries.lifts(principal)
}

# may_assume gives the resources on which a principal's identity policies let it assume roles.
may_assume(principal) := union({right.resources |
	not identity_meaning.assuming in refused(principal)
	some entry in borne(principal)
	entry.sure
	some right in identity_meaning.of(entry.source).assumes
})

# refuses_assuming says that no role can be assumed, whatever a trust policy says.
refuses_assuming(principal) if identity_meaning.assuming in refused(principal)

_powers(principal, conditional) := union({(given.actions - _told(given)) |
	some entry in borne(principal)
	entry.sure
	some given in identity_meaning.of(entry.source).powers
	given.conditional in conditional
}) - refused(principal)

# Whoever puts users into nothing but groups that the plan shows gives them no more than it shows these to have, which is
# asked of each (keywright.lib.identity_groups).
_told(given) := {"iam:addusertogroup"} if {
	every resource in given.resources { _shows_group(resource) }
} else := set()

_shows_group(pattern) if {
	not regex.match(`[*?$]`, pattern)
	resources := identity_resources.by_node[identity_resources.of_principal(pattern)]
	every resource in resources {
		resource.type == "aws_iam_group"
		identity_resources.shown_whole(resource)
	}
}

# refused gives the powers that a principal surely does not have, whatever Allows say: by Denies, by its boundary.
refused(principal) := union({identity_meaning.of(entry.source).denied_powers |
	some entry in (borne(principal) | boundaries(principal))
	surely(entry, principal)
}) | _unbounded(principal)

# The powers that a boundary does not allow.
_unbounded(principal) := identity_meaning.all_powers - union({given.actions |
	some entry in boundaries(principal)
	some given in identity_meaning.of(entry.source).powers
}) if {
	_stays_bounded(principal)
} else := set()

# trusted_by_services_alone says that a principal is surely a role of the plan that nobody but services may assume.
trusted_by_services_alone(principal) if {
	in_view(principal)
	resources := _resources(principal)
	count(resources) > 0
	every resource in resources {
		trust := identity_trust.of(resource)
		trust.status == "known"
		trust.others == []
		trust.services != []
	}
}

# person says what the identities say of whether a principal is a person: "yes", "no" or "unknown".
person(principal) := "no" if {
	startswith(principal, "Service:")
} else := "yes" if {
	regex.match(`^AWS:arn:[^:]+:iam::[0-9]{12}:user/`, principal)
} else := "no" if {
	trusted_by_services_alone(principal)
} else := "yes" if {
	some resource in _resources(principal)
	count(identity_trust.of(resource).others) > 0
} else := "unknown"

_resources(principal) := set() if {
	count(identity_resources.all) == 0
} else := {resource |
	some resource in object.get(identity_resources.by_node, identity_resources.of_principal(principal), set())
	identity_resources.may_be(identity_resources.account(resource), identity_resources.account_of(principal))
}

# borne gives the identity policies of a principal, boundaries its permissions boundaries, in the form of
# keywright.lib.identity_bearers.
borne(principal) := {entry |
	some entry in identity_bearers.of(identity_resources.of_principal(principal))
	identity_resources.may_be(entry.account, identity_resources.account_of(principal))
} if {
	count(identity_bearers.borne) > 0
} else := set()

# What is borne by a role or user that cannot be told may be borne by each.
_perhaps(principal) := set() if {
	count(identity_bearers.borne) == 0
} else := {entry |
	kind := split(identity_resources.of_principal(principal), "/")[0]
	some entry in identity_bearers.of(sprintf("any %s", [kind]))
	identity_resources.may_be(entry.account, identity_resources.account_of(principal))
}

boundaries(principal) := set() if {
	count(identity_resources.all) == 0
} else := {entry |
	some entry in identity_bearers.boundaries(identity_resources.of_principal(principal))
	identity_resources.may_be(entry.account, identity_resources.account_of(principal))
}

# surely says that such a policy is for certain this principal's.
surely(entry, principal) if {
	entry.sure
	entry.account != ""
	entry.account == identity_resources.account_of(principal)
}
