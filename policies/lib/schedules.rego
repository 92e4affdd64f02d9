# METADATA
# title: Schedules, separations, residencies
# description: What keywright's own declarations say about keys, and how each key rotates by all of it taken together.
package keywright.lib.schedules

import data.keywright.lib.azure_keys
import data.keywright.lib.clouds
import data.keywright.lib.google_keys
import data.keywright.lib.identifiers
import data.keywright.lib.keysets
import data.keywright.lib.linked
import data.keywright.lib.plan
import data.keywright.lib.registered_keys
import data.keywright.lib.values
import data.keywright.lib.vault_keys

# rotations are the schedules, one row each (finding.Rotation).
rotations := [row |
	some resource in plan.resources.keywright_rotation
	identifiers.alive(resource)
	cells := {
		"method": values.read(resource, "method"),
		"period_days": values.optional(resource, "period_days", 365),
		"alert_after_days": values.optional(resource, "alert_after_days", 7),
		"owner": values.optional(resource, "owner", ""),
		"approval": values.optional(resource, "approval", ""),
		"manage": values.optional(resource, "manage", true),
		"rotates_now": _rotates_now(resource),
	}
	row := object.union(
		{name: object.get(cell, "value", _zeros[name]) | some name, cell in cells},
		{
			"address": resource.address,
			"keys": sort({address | some address in _covered[resource.address]}),
			"unknown": object.union({name: cell.unknown | some name, cell in cells}, _open(resource)),
		},
	)
]

_zeros := {"method": "", "period_days": null, "alert_after_days": null, "owner": "", "approval": "", "manage": null, "rotates_now": null}

# A change of the trigger of an on-demand schedule rotates its keys.
_rotates_now(resource) := {"value": false} if {
	not "update" in resource.actions
} else := {"value": false} if {
	values.read(resource, "method").value != "on-demand"
} else := {"value": false} if {
	values.optional(resource, "manage", true).value == false
} else := {"unknown": cell.unknown} if {
	cell := values.read(resource, "trigger")
	cell.unknown
} else := {"value": true} if {
	trigger := values.read(resource, "trigger").value
	is_string(trigger)
	trigger != object.get(resource.before, "trigger", null)
} else := {"value": false}

# members gives the entries of a declaration's keys: name → what is known of the key and which one it is.
members(resource) := {name: member |
	some name, value in linked.entries(resource)
	member := object.union(
		{field: object.get(value, field, null) | some field in ["arn", "key_id", "region", "alias"]},
		{"address": linked.address(resource, name, value)},
	)
}

_covered := {resource.address: addresses |
	some resource in plan.resources.keywright_rotation
	addresses := {member.address | some member in members(resource); member.address != ""} | object.get(linked.together, resource.address, set())
}

# A schedule whose keys cannot all be told may cover any of those that it could mean, and where it says nothing of
# them, any key.
_open(resource) := {"keys": "which keys it covers is known only after apply"} if {
	_hidden(resource)
	count(object.get(linked.together, resource.address, set())) == 0
} else := {}

_hidden(resource) if resource.unknown.keys == true

_hidden(resource) if {
	some name, member in members(resource)
	member.address == ""
	linked.nameless(resource, name)
}

_open_schedules := {row.address | some row in rotations; row.unknown.keys}

_by_key := {at: {pair.of | some pair in _covering; pair.at == at} |
	some at in {pair.at | some pair in _covering}
}

_covering := [{"at": address, "of": row.address} |
	some row in rotations
	some address in row.keys
]

_rows := {row.address: row | some row in rotations}

# rotation is how a key rotates (finding.KeyRotation): by its schedule, else by its own setting.
rotation(resource) := object.union(_scheduled(resource), {
	"setting": object.get(_setting(resource), "value", ""),
	"schedules": sort(_schedules(resource)),
	"last": object.get(_status(resource), "last", ""),
	"next": object.get(_status(resource), "next", ""),
	"due": object.get(_status(resource), "due", ""),
})

# What the one schedule of a key recorded of it when it was last read. A plan that changes the schedule leaves it open.
_status(resource) := {name: text | some name, text in recorded; is_string(text)} if {
	count(_schedules(resource)) == 1
	some address in _schedules(resource)
	recorded := _recorded[address][resource.address]
} else := keysets.times(resource) if {
	resource.type == "keywright_keyset"
	count(_schedules(resource)) == 0
} else := {}

_recorded := {resource.address: recorded |
	some resource in plan.resources.keywright_rotation
	cell := values.read(resource, "status")
	is_object(cell.value)
	recorded := {member.address: cell.value[name] | some name, member in members(resource); member.address != ""; is_object(cell.value[name])}
}

_schedules(resource) := object.get(_by_key, resource.address, set())

_scheduled(resource) := {
	"method": row.method,
	"period_days": row.period_days,
	"alert_after_days": row.alert_after_days,
	"owner": row.owner,
} if {
	count(_schedules(resource)) == 1
	some address in _schedules(resource)
	row := _rows[address]
} else := {
	"method": registered_keys.method(resource),
	"period_days": object.get(_period(resource), "value", null),
	"alert_after_days": null,
	"owner": registered_keys.owner(resource),
} if {
	resource.type == registered_keys.type
} else := {
	"method": object.get(_setting(resource), "value", ""),
	"period_days": object.get(_period(resource), "value", null),
	"alert_after_days": null,
	"owner": "",
}

# gaps gives what is unknown of a key's rotation.
gaps(resource) := union_of([
	{"rotation": reason | reason := _setting(resource).unknown},
	{"rotation_period": reason | reason := _period(resource).unknown},
	{"schedules": sprintf("which keys %s covers is known only after apply", [concat(", ", sort(_open_schedules))]) |
		count(_open_schedules) > 0
		count(_schedules(resource)) == 0
	},
])

union_of(objects) := {key: value | some object in objects; some key, value in object}

# A keywright key rotates by a schedule alone; so does what the service cannot rotate.
_setting(resource) := {"value": "none", "basis": "default"} if {
	resource.type in {"keywright_key", "aws_kms_external_key", "aws_kms_replica_external_key"}
}

_setting(resource) := {"unknown": cell.unknown} if {
	resource.type == "aws_kms_key"
	cell := values.optional(resource, "enable_key_rotation", false)
	cell.unknown
}

_setting(resource) := {"value": {true: "automatic", false: "none"}[cell.value], "basis": cell.basis} if {
	resource.type == "aws_kms_key"
	cell := values.optional(resource, "enable_key_rotation", false)
	not cell.unknown
}

# A keyset rotates by itself, by the applies that are run as its windows end.
_setting(resource) := {"value": "automatic", "basis": "default"} if resource.type == "keywright_keyset"

_setting(resource) := registered_keys.setting(resource) if clouds.of(resource) == "elsewhere"

_setting(resource) := google_keys.setting(resource) if clouds.of(resource) == "google"

_setting(resource) := azure_keys.setting(resource) if clouds.of(resource) == "azure"

_setting(resource) := vault_keys.setting(resource) if clouds.of(resource) == "vault"

# A replica rotates with its primary.
_setting(resource) := {"value": "", "basis": ""} if resource.type in {"aws_kms_replica_key", "keywright_replica_key"}

_period(resource) := values.optional(resource, "rotation_period_in_days", 365) if {
	resource.type == "aws_kms_key"
	_setting(resource).value == "automatic"
} else := values.optional(resource, "period_days", null) if {
	resource.type == "keywright_keyset"
} else := registered_keys.period(resource) if {
	clouds.of(resource) == "elsewhere"
} else := google_keys.period(resource) if {
	clouds.of(resource) == "google"
} else := azure_keys.period(resource) if {
	clouds.of(resource) == "azure"
} else := vault_keys.period(resource) if {
	clouds.of(resource) == "vault"
} else := {"value": null, "basis": ""}

# separations are the declared separations, one row each (finding.Separation).
separations := [row |
	some resource in plan.resources.keywright_separation
	identifiers.alive(resource)
	distinct := {what: object.get(resource.values, concat("_", ["distinct", what]), null) |
		some what in ["regions", "accounts", "administrators", "users"]
	}
	row := {
		"address": resource.address,
		"keys": {name: member.address | some name, member in members(resource)},
		"members": members(resource),
		"distinct": {what: sort(names) | some what, names in distinct; is_array(names)},
		"unknown": {attribute: values.reason(resource, attribute) |
			some attribute in ["keys", "distinct_regions", "distinct_accounts", "distinct_administrators", "distinct_users"]
			_hides(resource, attribute)
		},
	}
]

# Of whole keys, parts are always unknown at first; the declaration is unknown where its entries are.
_hides(resource, attribute) if {
	attribute != "keys"
	values.unknown(resource, attribute)
}

_hides(resource, "keys") if resource.unknown.keys == true

# residencies are the declared regions, one row each (finding.Residency).
residencies := [row |
	some resource in plan.resources.keywright_residency
	identifiers.alive(resource)
	cells := {
		"primary_region": values.read(resource, "primary_region"),
		"backup_region": values.optional(resource, "backup_region", ""),
		"jurisdiction": values.optional(resource, "jurisdiction", "EEA"),
		"additional_regions": values.optional(resource, "additional_regions", []),
	}
	row := object.union(
		{name: _or_empty(cell, name) | some name, cell in cells},
		{
			"address": resource.address,
			"unknown": {name: cell.unknown | some name, cell in cells},
		},
	)
]

_or_empty(cell, name) := cell.value if {
	cell.value != null
} else := {"additional_regions": []}[name] if {
	name == "additional_regions"
} else := ""
