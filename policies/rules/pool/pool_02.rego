# METADATA
# title: The algorithm of a pool is approved
# description: |
#   The data keys of a pool are for an algorithm that is approved, by the table of keywright: symmetric keys have 256 bits, for
#   every class, and a mode of encryption shows what was changed. What is prohibited no profile allows; what only the older text
#   of the policy approves is legacy, and is allowed through the last day (UTC) of an algorithm block of the profile that names it
#   and is for the pool's class and purpose.
# custom:
#   severity: high
#   scope: key
#   rows: all
#   source:
#     - POL-SEC-KM-001 3.2
#     - POL-SEC-ENC-001 2.1
#     - "KSA: DEK pools"
#   controls:
#     - RTS (EU) 2024/1774 Art. 6
#     - PCI-DSS 4.0.1 3.7.1
#     - BSI TR-02102-1
#     - NIST SP 800-57 Part 1 Rev. 5
#   remediation: Make a pool of the approved algorithm, encrypt the data anew by its keys, and let those of the old pool expire.
#   avoid: |
#     resource "keywright_dek_pool" "hub" {
#       algorithm = "AES_128_CBC"
#     }
#   prefer: |
#     resource "keywright_dek_pool" "hub" {
#       algorithm = "AES_256_GCM"
#     }
package keywright.rules.pool.pool_02

import data.keywright.lib.clock
import data.keywright.lib.finding
import data.keywright.lib.pools
import data.keywright.lib.settings

report := [judged | some pool in pools.alive; judged := _judged(pool)]

_rows := {row.name: row | some row in data.keywright.data.dek_algorithms.algorithms}

_judged(pool) := finding.undetermined(pool.address, "algorithm", pool.unknown.algorithm, {
	"message": sprintf("What the keys of %s are for cannot be told from the plan.", [pools.name(pool)]),
	"expected": _expected,
}) if {
	pool.unknown.algorithm
} else := finding.fail(pool.address, "algorithm", {
	"message": sprintf("The keys of %s are for %s, which keywright does not know.", [pools.name(pool), _said(pool)]),
	"expected": _expected,
	"actual": _said(pool),
	"basis": "plan",
}) if {
	not _rows[pool.algorithm]
} else := finding.fail(pool.address, "algorithm", {
	"message": sprintf("The keys of %s are for %s, which is %s: %s.", [pools.name(pool), pool.algorithm, _status(pool), _reason(pool)]),
	"expected": _expected,
	"actual": pool.algorithm,
	"basis": "plan",
}) if {
	_status(pool) != "approved"
} else := finding.pass(pool.address, "algorithm") if {
	_status(pool) == "approved"
}

_said(pool) := pool.algorithm if {
	pool.algorithm != ""
} else := "no algorithm that is said"

_status(pool) := _override(pool).status if {
	_override(pool)
} else := _rows[pool.algorithm].status

_reason(pool) := _override(pool).reason if {
	_override(pool)
} else := _rows[pool.algorithm].condition

# What forbids more holds for every pool; what allows more, only for what is legacy and surely meant.
_override(pool) := row if {
	row := settings.algorithms[pool.algorithm]
	_strictness[row.status] > _strictness[_rows[pool.algorithm].status]
} else := row if {
	row := settings.algorithms[pool.algorithm]
	_rows[pool.algorithm].status == "legacy"
	row.status == "approved"
	clock.today <= row.ends
	_among(pool, "classification", object.get(row, "classifications", []))
	_among(pool, "purpose", object.get(row, "purposes", []))
}

_strictness := {"approved": 0, "legacy": 1, "prohibited": 2}

_among(_, _, []) := true

_among(pool, attribute, list) if {
	not pool.unknown[attribute]
	pool[attribute] in list
}

_expected := "an algorithm that is approved: AES_256_GCM, or for public keys RSA_3072_OAEP_SHA_256 and above"
