# METADATA
# title: No key is open to everyone
# description: |
#   No statement may let in everyone: not as the principal *, not as everyone but some (NotPrincipal), not as a wildcard
#   where the account stands. A condition helps only if it really narrows the statement to principals or
#   accounts that it names; a condition that any caller can meet does not, and a network is no name.
# custom:
#   severity: critical
#   scope: key
#   rows: each
#   every_key: true
#   source:
#     - POL-SEC-KM-001 3.5
#   controls:
#     - PCI-DSS 4.0.1 3.6.1.3
#     - CIS AWS Foundations 5.1
#     - AWS Security Hub KMS.5
#     - ISO 27001:2022 A.5.15
#     - DORA 9(4)(c)
#   remediation: Name the principals that need the key, or narrow the statement by aws:PrincipalArn, aws:PrincipalOrgID or kms:CallerAccount with fixed values.
#   avoid: |
#     statement {
#       principals {
#         type        = "*"
#         identifiers = ["*"]
#       }
#       actions   = ["kms:Encrypt"]
#       resources = ["*"]
#     }
#   prefer: |
#     access = {
#       key-encrypt = { principals = [var.partner_role_arn] }
#     }
package keywright.rules.access.acc_03

import data.keywright.lib.finding
import data.keywright.lib.rows
import data.keywright.lib.verdict

report := [judged |
	some key in rows.accessed
	judged := _judged(key)
]

_judged(key) := finding.fail(key.address, "policy", {
	"message": sprintf("%s is open to %s: %s.", [rows.name(key), concat(", ", _names(open)), concat(", ", sort(_capabilities(open)))]),
	"expected": _expected,
	"actual": concat("; ", [sprintf("%s: %s", [row.principal, concat(", ", sort(object.keys(row.capabilities)))]) | some row in open]),
	"statement": concat(", ", sort({name | some row in open; some name in row.statements})),
	"basis": "plan",
	"witness": sort({verdict.witness(row, capability) |
		some row in open
		some capability in object.keys(row.capabilities)
	}),
}) if {
	open := [row | some row in key.access; row.open]
	count(open) > 0
} else := finding.undetermined(key.address, "policy", key.unknown.policy, {
	"message": sprintf("Whether %s is open to everyone cannot be told from the plan.", [rows.name(key)]),
	"expected": _expected,
}) if {
	key.unknown.policy
} else := finding.pass(key.address, "policy") if {
	count([row | some row in key.access; row.open]) == 0
	not key.unknown.policy
}

_expected := "only named principals, or a condition that names them"

_names(open) := sort({_spoken(row.principal) | some row in open})

_spoken("*") := "everyone"

_spoken(principal) := principal if principal != "*"

_capabilities(open) := {capability | some row in open; some capability in object.keys(row.capabilities)}
