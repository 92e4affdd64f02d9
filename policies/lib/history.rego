# METADATA
# title: What was there before
# description: |
#   The inventory as it was before a plan's change, so that rules can say what the change takes away or adds. It is worked
#   out from the same plan, read as if it changed nothing. A plan that changes nothing, a plan of new things alone and a
#   state have no history.
package keywright.lib.history

import data.keywright.lib.plan
import data.keywright.lib.settings

# own are the keys that the fact part asks for, as they were. Without the keys of before nothing could be compared: where
# they cannot be read, rather no inventory at all.
own := _own_of(_keys) if {
	_told
	_keys
}

own := {"prior_keys": []} if not _told

_own_of(rows) := {"prior_keys": [_short(row) | some row in rows.keys]}

# beside is what there was beside them.
beside := _beside_of(_others) if {
	_told
	_others
}

beside := {name: [] | some name in ["prior_outside", "prior_grants", "prior_rotations", "prior_separations", "prior_residencies"]} if not _told

_beside_of(others) := {
	"prior_outside": [_short(row) | some row in others.outside],
	"prior_grants": others.grants,
	"prior_rotations": others.rotations,
	"prior_separations": others.separations,
	"prior_residencies": others.residencies,
}

# share and all are own and beside of a host that gives the document of before for its input.
share := _own_of(data.keywright.own)

all := object.union(share, _beside_of(data.keywright.beside))

_told if _changing

_told if _still

# Beside other inputs, what a plan leaves as it is and what a state holds was there before too: grants of the one may be on
# keys of the other.
_still if {
	settings.facts.several
	not _changing
	count(_kept) > 0
}

_still if {
	settings.facts.several
	plan.kind == "state"
}

_changing if {
	plan.kind == "plan"
	count(_kept) > 0
	some raw in plan.document.resource_changes
	data.keywright.read_set[raw.type]
	some action in raw.change.actions
	not action in {"no-op", "read"}
}

# Of what was there, each as it was. Its address is the one that it has now.
_kept := [object.union(object.remove(raw, ["change"]), {"change": {
	"actions": ["no-op"],
	"before": raw.change.before,
	"after": raw.change.before,
	"after_unknown": {},
	"before_sensitive": object.get(raw.change, "before_sensitive", {}),
	"after_sensitive": object.get(raw.change, "before_sensitive", {}),
}}) |
	some raw in plan.document.resource_changes
	data.keywright.read_set[raw.type]
	is_object(raw.change.before)
]

# document is the plan as if it changed nothing, where it changes something that was there.
document := _document if _changing

_document := object.union(object.remove(plan.document, ["resource_changes"]), {"resource_changes": _kept})

_keys := rows if {
	_changing
	rows := data.keywright.own with input as _document
}

_keys := data.keywright.own if _still

_others := rows if {
	_changing
	rows := data.keywright.beside with input as _document
}

_others := data.keywright.beside if _still

# What rules compare, and what joins the grants of another plan.
_short(row) := object.union(
	object.filter(row, _compared),
	{"access": [object.filter(access, ["principal", "kind", "capabilities"]) | some access in row.access]},
)

_compared := [
	"address",
	"type",
	"kind",
	"key",
	"aliases",
	"arn",
	"key_id",
	"region",
	"classification",
	"purpose",
	"purposes",
	"protects",
	"enabled",
	"deletion_protection",
	"material_version",
	"rotation",
	"policy",
	"unknown",
]
