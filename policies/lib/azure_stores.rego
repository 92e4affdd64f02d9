# METADATA
# title: Stores of Azure
# description: |
#   Where what is stored in Azure lies and by which key it is encrypted. Azure encrypts all of it by keys of its own where no key
#   is named, but for a data warehouse whose encryption is switched off. The key of a storage account or a SQL server stands in
#   the resource itself or in one of its own, and so does that of a namespace for messages; other services name it in attributes
#   of their own; a database has its server's unless it names another. Queues and tables have the
#   key of their storage account only where that says so; their service's own encrypts them elsewhere. Source: the
#   documentation of the provider hashicorp/azurerm 4 and 5, azurerm_storage_account, azurerm_mssql_server,
#   azurerm_mssql_database and what belongs to them, azurerm_cosmosdb_account, azurerm_container_registry,
#   azurerm_eventhub_namespace, azurerm_mysql_flexible_server, azurerm_postgresql_flexible_server, azurerm_servicebus_namespace.
package keywright.lib.azure_stores

import data.keywright.lib.azure_disks
import data.keywright.lib.azure_key_names
import data.keywright.lib.azure_keys
import data.keywright.lib.azure_wholes
import data.keywright.lib.encryption
import data.keywright.lib.identifiers
import data.keywright.lib.labels
import data.keywright.lib.listing
import data.keywright.lib.plan
import data.keywright.lib.references
import data.keywright.lib.values

# place gives where a store or a secret lies, in the form of the table of regions. A secret lies in its vault, and what
# is part of something, there.
place(resource) := azure_keys.place(resource) if {
	resource.type == "azurerm_key_vault_secret"
} else := _located(azure_wholes.of(resource)) if {
	azure_wholes.of(resource)
} else := {"unknown": azure_wholes.elsewhere(resource)} if {
	azure_wholes.is_part(resource)
} else := _located(resource)

_located(resource) := object.union(cell, {"value": replace(lower(cell.value), " ", "")}) if {
	cell := values.read(resource, "location")
	is_string(cell.value)
} else := {"unknown": object.get(values.read(resource, "location"), "unknown", "its location is not known")}

# said gives what a store says of itself. A database that says nothing of something is as its server says, a queue or a table as
# its account.
said(resource) := labels.within(resource, azure_wholes.of(resource)) if {
	azure_wholes.of(resource)
} else := labels.of(resource)

# public says whether the internet reaches a store. Where its own network is not all, rules and firewalls decide.
public(resource) := {"value": null} if {
	azure_wholes.is_part(resource)
} else := {"value": false} if {
	values.optional(resource, "public_network_access_enabled", true).value == false
} else := {"value": false} if {
	values.optional(resource, "public_network_access", "Enabled").value == "Disabled"
} else := {"value": null, "unknown": object.get(
	values.optional(resource, "public_network_access_enabled", true),
	"unknown",
	"rules of its network say who reaches it, and are not read",
)}

# encrypted gives what encrypts a store.
encrypted(resource) := encryption.by_key({"unknown": _table[resource.type].elsewhere}, "service") if {
	_table[resource.type].elsewhere
} else := _of_database(resource) if {
	resource.type == "azurerm_mssql_database"
} else := _of_disk(resource) if {
	resource.type == "azurerm_managed_disk"
} else := _of_part(resource) if {
	azure_wholes.is_part(resource)
} else := _of_account(resource)

_table := data.keywright.data.stores.stores

# at gives what encrypts by the key at a path; none where there is no key.
at(resource, path) := encryption.by_key(azure_key_names.cell(resource, path), "none")

# A disk names a set of encryption, and that names the key.
_of_disk(resource) := azure_disks.encrypted(resource, _table[resource.type])

# The account's key encrypts its blobs and files, and a queue or a table where the account was made so.
_of_part(resource) := encryption.by_key({"unknown": azure_wholes.elsewhere(resource)}, "service") if {
	not azure_wholes.of(resource)
} else := _scoped(values.optional(account, _scopes[resource.type], "Service"), _of_account(account)) if {
	account := azure_wholes.of(resource)
}

_scopes := {"azurerm_storage_queue": "queue_encryption_key_type", "azurerm_storage_table": "table_encryption_key_type"}

_scoped(scope, of_account) := of_account if {
	of_account.managed == "service"
} else := of_account if {
	scope.value == "Account"
} else := _services if {
	object.get(scope, "value", "unknown") in {"Service", "", null}
} else := encryption.by_key({"unknown": object.get(scope, "unknown", "whether its account's key encrypts it is said by a word that keywright does not know")}, "service")

_of_database(resource) := encryption.unsure(switch.unknown) if {
	switch := values.optional(resource, "transparent_data_encryption_enabled", true)
	switch.unknown
} else := _none if {
	values.optional(resource, "transparent_data_encryption_enabled", true).value == false
} else := _by(resource, "transparent_data_encryption_key_vault_key_id") if {
	_names_key(resource, "transparent_data_encryption_key_vault_key_id")
} else := _of_account(azure_wholes.of(resource)) if {
	azure_wholes.of(resource)
} else := encryption.unsure(azure_wholes.elsewhere(resource))

_none := {"encrypted": false, "managed": "none", "key": "", "unknown": {}}

# For each type, the resource that names its key, and by what that names what it is for.
_separate := {
	"azurerm_storage_account": {"type": "azurerm_storage_account_customer_managed_key", "of": "storage_account_id"},
	"azurerm_mssql_server": {"type": "azurerm_mssql_server_transparent_data_encryption", "of": "server_id"},
	"azurerm_eventhub_namespace": {"type": "azurerm_eventhub_namespace_customer_managed_key", "of": "eventhub_namespace_id"},
	"azurerm_servicebus_namespace": {"type": "azurerm_servicebus_namespace_customer_managed_key", "of": "namespace_id"},
}

_blocks := {type: {resource.block | some resource in plan.resources[type]} | some type, _ in _separate}

_of_account(resource) := encryption.unsure(sprintf("%s overwrite each other", [concat(" and ", sort(stated))])) if {
	stated := object.get(_linked, resource.address, set()) | {resource.address | _mentions(resource)}
	count(stated) > 1
} else := _stated(plan.by_address[address]) if {
	some address in _linked[resource.address]
} else := encryption.unsure(sprintf("%s may be for it; which it is for is known only after apply", [listing.short(_loose[resource.type])])) if {
	count(_loose[resource.type]) > 0
	not _mentions(resource)
} else := _services if {
	resource.address in _bereft
	not _mentions(resource)
} else := _by_inline(resource)

_services := {"encrypted": true, "managed": "service", "key": "", "unknown": {}}

# Its configuration names a key in itself.
_mentions(resource) if {
	some path in _table[resource.type].keys
	resource.expressions[path[0]]
}

_by_inline(resource) := encryption.of(resource, object.union(_table[resource.type], {"key": [], "key_alone": true, "keyless": "service", "unset": "service"})) if {
	not _inline(resource)
} else := encryption.by_key(_inline(resource), "service")

# The first key of several attributes that is there.
_inline(resource) := [cell |
	some path in _table[resource.type].keys
	cell := _named(resource, path)
	object.get(cell, "value", "unknown") != null
][0]

# The block of a registry is an attribute, whose expression names an identity as well.
_named(resource, path) := {"value": address} if {
	resource.type == "azurerm_container_registry"
	azure_key_names.cell(resource, path).unknown
	is_array(resource.values.encryption)
	count(resource.values.encryption) == 1
	address := references.only_beside(resource, ["encryption"], identifiers.key_blocks, {identity.block | some identity in plan.resources.azurerm_user_assigned_identity})
} else := azure_key_names.cell(resource, path)

_by(resource, attribute) := encryption.by_key(azure_key_names.cell(resource, [attribute]), "service")

# What a resource of its own comes to: a key by its id, or by its vault and its name. A namespace of event hubs may have several.
_stated(resource) := encryption.by_key({"unknown": sprintf("%s names several keys", [resource.address])}, "service") if {
	is_array(object.get(resource.values, "key_vault_key_ids", null))
	count(resource.values.key_vault_key_ids) > 1
} else := encryption.by_key(azure_key_names.listed(resource, ["key_vault_key_ids"]), "service") if {
	resource.type == "azurerm_eventhub_namespace_customer_managed_key"
} else := _by(resource, "managed_hsm_key_id") if {
	_names_key(resource, "managed_hsm_key_id")
} else := _by(resource, "key_vault_key_id") if {
	_names_key(resource, "key_vault_key_id")
} else := _services if {
	resource.type == "azurerm_mssql_server_transparent_data_encryption"
} else := encryption.by_key(azure_key_names.in_vault(resource), "service")

# An attribute that is left out names no key, whatever the plan says of it.
_names_key(resource, attribute) if not object.get(values.optional(resource, attribute, null), "value", "unknown") in {null, ""}

_settings := [resource |
	some type, setting in _separate
	some resource in plan.resources[setting.type]
]

_for(resource) := [type, setting.of] if {
	some type, setting in _separate
	setting.type == resource.type
}

# What such a resource is for.
_holders(resource) := object.get(_by_id, lower(name), set()) if {
	[_, attribute] := _for(resource)
	name := resource.values[attribute]
	is_string(name)
} else := {address |
	[type, attribute] := _for(resource)
	address := references.only(resource, [attribute], _blocks[type])
}

_by_id := {id: addresses | some id, addresses in _borne}

_borne[lower(resource.values.id)] contains resource.address if {
	some type, _ in _separate
	some resource in plan.resources[type]
	is_string(resource.values.id)
}

_linked := {holder: addresses | some holder, addresses in _links}

_links[holder] contains resource.address if {
	some resource in _settings
	identifiers.alive(resource)
	some holder in _holders(resource)
}

# With the resource that named the key goes the key.
_bereft := {holder |
	some resource in _settings
	not identifiers.alive(resource)
	some holder in _holders(resource)
}

_loose := {type: {resource.address |
	some resource in plan.resources[setting.type]
	identifiers.alive(resource)
	not is_string(object.get(resource.values, setting.of, null))
	count(_holders(resource)) == 0
} |
	some type, setting in _separate
}
