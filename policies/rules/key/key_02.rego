# METADATA
# title: Algorithms outlive their use
# description: |
#   No authority's date for a key's algorithm falls before the end of the key's cryptoperiod: the period of the schedule
#   that covers it, else the one that the policy gives its type, counted from the day of the check. NIST says until when
#   an algorithm may protect data, BSI until when it recommends it by itself. The last day counts as accepted.
# custom:
#   severity: medium
#   scope: key
#   rows: each
#   source:
#     - BSI TR-02102-1
#     - NIST SP 800-57 Part 1 Rev. 5
#   controls:
#     - RTS (EU) 2024/1774 Art. 6(4)
#     - PCI-DSS 4.0.1 3.7.5
#     - BSI TR-02102-1
#     - BSI TR-03161 O.Cryp_3
#     - NIST SP 800-57 Part 1 Rev. 5
#   remediation: Plan the move to an algorithm without such a date, or to one whose date is later, and shorten the period until then; data.keywright.data.algorithms has the dates and their sources.
#   avoid: |
#     resource "aws_kms_key" "partner" {
#       customer_master_key_spec = "RSA_2048"
#       key_usage                = "SIGN_VERIFY"
#     }
#   prefer: |
#     resource "aws_kms_key" "partner" {
#       customer_master_key_spec = "RSA_4096"
#       key_usage                = "SIGN_VERIFY"
#     }
package keywright.rules.key.key_02

import data.keywright.lib.algorithms
import data.keywright.lib.clock
import data.keywright.lib.domains
import data.keywright.lib.finding
import data.keywright.lib.rotation
import data.keywright.lib.rows

report := [judged |
	some key in rows.keys
	judged := _judged(key)
]

# What the table does not have is KEY-01's affair.
_judged(key) := finding.undetermined(key.address, "spec", key.unknown[attribute], {
	"message": sprintf("Until when the algorithm of %s is accepted cannot be told from the plan.", [rows.name(key)]),
	"under": "KEY-01",
	"expected": _expected,
}) if {
	attribute := [name | some name in ["spec", "usage"]; key.unknown[name]][0]
} else := finding.pass(key.address, "spec") if {
	count(_dates(key)) == 0
	_row(key)
} else := finding.undetermined(key.address, "spec", "no clock was given", {
	"message": sprintf("Whether the algorithm of %s outlives its use cannot be told without a clock.", [rows.name(key)]),
	"expected": _expected,
}) if {
	_row(key)
	not clock.today
} else := finding.fail(key.address, "spec", {
	"message": sprintf("%s uses %s, and %s: that day is over.", [rows.name(key), key.spec, _said(key, past)]),
	"expected": _expected,
	"actual": sprintf("%s, accepted until %s", [key.spec, min(past)]),
	"basis": object.get(key.basis, "spec", "plan"),
}) if {
	past := {until | some until, _ in _dates(key); until < clock.today}
	count(past) > 0
} else := finding.undetermined(key.address, "spec", concat("; ", sort(gaps)), {
	"message": sprintf("Whether the algorithm of %s outlives its use cannot be told: how long one key is used is not known.", [rows.name(key)]),
	"expected": _expected,
}) if {
	_row(key)
	gaps := _gaps(key)
	count(gaps) > 0
} else := finding.fail(key.address, "spec", {
	"message": sprintf("%s uses %s, and %s. Its cryptoperiod of %d days ends on %s, after that.", [rows.name(key), key.spec, _said(key, before), _period(key), _end(key)]),
	"expected": _expected,
	"actual": sprintf("%s, accepted until %s", [key.spec, min(before)]),
	"basis": object.get(key.basis, "spec", "plan"),
}) if {
	before := {until | some until, _ in _dates(key); until < _end(key)}
	count(before) > 0
} else := finding.pass(key.address, "spec") if {
	_row(key)
}

_row(key) := algorithms.usages[key.spec][key.usage]

# The dates that authorities name: day → who says what.
_dates(key) := {until: said |
	some until in {_row(key)[authority].until | some authority in ["nist", "bsi"]; is_string(_row(key)[authority].until)}
	said := {sprintf(words, [until, data.keywright.data.algorithms.sources[_row(key)[authority].source].title]) |
		some authority, words in {"nist": "NIST accepts it until %s (%s)", "bsi": "BSI recommends it by itself until %s (%s)"}
		_row(key)[authority].until == until
	}
}

_said(key, days) := concat(", ", [one | some day in sort(days); some one in sort(_dates(key)[day])])

_period(key) := max(_scheduled(key)) if {
	count(_scheduled(key)) > 0
} else := rotation.wanted(key).period_days

_scheduled(key) := {period |
	some address in key.rotation.schedules
	period := rows.rotations[address].period_days
	is_number(period)
}

_gaps(key) := {reason |
	some address in key.rotation.schedules
	reason := rows.rotations[address].unknown.period_days
} | {reason |
	count(_scheduled(key)) == 0
	some reason in _unplanned(key)
}

# Without a schedule the policy's period for its type counts, and the type is its purpose's.
_unplanned(key) := union({
	{key.unknown[name] | some name in ["schedules", "purpose"]; key.unknown[name]},
	{reason | reason := domains.unplaced(key)},
	{"the profile names no period for keys of its type" | not rotation.wanted(key).period_days},
})

_end(key) := clock.later(_period(key))

_expected := "an algorithm that is accepted until the end of the key's cryptoperiod"
