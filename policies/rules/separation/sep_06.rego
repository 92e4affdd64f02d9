# METADATA
# title: The keys of a pool are wrapped by several KEKs
# description: |
#   The data keys of one purpose's pool are wrapped by at least two key-encryption keys that are different keys, so that none
#   of them alone opens, or loses, all that the pool encrypts. A replica is the same key as its primary, and an alias tells
#   nothing of which key it is. Of a pool that is only made the KEKs are looked at that it names.
# custom:
#   severity: high
#   scope: key
#   rows: all
#   source:
#     - "KSA: DEK pools"
#   controls:
#     - PCI-DSS 4.0.1 3.7.6
#     - NIST SP 800-57 Part 1 Rev. 5
#     - ISO 27001:2022 A.8.24
#   remediation: Name a second KEK in the pool's keks and have keys made that are wrapped by it.
#   avoid: |
#     resource "keywright_dek_pool" "hub" {
#       keks = { a = keywright_key.hub_a }
#     }
#   prefer: |
#     resource "keywright_dek_pool" "hub" {
#       keks = {
#         a = keywright_key.hub_a
#         b = keywright_key.hub_b
#       }
#     }
package keywright.rules.separation.sep_06

import data.keywright.lib.finding
import data.keywright.lib.pools

report := [judged | some pool in pools.alive; judged := _judged(pool)]

_judged(pool) := finding.fail(pool.address, "keks", {
	"message": sprintf("%s wraps its keys by one KEK alone.", [pools.capital(pool)]),
	"expected": _expected,
	"actual": sprintf("%d named, which are %d different", [count(pool.keks), count(_tokens(pool.keks))]),
	"basis": "plan",
}) if {
	_alone(pool)
} else := pools.unmade(pool) if {
	pools.coming(pool)
} else := finding.fail(pool.address, "keys", {
	"message": sprintf("All %d keys of %s are wrapped by one KEK.", [count(pool.deks), pools.name(pool)]),
	"expected": _expected,
	"actual": pool.deks[0].wrapped_by,
	"basis": "plan",
}) if {
	count(_gaps(pool)) == 0
	count(_wrapping(pool)) == 1
} else := finding.pass(pool.address, "keys") if {
	count(_wrapping(pool)) > 1
} else := finding.undetermined(pool.address, "keys", concat("; ", sort(_gaps(pool))), {
	"message": sprintf("By how many KEKs the keys of %s are wrapped cannot be told.", [pools.name(pool)]),
	"expected": _expected,
})

# What is named now wraps every key to come.
_alone(pool) if count(pool.keks) == 1

_alone(pool) if {
	not pool.unknown.keks
	count(pool.keks) == 0
}

_alone(pool) if {
	not pool.unknown.keks
	every _, identifier in pool.keks { pools.token(identifier) }
	count(_tokens(pool.keks)) < 2
}

_tokens(keks) := {pools.token(identifier) | some identifier in keks}

_wrapping(pool) := {pools.token(dek.wrapped_by) | some dek in pool.deks}

_gaps(pool) := pools.gaps(pool) | {sprintf("which KEK wraps %s: %s", [pools.called(dek), _why(dek)]) |
	some dek in pool.deks
	not pools.token(dek.wrapped_by)
}

_why(dek) := dek.unknown.wrapped_by if {
	dek.unknown.wrapped_by
} else := "nothing says it" if {
	dek.wrapped_by == ""
} else := sprintf("%s does not tell which key it is", [dek.wrapped_by])

_expected := "at least two different KEKs"
