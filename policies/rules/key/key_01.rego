# METADATA
# title: Algorithms are approved
# description: |
#   A key's algorithm and length are approved for what it does. What is prohibited is prohibited for every class;
#   what is legacy, such as RSA with 2048 bits, is only for a purpose that an exception names.
# custom:
#   severity: critical
#   scope: key
#   rows: each
#   every_key: true
#   source:
#     - POL-SEC-ENC-001 2.1
#     - POL-SEC-ENC-001 2.2
#   controls:
#     - RTS (EU) 2024/1774 Art. 6
#     - PCI-DSS 4.0.1 3.7.1
#     - BSI TR-02102-1
#     - BSI TR-03161 O.Cryp_3
#     - NIST SP 800-57 Part 1 Rev. 5
#   remediation: Create the key with an approved spec; the spec of a KMS key cannot be changed, so what it protects moves to a new key.
#   avoid: |
#     resource "keywright_key" "tokens" {
#       spec  = "ECC_SECG_P256K1"
#       usage = "SIGN_VERIFY"
#     }
#   prefer: |
#     resource "keywright_key" "tokens" {
#       spec  = "ECC_NIST_EDWARDS25519"
#       usage = "SIGN_VERIFY"
#     }
package keywright.rules.key.key_01

import data.keywright.lib.finding
import data.keywright.lib.rows
import data.keywright.lib.settings

report := [judged |
	some key in rows.keys
	judged := _judged(key)
]

_rows[spec][usage] := row if {
	some algorithm in data.keywright.data.algorithms.algorithms
	spec := algorithm.spec
	some row in algorithm.usages
	usage := row.usage
}

_judged(key) := finding.undetermined(key.address, "spec", key.unknown[attribute], {
	"message": sprintf("Which algorithm %s uses cannot be told from the plan.", [rows.name(key)]),
	"expected": _expected,
}) if {
	some attribute in ["spec", "usage"]
	attribute == [name | some name in ["spec", "usage"]; key.unknown[name]][0]
} else := finding.fail(key.address, "spec", {
	"message": sprintf("%s uses %s, which keywright does not know for %s.", [rows.name(key), key.spec, key.usage]),
	"expected": _expected,
	"actual": sprintf("%s for %s", [key.spec, key.usage]),
	"basis": object.get(key.basis, "spec", "plan"),
}) if {
	not _rows[key.spec][key.usage]
} else := finding.fail(key.address, "spec", {
	"message": sprintf("%s uses %s for %s, which is %s: %s.", [rows.name(key), key.spec, key.usage, _status(key), _reason(key)]),
	"expected": _expected,
	"actual": sprintf("%s for %s", [key.spec, key.usage]),
	"basis": object.get(key.basis, "spec", "plan"),
	"severity": {"prohibited": "critical", "legacy": "high"}[_status(key)],
}) if {
	_status(key) != "approved"
} else := finding.pass(key.address, "spec") if {
	_status(key) == "approved"
}

# The profile may override a row, with a reason and an end.
_status(key) := _override(key).status if {
	_override(key)
} else := _rows[key.spec][key.usage].status

_reason(key) := _override(key).reason if {
	_override(key)
} else := _rows[key.spec][key.usage].condition

_override(key) := row if {
	row := settings.algorithms[key.spec]
	_holds(row)
	_covers(row, "classifications", key.classification)
	_covers(row, "purposes", key.purpose)
}

# What forbids more holds without an end; what allows more holds through its last day, in UTC, and not without a clock.
_holds(row) if row.status == "prohibited"

_holds(row) if substring(data.keywright_facts.now, 0, 10) <= row.ends

# A list that the override does not have, or leaves empty, narrows nothing.
_covers(row, list, _) if count(object.get(row, list, [])) == 0

_covers(row, list, value) if value in object.get(row, list, [])

_expected := "an algorithm that the policy approves for this usage"
