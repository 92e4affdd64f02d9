# METADATA
# title: The plan was made without error
# description: |
#   A plan that ended in an error lacks the resources that were refused. Whatever the rules say of the rest, it is not
#   the plan that would be applied, and it never passes.
# custom:
#   severity: high
#   scope: key
#   rows: all
#   source:
#     - keywright
#   controls:
#     - DORA 9(4)(e)
#   remediation: Mend the error that terraform plan reports, and check the new plan.
#   avoid: |
#     # terraform plan ended in an error, and its plan is checked all the same
#   prefer: |
#     # terraform plan -out plan.bin && terraform show -json plan.bin > plan.json && keywright check plan.json
package keywright.rules.plan.plan_01

import data.keywright.lib.finding
import data.keywright.lib.rows

report := [judged |
	some plan in rows.inventory.plans
	judged := _judged(plan)
]

_judged(plan) := finding.undetermined(plan.name, "errored", "the plan ended in an error", {
	"message": "The plan ended in an error. What was refused is missing from it, so what it shows proves nothing.",
	"expected": "a plan without errors",
}) if {
	plan.errored
}
