package keywright.lib.azure_networks_test

import data.keywright
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.inventory_test as planned

_id := "/subscriptions/s-1/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v"

_user := "33333333-3333-3333-3333-333333333333"

_vault(more, unknown) := object.union(
	planned.change("azurerm_key_vault.v", "azurerm_key_vault", "managed", object.union(
		{"id": _id, "location": "North Europe", "name": "v", "rbac_authorization_enabled": true},
		more,
	)),
	{"change": {"after_unknown": unknown}},
)

_key(vault) := planned.change("azurerm_key_vault_key.k", "azurerm_key_vault_key", "managed", {
	"key_vault_id": vault,
	"key_type": "RSA",
	"key_size": 3072,
	"key_opts": ["wrapKey", "unwrapKey"],
	"name": "k",
})

_role(name) := planned.change("azurerm_role_assignment.r", "azurerm_role_assignment", "managed", {
	"scope": _id,
	"role_definition_name": name,
	"principal_id": _user,
})

_keyed(vault, role) := key if {
	inventory := keywright.inventory with input as planned.of([vault, _key(_id), _role(role)])
		with data.keywright_profile as fixture.profile
	[key] := inventory.keys
}

_off(vault) := row.off_network if {
	[row] := _keyed(_vault(vault, {}), "Key Vault Crypto User").access
}

_rules(action, ips, subnets) := {"network_acls": [{"bypass": "AzureServices", "default_action": action, "ip_rules": ips, "virtual_network_subnet_ids": subnets}]}

test_a_vault_that_everyone_reaches if {
	every vault in [
		{},
		{"network_acls": []},
		{"network_acls": null},
		{"public_network_access_enabled": true},
		{"public_network_access_enabled": null},
		_rules("Allow", [], []),
		_rules("Allow", ["198.51.100.7"], []),
		_rules(null, [], []),
		_rules("Deny", ["0.0.0.0/0"], []),
		_rules("Deny", ["0.0.0.0/1", "128.0.0.0/1"], []),
		_rules("Deny", ["64.0.0.0/7"], []),
	] {
		_off(vault).decrypt == "can"
	}
}

test_a_vault_that_is_confined if {
	every vault in [
		{"public_network_access_enabled": false},
		_rules("Deny", [], []),
		_rules("Deny", null, null),
		_rules("Deny", ["198.51.100.0/24", "198.51.100.7"], ["/subscriptions/s-1/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/n/subnets/app"]),
		_rules("Deny", ["64.0.0.0/8"], []),
		object.union(_rules("Allow", [], []), {"public_network_access_enabled": false}),
	] {
		_off(vault) == {}
	}
}

test_networks_are_named if {
	[row] := _keyed(_vault(_rules("Deny", ["198.51.100.7"], []), {}), "Key Vault Crypto User").access
	row.conditions == ["from private endpoints, 198.51.100.7"]
}

test_undetermined_where_the_plan_does_not_tell if {
	every unknown in [{"public_network_access_enabled": true}, {"network_acls": true}, {"network_acls": [{"default_action": true}]}] {
		key := _keyed(_vault({}, unknown), "Key Vault Crypto User")
		[row] := key.access
		{verdict | some _, verdict in row.off_network} == {"undecided"}
		key.unknown.network
	}
}

test_undetermined_in_a_vault_elsewhere if {
	inventory := keywright.inventory with input as planned.of([_key("/subscriptions/s-2/resourceGroups/g/providers/Microsoft.KeyVault/vaults/w")])
		with data.keywright_profile as fixture.profile
	[key] := inventory.keys
	contains(key.unknown.network, "not in the plan")
}

# One block of addresses that is not known yet may be everyone's; a subnet is a network of one's own, whichever it is.
test_undetermined_one_of_several_rules if {
	rules := _rules("Deny", ["198.51.100.7"], [])
	[open] := _keyed(_vault(rules, {"network_acls": [{"ip_rules": [false, true]}]}), "Key Vault Crypto User").access
	{verdict | some _, verdict in open.off_network} == {"undecided"}
	[known] := _keyed(_vault(rules, {"network_acls": [{"virtual_network_subnet_ids": [true]}]}), "Key Vault Crypto User").access
	known.off_network == {}
}
