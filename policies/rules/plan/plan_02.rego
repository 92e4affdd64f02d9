# METADATA
# title: The plan is complete
# description: |
#   A plan that leaves something out, by -target or because changes were put off, does not show the keys as they will
#   be. It never passes.
# custom:
#   severity: high
#   scope: key
#   rows: all
#   source:
#     - keywright
#   controls:
#     - DORA 9(4)(e)
#   remediation: Plan without -target and -exclude, and check that plan.
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

_judged(plan) := finding.undetermined(plan.name, "complete", "the plan leaves something out (-target, or changes that were put off)", {
	"message": "The plan is not complete: it leaves resources out, keys perhaps among them.",
	"expected": "a plan of everything",
}) if {
	not plan.complete
	not plan.errored
}
