# METADATA
# title: Exceptions are reviewed every quarter
# description: |
#   Somebody has looked within the last quarter whether an exception is still needed: the profile says when (reviewed), or
#   a record of the kind review that names it. One that was approved within the quarter has been looked at.
# custom:
#   severity: low
#   scope: evidence
#   rows: all
#   source:
#     - POL-SEC-ENC-001 9
#     - POL-SEC-KM-001 9
#   controls:
#     - RTS (EU) 2024/1774 Art. 6(5)
#     - PCI-DSS 4.0.1 12.3.1
#     - ISO 27001:2022 A.5.36
#   remediation: Review the exception, and put the day into reviewed, or take the exception out.
#   avoid: |
#     exception "hs256-jwt" {
#       starts   = "2026-02-23"
#       reviewed = "2026-03-01" # nine months ago
#     }
#   prefer: |
#     exception "hs256-jwt" {
#       starts   = "2026-02-23"
#       reviewed = "2026-11-01"
#     }
package keywright.rules.exception.exc_05

import data.keywright.lib.clock
import data.keywright.lib.evidence
import data.keywright.lib.exceptions
import data.keywright.lib.finding

report := [judged |
	some name, exception in exceptions.all
	judged := _judged(name, exception)
]

# An exception that is over is EXC-01's affair.
_judged(name, _) := evidence.clockless(exceptions.address(name), "reviewed", {
	"message": sprintf("Whether the exception %s was reviewed lately cannot be told without a clock.", [name]),
	"expected": _expected,
}) if {
	not clock.today
} else := finding.pass(exceptions.address(name), "reviewed") if {
	some day in _looks(name)
	day >= clock.earlier(_quarter)
	day <= clock.today
} else := finding.pass(exceptions.address(name), "reviewed") if {
	exceptions.all[name].starts > clock.today
} else := finding.not_assessed(exceptions.address(name), "evidence", sprintf("Whether the exception %s was reviewed within the last quarter is not assessed: the profile says nothing of it, and no records were given.", [name])) if {
	_reviewed(name) == ""
	not evidence.given
	not evidence.required
} else := finding.fail(exceptions.address(name), "reviewed", {
	"message": sprintf("Nobody has looked within the last quarter whether the exception %s is still needed.", [name]),
	"expected": _expected,
	"actual": _last(name),
	"basis": "profile",
})

_looks(name) := ({_reviewed(name), exceptions.all[name].starts} | {record.date | some record in evidence.about("review", {name, exceptions.address(name)})}) - {""}

_reviewed(name) := object.get(exceptions.all[name], "reviewed", "")

_last(name) := sprintf("last on %s", [max(_looks(name))]) if {
	max(_looks(name)) > exceptions.all[name].starts
} else := "never"

_quarter := 92

_expected := "a review within the last quarter"
