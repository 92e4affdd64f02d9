package keywright.lib.overlap_rows_test

import data.keywright
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.inventory_test as planned

_inventory(raw) := inventory if {
	inventory := keywright.inventory with input as planned.of([raw])
		with data.keywright_profile as fixture.profile
}

_keyset(change) := {"address": "keywright_keyset.k", "mode": "managed", "type": "keywright_keyset", "change": change}

_members := {
	"alias": "drop-tokens",
	"purpose": "token-signing",
	"region": "eu-north-1",
	"spec": "ECC_NIST_EDWARDS25519",
	"usage": "SIGN_VERIFY",
	"period_days": 90,
	"policy": `{"Statement":[]}`,
	"current": {"key_id": "c", "valid_from": "2026-11-20T10:00:00Z", "enabled": true},
	"previous": {"key_id": "p", "valid_until": "2026-11-21T10:00:00Z", "enabled": false},
}

_updated(more, unknown) := _inventory(_keyset({"actions": ["update"], "before": _members, "after": object.union(_members, more), "after_unknown": unknown}))

# A keyset is a key, which rotates by itself and is due a period after its current key became so.
test_a_keyset_is_a_key if {
	[key] := _updated({}, {}).keys
	[key.kind, key.aliases, key.usage, key.purposes] == ["keyset", ["drop-tokens"], "SIGN_VERIFY", ["token-signing"]]
	[key.rotation.setting, key.rotation.period_days, key.rotation.last, key.rotation.next] == ["automatic", 90, "2026-11-20T10:00:00Z", "2027-02-18T10:00:00Z"]
	every days in [null, 0, 1.5, 1e9] { _updated({"period_days": days}, {}).keys[0].rotation.next == "" }
}

test_windows_of_a_keyset if {
	[row] := _updated({"overlap_hours": 24}, {}).overlaps
	[row.overlap_hours, row.previous, row.current_from, row.previous_until, row.previous_valid, row.unknown] == [24, true, "2026-11-20T10:00:00Z", "2026-11-21T10:00:00Z", false, {}]
	[bare] := _updated({"previous": null}, {}).overlaps
	[bare.overlap_hours, bare.previous, bare.unknown] == [24, false, {}] # the default
}

test_windows_that_are_not_known if {
	every name in ["current", "previous"] {
		_updated({}, {name: true}).overlaps[0].unknown.windows
		_updated({}, {name: {"valid_from": true}}).overlaps[0].unknown.windows
	}
	_updated({"previous": {"valid_until": "tomorrow"}}, {}).overlaps[0].unknown.windows
	_updated({}, {"overlap_hours": true}).overlaps[0].unknown.overlap_hours
	not _updated({}, {"next": true}).overlaps[0].unknown.windows
}

test_what_is_made_has_nothing_before_it if {
	[row] := _inventory(_keyset({"actions": ["create"], "before": null, "after": object.remove(_members, ["current", "previous"]), "after_unknown": {"current": true, "previous": true}})).overlaps
	[row.previous, row.unknown] == [false, {}]
}

# The change that deletes the previous key ends one.
test_the_previous_key_goes if {
	[ended] := _updated({"delete_previous": true}, {}).ended
	[ended.address, ended.fate, ended.key_id] == ["keywright_keyset.k (previous)", "destroyed", "p"]
	_updated({}, {"delete_previous": true}).ended[0].fate == "unclear"
}

test_no_key_of_a_keyset_goes if {
	_updated({}, {}).ended == []
	_updated({"delete_previous": false}, {}).ended == []
	_inventory(_keyset({"actions": ["update"], "before": object.union(_members, {"previous": null}), "after": object.union(_members, {"delete_previous": true, "previous": null}), "after_unknown": {}})).ended == []
}

_secret(change) := {"address": "keywright_secret.s", "mode": "managed", "type": "keywright_secret", "change": change}

_versions := [
	{"version_id": "2", "stages": ["AWSCURRENT"], "valid_from": "2026-11-20T10:00:00Z"},
	{"version_id": "1", "stages": ["AWSPREVIOUS"], "valid_until": "2026-11-21T10:00:00Z"},
]

test_a_secret if {
	values := {"name": "drop/jwt", "purpose": "token-signing", "classification": "confidential", "kms_key_id": "k", "period_days": 90, "versions": _versions, "value_wo_version": 1}
	inventory := _inventory(_secret({"actions": ["update"], "before": values, "after": object.union(values, {"value_wo_version": 2}), "after_unknown": {}}))
	[row] := inventory.overlaps
	[row.previous, row.current_from, row.previous_until, row.previous_valid] == [true, "2026-11-20T10:00:00Z", "2026-11-21T10:00:00Z", true]
	[secret] := inventory.secrets
	[secret.kind, secret.name, secret.purposes, secret.rotation.method, secret.rotation.period_days, secret.new_value] == ["secret", "drop/jwt", ["token-signing"], "automatic", 90, true]
	[same] := _inventory(_secret({"actions": ["update"], "before": values, "after": object.union(values, {"period_days": null}), "after_unknown": {}})).secrets
	[same.rotation.method, same.new_value] == ["none", false]
}

_registered(after) := _inventory(planned.change("keywright_registered_key.r", "keywright_registered_key", "managed", after))

test_a_registered_key if {
	inventory := _registered({
		"name": "CONSENT_HMAC_KEY",
		"owner": "security-team",
		"purpose": "webhook",
		"protects": ["consents"],
		"region": "eu-central-1",
		"rotation_method": "manual",
		"rotation_days": 365,
		"spec": "HMAC_256",
		"stages": {"generation": "openssl rand -base64 32", "storage": " "},
		"usage": "GENERATE_VERIFY_MAC",
	})
	[key] := inventory.keys
	[key.kind, key.aliases, key.region, key.spec, key.origin, key.protects] == ["key", ["CONSENT_HMAC_KEY"], "eu-central-1", "HMAC_256", "REGISTERED_EXPORTABLE", ["consents"]]
	[key.rotation.method, key.rotation.setting, key.rotation.period_days, key.rotation.owner] == ["manual", "none", 365, "security-team"]
	key.unknown.policy
	inventory.registered[0].stages == {"generation": "openssl rand -base64 32"}
	inventory.overlaps[0].overlap_hours == null
}

test_where_registered_material_is if {
	_registered({"exportable": false}).keys[0].origin == "REGISTERED"
	_registered({"exportable": false, "generated_in_hsm": true}).keys[0].origin == "REGISTERED_HSM"
	_registered({"generated_in_hsm": true}).keys[0].origin == "REGISTERED_EXPORTABLE"
	_registered({}).keys[0].unknown.region
}

# The register destroys nothing: what leaves it is forgotten.
test_a_registered_key_that_leaves_the_register if {
	raw := {"address": "keywright_registered_key.r", "mode": "managed", "type": "keywright_registered_key", "change": {"actions": ["delete"], "before": {"name": "K"}, "after": null, "after_unknown": {}}}
	[ended] := _inventory(raw).ended
	[ended.fate, ended.kind, ended.aliases] == ["forgotten", "registered", ["K"]]
}
