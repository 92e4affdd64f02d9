# METADATA
# title: Exceptions are not past their end
# description: |
#   No exception of the profile is past its last day. An exception that is to end with an event, such as a phase of a
#   project, has a last day too: twelve months after its first. The last day itself still counts, to its end in UTC.
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
#   remediation: Mend what the exception excused and take it out, or have it approved anew, with another end.
#   avoid: |
#     exception "hs256-jwt" {
#       starts = "2025-02-23"
#       ends   = "2026-02-22" # past
#     }
#   prefer: |
#     exception "hs256-jwt" {
#       starts = "2026-02-23"
#       ends   = "2027-02-22"
#     }
package keywright.rules.exception.exc_01

import data.keywright.lib.clock
import data.keywright.lib.exceptions
import data.keywright.lib.finding

report := [judged |
	some name, exception in exceptions.all
	judged := _judged(name, exception)
]

_judged(name, exception) := finding.undetermined(exceptions.address(name), "ends", "no clock was given", {
	"message": sprintf("Whether the exception %s is past its end cannot be told without a clock.", [name]),
	"expected": "a last day that is not past",
}) if {
	not clock.today
} else := finding.fail(exceptions.address(name), "ends", {
	"message": sprintf("The exception %s ended on %s%s, and excuses nothing any more.", [name, exception.ends, _event(exception)]),
	"expected": "a last day that is not past",
	"actual": exception.ends,
	"basis": "profile",
}) if {
	exceptions.over(exception)
} else := finding.pass(exceptions.address(name), "ends") if {
	exception.ends
}

# An event is no day: what it counts as is said.
_event(exception) := sprintf(", twelve months after its start, since %q is no date", [exception.ends_with]) if {
	trim_space(exception.ends_with) != ""
} else := ""
