package keywright.lib.azure_vault_logs_test

import data.keywright
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.inventory_test as planned

_in_group := "/subscriptions/s/resourceGroups/g/providers/"

_vault_id := concat("", [_in_group, "Microsoft.KeyVault/vaults/v"])

_vault := planned.change("azurerm_key_vault.v", "azurerm_key_vault", "managed", {"id": _vault_id, "name": "v", "location": "norwayeast"})

_key := planned.change("azurerm_key_vault_key.k", "azurerm_key_vault_key", "managed", {"name": "k", "key_vault_id": _vault_id})

_secret := planned.change("azurerm_key_vault_secret.s", "azurerm_key_vault_secret", "managed", {"name": "s", "key_vault_id": _vault_id})

_account_id := concat("", [_in_group, "Microsoft.Storage/storageAccounts/a"])

_account(after) := planned.change("azurerm_storage_account.a", "azurerm_storage_account", "managed", object.union({"id": _account_id, "name": "a"}, after))

_setting(after) := planned.change("azurerm_monitor_diagnostic_setting.d", "azurerm_monitor_diagnostic_setting", "managed", object.union({"target_resource_id": _vault_id, "enabled_log": [{"category": "AuditEvent"}], "storage_account_id": _account_id}, after))

_rows(changes) := inventory.vault_logs if {
	inventory := keywright.inventory with input as planned.of(array.concat([_vault], changes))
		with data.keywright_profile as fixture.profile
}

_row(changes) := row if {
	[row] := _rows(changes)
}

test_a_vault_that_nothing_records if {
	row := _row([_key, _secret])
	[row.address, row.vault, row.records, row.holds, row.lock] == ["azurerm_key_vault.v", "azurerm_key_vault.v", "none", ["keys", "secrets"], "none"]
	row.unknown == {}
}

test_a_setting_and_its_store if {
	policy := {"immutability_policy": [{"state": "Locked", "period_since_creation_in_days": 2000}]}
	row := _row([_key, _account(policy), _setting({"log_analytics_workspace_id": "w"})])
	[row.address, row.vault, row.records, row.store, row.managed] == ["azurerm_monitor_diagnostic_setting.d", "azurerm_key_vault.v", "all", "azurerm_storage_account.a", "service"]
	[row.lock, row.lock_days, row.alerts, row.unknown] == ["Locked", 2000, ["workspace"], {}]
}

test_what_is_recorded if {
	every block in [{"category_group": "audit"}, {"category_group": "allLogs"}] { _row([_setting({"enabled_log": [block]})]).records == "all" }
	every blocks in [[], [{"category": "AzurePolicyEvaluationDetails"}], null] { _row([_setting({"enabled_log": blocks})]).records == "none" }
	later := _row([object.union(_setting({"enabled_log": null}), {"change": {"after_unknown": {"enabled_log": true}}})])
	later.unknown.records
	later.records == ""
}

test_locks if {
	_row([_account({"immutability_policy": [{"state": "Unlocked", "period_since_creation_in_days": 2000}]}), _setting({})]).lock == "Unlocked"
	_row([_account({"immutability_policy": [{"state": "Disabled", "period_since_creation_in_days": 2000}]}), _setting({})]).lock == "none"
	_row([_account({}), _setting({})]).lock == "none"
	elsewhere := _row([_setting({})])
	elsewhere.unknown.lock
	elsewhere.unknown.key
	container := planned.change("azurerm_storage_container_immutability_policy.c", "azurerm_storage_container_immutability_policy", "managed", {})
	_row([_account({}), _setting({}), container]).unknown.lock
	none := _row([_setting({"storage_account_id": null, "eventhub_authorization_rule_id": "e"})])
	[none.lock, none.alerts] == ["none", ["event hub"]]
	none.unknown.key
}

# What is for something else is nothing to a vault; what may be for it, is.
test_which_vault if {
	_row([_key, _setting({"target_resource_id": concat("", [_in_group, "Microsoft.Sql/servers/d"])})]).address == "azurerm_key_vault.v"
	count(_rows([_key, _setting({"target_resource_id": concat("", [_in_group, "Microsoft.KeyVault/vaults/w"])})])) == 2
	loose := _row([_key, object.union(_setting({"target_resource_id": null}), {"change": {"after_unknown": {"target_resource_id": true}}})])
	loose.unknown.records
	gone := _rows([_key, object.union(_setting({}), {"change": {"actions": ["delete"], "before": {"target_resource_id": _vault_id}, "after": null}})])
	{[row.address, row.records] | some row in gone} == {["azurerm_key_vault.v", "none"], ["azurerm_monitor_diagnostic_setting.d", "none"]}
}
