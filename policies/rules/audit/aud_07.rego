# METADATA
# title: Policy and inventory are reviewed in time
# description: |
#   The day of the policy's next review is not past, and somebody has gone through the inventory of keys within a year. The
#   profile says when the review is due (review_by); that the inventory was reviewed stands on record, as a review whose
#   subject is inventory.
# custom:
#   severity: medium
#   scope: evidence
#   rows: all
#   source:
#     - POL-SEC-KM-001 1
#     - DTA-ENC-001 5
#     - DTA-ENC-001 7
#   controls:
#     - DORA 6(5)
#     - PCI-DSS 4.0.1 12.3.3
#     - ISO 27001:2022 A.5.1
#   remediation: Review the policy and set review_by to the next date; review the inventory and put that on record.
#   avoid: |
#     policy {
#       review_by = "2026-02-23" # past
#     }
#   prefer: |
#     policy {
#       review_by = "2027-02-23"
#     }
package keywright.rules.audit.aud_07

import data.keywright.lib.clock
import data.keywright.lib.evidence
import data.keywright.lib.finding
import data.keywright.lib.settings

report := [_policy, _inventory]

_due := object.get(settings.profile.policy, "review_by", "")

_policy := finding.not_assessed("policy", "evidence", "Whether the policy's review is overdue is not assessed: the profile does not say when it is due.") if {
	_due == ""
} else := evidence.clockless("policy", "review_by", {
	"message": "Whether the policy's review is overdue cannot be told without a clock.",
	"expected": "a day of the next review that is not past",
}) if {
	not clock.today
} else := finding.pass("policy", "review_by") if {
	_due >= clock.today
} else := finding.fail("policy", "review_by", {
	"message": sprintf("The policy was to be reviewed by %s.", [_due]),
	"expected": "a day of the next review that is not past",
	"actual": _due,
	"basis": "profile",
})

_inventory := evidence.clockless("inventory", "review", {
	"message": "Whether the inventory was reviewed within a year cannot be told without a clock.",
	"expected": "a review of the inventory within a year",
}) if {
	not clock.today
} else := finding.pass("inventory", "review") if {
	count(evidence.since("review", {"inventory"}, 366)) > 0
} else := evidence.wanted(finding.fail("inventory", "review", {
	"message": "Nobody has gone through the inventory of keys within a year.",
	"expected": "a review of the inventory within a year",
	"actual": _last,
	"basis": "evidence",
}))

_last := sprintf("last on %s", [max({record.date | some record in evidence.about("review", {"inventory"})})]) if {
	count(evidence.about("review", {"inventory"})) > 0
} else := "no record"
