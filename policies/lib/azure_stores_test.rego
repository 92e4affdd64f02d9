package keywright.lib.azure_stores_test

import data.keywright
import data.keywright.lib.azure_key_names
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.inventory_test as planned

_in_group := "/subscriptions/s/resourceGroups/g/providers/"

_vault_id := concat("", [_in_group, "Microsoft.KeyVault/vaults/drop"])

_vault := planned.change("azurerm_key_vault.v", "azurerm_key_vault", "managed", {"id": _vault_id, "name": "drop", "location": "norwayeast"})

_key := planned.change("azurerm_key_vault_key.k", "azurerm_key_vault_key", "managed", {"id": "https://drop.vault.azure.net/keys/database/1", "name": "database", "key_vault_id": _vault_id})

_account_id := concat("", [_in_group, "Microsoft.Storage/storageAccounts/a"])

_account(after) := planned.change("azurerm_storage_account.a", "azurerm_storage_account", "managed", object.union({"id": _account_id, "name": "a", "location": "Norway East"}, after))

_own(after) := planned.change("azurerm_storage_account_customer_managed_key.c", "azurerm_storage_account_customer_managed_key", "managed", object.union({"storage_account_id": _account_id}, after))

_server_id := concat("", [_in_group, "Microsoft.Sql/servers/d"])

_server(after) := planned.change("azurerm_mssql_server.d", "azurerm_mssql_server", "managed", object.union({"id": _server_id, "name": "d", "location": "norwayeast", "tags": {"Purpose": "database"}}, after))

_protector(after) := planned.change("azurerm_mssql_server_transparent_data_encryption.t", "azurerm_mssql_server_transparent_data_encryption", "managed", object.union({"server_id": _server_id}, after))

_database(after) := planned.change("azurerm_mssql_database.b", "azurerm_mssql_database", "managed", object.union({"name": "b", "server_id": _server_id}, after))

_inventory(changes) := inventory if {
	inventory := keywright.inventory with input as planned.of(array.concat([_vault, _key], changes))
		with data.keywright_profile as fixture.profile
}

_stores(changes) := {row.address: row | some row in _inventory(changes).stores}

test_an_account_that_names_no_key if {
	row := _stores([_account({})])["azurerm_storage_account.a"]
	[row.kind, row.region, row.encrypted, row.managed, row.key] == ["storage", "norwayeast", true, "service", ""]
	row.unknown.public
}

test_an_account_with_a_key_in_itself if {
	every named in [{"key_vault_key_id": "https://drop.vault.azure.net/keys/database"}, {"key_vault_key_id": "https://DROP.vault.azure.net/keys/database/9"}] {
		row := _stores([_account({"customer_managed_key": [named]})])["azurerm_storage_account.a"]
		[row.managed, row.key] == ["customer", "azurerm_key_vault_key.k"]
	}
	row := _stores([_account({"customer_managed_key": [{"managed_hsm_key_id": "https://h.managedhsm.azure.net/keys/x"}]})])["azurerm_storage_account.a"]
	[row.managed, row.key] == ["customer", "https://h.managedhsm.azure.net/keys/x"]
}

test_an_account_with_a_key_beside_it if {
	every named in [
		{"key_vault_key_id": "https://drop.vault.azure.net/keys/database"},
		{"key_vault_id": _vault_id, "key_name": "database"},
		{"key_vault_uri": "https://drop.vault.azure.net/", "key_name": "database"},
	] {
		row := _stores([_account({}), _own(named)])["azurerm_storage_account.a"]
		[row.managed, row.key, row.encrypted] == ["customer", "azurerm_key_vault_key.k", true]
	}
	elsewhere := _stores([_account({}), _own({"key_vault_uri": "https://theirs.vault.azure.net/", "key_name": "database"})])["azurerm_storage_account.a"]
	[elsewhere.managed, elsewhere.key] == ["customer", "https://theirs.vault.azure.net/keys/database"]
	odd := _stores([_account({}), _own({"key_vault_id": _vault_id, "key_name": 7})])["azurerm_storage_account.a"]
	odd.unknown.key
	nowhere := _stores([_account({}), _own({"key_name": "database"})])["azurerm_storage_account.a"]
	nowhere.unknown.key
	nowhere.key == ""
}

# What the service keeps of a key that goes with the resource that named it is no key.
test_an_account_whose_key_goes if {
	gone := object.union(_own({}), {"change": {"actions": ["delete"], "before": {"storage_account_id": _account_id, "key_vault_key_id": "https://drop.vault.azure.net/keys/database"}, "after": null}})
	row := _stores([_account({"customer_managed_key": [{"key_vault_key_id": "https://drop.vault.azure.net/keys/database"}]}), gone])["azurerm_storage_account.a"]
	row.managed == "service"
}

test_a_key_of_which_account if {
	loose := object.union(_own({"storage_account_id": null, "key_vault_key_id": "https://drop.vault.azure.net/keys/database"}), {"change": {"after_unknown": {"storage_account_id": true}}})
	row := _stores([_account({}), loose])["azurerm_storage_account.a"]
	row.encrypted == null
	row.unknown.key
}

test_two_keys_of_one_account if {
	other := object.union(_own({"key_vault_key_id": "https://drop.vault.azure.net/keys/pii"}), {"address": "azurerm_storage_account_customer_managed_key.e"})
	row := _stores([_account({}), _own({"key_vault_key_id": "https://drop.vault.azure.net/keys/database"}), other])["azurerm_storage_account.a"]
	contains(row.unknown.key, "overwrite")
}

_part(type, after) := planned.change("azurerm_storage_part.p", type, "managed", object.union({"name": "p", "storage_account_name": "a"}, after))

_scopes := {"azurerm_storage_queue": "queue_encryption_key_type", "azurerm_storage_table": "table_encryption_key_type"}

_named := {"customer_managed_key": [{"key_vault_key_id": "https://drop.vault.azure.net/keys/database"}]}

_part_of(account, type) := _stores([_account(account), _part(type, {})])["azurerm_storage_part.p"]

test_queues_and_tables_under_their_service if {
	every type, scope in _scopes {
		every given in [{}, {scope: "Service"}, {scope: null}] {
			row := _part_of(object.union(_named, given), type)
			[row.encrypted, row.managed, row.key, row.region] == [true, "service", "", "norwayeast"]
		}
	}
}

# The word for tables says nothing of queues.
test_queues_and_tables_under_their_account if {
	every type, scope in _scopes {
		row := _part_of(object.union(_named, {scope: "Account", "tags": {"Purpose": "aml-kyc", "DataClassification": "restricted"}}), type)
		[row.managed, row.key, row.purposes, row.classification] == ["customer", "azurerm_key_vault_key.k", ["aml-kyc"], "restricted"]
		some other, theirs in _scopes
		other != type
		_part_of(object.union(_named, {theirs: "Account"}), type).managed == "service"
	}
}

test_queues_and_tables_of_what_is_not_known if {
	every type, scope in _scopes {
		every odd in ["account", "Both", 7, ["Account"]] {
			_part_of(object.union(_named, {scope: odd}), type).unknown.key
		}
		_part_of({scope: "Account"}, type).managed == "service"
		later := object.union(_account(_named), {"change": {"after_unknown": {scope: true}}})
		row := _stores([later, _part(type, {})])["azurerm_storage_part.p"]
		[row.managed, row.key] == ["", ""]
		row.unknown.key
		every name in ["theirs", null, 7] {
			elsewhere := _stores([_account(_named), _part(type, {"storage_account_name": name})])["azurerm_storage_part.p"]
			elsewhere.unknown.key
			elsewhere.unknown.region
			elsewhere.encrypted == true
		}
	}
}

test_an_account_off_the_internet if {
	_stores([_account({"public_network_access_enabled": false})])["azurerm_storage_account.a"].public == false
	_stores([_account({"public_network_access_enabled": true})])["azurerm_storage_account.a"].public == null
}

test_a_server_and_its_key if {
	_stores([_server({})])["azurerm_mssql_server.d"].managed == "service"
	_stores([_server({"transparent_data_encryption_key_vault_key_id": "https://drop.vault.azure.net/keys/database/1"})])["azurerm_mssql_server.d"].key == "azurerm_key_vault_key.k"
	_stores([_server({}), _protector({"key_vault_key_id": "https://drop.vault.azure.net/keys/database/1"})])["azurerm_mssql_server.d"].key == "azurerm_key_vault_key.k"
	_stores([_server({}), _protector({})])["azurerm_mssql_server.d"].managed == "service"
}

test_a_database_is_as_its_server if {
	row := _stores([_server({}), _protector({"key_vault_key_id": "https://drop.vault.azure.net/keys/database/1"}), _database({})])["azurerm_mssql_database.b"]
	[row.key, row.region, row.purposes] == ["azurerm_key_vault_key.k", "norwayeast", ["database"]]
}

# What the profile takes for the class of all that says none is not the database's own word; a block of its own is.
test_a_database_and_the_profiles_default if {
	changes := [_vault, _key, _server({"tags": {"DataClassification": "restricted"}}), _database({})]
	profile := object.union(fixture.profile, {"policy": {"default_classification": "internal"}})
	inventory := keywright.inventory with input as planned.of(changes) with data.keywright_profile as profile
	{row.classification | some row in inventory.stores} == {"restricted"}
	named := keywright.inventory with input as planned.of(changes)
		with data.keywright_profile as object.union(profile, {"key": {"azurerm_mssql_database.b": {"classification": "public"}}})
	{row.classification | some row in named.stores} == {"public", "restricted"}
}

test_a_database_of_its_own_mind if {
	off := _stores([_server({}), _database({"transparent_data_encryption_enabled": false, "tags": {"Purpose": "pii"}})])["azurerm_mssql_database.b"]
	[off.encrypted, off.managed, off.purposes] == [false, "none", ["pii"]]
	own := _stores([_server({}), _database({"transparent_data_encryption_key_vault_key_id": "https://drop.vault.azure.net/keys/database/1"})])["azurerm_mssql_database.b"]
	own.key == "azurerm_key_vault_key.k"
	later := _stores([_server({}), object.union(_database({}), {"change": {"after_unknown": {"transparent_data_encryption_enabled": true}}})])["azurerm_mssql_database.b"]
	later.encrypted == null
}

test_a_database_of_a_server_elsewhere if {
	row := _stores([_database({"server_id": concat("", [_in_group, "Microsoft.Sql/servers/theirs"])})])["azurerm_mssql_database.b"]
	row.unknown.key
	row.unknown.region
	row.encrypted == null
}

test_urls_that_name_no_key_of_the_plan if {
	every url in ["https://drop.vault.azure.net/secrets/database", "https://other.vault.azure.net/keys/database", "database", "https://drop.vault.azure.net/keys/database/1/2"] {
		azure_key_names.of_url(url) == url with input as planned.of([_vault, _key])
			with data.keywright_profile as fixture.profile
	}
}

_spoken(change) := row if {
	[row] := _inventory([change]).transports
}

test_tls if {
	account := _spoken(_account({"min_tls_version": "TLS1_2", "https_traffic_only_enabled": true}))
	[account.protocol, account.minimum, account.highest, account.plain] == ["https", "1.2", "1.2", "refused"]
	older := _spoken(_account({"min_tls_version": "TLS1_2", "enable_https_traffic_only": false})) # as versions before 4 have it
	older.plain == "served"
	open := _spoken(_account({"min_tls_version": "TLS1_0", "https_traffic_only_enabled": false}))
	[open.minimum, open.plain] == ["1.0", "served"]
	_spoken(_server({"minimum_tls_version": "Disabled"})).minimum == "1.0"
	_spoken(_server({"minimum_tls_version": "2.0"})).unknown.minimum
	site := _spoken(planned.change("azurerm_linux_web_app.w", "azurerm_linux_web_app", "managed", {"name": "w", "https_only": true, "site_config": [{"minimum_tls_version": "1.3"}]}))
	[site.minimum, site.highest, site.plain] == ["1.3", "", "redirected"]
	left := _spoken(planned.change("azurerm_linux_web_app.w", "azurerm_linux_web_app", "managed", {"name": "w", "site_config": [{}]}))
	[left.minimum, left.plain] == ["1.2", "served"]
	later := _spoken(object.union(planned.change("azurerm_linux_web_app.w", "azurerm_linux_web_app", "managed", {"name": "w"}), {"change": {"after_unknown": {"https_only": true, "site_config": true}}}))
	[later.minimum, later.plain] == ["", ""]
}
