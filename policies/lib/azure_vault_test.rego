package keywright.lib.azure_vault_test

import data.keywright
import data.keywright.lib.durations
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.inventory_test as planned

_inventory(changes) := inventory if {
	inventory := keywright.inventory with input as planned.of(changes)
		with data.keywright_profile as fixture.profile
}

_id := "/subscriptions/s-1/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v"

_vault(more) := planned.change("azurerm_key_vault.v", "azurerm_key_vault", "managed", object.union({"id": _id, "location": "North Europe", "name": "v"}, more))

_key(more) := planned.change("azurerm_key_vault_key.k", "azurerm_key_vault_key", "managed", object.union(
	{"key_vault_id": lower(_id), "key_type": "RSA", "key_size": 3072, "key_opts": ["wrapKey", "unwrapKey"], "name": "k", "versionless_id": "https://v.vault.azure.net/keys/k"},
	more,
))

_row(vault, key) := row if {
	[row] := _inventory([_vault(vault), _key(key)]).keys
}

test_a_key_of_key_vault if {
	row := _row({"purge_protection_enabled": true, "soft_delete_retention_days": 30}, {"tags": {"Purpose": "database"}})
	[row.region, row.account, row.spec, row.usage, row.origin] == ["northeurope", "s-1", "RSA 3072", "ENCRYPT_DECRYPT", "AZURE_SOFTWARE"]
	[row.deletion_window_days, row.rotation.setting, row.purpose] == [30, "none", "database"]
	contains(row.unknown.policy, "inherited")
}

test_types_of_keys if {
	_row({}, {"key_type": "EC-HSM", "curve": "P-384", "key_size": null, "key_opts": ["sign", "verify"]}).spec == "EC-HSM P-384"
	_row({}, {"key_type": "EC-HSM", "curve": "P-384", "key_size": null, "key_opts": ["sign", "verify"]}).origin == "AZURE_HSM"
	_row({}, {"key_opts": ["sign", "decrypt"]}).usage == "ENCRYPT_DECRYPT and SIGN_VERIFY"
	_row({}, {"key_size": null}).unknown.spec
	_row({}, {"key_opts": []}).unknown.usage
	every odd in ["NEW", "", null] {
		_row({}, {"key_type": odd}).unknown.origin
	}
	_row({}, {"key_type": null}).unknown.spec
}

# What may be purged does not wait.
test_deletion if {
	_row({}, {}).deletion_window_days == 0
	_row({"purge_protection_enabled": false, "soft_delete_retention_days": 30}, {}).deletion_window_days == 0
	_row({"purge_protection_enabled": true}, {}).deletion_window_days == 90
	_row({}, {"key_vault_id": "/subscriptions/s-2/resourceGroups/g/providers/Microsoft.KeyVault/vaults/w"}).unknown.deletion_window_days
	_row({}, {"key_vault_id": "/subscriptions/s-2/resourceGroups/g/providers/Microsoft.KeyVault/vaults/w"}).unknown.region
}

_own(changes) := {row.address: [row.deletion_window_days, row.holds, row.classification] | some row in _inventory(changes).key_vaults}

test_vaults_themselves if {
	_own([_vault({})]) == {"azurerm_key_vault.v": [0, [], ""]}
	_own([_vault({"purge_protection_enabled": true, "soft_delete_retention_days": 7, "tags": {"DataClassification": "restricted"}})]) == {"azurerm_key_vault.v": [7, [], "restricted"]}
	_own([_vault({}), _key({})]) == {"azurerm_key_vault.v": [0, ["keys"], ""]}
	_own([_vault({}), planned.change("azurerm_key_vault_certificate.c", "azurerm_key_vault_certificate", "managed", {"key_vault_id": _id})]) == {"azurerm_key_vault.v": [0, ["certificates"], ""]}
	_own([planned.change("azurerm_key_vault_managed_hardware_security_module.h", "azurerm_key_vault_managed_hardware_security_module", "managed", {"id": "h"})]) == {"azurerm_key_vault_managed_hardware_security_module.h": [0, [], ""]}
	unknown := object.union(_vault({}), {"change": {"after_unknown": {"purge_protection_enabled": true}}})
	_own([unknown]) == {"azurerm_key_vault.v": [null, [], ""]}
}

test_rotation if {
	_row({}, {"rotation_policy": [{"automatic": [{"time_after_creation": "P3M"}]}]}).rotation.period_days == 93
	_row({}, {"rotation_policy": [{"expire_after": "P1Y", "automatic": [{"time_before_expiry": "P1M"}]}]}).rotation.period_days == 338
	_row({}, {"rotation_policy": [{"expire_after": "P1Y", "automatic": []}]}).rotation.setting == "none"
	_row({}, {"rotation_policy": [{"automatic": [{"time_after_creation": "PT1H"}]}]}).unknown.rotation
}

test_a_key_of_a_managed_hsm if {
	hsm := planned.change("azurerm_key_vault_managed_hardware_security_module.h", "azurerm_key_vault_managed_hardware_security_module", "managed", {"id": "h", "location": "swedencentral"})
	key := planned.change("azurerm_key_vault_managed_hardware_security_module_key.k", "azurerm_key_vault_managed_hardware_security_module_key", "managed", {"managed_hsm_id": "h", "key_type": "oct-HSM", "key_size": 256, "key_opts": ["wrapKey"]})
	[row] := _inventory([hsm, key]).keys
	[row.region, row.spec, row.origin] == ["swedencentral", "oct-HSM 256", "AZURE_MANAGED_HSM"]
	row.unknown.rotation
}

_transit(more) := row if {
	[row] := _inventory([planned.change("vault_transit_secret_backend_key.k", "vault_transit_secret_backend_key", "managed", object.union({"backend": "transit", "name": "k"}, more))]).keys
}

test_a_key_of_vault if {
	row := _transit({"auto_rotate_period": 7776000})
	[row.spec, row.usage, row.origin, row.rotation.setting, row.rotation.period_days] == ["aes256-gcm96", "ENCRYPT_DECRYPT", "VAULT", "automatic", 90]
	[row.deletion_window_days, row.deletion_protection] == [null, true]
	row.unknown.region
	contains(row.unknown.policy, "Vault")
}

test_what_vault_lets_out if {
	_transit({"exportable": true}).origin == "VAULT_EXPORTABLE"
	_transit({"allow_plaintext_backup": true}).origin == "VAULT_EXPORTABLE"
	_transit({"deletion_allowed": true}).deletion_window_days == 0
	_transit({"auto_rotate_period": 0}).rotation.setting == "none"
	_transit({"type": "ml-dsa", "parameter_set": "65"}).spec == "ml-dsa 65"
	_transit({"type": "hmac"}).spec == "hmac 256"
	_transit({"type": "hmac", "key_size": 64}).spec == "hmac 512"
	_transit({"type": "managed_key"}).unknown.usage
}

test_the_profile_says_what_a_key_of_vault_is_for if {
	inventory := keywright.inventory with input as planned.of([planned.change("vault_transit_secret_backend_key.k", "vault_transit_secret_backend_key", "managed", {"name": "k"})])
		with data.keywright_profile as object.union(fixture.profile, {"key": {"vault_transit_secret_backend_key.k": {"purpose": "database", "classification": "restricted"}}})
	[inventory.keys[0].purpose, inventory.keys[0].classification] == ["database", "restricted"]
}

_exposed(type, after) := {[place.attribute, place.status] | some place in _inventory([planned.change(sprintf("%s.s", [type]), type, "managed", after)]).exposures}

test_secrets_in_plain if {
	_exposed("azurerm_key_vault_secret", {"value": "abc"}) == {["value", "plain"]}
	_exposed("azurerm_linux_web_app", {"app_settings": {"API_TOKEN": "abc"}}) == {["app_settings.API_TOKEN", "plain"]}
	_exposed("azurerm_linux_web_app", {"app_settings": {"API_TOKEN": "@Microsoft.KeyVault(SecretUri=x)"}}) == {["", "none"]}
	_exposed("azurerm_linux_web_app", {"connection_string": [{"name": "d", "type": "SQLAzure", "value": "x"}]}) == {["connection_string", "unknown"]}
	_exposed("azurerm_linux_web_app", {"connection_string": []}) == {["", "none"]}
	_exposed("vault_kv_secret_v2", {"data_json": "{}"}) == {["data_json", "plain"]}
	_exposed("vault_kv_secret_v2", {"data_json": null}) == {["", "none"]}
}

test_durations if {
	durations.days("P1Y2M3W4D") == ((366 + 62) + 21) + 4
	durations.least_days("P1Y1M") == 393
	not durations.days("90 days")
	not durations.days(null)
}
