# METADATA
# title: People use multi-factor authentication
# description: |
#   Whoever is a person reaches a key with multi-factor authentication alone, whatever the role: administrators, those who
#   encrypt and decrypt, auditors. Service accounts do not: a principal of a role with service_account = true, an AWS
#   service, a role that services alone may assume. Who is in a role of the catalogue, and whether it is a person is not
#   known, is undetermined; where only others may be persons, the key is not assessed.
# custom:
#   severity: high
#   scope: key
#   rows: each
#   every_key: true
#   source:
#     - POL-SEC-KM-001 5
#   controls:
#     - PCI-DSS 4.0.1 8.4.2
#     - ISO 27001:2022 A.8.5
#     - DORA 9(4)(d)
#     - SOC 2 CC6.1
#   remediation: |
#     Ask for MFA in every statement that lets the principal in: mfa = true of the role, or Bool
#     aws:MultiFactorAuthPresent. Of a service account say so in the profile (service_account = true).
#   avoid: |
#     access = {
#       key-admin = { principals = [var.key_admin_arn] }
#     }
#   prefer: |
#     access = {
#       key-admin = { principals = [var.key_admin_arn], mfa = true }
#     }
package keywright.rules.access.acc_06

import data.keywright.lib.administrators
import data.keywright.lib.clouds
import data.keywright.lib.finding
import data.keywright.lib.rows
import data.keywright.lib.settings
import data.keywright.lib.verdict

report := [judged |
	some key in rows.accessed
	judged := _told(key, _of(key))
]

# Who signs in how is no affair of what other clouds say of a key: the organisation's directory asks for a second factor.
_of(key) := _judged(key) if clouds.aws(key)

_of(key) := finding.not_assessed(key.address, "key", sprintf("Whether people reach keys of %s with multi-factor authentication alone is not assessed: the organisation's directory asks for it when they sign in, and no plan shows that.", [clouds.name(key)])) if {
	not clouds.aws(key)
}

# Whether somebody in no role is a person, nothing says: that nobody is found is no pass.
_told(key, judged) := finding.not_assessed(key.address, "key", "Whether people reach a key with multi-factor authentication alone is not assessed: nothing says who of its principals is a person.") if {
	judged.outcome == "pass"
	some row in key.access
	not _settled(row)
} else := judged

_settled(row) if row.person != "unknown"

_settled(row) if count(row.without_mfa) == 0

_settled(row) if {
	row.principal == "*"
	row.confined
}

_judged(key) := verdict.of(key, shown, _gaps(key), {
	"broken": sprintf("%s can use or manage %s without multi-factor authentication.", [verdict.names(shown), rows.name(key)]),
	"open": sprintf("Whether people reach %s with multi-factor authentication alone depends on what the plan does not show.", [rows.name(key)]),
	"expected": "MFA in every statement that lets a person in",
	"below": true,
}) if {
	shown := _shown(rows.seen(key))
}

_shown(key) := [{"row": row, "capabilities": bare, "how": "by a request without MFA"} |
	some row in key.access
	row.person == "yes"
	bare := {capability | some capability, "can" in row.without_mfa}
	count(bare) > 0
]

_gaps(key) := _doubts(rows.seen(key)) | rows.hidden_grants(key)

_doubts(key) := {sprintf("whether %s is a person is not known: the profile says so of a role with mfa = true, or with service_account = true", [row.principal]) |
	some row in key.access
	row.person == "unknown"
	_of_people(key, row)
	count(row.without_mfa) > 0
} | {verdict.perhaps(row) |
	some row in key.access
	row.person == "yes"
	some _, "undecided" in row.without_mfa
}

# The roles of the catalogue that ask for MFA; who administers a key without being named counts as one of them.
_of_people(_, row) if {
	some role in row.roles
	settings.roles[role].mfa == true
}

_of_people(key, row) if {
	administrators.of(key).basis == "inferred"
	some other in administrators.of(key).rows
	other.principal == row.principal
	row.kind == "AWS"
}
