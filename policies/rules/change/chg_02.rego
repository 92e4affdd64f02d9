# METADATA
# title: No key is destroyed without approval
# description: |
#   A change that destroys a key, or schedules its deletion, needs the approval of the people whom the profile names
#   for it, and of Legal as well while a litigation hold is in force. Once KMS has deleted a key, nobody can read what
#   it protects. Remains of a replacement that was not finished count as keys too. Without approvals such a change
#   fails.
# custom:
#   severity: critical
#   scope: change
#   rows: all
#   source:
#     - POL-SEC-KM-001 6
#     - POL-SEC-KM-001 3.8
#   controls:
#     - PCI-DSS 4.0.1 3.7.5
#     - DORA 9(4)(e)
#     - GDPR 32(1)(b)
#     - ISO 27001:2022 A.8.24
#     - ISO 27001:2022 A.8.32
#   remediation: |
#     Keep the key, and disable it where nothing may use it any more: that can be undone. Where it must go, have the
#     named people review the change, and switch CHG-02 off in the base profile for this change alone, with the reason:
#     this version cannot be given approvals.
#   avoid: |
#     # the block of aws_kms_key.kyc is deleted from the configuration
#   prefer: |
#     resource "aws_kms_key" "kyc" {
#       is_enabled = false
#     }
package keywright.rules.change.chg_02

import data.keywright.lib.approvals
import data.keywright.lib.finding
import data.keywright.lib.rows

report := array.concat(
	[judged | some key in rows.ended; judged := _judged(key)],
	[finding.pass(key.address, "actions") | some key in rows.kept],
)

_message(key) := sprintf("The change destroys the pool %s with all its data keys. What they encrypted can never be read again.", [rows.name(key)]) if {
	key.kind == "pool"
} else := sprintf("The change destroys the key %s. Once KMS has deleted it%s, %s can never be read again.", [rows.name(key), _days(key), rows.protected(key)])

_judged(key) := finding.fail(key.address, "actions", {
	"message": _message(key),
	"expected": approvals.phrase("destroy"),
	"actual": approvals.missing,
	"basis": "plan",
}) if {
	key.fate == "destroyed"
} else := finding.undetermined(key.address, "actions", sprintf("what %s means", [concat(" and ", key.actions)]), {
	"message": sprintf("Whether the change destroys %s cannot be told: the plan asks for something that this version of keywright does not know.", [rows.name(key)]),
	"expected": "a change that keeps the key, updates it or makes it",
}) if {
	key.fate == "unclear"
}

_days(key) := sprintf(", %d days later", [key.deletion_window_days]) if {
	is_number(key.deletion_window_days)
} else := ""
