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

import data.keywright.lib.algorithms
import data.keywright.lib.classes
import data.keywright.lib.domains
import data.keywright.lib.finding
import data.keywright.lib.rows
import data.keywright.lib.settings

report := [judged |
	some key in rows.keys
	judged := _judged(key)
]

_rows := algorithms.usages

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
} else := finding.undetermined(key.address, "spec", concat("; ", sort(_missing(key))), {
	"message": sprintf("Whether %s may use %s cannot be told: the profile's override of it is for some classes or purposes only.", [rows.name(key), key.spec]),
	"expected": _expected,
}) if {
	count(_statuses(key)) > 1
} else := finding.fail(key.address, "spec", {
	"message": sprintf("%s uses %s for %s, which is %s: %s.", [rows.name(key), key.spec, key.usage, status, _reason(key)]),
	"expected": _expected,
	"actual": sprintf("%s for %s", [key.spec, key.usage]),
	"basis": object.get(key.basis, "spec", "plan"),
	"severity": {"prohibited": "critical", "legacy": "high"}[status],
}) if {
	some status in _statuses(key)
	status != "approved"
} else := finding.pass(key.address, "spec") if {
	_statuses(key) == {"approved"}
}

# The profile may override a row, with a reason and an end, for some classes and purposes. Where it is not known
# whether a key is one of these, either status may be its own.
_statuses(key) := {row.status | row := _override(key)} | {_rows[key.spec][key.usage].status | not _surely(key)}

_reason(key) := _override(key).reason if {
	_override(key)
} else := _rows[key.spec][key.usage].condition

_override(key) := row if {
	row := settings.algorithms[key.spec]
	_holds(key, row)
	not _beyond(key, row)
}

_surely(key) if {
	row := _override(key)
	count(_doubts(key, row)) == 0
}

# What forbids more holds without an end; what allows more holds through its last day, in UTC, and not without a clock.
_holds(key, row) if _stricter(key, row)

_holds(_, row) if row.status == "prohibited"

_holds(_, row) if substring(data.keywright_facts.now, 0, 10) <= row.ends

_stricter(key, row) if _strictness[row.status] > _strictness[_rows[key.spec][key.usage].status]

_strictness := {"approved": 0, "legacy": 1, "prohibited": 2}

# A key is beyond an override of other classes or purposes. Of a key for several, one is enough for what forbids more,
# and one too many for what allows more.
_beyond(key, row) if {
	count(_list(row, "classifications")) > 0
	_possible(key) & _list(row, "classifications") == set()
}

_beyond(key, row) if {
	count(_list(row, "purposes")) > 0
	not _stricter(key, row)
	count(domains.of(key) - _list(row, "purposes")) > 0
}

_beyond(key, row) if {
	count(_list(row, "purposes")) > 0
	_stricter(key, row)
	count(_unsure_purpose(key)) == 0
	domains.of(key) & _list(row, "purposes") == set()
}

# Why it is not certain that an override is for a key.
_doubts(key, row) := {reason |
	count(_list(row, "classifications")) > 0
	count(_possible(key) - _list(row, "classifications")) > 0
	some reason in classes.unsure(key)
} | {reason |
	count(_list(row, "purposes")) > 0
	not _named(key, row)
	some reason in _unsure_purpose(key)
}

_named(key, row) if {
	_stricter(key, row)
	domains.of(key) & _list(row, "purposes") != set()
}

_missing(key) := _doubts(key, _override(key))

_list(row, name) := {value | some value in object.get(row, name, [])}

# The classes that a key may have: what is not known can only make it stricter.
_possible(key) := {classes.of(key)} if {
	count(classes.unsure(key)) == 0
} else := {class | some class, place in classes.rank; place >= classes.rank[classes.of(key)]} if {
	classes.of(key)
} else := object.keys(classes.rank)

_unsure_purpose(key) := {key.unknown[name] | some name in ["purpose", "protects"]; key.unknown[name]} | {reason | reason := domains.unplaced(key); count(key.purposes) == 0}

_expected := "an algorithm that the policy approves for this usage"
