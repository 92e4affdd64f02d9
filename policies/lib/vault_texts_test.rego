package keywright.lib.vault_texts_test

import data.keywright.lib.vault_texts

_rules(text) := {[rule.path, rule.capabilities] | some rule in vault_texts.read(text).rules}

test_hcl if {
	text := `
		# decrypt, and no more: path "sys/*" { capabilities = ["sudo"] }
		path "transit/decrypt/my\"key" { // of the application
			capabilities = ["update", "read",] /* path "a" {
			capabilities = ["root"] } */
			allowed_parameters = {
				"ciphertext" = []
				"*" = ["a", 1, true]
			}
			denied_parameters { x = [] }
			min_wrapping_ttl = "1s", max_wrapping_ttl = 90
		}
		path "/transit/+/k" { "capabilities" = [] }
		path "transit/*" { policy = "write" }
		path "transit/keys/k" { policy = "read" capabilities = ["sudo"] }
		name = "app"
	`
	_rules(text) == {
		[`transit/decrypt/my"key`, {"update", "read"}],
		["transit/+/k", set()],
		["transit/*", {"create", "delete", "list", "read", "update"}],
		["transit/keys/k", {"list", "read", "sudo"}],
	}
}

test_a_string_may_hold_the_signs_of_comments_and_blocks if {
	_rules(`path "a#b/*c" { capabilities = ["read"] } path "d/* {" { capabilities = ["deny"] } # */`) == {["a#b/*c", {"read"}], ["d/* {", {"deny"}]}
	_rules("path \"a\" { capabilities = [\"read\"] } # to the end") == {["a", {"read"}]}
	_rules("") == set()
	_rules(" # nothing\n") == set()
}

test_json if {
	_rules(`{"path": {"transit/decrypt/k": {"capabilities": ["update"]}, "b": {"policy": "deny"}}}`) == {["transit/decrypt/k", {"update"}], ["b", {"deny"}]}
	_rules(` {"path": [{"a": [{"capabilities": ["read"]}, {"capabilities": ["list"]}]}], "name": "x"}`) == {["a", {"read"}], ["a", {"list"}]}
	_rules("{}") == set()
}

# What is not read in whole is not read at all.
test_what_is_not_read if {
	every text in [
		`path "a" { capabilities = ["read"]`,
		`path "a" { capabilities = ["read"] } }`,
		`path "a" "b" { capabilities = ["read"] }`,
		`path a { capabilities = ["read"] }`,
		`path "a" { capabilities = "read" }`,
		`path "a" { capabilities = [1] }`,
		`path "a" { capabilities = ["READ"] }`,
		`path "a" { capabilities = ["read"] capabilities = ["deny"] }`,
		`path "a" { policy = "all" }`,
		`path "a" { policy = ["read"] }`,
		`path "a/+*" { capabilities = ["read"] }`,
		`path "" { capabilities = ["read"] }`,
		`path "a//b" { capabilities = ["read"] }`,
		`path "a/{{x" { capabilities = ["read"] }`,
		`path "${a}" { capabilities = ["read"] }`,
		`path "\x61" { capabilities = ["read"] }`,
		`path "a" { capabilities = [<<E`,
		"path \"a\" { capabilities = [<<E\nread\nE\n] }",
		`path "a" { capabilities = ["read"] } /* never closed`,
		"path \"a\nb\" { capabilities = [\"read\"] }",
		`"path" "a" { capabilities = ["read"] }`,
		`mount "a" { capabilities = ["read"] }`,
		`path "a" { capabilities = ["read"] } §`,
		"\ufeffpath \"a\" { capabilities = [\"read\"] }",
		`{"path": {"a": {"capabilities": ["read"]}}, "path": {}}`,
		`{"path": {"a": {"capabilities": ["read"], "capabilities": ["deny"]}}}`,
		`{"path": {"a": {"capabilities": "read"}}}`,
		`{"path": {"a": 1}}`,
		`{"path": "a"}`,
		`{"paths": {}}`,
		`{"path": {`,
	] {
		vault_texts.read(text).problem
	}
}
