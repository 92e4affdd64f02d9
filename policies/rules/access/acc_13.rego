# METADATA
# title: No Allow by exclusion
# description: |
#   An Allow does not say whom or what it leaves out: NotPrincipal lets in everyone else, and NotAction gives every
#   action that it does not name, those of the future among them. NotAction is a finding where it leaves decrypting
#   or plaintext data keys open, or signing and codes; NotPrincipal always is.
# custom:
#   severity: critical
#   scope: key
#   rows: each
#   every_key: true
#   source:
#     - POL-SEC-KM-001 3.5
#   controls:
#     - PCI-DSS 4.0.1 3.6.1.3
#     - ISO 27001:2022 A.5.15
#     - DORA 9(4)(c)
#   remediation: |
#     Name the principals and the actions that are meant. To keep somebody out, use a Deny for every principal with
#     the condition aws:PrincipalArn.
#   avoid: |
#     statement {
#       not_principals {
#         type        = "AWS"
#         identifiers = [var.intern_arn]
#       }
#       actions   = ["kms:Decrypt"]
#       resources = ["*"]
#     }
#   prefer: |
#     access = {
#       key-decrypt = { principals = [var.compliance_arn], mfa = true }
#     }
package keywright.rules.access.acc_13

import data.keywright.lib.clouds
import data.keywright.lib.finding
import data.keywright.lib.rows

report := [judged |
	some key in rows.accessed
	object.get(key, "kind", "") != "grant"
	judged := _judged(key)
]

# No other cloud has an Allow by exclusion.
_judged(key) := finding.pass(key.address, "policy") if {
	not clouds.aws(key)
} else := finding.fail(key.address, "policy", {
	"message": sprintf("The policy of %s lets in by exclusion: %s.", [rows.name(key), concat("; ", broken)]),
	"expected": _expected,
	"actual": concat("; ", broken),
	"statement": concat(", ", sort({form.statement | some form in key.policy_forms; _breaks(form)})),
	"basis": "plan",
}) if {
	broken := sort({_words(form) | some form in key.policy_forms; _breaks(form)})
	count(broken) > 0
} else := finding.undetermined(key.address, "policy", key.unknown.policy, {
	"message": sprintf("Whether the policy of %s lets in by exclusion cannot be told from the plan.", [rows.name(key)]),
	"expected": _expected,
}) if {
	key.unknown.policy
} else := finding.pass(key.address, "policy") if {
	count([form | some form in key.policy_forms; _breaks(form)]) == 0
	not key.unknown.policy
}

_expected := "Allow statements that name their principals and actions"

_breaks(form) if form.not_principal

_breaks(form) if count(_uses(form)) > 0

_uses(form) := {capability | some capability in form.leaves} & {"decrypt", "data-key", "sign", "mac"}

_words(form) := sprintf("%s has NotPrincipal", [form.statement]) if {
	form.not_principal
} else := sprintf("%s has NotAction and leaves %s open", [form.statement, concat(", ", sort(_uses(form)))])
