# METADATA
# title: Principals that the profile names by address
# description: |
#   A profile may name a role or user as Terraform does. Such a name means the principals of that resource in the plan;
#   one that no resource bears binds nobody, and whoever asks for it must be told.
package keywright.lib.bindings

import data.keywright.lib.google_roles
import data.keywright.lib.identifiers
import data.keywright.lib.identities
import data.keywright.lib.identity_resources
import data.keywright.lib.plan
import data.keywright.lib.principals
import data.keywright.lib.settings

# names says that a pattern of the profile is the address of a principal's resource.
names(pattern, principal) if _end(principal) in _ends[pattern]

# roles are those that the profile binds a principal to.
roles(principal) := {role |
	some pattern, bound in _bound
	_means(pattern, principal)
	some role in bound
} if {
	contains(principal, ":assumed-role/")
} else := (_of_name(principal) | _of_end(principal)) | {role |
	some pattern in _wide
	principals.matches(pattern, principal)
	some role in _bound[pattern]
}

_of_name(principal) := object.get(_bound, principals.name(principal), set())

_of_end(principal) := set() if {
	count(_patterns) == 0
} else := union({_bound[pattern] | some pattern in object.get(_by_end, _end(principal), set())})

# Which roles each pattern binds to, which addresses stand for an identity, and which patterns mean more than whom they name.
_bound := {pattern: roles | some pattern, roles in _binding}

_binding[pattern] contains role if {
	some role, block in settings.roles
	some pattern in object.get(block, "principals", [])
}

_by_end := {end: patterns | some end, patterns in _ending}

_ending[end] contains pattern if {
	some pattern, ends in _ends
	some end in ends
}

_wide := {pattern | some pattern, _ in _bound; regex.match(`\*|^[0-9]{12}$`, pattern)}

_means(pattern, principal) if principals.matches(pattern, principal)

_means(pattern, principal) if names(pattern, principal)

# roles_by_address are those that the profile binds a service account of Google Cloud or an identity of Azure to, which it names
# by its address. Bearers of policies of Vault, and the policies, have no other name.
roles_by_address(member) := {role |
	some role, block in settings.roles
	some pattern in object.get(block, "principals", [])
	_accounts[pattern][member]
}

_accounts := {pattern: members | some pattern, members in _accounted}

_accounted[pattern][google_roles.member(member)] if {
	some pattern in _patterns
	some type, attribute in _named_by
	some account in object.get(plan.resources, type, [])
	_borne(pattern, account)
	some member in ({account.address} | {text | text := account.values[attribute]; is_string(text)})
}

_named_by := object.union(
	{"azurerm_user_assigned_identity": "principal_id", "google_service_account": "member", "vault_policy": "address"},
	{row.type: "address" | some row in data.keywright.data.vault_paths.bearers},
)

_is_member(pattern) if regex.match(`^((user|group|serviceAccount|domain|principal|principalSet):|(allUsers|allAuthenticatedUsers)$|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$)`, pattern)

# unresolved are the addresses for which no resource of the plan gives a name, or one that is not known yet.
unresolved := [pattern | some pattern, ends in _ends; _open(pattern, ends)]

_open(pattern, ends) if {
	count(ends) == 0
	not _accounts[pattern]
}

_open(pattern, _) if {
	some resource in _identities
	_borne(pattern, resource)
	not identity_resources.named_as(resource)
}

# unseen are the principals of the profile whose identity policies the plan does not hold, or not all of them.
unseen := [pattern |
	some pattern in {pattern | some role in settings.roles; some pattern in object.get(role, "principals", [])}
	not _seen(pattern)
]

# Members of another cloud have no part in what keys leave to identity policies.
_seen(pattern) if _is_member(pattern)

_seen(pattern) if _accounts[pattern]

_seen(pattern) if {
	principal := sprintf("AWS:%s", [pattern])
	identities.in_view(principal)
	not identities.unknown(principal)
}

_seen(pattern) if {
	ends := _ends[pattern]
	not _open(pattern, ends)
	every end in ends { _known(end) }
}

# Of one whose account is not known, the policies are the same in any.
_known(end) if {
	every account in identity_resources.accounts(end) {
		not identities.unknown(sprintf("AWS:arn:aws:iam::%s:%s", [object.get({"": "000000000000"}, account, account), end]))
	}
}

_borne(pattern, resource) if regex.match(sprintf("^%s$", [principals.wildcard(pattern, ".")]), resource.address)

_patterns := {pattern |
	some role in settings.roles
	some pattern in object.get(role, "principals", [])
	_is_address(pattern)
}

_is_address(pattern) if {
	not startswith(pattern, "arn:")
	not regex.match(`^([0-9]{12}|\*)$`, pattern)
	not endswith(pattern, ".amazonaws.com")
	not _is_member(pattern)
}

_ends := {pattern: ends |
	some pattern in _patterns
	ends := {end |
		some resource in _identities
		_borne(pattern, resource)
		end := sprintf("%s/%s", [trim_prefix(resource.type, "aws_iam_"), identity_resources.named_as(resource)])
	}
}

_identities := [resource |
	some type in ["aws_iam_role", "aws_iam_user"]
	some resource in object.get(plan.resources, type, [])
	identifiers.alive(resource)
]

# A principal may be the resource if kind and name are the same: the account and the path are not always known.
# A session is its role's.
_end(principal) := sprintf("%s/%s", [parts[0], parts[count(parts) - 1]]) if {
	arn := split(principals.name(_bearer(principal)), ":")
	count(arn) == 6
	parts := split(arn[5], "/")
	count(parts) > 1
}

_bearer(principal) := principals.role(principal) if {
	principals.is_session(principal)
} else := principal
