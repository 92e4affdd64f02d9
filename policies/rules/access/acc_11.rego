# METADATA
# title: The account does not open a restricted key
# description: |
#   A restricted key does not leave the decision to its account (a statement for root with kms:*): then every identity
#   policy of the account opens it, those of tomorrow as well. It may where the identity policies are all in view, or
#   where a Deny for everyone but named principals (aws:PrincipalArn) bounds what the account can hand on.
# custom:
#   severity: high
#   scope: key
#   rows: each
#   every_key: true
#   source:
#     - POL-SEC-KM-001 5
#   controls:
#     - DORA 9(4)(c)
#     - PCI-DSS 4.0.1 7.2.1
#     - ISO 27001:2022 A.5.15
#     - NIST SP 800-57 Part 1 Rev. 5
#   remediation: |
#     Name the principals in the key policy in place of the account, or deny to everyone but these by a statement with
#     StringNotEquals aws:PrincipalArn.
#   avoid: |
#     statement {
#       principals {
#         type        = "AWS"
#         identifiers = ["arn:aws:iam::123456789012:root"]
#       }
#       actions   = ["kms:*"]
#       resources = ["*"]
#     }
#   prefer: |
#     access = {
#       policy-admin = { principals = [var.pipeline_arn] }
#       key-decrypt  = { principals = [var.compliance_arn], mfa = true }
#     }
package keywright.rules.access.acc_11

import data.keywright.lib.administrators
import data.keywright.lib.classes
import data.keywright.lib.clouds
import data.keywright.lib.finding
import data.keywright.lib.rows
import data.keywright.lib.settings
import data.keywright.lib.verdict

report := [judged |
	some key in rows.keys
	judged := _of(key)
]

_of(key) := _judged(key) if clouds.aws(key)

_of(key) := finding.not_assessed(key.address, "key", sprintf("What a key leaves to what is above it is not assessed of %s: every key there inherits it, and ACC-01 says so of each key.", [clouds.name(key)])) if {
	not clouds.aws(key)
}

_judged(key) := verdict.of(key, _open(key), _gaps(key), {
	"broken": sprintf("%s is restricted, and its policy leaves it to the identity policies of %s.", [rows.name(key), verdict.names(_open(key))]),
	"open": sprintf("Whether identity policies open %s cannot be told from the plan.", [rows.name(key)]),
	"expected": _expected,
}) if {
	_class(key) == "restricted"
} else := finding.undetermined(key.address, "policy", object.get(key.unknown, "classification", "it declares no class"), {
	"message": sprintf("Whether %s may leave the decision to its account depends on its class.", [rows.name(key)]),
	"expected": _expected,
}) if {
	not _class(key)
	_matters(key)
} else := finding.pass(key.address, "policy")

_expected := "named principals, or a Deny that bounds what the account hands on"

_class(key) := class if {
	class := classes.of(key)
} else := settings.default_class if {
	not key.unknown.classification
	settings.default_class in settings.classes
}

_open(key) := _open_of(rows.seen(key))

_open_of(key) := [{"row": row, "capabilities": handed, "how": "as far as identity policies of the account say so"} |
	not settings.estate_complete
	some row in key.access
	administrators.delegated(row)
	handed := verdict.held(row, "can", _unbounded(row))
	count(handed) > 0
]

_matters(key) if count(_open(key)) > 0

_matters(key) if count(_gaps(key)) > 0

_matters(key) if key.unknown.policy

# What those of the account have whom no condition names.
_unbounded(row) := ((administrators.managing | administrators.using) | {"import"}) & {capability | some capability in row.unnamed}

_gaps(key) := _gaps_of(rows.seen(key))

_gaps_of(key) := {sprintf("%s may be left it %s", [row.principal, administrators.given(row)]) |
	some row in key.access
	administrators.delegated(row)
	not settings.estate_complete
	count(verdict.held(row, "undecided", _unbounded(row))) > 0
} | {sprintf("the account is left it, and the identity policies of %s are not in the inputs", [row.principal]) |
	settings.estate_complete
	count([delegated | some delegated in key.access; administrators.delegated(delegated); count(verdict.held(delegated, "can", _unbounded(delegated))) > 0]) > 0
	some row in key.access
	not administrators.delegated(row)
	count(verdict.held(row, "undecided", ((administrators.managing | administrators.using) | {"import"}))) > 0
}
