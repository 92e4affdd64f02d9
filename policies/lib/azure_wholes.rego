# METADATA
# title: What a store of Azure is part of
# description: |
#   The server of a database, and the storage account of a queue or a table: by id, by name, or by reference. Names of storage
#   accounts are unique in all of Azure. Source: the documentation of the provider hashicorp/azurerm 4 and 5,
#   azurerm_mssql_database, azurerm_storage_queue, azurerm_storage_table.
package keywright.lib.azure_wholes

import data.keywright.lib.identifiers
import data.keywright.lib.plan
import data.keywright.lib.references

_kinds := {
	"azurerm_mssql_database": {"type": "azurerm_mssql_server", "called": "server", "by": {"server_id": "id"}},
	"azurerm_storage_queue": _in_account,
	"azurerm_storage_table": _in_account,
}

_in_account := {"type": "azurerm_storage_account", "called": "storage account", "by": {"storage_account_id": "id", "storage_account_name": "name"}}

# is_part says that a store is part of something that is a store as well.
is_part(resource) if _kinds[resource.type]

# elsewhere says that what a store is part of cannot be told.
elsewhere(resource) := sprintf("its %s is not in the inputs", [_kinds[resource.type].called])

# of gives what a store is part of, where that can be only one thing.
of(resource) := plan.by_address[address] if {
	wholes := _named(resource) | _referred(resource)
	count(wholes) == 1
	some address in wholes
}

_named(resource) := {address |
	some attribute, by in _kinds[resource.type].by
	name := resource.values[attribute]
	is_string(name)
	some address in _by_name[[_kinds[resource.type].type, by, lower(name)]]
}

_referred(resource) := {address |
	some attribute, _ in _kinds[resource.type].by
	not is_string(object.get(resource.values, attribute, null))
	address := references.only(resource, [attribute], _blocks[_kinds[resource.type].type])
}

_by_name := {name: addresses | some name, addresses in _called}

_called[[kind.type, by, lower(whole.values[by])]] contains whole.address if {
	some _, kind in _kinds
	some by in kind.by
	some whole in plan.resources[kind.type]
	identifiers.alive(whole)
	is_string(whole.values[by])
}

_blocks := {type: {whole.block | some whole in plan.resources[type]} | some _, kind in _kinds; type := kind.type}
