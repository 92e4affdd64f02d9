# METADATA
# title: Keys that are registered
# description: |
#   What a keywright_registered_key says of a key that is kept where no provider reaches, under keywright's names: the same as of
#   other keys, and the six stages of its life. Who may use it the register does not say.
package keywright.lib.registered_keys

import data.keywright.lib.identifiers
import data.keywright.lib.labels
import data.keywright.lib.plan
import data.keywright.lib.values

type := "keywright_registered_key"

# cells gives a key's attributes.
cells(resource) := object.union(labels.of(resource), {
	"arn": _none,
	"key_id": _none,
	"region": _region(resource),
	"account": {"unknown": "what keeps it has no account of AWS"},
	"bypass_lockout_check": _none,
	"deletion_protection": _none,
	"spec": values.read(resource, "spec"),
	"usage": values.read(resource, "usage"),
	"origin": _origin(resource),
	"multi_region": {"unknown": "where it is copied to the register does not say"},
	"enabled": {"value": true, "basis": "default"},
	"deletion_window_days": _none,
})

_none := {"value": null, "basis": ""}

_region(resource) := values.first([values.optional(resource, "region", null), {"unknown": "the register does not say where it is kept"}])

# Material that may be read where it is kept may be somewhere else as well.
_origin(resource) := {"unknown": reason} if {
	reason := [cell.unknown | some name in ["exportable", "generated_in_hsm"]; cell := values.read(resource, name); cell.unknown][0]
} else := {"value": "REGISTERED_EXPORTABLE", "basis": values.basis(resource)} if {
	values.optional(resource, "exportable", true).value != false
} else := {"value": "REGISTERED_HSM", "basis": values.basis(resource)} if {
	values.optional(resource, "generated_in_hsm", false).value == true
} else := {"value": "REGISTERED", "basis": values.basis(resource)}

# names is what a registered key goes by.
names(resource) := [name | name := values.read(resource, "name").value; is_string(name); name != ""]

# setting is a key's own rotation, as a cell; period the days of it. By hand and on demand it does not rotate by itself.
setting(resource) := {"unknown": cell.unknown} if {
	cell := values.optional(resource, "rotation_method", null)
	cell.unknown
} else := {"value": "automatic", "basis": values.basis(resource)} if {
	values.optional(resource, "rotation_method", null).value == "automatic"
} else := {"value": "none", "basis": values.basis(resource)}

# method and owner are how it rotates and who sees to it, where the register says that it does.
method(resource) := text if {
	text := values.optional(resource, "rotation_method", null).value
	is_string(text)
} else := ""

owner(resource) := text if {
	method(resource) != ""
	text := values.read(resource, "owner").value
	is_string(text)
} else := ""

period(resource) := values.optional(resource, "rotation_days", null)

# rows are what the register says of each beside that (finding.Registered).
rows := [row |
	some resource in plan.resources.keywright_registered_key
	identifiers.alive(resource)
	stages := values.read(resource, "stages")
	row := {
		"address": resource.address,
		"stages": {name: text | some name in stages_of_life; text := stages.value[name]; is_string(text); trim_space(text) != ""},
		"unknown": {"stages": reason | reason := stages.unknown},
	}
]

# stages_of_life are the six.
stages_of_life := ["generation", "storage", "usage", "rotation", "backup", "destruction"]
