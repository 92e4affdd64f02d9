# METADATA
# title: Exceptions last twelve months at most
# description: |
#   An exception ends at the latest on the same day a year after its first. A longer one is for the board to approve.
# custom:
#   severity: high
#   scope: key
#   rows: all
#   source:
#     - POL-SEC-ENC-001 9
#     - POL-SEC-KM-001 9
#   controls:
#     - RTS (EU) 2024/1774 Art. 6(5)
#     - PCI-DSS 4.0.1 12.3.1
#     - ISO 27001:2022 A.5.36
#   remediation: Let the exception end within twelve months, and review it then; or have the board approve the longer time.
#   avoid: |
#     exception "hs256-jwt" {
#       starts      = "2026-02-23"
#       ends        = "2028-02-22"
#       approved_by = "ciso"
#     }
#   prefer: |
#     exception "hs256-jwt" {
#       starts      = "2026-02-23"
#       ends        = "2027-02-22"
#       approved_by = "ciso"
#     }
package keywright.rules.exception.exc_02

import data.keywright.lib.exceptions
import data.keywright.lib.finding

report := [judged |
	some name, exception in exceptions.all
	judged := _judged(name, exception)
]

_judged(name, exception) := finding.undetermined(exceptions.address(name), "starts", sprintf("%q to %q are no days", [exception.starts, object.get(exception, "ends", "")]), {
	"message": sprintf("How long the exception %s lasts cannot be told.", [name]),
	"expected": _expected,
}) if {
	not _dated(exception)
} else := finding.fail(exceptions.address(name), "starts", {
	"message": sprintf("The exception %s lasts from %s to %s, and %s approved it.", [name, exception.starts, exception.ends, exception.approved_by]),
	"expected": _expected,
	"actual": sprintf("until %s; without the board until %s", [exception.ends, exceptions.last_allowed(exception)]),
	"basis": "profile",
}) if {
	exceptions.too_long(exception)
	not exception.approved_by in exceptions.long_approvers
} else := finding.pass(exceptions.address(name), "starts")

_dated(exception) if {
	regex.match(`^\d{4}-\d{2}-\d{2}$`, exception.starts)
	regex.match(`^\d{4}-\d{2}-\d{2}$`, exception.ends)
}

_expected := "twelve months at most, or the board's approval"
