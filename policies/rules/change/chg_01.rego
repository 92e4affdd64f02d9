# METADATA
# title: A key-encryption key is made with approval
# description: |
#   Two different people of the roles that the profile names agree to a new key that encrypts, and one of them is not the
#   author of the change. Without approvals this is not assessed; a profile that requires them makes it fail.
# custom:
#   severity: high
#   scope: change
#   rows: all
#   source:
#     - POL-SEC-KM-001 6
#   controls:
#     - PCI-DSS 4.0.1 3.7.6
#     - DORA 9(4)(e)
#     - ISO 27001:2022 A.8.32
#     - ISO 27001:2022 A.5.3
#   remediation: Have the named people review the change before it is applied.
#   avoid: |
#     resource "keywright_key" "kyc" { # new, and its author alone has seen it
#       purpose = "aml-kyc"
#     }
#   prefer: |
#     resource "keywright_key" "kyc" { # new, and two of the named people have agreed
#       purpose = "aml-kyc"
#     }
package keywright.rules.change.chg_01

import data.keywright.lib.algorithms
import data.keywright.lib.approvals
import data.keywright.lib.finding
import data.keywright.lib.rows

report := [judged |
	some key in rows.keys
	judged := _judged(key)
]

# A copy in another region is a new key too: it has a policy of its own.
_judged(key) := approvals.wanted(finding.fail(key.address, "actions", {
	"message": sprintf("The change makes the key %s.", [rows.name(key)]),
	"expected": sprintf("%s, one of them not the author", [approvals.phrase("create-kek")]),
	"actual": approvals.missing,
	"basis": "plan",
})) if {
	"create" in key.actions
	algorithms.encrypts(key.usage)
} else := approvals.wanted(finding.undetermined(key.address, "actions", key.unknown.usage, {
	"message": sprintf("Whether the new key %s encrypts cannot be told.", [rows.name(key)]),
	"expected": "a key that does not encrypt, or approval",
})) if {
	"create" in key.actions
	key.unknown.usage
} else := finding.pass(key.address, "actions") if {
	not "create" in key.actions
	key.actions != ["state"]
}
