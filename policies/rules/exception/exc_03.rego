# METADATA
# title: Exceptions are complete
# description: |
#   An exception says for which system, class, rule and scope it is, why, at what risk, what makes up for it, how long, and
#   who approved it, and that is a team whom the profile lets approve exceptions. What is left blank is not said. What is
#   not complete excuses nothing.
# custom:
#   severity: medium
#   scope: key
#   rows: all
#   source:
#     - POL-SEC-ENC-001 9
#     - POL-SEC-KM-001 9
#   controls:
#     - RTS (EU) 2024/1774 Art. 6(5)
#     - PCI-DSS 4.0.1 12.3.1
#     - ISO 27001:2022 A.5.36
#   remediation: Fill in what is missing, and have the team approve it that the approval "exception" names.
#   avoid: |
#     exception "hs256-jwt" {
#       reason                = ""
#       compensating_controls = []
#       approved_by           = "system-owner"
#     }
#   prefer: |
#     exception "hs256-jwt" {
#       reason                = "phase 2 brings EdDSA"
#       compensating_controls = ["24 h sessions", "revocation table"]
#       approved_by           = "ciso"
#     }
package keywright.rules.exception.exc_03

import data.keywright.lib.exceptions
import data.keywright.lib.finding

report := [judged |
	some name, exception in exceptions.all
	judged := _judged(name, exception)
]

_judged(name, exception) := finding.fail(exceptions.address(name), "exception", {
	"message": sprintf("The exception %s is not complete: %s.", [name, concat("; ", sort(faults))]),
	"expected": "every setting said, and approved by a team that may approve exceptions",
	"actual": concat("; ", sort(faults)),
	"basis": "profile",
}) if {
	faults := _missing(exception) | _approval(exception)
	count(faults) > 0
} else := finding.undetermined(exceptions.address(name), "exception", "the profile names nobody who may approve exceptions", {
	"message": sprintf("Whether the exception %s was approved by whom it must be cannot be told.", [name]),
	"expected": "an approval \"exception\" of the profile",
}) if {
	count(exceptions.approvers) == 0
} else := finding.pass(exceptions.address(name), "exception")

_missing(exception) := {sprintf("%s is not said", [setting]) |
	some setting in ["system", "classification", "reason", "risk", "approved_by", "starts", "ends"]
	trim_space(object.get(exception, setting, "")) == ""
} | {sprintf("%s names nothing", [setting]) |
	some setting in ["rules", "scope", "compensating_controls"]
	count([entry | some entry in object.get(exception, setting, []); trim_space(entry) != ""]) == 0
}

_approval(exception) := {sprintf("%s may not approve exceptions, but %s", [exception.approved_by, concat(", ", sort(exceptions.approvers))]) |
	count(exceptions.approvers) > 0
	trim_space(exception.approved_by) != ""
	not exception.approved_by in exceptions.approvers
}
