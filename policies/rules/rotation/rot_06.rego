# METADATA
# title: Rotation is not weakened by the change
# description: |
#   A change does not switch the rotation of a key off, does not take it out of its schedule, does not put another method in
#   the place of the policy's, and does not stretch its period past the policy. What it weakens is seen by comparing the
#   plan with what was there before.
# custom:
#   severity: critical
#   scope: change
#   rows: all
#   source:
#     - POL-SEC-KM-001 3.6
#     - POL-SEC-KM-001 6
#   controls:
#     - PCI-DSS 4.0.1 3.7.4
#     - DORA 9(4)(e)
#     - ISO 27001:2022 A.8.24
#     - ISO 27001:2022 A.8.32
#   remediation: |
#     Leave rotation as it was. Where the change must be, have the people review it whom the profile names for changes of
#     policy, and switch ROT-06 off in the base profile for this change alone, with the reason: this version cannot be given
#     approvals.
#   avoid: |
#     resource "aws_kms_key" "database" {
#       enable_key_rotation = false # was true
#     }
#   prefer: |
#     resource "aws_kms_key" "database" {
#       enable_key_rotation     = true
#       rotation_period_in_days = 365
#     }
package keywright.rules.rotation.rot_06

import data.keywright.lib.approvals
import data.keywright.lib.finding
import data.keywright.lib.rotation
import data.keywright.lib.rows

# A replica rotates with its primary.
report := [judged |
	some key in rows.kept
	key.kind != "replica"
	judged := _judged(key)
]

# What the plan does not touch keeps its rotation, and has no row of before where nothing at all is touched.
_judged(key) := finding.fail(key.address, "rotation", {
	"message": sprintf("The change weakens the rotation of %s: %s.", [rows.name(key), concat("; ", sort(faults))]),
	"expected": approvals.phrase("change-policy"),
	"actual": approvals.missing,
	"basis": "plan",
}) if {
	faults := _faults(key)
	count(faults) > 0
} else := finding.undetermined(key.address, "rotation", concat("; ", sort(gaps)), {
	"message": sprintf("Whether the change weakens the rotation of %s cannot be told.", [rows.name(key)]),
	"expected": "rotation as it was, or stricter",
}) if {
	gaps := _gaps(key)
	count(gaps) > 0
} else := finding.pass(key.address, "rotation")

_was(key) := rows.was(key).rotation

# Only what is known of both sides shows a fault.
_faults(key) := union({
	{"it is switched off" | _off(key)},
	{"no schedule covers it any more" | _left(key)},
	{sprintf("its method was %s and is %s", [_was(key).method, key.rotation.method]) | _other(key)},
	{sprintf("its period was %d days and is %d, and the policy allows %d", [_was(key).period_days, key.rotation.period_days, _limit(key)]) | _stretched(key)},
	{sprintf("%s only watches, and no longer sees to it", [address]) | some address in _let_go(key)},
})

_off(key) if {
	not _by_hand_alone(key)
	_rotated(_was(key).method)
	count(key.rotation.schedules) == 0
	key.rotation.setting == "none"
	not _unknown(key)
}

_off(key) if {
	not _by_hand_alone(key)
	_was(key).setting == "automatic"
	key.rotation.setting == "none"
	key.rotation.method != "automatic"
	not key.unknown.rotation
	not _unknown(key)
}

# What the policy wants rotated by hand alone, and somebody answers for, is rightly switched off.
_by_hand_alone(key) if {
	rotation.accepted(key) == {"manual"}
	_answered(key)
}

_answered(key) if count(key.rotation.schedules) > 0

_answered(key) if rotation.answers(key)

_left(key) if {
	count(_was(key).schedules) > 0
	count(key.rotation.schedules) == 0
	not _unknown(key)
}

# Back to the method that the policy names is no weakening.
_other(key) if {
	_rotated(_was(key).method)
	_rotated(key.rotation.method)
	key.rotation.method != _was(key).method
	key.rotation.method != rotation.wanted(key).method
}

_stretched(key) if {
	is_number(key.rotation.period_days)
	key.rotation.period_days > _was(key).period_days
	key.rotation.period_days > _limit(key)
}

_let_go(key) := {address |
	some address in key.rotation.schedules
	rows.rotations[address].manage == false
	_schedules_before[address].manage == true
}

_schedules_before := rows.before("rotations")

_rotated(method) if method in {"automatic", "on-demand", "manual"}

_limit(key) := rotation.wanted(key).period_days

_unknown(key) if key.unknown.schedules

# A value that was known and is not.
_gaps(key) := {key.unknown[name] |
	rows.was(key)
	some name in ["rotation", "rotation_period", "schedules"]
	key.unknown[name]
	not rows.was(key).unknown[name]
	_matters(key, name)
} | {reason |
	rows.was(key)
	some address in key.rotation.schedules
	some name in ["method", "period_days", "manage"]
	reason := rows.rotations[address].unknown[name]
}

_matters(_, name) if name != "schedules"

_matters(key, "schedules") if count(_was(key).schedules) > 0
