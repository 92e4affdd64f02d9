# METADATA
# title: No class is lowered, no region added, no separation weakened
# description: |
#   A change that lowers or removes the class of a key, lets keys live in more regions, or asks less of a separation needs
#   the approval of the people whom the profile names for changes of policy. What the rules ask of a key follows from what
#   these declare; whoever lowers one of them lowers the guard.
# custom:
#   severity: high
#   scope: change
#   rows: all
#   source:
#     - POL-SEC-KM-001 6
#   controls:
#     - DORA 9(4)(e)
#     - RTS (EU) 2024/1774 Art. 7(4)
#     - PCI-DSS 4.0.1 3.7.1
#     - ISO 27001:2022 A.8.32
#     - ISO 27001:2022 A.5.3
#   remediation: |
#     Leave class, regions and separation as they were. Where the change must be, have the named people review it, and
#     switch CHG-07 off in the base profile for this change alone, with the reason: this version cannot be given approvals.
#   avoid: |
#     resource "aws_kms_key" "kyc" {
#       tags = { DataClassification = "internal" } # was restricted
#     }
#   prefer: |
#     resource "aws_kms_key" "kyc" {
#       tags = { DataClassification = "restricted" }
#     }
package keywright.rules.change.chg_07

import data.keywright.lib.approvals
import data.keywright.lib.classes
import data.keywright.lib.finding
import data.keywright.lib.rows

report := array.concat(
	[judged | some key in rows.kept; judged := _key(key)],
	array.concat(
		[judged | some address, was in rows.before("residencies"); _residencies[address]; judged := _residency(address, was)],
		[judged | some address, was in rows.before("separations"); _separations[address]; judged := _separation(address, was)],
	),
)

_key(key) := _weakened(key.address, "classification", sprintf("The change lowers the class of %s from %s to %s.", [rows.name(key), _was(key), _called(key)])) if {
	not key.unknown.classification
	_lowered(key)
} else := finding.undetermined(key.address, "classification", key.unknown.classification, {
	"message": sprintf("Whether the change lowers the class of %s, which was %s, cannot be told.", [rows.name(key), _was(key)]),
	"expected": "the class as it was, or a stricter one",
}) if {
	key.unknown.classification
	_was(key) != ""
} else := finding.pass(key.address, "classification")

_was(key) := rows.was(key).classification

_lowered(key) if object.get(classes.rank, _was(key), 0) > object.get(classes.rank, key.classification, 0)

_called(key) := key.classification if {
	key.classification != ""
} else := "none"

_weakened(address, attribute, message) := finding.fail(address, attribute, {
	"message": message,
	"expected": approvals.phrase("change-policy"),
	"actual": approvals.missing,
	"basis": "plan",
})

# A declaration that goes is CHG-08's.
_residency(address, was) := _weakened(address, "regions", sprintf("The change lets keys live in %s as well.", [concat(", ", sort(wider))])) if {
	wider := _wider(_residencies[address], was)
	count(wider) > 0
} else := finding.undetermined(address, "regions", concat("; ", sort(gaps)), {
	"message": sprintf("Whether the change lets keys live in more regions cannot be told of %s.", [address]),
	"expected": "the regions as they were, or fewer",
}) if {
	gaps := {reason | some reason in _residencies[address].unknown}
	count(gaps) > 0
} else := finding.pass(address, "regions")

_residencies := {row.address: row | some row in rows.inventory.residencies}

_wider(now, was) := (_regions(now) - _regions(was)) | {now.jurisdiction |
	now.jurisdiction != was.jurisdiction
	count(_within(now.jurisdiction) - _within(was.jurisdiction)) > 0
}

_regions(row) := ({row.primary_region, row.backup_region} | {region | some region in row.additional_regions}) - {""}

_within(jurisdiction) := {region.code | some region in data.keywright.data.regions.regions; jurisdiction in region.jurisdictions}

_separation(address, was) := _weakened(address, "keys", sprintf("The change asks less of %s: %s.", [address, concat("; ", sort(fewer))])) if {
	fewer := _fewer(_separations[address], was)
	count(fewer) > 0
} else := finding.undetermined(address, "keys", concat("; ", sort(gaps)), {
	"message": sprintf("Whether the change asks less of %s cannot be told.", [address]),
	"expected": "as many keys and demands as before, or more",
}) if {
	gaps := {reason | some reason in _separations[address].unknown} | {sprintf("which key %q is is known only after apply", [name]) |
		some name, key in _separations[address].keys
		key == ""
		_may_hide(_separations[address], was, name)
	}
	count(gaps) > 0
} else := finding.pass(address, "keys")

_separations := {row.address: row | some row in rows.inventory.separations}

_fewer(now, was) := {sprintf("%s is not among its keys any more", [_called_then(now, was, name)]) |
	some name in _lost(now, was)
	not _perhaps_renamed(now, was)
} | {sprintf("%s is not distinct in %s any more", [name, what]) |
	not now.unknown.keys
	some what, names in was.distinct
	not now.unknown[concat("_", ["distinct", what])]
	some name in names
	not name in _lost(now, was)
	not _over(now, name, was.keys[name])
	not was.keys[name] in _demanded(now, what)
	not _asked(now, what, name, was.keys[name])
}

# A key is still there under another name; one that the change ends is another rule's affair.
_lost(now, was) := {name |
	not now.unknown.keys
	some name, key in was.keys
	not _stands(now, name, key)
	not key in _there(now)
}

_there(now) := {key | some key in now.keys; key != ""} | _ended

_ended := {ended.address | some ended in rows.ended}

# Of a key that the change ends nothing is asked any more, unless another takes its place.
_over(now, name, key) if {
	key in _ended
	not _stands(now, name, key)
	not key in {other | some other in now.keys}
}

# A name stands for its key as before where it does not stand for another that is known.
_stands(now, name, key) if now.keys[name] in {key, ""}

_stands(now, name, "") if now.keys[name]

_asked(now, what, name, key) if {
	name in now.distinct[what]
	_stands(now, name, key)
}

_called_then(now, was, name) := was.keys[name] if {
	now.keys[name]
} else := name

# What is known only after apply may be the key that is not seen among the others, or no longer the one that it was.
_may_hide(now, was, _) if count(_lost(now, was)) > 0

_may_hide(now, was, name) if {
	was.keys[name] != ""
	not was.keys[name] in _there(now)
}

_perhaps_renamed(now, was) if {
	some name, key in now.keys
	key == ""
	not name in object.keys(was.keys)
}

_demanded(now, what) := {now.keys[name] | some name in object.get(now.distinct, what, []); now.keys[name] != ""}
