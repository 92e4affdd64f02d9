# METADATA
# title: No key of a pool encrypts past its window
# description: |
#   The window in which a key encrypts has a beginning and an end, is no longer than the pool's key_validity_days, and is not
#   moved on by a change. It ends before its last instant. A key is handed out only as long as the application has given it back
#   by then, and one whose data is to be encrypted anew, or that is EXPIRED, has no window that is still open.
# custom:
#   severity: high
#   scope: key
#   rows: all
#   source:
#     - "KSA: statuses"
#   controls:
#     - PCI-DSS 4.0.1 3.7.4
#     - NIST SP 800-57 Part 1 Rev. 5
#     - ISO 27001:2022 A.8.24
#   remediation: Leave windows as they were recorded; make a new key in place of one whose window is to be longer.
#   avoid: |
#     resource "keywright_dek_pool" "hub" {
#       key_validity_days           = 30
#       handed_out_lifetime_minutes = 86400 # longer than any key encrypts
#     }
#   prefer: |
#     resource "keywright_dek_pool" "hub" {
#       key_validity_days           = 30
#       handed_out_lifetime_minutes = 60
#     }
package keywright.rules.pool.pool_04

import data.keywright.lib.finding
import data.keywright.lib.pools
import data.keywright.lib.windows

report := [judged | some pool in pools.alive; judged := _judged(pool)]

_judged(pool) := finding.fail(pool.address, "keys", {
	"message": sprintf("In %s a key may encrypt past its window: %s.", [pools.name(pool), concat("; ", sort(_faults(pool)))]),
	"expected": _expected,
	"actual": concat("; ", sort(_faults(pool))),
	"basis": "plan",
}) if {
	count(_faults(pool)) > 0
} else := pools.unmade(pool) if {
	pools.coming(pool)
} else := finding.undetermined(pool.address, "keys", concat("; ", sort(_gaps(pool))), {
	"message": sprintf("Whether the keys of %s encrypt within their windows alone cannot be told.", [pools.name(pool)]),
	"expected": _expected,
}) if {
	count(_gaps(pool)) > 0
} else := finding.pass(pool.address, "keys")

_faults(pool) := {sprintf("%s %s", [pools.called(dek), fault]) | some dek in pool.deks; some fault in _faults_of(pool, dek)}

_faults_of(pool, dek) := (_open(dek) | _long(pool, dek)) | (_stretched(dek) | (_lent(pool, dek) | _ended(dek)))

_open(dek) := {sprintf("has no %s", [window]) |
	some window in ["encrypt_from", "encrypt_until"]
	dek[window] == ""
	not dek.unknown[window]
} | {"ends before it begins" | _known(dek); dek.encrypt_until <= dek.encrypt_from}

_known(dek) if {
	dek.encrypt_from != ""
	dek.encrypt_until != ""
}

_long(pool, dek) := {sprintf("encrypts for %v days, and a key of the pool for %v", [windows.days(dek.encrypt_from, dek.encrypt_until), pool.key_validity_days]) |
	_known(dek)
	is_number(pool.key_validity_days)
	windows.days(dek.encrypt_from, dek.encrypt_until) > pool.key_validity_days
}

_stretched(dek) := {sprintf("is to encrypt until %s, and was until %s", [dek.encrypt_until, dek.was_until]) |
	dek.was_until != ""
	dek.encrypt_until > dek.was_until
}

# An application that was given a key may encrypt by it for the whole lifetime of what it is handed.
_lent(pool, dek) := {sprintf("is handed out until %s for %v minutes, and its window ends %s", [dek.hand_out_until, pool.handed_out_lifetime_minutes, dek.encrypt_until]) |
	_known(dek)
	dek.hand_out_until != ""
	is_number(pool.handed_out_lifetime_minutes)
	windows.minutes(dek.hand_out_until, dek.encrypt_until) < pool.handed_out_lifetime_minutes
}

_ended(dek) := {sprintf("is told apart since %s (%s), and its window ends %s", [dek[window], window, dek.encrypt_until]) |
	_known(dek)
	some window in ["recrypt_from", "expired_at"]
	dek[window] != ""
	dek[window] < dek.encrypt_until
}

_gaps(pool) := ((pools.unsure(pool) | {reason | reason := pool.unknown.going}) | {sprintf("%s: %s", [name, _missing(pool, name)]) |
	some name in ["key_validity_days", "handed_out_lifetime_minutes"]
	not is_number(pool[name])
}) | {sprintf("hand_out_until of %s: %s", [pools.called(dek), object.get(dek.unknown, "hand_out_until", "nothing says it")]) |
	some dek in pool.deks
	dek.hand_out_until == ""
}

_missing(pool, name) := object.get(pool.unknown, name, "it is not set")

_expected := "windows with both ends, no longer than key_validity_days, that nothing moves on, and at whose end no application still holds the key"
