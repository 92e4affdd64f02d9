# METADATA
# title: Sizes and lifetimes of a pool are set and fit together
# description: |
#   A pool says how many of its keys are valid at a time, how many are made ahead, for how long a key encrypts, how many an
#   application is given and for how long, and how long it may keep a key to decrypt by. No application is given more keys than
#   are valid, nor for longer than a key encrypts; as many keys are made ahead as are valid, since all of these end within one
#   validity; each key that ends has one that takes over by then; and the cache is within the cache_hours of the profile's
#   rotation block for data keys.
# custom:
#   severity: medium
#   scope: key
#   rows: all
#   source:
#     - "KSA: DEK pools"
#   controls:
#     - PCI-DSS 4.0.1 3.7.4
#     - NIST SP 800-57 Part 1 Rev. 5
#     - ISO 27001:2022 A.8.24
#   remediation: Set the pool's sizes and lifetimes so that they fit together.
#   avoid: |
#     resource "keywright_dek_pool" "hub" {
#       valid_keys  = 15
#       future_keys = 3
#       handed_out  = 20
#     }
#   prefer: |
#     resource "keywright_dek_pool" "hub" {
#       valid_keys                  = 15
#       future_keys                 = 15
#       key_validity_days           = 30
#       handed_out                  = 3
#       handed_out_lifetime_minutes = 60
#       cache_hours                 = 2
#     }
package keywright.rules.pool.pool_01

import data.keywright.lib.finding
import data.keywright.lib.pools
import data.keywright.lib.settings

report := [judged | some pool in pools.alive; judged := _judged(pool)]

_judged(pool) := finding.fail(pool.address, "sizes", {
	"message": sprintf("The sizes and lifetimes of %s do not fit together: %s.", [pools.name(pool), concat("; ", sort(_faults(pool)))]),
	"expected": _expected,
	"actual": concat("; ", sort(_faults(pool))),
	"basis": "plan",
}) if {
	count(_faults(pool)) > 0
} else := finding.undetermined(pool.address, "sizes", concat("; ", sort(_gaps(pool))), {
	"message": sprintf("Whether the sizes and lifetimes of %s fit together cannot be told.", [pools.name(pool)]),
	"expected": _expected,
}) if {
	count(_gaps(pool)) > 0
} else := finding.pass(pool.address, "sizes")

_wanted := ["valid_keys", "future_keys", "key_validity_days", "handed_out", "handed_out_lifetime_minutes", "cache_hours"]

_faults(pool) := ((_unset(pool) | _nothing(pool)) | (_beyond(pool) | _late(pool))) | _cached(pool)

_unset(pool) := {sprintf("%s is not set", [name]) |
	some name in _wanted
	not is_number(pool[name])
	not pool.unknown[name]
}

# A cache of no hours is none, and allowed.
_nothing(pool) := {sprintf("%s is %v", [name, pool[name]]) |
	some name in _wanted
	is_number(pool[name])
	pool[name] < object.get({"cache_hours": 0}, name, 1)
}

# One is at most the other, where both are known.
_beyond(pool) := {sprintf("%s is %v, and %s %v", [one, pool[one], other, pool[other]]) |
	some [one, other] in [["handed_out", "valid_keys"], ["valid_keys", "future_keys"]]
	is_number(pool[one])
	is_number(pool[other])
	pool[one] > pool[other]
} | {sprintf("keys are handed out for %v minutes, and encrypt for %v days", [pool.handed_out_lifetime_minutes, pool.key_validity_days]) |
	is_number(pool.handed_out_lifetime_minutes)
	is_number(pool.key_validity_days)
	pool.handed_out_lifetime_minutes > pool.key_validity_days * 1440
}

# The n-th key that ends needs a key to come that begins by then. Instants of one form are in the order of their texts.
_late(pool) := {sprintf("%d of the keys that end have none that begins by then", [count(late)]) |
	count(pools.unsure(pool)) == 0
	ends := sort([dek.encrypt_until | some dek in pools.of(pool, "ENCRYPT")])
	begins := sort([dek.encrypt_from | some dek in pools.of(pool, "FUTURE")])
	late := [i | some i, begin in begins; begin > ends[i]]
	count(late) > 0
}

_cached(pool) := {sprintf("applications keep keys for %v hours, and the profile allows %v", [pool.cache_hours, _limit]) |
	is_number(pool.cache_hours)
	pool.cache_hours > _limit
}

_limit := settings.rotations.dek.cache_hours if is_number(settings.rotations.dek.cache_hours)

_gaps(pool) := {sprintf("%s: %s", [name, pool.unknown[name]]) | some name in _wanted; pool.unknown[name]} | {"the profile names no cache_hours for data keys" | not _limit}

_expected := "sizes and lifetimes that are set: handed_out at most valid_keys, future_keys at least valid_keys, the cache within the profile's hours"
