package keywright.lib.vault_policies_test

import data.keywright
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.inventory_test as planned

_key := planned.change("vault_transit_secret_backend_key.k", "vault_transit_secret_backend_key", "managed", {"backend": "transit", "name": "k", "id": "transit/keys/k"})

_text := `path "transit/decrypt/k" { capabilities = ["update"] }`

_policy := planned.change("vault_policy.use", "vault_policy", "managed", {"name": "use", "policy": _text})

_managing := planned.change("vault_policy.manage", "vault_policy", "managed", {"name": "manage", "policy": `path "transit/keys/k/rotate" { capabilities = ["update"] }`})

_bearer(type, values) := planned.change(sprintf("%s.b", [type]), type, "managed", values)

_whole := object.union(fixture.profile, {"policy": {"estate": {"complete": true}}})

_row(changes, profile) := inventory.keys[0] if {
	inventory := keywright.inventory with input as planned.of(array.concat([_key], changes))
		with data.keywright_profile as profile
}

_bears(changes) := {row.principal: object.keys(row.capabilities) | some row in _row(changes, fixture.profile).access}

test_who_bears_policies if {
	every type, attribute in {
		"vault_approle_auth_backend_role": "token_policies",
		"vault_aws_auth_backend_role": "token_policies",
		"vault_azure_auth_backend_role": "token_policies",
		"vault_cert_auth_backend_role": "token_policies",
		"vault_gcp_auth_backend_role": "token_policies",
		"vault_identity_entity": "policies",
		"vault_identity_group": "policies",
		"vault_jwt_auth_backend_role": "token_policies",
		"vault_kubernetes_auth_backend_role": "token_policies",
		"vault_ldap_auth_backend_group": "policies",
		"vault_token": "policies",
		"vault_token_auth_backend_role": "allowed_policies",
	} {
		_bears([_policy, _bearer(type, {attribute: ["USE"]})]) == {sprintf("%s.b", [type]): {"decrypt"}}
	}
	_bears([_policy]) == {"vault_policy.use": {"decrypt"}}
	_bears([_policy, _bearer("vault_token_auth_backend_role", {"allowed_policies_glob": ["us*"]})])["vault_token_auth_backend_role.b"] == {"decrypt"}
}

test_what_is_given_apart if {
	entity := _bearer("vault_identity_entity", {"id": "e-1"})
	_bears([_policy, entity, _bearer("vault_identity_entity_policies", {"entity_id": "e-1", "policies": ["use"]})]) == {"vault_identity_entity.b": {"decrypt"}}
	_bears([_policy, _bearer("vault_identity_entity_policies", {"entity_id": "e-2", "policies": ["use"]})]) == {"vault_identity_entity_policies.b": {"decrypt"}}
}

# What comes together is judged together.
test_an_entity_has_what_its_groups_have if {
	entity := _bearer("vault_identity_entity", {"id": "e-1", "policies": ["manage"]})
	group := _bearer("vault_identity_group", {"id": "g-1", "policies": ["use"], "member_entity_ids": ["e-1"]})
	found := _bears([_policy, _managing, entity, group])
	found["vault_identity_entity.b"] == {"decrypt", "lifecycle"}
	found["vault_identity_group.b"] == {"decrypt"}
	inner := object.union(_bearer("vault_identity_group", {"id": "g-2", "member_entity_ids": ["e-1"]}), {"address": "vault_identity_group.inner"})
	outer := _bearer("vault_identity_group", {"id": "g-1", "policies": ["use"], "member_group_ids": ["g-2"]})
	_bears([_policy, _managing, entity, inner, outer])["vault_identity_entity.b"] == {"decrypt", "lifecycle"}
	apart := _bearer("vault_identity_group_member_entity_ids", {"group_id": "g-1", "member_entity_ids": ["e-1"]})
	lonely := _bearer("vault_identity_group", {"id": "g-1", "policies": ["use"]})
	_bears([_policy, _managing, entity, lonely, apart])["vault_identity_entity.b"] == {"decrypt", "lifecycle"}
}

# A group's Deny takes nothing from who may act as the entity alone: it may leave the group.
test_a_group_takes_nothing_away if {
	refuse := planned.change("vault_policy.refuse", "vault_policy", "managed", {"name": "refuse", "policy": `path "transit/decrypt/k" { capabilities = ["deny"] }`})
	entity := _bearer("vault_identity_entity", {"id": "e-1", "policies": ["use"]})
	group := _bearer("vault_identity_group", {"id": "g-1", "policies": ["refuse"], "member_entity_ids": ["e-1"]})
	_bears([_policy, refuse, entity, group])["vault_identity_entity.b"] == {"decrypt"}
}

test_the_default_policy_is_everyones if {
	default_policy := planned.change("vault_policy.default", "vault_policy", "managed", {"name": "default", "policy": _text})
	{[row.principal, row.open] | some row in _row([default_policy, _bearer("vault_approle_auth_backend_role", {})], fixture.profile).access} == {["vault_policy.default", true], ["vault_approle_auth_backend_role.b", false]}
}

_missing(changes) := object.get(_row(changes, _whole).unknown, "policy", "")

test_a_whole_estate_is_decided if {
	_missing([_policy, _bearer("vault_approle_auth_backend_role", {"token_policies": ["use", "default"]})]) == ""
	contains(_row([_policy], fixture.profile).unknown.policy, "may hold policies")
}

# The other inputs may hold policies of the same Vault.
test_several_inputs if {
	inventory := keywright.inventory with input as planned.of([_key, _policy])
		with data.keywright_profile as _whole
		with data.keywright_facts as {"several": true}
	contains(inventory.keys[0].unknown.policy, "other inputs")
}

test_texts_that_are_not_known if {
	contains(_missing([_without("policy", "path {")]), "its text is not read")
	contains(_missing([_without("policy", 7)]), "its text is not known")
	contains(_missing([_later(_policy, "policy")]), "its text is not known")
}

_without(attribute, value) := object.union(_policy, {"change": {"after": {attribute: value}}})

_later(change, attribute) := object.union(change, {"change": {"after": {attribute: null}, "after_unknown": {attribute: true}}})

test_policies_that_are_not_known if {
	contains(_missing([_later(_policy, "name")]), "its name is known only after apply")
	contains(_missing([_without("namespace", 7)]), "in which namespace")
	contains(_missing([_later(_policy, "namespace")]), "in which namespace")
}

test_bearers_that_are_not_known if {
	contains(_missing([_policy, _bearer("vault_approle_auth_backend_role", {"token_policies": ["theirs"]})]), "gives the policy theirs")
	contains(_missing([_policy, _later(_bearer("vault_approle_auth_backend_role", {}), "token_policies")]), "which policies")
}

test_bearers_of_odd_values if {
	contains(_missing([_policy, _bearer("vault_approle_auth_backend_role", {"token_policies": "use"})]), "which policies")
	contains(_missing([_policy, _bearer("vault_approle_auth_backend_role", {"token_policies": [7]})]), "which policies")
	contains(_missing([_policy, _bearer("vault_approle_auth_backend_role", {"token_policies": ["use"], "namespace": 7})]), "which policies")
	contains(_missing([_policy, _bearer("vault_token_auth_backend_role", {"allowed_policies_glob": ["*"]})]), "which policies")
}

test_a_key_of_an_unknown_mount if {
	inventory := keywright.inventory with input as planned.of([_later(_key, "backend"), _policy]) with data.keywright_profile as _whole
	contains(inventory.keys[0].unknown.policy, "the mount")
}

# What a plan takes away is not borne.
test_what_goes_gives_nothing if {
	gone := object.union(_policy, {"change": {"actions": ["delete"], "before": {"name": "use", "policy": _text}, "after": null}})
	_bears([gone]) == {}
}

test_the_profile_names_bearers_and_policies if {
	every name in ["vault_policy.use", "vault_approle_auth_backend_role.b"] {
		profile := object.union(fixture.profile, {"role": {"key-admin": {"principals": [name]}}})
		row := _row([_policy, _bearer("vault_approle_auth_backend_role", {"token_policies": ["use"]})], profile)
		[access.roles | some access in row.access] == [["key-admin"]]
		inventory := keywright.inventory with input as planned.of([_key, _policy, _bearer("vault_approle_auth_backend_role", {"token_policies": ["use"]})])
			with data.keywright_profile as profile
		inventory.unresolved == []
		inventory.unseen == []
	}
}

# A token that is made for oneself need not have the policy that denies.
test_a_maker_of_tokens_leaves_denies_out if {
	refuse := planned.change("vault_policy.refuse", "vault_policy", "managed", {"name": "refuse", "policy": `path "transit/decrypt/k" { capabilities = ["deny"] }`})
	makes := planned.change("vault_policy.makes", "vault_policy", "managed", {"name": "makes", "policy": `path "auth/token/create" { capabilities = ["update"] }`})
	_bears([_policy, refuse, _bearer("vault_approle_auth_backend_role", {"token_policies": ["use", "refuse"]})]) == {}
	_bears([_policy, refuse, makes, _bearer("vault_approle_auth_backend_role", {"token_policies": ["use", "refuse", "makes"]})]) == {"vault_approle_auth_backend_role.b": {"decrypt"}}
}
