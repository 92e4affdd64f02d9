package keywright.lib.vault_rows_test

import data.keywright
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.inventory_test as planned

_key := planned.change("vault_transit_secret_backend_key.k", "vault_transit_secret_backend_key", "managed", {"backend": "transit", "name": "k", "id": "transit/keys/k"})

_policy(text) := planned.change("vault_policy.p", "vault_policy", "managed", {"name": "p", "policy": text})

_role := planned.change("vault_approle_auth_backend_role.r", "vault_approle_auth_backend_role", "managed", {"role_name": "r", "token_policies": ["p"]})

_rows(changes) := rows if {
	inventory := keywright.inventory with input as planned.of(changes)
		with data.keywright_profile as fixture.profile
	rows := inventory.identity_policies
}

_every(text) := {capability | some row in _rows([_key, _policy(text)]); some capability in row.every_key.can}

test_policies_for_every_key if {
	every path in ["transit/decrypt/*", "transit/decrypt/+", "transit/+/+", "transit/*", "*", "+/decrypt/+", "transit/rewrap/*"] {
		"decrypt" in _every(sprintf("path %q { capabilities = [\"update\"] }", [path]))
	}
	every path in ["transit/decrypt/k", "transit/decrypt/k*", "transit/+/k", "transit/encrypt/*", "other/decrypt/*", "transit/keys/*", "transit/decrypt/{{identity.entity.name}}"] {
		not "decrypt" in _every(sprintf("path %q { capabilities = [\"update\"] }", [path]))
	}
	not "decrypt" in _every(`path "transit/decrypt/*" { capabilities = ["update", "deny"] }`)
	"decrypt" in _every(`path "transit/decrypt/*" { capabilities = ["update"] } path "transit/decrypt/k" { capabilities = ["deny"] }`)
}

test_whose_they_are if {
	[row] := _rows([_key, _policy(`path "transit/decrypt/*" { capabilities = ["update"] }`), _role])
	row.bearers == ["vault_approle_auth_backend_role.r"]
	row.every_key.statements == ["transit/decrypt/*"]
}

test_a_text_that_is_not_read if {
	[row] := _rows([_key, _policy("path {")])
	row.status == "unknown"
	"decrypt" in row.every_key.open
	_rows([_policy("path {")]) == []
}
