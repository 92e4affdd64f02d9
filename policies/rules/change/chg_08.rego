# METADATA
# title: No guard is lowered without the people whom it guards
# description: |
#   What keeps keys safe is itself kept safe: an exception that comes, lasts longer or covers more, a profile that asks
#   less, a protection against destroy that is switched off, a separation, residency or rotation that goes. The change
#   needs the approval of the people whom the profile of the base branch names; past twelve months an exception needs the
#   board. Who approves is read from the approvals, never from the text of the change.
# custom:
#   severity: critical
#   scope: change
#   rows: all
#   source:
#     - POL-SEC-ENC-001 9
#     - POL-SEC-KM-001 9
#   controls:
#     - DORA 9(4)(e)
#     - RTS (EU) 2024/1774 Art. 6(5)
#     - PCI-DSS 4.0.1 12.3.1
#     - ISO 27001:2022 A.8.32
#     - ISO 27001:2022 A.5.3
#   remediation: |
#     Leave the guard as it was. Where the change must be, have the named people review it, and switch CHG-08 off in the base
#     profile for this change alone, with the reason: this version cannot be given approvals.
#   avoid: |
#     resource "keywright_key" "kyc" {
#       deletion_protection = false # was true
#     }
#   prefer: |
#     resource "keywright_key" "kyc" {
#       deletion_protection = true
#     }
package keywright.rules.change.chg_08

import data.keywright.lib.approvals
import data.keywright.lib.exceptions
import data.keywright.lib.finding
import data.keywright.lib.loosening
import data.keywright.lib.rows

report := array.concat(
	array.concat(_profile, [judged | some key in rows.kept; judged := _key(key)]),
	[judged |
		some kind in ["separations", "residencies", "rotations"]
		some address, _ in rows.before(kind)
		judged := _declaration(kind, address)
	],
)

_profile := [finding.not_assessed("profile", "key", "Whether the change loosens the profile is not assessed: the profile of the base branch was not given.")] if {
	not loosening.given
} else := [finding.pass("profile", "profile")] if {
	count(loosening.blocks) == 0
} else := [finding.fail("profile", block, {
	"message": sprintf("The change loosens %s of the profile: %s.", [block, concat("; ", sort(words))]),
	"expected": approvals.phrase(_approval(block)),
	"actual": approvals.missing,
	"basis": "profile",
}) |
	some block, words in loosening.blocks
]

_approval(block) := "exception-beyond-a-year" if {
	some name, exception in exceptions.all
	block == exceptions.address(name)
	exceptions.too_long(exception)
} else := "change-policy"

_key(key) := finding.fail(key.address, "deletion_protection", {
	"message": sprintf("The change takes the protection against destroy from %s.", [rows.name(key)]),
	"expected": approvals.phrase("change-policy"),
	"actual": approvals.missing,
	"basis": "plan",
}) if {
	_protected(key)
	key.deletion_protection == false
} else := finding.undetermined(key.address, "deletion_protection", key.unknown.deletion_protection, {
	"message": sprintf("Whether the change takes the protection against destroy from %s cannot be told.", [rows.name(key)]),
	"expected": "protection as it was",
}) if {
	_protected(key)
	key.unknown.deletion_protection
} else := finding.pass(key.address, "deletion_protection")

_protected(key) if rows.was(key).deletion_protection == true

_declaration(kind, address) := finding.pass(address, "actions") if {
	some row in object.get(rows.inventory, kind, [])
	row.address == address
} else := finding.fail(address, "actions", {
	"message": sprintf("The change takes %s away, %s.", [address, _did[kind]]),
	"expected": approvals.phrase("change-policy"),
	"actual": approvals.missing,
	"basis": "plan",
})

_did := {
	"separations": "which kept keys apart",
	"residencies": "which kept keys in their regions",
	"rotations": "which had keys rotate, or saw to it",
}
