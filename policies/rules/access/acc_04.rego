# METADATA
# title: Each role has at most its capabilities
# description: |
#   A principal that has a role may do what its roles list and no more: an encrypt-only role cannot decrypt, a
#   decrypt-only role cannot encrypt, CI encrypts only. What a role must never do counts even where another role of
#   the same principal lists it. Reading about the key is everyone's. That key administrators use a key is ACC-01's
#   finding, that they can come to use it ACC-02's, and what auditors can do beyond reading ACC-05's.
# custom:
#   severity: high
#   scope: key
#   rows: each
#   every_key: true
#   source:
#     - POL-SEC-KM-001 5
#     - POL-SEC-KM-001 3.5
#   controls:
#     - DORA 9(4)(c)
#     - PCI-DSS 4.0.1 3.7.6
#     - ISO 27001:2022 A.5.15
#     - NIST SP 800-57 Part 1 Rev. 5
#   remediation: |
#     Take the action out of the statement that gives it, or give the task to a principal of its own with the role
#     that lists it.
#   avoid: |
#     statement {
#       principals {
#         type        = "AWS"
#         identifiers = [var.encrypting_service_arn]
#       }
#       actions   = ["kms:Encrypt", "kms:Decrypt"]
#       resources = ["*"]
#     }
#   prefer: |
#     access = {
#       key-encrypt = { principals = [var.encrypting_service_arn] }
#       key-decrypt = { principals = [var.compliance_arn], mfa = true }
#     }
package keywright.rules.access.acc_04

import data.keywright.lib.administrators
import data.keywright.lib.holders
import data.keywright.lib.rows
import data.keywright.lib.settings
import data.keywright.lib.verdict

report := [judged |
	some key in rows.accessed
	judged := _judged(key)
]

_judged(key) := holders.untold(key, "the holders of roles") if {
	not holders.told(key, holders.every_role)
} else := verdict.of(key, shown, _gaps(key), {
	"broken": sprintf("%s can do more with %s than the role allows.", [verdict.names(shown), rows.name(key)]),
	"open": sprintf("Whether every role on %s keeps to its capabilities depends on what the plan does not show.", [rows.name(key)]),
	"expected": "no capability beyond those of the principal's roles",
	"below": true,
	"basis": "profile",
}) if {
	shown := [{"row": row, "capabilities": beyond} |
		some row in _bound(key)
		beyond := verdict.held(row, "can", _beyond(row, key))
		count(beyond) > 0
	]
}

# The roles account and policy-admin are other rules' business (ACC-11, ACC-02).
_bound(key) := [row |
	some row in key.access
	not administrators.delegated(row)
	not "key-auditor" in row.roles
	count(_blocks(row)) > 0
]

_blocks(row) := [block | some role in row.roles; role != "account"; block := settings.roles[role]]

# What no role of the principal lists, and what one of them must never do.
_beyond(row, key) := (({capability | some capability, _ in row.capabilities} - _listed(row)) | _never(row)) - _elsewhere(row, key)

# An edge of an escalation has the name of the capability that opens it.
_elsewhere(row, key) := administrators.forbidden(object.get(key, "usage", "")) | {way.edge |
	some way in object.get(key, "escalations", [])
	way.principal == row.principal
	way.verdict == "can"
} if {
	"key-admin" in row.roles
} else := set()

_listed(row) := {capability | some capability, _ in row.capabilities} if {
	some block in _blocks(row)
	count(object.get(block, "capabilities", [])) == 0
} else := {"read"} | {capability | some block in _blocks(row); some capability in block.capabilities}

# A principal of two roles has what either lists, but for what a role never has.
_never(row) := {capability | some block in _blocks(row); some capability in object.get(block, "never", [])}

_gaps(key) := union({verdict.left(key, [row], _beyond(row, key)) | some row in _bound(key)})
