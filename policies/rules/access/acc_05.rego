# METADATA
# title: The auditor neither uses nor manages the key
# description: |
#   An auditor reads about keys and nothing else: whoever has the role key-auditor has no cryptographic and no
#   managing capability, whatever other role it has.
# custom:
#   severity: high
#   scope: key
#   rows: each
#   every_key: true
#   source:
#     - POL-SEC-KM-001 5
#   controls:
#     - PCI-DSS 4.0.1 3.7.6
#     - ISO 27001:2022 A.5.3
#     - SOC 2 CC6.1
#   remediation: |
#     Take the statement away, or name the reading actions (DescribeKey, GetKeyPolicy, ListGrants, …) instead of a
#     wildcard.
#   avoid: |
#     statement {
#       principals {
#         type        = "AWS"
#         identifiers = [var.auditor_arn]
#       }
#       actions   = ["kms:*"]
#       resources = ["*"]
#     }
#   prefer: |
#     access = {
#       key-auditor = { principals = [var.auditor_arn], mfa = true }
#     }
package keywright.rules.access.acc_05

import data.keywright.lib.holders
import data.keywright.lib.rows
import data.keywright.lib.verdict

report := [judged |
	some key in rows.accessed
	judged := _judged(key)
]

_judged(key) := holders.untold(key, "auditors (role key-auditor)") if {
	not holders.told(key, {"key-auditor"})
} else := verdict.of(key, shown, union({verdict.left(key, [row], _beyond(row)) | some row in _auditors(key)}), {
	"broken": sprintf("%s audits %s and can do more than read about it.", [verdict.names(shown), rows.name(key)]),
	"open": sprintf("Whether an auditor of %s can do more than read depends on what the plan does not show.", [rows.name(key)]),
	"expected": "no capability of an auditor but to read",
	"below": true,
	"basis": "profile",
}) if {
	shown := [{"row": row, "capabilities": beyond} |
		some row in _auditors(key)
		beyond := verdict.held(row, "can", _beyond(row))
		count(beyond) > 0
	]
}

_auditors(key) := [row | some row in key.access; "key-auditor" in row.roles]

_beyond(row) := {capability | some capability, _ in row.capabilities; capability != "read"}
