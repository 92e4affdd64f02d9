package keywright.lib.azure_secrets_test

import data.keywright
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.inventory_test as planned

_vault_id := "/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v"

_vault(more) := planned.change("azurerm_key_vault.v", "azurerm_key_vault", "managed", object.union({"id": _vault_id, "name": "v", "location": "Norway East", "purge_protection_enabled": true, "soft_delete_retention_days": 30}, more))

_secret(after) := planned.change("azurerm_key_vault_secret.s", "azurerm_key_vault_secret", "managed", object.union({"name": "s", "key_vault_id": _vault_id}, after))

_row(vault, change) := row if {
	[row] := keywright.inventory.secrets with input as planned.of([_vault(vault), change])
		with data.keywright_profile as fixture.profile
}

test_a_secret_of_a_vault if {
	row := _row({}, _secret({"expiration_date": "2027-03-01T00:30:00+02:00", "tags": {"Purpose": "database"}}))
	[row.kind, row.region, row.managed, row.key] == ["secret", "norwayeast", "service", ""]
	[row.deletion_window_days, row.rotation.method, row.rotation.expires, row.purposes] == [30, "none", "2027-02-28", ["database"]]
	row.unknown == {}
}

test_a_secret_that_may_be_purged_does_not_wait if _row({"purge_protection_enabled": false}, _secret({})).deletion_window_days == 0

test_a_secret_without_an_end if _row({}, _secret({"expiration_date": null})).rotation.expires == ""

test_an_end_that_cannot_be_read if {
	every odd in ["next year", 7, "2027-13-01T00:00:00Z", "9999-01-01T00:00:00Z"] {
		row := _row({}, _secret({"expiration_date": odd}))
		row.unknown.rotation
		row.rotation.expires == ""
	}
}

test_an_end_that_comes_later if {
	row := _row({}, object.union(_secret({}), {"change": {"after_unknown": {"expiration_date": true}}}))
	row.unknown.rotation
}

test_a_secret_of_a_vault_elsewhere if {
	row := _row({}, _secret({"key_vault_id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/w"}))
	row.unknown.region
	row.unknown.deletion_window
	row.deletion_window_days == null
}

test_a_new_value if {
	_row({}, _secret({})).new_value == false
	_row({}, object.union(_secret({}), {"change": {"actions": ["delete", "create"]}})).new_value
	row := _row({}, object.union(_secret({}), {"change": {"actions": ["update"], "before": {}}}))
	row.unknown.new_value
	row.new_value == false
}
