# METADATA
# title: A pool has the keys that it says, and RECRYPT comes to an end
# description: |
#   As many keys of a pool encrypt, and as many are made ahead, as it declares (valid_keys, future_keys). A key whose data is to
#   be encrypted anew is done within the pool's recrypt_within_days; once a record (recrypt-report) says that no rows are left
#   under it, it is EXPIRED, and it is not while the last such record tells of rows. Without records the rows are not assessed.
# custom:
#   severity: high
#   scope: key
#   rows: all
#   source:
#     - "KSA: statuses"
#     - "KSA: monitoring"
#   controls:
#     - PCI-DSS 4.0.1 3.7.4
#     - PCI-DSS 4.0.1 3.7.5
#     - ISO 27001:2022 A.8.24
#   remediation: Run the scheduled apply that makes and retires keys; see why data under the key is not encrypted anew.
#   avoid: |
#     # five keys encrypt, none is made ahead
#     resource "keywright_dek_pool" "hub" {
#       valid_keys  = 15
#       future_keys = 15
#     }
#   prefer: |
#     # fifteen encrypt and fifteen are made ahead, as it says
#     resource "keywright_dek_pool" "hub" {
#       valid_keys          = 15
#       future_keys         = 15
#       recrypt_within_days = 30
#     }
package keywright.rules.pool.pool_06

import data.keywright.lib.evidence
import data.keywright.lib.finding
import data.keywright.lib.pools
import data.keywright.lib.windows

report := array.concat(
	[judged | some pool in pools.alive; judged := _counted(pool)],
	[judged | some pool in pools.alive; not pools.coming(pool); judged := _rows_of(pool)],
)

_counted(pool) := pools.unmade(pool) if {
	pools.coming(pool)
} else := finding.fail(pool.address, "keys", {
	"message": sprintf("%s has not the keys that it says: %s.", [pools.capital(pool), concat("; ", sort(_wrong(pool)))]),
	"expected": _expected(pool),
	"actual": concat("; ", sort(_wrong(pool))),
	"basis": "plan",
}) if {
	count(_wrong(pool)) > 0
} else := finding.undetermined(pool.address, "keys", concat("; ", sort(_gaps(pool))), {
	"message": sprintf("Whether %s has the keys that it says cannot be told.", [pools.name(pool)]),
	"expected": _expected(pool),
}) if {
	count(_gaps(pool)) > 0
} else := finding.pass(pool.address, "keys")

# status → the setting that says how many.
_declared := {"ENCRYPT": "valid_keys", "FUTURE": "future_keys"}

_wrong(pool) := {sprintf("%d keys are %s, and %s is %v", [count(pools.of(pool, status)), status, name, pool[name]]) |
	not pool.unknown.deks
	count(_unsure(pool)) == 0
	some status, name in _declared
	is_number(pool[name])
	count(pools.of(pool, status)) != pool[name]
}

_unsure(pool) := {reason | reason := pool.unknown.deks} | union({pools.doubts(dek) | some dek in pool.deks})

_gaps(pool) := _unsure(pool) | {sprintf("%s: %s", [name, object.get(pool.unknown, name, "it is not set")]) |
	some name in _declared
	not is_number(pool[name])
}

_expected(pool) := sprintf("%s and %s", [_number(pool, "valid_keys", "that encrypt"), _number(pool, "future_keys", "made ahead")])

_number(pool, name, words) := sprintf("%v keys %s", [pool[name], words]) if {
	is_number(pool[name])
} else := sprintf("as many keys %s as %s says", [words, name])

# Of keys whose data is, or was, to be encrypted anew.
_rows_of(pool) := finding.fail(pool.address, "recrypt", {
	"message": sprintf("In %s data is not encrypted anew as it should be: %s.", [pools.name(pool), concat("; ", sort(_stuck(pool)))]),
	"expected": _ending(pool),
	"actual": concat("; ", sort(_stuck(pool))),
	"basis": "evidence",
}) if {
	count(_stuck(pool)) > 0
} else := finding.undetermined(pool.address, "recrypt", concat("; ", sort(_unlimited(pool))), {
	"message": sprintf("Whether data of %s is encrypted anew in time cannot be told.", [pools.name(pool)]),
	"expected": _ending(pool),
}) if {
	count(_unlimited(pool)) > 0
} else := evidence.wanted(finding.undetermined(pool.address, "recrypt", concat("; ", sort(_untold(pool))), {
	"message": sprintf("How many rows of data keys of %s still cover is not on record.", [pools.name(pool)]),
	"expected": _ending(pool),
})) if {
	count(_untold(pool)) > 0
} else := finding.pass(pool.address, "recrypt") if {
	count(_unsure(pool)) == 0
	count(pool.deks) > 0
}

_stuck(pool) := {sprintf("%s is RECRYPT since %s, more than %v days", [pools.called(dek), dek.recrypt_from, pool.recrypt_within_days]) |
	is_number(pool.recrypt_within_days)
	some dek in pools.of(pool, "RECRYPT")
	windows.age(dek.recrypt_from) > pool.recrypt_within_days
} | ({sprintf("%s has no rows left since %s, and is not EXPIRED", [pools.called(dek), _last(dek).date]) |
	some dek in pools.of(pool, "RECRYPT")
	_last(dek).rows == 0
} | {sprintf("%s is EXPIRED, and %v rows are left under it by the record of %s", [pools.called(dek), _last(dek).rows, _last(dek).date]) |
	some dek in pools.of(pool, "EXPIRED")
	_last(dek).rows > 0
})

_unlimited(pool) := {sprintf("recrypt_within_days: %s", [object.get(pool.unknown, "recrypt_within_days", "it is not set")]) |
	not is_number(pool.recrypt_within_days)
	count(pools.of(pool, "RECRYPT")) > 0
}

_untold(pool) := {sprintf("no record tells of rows under %s", [pools.called(dek)]) |
	some status in ["RECRYPT", "EXPIRED"]
	some dek in pools.of(pool, status)
	not _last(dek)
}

# The latest report of the rows under a key, which goes by its alias. One from before the key was to be encrypted anew does not
# tell of what it encrypted since.
_last(dek) := report if {
	dek.alias != ""
	report := _latest[dek.alias]
	report.date >= substring(dek.recrypt_from, 0, 10)
}

_latest := {subject: {"date": last[1], "rows": last[2]} |
	some subject, reports in _reports
	last := max(reports)
}

_reports[record.subject] contains [i, record.date, record.rows] if {
	some i, record in evidence.all
	record.kind == "recrypt-report"
	is_number(record.rows)
}

_ending(pool) := sprintf("keys that are RECRYPT for at most %v days, and EXPIRED once no rows are left", [pool.recrypt_within_days]) if {
	is_number(pool.recrypt_within_days)
} else := "keys that are RECRYPT for a time that is set, and EXPIRED once no rows are left"
