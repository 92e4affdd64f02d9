# METADATA
# title: A key is rotated by hand with approval
# description: |
#   Whoever proposes to rotate a key by hand is not the one who approves it. A plan shows such a rotation where the trigger
#   of an on-demand schedule changes, where an alias moves to another key, and where material is imported into a key that is
#   there already: whether it is the same again, no plan tells. Without approvals this is not assessed; a profile that
#   requires them makes it fail.
# custom:
#   severity: high
#   scope: change
#   rows: all
#   source:
#     - POL-SEC-KM-001 6
#   controls:
#     - PCI-DSS 4.0.1 3.7.4
#     - PCI-DSS 4.0.1 3.7.6
#     - DORA 9(4)(e)
#     - ISO 27001:2022 A.8.32
#   remediation: Have the people whom the profile names for rotation review the change before it is applied.
#   avoid: |
#     resource "keywright_rotation" "backup" {
#       trigger = "2026-11-25" # changed, and its author alone has seen it
#     }
#   prefer: |
#     resource "keywright_rotation" "backup" {
#       trigger = "2026-11-25" # changed, and somebody else of the named people has agreed
#     }
package keywright.rules.change.chg_03

import data.keywright.lib.approvals
import data.keywright.lib.finding
import data.keywright.lib.rows

report := [judged |
	some key in rows.keys
	judged := _judged(key)
]

_judged(key) := approvals.wanted(finding.fail(key.address, "rotation", {
	"message": sprintf("The change rotates %s by hand: %s.", [rows.name(key), concat("; ", sort(ways))]),
	"expected": sprintf("%s, the proposer not among them", [approvals.phrase("rotate-key")]),
	"actual": approvals.missing,
	"basis": "plan",
})) if {
	ways := union({_triggered(key), _repointed(key), _imported(key)})
	count(ways) > 0
} else := approvals.wanted(finding.undetermined(key.address, "rotation", concat("; ", sort(gaps)), {
	"message": sprintf("Whether the change rotates %s by hand cannot be told.", [rows.name(key)]),
	"expected": "no rotation by hand, or approval",
})) if {
	gaps := _open(key)
	count(gaps) > 0
} else := finding.pass(key.address, "rotation") if {
	key.actions in {["no-op"], ["update"]}
}

_open(key) := {reason | some address in key.rotation.schedules; reason := rows.rotations[address].unknown.rotates_now} | {reason |
	_before[key.address]
	reason := key.unknown.material_version
}

_triggered(key) := {sprintf("the trigger of %s changes", [address]) |
	some address in key.rotation.schedules
	rows.rotations[address].rotates_now == true
}

_imported(key) := {sprintf("material_wo_version changes to %d, and material is imported", [key.material_version]) |
	is_number(key.material_version)
	key.material_version != object.get(_before[key.address], "material_version", null)
}

# An alias that another key bore before the change and does not bear after it.
_repointed(key) := {sprintf("the alias %s moves to it from %s", [alias, concat(", ", sort(others))]) |
	some alias in key.aliases
	not alias in object.get(_before, key.address, {"aliases": []}).aliases
	others := {before.address |
		some before in object.get(_borne, alias, set())
		before.address != key.address
		_may_be_one(before.region, key.region)
		not alias in object.get(_bearing, before.address, set())
	}
	count(others) > 0
}

_before := rows.before("keys")

_may_be_one(one, other) if one == other

_may_be_one(one, other) if "" in {one, other}

_borne := {at: {pair.of | some pair in _bearers; pair.at == at} |
	some at in {pair.at | some pair in _bearers}
}

_bearers := [{"at": alias, "of": {"address": key.address, "region": key.region}} |
	some key in _before
	some alias in key.aliases
]

_bearing := {key.address: {alias | some alias in key.aliases} | some key in rows.keys}
