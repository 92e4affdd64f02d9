# METADATA
# title: Keys rotate often enough
# description: |
#   The period in which a key rotates is within what the policy asks of its type: a year for key-encryption keys, 90
#   days for keys that sign tokens or protect logs, and what the profile says of others. The keys of a pool rotate by ending:
#   none encrypts for longer than 90 days.
# custom:
#   severity: high
#   scope: key
#   rows: each
#   source:
#     - POL-SEC-KM-001 3.6
#   controls:
#     - PCI-DSS 4.0.1 3.7.4
#     - NIST SP 800-57 Part 1 Rev. 5
#     - ISO 27001:2022 A.8.24
#     - IKT-sikkerhetspolicy § 6.3
#   remediation: Shorten the period to what the policy asks, in the schedule that covers the key or in the key itself.
#   avoid: |
#     resource "keywright_rotation" "annual" {
#       method      = "automatic"
#       period_days = 800
#       keys        = { kyc = keywright_key.kyc }
#     }
#   prefer: |
#     resource "keywright_rotation" "annual" {
#       method      = "automatic"
#       period_days = 365
#       keys        = { kyc = keywright_key.kyc }
#     }
package keywright.rules.rotation.rot_02

import data.keywright.lib.domains
import data.keywright.lib.finding
import data.keywright.lib.pools
import data.keywright.lib.rotation
import data.keywright.lib.rows
import data.keywright.lib.settings

report := array.concat(
	[judged |
		some key in rows.keys
		_rotates(key)
		judged := _judged(key)
	],
	[judged | some pool in pools.alive; judged := _of_pool(pool)],
)

# A pool whose validity is not set has no rotation: that is POOL-01's affair.
_of_pool(pool) := finding.undetermined(pool.address, "key_validity_days", concat("; ", sort(_unlimited(pool))), {
	"message": sprintf("For how long the keys of %s encrypt at most cannot be told.", [pools.name(pool)]),
	"expected": "a validity within what the profile names for data keys",
}) if {
	count(_unlimited(pool)) > 0
} else := finding.fail(pool.address, "key_validity_days", {
	"message": sprintf("A key of %s encrypts for %v days; keys of type dek rotate at least every %v.", [pools.name(pool), pool.key_validity_days, settings.rotations.dek.period_days]),
	"expected": sprintf("at most %v days", [settings.rotations.dek.period_days]),
	"actual": sprintf("%v days", [pool.key_validity_days]),
	"basis": "plan",
}) if {
	pool.key_validity_days > settings.rotations.dek.period_days
} else := finding.pass(pool.address, "key_validity_days")

_unlimited(pool) := {reason | reason := pool.unknown.key_validity_days} | ({"key_validity_days is not set" |
	not is_number(pool.key_validity_days)
	not pool.unknown.key_validity_days
} | {"the profile names no period for data keys" | not settings.rotations.dek.period_days})

# A key without rotation is ROT-01's and ROT-03's affair. A replica rotates with its primary.
_rotates(key) if {
	key.kind != "replica"
	count(key.rotation.schedules) > 0
}

_rotates(key) if key.rotation.setting == "automatic"

_rotates(key) if key.unknown.rotation

# By hand, as the register says of it.
_rotates(key) if {
	key.kind != "replica"
	key.rotation.owner != ""
}

_judged(key) := finding.fail(key.address, "rotation_period", {
	"message": sprintf("%s rotates every %d days; keys of type %s rotate at least every %d.", [
		rows.name(key),
		max(_periods(key)),
		rotation.type(key),
		_limit(key),
	]),
	"expected": _expected(key),
	"actual": sprintf("%d days", [max(_periods(key))]),
	"basis": _basis(key),
}) if {
	max(_periods(key)) > _limit(key)
	not key.unknown.purpose
} else := finding.undetermined(key.address, "rotation_period", concat("; ", sort(gaps)), {
	"message": sprintf("How often %s rotates cannot be told from the plan.", [rows.name(key)]),
	"expected": _expected(key),
}) if {
	gaps := _gaps(key)
	count(gaps) > 0
} else := finding.pass(key.address, "rotation_period") if {
	max(_periods(key)) <= _limit(key)
}

_limit(key) := rotation.wanted(key).period_days

# Every schedule counts: of two, the longer one may be the one that holds.
_periods(key) := {period |
	some address in key.rotation.schedules
	period := rows.rotations[address].period_days
	is_number(period)
} | {period |
	count(key.rotation.schedules) == 0
	period := key.rotation.period_days
	is_number(period)
}

_gaps(key) := (({reason |
	some attribute in ["rotation", "rotation_period", "purpose", "schedules"]
	_matters(key, attribute)
	reason := key.unknown[attribute]
} | {reason |
	some address in key.rotation.schedules
	reason := rows.rotations[address].unknown.period_days
}) | {reason | reason := domains.unplaced(key)}) | ({"the period is not said" | count(_periods(key)) == 0} | {"the profile names no period for keys of its type" | not _limit(key)})

_matters(_, "purpose")

_matters(key, attribute) if {
	attribute != "purpose"
	count(key.rotation.schedules) == 0
}

_basis(key) := "plan" if {
	count(key.rotation.schedules) > 0
} else := object.get(key.basis, "rotation_period", "plan")

_expected(key) := sprintf("at most %d days", [_limit(key)]) if {
	true
} else := "a period within what the profile names"
