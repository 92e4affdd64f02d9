# METADATA
# title: Destroyed keys and secrets are on record
# description: |
#   Every destruction has a record with its reason, its method and who did it, and once its day has come, a decryption of a
#   test ciphertext that failed: only that shows that the key is gone. What a change destroys needs its record with the
#   change; what stands on record is held to the same.
# custom:
#   severity: high
#   scope: evidence
#   rows: all
#   source:
#     - POL-SEC-KM-001 3.8
#     - Key-management policy template 3.8
#   controls:
#     - IKT-forskriften § 6
#     - PCI-DSS 4.0.1 3.7.5
#     - GDPR 17
#     - ISO 27001:2022 A.8.10
#   remediation: Put the destruction on record (kind destruction, with date, reason, method and by), and afterwards the test (kind test-decrypt, outcome = "failed").
#   avoid: |
#     # the block of aws_kms_key.old is deleted, and nothing is written down
#   prefer: |
#     # evidence.hcl has a destruction of aws_kms_key.old with reason, method and by
package keywright.rules.audit.aud_06

import data.keywright.lib.clock
import data.keywright.lib.evidence
import data.keywright.lib.finding
import data.keywright.lib.rows
import data.keywright.lib.settings

report := array.concat(
	[judged | some key in _going; judged := _ending(key)],
	[judged | some record in _destructions; judged := _recorded(record)],
)

# What the change destroys, secrets as well as keys.
_going := array.concat(
	[{"address": key.address, "name": rows.name(key), "names": evidence.names(object.union({"arn": ""}, key))} |
		some key in rows.ended
		key.fate in {"destroyed", "replaced"}
	],
	[{"address": secret.address, "name": object.get(secret, "name", ""), "names": evidence.names_of_secret(secret)} |
		some secret in object.get(rows.inventory, "secrets", [])
		"delete" in secret.actions
	],
)

_ending(thing) := finding.pass(thing.address, "destruction") if {
	some record in _destructions
	record.subject in thing.names
} else := evidence.wanted(finding.fail(thing.address, "destruction", {
	"message": sprintf("The change destroys %s, and no record says why, how and by whom.", [_called(thing)]),
	"expected": _expected,
	"actual": "no record",
	"basis": "evidence",
}))

_called(thing) := thing.name if {
	thing.name != ""
} else := thing.address

# A destruction is put on record with the day that it takes effect, which may be to come.
_destructions := [record |
	evidence.given
	some record in settings.facts.evidence
	record.kind == "destruction"
	is_string(record.subject)
]

_recorded(record) := finding.fail(_place(record), "destruction", {
	"message": sprintf("The record of the destruction of %s does not say %s.", [record.subject, concat(", ", missing)]),
	"expected": _expected,
	"actual": sprintf("without %s", [concat(", ", missing)]),
	"basis": "evidence",
}) if {
	missing := [name | some name in ["date", "reason", "method", "by"]; not _said(record, name)]
	count(missing) > 0
} else := evidence.clockless(_place(record), "test", {
	"message": sprintf("Whether the destruction of %s should have been tested by now cannot be told without a clock.", [record.subject]),
	"expected": _expected,
}) if {
	not clock.today
} else := finding.pass(_place(record), "destruction") if {
	record.date > clock.today
} else := finding.pass(_place(record), "destruction") if {
	some test in evidence.about("test-decrypt", {record.subject})
	test.outcome == "failed"
	test.date >= record.date
} else := finding.fail(_place(record), "test", {
	"message": sprintf("Nothing shows that %s is gone since %s: no test decryption is on record that failed.", [record.subject, record.date]),
	"expected": _expected,
	"actual": "not tested",
	"basis": "evidence",
})

_said(record, "date") if clock.is_day(record.date)

_said(record, name) if {
	name != "date"
	trim_space(record[name]) != ""
}

_place(record) := evidence.place(record.subject)

_expected := "a record with date, reason, method and by, and afterwards a test decryption that failed"
