# METADATA
# title: Fingerprints still match
# description: |
#   Where the fingerprint of a key was put on record, the newest one on record is the same. The first record sets it, and
#   so does each deployment, which brings new material; every later record of the same subject is compared with that.
#   What stands on record for something that no input holds is judged too.
# custom:
#   severity: high
#   scope: evidence
#   rows: all
#   source:
#     - DTA-ENC-001 5
#   controls:
#     - BSI TR-03161 O.Cryp_4
#     - PCI-DSS 4.0.1 3.7.7
#     - NIST SP 800-57 Part 1 Rev. 5
#     - ISO 27001:2022 A.8.24
#   remediation: Find out which material is in use and since when. Treat the key as compromised until that is known, and put a deployment on record where the change was meant.
#   avoid: |
#     resource "aws_secretsmanager_secret" "consent" {
#       name = "CONSENT_HMAC_KEY" # its fingerprint on record differs from the one recorded when it was made
#     }
#   prefer: |
#     resource "aws_secretsmanager_secret" "consent" {
#       name = "CONSENT_HMAC_KEY" # new material came with a record of the kind deployment
#     }
package keywright.rules.key.key_15

import data.keywright.lib.clock
import data.keywright.lib.evidence
import data.keywright.lib.finding

report := [evidence.clockless("evidence", "fingerprint", {
	"message": "Whether fingerprints still match cannot be told without a clock.",
	"expected": _expected,
})] if {
	evidence.given
	not clock.today
} else := [finding.not_assessed("evidence", "evidence", "Whether fingerprints still match is not assessed: no records were given.")] if {
	not evidence.given
	not evidence.required
} else := [finding.fail("evidence", "fingerprint", {
	"message": "The profile asks for records, and none were given: whether fingerprints still match is not shown.",
	"expected": _expected,
	"actual": "no records",
	"basis": "evidence",
})] if {
	not evidence.given
} else := [judged |
	some subject, records in _printed
	some address in _addresses(subject)
	judged := _judged(address, subject, records)
]

# The records of each subject that hold a fingerprint, the oldest first.
_printed := {subject: records |
	some subject in {record.subject | some record in evidence.all; is_string(record.fingerprint)}
	records := [record | some record in evidence.all; record.subject == subject; is_string(record.fingerprint)]
}

_addresses(subject) := evidence.subjects(subject) if {
	count(evidence.subjects(subject)) > 0
} else := {evidence.place(subject)}

_judged(address, subject, records) := finding.not_assessed(address, "evidence", sprintf("Whether the fingerprint of %s still matches is not assessed: it was recorded on %s, and not compared since.", [subject, records[0].date])) if {
	count(records) == 1
} else := finding.fail(address, "fingerprint", {
	"message": sprintf("The fingerprint of %s that was recorded on %s is not the one of %s: its material is another.", [subject, wrong.date, _set(records, wrong).date]),
	"expected": sprintf("%s, as recorded on %s", [_set(records, wrong).fingerprint, _set(records, wrong).date]),
	"actual": wrong.fingerprint,
	"basis": "evidence",
}) if {
	wrong := _wrong(records)[0]
} else := finding.pass(address, "fingerprint")

# Of the newest day, what differs from what was set.
_wrong(records) := [record |
	some record in records
	record.date == records[count(records) - 1].date
	_plain(record.fingerprint) != _plain(_set(records, record).fingerprint)
]

# The last deployment up to the day of a record, else the first record.
_set(records, record) := deployed[count(deployed) - 1] if {
	deployed := [other | some other in records; other.kind == "deployment"; other.date <= record.date]
	count(deployed) > 0
} else := records[0]

# Spellings of one fingerprint: with colons or blanks, in capitals, behind the name of the hash.
_plain(text) := trim_prefix(regex.replace(lower(text), `[^a-z0-9]`, ""), "sha256")

_expected := "the fingerprint that was recorded"
