# METADATA
# title: A key is disabled with approval
# description: |
#   A change that disables a key needs the approval of two people whom the profile names; in an emergency of one, with an
#   incident that was opened within the hour. What the key protects cannot be read as long as it is disabled. Without
#   approvals this is not assessed, since disabling can be undone; a profile that requires approvals makes it fail.
# custom:
#   severity: high
#   scope: change
#   rows: all
#   source:
#     - POL-SEC-KM-001 6
#   controls:
#     - DORA 9(4)(e)
#     - PCI-DSS 4.0.1 3.7.5
#     - ISO 27001:2022 A.8.24
#     - ISO 27001:2022 A.8.32
#   remediation: Have the named people review the change, or leave the key enabled.
#   avoid: |
#     resource "aws_kms_key" "kyc" {
#       is_enabled = false # was true, and nobody was asked
#     }
#   prefer: |
#     resource "aws_kms_key" "kyc" {
#       is_enabled = true
#     }
package keywright.rules.change.chg_06

import data.keywright.lib.approvals
import data.keywright.lib.finding
import data.keywright.lib.rows

report := [judged |
	some key in rows.kept
	judged := _judged(key)
]

_judged(key) := approvals.wanted(finding.fail(key.address, "enabled", {
	"message": sprintf("The change disables %s: %s cannot be read until it is enabled again.", [rows.name(key), rows.protected(key)]),
	"expected": sprintf("%s; in an emergency %s, and an incident", [approvals.phrase("disable"), approvals.phrase("emergency-disable")]),
	"actual": approvals.missing,
	"basis": "plan",
})) if {
	_was_enabled(key)
	key.enabled == false
} else := approvals.wanted(finding.undetermined(key.address, "enabled", key.unknown.enabled, {
	"message": sprintf("Whether the change disables %s cannot be told.", [rows.name(key)]),
	"expected": "a key that stays enabled",
})) if {
	_was_enabled(key)
	key.unknown.enabled
} else := finding.pass(key.address, "enabled")

# What was not told to be disabled counts as enabled.
_was_enabled(key) if object.get(rows.was(key), "enabled", null) != false
