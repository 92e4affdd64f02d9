# METADATA
# title: Pools are apart, and their keys are named by their fingerprints
# description: |
#   An application has one pool for a purpose, and a data key is in one pool and there once: what is under it could otherwise not
#   be told, moved or erased by itself. The alias of a key, which stands beside a ciphertext, is its fingerprint: SHA-256 of the
#   key, 64 hexadecimal digits.
# custom:
#   severity: medium
#   scope: key
#   rows: all
#   source:
#     - "KSA: DEK pools"
#   controls:
#     - PCI-DSS 4.0.1 3.7.7
#     - BSI TR-03161 O.Cryp_4
#     - ISO 27001:2022 A.8.24
#   remediation: Make one pool of those that an application has for one purpose; give keys their fingerprints for aliases.
#   avoid: |
#     resource "keywright_dek_pool" "hub" {
#       application = "processor-hub"
#       purpose     = "pii"
#     }
#     resource "keywright_dek_pool" "hub_reports" {
#       application = "processor-hub"
#       purpose     = "pii"
#     }
#   prefer: |
#     resource "keywright_dek_pool" "hub" {
#       application = "processor-hub"
#       purpose     = "pii"
#     }
#     resource "keywright_dek_pool" "hub_cards" {
#       application = "processor-hub"
#       purpose     = "card-number"
#     }
package keywright.rules.pool.pool_07

import data.keywright.lib.finding
import data.keywright.lib.listing
import data.keywright.lib.pools

report := [judged | some pool in pools.alive; judged := _judged(pool)]

_judged(pool) := finding.fail(pool.address, "keys", {
	"message": sprintf("%s is not apart, or its keys are not named as they should be: %s.", [pools.capital(pool), concat("; ", sort(_faults(pool)))]),
	"expected": _expected,
	"actual": concat("; ", sort(_faults(pool))),
	"basis": "plan",
}) if {
	count(_faults(pool)) > 0
} else := finding.undetermined(pool.address, "keys", concat("; ", sort(_unplaced(pool))), {
	"message": sprintf("Whether another pool is for the same application and purpose as %s cannot be told.", [pools.name(pool)]),
	"expected": _expected,
}) if {
	count(_unplaced(pool)) > 0
} else := pools.unmade(pool) if {
	pools.coming(pool)
} else := finding.undetermined(pool.address, "keys", concat("; ", sort(_gaps(pool))), {
	"message": sprintf("Whether the keys of %s are in it alone, and bear their fingerprints, cannot be told.", [pools.name(pool)]),
	"expected": _expected,
}) if {
	count(_gaps(pool)) > 0
} else := finding.pass(pool.address, "keys")

_faults(pool) := (_beside(pool) | _shared(pool)) | _misnamed(pool)

# The pools of an application and purpose.
_placed := {place: addresses | some place, addresses in _places}

_places[[pool.application, pool.purpose]] contains pool.address if {
	some pool in pools.alive
	count(_unplaced(pool)) == 0
}

_beside(pool) := {sprintf("%s is for %s and %s too", [listing.short(others), pool.application, pool.purpose]) |
	others := _placed[[pool.application, pool.purpose]] - {pool.address}
	count(others) > 0
}

# Where a key is: by its fingerprint, and by its alias.
_held := {name: places | some name, places in _holding}

_holding[name] contains [pool.address, i] if {
	some pool in pools.alive
	some i, dek in pool.deks
	some name in {lower(dek.fingerprint), lower(dek.alias)}
	name != ""
}

_shared(pool) := {sprintf("%s is in %s", [pools.called(dek), _where(pool, others)]) |
	some i, dek in pool.deks
	others := union({_held[name] | some name in {lower(dek.fingerprint), lower(dek.alias)}; name != ""}) - {[pool.address, i]}
	count(others) > 0
}

_where(pool, others) := listing.short(elsewhere) if {
	elsewhere := {address | some [address, _] in others} - {pool.address}
	count(elsewhere) > 0
} else := "it twice"

_misnamed(pool) := {sprintf("%s %s", [pools.called(dek), fault]) |
	some dek in pool.deks
	count({name | some name in ["alias", "fingerprint"]; dek.unknown[name]}) == 0
	some fault in _fault(dek)
}

_fault(dek) := {"is not named by its fingerprint"} if {
	dek.alias != dek.fingerprint
} else := {"has no fingerprint of 64 hexadecimal digits"} if {
	not regex.match(`^[0-9a-f]{64}$`, dek.fingerprint)
} else := set()

_unplaced(pool) := {sprintf("its %s: %s", [name, object.get(pool.unknown, name, "it is not said")]) |
	some name in ["application", "purpose"]
	pool[name] == ""
}

_gaps(pool) := pools.gaps(pool) | {sprintf("the %s of a key: %s", [name, dek.unknown[name]]) | some dek in pool.deks; some name in ["alias", "fingerprint"]; dek.unknown[name]}

_expected := "one pool for an application and purpose, and keys that are in it alone, named by their fingerprints"
