# METADATA
# title: Exceptions still excuse something
# description: |
#   An exception that holds and excuses nothing any more should go: what it allowed has been mended, and nobody would notice
#   if it came back. Of an exception whose scope is not in the inputs, or whose rules were not judged, nothing is said.
# custom:
#   severity: low
#   scope: key
#   rows: last
#   source:
#     - POL-SEC-ENC-001 9
#   controls:
#     - RTS (EU) 2024/1774 Art. 6(5)
#     - PCI-DSS 4.0.1 12.3.1
#     - ISO 27001:2022 A.5.36
#   remediation: Take the exception out of the profile.
#   avoid: |
#     exception "old-key" { # the key in its scope breaks no rule any more
#       rules = ["KEY-08"]
#       scope = ["drop-log-key"]
#     }
#   prefer: |
#     # the block is gone
package keywright.rules.exception.exc_06

import data.keywright.lib.clock
import data.keywright.lib.exceptions
import data.keywright.lib.finding
import data.keywright.lib.settings

# What an exception excuses is known once everything else has been judged: the host says it, by exception. Those that do
# not hold are the affair of the other rules.
report := [judged |
	some name, exception in exceptions.all
	_holds(exception)
	judged := _judged(name, exception)
]

# excuses: it covers a failure; open: it would cover what is not decided; idle: its rules found nothing in its scope; and
# elsewhere: its scope is in no input, or none of its rules was judged.
_judged(name, _) := finding.pass(exceptions.address(name), "rules") if {
	settings.facts.exceptions[name] == "excuses"
} else := finding.fail(exceptions.address(name), "rules", {
	"message": sprintf("The exception %s excuses nothing: its rules hold for everything in its scope.", [name]),
	"expected": "an exception that something needs",
	"actual": sprintf("%s hold for %s", [concat(", ", sort(exceptions.all[name].rules)), concat(", ", sort(exceptions.all[name].scope))]),
	"basis": "profile",
}) if {
	settings.facts.exceptions[name] == "idle"
} else := finding.undetermined(exceptions.address(name), "rules", "what it is for is not decided", {
	"message": sprintf("Whether the exception %s still excuses something cannot be told.", [name]),
	"expected": "an exception that something needs",
}) if {
	settings.facts.exceptions[name] == "open"
} else := finding.not_assessed(exceptions.address(name), "key", "Whether exceptions still excuse something is not assessed where their scope is in none of the inputs, or their rules were not judged.")

_holds(exception) if {
	exceptions.begun(exception)
	not exceptions.over(exception)
	exception.classification != "restricted"
}

_holds(_) if not clock.today
