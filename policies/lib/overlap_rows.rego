# METADATA
# title: Old and new beside each other
# description: |
#   How long what was rotated stays valid beside what took its place: a row for each keyset, secret and registered key of this
#   provider (finding.Overlap), with the hours that it declares and the windows that it has recorded.
package keywright.lib.overlap_rows

import data.keywright.lib.identifiers
import data.keywright.lib.labels
import data.keywright.lib.plan
import data.keywright.lib.values
import data.keywright.lib.windows

# due are the resources that say so.
due := [resource |
	some type in ["keywright_keyset", "keywright_secret", "keywright_registered_key"]
	some resource in plan.resources[type]
	identifiers.alive(resource)
]

# rows are their rows.
rows := [row |
	some resource in due
	hours := values.optional(resource, "overlap_hours", _default(resource.type))
	purposes := labels.of(resource).purposes
	known := _windows(resource)
	row := {
		"address": resource.address,
		"type": resource.type,
		"actions": resource.actions,
		"purposes": object.get(purposes, "value", []),
		"overlap_hours": _number(hours),
		"previous": known.previous,
		"current_from": _instant(known.from),
		"previous_until": _instant(known.until),
		"previous_valid": known.valid,
		"unknown": object.union_n([
			{"overlap_hours": reason | reason := hours.unknown},
			{"purpose": reason | reason := purposes.unknown},
			{"windows": reason | reason := known.unknown},
			{"windows": "a window is no instant of the form 2026-11-21T00:00:00Z" |
				some text in [known.from, known.until]
				text != ""
				not windows.is_instant(text)
			},
		]),
	}
]

_default("keywright_registered_key") := null

_default(type) := 24 if type != "keywright_registered_key"

_number(cell) := cell.value if {
	is_number(cell.value)
} else := null

_instant(text) := text if windows.is_instant(text)

_instant(text) := "" if not windows.is_instant(text)

# A keyset has members, a secret versions. The register of other keys records no windows.
_windows(resource) := _of(object.get(resource.values, "current", null), object.get(resource.values, "previous", null), _hides(resource, ["current", "previous"])) if {
	resource.type == "keywright_keyset"
} else := _of(_staged(resource, "AWSCURRENT"), _staged(resource, "AWSPREVIOUS"), _hides(resource, ["versions"])) if {
	resource.type == "keywright_secret"
} else := _nothing({})

# What is only made has nothing before it.
_hides(resource, names) := {"unknown": values.reason(resource, name) |
	resource.actions != ["create"]
	some name in names
	values.unknown(resource, name)
	name == [other | some other in names; values.unknown(resource, other)][0]
}

_of(_, _, gap) := _nothing(gap) if gap.unknown

_of(_, previous, gap) := _nothing(gap) if {
	not gap.unknown
	not is_object(previous)
}

_of(current, previous, gap) := {
	"previous": true,
	"from": _text(current, "valid_from"),
	"until": _text(previous, "valid_until"),
	"valid": object.get(previous, "enabled", true) != false,
} if {
	not gap.unknown
	is_object(previous)
}

_nothing(gap) := object.union({"previous": false, "from": "", "until": "", "valid": false}, gap)

_text(member, name) := text if {
	is_object(member)
	text := object.get(member, name, "")
	is_string(text)
} else := ""

_staged(resource, stage) := found[0] if {
	found := [version |
		some version in resource.values.versions
		is_object(version)
		some given in version.stages
		given == stage
	]
	count(found) > 0
} else := null
