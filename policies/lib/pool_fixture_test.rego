# METADATA
# title: Pools for tests
# description: A pool with nothing against it at 2026-11-21T00:00:00Z, and how to change one thing of it.
package keywright.lib.pool_fixture_test

import data.keywright.lib.fixture_test as fixture

now := "2026-11-21T00:00:00Z"

# A fingerprint is 64 hexadecimal digits: of each key another digit.
fingerprint(digit) := concat("", [digit | some _ in numbers.range(1, 64)])

kek := {
	"a": "arn:aws:kms:eu-north-1:123456789012:key/aaaaaaaa-0000-4000-8000-000000000001",
	"b": "arn:aws:kms:eu-north-1:123456789012:key/bbbbbbbb-0000-4000-8000-000000000002",
}

dek(digit, changes) := object.union(
	{
		"alias": fingerprint(digit),
		"fingerprint": fingerprint(digit),
		"wrapped_by": kek.a,
		"encrypt_from": "2026-11-01T00:00:00Z",
		"encrypt_until": "2026-12-01T00:00:00Z",
		"hand_out_until": "2026-11-30T23:00:00Z",
		"recrypt_from": "",
		"expired_at": "",
		"was_until": "",
		"unknown": {},
	},
	changes,
)

encrypting := [
	dek("1", {}),
	dek("2", {"wrapped_by": kek.b, "encrypt_from": "2026-11-15T00:00:00Z", "encrypt_until": "2026-12-15T00:00:00Z", "hand_out_until": "2026-12-14T23:00:00Z"}),
]

coming := [
	dek("3", {"encrypt_from": "2026-12-01T00:00:00Z", "encrypt_until": "2026-12-31T00:00:00Z", "hand_out_until": "2026-12-30T23:00:00Z"}),
	dek("4", {"wrapped_by": kek.b, "encrypt_from": "2026-12-15T00:00:00Z", "encrypt_until": "2027-01-14T00:00:00Z", "hand_out_until": "2027-01-13T23:00:00Z"}),
]

# past is a key whose window is over.
past(digit, changes) := dek(digit, object.union({"encrypt_from": "2026-09-01T00:00:00Z", "encrypt_until": "2026-10-01T00:00:00Z", "hand_out_until": "2026-09-30T23:00:00Z"}, changes))

recrypt(changes) := past("5", object.union({"recrypt_from": "2026-11-11T00:00:00Z"}, changes))

expired(changes) := past("6", object.union({"recrypt_from": "2026-10-10T00:00:00Z", "expired_at": "2026-11-11T00:00:00Z"}, changes))

good := array.concat(encrypting, coming)

pool(changes) := object.union(
	{
		"address": "keywright_dek_pool.hub",
		"type": "keywright_dek_pool",
		"actions": ["no-op"],
		"name": "processor-hub-pii",
		"application": "processor-hub",
		"purpose": "pii",
		"classification": "restricted",
		"owner": "platform",
		"environment": "production",
		"algorithm": "AES_256_GCM",
		"keks": kek,
		"valid_keys": 2,
		"future_keys": 2,
		"key_validity_days": 30,
		"handed_out": 2,
		"handed_out_lifetime_minutes": 60,
		"cache_hours": 2,
		"recrypt_within_days": 30,
		"backup_retention_days": null,
		"deks": good,
		"going": [],
		"unknown": {},
	},
	changes,
)

# with_unknown is the pool with one attribute unknown.
with_unknown(attribute, zero) := pool({attribute: zero, "unknown": {attribute: "it depends on var.x, known only after apply"}})

# made is the pool as a plan that makes it shows it.
made := pool({"actions": ["create"], "deks": [], "unknown": {"deks": "it is known only after apply"}})

profile := object.union(fixture.profile, {
	"domain": object.union(fixture.profile.domain, {"pii": {"backup_retention_days": 30, "retention_days": 1830}}),
	"rotation": {"dek": {"method": "automatic", "period_days": 90, "cache_hours": 2}},
})

# whole is the profile of a whole estate.
whole := object.union(profile, {"policy": {"estate": {"complete": true}}})

facts(pools) := facts_at(pools, now)

facts_at(pools, at) := object.union(fixture.facts_with([], {"pools": pools}), {"now": at})

recorded(pools, records) := object.union(facts(pools), {"evidence": records})
