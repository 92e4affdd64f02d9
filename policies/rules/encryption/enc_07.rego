# METADATA
# title: Restoring from backup is tested every month
# description: |
#   A plan of restore tests that runs at least monthly over some backups of a vault of the inputs, or a test on record within the last month, shows
#   that backups can be read again, and their keys with them. It is asked only where the inputs hold backups: a store of that kind or
#   purpose, or what says how long backups are kept. Of a bucket that has a lifecycle and does not say what it is for, that cannot be told.
# custom:
#   severity: medium
#   scope: evidence
#   rows: all
#   source:
#     - POL-SEC-ENC-001 3.3
#   controls:
#     - DORA 12(2)
#     - GDPR 32(1)(d)
#     - ISO 27001:2022 A.8.13
#   remediation: Add a plan of restore tests with a selection, or test by hand and put it on record (kind restore-test, outcome = "passed").
#   avoid: |
#     resource "aws_backup_restore_testing_plan" "yearly" {
#       name                = "yearly"
#       schedule_expression = "cron(0 5 1 1 ? *)"
#     }
#   prefer: |
#     resource "aws_backup_restore_testing_plan" "monthly" {
#       name                = "monthly"
#       schedule_expression = "cron(0 5 1 * ? *)"
#     }
#     resource "aws_backup_restore_testing_selection" "databases" {
#       restore_testing_plan_name = aws_backup_restore_testing_plan.monthly.name
#     }
package keywright.rules.encryption.enc_07

import data.keywright.lib.clock
import data.keywright.lib.evidence
import data.keywright.lib.finding
import data.keywright.lib.listing
import data.keywright.lib.retentions

report := [] if {
	not retentions.concerns
	count(retentions.doubts) == 0
} else := [finding.pass(test.address, "schedule") | some test in _good] if {
	count(_good) > 0
} else := [finding.pass("backups", "restore-test")] if {
	some record in _records
	record.date >= clock.earlier(31)
	record.outcome == "passed"
} else := [finding.undetermined("backups", "restore-test", concat("; ", sort(_open)), {
	"message": "Whether restoring from backup is tested every month cannot be told.",
	"expected": _expected,
})] if {
	count(_open) > 0
} else := [evidence.wanted(finding.undetermined("backups", "restore-test", listing.short(retentions.doubts), {
	"message": "Nothing shows that backups could be restored within the last month, and whether there are any cannot be told: give the buckets that have a lifecycle the tag that says what they are for.",
	"expected": _expected,
}))] if {
	not retentions.concerns
} else := [evidence.wanted(finding.fail("backups", "restore-test", {
	"message": sprintf("Nothing shows that backups could be restored within the last month: %s.", [_actual]),
	"expected": _expected,
	"actual": _actual,
	"basis": "evidence",
}))]

_records := evidence.records("restore-test")

_good := [test |
	some test in retentions.tests
	_monthly(test.schedule)
	count(test.selections) > 0
	count(test.elsewhere) == 0
	not test.unknown.vaults
]

_open := {sprintf("%s: %s", [test.address, reason]) |
	some test in retentions.tests
	some name in ["schedule", "selections", "vaults"]
	reason := test.unknown[name]
	not _idle(test)
} | {"no clock was given" | not clock.today; evidence.given}

# What is known of a plan may be enough to know that it will not do.
_idle(test) if count(test.elsewhere) > 0

_idle(test) if {
	test.schedule != ""
	not _monthly(test.schedule)
}

# Fields of cron: minute, hour, day of the month, month, day of the week, year.
_monthly(schedule) if {
	fields := split(trim_suffix(trim_prefix(schedule, "cron("), ")"), " ")
	startswith(schedule, "cron(")
	count(fields) == 6
	fields[3] in {"*", "1/1"}
	fields[5] == "*"
	_every_month(fields[2])
	not contains(fields[4], "#5")
}

_monthly(schedule) if {
	found := regex.find_all_string_submatch_n(`^rate\(([0-9]+) (hour|day|week)s?\)$`, schedule, 1)
	to_number(found[0][1]) * {"hour": 1, "day": 24, "week": 168}[found[0][2]] <= 31 * 24
}

# Some months have no thirtieth.
_every_month(day) if day in {"*", "?", "L"}

_every_month(day) if {
	regex.match(`^[0-9]+$`, day)
	to_number(day) <= 28
}

_every_month(day) if regex.match(`^(\*|1)/[0-9]+$`, day)

_actual := sprintf("the last test on record is of %s, and its outcome %v", [last.date, object.get(last, "outcome", "not stated")]) if {
	count(_records) > 0
	last := _records[count(_records) - 1]
} else := sprintf("%s takes no backup from %s", [concat(", ", sort({test.address | some test in _monthlies})), concat(", ", sort({vault | some test in _monthlies; some vault in test.elsewhere}))]) if {
	count(_monthlies) > 0
} else := sprintf("%s does not test anything every month", [concat(", ", sort({test.address | some test in retentions.tests}))]) if {
	count(retentions.tests) > 0
} else := "no plan of restore tests, and no test on record"

_monthlies := [test |
	some test in retentions.tests
	_monthly(test.schedule)
	count(test.elsewhere) > 0
]

_expected := "a plan of restore tests with a selection that runs every month, or a test on record that passed within 31 days"
