# METADATA
# title: Access policies and role assignments of Azure
# description: |
#   What access policies of vaults and role assignments give, one entry a principal, and for which keys: by the vault that they
#   name, or by the scope that they stand in.
package keywright.lib.azure_entries

import data.keywright.lib.azure_keys
import data.keywright.lib.identifiers
import data.keywright.lib.plan
import data.keywright.lib.references
import data.keywright.lib.values

_table := data.keywright.data.azure_roles

# entries are what they give: {"address", "principal", "form": role or policy, "capabilities", "assigns", "writes_vaults",
# "known", "what", "conditional", "tokens"}.
entries := array.concat(array.concat(_by_policies, _inline), _by_roles)

_by_policies := [entry |
	some resource in _separate
	some principal in _principals(resource, "object_id")
	entry := object.union(_policy(resource.values), {"address": resource.address, "principal": principal, "tokens": _tokens(resource)})
]

_inline := [entry |
	some vault in plan.resources.azurerm_key_vault
	identifiers.alive(vault)
	is_array(vault.values.access_policy)
	some given in vault.values.access_policy
	is_object(given)
	is_string(given.object_id)
	entry := object.union(_policy(given), {"address": vault.address, "principal": lower(given.object_id), "tokens": {sprintf("vault|%s", [vault.address])}})
]

_by_roles := [entry |
	some resource in _assignments
	gift := _role(resource)
	some principal in _principals(resource, "principal_id")
	entry := object.union(gift, {
		"address": resource.address,
		"principal": principal,
		"tokens": _tokens(resource),
		"form": "role",
		"conditional": is_string(object.get(resource.values, "condition", null)),
	})
]

_separate := [resource | some resource in plan.resources.azurerm_key_vault_access_policy; identifiers.alive(resource)]

_assignments := [resource | some resource in plan.resources.azurerm_role_assignment; identifiers.alive(resource)]

_policy(given) := {
	"form": "policy",
	"capabilities": {object.get(_permissions, lower(name), "decrypt") | some name in names},
	"assigns": false,
	"writes_vaults": false,
	"known": true,
	"what": sprintf("the permissions %s", [concat(", ", sort(names))]),
	"conditional": false,
} if {
	names := {name | some name in object.get(given, "key_permissions", []); is_string(name)}
}

_permissions := {lower(row.name): row.capability | some row in _table.permissions}

# A role that neither table has counts as one that decrypts.
_role(resource) := object.union(gift, {"what": sprintf("the role %s", [name])}) if {
	name := _role_name(resource)
	gift := _gift(name)
}

_role_name(resource) := resource.values.role_definition_name if {
	is_string(resource.values.role_definition_name)
	resource.values.role_definition_name != ""
} else := object.get(_names, parts[count(parts) - 1], resource.values.role_definition_id) if {
	is_string(resource.values.role_definition_id)
	parts := split(lower(resource.values.role_definition_id), "/")
}

_gift(name) := _gifts[lower(name)] if {
	_gifts[lower(name)]
} else := {"capabilities": {"decrypt"}, "assigns": false, "writes_vaults": false, "known": false}

_gifts := object.union(
	{lower(row.name): {"capabilities": set(), "assigns": false, "writes_vaults": false, "known": true} | some row in _table.harmless},
	{lower(row.name): {"capabilities": {name | some name in row.capabilities}, "assigns": row.assigns, "writes_vaults": row.writes_vaults, "known": true} |
		some row in _table.roles
	},
)

_names := object.union({lower(row.id): row.name | some row in _table.harmless}, {lower(row.id): row.name | some row in _table.roles})

_principals(resource, attribute) := {lower(resource.values[attribute])} if {
	is_string(resource.values[attribute])
} else := {address | address := references.only(resource, [attribute], _identity_blocks)}

_identity_blocks := {identity.block | some identity in plan.resources.azurerm_user_assigned_identity}

# hidden says, by the tokens that keys ask for, whose rights are not known.
hidden := {token: reasons | some token, reasons in _hides}

_hides[token] contains sprintf("whom %s means, or what it gives, is known only after apply", [resource.address]) if {
	some resource in array.concat(_separate, _assignments)
	_is_hidden(resource)
	some token in _tokens(resource)
}

_hides[sprintf("vault|%s", [vault.address])] contains sprintf("the access_policy of %s is known only after apply", [vault.address]) if {
	some vault in plan.resources.azurerm_key_vault
	identifiers.alive(vault)
	vault.expressions.access_policy
	values.unknown(vault, "access_policy")
}

_is_hidden(resource) if {
	resource.type == "azurerm_role_assignment"
	count(_principals(resource, "principal_id")) == 0
	not _gives_nothing(resource)
}

_is_hidden(resource) if {
	resource.type == "azurerm_role_assignment"
	not _role(resource)
}

_is_hidden(resource) if {
	resource.type == "azurerm_key_vault_access_policy"
	count(_principals(resource, "object_id")) == 0
}

_is_hidden(resource) if {
	resource.type == "azurerm_key_vault_access_policy"
	values.unknown(resource, "key_permissions")
}

_gives_nothing(resource) if {
	gift := _role(resource)
	count(gift.capabilities) == 0
	not gift.assigns
	not gift.writes_vaults
}

# The names by which keys ask for it: a vault, a scope, "wide" for what is above vaults, "any" for what may be above.
_tokens(resource) := _named(resource, "key_vault_id") if {
	resource.type == "azurerm_key_vault_access_policy"
} else := _scoped(lower(trim_suffix(resource.values.scope, "/"))) if {
	is_string(resource.values.scope)
} else := _named(resource, "scope")

_named(resource, attribute) := {sprintf("scope|%s", [lower(resource.values[attribute])])} if {
	is_string(resource.values[attribute])
} else := {sprintf("vault|%s", [address])} if {
	address := references.only(resource, [attribute], azure_keys.blocks)
} else := {sprintf("key|%s", [address])} if {
	address := references.only(resource, [attribute], identifiers.key_blocks)
} else := {"any"}

_scoped(scope) := {sprintf("scope|%s", [scope])} if {
	contains(scope, "/providers/microsoft.keyvault/")
} else := {sprintf("scope|%s", [scope]), "wide"} if {
	regex.match(`^/subscriptions/[^/]+(/resourcegroups/[^/]+)?$`, scope)
} else := set() if {
	regex.match(`^/subscriptions/.*/providers/`, scope)
} else := {"any"}

# of_key are the tokens that a key of a vault asks for.
of_key(resource) := (({"any", sprintf("key|%s", [resource.address])} | {sprintf("vault|%s", [vault.address]) | vault := azure_keys.vault(resource)}) | {sprintf("scope|%s", [scope]) |
	some id in azure_keys.vault_ids(resource)
	some scope in _above(id, object.get(resource.values, "name", ""))
}) | {"wide" | count(azure_keys.vault_ids(resource)) == 0}

_above(id, name) := {concat("/", array.slice(parts, 0, 3)), concat("/", array.slice(parts, 0, 5)), id, sprintf("%s/keys/%v", [id, lower(sprintf("%v", [name]))])} if {
	parts := split(id, "/")
}
