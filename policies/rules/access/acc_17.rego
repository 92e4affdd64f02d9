# METADATA
# title: Keys are reached through roles
# description: |
#   People and services reach keys through roles, whose sessions end: not as IAM users, whose credentials last, nor
#   by the ARN of one session or federated user, which escapes the permissions boundary of its role. A unique id
#   shows nobody who is meant.
# custom:
#   severity: medium
#   scope: key
#   rows: each
#   every_key: true
#   source:
#     - POL-SEC-KM-001 3.5
#   controls:
#     - ISO 27001:2022 A.8.2
#     - SOC 2 CC6.1
#     - PCI-DSS 4.0.1 3.7.8
#   remediation: |
#     Name the role instead of its session, and a role with a limited session in place of the user.
#   avoid: |
#     statement {
#       principals {
#         type        = "AWS"
#         identifiers = ["arn:aws:iam::123456789012:user/ada"]
#       }
#       actions   = ["kms:Decrypt"]
#       resources = ["*"]
#     }
#   prefer: |
#     access = {
#       key-decrypt = { principals = ["arn:aws:iam::123456789012:role/compliance"], mfa = true }
#     }
package keywright.rules.access.acc_17

import data.keywright.lib.administrators
import data.keywright.lib.clouds
import data.keywright.lib.finding
import data.keywright.lib.rows
import data.keywright.lib.verdict

report := [judged |
	some key in rows.accessed
	judged := _judged(key)
]

_judged(key) := finding.not_assessed(key.address, "key", sprintf("Whether keys of %s are reached by sessions that end is not assessed: what credentials their users have is not in the inventory.", [clouds.name(key)])) if {
	not clouds.aws(key)
} else := verdict.of(key, shown, _gaps(key), {
	"broken": sprintf("%s reaches %s without a role.", [verdict.names(shown), rows.name(key)]),
	"open": sprintf("Whether %s is reached through roles alone depends on what the plan does not show.", [rows.name(key)]),
	"expected": "principals that are roles or services",
}) if {
	shown := [{"row": row, "capabilities": held} |
		some row in _without_role(key)
		held := verdict.held(row, "can", _more_than_reading)
		count(held) > 0
	]
}

_more_than_reading := (administrators.managing | administrators.using) | {"import"}

_without_role(key) := _without_role_of(rows.seen(key))

_without_role_of(key) := [row | some row in key.access; row.kind == "AWS"; _roleless(row)]

_roleless(row) if {
	row.kind == "AWS"
	regex.match(`^arn:[^:]+:iam::[0-9]{12}:user/`, row.principal)
}

# A session that only a Deny spares has what its role has.
_roleless(row) if {
	row.named
	row.kind == "AWS"
	regex.match(`^arn:[^:]+:sts::[0-9]{12}:(assumed-role|federated-user)/`, row.principal)
}

_gaps(key) := (_nameless(rows.seen(key)) | _users(rows.seen(key))) | verdict.left(key, _without_role(key), _more_than_reading)

_nameless(key) := {sprintf("whom %s means cannot be told", [row.principal]) |
	some row in key.access
	administrators.nameless(row)
	count(verdict.held(row, "can", _more_than_reading) | verdict.held(row, "undecided", _more_than_reading)) > 0
}

# Conditions that users alone meet, or that some of them may: a policy that lets in everyone who meets them lets in users.
_users(key) := {sprintf("which users are among those whom %s lets in is not known", [words]) |
	some row in key.access
	row.principal == "*"
	row.kind == "AWS"
	not administrators.confined(row)
	count(verdict.held(row, "can", _more_than_reading) | verdict.held(row, "undecided", _more_than_reading)) > 0
	some words in row.conditions
	regex.match(`(?i)^aws:(username|principaltype [a-z:]+ (.*, )?user(,|$)|principalarn .*:us)`, words)
	not regex.match(`(?i)^aws:[a-z]+ [a-z:]*not`, words)
}
