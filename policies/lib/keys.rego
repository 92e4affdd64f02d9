# METADATA
# title: Keys
# description: |
#   One row for each key, whatever resource declares it, with what is unknown and where each value comes from. The
#   rows have the JSON fields of the Go type finding.Key.
package keywright.lib.keys

import data.keywright.lib.access
import data.keywright.lib.cells
import data.keywright.lib.cloud_keys
import data.keywright.lib.clouds
import data.keywright.lib.declared
import data.keywright.lib.escalation
import data.keywright.lib.forms
import data.keywright.lib.grants
import data.keywright.lib.identifiers
import data.keywright.lib.policies
import data.keywright.lib.regions
import data.keywright.lib.schedules

# rows are the keys of the plan or state, or the share of them that is asked for.
rows := [row |
	some resource in identifiers.part
	row := _whole(resource)
]

_whole(resource) := object.union(known, {"escalations": escalation.of(known)}) if {
	clouds.aws(resource)
	known := _row(resource)
}

_whole(resource) := object.union(_values(known), cloud_keys.more(resource, known)) if {
	not clouds.aws(resource)
	known := cells.of(resource)
}

_row(resource) := object.union(_values(known), {
	"address": resource.address,
	"type": resource.type,
	"kind": cells.kind(resource),
	"actions": resource.actions,
	"aliases": sort(declared.aliases(resource)),
	"suspected": sort(cells.suspected(resource)),
	"account_symbol": regions.symbol(resource),
	"primary": cells.primary(resource),
	"way_back": sort(declared.texts(resource, "way_back")),
	"escrows": sort(declared.escrows(resource)),
	"rotation": schedules.rotation(resource),
	"policy": policies.row(resource),
	"policy_forms": forms.of(policies.of(resource)),
	"access": access.rows(resource, known),
	"unknown": object.union(
		object.union_n([{name: cell.unknown | some name, cell in known}, cells.gaps(resource), grants.gaps]),
		object.union(policies.gaps(resource), schedules.gaps(resource)),
	),
	"basis": {name: cell.basis | some name, cell in known; cell.basis != ""},
}) if {
	known := cells.of(resource)
}

# An unknown or absent value is the zero value of its Go type.
_values(known) := object.union(_zeros, {name: cell.value | some name, cell in known; cell.value != null})

_zeros := {
	"arn": "",
	"key_id": "",
	"region": "",
	"account": "",
	"spec": "",
	"usage": "",
	"origin": "",
	"hsm_mode": "",
	"material_version": null,
	"multi_region": null,
	"enabled": null,
	"purpose": "",
	"purposes": [],
	"classification": "",
	"owner": "",
	"environment": "",
	"environments": [],
	"protects": [],
	"deletion_window_days": null,
	"deletion_protection": null,
	"bypass_lockout_check": null,
}
