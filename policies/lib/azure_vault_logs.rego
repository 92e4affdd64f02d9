# METADATA
# title: What records the use of a vault
# description: |
#   A row for each diagnostic setting of a key vault or managed HSM (finding.VaultLog), and one for each vault that has none: whether
#   it records what is done with keys and secrets, where that goes, by whose key it is encrypted there and whether it can be
#   changed. Source: the documentation of the provider hashicorp/azurerm 5, azurerm_monitor_diagnostic_setting and
#   azurerm_storage_account.
package keywright.lib.azure_vault_logs

import data.keywright.lib.azure_keys
import data.keywright.lib.azure_stores
import data.keywright.lib.azure_vaults
import data.keywright.lib.identifiers
import data.keywright.lib.listing
import data.keywright.lib.plan
import data.keywright.lib.references
import data.keywright.lib.values

# rows are the settings, and the vaults without one.
rows := array.concat(settings, [_bare(vault) |
	some vault in azure_keys.vaults
	not vault.address in _logged
])

# settings are those of vaults, whether these are in the plan or not.
settings := [_row(resource, target) |
	some resource in plan.resources.azurerm_monitor_diagnostic_setting
	some target in _targets(resource)
]

_logged := {log.vault | some log in settings; not log.actions in [["delete"], ["forget"]]}

_targets(resource) := object.get(_by_id, lower(name), {name}) if {
	name := resource.values.target_resource_id
	is_string(name)
	contains(lower(name), "/microsoft.keyvault/")
} else := {address |
	not is_string(object.get(resource.values, "target_resource_id", null))
	address := references.only(resource, ["target_resource_id"], azure_keys.blocks)
}

_by_id := {id: addresses | some id, addresses in _borne}

_borne[lower(vault.values.id)] contains vault.address if {
	some vault in azure_keys.vaults
	is_string(vault.values.id)
}

# Settings of which it is not known what they are for.
_loose := {resource.address |
	some resource in plan.resources.azurerm_monitor_diagnostic_setting
	identifiers.alive(resource)
	not is_string(object.get(resource.values, "target_resource_id", null))
	count(_targets(resource)) == 0
	not _elsewhere(resource)
}

# What refers to something that is no vault is for that.
_elsewhere(resource) if {
	count(references.listed(resource, "target_resource_id")) > 0
	every ref in references.listed(resource, "target_resource_id") {
		regex.match(`^(data\.)?azurerm_`, ref)
		not regex.match(`^(data\.)?azurerm_key_vault`, ref)
	}
}

_bare(vault) := {
	"address": vault.address,
	"type": vault.type,
	"actions": vault.actions,
	"vault": vault.address,
	"holds": azure_vaults.holds(vault.address),
	"records": "none",
	"store": "",
	"managed": "",
	"key": "",
	"lock": "none",
	"lock_days": null,
	"alerts": [],
	"unknown": {"records": sprintf("%s may record it; what that is for is known only after apply", [listing.short(_loose)]) | count(_loose) > 0},
}

_row(resource, vault) := {
	"address": resource.address,
	"type": resource.type,
	"actions": resource.actions,
	"vault": vault,
	"holds": azure_vaults.holds(vault),
	"records": recorded.value,
	"store": store.name,
	"managed": store.managed,
	"key": store.key,
	"lock": store.lock,
	"lock_days": store.days,
	"alerts": sort({what | some attribute, what in _listeners; not object.get(values.optional(resource, attribute, null), "value", "unknown") in {null, ""}}),
	"unknown": object.union(store.unknown, {"records": recorded.unknown | recorded.unknown}),
} if {
	recorded := _recorded(resource)
	store := _store(resource)
}

_listeners := {
	"eventhub_authorization_rule_id": "event hub",
	"log_analytics_workspace_id": "workspace",
	"partner_solution_id": "partner",
}

# The groups audit and allLogs have the category AuditEvent in them.
_recorded(resource) := {"value": "all"} if {
	some block in _list(object.get(resource.values, "enabled_log", []))
	some name, wanted in {"category": {"AuditEvent"}, "category_group": {"allLogs", "audit"}}
	object.get(block, name, null) in wanted
} else := {"value": "", "unknown": values.reason(resource, "enabled_log")} if {
	values.unknown(resource, "enabled_log")
} else := {"value": "none"}

_list(value) := [item | some item in value; is_object(item)] if is_array(value)

_list(value) := [] if not is_array(value)

# The storage account that it goes to.
_store(resource) := {"name": "", "managed": "", "key": "", "lock": "none", "days": null, "unknown": {"key": "it goes to no storage account, and how else it is kept is not read"}} if {
	object.get(values.optional(resource, "storage_account_id", null), "value", "unknown") in {null, ""}
} else := object.union({"name": account.address, "managed": encrypted.managed, "key": encrypted.key}, object.union(lock, {"unknown": object.union({"key": encrypted.unknown.key | encrypted.unknown.key}, lock.unknown)})) if {
	account := _account(resource)
	encrypted := azure_stores.encrypted(account)
	lock := _lock(account)
} else := {"name": _text(values.optional(resource, "storage_account_id", null)), "managed": "", "key": "", "lock": "", "days": null, "unknown": {name: "its storage account is not in the inputs" | some name in ["key", "lock"]}}

_text(cell) := cell.value if {
	is_string(cell.value)
} else := ""

_account(resource) := plan.by_address[_accounts[lower(name)]] if {
	name := resource.values.storage_account_id
	is_string(name)
} else := plan.by_address[address] if {
	not is_string(object.get(resource.values, "storage_account_id", null))
	address := references.only(resource, ["storage_account_id"], _account_blocks)
}

# What two blocks bring in is neither's.
_accounts := {id: address |
	some id, addresses in _accounted
	count(addresses) == 1
	some address in addresses
}

_accounted[lower(account.values.id)] contains account.address if {
	some account in plan.resources.azurerm_storage_account
	is_string(account.values.id)
}

_account_blocks := {account.block | some account in plan.resources.azurerm_storage_account}

# An account's own policy locks what is in it. One of a container may do so as well, and is not read.
_lock(account) := {"lock": "Locked", "days": days, "unknown": {}} if {
	_policy(account, "state").value == "Locked"
	days := _policy(account, "period_since_creation_in_days").value
	is_number(days)
} else := {"lock": "", "days": null, "unknown": {"lock": reason}} if {
	reason := [cell.unknown | some name in ["state", "period_since_creation_in_days"]; cell := _policy(account, name); cell.unknown][0]
} else := {"lock": "", "days": null, "unknown": {"lock": sprintf("%s may lock it, and is not read", [listing.short(_containers)])}} if {
	count(_containers) > 0
} else := {"lock": "Unlocked", "days": null, "unknown": {}} if {
	_policy(account, "state").value == "Unlocked"
} else := {"lock": "none", "days": null, "unknown": {}}

_policy(account, name) := values.at(account, ["immutability_policy", 0, name])

_containers := {resource.address | some resource in plan.resources.azurerm_storage_container_immutability_policy; identifiers.alive(resource)}
