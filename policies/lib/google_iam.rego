# METADATA
# title: IAM of Google Cloud
# description: |
#   What the resources google_*_iam_binding, _member and _policy give, one entry a member and role, and for which keys: for
#   one key, for the keys of a ring, of a project, or of what cannot be told. Source: the documentation of the provider
#   hashicorp/google 7, google_kms_crypto_key_iam and its likes.
package keywright.lib.google_iam

import data.keywright.lib.google_keys
import data.keywright.lib.google_roles
import data.keywright.lib.identifiers
import data.keywright.lib.plan
import data.keywright.lib.references
import data.keywright.lib.values

# things are what has an IAM policy that reaches keys, with the attribute that names it and what it is called.
_things := {
	"google_kms_crypto_key": {"scope": "key", "attribute": "crypto_key_id", "words": "the key"},
	"google_kms_key_ring": {"scope": "ring", "attribute": "key_ring_id", "words": "its key ring"},
	"google_project": {"scope": "project", "attribute": "project", "words": "the project"},
	"google_folder": {"scope": "folder", "attribute": "folder", "words": "a folder"},
	"google_organization": {"scope": "organization", "attribute": "org_id", "words": "an organisation"},
}

# resources are the resources of IAM that are there once the plan is applied.
resources := [{"resource": resource, "thing": thing, "form": form} |
	some prefix, thing in _things
	some form in ["binding", "member", "policy"]
	some resource in plan.resources[sprintf("%s_iam_%s", [prefix, form])]
	identifiers.alive(resource)
]

# entries are what they give: {"address", "role", "principal", "given", "condition", "words", "sure"}.
entries := [entry |
	some item in resources
	some one in said(item)
	not google_roles.nobody(one.principal)
	entry := object.union(one, {
		"address": item.resource.address,
		"words": item.thing.words,
		"given": google_roles.given(one.role),
		"tokens": tokens[item.resource.address],
	})
	count(entry.given) > 0
]

# hidden says of each resource what of it is not known.
hidden := {item.resource.address: reasons | some item in resources; reasons := hides(item); count(reasons) > 0}

# said gives what a resource says: role, principal and condition.
said(item) := [{"role": role, "principal": principal, "condition": _condition(item.resource)} |
	role := google_roles.named(item.resource)
	some principal in _members(item)
] if {
	item.form != "policy"
} else := [{"role": binding.role, "principal": google_roles.member(member), "condition": _title(object.get(binding, "condition", null))} |
	some binding in _bindings(item.resource)
	some member in object.get(binding, "members", [])
	is_string(member)
]

_bindings(resource) := [binding |
	some binding in object.get(document, "bindings", [])
	is_object(binding)
	is_string(binding.role)
] if {
	document := _document(resource)
}

_document(resource) := document if {
	text := values.read(resource, "policy_data").value
	is_string(text)
	json.is_valid(text)
	document := json.unmarshal(text)
	is_object(document)
}

_members(item) := {google_roles.member(member) | some member in _texts(item)} | {address |
	item.form == "member"
	not is_string(object.get(item.resource.values, "member", null))
	address := references.only(item.resource, ["member"], _account_blocks)
}

_texts(item) := {item.resource.values.member | is_string(item.resource.values.member)} if {
	item.form == "member"
} else := {member | some member in item.resource.values.members; is_string(member)} if {
	is_array(item.resource.values.members)
} else := set()

_account_blocks := {resource.block | some resource in plan.resources.google_service_account}

_condition(resource) := _title(resource.values.condition[0]) if {
	is_array(resource.values.condition)
	count(resource.values.condition) > 0
} else := "a condition that is known only after apply" if {
	values.unknown(resource, "condition")
	not _unmentioned(resource)
} else := ""

_unmentioned(resource) if {
	resource.configured
	not resource.expressions.condition
}

_title(condition) := sprintf("the condition %q", [condition.title]) if {
	is_string(condition.title)
} else := "a condition" if {
	is_object(condition)
} else := ""

# hides gives what of a resource of IAM is not known.
hides(item) := (({sprintf("whom %s gives %s is known only after apply", [item.resource.address, _role_words(item.resource)]) |
	item.form == "member"
	values.unknown(item.resource, "member")
	count(_members(item)) == 0
} | {sprintf("whom %s gives %s is known only after apply, in part at least", [item.resource.address, _role_words(item.resource)]) |
	item.form == "binding"
	values.unknown(item.resource, "members")
}) | {sprintf("which role %s gives is known only after apply", [item.resource.address]) |
	item.form != "policy"
	not google_roles.named(item.resource)
}) | {sprintf("the policy_data of %s cannot be read: %s", [item.resource.address, object.get(values.read(item.resource, "policy_data"), "unknown", "it is no policy in JSON")]) |
	item.form == "policy"
	not _document(item.resource)
}

_role_words(resource) := google_roles.named(resource) if {
	true
} else := "a role"

# tokens gives, for each resource of IAM, the names by which a key asks for it. What may be for any key has the token any.
tokens := {item.resource.address: own |
	some item in resources
	own := {sprintf("at|%s", [item.resource.address])} | _tokens(item)
}

_tokens(item) := {sprintf("key|%s", [key]) | some key in _key_names(item.resource)} if {
	item.thing.scope == "key"
	count(_key_names(item.resource)) > 0
} else := {sprintf("ring|%s", [ring]) | some ring in _ring_names(item.resource)} if {
	item.thing.scope == "ring"
	count(_ring_names(item.resource)) > 0
} else := {sprintf("project|%s", [project])} if {
	item.thing.scope == "project"
	is_string(item.resource.values.project)
	project := trim_prefix(item.resource.values.project, "projects/")
	not regex.match(`^[0-9]+$`, project)
} else := {"any"}

_key_names(resource) := {name | name := full_key(resource.values.crypto_key_id)} | {address | address := identifiers.key_of(resource, "crypto_key_id")}

# full_key is the full name of a key.
full_key(text) := text if {
	is_string(text)
	regex.match(`^projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/[^/]+$`, text)
} else := sprintf("projects/%s/locations/%s/keyRings/%s/cryptoKeys/%s", split(text, "/")) if {
	is_string(text)
	regex.match(`^[^/]+/[^/]+/[^/]+/[^/]+$`, text)
}

_ring_names(resource) := {name | name := google_keys.full_ring(resource.values.key_ring_id)} | {address |
	not is_string(object.get(resource.values, "key_ring_id", null))
	address := references.one(resource, "key_ring_id", _ring_blocks)
}

_ring_blocks := {ring.block | some ring in plan.resources.google_kms_key_ring}

# of_key are the tokens that a key asks for.
of_key(resource) := ((({sprintf("key|%s", [resource.address])} | {sprintf("key|%s", [resource.values.id]) | is_string(resource.values.id)}) | {sprintf("ring|%s", [ring]) |
	some ring in google_keys.rings(resource)
}) | {sprintf("project|%s", [project]) | project := google_keys.project(resource).value}) | {"any"}

# elsewhere are the resources whose key or key ring is not in the plan: each is judged at its own address. One that may be for any
# key counts where there is none that it could be for.
elsewhere := [item |
	some item in resources
	item.thing.scope in {"key", "ring"}
	count((tokens[item.resource.address] - {sprintf("at|%s", [item.resource.address])}) & _asked) == 0
]

_asked := union({of_key(key) | some key in plan.resources.google_kms_crypto_key; identifiers.alive(key)})

# on_all are the resources that give something on every key of a project, a folder or an organisation.
on_all := [item | some item in resources; item.thing.scope in {"project", "folder", "organization"}]
