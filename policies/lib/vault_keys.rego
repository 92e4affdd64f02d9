# METADATA
# title: Keys of Vault's transit engine
# description: |
#   What a vault_transit_secret_backend_key says of itself, under keywright's names. Vault has no regions and its keys no tags:
#   what a key is for says a key block of the profile. Source: the documentation of the provider hashicorp/vault 5.
package keywright.lib.vault_keys

import data.keywright.lib.labels
import data.keywright.lib.settings
import data.keywright.lib.values

# cells gives a key's attributes.
cells(resource) := object.union(labels.of(resource), {
	"arn": _none,
	"key_id": values.read(resource, "id"),
	"region": {"unknown": "where Vault stores it is not in the plan"},
	"account": {"unknown": "Vault has no accounts"},
	"bypass_lockout_check": _none,
	"deletion_protection": _protection(resource),
	"spec": _spec(resource),
	"usage": _usage(resource),
	"origin": _origin(resource),
	"multi_region": {"unknown": "where Vault replicates it is not in the plan"},
	"enabled": {"value": true, "basis": "default"},
	"deletion_window_days": _window(resource),
})

_none := {"value": null, "basis": ""}

_type(resource) := values.optional(resource, "type", "aes256-gcm96")

_spec(resource) := {"value": sprintf("ml-dsa %s", [resource.values.parameter_set]), "basis": values.basis(resource)} if {
	_type(resource).value == "ml-dsa"
	is_string(resource.values.parameter_set)
} else := {"value": sprintf("hmac %d", [_bytes(resource) * 8]), "basis": values.basis(resource)} if {
	_type(resource).value == "hmac"
} else := _type(resource)

# Of a key for codes the length is said in bytes; 32 without a word.
_bytes(resource) := size if {
	size := values.optional(resource, "key_size", 0).value
	is_number(size)
	size > 0
} else := 32

_uses := {
	"aes128-gcm96": "ENCRYPT_DECRYPT",
	"aes256-gcm96": "ENCRYPT_DECRYPT",
	"chacha20-poly1305": "ENCRYPT_DECRYPT",
	"rsa-2048": "ENCRYPT_DECRYPT and SIGN_VERIFY",
	"rsa-3072": "ENCRYPT_DECRYPT and SIGN_VERIFY",
	"rsa-4096": "ENCRYPT_DECRYPT and SIGN_VERIFY",
	"ecdsa-p256": "SIGN_VERIFY",
	"ecdsa-p384": "SIGN_VERIFY",
	"ecdsa-p521": "SIGN_VERIFY",
	"ed25519": "SIGN_VERIFY",
	"ml-dsa": "SIGN_VERIFY",
	"slh-dsa": "SIGN_VERIFY",
	"hybrid": "SIGN_VERIFY",
	"hmac": "GENERATE_VERIFY_MAC",
	"aes128-cmac": "GENERATE_VERIFY_MAC",
	"aes192-cmac": "GENERATE_VERIFY_MAC",
	"aes256-cmac": "GENERATE_VERIFY_MAC",
}

_usage(resource) := {"unknown": reason} if {
	reason := _type(resource).unknown
} else := {"value": _uses[_type(resource).value], "basis": _type(resource).basis} if {
	_uses[_type(resource).value]
} else := {"unknown": sprintf("keywright knows no type %q of Vault", [_type(resource).value])}

# What may be exported does not stay where it was made.
_origin(resource) := {"unknown": reason} if {
	reason := [cell.unknown | some name in _ways_out; cell := values.optional(resource, name, false); cell.unknown][0]
} else := {"value": "VAULT_EXPORTABLE", "basis": values.basis(resource)} if {
	some name in _ways_out
	values.optional(resource, name, false).value == true
} else := {"value": "VAULT", "basis": "default"}

_ways_out := ["exportable", "allow_plaintext_backup"]

# Vault deletes no key unless deletion_allowed says so, and then at once.
_window(resource) := {"value": 0, "basis": values.basis(resource)} if {
	values.optional(resource, "deletion_allowed", false).value == true
} else := {"unknown": reason} if {
	reason := values.optional(resource, "deletion_allowed", false).unknown
} else := _none

_protection(resource) := {"value": true, "basis": "default"} if {
	values.optional(resource, "deletion_allowed", false).value == false
} else := {"value": kept, "basis": "source"} if {
	kept := settings.facts.kept[resource.address]
	is_boolean(kept)
} else := {"unknown": "deletion_allowed is not off, and prevent_destroy stands in the source, which tells nothing of this key"}

# setting is a key's own rotation, as a cell; period the days of it.
setting(resource) := {"unknown": reason} if {
	reason := _seconds(resource).unknown
} else := {"value": "none", "basis": _seconds(resource).basis} if {
	_seconds(resource).value in {0, null}
} else := {"value": "automatic", "basis": _seconds(resource).basis}

period(resource) := {"value": ceil(cell.value / 86400), "basis": cell.basis} if {
	cell := _seconds(resource)
	is_number(cell.value)
	cell.value > 0
} else := _none

_seconds(resource) := values.optional(resource, "auto_rotate_period", 0)
