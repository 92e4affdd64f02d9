# METADATA
# title: EXPIRED keys go when no backup needs them, and then do go
# description: |
#   A key under which no live data is left is kept as long as backups of the data are: as the profile says of the pool's purpose
#   (backup_retention_days), or the pool itself, whichever is longer. It may go once so many times 24 hours have passed since
#   expired_at, and must be gone once the day is over, in UTC, on which they do. Where neither says for how long, nobody can tell.
#   Of keys that go while data is still under them KEY-17 tells.
# custom:
#   severity: high
#   scope: key
#   rows: all
#   source:
#     - "KSA: statuses"
#     - POL-SEC-ENC-001 3.3
#   controls:
#     - GDPR 17
#     - GDPR 32(1)(c)
#     - PCI-DSS 4.0.1 3.7.5
#     - ISO 27001:2022 A.8.24
#   remediation: Keep EXPIRED keys for the days of the backups, by a scheduled run that removes them then.
#   avoid: |
#     # keywright.hcl says nothing of how long backups of the pool's purpose are kept
#     domain "pii" {
#       classification = "restricted"
#     }
#   prefer: |
#     domain "pii" {
#       classification        = "restricted"
#       backup_retention_days = 30
#     }
package keywright.rules.pool.pool_03

import data.keywright.lib.finding
import data.keywright.lib.listing
import data.keywright.lib.pools
import data.keywright.lib.windows

report := [judged | some pool in pools.alive; judged := _judged(pool)]

_judged(pool) := finding.undetermined(pool.address, "keys", concat("; ", sort(pools.retention_gaps(pool))), {
	"message": sprintf("How long the EXPIRED keys of %s must be kept cannot be told.", [pools.name(pool)]),
	"expected": "a purpose of which the profile says how long its backups are kept",
}) if {
	count(pools.retention_gaps(pool)) > 0
} else := finding.fail(pool.address, "keys", {
	"message": sprintf("The change removes from %s %s before backups of what it encrypted are gone.", [pools.name(pool), _listed(_early(pool))]),
	"expected": _expected(pool),
	"actual": concat("; ", sort([sprintf("%s expired %s", [pools.called(dek), dek.expired_at]) | some dek in _early(pool)])),
	"basis": "plan",
}) if {
	count(_early(pool)) > 0
} else := finding.fail(pool.address, "keys", {
	"message": sprintf("%s still holds %s, although no backup needs them any more.", [pools.capital(pool), _listed(_left(pool))]),
	"expected": _expected(pool),
	"actual": concat("; ", sort([sprintf("%s expired %s", [pools.called(dek), dek.expired_at]) | some dek in _left(pool)])),
	"basis": "plan",
}) if {
	count(_left(pool)) > 0
} else := pools.unmade(pool) if {
	pools.coming(pool)
} else := finding.undetermined(pool.address, "keys", concat("; ", sort(_gaps(pool))), {
	"message": sprintf("Whether the EXPIRED keys of %s stay as long as they must, and no longer, cannot be told.", [pools.name(pool)]),
	"expected": _expected(pool),
}) if {
	count(_gaps(pool)) > 0
} else := finding.pass(pool.address, "keys")

_days(pool) := max(pools.retentions(pool))

_early(pool) := [dek |
	some dek in pool.going
	pools.status(dek) == "EXPIRED"
	windows.age(dek.expired_at) < _days(pool)
]

_left(pool) := [dek |
	some dek in pools.of(pool, "EXPIRED")
	windows.midnights(dek.expired_at) > _days(pool)
]

_gaps(pool) := (pools.unsure(pool) | {reason | reason := pool.unknown.going}) | union({pools.doubts(dek) | some dek in pool.going})

_listed(deks) := listing.short({pools.called(dek) | some dek in deks})

_expected(pool) := sprintf("EXPIRED keys that stay for %v days and then go", [_days(pool)])
