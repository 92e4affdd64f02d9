# METADATA
# title: The plan holds keys
# description: |
#   A plan in which nothing was recognised as a key was not judged. That is no pass: keys may be declared by resource
#   types that keywright does not know, or the wrong file was given.
# custom:
#   severity: high
#   scope: key
#   rows: all
#   source:
#     - keywright
#   controls:
#     - DORA 9(4)(e)
#   remediation: Check that the file is the plan that makes the keys; where keys must be there, ask for them with --require keys.
#   avoid: |
#     # the plan of another configuration
#   prefer: |
#     # keywright check --require keys plan.json
package keywright.rules.plan.plan_03

import data.keywright.lib.finding
import data.keywright.lib.rows

report := [judged |
	some plan in rows.inventory.plans
	judged := _judged(plan)
]

_judged(plan) := finding.undetermined(plan.name, "", "no key", {
	"message": sprintf("Nothing in the %s was recognised as a key, so no rule judged one.", [plan.kind]),
	"expected": "at least one key",
}) if {
	plan.keys == 0
	plan.outside == 0
}
