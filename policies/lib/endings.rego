# METADATA
# title: Keys that a change ends
# description: |
#   The keys that a plan destroys, replaces or forgets, a row each, as they are before the change, and pools of data keys that
#   it ends as a whole. A state changes nothing and ends no key.
package keywright.lib.endings

import data.keywright.lib.cells
import data.keywright.lib.google_keys
import data.keywright.lib.identifiers
import data.keywright.lib.labels
import data.keywright.lib.plan
import data.keywright.lib.registered_keys
import data.keywright.lib.values

# rows are the keys that the plan ends, or may end: where the plan asks for something that is not known, the fate is
# unclear.
rows := array.concat(own, _previous)

# A keyset is asked to delete its previous key. Where it is not known whether it is, the fate is unclear.
_previous := [row |
	some resource in plan.resources.keywright_keyset
	"update" in resource.actions
	is_object(resource.before.previous)
	asked := values.optional(resource, "delete_previous", false)
	not asked.value == false
	row := object.union(_row(resource, _before(resource)), {
		"address": sprintf("%s (previous)", [resource.address]),
		"key_id": _or(object.get(resource.before.previous, "key_id", ""), ""),
		"fate": _asked(asked),
	})
]

_asked(cell) := "destroyed" if {
	cell.value == true
} else := "unclear"

# own are those that a resource of their own ends.
own := [row |
	some resource in due
	row := _row(resource, _before(resource))
]

# due are the resources that must each have a row.
due := [resource |
	plan.kind == "plan"
	some resource in array.concat(identifiers.keys, plan.resources.keywright_dek_pool)
	not _harmless(resource.actions)
]

_row(resource, old) := object.union(_told(_cells(old)), {
	"address": resource.address,
	"type": resource.type,
	"kind": _kind(resource.type),
	"fate": _fate({action | some action in resource.actions}, old),
	"actions": resource.actions,
	"aliases": sort(_names(old)),
})

# A pool ends all its keys, and they wait for nothing.
_kind("keywright_dek_pool") := "pool"

_kind("keywright_registered_key") := "registered"

_kind(type) := "key" if not type in {"keywright_dek_pool", "keywright_registered_key"}

_cells(old) := cells.of(old) if old.type != "keywright_dek_pool"

_cells(old) := object.union(
	{name: values.read(old, name) | some name in ["purpose", "classification", "environment"]},
	{"purposes": labels.single(values.read(old, "purpose")), "deletion_window_days": {"value": 0}},
) if {
	old.type == "keywright_dek_pool"
}

_told(known) := {name: value |
	some name, zero in {"key_id": "", "purpose": "", "purposes": [], "classification": "", "environment": "", "protects": [], "deletion_window_days": null}
	value := _or(object.get(object.get(known, name, {}), "value", null), zero)
}

_or(value, _) := value if value != null

_or(null, zero) := zero

_before(resource) := object.union(
	object.remove(resource, ["values", "plain", "unknown", "sensitive"]),
	{
		"values": resource.before,
		"plain": plan.plain(resource.before, {}, resource.before_sensitive),
		"unknown": {},
		"sensitive": resource.before_sensitive,
	},
)

_harmless(actions) if {
	count(actions) > 0
	every action in actions { action in {"no-op", "create", "read", "update"} }
}

_fate(actions, old) := "forgotten" if {
	old.type == registered_keys.type # the register makes and destroys nothing
	"delete" in actions
} else := "forgotten" if {
	"forget" in actions
} else := "forgotten" if {
	"delete" in actions
	_retained(old)
} else := "replaced" if {
	{"delete", "create"} & actions == {"delete", "create"}
} else := "destroyed" if {
	"delete" in actions
} else := "unclear"

# A keywright key may be told to stay in KMS when its resource goes.
_retained(old) if {
	old.type in identifiers.own
	values.read(old, "retain_on_destroy").value == true
}

_retained(old) if google_keys.abandoned(old)

# A pool goes by its name. A stock alias goes together with its key: both are looked up as they were.
_names(old) := {identifiers.bare_alias(cell.value)} if {
	old.type in identifiers.own
	cell := values.read(old, "alias")
	is_string(cell.value)
} else := {name | name := values.read(old, "name").value; is_string(name)} if {
	old.type in {"keywright_dek_pool", registered_keys.type}
} else := union({names |
	some identifier in {object.get(old.values, "key_id", null), object.get(old.values, "arn", null)}
	names := object.get(_aliases, [identifier], set())
})

_aliases := {at: {pair.of | some pair in _aliased; pair.at == at} |
	some at in {pair.at | some pair in _aliased}
}

_aliased := [{"at": alias.before.target_key_id, "of": identifiers.bare_alias(alias.before.name)} |
	some alias in plan.resources.aws_kms_alias
	is_string(alias.before.target_key_id)
	is_string(alias.before.name)
	not alias.before_sensitive.name
]
