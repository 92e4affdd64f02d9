# METADATA
# title: The lockout check is not skipped
# description: |
#   KMS refuses a key policy after which nobody could change the policy any more. The check can be skipped, and then a
#   mistake in one statement leaves a key that nobody can govern, and that only the provider's support may recover.
# custom:
#   severity: high
#   scope: key
#   rows: each
#   every_key: true
#   source:
#     - AWS KMS practice
#   controls:
#     - PCI-DSS 4.0.1 3.7.7
#     - DORA 9(4)(d)
#     - ISO 27001:2022 A.8.24
#   remediation: Take bypass_policy_lockout_safety_check out, and name in the policy whoever applies it, with kms:PutKeyPolicy.
#   avoid: |
#     resource "aws_kms_key" "database" {
#       bypass_policy_lockout_safety_check = true
#     }
#   prefer: |
#     resource "aws_kms_key" "database" {
#       policy = data.aws_iam_policy_document.database.json # lets the pipeline change the policy
#     }
package keywright.rules.key.key_09

import data.keywright.lib.clouds
import data.keywright.lib.finding
import data.keywright.lib.rows

report := [judged |
	some key in rows.accessed
	object.get(key, "kind", "") != "grant"
	judged := _judged(key)
]

_judged(key) := finding.not_assessed(key.address, "key", "Whether somebody can still write the policy of a key is not assessed outside AWS, where no such check is made: elsewhere what is above a key stays able to.") if {
	not clouds.aws(key)
} else := finding.fail(key.address, "bypass_lockout_check", {
	"message": sprintf("The policy of %s is written without the check that somebody can still change it.", [rows.name(key)]),
	"expected": _expected,
	"actual": "the lockout safety check is skipped",
	"basis": object.get(object.get(key, "basis", {}), "bypass_lockout_check", "plan"),
}) if {
	key.bypass_lockout_check == true
} else := finding.undetermined(key.address, "bypass_lockout_check", key.unknown.bypass_lockout_check, {
	"message": sprintf("Whether the policy of %s is written without the lockout check cannot be told from the plan.", [rows.name(key)]),
	"expected": _expected,
}) if {
	key.unknown.bypass_lockout_check
} else := finding.pass(key.address, "bypass_lockout_check") if {
	key.bypass_lockout_check == false
}

_expected := "a policy that KMS has checked for lockout"
