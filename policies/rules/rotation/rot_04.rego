# METADATA
# title: Rotation is not overdue
# description: |
#   No key is past the day on which it was due to rotate by more than the days that its schedule, or the profile for its
#   type, allows before somebody must be told. When a key last rotated is what its schedule recorded when it was last
#   read; of a stock key that no schedule covers, no plan says it.
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
#     - DORA 9(4)(d)
#   remediation: Rotate the key now, by a change of trigger of an on-demand schedule or by hand, and find out why nobody did.
#   avoid: |
#     resource "keywright_rotation" "backup" {
#       method           = "manual"
#       owner            = "security-team"
#       period_days      = 365
#       alert_after_days = 7 # and the last rotation is 400 days ago
#       keys             = { backup = keywright_key.backup }
#     }
#   prefer: |
#     resource "keywright_rotation" "backup" {
#       method           = "on-demand"
#       trigger          = "2026-11-25" # changed: rotates now
#       owner            = "security-team"
#       period_days      = 365
#       alert_after_days = 7
#       keys             = { backup = keywright_key.backup }
#     }
package keywright.rules.rotation.rot_04

import data.keywright.lib.clock
import data.keywright.lib.finding
import data.keywright.lib.rotation
import data.keywright.lib.rows

# A replica rotates with its primary.
report := [judged |
	some key in rows.keys
	key.kind != "replica"
	judged := _judged(key)
]

_judged(key) := finding.pass(key.address, "rotation.last") if {
	key.actions == ["create"] # new material is not overdue
} else := finding.not_assessed(key.address, "key", "When keys last rotated is not assessed: of keys that no keywright_rotation watches no plan says it, and of others a plan that changes their schedule does not.") if {
	not _told(key)
} else := finding.fail(key.address, "rotation.last", {
	"message": sprintf("%s will never rotate: its schedule is automatic, and automatic rotation is off.", [rows.name(key)]),
	"expected": _expected(key),
	"actual": "overdue, without a next rotation",
	"basis": "state",
}) if {
	key.rotation.due == "overdue"
	key.rotation.next == ""
} else := finding.undetermined(key.address, "rotation.last", "no clock was given", {
	"message": sprintf("Whether the rotation of %s is overdue cannot be told without a clock.", [rows.name(key)]),
	"expected": _expected(key),
}) if {
	not clock.now
} else := finding.undetermined(key.address, "rotation.last", concat("; ", sort(_gaps(key))), {
	"message": sprintf("Whether the rotation of %s is overdue cannot be told.", [rows.name(key)]),
	"expected": _expected(key),
}) if {
	count(_gaps(key)) > 0
} else := finding.undetermined(key.address, "rotation.last", sprintf("the state was read before %s, when KMS was to rotate it", [key.rotation.next]), {
	"message": sprintf("Whether %s has rotated since its schedule was last read cannot be told.", [rows.name(key)]),
	"expected": _expected(key),
}) if {
	_late(key)
	key.rotation.method == "automatic"
	key.kind != "keyset" # which KMS does not rotate
	key.rotation.due != "overdue"
} else := finding.fail(key.address, "rotation.last", {
	"message": sprintf("%s was due to rotate on %s, more than %d days ago.", [rows.name(key), substring(_due(key), 0, 10), _alert(key)]),
	"expected": _expected(key),
	"actual": sprintf("last rotated %s, due %s", [_last(key), _due(key)]),
	"basis": "state",
}) if {
	_late(key)
} else := finding.pass(key.address, "rotation.last")

_late(key) if _due(key) < clock.before(_alert(key))

_told(key) if key.rotation.next != ""

_told(key) if key.rotation.due == "overdue"

_due(key) := key.rotation.next

_last(key) := key.rotation.last if {
	key.rotation.last != ""
} else := "never, as far as is known"

# The schedule's own days, else the profile's for the type.
_alert(key) := key.rotation.alert_after_days if {
	is_number(key.rotation.alert_after_days)
} else := object.get(rotation.wanted(key), "alert_after_days", 0)

_gaps(key) := {sprintf("the recorded day %q is none", [key.rotation.next]) | not clock.is_instant(key.rotation.next)} | {reason |
	some address in key.rotation.schedules
	reason := rows.rotations[address].unknown.alert_after_days
}

_expected(key) := sprintf("a rotation at most %d days after it is due", [_alert(key)])
