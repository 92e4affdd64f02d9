# METADATA
# title: Keys of Azure Key Vault
# description: |
#   What an azurerm_key_vault_key, or a key of a managed HSM, says of itself, under keywright's names. Its place, and how long
#   its deletion waits, are its vault's. Source: the documentation of the provider hashicorp/azurerm 4, azurerm_key_vault,
#   azurerm_key_vault_key and their likes for managed HSMs.
package keywright.lib.azure_keys

import data.keywright.lib.durations
import data.keywright.lib.labels
import data.keywright.lib.plan
import data.keywright.lib.references
import data.keywright.lib.settings
import data.keywright.lib.values

types := {"azurerm_key_vault_key", "azurerm_key_vault_managed_hardware_security_module_key"}

# cells gives a key's attributes.
cells(resource) := object.union(labels.of(resource), {
	"arn": _none,
	"key_id": values.read(resource, {true: "versioned_id", false: "versionless_id"}[_managed(resource)]),
	"region": place(resource),
	"account": _subscription(resource),
	"bypass_lockout_check": _none,
	"deletion_protection": _protection(resource),
	"spec": _spec(resource),
	"usage": _usage(resource),
	"origin": _origin(resource),
	"multi_region": {"value": false, "basis": "default"},
	"enabled": {"value": true, "basis": "default"},
	"deletion_window_days": window(resource),
})

_none := {"value": null, "basis": ""}

_managed(resource) := resource.type == "azurerm_key_vault_managed_hardware_security_module_key"

_names(resource) := {true: "managed_hsm_id", false: "key_vault_id"}[_managed(resource)]

# vaults are the key vaults and managed HSMs.
vaults := array.concat(plan.resources.azurerm_key_vault, plan.resources.azurerm_key_vault_managed_hardware_security_module)

# blocks are the blocks of vaults.
blocks := {vault.block | some vault in vaults}

# What two blocks bring in is neither's.
_by_id := {id: vault |
	some id, vaults in _borne
	count(vaults) == 1
	some vault in vaults
}

_borne[lower(vault.values.id)] contains vault if {
	some vault in vaults
	is_string(vault.values.id)
}

# named gives the vault that bears an id, which is written in lower case.
named(id) := _by_id[id]

# vault gives the vault or managed HSM of a key or secret, if it is in the plan.
vault(resource) := _by_id[lower(name)] if {
	name := resource.values[_names(resource)]
	is_string(name)
} else := plan.by_address[address] if {
	address := references.one(resource, _names(resource), blocks)
}

# vault_ids gives the id of a key's vault in lower case, where it is known.
vault_ids(resource) := {lower(id) |
	some id in ({id | id := resource.values[_names(resource)]} | {id | id := vault(resource).values.id})
	is_string(id)
}

# place gives where the vault of a key or secret lies, in the form of the table of regions.
place(resource) := {"value": replace(lower(cell.value), " ", ""), "basis": cell.basis} if {
	cell := values.read(vault(resource), "location")
	is_string(cell.value)
} else := {"unknown": sprintf("the location of its vault: %s", [reason])} if {
	reason := values.read(vault(resource), "location").unknown
} else := {"unknown": "its vault is not in the plan"}

_subscription(resource) := {"value": parts[2], "basis": values.basis(resource)} if {
	some name in ({name | name := resource.values[_names(resource)]} | {name | name := vault(resource).values.id})
	is_string(name)
	parts := split(name, "/")
	count(parts) > 2
	lower(parts[1]) == "subscriptions"
} else := {"unknown": "the subscription is known only after apply"}

# The length of a key, or its curve, belongs to its type.
_spec(resource) := {"unknown": reason} if {
	reason := [values.read(resource, name).unknown | some name in ["key_type", "key_size", "curve"]; _mentioned(resource, name); values.read(resource, name).unknown][0]
} else := {"value": sprintf("%s %s", [resource.values.key_type, resource.values.curve]), "basis": values.basis(resource)} if {
	startswith(_type(resource), "EC")
	is_string(resource.values.curve)
	resource.values.curve != ""
} else := {"value": sprintf("%s %d", [resource.values.key_type, resource.values.key_size]), "basis": values.basis(resource)} if {
	not startswith(_type(resource), "EC")
	_type(resource) != ""
	is_number(resource.values.key_size)
} else := {"unknown": "it says neither the length nor the curve of its type"}

_type(resource) := resource.values.key_type if {
	is_string(resource.values.key_type)
} else := ""

_mentioned(resource, _) if not resource.configured

_mentioned(resource, name) if resource.expressions[name]

_operations := {
	"decrypt": "ENCRYPT_DECRYPT",
	"encrypt": "ENCRYPT_DECRYPT",
	"unwrapKey": "ENCRYPT_DECRYPT",
	"wrapKey": "ENCRYPT_DECRYPT",
	"sign": "SIGN_VERIFY",
	"verify": "SIGN_VERIFY",
}

# A key that may do both is for both.
_usage(resource) := {"unknown": cell.unknown} if {
	cell := values.read(resource, "key_opts")
	cell.unknown
} else := {"value": concat(" and ", sort(usages)), "basis": values.basis(resource)} if {
	usages := {_operations[operation] | some operation in resource.values.key_opts}
	count(usages) > 0
} else := {"unknown": "its key_opts name no use"}

_origin(resource) := {"value": "AZURE_MANAGED_HSM", "basis": "plan"} if {
	_managed(resource)
} else := {"unknown": cell.unknown} if {
	cell := values.read(resource, "key_type")
	cell.unknown
} else := {"value": "AZURE_HSM", "basis": values.basis(resource)} if {
	endswith(_type(resource), "-HSM")
} else := {"value": "AZURE_SOFTWARE", "basis": values.basis(resource)} if {
	resource.values.key_type in {"RSA", "EC"}
} else := {"unknown": "keywright does not know its key_type"}

# window gives how many days what is deleted can be had back.
window(resource) := {"unknown": "how long its vault keeps what is deleted is not in the plan"} if {
	not vault(resource)
} else := kept(vault(resource))

# kept says it of a vault. What is in it may be purged at once where nothing forbids it.
kept(holder) := {"unknown": reason} if {
	reason := [cell.unknown | some name, default_value in {"purge_protection_enabled": false, "soft_delete_retention_days": 90}; cell := values.optional(holder, name, default_value); cell.unknown][0]
} else := {"value": 0, "basis": "default"} if {
	values.optional(holder, "purge_protection_enabled", false).value != true
} else := values.optional(holder, "soft_delete_retention_days", 90)

_protection(resource) := {"value": kept, "basis": "source"} if {
	kept := settings.facts.kept[resource.address]
	is_boolean(kept)
} else := {"unknown": "prevent_destroy stands in the source, and no source tells of this key"}

# setting is a key's own rotation, as a cell; period the days of it.
setting(resource) := {"value": "", "basis": "", "unknown": "the rotation policy of a key of a managed HSM is a resource of its own, which is not read"} if {
	_managed(resource)
} else := {"unknown": reason} if {
	reason := _period(resource).unknown
} else := {"value": "none", "basis": "default"} if {
	_period(resource).value == null
} else := {"value": "automatic", "basis": values.basis(resource)}

period(resource) := {"value": null, "basis": ""} if {
	_managed(resource)
} else := _period(resource)

_period(resource) := {"value": days, "basis": values.basis(resource)} if {
	days := durations.days(_automatic(resource, "time_after_creation").value)
} else := {"value": expires - before, "basis": values.basis(resource)} if {
	before := durations.least_days(_automatic(resource, "time_before_expiry").value)
	expires := durations.days(values.at(resource, ["rotation_policy", 0, "expire_after"]).value)
} else := {"unknown": reason} if {
	reason := [cell.unknown | some path in [["rotation_policy", 0, "automatic", 0, "time_after_creation"], ["rotation_policy", 0, "automatic", 0, "time_before_expiry"], ["rotation_policy", 0, "expire_after"]]; cell := values.at(resource, path); cell.unknown][0]
} else := {"value": null, "basis": "default"} if {
	every name in ["time_after_creation", "time_before_expiry"] { _automatic(resource, name).value == null }
} else := {"unknown": "its rotation_policy says no time that is read here"}

_automatic(resource, name) := values.at(resource, ["rotation_policy", 0, "automatic", 0, name])
