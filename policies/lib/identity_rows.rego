# METADATA
# title: Rows of identities and of their policies
# description: |
#   The identities of the plan and the policies that they bear, a row each (finding.Identity, finding.IdentityPolicy).
#   A policy of AWS's own, or one whose text is not in the plan, has a row at what attaches it.
package keywright.lib.identity_rows

import data.keywright.lib.actions
import data.keywright.lib.boundary_policies
import data.keywright.lib.identifiers
import data.keywright.lib.identity_bearers
import data.keywright.lib.identity_drafts
import data.keywright.lib.identity_meaning
import data.keywright.lib.identity_resources
import data.keywright.lib.identity_texts
import data.keywright.lib.identity_trust
import data.keywright.lib.plan
import data.keywright.lib.values

# policies are the identity policies.
policies := [row |
	some address in sort(object.keys(_sources) | _unattached)
	row := _policy(plan.by_address[address])
]

_sources := {address: sources | some address, sources in _found}

_found[entry.source.address] contains entry.source if some entry in identity_bearers.borne

# A managed policy counts although nobody of the plan bears it.
_unattached := {resource.address |
	some resource in object.get(plan.resources, "aws_iam_policy", [])
	identifiers.alive(resource)
}

_bearers := {address: nodes | some address, nodes in _borne}

_borne[entry.source.address] contains entry.node if some entry in identity_bearers.borne

_policy(resource) := {
	"address": resource.address,
	"type": resource.type,
	"actions": resource.actions,
	"bearers": sort({node | some node in bearers; not startswith(node, "any ")}),
	"status": _status(sources),
	"reason": concat("; ", sort({reason | some source in sources; reason := _reason(source)})),
	"every_key": _every_key(sources),
	"boundary_alone": boundary_policies.alone(resource),
	"unknown": _unseen(resource, bearers),
} if {
	bearers := object.get(_bearers, resource.address, set())
	sources := object.get(_sources, resource.address, {identity_texts.own(resource, "policy") | resource.type == "aws_iam_policy"})
}

_unseen(resource, bearers) := {"bearers": "whose it is is known only after apply"} if {
	some node in bearers
	startswith(node, "any ")
} else := {"bearers": reason} if {
	boundary_policies.alone(resource)
	reason := boundary_policies.gap(resource)
} else := {}

_status(sources) := "unreadable" if {
	some source in sources
	source.status != "unknown"
	identity_meaning.of(source).reason != ""
} else := "unknown" if {
	some source in sources
	source.status != "known"
} else := "known"

_reason(source) := reason if {
	reason := identity_meaning.of(source).reason
	reason != ""
} else := source.reason if source.reason != ""

# What Allows on every key give, and no Deny of the same policy surely takes back, of all keys or of all but some; perhaps what a condition on a tag or an
# alias of the key narrows. Any other condition asks something of the request, and leaves every key.
_every_key(sources) := {
	"can": sort(can),
	"perhaps": sort({actions.capability(action) | some found in given; some action in found.actions} - can),
	"open": sort(union({_open(source) | some source in sources}) - can),
	"statements": sort({found.name | some found in given; count(found.actions) > 0}),
} if {
	given := {{"name": gift.name, "conditional": _narrowed(gift), "actions": gift.actions - (meaning.denies | meaning.confines)} |
		some source in sources
		meaning := identity_meaning.of(source)
		some gift in meaning.gives
		gift.every_key
	}
	can := {actions.capability(action) | some found in given; not found.conditional; some action in found.actions}
}

# What may be given on every key by what is not known: by a text that cannot be read, anything, and by a draft, what it gives
# on resources that are not known. The source tells of each that it is one key.
_open(source) := {capability | some capability in actions.capabilities} if {
	identity_meaning.of(source).reason != ""
} else := {actions.capability(action) |
	meaning := identity_meaning.of(source)
	some gift in meaning.gives
	identity_drafts.marker in gift.resources
	some action in (gift.actions - (meaning.denies | meaning.confines))
} if {
	source.status == "draft"
	not source.named
} else := set()

default _narrowed(_) := false

_narrowed(gift) if {
	some condition in gift.conditions
	regex.match(`^(aws:resourcetag/|kms:resourcealiases$|kms:requestalias$)`, condition.key)
	not condition.negative
	not condition.if_exists
	condition.set != "forallvalues"
	condition.base in {"stringequals", "stringlike", "stringequalsignorecase"}
	every value in condition.values { not regex.match(`^(alias/)?[*?]*$`, value) }
}

# identities are the roles, users, groups and access keys.
identities := [row |
	some resource in array.concat(identity_resources.all, _keys)
	row := _identity(resource)
]

_keys := [resource |
	some resource in object.get(plan.resources, "aws_iam_access_key", [])
	identifiers.alive(resource)
]

_identity(resource) := {
	"address": resource.address,
	"type": resource.type,
	"actions": resource.actions,
	"kind": trim_prefix(resource.type, "aws_iam_"),
	"name": _text(resource, "name"),
	"arn": _text(resource, "arn"),
	"trust": object.remove(trust, ["reason"]),
	"max_session_seconds": _session(resource),
	"boundary": _boundary(resource),
	"access_keys": sort(object.get(_keys_of, identity_resources.node(resource), set())),
	"unknown": object.union_n([_unnamed(resource), _limit(resource), {"trust": trust.reason | trust.reason != ""}]),
} if {
	resource.type != "aws_iam_access_key"
	trust := identity_trust.of(resource)
}

_identity(resource) := {
	"address": resource.address,
	"type": resource.type,
	"actions": resource.actions,
	"kind": "access_key",
	"name": concat("", [trim_prefix(node, "user/") | some node in sort(_owners(resource))]),
	"arn": "",
	"trust": {"status": "none", "services": [], "others": []},
	"max_session_seconds": null,
	"boundary": "",
	"access_keys": [],
	"unknown": {"name": reason | some reason in identity_resources.named(resource, "user", "aws_iam_user").loose},
} if {
	resource.type == "aws_iam_access_key"
}

_text(resource, attribute) := cell.value if {
	cell := values.read(resource, attribute)
	is_string(cell.value)
} else := ""

_session(resource) := values.optional(resource, "max_session_duration", 3600).value if {
	resource.type == "aws_iam_role"
} else := null

# A boundary is told by the address of the policy where that is in the plan.
_boundary(resource) := _boundary_address(resource) if {
	true
} else := cell.value if {
	cell := values.optional(resource, "permissions_boundary", null)
	is_string(cell.value)
} else := ""

_boundary_address(resource) := source.address if {
	resource.type != "aws_iam_group"
	sources := identity_texts.by_arn(resource, "permissions_boundary")
	count(sources) == 1
	some source in sources
	source.address != resource.address
}

_limit(resource) := {} if {
	_boundary_address(resource)
} else := _gap(resource, "permissions_boundary", "boundary")

# Where the configuration gives no name, the provider makes one.
_unnamed(resource) := {"name": cell.unknown} if {
	cell := values.read(resource, "name")
	cell.unknown
} else := {}

_gap(resource, attribute, name) := {name: cell.unknown} if {
	cell := values.optional(resource, attribute, null)
	cell.unknown
} else := {}

_owners(resource) := {node | some node, _ in identity_resources.named(resource, "user", "aws_iam_user").nodes}

_keys_of := {node: addresses | some node, addresses in _held}

_held[node] contains resource.address if {
	some resource in _keys
	some node in _owners(resource)
}
