# METADATA
# title: Keys rotate as their schedule says
# description: |
#   A key rotates by the method that its schedule names, or the profile where no schedule covers it. Where that is
#   automatic, automatic rotation is on. Where it is manual with dual approval, as for backup keys, there is a manual
#   schedule with its owner, and automatic rotation is itself a fault. No key has two schedules.
# custom:
#   severity: high
#   scope: key
#   rows: each
#   source:
#     - POL-SEC-KM-001 3.6
#   controls:
#     - PCI-DSS 4.0.1 3.7.4
#     - CIS AWS Foundations 4.6
#     - AWS Security Hub KMS.4
#     - ISO 27001:2022 A.8.24
#     - NIST SP 800-57 Part 1 Rev. 5
#   remediation: Cover the key by one keywright_rotation of the method its type asks for, with an owner where that is manual.
#   avoid: |
#     resource "aws_kms_key" "kyc" {
#       enable_key_rotation = false
#     }
#   prefer: |
#     resource "keywright_rotation" "annual" {
#       method      = "automatic"
#       period_days = 365
#       keys        = { kyc = keywright_key.kyc }
#     }
package keywright.rules.rotation.rot_01

import data.keywright.lib.domains
import data.keywright.lib.finding
import data.keywright.lib.identifiers
import data.keywright.lib.rotation
import data.keywright.lib.rows

report := [judged |
	some key in rows.keys
	_applies(key)
	judged := _judged(key)
]

# A replica rotates with its primary. What the service cannot rotate is judged by its schedule; that it has none is
# ROT-03's affair.
_applies(key) if {
	key.kind in {"key", "external", "keyset"}
	not _unscheduled(key)
}

_unscheduled(key) if {
	rotation.by_hand(key)
	count(key.rotation.schedules) == 0
	key.rotation.setting != "automatic"
	not key.unknown.schedules
}

_applies(key) if count(key.rotation.schedules) > 1

_judged(key) := finding.fail(key.address, "rotation", {
	"message": sprintf("%s is in %d schedules, which fight over its rotation.", [rows.name(key), count(key.rotation.schedules)]),
	"expected": "one schedule",
	"actual": concat(", ", key.rotation.schedules),
}) if {
	count(key.rotation.schedules) > 1
} else := finding.undetermined(key.address, "rotation", concat("; ", sort(gaps)), {
	"message": sprintf("How %s rotates cannot be told from the plan.", [rows.name(key)]),
	"expected": _expected(key),
}) if {
	gaps := _gaps(key)
	count(gaps) > 0
} else := finding.fail(key.address, "rotation", {
	"message": concat(" ", sort(faults)),
	"expected": _expected(key),
	"actual": _actual(key),
	"basis": object.get(key.basis, "rotation", "plan"),
}) if {
	faults := _faults(key)
	count(faults) > 0
} else := finding.undetermined(key.address, "rotation", domains.unplaced(key), {
	"message": sprintf("How %s is to rotate depends on its purpose.", [rows.name(key)]),
	"expected": _expected(key),
}) if {
	domains.unplaced(key)
} else := finding.pass(key.address, "rotation") if {
	count(_faults(key)) == 0
}

_schedule(key) := rows.rotations[key.rotation.schedules[0]]

_manual_only(key) if {
	rotation.wanted(key).method == "manual"
	not "automatic" in rotation.accepted(key)
}

_gaps(key) := ({reason |
	some attribute in ["spec", "origin", "rotation", "schedules", "purpose"]
	_matters(key, attribute)
	reason := key.unknown[attribute]
} | {reason | some attribute in ["method", "owner", "manage"]; reason := _schedule(key).unknown[attribute]}) | _unwatched(key)

_matters(_, attribute) if attribute in {"spec", "origin", "purpose"}

_matters(key, "schedules") if count(key.rotation.schedules) == 0

# With a schedule that sets it, the key's own setting is only of interest where the two can disagree.
_matters(key, "rotation") if count(key.rotation.schedules) == 0

_matters(key, "rotation") if _schedule(key).manage == false

_unwatched(key) := {sprintf("%s only watches, and nothing in the plan says whether rotation is on", [_schedule(key).address])} if {
	_schedule(key).manage == false
	_schedule(key).method == "automatic"
	key.type in identifiers.own
} else := set()

_faults(key) := {fault | some fault in _method_faults(key)} | {fault | some fault in _owner_faults(key)}

_method_faults(key) := {sprintf("%s rotates automatically; %s keys rotate by hand, with dual approval.", [rows.name(key), rotation.type(key)])} if {
	_manual_only(key)
	_automatic(key)
} else := {sprintf("No schedule covers %s, and its own automatic rotation is off.", [rows.name(key)])} if {
	not _manual_only(key)
	count(key.rotation.schedules) == 0
	key.rotation.setting != "automatic"
} else := {sprintf("%s says automatic, and KMS cannot rotate %s by itself.", [_schedule(key).address, rows.name(key)])} if {
	rotation.by_hand(key)
	_schedule(key).method == "automatic"
} else := {sprintf("%s says automatic, and %s itself switches rotation off.", [_schedule(key).address, rows.name(key)])} if {
	_schedule(key).method == "automatic"
	not key.type in identifiers.own
	key.rotation.setting == "none"
} else := {sprintf("%s says %s, and %s itself switches automatic rotation on.", [_schedule(key).address, _schedule(key).method, rows.name(key)])} if {
	_schedule(key).method != "automatic"
	key.rotation.setting == "automatic"
} else := {sprintf("%s says %s, which %s keys do not accept.", [_schedule(key).address, _schedule(key).method, rotation.type(key)])} if {
	method := _schedule(key).method
	not method in rotation.accepted(key)
	not _only_way(key, method)
} else := set()

# Where KMS rotates nothing by itself, by hand is the only way there is.
_only_way(key, "manual") if rotation.by_hand(key)

_automatic(key) if key.rotation.setting == "automatic"

_automatic(key) if _schedule(key).method == "automatic"

_owner_faults(key) := {sprintf("%s rotates by hand and has no owner: nobody is responsible for %s.", [_schedule(key).address, rows.name(key)])} if {
	_schedule(key).method != "automatic"
	trim_space(_schedule(key).owner) == ""
} else := {sprintf("%s rotates by hand, with dual approval, and no schedule names who does it.", [rows.name(key)])} if {
	_manual_only(key)
	count(key.rotation.schedules) == 0
	not rotation.answers(key)
} else := set()

_expected(key) := "a manual schedule with an owner, and no automatic rotation" if {
	_manual_only(key)
} else := "automatic rotation, or a schedule with an owner"

_actual(key) := sprintf("%s says %s", [_schedule(key).address, _schedule(key).method]) if {
	count(key.rotation.schedules) == 1
} else := sprintf("no schedule; its own setting: %s", [key.rotation.setting])
