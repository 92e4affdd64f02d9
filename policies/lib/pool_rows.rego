# METADATA
# title: Pools of data keys
# description: |
#   A row for each pool (finding.Pool): the settings of it, the KEKs that it wraps by, its data keys with their windows, and
#   those of them that the change takes away. What is no instant counts as unknown.
package keywright.lib.pool_rows

import data.keywright.lib.identifiers
import data.keywright.lib.plan
import data.keywright.lib.values
import data.keywright.lib.windows

# due are the resources that are pools.
due := plan.resources.keywright_dek_pool

# rows are the pools.
rows := [row |
	some resource in due
	texts := {name: _text(resource, name) | some name in _texts}
	numbers := {name: _number(resource, name) | some name in _numbers}
	deks := _deks(resource)
	count(deks) == _shown(resource) # rather no inventory than one that misses a key
	row := object.union_n([
		{name: object.get(cell, "value", "") | some name, cell in texts},
		{name: object.get(cell, "value", null) | some name, cell in numbers},
		{
			"address": resource.address,
			"type": resource.type,
			"actions": resource.actions,
			"keks": _keks(resource),
			"deks": deks,
			"going": _going(resource),
			"unknown": object.union_n([
				{name: cell.unknown | some name, cell in object.union(texts, numbers)},
				_kek_gaps(resource),
				_dek_gaps(resource),
				_going_gaps(resource),
			]),
		},
	])
]

_texts := ["name", "application", "purpose", "classification", "owner", "environment", "algorithm"]

_numbers := [
	"valid_keys",
	"future_keys",
	"key_validity_days",
	"handed_out",
	"handed_out_lifetime_minutes",
	"cache_hours",
	"recrypt_within_days",
	"backup_retention_days",
]

_text(resource, name) := {"unknown": cell.unknown} if {
	cell := values.read(resource, name)
	cell.unknown
} else := {"value": cell.value} if {
	cell := values.read(resource, name)
	is_string(cell.value)
} else := {"value": ""}

_number(resource, name) := {"unknown": cell.unknown} if {
	cell := values.optional(resource, name, null)
	cell.unknown
} else := {"value": cell.value} if {
	cell := values.optional(resource, name, null)
	is_number(cell.value)
} else := {"value": null}

# KEKs are named by a map of whole keys, or of what identifies them: name → address, or the identifier of a key that is
# elsewhere; "" where that is known only after apply.
_keks(resource) := {name: _key(value) | some name, value in resource.values.keks} if {
	is_object(resource.values.keks)
} else := {}

_key(value) := _named(value.arn) if {
	is_string(value.arn)
} else := identifiers.by_identifier[sprintf("%s|%s", [value.key_id, value.region])] if {
	is_string(value.key_id)
	is_string(value.region)
} else := _named(value.key_id) if {
	is_string(value.key_id)
} else := identifiers.by_alias[name] if {
	name := _aliased(value)
} else := found if {
	bearers := identifiers.by_stock_alias[_aliased(value)]
	count(bearers) == 1
	some found in bearers
} else := ""

_aliased(value) := sprintf("%s|%s", [identifiers.bare_alias(value.alias), value.region]) if {
	is_string(value.alias)
	is_string(value.region)
}

_named(identifier) := object.get(identifiers.by_identifier, identifier, identifier)

_kek_gaps(resource) := {"keks": values.reason(resource, "keks")} if {
	values.unknown(resource, "keks")
	_unsure(resource)
} else := {}

_unsure(resource) if not is_object(object.get(resource.values, "keks", null))

_unsure(resource) if "" in {key | some key in _keks(resource)}

# The data keys as they are after the change.
_deks(resource) := [row |
	some i, member in resource.values.keys
	row := _dek(_object(member), _mark(object.get(resource.unknown, "keys", {}), i), _was_until(resource, _identity(_object(member))))
] if {
	is_array(resource.values.keys)
	not _hidden(resource)
} else := []

# How many keys the plan shows.
_shown(resource) := count(resource.values.keys) if {
	is_array(resource.values.keys)
	not _hidden(resource)
} else := 0

_hidden(resource) if resource.unknown.keys == true

_hidden(resource) if values.hides(resource, ["keys"])

_dek_gaps(resource) := {"deks": values.reason(resource, "keys")} if {
	_hidden(resource)
} else := {}

_mark(marks, i) := _object(marks[i]) if {
	is_array(marks)
	marks[i] != true
} else := {name: true | some name in array.concat(_names, _windows)} if {
	marks[i] == true
} else := {}

_names := ["alias", "fingerprint", "wrapped_by"]

_windows := ["encrypt_from", "encrypt_until", "hand_out_until", "recrypt_from", "expired_at"]

_dek(member, marks, was_until) := object.union_n([
	{name: _string(object.get(member, name, "")) | some name in ["alias", "fingerprint"]},
	{"wrapped_by": _named(_string(object.get(member, "wrapped_by", "")))},
	{name: _instant(object.get(member, name, "")) | some name in _windows},
	{
		"was_until": was_until,
		"unknown": object.union(
			{name: "it is known only after apply" | some name in array.concat(_names, _windows); marks[name] == true},
			{name: "it is no instant of the form 2026-11-21T00:00:00Z" |
				some name in _windows
				text := object.get(member, name, null)
				not text in {null, ""}
				not windows.is_instant(text)
			},
		),
	},
])

_instant(text) := text if windows.is_instant(text)

_instant(text) := "" if not windows.is_instant(text)

# What the change takes away: the keys of before that are not among those of after. Of a pool that goes as a whole, no key is
# told of by itself.
_going(resource) := [_dek(member, {}, "") |
	_stays(resource)
	not _hidden(resource)
	left := {_identity(_object(member)) | some member in _after(resource)}
	some member in _before(resource)
	not _identity(member) in (left | {""})
]

_stays(resource) if {
	count(resource.actions) > 0
	every action in resource.actions { action in {"no-op", "update"} }
}

_going_gaps(resource) := {"going": values.reason(resource, "keys")} if {
	_stays(resource)
	_hidden(resource)
	count(_before(resource)) > 0
} else := {"going": "the keys that were there are marked as sensitive"} if {
	_stays(resource)
	_secret(object.get(resource.before_sensitive, "keys", false))
	resource.actions != ["no-op"]
} else := {"going": "a key that was there has neither alias nor fingerprint"} if {
	_stays(resource)
	resource.actions != ["no-op"]
	"" in {_identity(member) | some member in _before(resource)}
} else := {}

_secret(marks) if {
	walk(marks, [_, true])
}

_before(resource) := [_object(member) | some member in resource.before.keys] if {
	is_array(resource.before.keys)
} else := []

_after(resource) := resource.values.keys if {
	is_array(resource.values.keys)
} else := []

# A name that two keys bore names neither.
_was_until(resource, identity) := text if {
	texts := _untils[[resource.address, identity]]
	count(texts) == 1
	some text in texts
} else := ""

_untils := {at: texts | some at, texts in _until}

_until[[resource.address, _identity(member)]] contains _instant(object.get(member, "encrypt_until", "")) if {
	some resource in due
	some member in _before(resource)
}

_identity(member) := name if {
	name := [text | some text in [object.get(member, "alias", ""), object.get(member, "fingerprint", "")]; is_string(text); text != ""][0]
} else := ""

_object(value) := value if is_object(value)

_object(value) := {} if not is_object(value)

_string(value) := value if is_string(value)

_string(value) := "" if not is_string(value)
