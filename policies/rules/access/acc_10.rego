# METADATA
# title: No principal of an unlisted account
# description: |
#   Whoever reaches a key is of an account that the profile lists; without a list, of the key's own account. A grant
#   counts like a statement. Services have no account, and what is open to everyone is another rule's business.
# custom:
#   severity: critical
#   scope: key
#   rows: each
#   every_key: true
#   source:
#     - POL-SEC-KM-001 3.5
#   controls:
#     - AWS Security Hub KMS.5
#     - ISO 27001:2022 A.5.15
#     - DORA 9(4)(c)
#   remediation: |
#     Take the principal out, or list its account in the profile (policy { accounts = […] }) with whoever answers for
#     it.
#   avoid: |
#     statement {
#       principals {
#         type        = "AWS"
#         identifiers = ["arn:aws:iam::999999999999:root"]
#       }
#       actions   = ["kms:Decrypt"]
#       resources = ["*"]
#     }
#   prefer: |
#     policy {
#       accounts = ["123456789012"]
#     }
package keywright.rules.access.acc_10

import data.keywright.lib.clouds
import data.keywright.lib.finding
import data.keywright.lib.projects
import data.keywright.lib.rows
import data.keywright.lib.settings
import data.keywright.lib.verdict

report := [judged |
	some key in rows.accessed
	judged := _told(key, _of(key))
]

_of(key) := _judged(key) if clouds.aws(key)

_of(key) := _by_project(key) if clouds.of(key) in {"google", "elsewhere"}

_of(key) := finding.not_assessed(key.address, "key", "Whether only listed accounts reach a key is not assessed of Azure: of which tenant a principal is, its id does not tell.") if {
	clouds.of(key) == "azure"
}

_of(key) := finding.not_assessed(key.address, "key", "Whether only listed accounts reach a key is not assessed of Vault, which has none: who may log in there, its auth methods say.") if {
	clouds.of(key) == "vault"
}

# A key that is open to everyone is ACC-03's finding, and no pass here.
_told(key, judged) := finding.not_assessed(key.address, "key", "Whether only listed accounts reach a key is not assessed where it is open to everyone (ACC-03).") if {
	judged.outcome == "pass"
	some row in key.access
	row.open
} else := judged

_judged(key) := verdict.of(key, shown, _gaps(key), {
	"broken": sprintf("%s reaches %s from an account that is not listed.", [verdict.names(shown), rows.name(key)]),
	"open": sprintf("Whether only listed accounts reach %s cannot be told from the plan.", [rows.name(key)]),
	"expected": _expected(key),
}) if {
	count(_listed(key)) > 0
	shown := [{"row": row, "capabilities": {capability | some capability, _ in row.capabilities}} |
		some row in key.access
		count(_accounts(row) - _listed(key)) > 0
	]
} else := verdict.of(key, several, _gaps(key), {
	"broken": sprintf("Of the accounts %s one at most is that of %s, and the profile lists none.", [concat(", ", sort({account | some item in several; some account in _accounts(item.row)})), rows.name(key)]),
	"open": sprintf("Whether only listed accounts reach %s cannot be told from the plan.", [rows.name(key)]),
	"expected": "principals of the key's own account, or of the accounts that the profile lists",
}) if {
	several := _several(key)
}

# What an account is to AWS a project is to Google Cloud, as far as service accounts go. People and groups are of no project:
# a profile may list the domain of their addresses.
_by_project(key) := verdict.of(key, shown, projects.gaps(key), {
	"broken": sprintf("%s reaches %s from a project that is not listed.", [verdict.names(shown), rows.name(key)]),
	"open": sprintf("Whether only members of listed projects and domains reach %s cannot be told from the plan.", [rows.name(key)]),
	"expected": "service accounts of the key's own project, or of the projects that the profile lists among its accounts",
}) if {
	shown := projects.strange(key)
}

# Two accounts cannot both be the key's own, whichever that is.
_several(key) := _several_of(rows.seen(key))

_several_of(key) := list if {
	list := [{"row": row, "capabilities": {capability | some capability, _ in row.capabilities}} |
		some row in key.access
		count(_accounts(row)) > 0
	]
	count({account | some item in list; some account in _accounts(item.row)}) > 1
} else := []

# Of everyone on conditions, those accounts that the conditions leave.
_accounts(row) := {row.account} if {
	row.account != ""
} else := {account | some account in object.get(row, "accounts", [])}

_expected(key) := sprintf("principals of %s", [concat(", ", sort(_listed(key)))])

_listed(key) := settings.accounts if {
	count(settings.accounts) > 0
} else := {account | account := object.get(key, "account", ""); account != ""}

# A unique id does not tell its account.
_gaps(key) := (_doubts(rows.seen(key)) | _own(key)) | rows.hidden_grants(key)

_doubts(key) := ({"which accounts the organisation has that its condition names is not known" |
	some row in everyone
	count({words | some words in row.conditions; regex.match(`organisation|(?i)orgid|(?i)orgpaths`, words)}) > 0
} | {"of which accounts those are whom the conditions for everyone leave is not known" |
	some row in everyone
	count({words | some words in row.conditions; regex.match(`organisation|(?i)orgid|(?i)orgpaths`, words)}) == 0
}) | {sprintf("of which account %s is cannot be told", [row.principal]) |
	some row in key.access
	regex.match(`^A(ROA|IDA)[A-Z0-9]+$`, row.principal)
} if {
	everyone := [row |
		some row in key.access
		row.principal == "*"
		not row.open
		not row.confined
		count(_accounts(row)) == 0
	]
}

# Where no account is listed and the key's own is not known.
_own(key) := {sprintf("whether %s, the one account that its conditions leave, is the key's own is not known", [account]) |
	some account in _left(rows.seen(key))
} | {sprintf("whether %s is the key's own account is not known, and only a grant names it", [account]) |
	accounts := _stated(rows.seen(key))
	count(accounts) == 1
	some account in accounts
	_only_granted(key, account)
} if {
	count(_listed(key)) == 0
} else := set()

_left(key) := {account |
	every other in key.access { other.account == "" }
	some row in key.access
	some account in _accounts(row)
}

_stated(key) := {row.account | some row in key.access; row.account != ""}

# KMS makes no key whose policy its maker could not write again: the one account that a policy names is the key's own. A
# grant says nothing of that.
_only_granted(key, account) if {
	granting := {grant.address | some grant in object.get(rows.grants, key.address, set())}
	stated := {statement | some row in key.access; row.account == account; some statement in row.statements}
	count(stated) > 0
	count(stated - granting) == 0
}
