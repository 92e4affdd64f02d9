# METADATA
# title: The trail's store cannot be changed, for five years
# description: |
#   The bucket of the trail locks its objects in compliance mode, in which nobody can shorten or lift the lock, for five
#   years, or for as long as the longest of the regulations asks that the profile says apply. On Google Cloud that is the locked
#   retention policy of the bucket that a sink writes to, or a locked bucket of Cloud Logging. In Azure that is a storage account
#   whose immutability policy is Locked.
# custom:
#   severity: high
#   scope: estate
#   rows: all
#   source:
#     - POL-SEC-KM-001 8
#   controls:
#     - DORA 10
#     - Hvitvaskingsloven § 30
#     - PCI-DSS 4.0.1 10.3
#     - ISO 27001:2022 A.8.15
#   remediation: Lock the bucket of the trail in compliance mode, or the storage account by an immutability policy that is Locked, for the whole period.
#   avoid: |
#     resource "aws_s3_bucket_object_lock_configuration" "trail" {
#       bucket = aws_s3_bucket.trail.id
#       rule {
#         default_retention {
#           mode = "GOVERNANCE"
#           days = 90
#         }
#       }
#     }
#   prefer: |
#     resource "aws_s3_bucket_object_lock_configuration" "trail" {
#       bucket = aws_s3_bucket.trail.id
#       rule {
#         default_retention {
#           mode = "COMPLIANCE"
#           days = 1827
#         }
#       }
#     }
package keywright.rules.audit.aud_02

import data.keywright.lib.finding
import data.keywright.lib.settings
import data.keywright.lib.trails
import data.keywright.lib.vault_logs

report := array.concat(_trails, _vaults)

_trails := [judged | some cloud in trails.clouds_judged; some judged in _of_cloud(cloud)]

_of_cloud(cloud) := [finding.pass(trail.address, "store") | some trail in _kept(cloud)] if {
	count(_kept(cloud)) > 0
} else := [judged | some trail in trails.of(cloud); judged := _judged(trail)] if {
	settings.estate_complete
	count(trails.of(cloud)) > 0
} else := [trails.absent("store", cloud, {
	"message": "No trail whose store is locked for the whole period is in the inputs.",
	"expected": _expected,
	"actual": "none",
})] if {
	trails.concerns(cloud)
} else := []

_vaults := [_of_vault(vault, logs) | some vault, logs in vault_logs.of("keys")]

_of_vault(vault, logs) := finding.pass(vault, "store") if {
	some log in logs
	vault_logs.locked(log, trails.kept_days)
	not log.unknown.records
} else := vault_logs.unseen(vault, "store", sprintf("No record of %s that is locked for the whole period is in the inputs.", [vault])) if {
	not settings.estate_complete
} else := finding.undetermined(vault, "store", concat("; ", sort(gaps)), {
	"message": sprintf("Whether what records the use of %s is locked cannot be told.", [vault]),
	"expected": _wanted,
}) if {
	gaps := vault_logs.gaps(logs, ["records", "lock"])
	count(gaps) > 0
} else := finding.fail(vault, "store", {
	"message": sprintf("No record of the use of %s is kept where nobody can change it for the whole period.", [vault]),
	"expected": _wanted,
	"actual": concat("; ", sort({sprintf("%s: %s", [log.address, _held(log)]) | some log in logs})),
})

_held(log) := "records nothing of keys" if {
	log.records != "all"
} else := sprintf("locked for %d days", [log.lock_days]) if {
	log.lock == "Locked"
} else := "not locked"

_wanted := sprintf("a storage account whose immutability policy is Locked, for %d days", [trails.kept_days])

# A trail that records a part of what happens is kept for nothing.
_kept(cloud) := [trail |
	some trail in trails.recording(cloud)
	not trail.unknown.store
	_locked(trail)
]

_locked(trail) if {
	trail.lock == "COMPLIANCE"
	is_number(trail.lock_days)
	trail.lock_days >= trails.kept_days
}

_judged(trail) := finding.pass(trail.address, "store") if {
	_locked(trail)
	not trail.unknown.store
} else := finding.undetermined(trail.address, "store", trail.unknown.store, {
	"message": sprintf("Whether the store of the trail %s is locked cannot be told.", [trails.called(trail)]),
	"expected": _expected,
}) if {
	trail.unknown.store
} else := finding.fail(trail.address, "store", {
	"message": sprintf("What the trail %s records can be changed: %s.", [trails.called(trail), _actual(trail)]),
	"expected": _expected,
	"actual": _actual(trail),
})

_actual(trail) := "its bucket has no lock" if {
	not trail.lock in {"COMPLIANCE", "GOVERNANCE"}
} else := "its bucket is locked in a mode that some may lift" if {
	trail.lock == "GOVERNANCE"
} else := sprintf("its bucket is locked for %d days", [trail.lock_days]) if {
	is_number(trail.lock_days)
} else := "its bucket is locked for no time that is known"

_expected := sprintf("objects locked in compliance mode for %d days", [trails.kept_days])
