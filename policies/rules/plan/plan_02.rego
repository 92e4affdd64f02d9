# METADATA
# title: The plan is complete
# description: |
#   A plan that leaves something out, by -target or because changes were put off, does not show the keys as they will
#   be. It never passes. Nor does a directory in place of a plan, where modules are not there or it does not tell how
#   many there are of a resource.
# custom:
#   severity: high
#   scope: key
#   rows: all
#   source:
#     - keywright
#   controls:
#     - DORA 9(4)(e)
#   remediation: Plan without -target and -exclude, and check that plan. Of a directory, give its variables values and put its modules into it (terraform init -backend=false), or check a plan.
#   avoid: |
#     # terraform plan -target=aws_kms_key.kyc
#   prefer: |
#     # terraform plan
package keywright.rules.plan.plan_02

import data.keywright.lib.finding
import data.keywright.lib.rows

report := [judged |
	some plan in rows.inventory.plans
	judged := _judged(plan)
]

_judged(plan) := finding.undetermined(plan.name, "complete", concat("; ", plan.open), {
	"message": "The directory does not tell all that a plan of it would hold: keys perhaps among it, or something may be missing that a rule took for there.",
	"expected": "a directory whose modules are all there, and whose resources can be counted",
}) if {
	count(plan.open) > 0
	not plan.errored
} else := finding.undetermined(plan.name, "complete", "the plan leaves something out (-target, or changes that were put off)", {
	"message": "The plan is not complete: it leaves resources out, keys perhaps among them.",
	"expected": "a plan of everything",
}) if {
	not plan.complete
	not plan.errored
}
