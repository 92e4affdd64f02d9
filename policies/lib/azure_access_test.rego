package keywright.lib.azure_access_test

import data.keywright
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.inventory_test as planned

_group := "/subscriptions/s-1/resourceGroups/g"

_id := sprintf("%s/providers/Microsoft.KeyVault/vaults/v", [_group])

_vault(more) := planned.change("azurerm_key_vault.v", "azurerm_key_vault", "managed", object.union({"id": _id, "location": "northeurope", "name": "v"}, more))

_roles := {"rbac_authorization_enabled": true}

_policies := {"rbac_authorization_enabled": false}

_key(more) := planned.change("azurerm_key_vault_key.k", "azurerm_key_vault_key", "managed", object.union(
	{"key_vault_id": _id, "key_type": "RSA", "key_size": 3072, "key_opts": ["wrapKey", "unwrapKey"], "name": "k"},
	more,
))

_ada := "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa"

_role(more) := planned.change("azurerm_role_assignment.a", "azurerm_role_assignment", "managed", object.union(
	{"scope": _id, "role_definition_name": "Key Vault Crypto Service Encryption User", "principal_id": upper(_ada)},
	more,
))

_policy(more) := planned.change("azurerm_key_vault_access_policy.a", "azurerm_key_vault_access_policy", "managed", object.union(
	{"key_vault_id": _id, "object_id": _ada, "key_permissions": ["UnwrapKey", "Get"]},
	more,
))

_inventory(changes, profile) := inventory if {
	inventory := keywright.inventory with input as planned.of(changes)
		with data.keywright_profile as profile
}

_can(vault, change) := object.get({row.principal: row.capabilities | some row in inventory.keys[0].access}, _ada, {}) if {
	inventory := _inventory([_vault(vault), _key({}), change], fixture.profile)
}

_user := {"decrypt": "can", "encrypt": "can", "read": "can"}

_perhaps := {"decrypt": "undecided", "encrypt": "undecided", "read": "undecided"}

test_scopes_of_roles if {
	every scope in [_id, sprintf("%s/keys/k", [_id]), _group, lower(_group), "/subscriptions/s-1"] { _can(_roles, _role({"scope": scope})) == _user }
	every scope in [sprintf("%s/keys/another", [_id]), sprintf("%s/secrets/k", [_id]), "/subscriptions/s-2", sprintf("%s/providers/Microsoft.Storage/storageAccounts/a", [_group])] {
		_can(_roles, _role({"scope": scope})) == {}
	}
	_can(_roles, _role({"scope": "/providers/Microsoft.Management/managementGroups/m"})) == _perhaps
}

# Of a vault that is not made yet it is not known what it will belong to.
test_scopes_above_a_new_vault if {
	new := object.union(_vault(_roles), {"change": {"after": {"id": null}, "after_unknown": {"id": true}}})
	inventory := _inventory([new, _key({"key_vault_id": null}), _role({"scope": _group})], fixture.profile)
	{row.capabilities | some row in inventory.keys[0].access} == {_perhaps}
}

test_the_vault_says_what_counts if {
	_can(_roles, _role({})) == _user
	_can(_policies, _role({})) == {}
	_can({}, _role({})) == _perhaps
	_can(_policies, _policy({})) == {"decrypt": "can", "read": "can"}
	_can(_roles, _policy({})) == {}
	_can({}, _policy({})) == {"decrypt": "undecided", "read": "undecided"}
	_can({"enable_rbac_authorization": true}, _role({})) == _user
}

test_policies_of_the_vault_itself if {
	vault := object.union(_policies, {"access_policy": [{"object_id": _ada, "key_permissions": ["Sign", "Delete", "NewPermission"]}]})
	_can(vault, _role({"scope": "/subscriptions/s-2"})) == {"decrypt": "can", "lifecycle": "can"}
}

test_roles if {
	_can(_roles, _role({"role_definition_name": "Storage Blob Data Reader"})) == {}
	_can(_roles, _role({"role_definition_name": "Drop Operators"})) == {"decrypt": "can"}
	_can(_roles, _role({"role_definition_name": null, "role_definition_id": "/subscriptions/s-1/providers/Microsoft.Authorization/roleDefinitions/12338AF0-0e69-4776-bea7-57ae8d297424"})).decrypt == "can"
	_can(_roles, _role({"role_definition_name": null, "role_definition_id": "/subscriptions/s-1/providers/Microsoft.Authorization/roleDefinitions/00000000-0000-0000-0000-000000000000"})) == {"decrypt": "can"}
}

# Who gives roles may give itself one; who writes a vault, a policy where policies count.
test_giving_rights if {
	_can(_roles, _role({"role_definition_name": "Owner"})) == {"policy": "can"}
	_can(_policies, _role({"role_definition_name": "Owner"})) == {"policy": "can"}
	_can(_roles, _role({"role_definition_name": "Contributor"})) == {}
	_can(_policies, _role({"role_definition_name": "Contributor"})) == {"policy": "can"}
	_can({}, _role({"role_definition_name": "Contributor"})) == {"policy": "undecided"}
	inventory := _inventory([_vault(_roles), _key({}), _role({"role_definition_name": "Owner"})], fixture.profile)
	{[way.principal, way.capability, way.edge, way.verdict] | some way in inventory.keys[0].escalations} == {[_ada, "decrypt", "policy", "can"]}
}

test_use_of_signing_keys if {
	inventory := _inventory([_vault(_roles), _key({"key_opts": ["sign"]}), _role({"role_definition_name": "Key Vault Crypto User"})], fixture.profile)
	inventory.keys[0].access[0].capabilities == {"lifecycle": "can", "read": "can", "sign": "can"}
}

test_a_condition_counts_as_met if {
	inventory := _inventory([_vault(_roles), _key({}), _role({"condition": "false"})], fixture.profile)
	[row] := inventory.keys[0].access
	row.capabilities == _user
	row.conditional
}

_unknown(changes, profile) := object.get(_inventory(changes, profile).keys[0].unknown, "policy", "")

_complete := object.union(fixture.profile, {"policy": {"estate": {"complete": true}}})

test_what_is_not_known if {
	contains(_unknown([_vault(_roles), _key({})], fixture.profile), "inherited")
	_unknown([_vault(_roles), _key({})], _complete) == ""
	contains(_unknown([_vault({}), _key({})], _complete), "whether roles or access policies count")
	contains(_unknown([_vault(_roles), _key({}), _role({"principal_id": null})], _complete), "azurerm_role_assignment.a")
	_unknown([_vault(_roles), _key({}), _role({"principal_id": null, "role_definition_name": "Storage Blob Data Reader"})], _complete) == ""
	contains(_unknown([_vault(_roles), _key({}), _role({"role_definition_name": null})], _complete), "azurerm_role_assignment.a")
	contains(_unknown([_vault(_policies), _key({}), _policy({"object_id": null})], _complete), "azurerm_key_vault_access_policy.a")
}

# Without a key of the vault in the plan, what gives rights on its keys is judged at its own address.
_outside(changes) := {row.address: {access.principal: access.capabilities | some access in row.access} | some row in _inventory(changes, _complete).outside}

_unsure := {"azurerm_key_vault_access_policy.a": {_ada: {"decrypt": "undecided", "read": "undecided"}}}

test_access_policies_of_a_vault_without_a_key if {
	_outside([_policy({})]) == _unsure
	_outside([_vault(_policies), _policy({})]) == {"azurerm_key_vault_access_policy.a": {_ada: {"decrypt": "can", "read": "can"}}}
	_outside([_vault(_roles), _policy({})]) == {}
	_outside([_vault(_policies), _key({}), _policy({})]) == {}
	_outside([_vault(_policies), object.union(_key({}), {"change": {"actions": ["delete"]}}), _policy({})]) != {}
	_outside([_vault(_policies), _key({}), _policy({"key_vault_id": sprintf("%s/providers/Microsoft.KeyVault/vaults/w", [_group])})]) == _unsure
	_outside([_policy({"key_vault_id": null})]) == _unsure
	_outside([_policy({"key_permissions": []})]) == {}
	_outside([_policy({"key_permissions": [], "object_id": null})]) == {}
	_outside([_policy({"object_id": null})]) == {"azurerm_key_vault_access_policy.a": {}}
}

test_roles_on_a_vault_without_a_key if {
	perhaps := {"azurerm_role_assignment.a": {_ada: _perhaps}}
	every scope in [_id, sprintf("%s/keys/k", [_id]), null] { _outside([_role({"scope": scope})]) == perhaps }
	every scope in [sprintf("%s/secrets/k", [_id]), _group, "/subscriptions/s-1", sprintf("%s/providers/Microsoft.KeyVault/managedHSMs/h", [_group])] {
		_outside([_role({"scope": scope})]) == {}
	}
	_outside([_vault(_roles), _role({})]) == {"azurerm_role_assignment.a": {_ada: _user}}
	_outside([_vault(_roles), _role({"scope": sprintf("%s/keys/k", [_id])})]) == {"azurerm_role_assignment.a": {_ada: _user}}
	_outside([_vault(_policies), _role({})]) == {}
	_outside([_role({"role_definition_name": "Key Vault Secrets User"})]) == {}
	every role in ["Contributor", "Drop Operators"] { _outside([_role({"scope": null, "role_definition_name": role})]) == {} }
}

test_policies_of_a_vault_without_a_key if {
	given := {"access_policy": [{"object_id": _ada, "key_permissions": ["Decrypt"]}]}
	_outside([_vault(object.union(_policies, given))]) == {"azurerm_key_vault.v": {_ada: {"decrypt": "can"}}}
	_outside([_vault(object.union(_roles, given))]) == {}
	_outside([_vault(_policies)]) == {}
	whom := object.union(_vault(object.union(_policies, {"access_policy": [{"key_permissions": ["Decrypt"]}]})), {"change": {"after_unknown": {"access_policy": [{"object_id": true}]}}})
	_outside([whom]) == {"azurerm_key_vault.v": {}}
	filled := object.union(_vault(_policies), {"change": {"after_unknown": {"access_policy": true}}})
	_outside([filled]) == {}
}

test_what_is_above_a_vault_is_never_known if {
	every row in _inventory([_vault(_policies), _policy({})], _complete).outside { contains(row.unknown.policy, "inherited") }
}

test_keys_of_a_managed_hsm_have_roles_of_their_own if {
	key := planned.change("azurerm_key_vault_managed_hardware_security_module_key.k", "azurerm_key_vault_managed_hardware_security_module_key", "managed", {"managed_hsm_id": "h", "key_type": "oct-HSM", "key_size": 256, "key_opts": ["wrapKey"]})
	contains(_unknown([key], _complete), "local roles")
}

test_the_profile_names_principals if {
	identity := planned.change("azurerm_user_assigned_identity.app", "azurerm_user_assigned_identity", "managed", {"principal_id": _ada})
	by_address := object.union(fixture.profile, {"role": {"application": {"principals": ["azurerm_user_assigned_identity.app"]}}})
	inventory := _inventory([_vault(_roles), _key({}), _role({}), identity], by_address)
	inventory.keys[0].access[0].roles == ["application"]
	inventory.unresolved == []
	by_id := _inventory([_vault(_roles), _key({}), _role({})], object.union(fixture.profile, {"role": {"key-encrypt": {"principals": [_ada]}}}))
	by_id.keys[0].access[0].roles == ["key-encrypt"]
	by_id.unresolved == []
}

# Roles that another input gives are not seen here.
test_several_inputs if {
	whole := object.union(fixture.profile, {"policy": {"estate": {"complete": true}}})
	alone := _inventory([_vault(_roles), _key({})], whole)
	not alone.keys[0].unknown.policy
	beside := keywright.inventory with input as planned.of([_vault(_roles), _key({})])
		with data.keywright_profile as whole
		with data.keywright_facts as {"several": true}
	contains(beside.keys[0].unknown.policy, "other inputs")
}

# It may be one that signs as well as one that decrypts.
test_a_permission_that_nobody_knows_counts_on_any_key if {
	every use in [["sign"], ["unwrapKey"]] {
		inventory := _inventory([_vault(_policies), _key({"key_opts": use}), _policy({"key_permissions": ["All"]})], fixture.profile)
		inventory.keys[0].access[0].capabilities == {"decrypt": "can"}
	}
}

_every_key(more) := {row.address: row.every_key.can |
	some row in _inventory([_role(object.union({"role_definition_name": "Key Vault Crypto User"}, more))], fixture.profile).identity_policies
}

test_roles_on_every_key if {
	every scope in ["/subscriptions/s-1", "/subscriptions/s-1/", "/", "/providers/Microsoft.Management/managementGroups/g"] {
		"decrypt" in _every_key({"scope": scope})["azurerm_role_assignment.a"]
		_every_key({"scope": scope, "role_definition_name": "Key Vault Reader"}) == {"azurerm_role_assignment.a": ["read"]}
		_every_key({"scope": scope, "role_definition_name": "Storage Blob Data Reader"}) == {}
		_every_key({"scope": scope, "role_definition_name": "their own"}) == {}
	}
	every scope in [_group, _id, sprintf("%s/keys/k", [_id]), null] {
		_every_key({"scope": scope}) == {}
	}
}
