# METADATA
# title: No key is replaced or forgotten without approval
# description: |
#   A key that protects data is not replaced: Terraform destroys the old key and makes another, and what the old one
#   protects is lost with it. Nor is a key forgotten, by a removed block or otherwise: it stays in KMS, and nothing
#   checks it any more. Either needs the approval of the people whom the profile names for destroying keys. Without
#   approvals such a change fails.
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
#     Leave as they are the settings that cannot be changed in place, and leave -replace out; to move data to another
#     key, declare that key beside this one, and re-encrypt first. To rename a block use moved, not removed. Where the
#     change must be, have the named people review it, and switch CHG-05 off in the base profile for this change alone,
#     with the reason: this version cannot be given approvals.
#   avoid: |
#     resource "aws_kms_key" "database" {
#       multi_region = true # was false: forces a replacement
#     }
#   prefer: |
#     resource "aws_kms_key" "database_multi_region" {
#       multi_region = true
#     }
package keywright.rules.change.chg_05

import data.keywright.lib.approvals
import data.keywright.lib.finding
import data.keywright.lib.rows

report := array.concat(
	[judged | some key in rows.ended; judged := _judged(key)],
	[finding.pass(key.address, "actions") | some key in rows.kept],
)

_judged(key) := finding.fail(key.address, "actions", {
	"message": _message(key),
	"expected": approvals.phrase("destroy"),
	"actual": approvals.missing,
	"basis": "plan",
}) if {
	key.fate in {"replaced", "forgotten"}
} else := finding.undetermined(key.address, "actions", sprintf("what %s means", [concat(" and ", key.actions)]), {
	"message": sprintf("Whether the change replaces or forgets %s cannot be told: the plan asks for something that this version of keywright does not know.", [rows.name(key)]),
	"expected": "a change that keeps the key, updates it or makes it",
}) if {
	key.fate == "unclear"
}

# A pool is kept in the state alone: with it, its wrapped keys go.
_message(key) := sprintf("The change ends the pool %s%s. What its data keys encrypted can never be read again.", [rows.name(key), _other(key)]) if {
	key.kind == "pool"
} else := sprintf("The change takes the key %s out of the register%s: nothing here speaks of it any more.", [rows.name(key), _other(key)]) if {
	key.kind == "registered"
} else := sprintf("The change replaces the key %s: it makes another and destroys this one. Once KMS has deleted it, %s can never be read again.", [rows.name(key), rows.protected(key)]) if {
	key.fate == "replaced"
} else := sprintf("The change forgets the key %s%s: it stays in KMS with %s under it, and nothing here checks, rotates or protects it any more.", [rows.name(key), _other(key), rows.protected(key)]) if {
	key.fate == "forgotten"
}

_other(key) := " and makes another in its place" if {
	"create" in key.actions
} else := ""
