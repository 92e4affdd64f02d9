# METADATA
# title: Steps from managing a key to using it
# description: |
#   What a row's own rights on a key lead to (an edge: which, how surely, by which calls): writing its policy, a grant, a replica, imported
#   material, tags and aliases. Source: AWS KMS Developer Guide, key policies, grants, ABAC, multi-Region keys, imported material.
package keywright.lib.escalation_edges

import data.keywright.lib.actions
import data.keywright.lib.bindings
import data.keywright.lib.identities
import data.keywright.lib.identity_paths
import data.keywright.lib.identity_resources

# of gives the edges that a row's own rights open.
of(row, context) := ((_policy(row) | _grant(row, context)) | _replicate(row, context.key)) | (_import(row, context.key) | _attribute(row, context))

_policy(row) := {{"edge": "policy", "verdict": row.capabilities.policy, "steps": [
	sprintf("%s calls kms:PutKeyPolicy%s.", [row.principal, by(row, "policy")]),
	"The policy that it writes lets it use the key, and leaves out every Deny of the one before.",
]} |
	row.capabilities.policy
}

_grant(row, _) := {{"edge": "grant", "verdict": row.open_grant, "steps": [
	sprintf("%s calls kms:CreateGrant%s, with itself or whomever it likes for grantee.", [row.principal, by(row, "grant")]),
	"The grant gives use of the key, which its maker need not have.",
]}} if {
	row.open_grant != "no"
}

_grant(row, context) := {{"edge": "grant", "verdict": weaker(row.capabilities.grant, verdict), "steps": [
	sprintf("%s calls kms:CreateGrant%s, with %s for grantee.", [row.principal, by(row, "grant"), grantee]),
	"The grant gives use of the key, which its maker need not have.",
]} |
	row.capabilities.grant
	some grantee in object.get(row, "grantees", [])
	some verdict in _serves(grantee, row, context)
} if {
	row.open_grant == "no"
}

# Whether a grant to somebody serves whoever makes it, or another administrator: by name, as the account, or as a role that
# it may assume. Who may use a grant to an account is not documented.
_serves(grantee, row, context) := {"can" | grantee in ({row.principal} | context.managing)} | ({"can" |
	"key-admin" in bindings.roles(sprintf("AWS:%s", [grantee]))
} | ({"undecided" | endswith(grantee, ":root")} | {verdict |
	identified
	verdict := identity_paths.becomes(principal(row))[identity_resources.of_principal(sprintf("AWS:%s", [grantee]))]
}))

_replicate(row, key) := {{"edge": "replicate", "verdict": weaker(_acts(row, "replicate"), _multi_region(key)), "steps": [
	sprintf("%s calls kms:ReplicateKey%s.", [row.principal, by(row, "replicate")]),
	"The replica has the key's material and the policy that its maker gives it.",
]} |
	row.capabilities.replicate
	_acts(row, "replicate") != "no"
	_multi_region(key) != "no"
}

# Whether a row has the action of a capability that is the step, where it says so.
_acts(row, capability) := object.get(object.get(row, "acts", {}), capability, row.capabilities[capability])

_multi_region(key) := "no" if {
	key.multi_region == false
} else := "undecided" if {
	key.kind == "replica"
} else := "can" if {
	key.multi_region == true
} else := "undecided"

# Who imports the material of an asymmetric or HMAC key has it; ciphertext of a symmetric key opens in KMS alone, but its
# next material can be known beforehand.
_import(row, key) := {{"edge": "import", "verdict": weaker(_acts(row, "import"), _imported(key)), "steps": [
	sprintf("%s calls kms:ImportKeyMaterial%s.", [row.principal, by(row, "import")]),
	"It knows the material that it imports, and can use it outside KMS.",
]} |
	row.capabilities.import
	_acts(row, "import") != "no"
	_imported(key) != "no"
}

_imported(key) := "undecided" if {
	key.origin == ""
} else := "no" if {
	key.origin != "EXTERNAL"
} else := "undecided" if {
	key.spec in {"", "SYMMETRIC_DEFAULT"}
} else := "can"

# An identity policy that asks for a tag or an alias of the key decides only where the key leaves use to the account;
# one of the key's own conditions may ask for an alias as well.
_attribute(row, context) := {{"edge": "attribute", "verdict": verdict, "steps": [
	sprintf("%s sets the tags or aliases of the key%s.", [row.principal, by(row, "attribute")]),
	sprintf("A policy lets %s use keys of another tag or alias.", [whom]),
]} |
	row.capabilities.attribute
	some [whom, verdict] in (_labelled(row, context) | _aliased(row))
}

_labelled(row, context) := {[whom.name, weaker(row.capabilities.attribute, whom.verdict)] |
	count(context.delegated) > 0
	some whom in _guises(principal(row), row.principal)
	some action in identities.labelled(whom.principal)
	actions.capability(action) in context.uses
}

_aliased(row) := {[row.principal, "undecided"] |
	some words in object.get(row, "conditions", [])
	startswith(lower(words), "kms:requestalias")
}

# Who a principal is, and whom it may become, of those whose identity policies ask for tags or aliases.
_guises(principal, name) := {{"principal": principal, "name": name, "verdict": "can"}} | {guise |
	becoming := identity_paths.becomes(principal)
	some role in _labelling
	some account in identity_resources.accounts(role)
	guise := {"principal": role_as(role, account), "name": role, "verdict": becoming[role]}
}

_labelling := {role |
	some role, _ in identity_resources.by_node
	some account in identity_resources.accounts(role)
	count(identities.labelled(role_as(role, account))) > 0
}

# of_account gives those that the account's row leaves to whoever writes identity policies.
of_account(row, context) := (_policy(row) | _grant(row, context)) | (_replicate(row, context.key) | _import(row, context.key))

# role_as is a role or user of the plan in an account, as a principal.
role_as(role, account) := sprintf("AWS:arn:aws:iam::%s:%s", [account, role])

# identified: without identities in the plan nobody is seen to become another.
identified if count(identity_resources.all) > 0

# principal is whom a row is about, as policies name it.
principal(row) := sprintf("%s:%s", [row.kind, row.principal])

# weaker is the less sure of two verdicts.
weaker(one, other) := "can" if {
	one == "can"
	other == "can"
} else := "undecided"

# By which statements, grants and identity policies a row has a capability.
by(row, capability) := sprintf(" by %s", [concat(", ", names)]) if {
	names := object.get(object.get(row, "by", {}), capability, [])
	count(names) > 0
} else := ""
