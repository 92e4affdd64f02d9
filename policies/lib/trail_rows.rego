# METADATA
# title: Trails
# description: |
#   What records the use of keys: a row for each trail of the plan (finding.Trail), with what it records of KMS, how its
#   store is locked and where else it goes.
package keywright.lib.trail_rows

import data.keywright.lib.buckets
import data.keywright.lib.encryption
import data.keywright.lib.google_trails
import data.keywright.lib.identifiers
import data.keywright.lib.listing
import data.keywright.lib.plan
import data.keywright.lib.references
import data.keywright.lib.regions
import data.keywright.lib.values
import data.keywright.lib.vault_trails

# due are the resources that are trails.
due := array.concat(array.concat(plan.resources.aws_cloudtrail, google_trails.due), plan.resources.vault_audit)

# rows are the trails.
rows := array.concat(
	[row |
		some resource in plan.resources.aws_cloudtrail
		row := _row(resource)
	],
	array.concat(google_trails.rows, vault_trails.rows),
)

_row(resource) := {
	"address": resource.address,
	"type": resource.type,
	"actions": resource.actions,
	"name": _text(values.read(resource, "name")),
	"region": object.get(regions.of(resource), "value", ""),
	"account": "",
	"multi_region": object.get(cells.multi_region, "value", null),
	"logging": object.get(cells.logging, "value", null),
	"validated": object.get(cells.validated, "value", null),
	"managed": encrypted.managed,
	"key": encrypted.key,
	"records": recorded.records,
	"records_secrets": secrets.records,
	"store": store.name,
	"lock": store.lock,
	"lock_days": store.days,
	"log_group": group.value,
	"unknown": object.union_n([
		{name: cell.unknown | some name, cell in cells},
		encrypted.unknown,
		{"records": recorded.unknown | recorded.unknown},
		{"records_secrets": secrets.unknown | secrets.unknown},
		{"store": store.unknown | store.unknown},
		{"log_group": group.unknown | group.unknown},
	]),
} if {
	cells := {
		"multi_region": values.optional(resource, "is_multi_region_trail", false),
		"logging": values.optional(resource, "enable_logging", true),
		"validated": values.optional(resource, "enable_log_file_validation", false),
	}
	encrypted := encryption.of(resource, {"key": ["kms_key_id"], "key_alone": true, "keyless": "service", "unset": "service"})
	recorded := _recorded(resource, "kms.amazonaws.com")
	secrets := _recorded(resource, "secretsmanager.amazonaws.com")
	store := _store(resource)
	group := _group(resource)
}

_text(cell) := cell.value if {
	is_string(cell.value)
} else := ""

# recorded says whether all events of a service are recorded, some or none. Without a selector, all management events are,
# and those of KMS and of Secrets Manager are among them: uses as reads, changes as writes.
_recorded(resource, source) := {"records": "", "unknown": concat("; ", sort(reasons))} if {
	reasons := {values.reason(resource, name) |
		some name in ["event_selector", "advanced_event_selector"]
		values.unknown(resource, name)
	}
	count(reasons) > 0
} else := {"records": "all"} if {
	count(_blocks(resource, "event_selector")) + count(_blocks(resource, "advanced_event_selector")) == 0
} else := {"records": _sum({part |
	some selector in _blocks(resource, "event_selector")
	some part in _simple(selector, source)
} | {part |
	some selector in _blocks(resource, "advanced_event_selector")
	some part in _advanced(selector, source)
})}

_blocks(resource, name) := [_object(block) | some block in resource.values[name]] if {
	is_array(resource.values[name])
} else := []

_sum(parts) := "all" if {
	count({"ReadOnly", "WriteOnly"} - parts) == 0
} else := "some" if {
	count(parts) > 0
} else := "none"

_simple(selector, source) := _halves(object.get(selector, "read_write_type", "")) if {
	selector.include_management_events == true
	not source in _listed(selector, "exclude_management_event_sources")
} else := set()

_halves("All") := {"ReadOnly", "WriteOnly"}

_halves(half) := {half} if half != "All"

# A selector takes what fits all of its fields.
_advanced(selector, source) := set() if {
	not _is_management(selector)
} else := set() if {
	some field in _fields(selector, "eventSource")
	not _lets(field, source)
} else := {"part"} if {
	some field in _list(object.get(selector, "field_selector", []))
	not object.get(_object(field), "field", null) in {"eventCategory", "eventSource", "readOnly"}
} else := {"ReadOnly", "WriteOnly"} if {
	count(_fields(selector, "readOnly")) == 0
} else := {{"true": "ReadOnly", "false": "WriteOnly"}[value] |
	some field in _fields(selector, "readOnly")
	some value in _listed(field, "equals")
}

_is_management(selector) if {
	some field in _fields(selector, "eventCategory")
	"Management" in _listed(field, "equals")
}

# Only these two operators are read; what another leaves is not taken for recorded.
_lets(field, source) if {
	source in _listed(field, "equals")
	_no_other(field)
}

_lets(field, source) if {
	count(_listed(field, "not_equals")) > 0
	not source in _listed(field, "not_equals")
	_no_other(field)
}

_no_other(field) if {
	every operator in ["starts_with", "ends_with", "not_starts_with", "not_ends_with"] { count(_listed(field, operator)) == 0 }
}

_fields(selector, name) := [field |
	some raw in _list(object.get(selector, "field_selector", []))
	field := _object(raw)
	field.field == name
]

_listed(block, name) := {item | some item in _list(object.get(block, name, []))}

_list(value) := value if is_array(value)

_list(value) := [] if not is_array(value)

_object(value) := value if is_object(value)

_object(value) := {} if not is_object(value)

# The store of a trail, and how its objects are locked.
_store(resource) := object.union({"name": _store_name(resource)}, _locked(plan.by_address[lock])) if {
	count(_locks_of(resource)) == 1
	some lock in _locks_of(resource)
} else := {"name": _store_name(resource), "lock": "", "days": null, "unknown": sprintf("%s overwrite each other", [concat(" and ", sort(_locks_of(resource)))])} if {
	count(_locks_of(resource)) > 1
} else := {"name": _store_name(resource), "lock": "", "days": null, "unknown": sprintf("%s may be its lock; which bucket that is for is known only after apply", [listing.short(_loose)])} if {
	count(_loose) > 0
} else := {"name": _store_name(resource), "lock": "none", "days": null} if {
	count(buckets.named_by(resource, "s3_bucket_name")) > 0
} else := {"name": _store_name(resource), "lock": "", "days": null, "unknown": "its bucket is not in the inputs"}

# Of two buckets with one name only one can be made.
_store_name(resource) := min(named) if {
	named := buckets.named_by(resource, "s3_bucket_name")
	count(named) > 0
} else := _text(values.read(resource, "s3_bucket_name"))

_locks := [resource |
	some resource in plan.resources.aws_s3_bucket_object_lock_configuration
	identifiers.alive(resource)
]

# A lock is a trail's where both name one bucket, whether that is in the plan or not.
_locks_of(resource) := {lock |
	some token in _tokens(resource, "s3_bucket_name")
	some lock in _locked_by[token]
}

_locked_by[token] contains lock.address if {
	some lock in _locks
	some token in _tokens(lock, "bucket")
}

_tokens(resource, attribute) := buckets.named_by(resource, attribute) | {name |
	name := resource.values[attribute]
	is_string(name)
}

_loose := {lock.address | some lock in _locks; count(_tokens(lock, "bucket")) == 0}

_locked(lock) := {"lock": mode, "days": days} if {
	mode := values.at(lock, ["rule", 0, "default_retention", 0, "mode"]).value
	is_string(mode)
	days := _days(lock)
} else := {"lock": "none", "days": null} if {
	count(_blocks(lock, "rule")) == 0
	not values.unknown(lock, "rule")
} else := {"lock": "", "days": null, "unknown": "the retention of its lock is known only after apply"}

_days(lock) := days if {
	days := values.at(lock, ["rule", 0, "default_retention", 0, "days"]).value
	is_number(days)
	days > 0
} else := floor(years * 365.25) if {
	years := values.at(lock, ["rule", 0, "default_retention", 0, "years"]).value
	is_number(years)
}

# The log group that a trail goes to as well: its address, or its name where it is elsewhere. The ARN ends in :*.
_group(resource) := {"value": ""} if {
	values.optional(resource, "cloud_watch_logs_group_arn", null).value in {null, ""}
} else := {"value": group} if {
	group := references.only(resource, ["cloud_watch_logs_group_arn"], _group_blocks)
} else := {"value": group_named(resource, name)} if {
	arn := values.optional(resource, "cloud_watch_logs_group_arn", null).value
	is_string(arn)
	name := split(trim_suffix(arn, ":*"), ":log-group:")[1]
} else := {"value": "", "unknown": values.reason(resource, "cloud_watch_logs_group_arn")}

_group_blocks := {group.block | some group in plan.resources.aws_cloudwatch_log_group}

# group_named gives the address of the log group that a resource means by a name, or the name where it is elsewhere. Groups
# of one name are in several regions, and the one that the resource's own provider makes is meant.
group_named(resource, name) := address if {
	addresses := object.get(_groups, name, set())
	near := {group | some group in addresses; plan.by_address[group].provider == resource.provider}
	some candidates in [addresses, near]
	count(candidates) == 1
	some address in candidates
} else := concat(" of ", [name, resource.provider]) if {
	count(object.get(_groups, name, set())) > 1
} else := name

_groups := {name: addresses | some name, addresses in _group_names}

_group_names[group.values.name] contains group.address if {
	some group in plan.resources.aws_cloudwatch_log_group
	is_string(group.values.name)
}
