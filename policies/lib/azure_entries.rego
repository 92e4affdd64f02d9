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
import data.keywright.lib.settings
import data.keywright.lib.values

_table := data.keywright.data.azure_roles

# entries are what they give: {"address", "principal", "form": role or policy, "capabilities", "assigns", "writes_vaults",
# "known", "what", "conditional", "tokens"}.
entries := array.concat(array.concat(_by_policies, _inline), _by_roles)

_by_policies := [entry |
	some resource in _separate
	some principal in _principals(resource, "object_id")
	entry := object.union(_policy(resource.values), {"address": resource.address, "principal": principal, "tokens": (_tokens(resource) | _at(resource))})
]

# The name by which what gives something asks for itself.
_at(resource) := {sprintf("at|%s", [resource.address])}

_inline := [entry |
	some vault in plan.resources.azurerm_key_vault
	identifiers.alive(vault)
	is_array(vault.values.access_policy)
	some given in vault.values.access_policy
	is_object(given)
	is_string(given.object_id)
	entry := object.union(_policy(given), {"address": vault.address, "principal": lower(given.object_id), "tokens": ({sprintf("vault|%s", [vault.address])} | _at(vault))})
]

_by_roles := [entry |
	some resource in _assignments
	gift := _role(resource)
	some principal in _principals(resource, "principal_id")
	entry := object.union(gift, {
		"address": resource.address,
		"principal": principal,
		"tokens": (_tokens(resource) | _at(resource)),
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
	"known": count({name | some name in names; not _permissions[lower(name)]}) == 0,
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
	some token in (_tokens(resource) | _at(resource))
}

_hides[token] contains sprintf("the access_policy of %s is known only after apply", [vault.address]) if {
	some vault in plan.resources.azurerm_key_vault
	identifiers.alive(vault)
	values.unknown(vault, "access_policy")
	_made_here(vault)
	some token in ({sprintf("vault|%s", [vault.address])} | _at(vault))
}

# What no configuration mentions, the provider fills in. A dynamic block shows by what is known of it, or in the source.
_made_here(vault) if vault.expressions.access_policy

_made_here(vault) if is_array(vault.unknown.access_policy)

_made_here(vault) if "access_policy" in settings.facts.dynamic[vault.address]

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
	not _of_other_things(resource)
}

_is_hidden(resource) if {
	resource.type == "azurerm_key_vault_access_policy"
	values.unknown(resource, "key_permissions")
}

# An access policy for secrets or certificates alone.
_of_other_things(resource) if {
	not values.unknown(resource, "key_permissions")
	object.get(resource.values, "key_permissions", null) in {null, []}
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

# wide are the assignments of known roles on a whole subscription or what is above it, and so on every key there is or will be.
wide := [{"resource": resource, "capabilities": gift.capabilities, "principals": _principals(resource, "principal_id")} |
	some resource in _assignments
	_is_wide(resource)
	gift := _role(resource)
	gift.known
	count(gift.capabilities) > 0
]

_is_wide(resource) if {
	is_string(resource.values.scope)
	scope := lower(trim_suffix(resource.values.scope, "/"))
	"any" in _scoped(scope)
}

_is_wide(resource) if {
	is_string(resource.values.scope)
	regex.match(`^/subscriptions/[^/]+/?$`, lower(resource.values.scope))
}

_is_wide(resource) if {
	not is_string(object.get(resource.values, "scope", null))
	refs := references.listed(resource, "scope") - {"each.key"}
	count(refs) > 0
	every ref in refs { regex.match(`^(data\.)?azurerm_(subscription|management_group)\.`, ref) }
}

# of_key are the tokens that a key of a vault asks for.
of_key(resource) := (({"any", sprintf("key|%s", [resource.address])} | {sprintf("vault|%s", [vault.address]) | vault := azure_keys.vault(resource)}) | {sprintf("scope|%s", [scope]) |
	some id in azure_keys.vault_ids(resource)
	some scope in _above(id, object.get(resource.values, "name", ""))
}) | {"wide" | count(azure_keys.vault_ids(resource)) == 0}

_above(id, name) := {concat("/", array.slice(parts, 0, 3)), concat("/", array.slice(parts, 0, 5)), id, sprintf("%s/keys/%v", [id, lower(sprintf("%v", [name]))])} if {
	parts := split(id, "/")
}

# elsewhere is what gives rights on keys of a vault of which the plan has none: each is judged at its own address. A role counts whose
# scope is a vault or a key, and one of Key Vault whose scope cannot be told.
elsewhere := [resource |
	some resource in array.concat(array.concat(_separate, _assignments), _with_policies)
	count(_own_tokens(resource) & _asked) == 0
	_for_keys(resource)
]

_with_policies := [vault |
	some vault in plan.resources.azurerm_key_vault
	identifiers.alive(vault)
]

_own_tokens(resource) := {sprintf("vault|%s", [resource.address])} if {
	resource.type == "azurerm_key_vault"
} else := _tokens(resource)

_asked := union({of_key(key) | some key in plan.resources.azurerm_key_vault_key; identifiers.alive(key)})

_for_keys(resource) if resource.type != "azurerm_role_assignment"

_for_keys(resource) if {
	some token in _tokens(resource)
	regex.match(`^scope\|.*/providers/microsoft\.keyvault/vaults/[^/]+(/keys/.*)?$`, token)
}

_for_keys(resource) if {
	some token in _tokens(resource)
	startswith(token, "key|")
}

_for_keys(resource) if holder(resource).type == "azurerm_key_vault"

_for_keys(resource) if {
	not is_string(object.get(resource.values, "scope", null))
	"any" in _tokens(resource)
	gift := _role(resource)
	gift.known
	count(gift.capabilities) > 0
}

# holder gives the vault that something gives rights on, where it is in the plan.
holder(resource) := resource if {
	resource.type == "azurerm_key_vault"
} else := azure_keys.named(_vault_id(resource)) if {
	azure_keys.named(_vault_id(resource))
} else := plan.by_address[address] if {
	some attribute in ["key_vault_id", "scope"]
	not is_string(object.get(resource.values, attribute, null))
	address := references.only(resource, [attribute], azure_keys.blocks)
}

_vault_id(resource) := id if {
	some attribute in ["key_vault_id", "scope"]
	text := resource.values[attribute]
	is_string(text)
	id := regex.replace(lower(text), `/keys/.*$`, "")
}
