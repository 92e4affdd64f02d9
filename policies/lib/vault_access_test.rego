package keywright.lib.vault_access_test

import data.keywright
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.inventory_test as planned

_key(more) := planned.change("vault_transit_secret_backend_key.k", "vault_transit_secret_backend_key", "managed", object.union({"backend": "transit", "name": "mykey", "id": "transit/keys/mykey"}, more))

_policy(name, text) := planned.change(sprintf("vault_policy.%s", [name]), "vault_policy", "managed", {"name": name, "policy": text})

_rule(path, words) := sprintf("path %q { capabilities = %s }\n", [path, json.marshal(words)])

_approle(names) := planned.change("vault_approle_auth_backend_role.r", "vault_approle_auth_backend_role", "managed", {"role_name": "r", "token_policies": names})

_inventory(changes) := inventory if {
	inventory := keywright.inventory with input as planned.of(changes)
		with data.keywright_profile as fixture.profile
}

_of(key, changes) := {row.principal: row.capabilities | some row in _inventory(array.concat([key], changes)).keys[0].access}

# What one policy with these rules gives on the key.
_gives(rules) := _key_gives(_key({}), rules)

_key_gives(key, rules) := object.get(_of(key, [_policy("p", concat("", [_rule(rule[0], rule[1]) | some rule in rules]))]), "vault_policy.p", {})

test_one_path_a_capability if {
	every path, given in {
		"transit/decrypt/mykey": {"decrypt": "can"},
		"transit/encrypt/mykey": {"encrypt": "can"},
		"transit/rewrap/mykey": {"decrypt": "can", "encrypt": "can"},
		"transit/datakey/plaintext/mykey": {"data-key": "can", "encrypt": "can"},
		"transit/datakey/wrapped/mykey": {"encrypt": "can"},
		"transit/hmac/mykey/sha2-256": {"mac": "can"},
		"transit/verify/mykey": {"read": "can"},
		"transit/keys/mykey/config": {"lifecycle": "can"},
		"transit/keys/mykey/rotate": {"lifecycle": "can"},
		"transit/keys/mykey/import_version": {"import": "can"},
		"transit/restore/mykey": {"import": "can"},
		"sys/mounts/transit": {"lifecycle": "can"},
		"transit/sign/mykey": {}, # a key of AES signs nothing
		"transit/random": {},
		"transit/decrypt/another": {},
		"transit/decrypt/MyKey": {},
		"other/decrypt/mykey": {},
		"transit/decrypt": {},
		"transit/decrypt/mykey/": {},
		"transit/decrypt/+/": {},
		"transit/decryp*t/mykey": {},
	} {
		_gives([[path, ["update"]]]) == given
	}
	_gives([["transit/keys/mykey", ["read"]]]) == {"read": "can"}
	_gives([["transit/keys/mykey", ["delete"]]]) == {"lifecycle": "can"}
	_gives([["transit/decrypt/mykey", ["read", "list", "delete", "patch", "sudo"]]]) == {}
	_gives([["transit/decrypt/mykey", ["create"]]]) == {"decrypt": "undecided"}
	_gives([["/transit/decrypt/mykey", ["update"]]]) == {"decrypt": "can"}
}

test_what_a_key_is_for if {
	signing := _key({"type": "ed25519"})
	_key_gives(signing, [["transit/sign/mykey/sha2-512", ["update"]]]) == {"sign": "can"}
	_key_gives(signing, [["transit/decrypt/mykey", ["update"]]]) == {}
	_key_gives(_key({"type": "rsa-4096"}), [["transit/+/mykey", ["update"]]]) == {"decrypt": "can", "encrypt": "can", "sign": "can", "mac": "can", "read": "can", "lifecycle": "can", "import": "can"}
}

test_wildcards_and_globs if {
	every path in ["transit/+/mykey", "transit/decrypt/my*", "transit/decrypt/*", "transit/*", "trans*", "*", "+/decrypt/mykey", "+/+/+", "+/decrypt/my*", "transit/decrypt/+", "transit/+/*"] {
		_gives([[path, ["update"]]]).decrypt == "can"
	}
	every path in ["+", "transit/+", "+/+/+/+", "+/decrypt/your*", "transit/+crypt/mykey", "+/mykey"] {
		not _gives([[path, ["update"]]]).decrypt
	}
}

# Vault goes by one path, and by no other, whatever that one gives.
test_the_path_that_counts if {
	every pair in [
		["transit/datakey/plaintext/mykey", "transit/datakey/plaintext/*"],
		["transit/datakey/plaintext/mykey", "transit/datakey/+/mykey"],
		["transit/datakey/plaintext/my*", "transit/datakey/plaintext/*"],
		["transit/datakey/plaintext/my*", "transit/datakey/plaintext/+"],
		["transit/datakey/plaintext/+", "transit/datakey/plaintext/*"],
		["transit/datakey/plaintext/*", "transit/datakey/+/mykey"],
		["transit/datakey/*", "transit/+/plaintext/mykey"],
		["transit/datakey/+/mykey", "+/datakey/plaintext/mykey"],
		["transit/datakey/+/mykey", "transit/datakey/+/*"],
		["+/datakey/plaintext/mykey", "+/datakey/+/mykey"],
		["+/+/plaintext/mykey", "+/datakey/+/mykey"],
		["+/datakey/plaintext/mykey", "+/datakey/plaintext/+"],
		["+/datakey/plaintext/mykey", "+/datakey/plaintext/my*"],
		["+/+/plaintext/mykey", "*"],
		["transit/+/plaintext/my*", "transit/+/plaintext/m*"],
	] {
		not _gives([[pair[0], ["deny"]], [pair[1], ["update"]]])["data-key"]
		not _gives([[pair[0], ["read"]], [pair[1], ["update"]]])["data-key"]
		_gives([[pair[0], ["update"]], [pair[1], ["deny"]]])["data-key"] == "can"
	}
}

# Whoever may rewrap reads what was encrypted, whatever becomes of decrypt.
test_a_deny_of_decrypt_alone if {
	_gives([["transit/*", ["update"]], ["transit/decrypt/*", ["deny"]]]).decrypt == "can"
	not _gives([["transit/*", ["update"]], ["transit/decrypt/*", ["deny"]], ["transit/rewrap/*", ["deny"]]]).decrypt
}

# Of one path the words of all policies add up, and "deny" leaves nothing.
test_policies_together if {
	allow := _policy("allow", _rule("transit/decrypt/mykey", ["update"]))
	deny := _policy("deny", _rule("transit/decrypt/mykey", ["deny"]))
	read := _policy("read", _rule("transit/decrypt/mykey", ["read"]))
	wide := _policy("wide", _rule("transit/*", ["deny"]))
	given := _of(_key({}), [allow, read, wide, _approle(["allow", "read", "Wide "])])
	given == {"vault_approle_auth_backend_role.r": {"decrypt": "can"}}
	_of(_key({}), [allow, deny, _approle(["allow", "deny"])]) == {}
	_of(_key({}), [allow, deny, _approle(["allow"])]) == {"vault_approle_auth_backend_role.r": {"decrypt": "can"}}
}

test_the_policies_of_vault_itself if {
	root := _of(_key({}), [_approle(["root"])])["vault_approle_auth_backend_role.r"]
	{capability | some capability, verdict in root; verdict == "can"} == {"data-key", "decrypt", "encrypt", "import", "lifecycle", "mac", "policy", "read"}
	built_in := _policy("default", _rule("transit/decrypt/*", ["update"]))
	_of(_key({}), [built_in, _approle([])])["vault_approle_auth_backend_role.r"] == {"decrypt": "can"}
	without := object.union(_approle(["x"]), {"change": {"after": {"token_no_default_policy": true}}})
	not _of(_key({}), [built_in, without])["vault_approle_auth_backend_role.r"]
}

# Whoever writes policies, or gives them, comes to all that policies can give.
test_ways_to_the_policies_of_others if {
	every path in [
		"sys/policies/acl/*", "sys/policies/acl/app-*", "sys/policies/*", "sys/policy/x", "sys/*", "*", "+/policies/acl/x", "sys/+/acl/x",
		"identity/*", "identity/entity/id/*", "identity/group/name/admins", "identity/entity-alias", "identity/entity/merge",
		"auth/approle/role/*", "auth/+/role/ci", "auth/team/approle/role/x", "auth/userpass/users/x", "auth/token/roles/x", "auth/ldap/groups/x", "auth/*",
	] {
		_gives([[path, ["update"]]]).policy == "can"
		_gives([[path, ["create"]]]).policy == "can"
		not _gives([[path, ["read", "list"]]]).policy
		not _gives([[path, ["deny", "update"]]]).policy
	}
	every path in ["auth/approle/login", "auth/token/lookup-self", "sys/policies/password/x", "sys/mounts/kv", "secret/*", "identity/lookup/entity", "identity/oidc/*"] {
		not _gives([[path, ["create", "update"]]]).policy
	}
	every path in ["auth/token/create", "auth/token/create-orphan", "auth/token/*"] {
		_gives([[path, ["update", "sudo"]]]).policy == "can"
	}
	not _gives([["auth/token/create", ["update"]]]).policy
	_gives([["auth/token/create/ci", ["update"]]]).policy == "undecided"
	_gives([["auth/approle/role/ci/secret-id", ["update"]]]).policy == "undecided"
	_gives([["auth/kubernetes/config", ["update"]]]).policy == "undecided"
	not _gives([["sys/policies/acl/*", ["update"]], ["sys/policies/*", ["update"]], ["sys/policies/acl/+", ["deny"]]]).decrypt
}

test_a_deny_takes_a_way_back if {
	not _gives([["sys/*", ["update"]], ["sys/policies/*", ["deny"]], ["sys/policy/*", ["deny"]]]).policy
	_gives([["sys/*", ["update"]], ["sys/policies/*", ["deny"]]]).policy == "can"
	_gives([["sys/policies/acl/*", ["update"]], ["sys/policies/acl/admin", ["deny"]]]).policy == "can"
}

test_everything if {
	all := _gives([["transit/*", ["create", "read", "update", "delete", "list", "sudo"]]])
	all == {"data-key": "can", "decrypt": "can", "encrypt": "can", "import": "can", "lifecycle": "can", "mac": "can", "read": "can"}
	_gives([["*", ["read", "sudo"]]]) == {"decrypt": "undecided", "mac": "undecided", "read": "can"}
}

# Key material leaves Vault where the key lets it, or where the same bearer may make it.
test_export if {
	every path in ["transit/export/encryption-key/mykey", "transit/export/encryption-key/mykey/3", "transit/export/*", "transit/byok-export/theirs/mykey", "transit/byok-export/+/mykey"] {
		not _gives([[path, ["read"]]]).decrypt
		_key_gives(_key({"exportable": true}), [[path, ["read"]]]).decrypt == "can"
		_gives([[path, ["read"]], ["transit/keys/mykey/config", ["update"]]]).decrypt == "can"
	}
	_key_gives(_key({"allow_plaintext_backup": true}), [["transit/backup/mykey", ["read"]]]).decrypt == "can"
	not _gives([["transit/backup/mykey", ["read"]]]).decrypt
}

# What Vault puts in for a template is not in the plan: it may let, and never keeps from.
test_templates if {
	_gives([["transit/decrypt/{{identity.entity.name}}", ["update"]]]) == {"decrypt": "undecided"}
	_gives([["transit/decrypt/{{identity.entity.name}}*", ["update"]]]) == {"decrypt": "undecided"}
	_gives([["{{identity.entity.metadata.mount}}/+/mykey", ["update"]]]).decrypt == "undecided"
	_gives([["transit/decrypt/{{identity.entity.name}}", ["deny"]], ["transit/decrypt/*", ["update"]]]) == {"decrypt": "can"}
	not _gives([["transit/encrypt/{{identity.entity.name}}", ["update"]]]).decrypt
	every path in ["sys/policies/acl/{{identity.entity.name}}", "sys/policies/acl/{{identity.entity.name}}*", "sys/policies/acl/a-{{identity.entity.name}}-b", "{{identity.entity.metadata.a}}/policies/acl/x"] {
		_gives([[path, ["update"]]]).policy == "undecided"
	}
}

test_other_ways_to_say_it if {
	text := `path "transit/decrypt/mykey" { policy = "write" }`
	_of(_key({}), [_policy("p", text)])["vault_policy.p"] == {"decrypt": "can"}
	limited := `path "transit/decrypt/mykey" { capabilities = ["update"] allowed_parameters = { "ciphertext" = ["x"] } denied_parameters = { "*" = [] } }`
	_of(_key({}), [_policy("p", limited)])["vault_policy.p"] == {"decrypt": "can"}
	as_json := `{"path": {"transit/decrypt/mykey": {"capabilities": ["update"]}}}`
	_of(_key({}), [_policy("p", as_json)])["vault_policy.p"] == {"decrypt": "can"}
}

test_mounts if {
	_key_gives(_key({"backend": "/team/transit/"}), [["team/transit/decrypt/mykey", ["update"]]]) == {"decrypt": "can"}
	_key_gives(_key({"backend": "team/transit"}), [["+/+/decrypt/mykey", ["update"]]]).decrypt == "can"
	not _key_gives(_key({"backend": "team/transit"}), [["transit/decrypt/mykey", ["update"]]]).decrypt
}

_in(namespace, change) := object.union(change, {"change": {"after": {"namespace": namespace}}})

test_namespaces if {
	here := _policy("p", _rule("transit/decrypt/mykey", ["update"]))
	above := _policy("p", _rule("a/transit/decrypt/mykey", ["update"]))
	_of(_in("a", _key({})), [_in("a", here)])["vault_policy.p"] == {"decrypt": "can"}
	_of(_in("a", _key({})), [above])["vault_policy.p"] == {"decrypt": "can"}
	not _of(_in("a", _key({})), [here])["vault_policy.p"]
	not _of(_key({}), [_in("a", here)])["vault_policy.p"]
	not _of(_in("a/b", _key({})), [_in("a/c", here)])["vault_policy.p"]
	writer := _policy("p", _rule("a/sys/policies/acl/*", ["update"]))
	_of(_in("a", _key({})), [writer])["vault_policy.p"].policy == "can"
	_of(_in("a", _key({})), [_policy("p", _rule("sys/policies/acl/*", ["update"]))])["vault_policy.p"].policy == "can"
	not _of(_in("b", _key({})), [writer])["vault_policy.p"]
}
