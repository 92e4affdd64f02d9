package keywright.lib.azure_disks_test

import data.keywright
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.inventory_test as planned

_in_group := "/subscriptions/s/resourceGroups/g/providers/"

_vault_id := concat("", [_in_group, "Microsoft.KeyVault/vaults/drop"])

_vault := planned.change("azurerm_key_vault.v", "azurerm_key_vault", "managed", {"id": _vault_id, "name": "drop", "location": "norwayeast"})

_key := planned.change("azurerm_key_vault_key.k", "azurerm_key_vault_key", "managed", {"id": _url, "name": "database", "key_vault_id": _vault_id})

_url := "https://drop.vault.azure.net/keys/database/1"

_theirs := "https://theirs.vault.azure.net/keys/database/1"

_inventory(changes) := inventory if {
	inventory := keywright.inventory with input as planned.of(array.concat([_vault, _key], changes))
		with data.keywright_profile as fixture.profile
}

_rows(type, after, beside) := [row |
	some row in _inventory(array.concat([planned.change(sprintf("%s.s", [type]), type, "managed", object.union({"id": "ID", "name": "s", "location": "Norway East"}, after))], beside)).stores
	row.type == type
]

_only(type, after, beside) := row if {
	[row] := _rows(type, after, beside)
}

_named := {
	"azurerm_container_registry": {"encryption": [{"key_vault_key_id": _url}]},
	"azurerm_cosmosdb_account": {"key_vault_key_id": _url},
	"azurerm_mysql_flexible_server": {"customer_managed_key": [{"key_vault_key_id": _url}]},
	"azurerm_postgresql_flexible_server": {"customer_managed_key": [{"key_vault_key_id": _url}]},
	"azurerm_servicebus_namespace": {"customer_managed_key": [{"key_vault_key_id": _url}]},
}

test_stores_of_every_type_with_a_key_and_without if {
	every type, after in _named {
		row := _only(type, after, [])
		[row.encrypted, row.managed, row.key, row.region] == [true, "customer", "azurerm_key_vault_key.k", "norwayeast"]
		plain := _only(type, {}, [])
		[plain.encrypted, plain.managed, plain.key] == [true, "service", ""]
	}
	every type in ["azurerm_eventhub_namespace", "azurerm_redis_cache", "azurerm_managed_disk"] {
		_only(type, {}, []).managed == "service"
	}
}

test_what_is_odd_names_no_key if {
	every type, after in _named {
		every odd in [7, [], {}, [[]], "x"] {
			count(_rows(type, {name: odd | some name, _ in after}, [])) > 0
		}
	}
}

test_a_key_of_a_managed_hsm if {
	_only("azurerm_cosmosdb_account", {"managed_hsm_key_id": "https://h.managedhsm.azure.net/keys/x"}, []).key == "https://h.managedhsm.azure.net/keys/x"
}

test_undetermined_whose_key_stands_elsewhere if {
	every type in ["azurerm_log_analytics_workspace", "azurerm_search_service"] {
		row := _only(type, {}, [])
		[row.encrypted, row.managed] == [true, ""]
		row.unknown.key
	}
}

test_undetermined_what_is_made_from_another if {
	every type, after in {
		"azurerm_cosmosdb_account": {"restore": [{"source_cosmosdb_account_id": "a"}]},
		"azurerm_managed_disk": {"source_resource_id": "d"},
		"azurerm_mysql_flexible_server": {"source_server_id": "m"},
		"azurerm_postgresql_flexible_server": {"source_server_id": "p"},
	} {
		_only(type, after, []).unknown.key
		_only(type, object.union(after, object.get(_named, type, {"disk_encryption_set_id": "SET"})), [_set({"key_vault_key_id": _url})]).key == "azurerm_key_vault_key.k"
	}
}

_block(address, expressions) := {"address": address, "mode": "managed", "type": split(address, ".")[0], "expressions": expressions, "provider_config_key": "azurerm"}

# What is written as a block and is an attribute has one expression, of the key and of the identity that uses it.
_registry(refs) := row if {
	document := {
		"format_version": "1.2",
		"resource_changes": [
			object.union(planned.change("azurerm_container_registry.s", "azurerm_container_registry", "managed", {"name": "s", "encryption": [{}]}), {"change": {"after_unknown": {"encryption": [{"key_vault_key_id": true, "identity_client_id": true}]}}}),
			planned.change("azurerm_key_vault_key.k", "azurerm_key_vault_key", "managed", {}),
			planned.change("azurerm_key_vault_key.l", "azurerm_key_vault_key", "managed", {}),
			planned.change("azurerm_user_assigned_identity.i", "azurerm_user_assigned_identity", "managed", {}),
		],
		"configuration": {"root_module": {"resources": [
			_block("azurerm_container_registry.s", {"encryption": {"references": refs}}),
			_block("azurerm_key_vault_key.k", {}),
			_block("azurerm_key_vault_key.l", {}),
			_block("azurerm_user_assigned_identity.i", {}),
		]}},
	}
	inventory := keywright.inventory with input as document with data.keywright_profile as fixture.profile
	[row] := inventory.stores
}

test_a_registry_names_key_and_identity_in_one_expression if {
	_registry(["azurerm_key_vault_key.k.id", "azurerm_key_vault_key.k", "azurerm_user_assigned_identity.i.client_id", "azurerm_user_assigned_identity.i"]).key == "azurerm_key_vault_key.k"
	_registry(["azurerm_key_vault_key.k.id", "azurerm_key_vault_key.k"]).key == "azurerm_key_vault_key.k"
}

test_undetermined_a_registry_whose_expression_names_more if {
	every more in ["var.key", "azurerm_key_vault_key.l.id", "local.keys"] {
		row := _registry(["azurerm_key_vault_key.k.id", "azurerm_key_vault_key.k", more])
		[row.encrypted, row.managed] == [true, ""]
		row.unknown.key
	}
	_registry(["azurerm_user_assigned_identity.i.client_id"]).unknown.key
}

_set(after) := planned.change("azurerm_disk_encryption_set.e", "azurerm_disk_encryption_set", "managed", object.union({"id": "set"}, after))

test_a_disk_has_the_key_of_its_set if {
	every attribute in ["disk_encryption_set_id", "secure_vm_disk_encryption_set_id"] {
		every after in [{"key_vault_key_id": _url}, {"managed_hsm_key_id": _url}] {
			_only("azurerm_managed_disk", {attribute: "SET"}, [_set(after)]).key == "azurerm_key_vault_key.k"
		}
	}
	empty := _only("azurerm_managed_disk", {"disk_encryption_set_id": ""}, [_set({})])
	empty.managed == "service"
}

test_undetermined_a_set_that_is_elsewhere_or_names_no_key if {
	_only("azurerm_managed_disk", {"disk_encryption_set_id": "other"}, [_set({"key_vault_key_id": _url})]).unknown.key == "its disk encryption set is not in the inputs"
	_only("azurerm_managed_disk", {"disk_encryption_set_id": "set"}, [_set({})]).unknown.key == "azurerm_disk_encryption_set.e names no key"
	gone := object.union(_set({}), {"change": {"actions": ["delete"], "before": {"id": "set", "key_vault_key_id": _url}, "after": null}})
	_only("azurerm_managed_disk", {"disk_encryption_set_id": "set"}, [gone]).unknown.key
}

_beside(service, after) := planned.change("key.c", sprintf("azurerm_%s_namespace_customer_managed_key", [service]), "managed", after)

test_a_namespace_with_a_key_beside_it if {
	_only("azurerm_servicebus_namespace", {}, [_beside("servicebus", {"namespace_id": "id", "key_vault_key_id": _url})]).key == "azurerm_key_vault_key.k"
	_only("azurerm_eventhub_namespace", {}, [_beside("eventhub", {"eventhub_namespace_id": "id", "key_vault_key_ids": [_url]})]).key == "azurerm_key_vault_key.k"
	_only("azurerm_eventhub_namespace", {}, [_beside("eventhub", {"eventhub_namespace_id": "id", "key_vault_key_ids": [_theirs]})]).key == _theirs
}

test_undetermined_a_namespace_of_several_keys if {
	row := _only("azurerm_eventhub_namespace", {}, [_beside("eventhub", {"eventhub_namespace_id": "id", "key_vault_key_ids": [_url, _theirs]})])
	[row.encrypted, row.managed] == [true, ""]
	contains(row.unknown.key, "several keys")
	loose := object.union(_beside("eventhub", {"key_vault_key_ids": [_url]}), {"change": {"after_unknown": {"eventhub_namespace_id": true}}})
	_only("azurerm_eventhub_namespace", {}, [loose]).unknown.key
}

test_backups_in_another_region if {
	every type in ["azurerm_mysql_flexible_server", "azurerm_postgresql_flexible_server"] {
		rows := _rows(type, {"customer_managed_key": [{"key_vault_key_id": _url, "geo_backup_key_vault_key_id": _theirs}]}, [])
		{[row.part, row.kind, row.key, row.region] | some row in rows} == {["", "database", "azurerm_key_vault_key.k", "norwayeast"], ["customer_managed_key", "backup", _theirs, ""]}
	}
}

test_off_the_internet if {
	_only("azurerm_mysql_flexible_server", {"public_network_access": "Disabled"}, []).public == false
	_only("azurerm_mysql_flexible_server", {"public_network_access": "Enabled"}, []).public == null
	_only("azurerm_postgresql_flexible_server", {"public_network_access_enabled": false}, []).public == false
}

_off := object.union(_key, {"change": {"actions": ["delete"], "before": {"id": _url, "name": "database", "key_vault_id": _vault_id}, "after": null}})

# KEY-11 sees what still names a key that goes.
test_fail_a_key_goes_that_a_store_names if {
	every type, after in _named {
		findings := keywright.findings with input as planned.of([_vault, _off, planned.change(sprintf("%s.s", [type]), type, "managed", after)])
			with data.keywright_profile as fixture.profile
		{finding.outcome | some finding in findings; finding.rule == "KEY-11"} == {"fail"}
	}
}

# Of two sets of which one is not in the inputs, the other is not the whole answer.
test_undetermined_a_disk_of_two_sets if {
	one := planned.change("azurerm_disk_encryption_set.d", "azurerm_disk_encryption_set", "managed", {"id": "/sets/d", "key_vault_key_id": _url})
	_only("azurerm_managed_disk", {"disk_encryption_set_id": "/sets/D"}, [one]).key == "azurerm_key_vault_key.k"
	open := _only("azurerm_managed_disk", {"disk_encryption_set_id": "/sets/d", "secure_vm_disk_encryption_set_id": "/sets/elsewhere"}, [one])
	open.key == ""
	open.unknown.key
}
