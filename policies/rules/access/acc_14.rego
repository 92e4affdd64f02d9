# METADATA
# title: No identity policy opens every key
# description: |
#   An identity policy names the keys on which it lets its bearers decrypt. One for every key (Resource *, or a pattern
#   that takes every key of an account) opens the keys of tomorrow as well, wherever a key policy leaves the decision to
#   the account. Conditions on tags or aliases of the key narrow it; others, such as MFA or a service, do not.
#   So it is with a role of Azure on a whole subscription. A managed policy that is nothing but a permissions boundary gives nothing.
# custom:
#   severity: high
#   scope: key
#   rows: each
#   source:
#     - POL-SEC-KM-001 3.5
#   controls:
#     - AWS Security Hub KMS.1
#     - AWS Security Hub KMS.2
#     - CIS AWS Foundations 5.1
#     - PCI-DSS 4.0.1 7.2.1
#     - ISO 27001:2022 A.5.15
#   remediation: Name the ARNs of the keys in the policy's resources, or ask for a tag or an alias of the key.
#   avoid: |
#     statement {
#       actions   = ["kms:Decrypt"]
#       resources = ["*"]
#     }
#   prefer: |
#     statement {
#       actions   = ["kms:Decrypt"]
#       resources = [aws_kms_key.orders.arn]
#     }
package keywright.rules.access.acc_14

import data.keywright.lib.clouds
import data.keywright.lib.finding
import data.keywright.lib.rows

report := [judged |
	some policy in rows.inventory.identity_policies
	rows.alive(policy)
	judged := _judged(policy)
]

# A boundary gives nothing, but somebody who cannot be seen may bear it as well.
_judged(policy) := finding.pass(policy.address, "policy") if {
	policy.boundary_alone
	not policy.unknown.bearers
} else := finding.undetermined(policy.address, "policy", policy.unknown.bearers, {
	"message": sprintf("%s is a permissions boundary, which gives nothing; whether somebody bears it as well, who could decrypt with every key then, cannot be told.", [policy.address]),
	"expected": _expected,
}) if {
	policy.boundary_alone
	"decrypt" in array.concat(policy.every_key.can, policy.every_key.open)
} else := finding.fail(policy.address, "policy", {
	"message": sprintf("%s lets %s decrypt with every key of %s.", [policy.address, _bearers(policy), _whole(policy)]),
	"expected": _expected,
	"actual": sprintf("%s on every key", [concat(", ", policy.every_key.can)]),
	"statement": concat(", ", policy.every_key.statements),
	"basis": "plan",
}) if {
	"decrypt" in policy.every_key.can
} else := finding.undetermined(policy.address, "policy", _reason(policy), {
	"message": sprintf("Whether %s lets its bearers decrypt with every key cannot be told from the plan.", [policy.address]),
	"expected": _expected,
}) if {
	"decrypt" in policy.every_key.open
} else := finding.pass(policy.address, "policy") if {
	not "decrypt" in policy.every_key.open
}

_whole(policy) := "the account" if {
	clouds.aws(policy)
} else := "a mount of Vault" if {
	clouds.of(policy) == "vault"
} else := "a subscription, or of several" if {
	clouds.of(policy) == "azure"
} else := sprintf("the %s", [split(policy.type, "_")[1]])

_reason(policy) := policy.reason if {
	policy.reason != ""
} else := "its text is not known"

_expected := "named keys, or a condition on a tag or an alias of the key"

_bearers(policy) := concat(", ", policy.bearers) if {
	count(policy.bearers) > 0
} else := "whoever bears it"
