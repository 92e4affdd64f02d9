# METADATA
# title: No key goes before the data under it
# description: |
#   A change that destroys or replaces a key waits at least as long as the data under it must still be kept: as long as the
#   profile says of the domain, or of its backups where a record says that nothing else is left under the key. Where that
#   is nowhere stated, nobody can tell whether the key may go. While a litigation hold is on record, none goes. The same holds of
#   the wrapped data keys of a pool; of those that are EXPIRED, under which no live data is left, POOL-03 tells.
# custom:
#   severity: critical
#   scope: key
#   rows: all
#   source:
#     - POL-SEC-KM-001 9
#     - POL-SEC-ENC-001 3.3
#     - "KSA: statuses"
#   controls:
#     - Hvitvaskingsloven § 30
#     - GDPR 32(1)(c)
#     - PCI-DSS 4.0.1 3.7.5
#     - ISO 27001:2022 A.8.24
#   remediation: |
#     Disable the key and keep it until the data's time is over. Where its data is encrypted anew by another key, put that on
#     record as recrypt-report with rows = 0, and wait for the backups.
#   avoid: |
#     # the block of aws_kms_key.kyc is deleted, and files of the last five years are encrypted by it
#   prefer: |
#     resource "aws_kms_key" "kyc" {
#       is_enabled = false
#     }
package keywright.rules.key.key_17

import data.keywright.lib.clock
import data.keywright.lib.domains
import data.keywright.lib.evidence
import data.keywright.lib.finding
import data.keywright.lib.listing
import data.keywright.lib.pools
import data.keywright.lib.rows
import data.keywright.lib.settings

report := array.concat(
	array.concat(
		[judged | some key in rows.ended; _ends(key); judged := _judged(key)],
		[finding.pass(key.address, "retention") | some key in rows.kept],
	),
	[judged | some pool in pools.alive; pool.actions in {["no-op"], ["update"]}; judged := _of_pool(pool)],
)

# A data key waits for nothing: what is under it cannot be read from the change on.
_of_pool(pool) := finding.fail(pool.address, "retention", {
	"message": sprintf("The change removes %s from %s while a litigation hold is on record since %s: what it protects must be kept.", [listing.short(_called(pool.going)), pools.name(pool), hold.date]),
	"expected": "no end of keys under a litigation hold",
	"actual": sprintf("held for %s", [hold.subject]),
	"basis": "evidence",
}) if {
	count(pool.going) > 0
	hold := _holds_on(pool)[0]
} else := finding.fail(pool.address, "retention", {
	"message": sprintf("The change removes from %s %s, under which data is that must be kept for %d days.", [pools.name(pool), listing.short(_called(_live(pool))), max(_days(pool.purpose))]),
	"expected": _expected,
	"actual": concat("; ", sort({sprintf("%s is %s", [pools.called(dek), pools.status(dek)]) | some dek in _live(pool)})),
	"basis": "profile",
}) if {
	count(_live(pool)) > 0
	count(_days(pool.purpose)) > 0
} else := finding.undetermined(pool.address, "retention", concat("; ", sort(_open(pool))), {
	"message": sprintf("Whether the change removes keys from %s under which data is that must be kept cannot be told.", [pools.name(pool)]),
	"expected": _expected,
}) if {
	count(_open(pool)) > 0
} else := finding.pass(pool.address, "retention")

_called(deks) := {pools.called(dek) | some dek in deks}

# Under a key that has not begun to encrypt there is nothing.
_live(pool) := [dek | some dek in pool.going; pools.status(dek) in {"ENCRYPT", "DECRYPT", "RECRYPT"}]

_open(pool) := ({reason | reason := pool.unknown.going} | union({pools.doubts(dek) | some dek in pool.going})) | {sprintf("the profile says nothing of how long data of %q is kept", [pool.purpose]) |
	count(_live(pool)) > 0
}

_holds_on(pool) := [hold |
	some hold in evidence.records("litigation-hold")
	hold.subject in (({pool.address, pool.name, pool.purpose, "*"} | {dek.alias | some dek in pool.going}) - {""})
	not hold.released
]

# What stays in KMS is not ended; a pool that is forgotten is, for its wrapped keys were in the state alone.
_ends(key) if key.fate != "forgotten"

_ends(key) if key.kind == "pool"

# Of a key that goes in time nothing is said: that it goes at all is CHG-02's.
_judged(key) := finding.fail(key.address, "retention", {
	"message": sprintf("The change ends %s while a litigation hold is on record since %s: what it protects must be kept.", [rows.name(key), hold.date]),
	"expected": "no end of keys under a litigation hold",
	"actual": sprintf("held for %s", [hold.subject]),
	"basis": "evidence",
}) if {
	hold := _holds(key)[0]
} else := finding.undetermined(key.address, "retention", concat("; ", sort(_gaps(key))), {
	"message": sprintf("The change ends %s, and how long the data under it must be kept cannot be told.", [rows.name(key)]),
	"expected": _expected,
}) if {
	count(_gaps(key)) > 0
} else := finding.fail(key.address, "retention", {
	"message": sprintf("The change ends %s %s, and %s must be kept for %d days.", [rows.name(key), _when(key), _what(key), _needed(key)]),
	"expected": _expected,
	"actual": sprintf("%d days of %d", [_left(key), _needed(key)]),
	"basis": "profile",
}) if {
	_left(key) < _needed(key)
}

_names(key) := evidence.names(object.union({"arn": ""}, key))

# A hold is for a key, a domain or everything, until a record says that it is over.
_holds(key) := [hold |
	some hold in evidence.records("litigation-hold")
	hold.subject in ((_names(key) | _domains(key)) | {"*"})
	not hold.released
]

_domains(key) := ({key.purpose | key.purpose != ""} | {purpose | some purpose in object.get(key, "purposes", [])}) | {domain | some item in key.protects; some domain in domains.fields[lower(item)]}

_gaps(key) := {"it declares no purpose" |
	count(_domains(key)) == 0
} | ({sprintf("the profile says nothing of how long data of %s is kept", [domain]) |
	some domain in _domains(key)
	count(_days(domain)) == 0
} | ({"it is unclear what the change does with it" | key.fate == "unclear"} | {"its days of waiting are unknown" | not is_number(key.deletion_window_days)}))

_days(domain) := {days |
	some name in ["retention_days", "backup_retention_days"]
	days := settings.domains[domain][name]
	is_number(days)
}

# Of a key under which nothing live is left, the backups alone count, from the day of the report.
_needed(key) := max({days | some domain in _domains(key); some days in _days(domain)}) if {
	not _emptied(key)
} else := max({days | some domain in _domains(key); days := _backups(domain)})

_emptied(key) := reports[count(reports) - 1] if {
	reports := [report |
		some report in evidence.about("recrypt-report", _names(key))
		report.rows == 0
	]
	count(reports) > 0
}

# Where nothing is said of a domain's backups, they may be as old as its data.
_backups(domain) := settings.domains[domain].backup_retention_days if {
	is_number(settings.domains[domain].backup_retention_days)
} else := max(_days(domain))

# What is left of the key's time, counted from when its data was written last.
_left(key) := key.deletion_window_days if {
	not _emptied(key)
} else := key.deletion_window_days + floor((time.parse_ns("2006-01-02", clock.today) - time.parse_ns("2006-01-02", _emptied(key).date)) / _day)

_day := ((24 * 60) * 60) * 1000000000

_when(key) := sprintf("after %d days", [key.deletion_window_days])

_what(key) := sprintf("backups of %s", [concat(", ", sort(_domains(key)))]) if {
	_emptied(key)
} else := sprintf("data of %s", [concat(", ", sort(_domains(key)))])

_expected := "a key that is there as long as the data under it must be kept, backups included"
