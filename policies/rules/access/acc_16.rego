# METADATA
# title: Who administers secrets, who reads them and who sees the logs are three
# description: |
#   No principal has two of the three: to administer a secret (write it, change or destroy it, say who may), to read its
#   value, and to see what trails record. It is judged on what policies and roles come to, not on their names:
#   roles/secretmanager.admin reads as well as it administers. The function that rotates a secret reads it and writes its
#   new value, which is not administering. To see the logs is to look up events of CloudTrail or to read the log
#   groups that trails go to, or entries of logs of Google Cloud; the reading of a trail's bucket is not looked at. What the
#   inputs need not show, unless the profile says that they are the whole estate, leaves the rule undetermined; alone, at
#   medium severity.
# custom:
#   severity: high
#   scope: key
#   rows: all
#   every_secret: true
#   source:
#     - DTA-ENC-001 4.1
#   controls:
#     - DORA 9(4)(c)
#     - BSI TR-03161 O.Cryp_4
#     - PCI-DSS 4.0.1 7.2.2
#     - ISO 27001:2022 A.5.3
#   remediation: Take from each principal all but one of the three; on Google Cloud let roles/secretmanager.editor administer, not roles/secretmanager.admin.
#   avoid: |
#     resource "google_secret_manager_secret_iam_member" "operators" {
#       secret_id = google_secret_manager_secret.jwt.id
#       role      = "roles/secretmanager.admin" # reads the value, too
#       member    = "group:operators@drop.example"
#     }
#   prefer: |
#     resource "google_secret_manager_secret_iam_member" "operators" {
#       secret_id = google_secret_manager_secret.jwt.id
#       role      = "roles/secretmanager.editor"
#       member    = "group:operators@drop.example"
#     }
#     resource "google_secret_manager_secret_iam_member" "api" {
#       secret_id = google_secret_manager_secret.jwt.id
#       role      = "roles/secretmanager.secretAccessor"
#       member    = google_service_account.api.member
#     }
package keywright.rules.access.acc_16

import data.keywright.lib.finding
import data.keywright.lib.reached
import data.keywright.lib.secrets
import data.keywright.lib.stores

report := [judged | some secret in reached.secrets_alive; judged := _judged(secret)]

_attribute := "access"

_judged(secret) := finding.fail(secret.address, _attribute, {
	"message": sprintf("The duties on %s are not separate: %s.", [secrets.name(secret), concat("; ", sort(_faults(secret)))]),
	"expected": _expected,
	"actual": concat("; ", sort(_faults(secret))),
}) if {
	count(_faults(secret)) > 0
} else := finding.undetermined(secret.address, _attribute, concat("; ", sort(_gaps(secret))), object.union_n([
	_weight(secret),
	{"message": sprintf("Whether the duties on %s are separate cannot be told.", [secrets.name(secret)]), "expected": _expected},
	_under(secret),
])) if {
	count(_gaps(secret)) > 0
} else := finding.pass(secret.address, _attribute)

# What the inputs never show by themselves is a question and no obstacle.
_weight(secret) := {"severity": "medium"} if {
	count(_gaps(secret) - reached.beyond(secret)) == 0
} else := stores.weight(secret)

_faults(secret) := {fault |
	some row in reached.of(secret).access
	held := _sure(row)
	count(held) > 1
	fault := sprintf("%s %s by %s", [row.principal, _words(held), _by(row, held)])
}

_gaps(secret) := _doubts(secret) | reached.hidden(secret)

# What waits for nothing but what SEC-05 waits for stands there.
_under(secret) := {"under": "SEC-05"} if {
	count(_doubts(secret)) == 0
} else := {}

_doubts(secret) := {gap |
	some row in reached.of(secret).access
	held := _perhaps(row)
	count(held) > 1
	count(_sure(row)) < 2
	gap := sprintf("whether %s %s: %s", [row.principal, _words(held), _why(row)])
}

_why(row) := row.unknown if {
	row.unknown != ""
} else := "what its policies say of it is not decided"

_sure(row) := {duty | some duty, _ in _duties; reached.can(row, _capabilities(row, duty))}

_perhaps(row) := {duty | some duty, _ in _duties; reached.may(row, _capabilities(row, duty))}

_duties := {
	"administers": {"write", "manage", "policy"},
	"reads": {"read"},
	"sees the logs": {"logs"},
}

# Who rotates a secret has to write it.
_capabilities(row, "administers") := {"manage", "policy"} if {
	count(object.get(object.get(row, "serves", {}), "rotates", [])) > 0
} else := _duties.administers

_capabilities(_, duty) := _duties[duty] if duty != "administers"

_words(held) := sprintf("%s and %s", [concat(", ", array.slice(words, 0, count(words) - 1)), words[count(words) - 1]]) if {
	words := sort(held)
}

_by(row, held) := concat(", ", sort({address |
	some duty in held
	some capability in _capabilities(row, duty)
	some address in object.get(row.by, capability, [])
}))

_expected := "one principal administers, another reads, a third sees the logs"
