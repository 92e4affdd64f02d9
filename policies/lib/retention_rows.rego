# METADATA
# title: How long backups are kept
# description: |
#   A row for each place of the plan that says how long backups are kept (finding.Retention): databases, their copies in
#   other regions, plans of backups, and the lifecycle of buckets, with how long it keeps old versions.
package keywright.lib.retention_rows

import data.keywright.lib.buckets
import data.keywright.lib.lifecycle_blocks
import data.keywright.lib.plan
import data.keywright.lib.values

# rows are the retentions.
rows := array.concat(array.concat(_databases, _copies), array.concat(_plans, _buckets))

# A replica has no backups of its own but those that it is told to make.
_databases := [_row(resource, said.attribute, resource.address, values.optional(resource, said.attribute, null)) |
	some type, said in _kept_by
	some resource in plan.resources[type]
	not resource.expressions[said.source]
	object.get(resource.values, said.source, null) in {null, ""}
]

_kept_by := {
	"aws_db_instance": {"attribute": "backup_retention_period", "source": "replicate_source_db"},
	"aws_docdb_cluster": {"attribute": "backup_retention_period", "source": "-"},
	"aws_neptune_cluster": {"attribute": "backup_retention_period", "source": "replication_source_identifier"},
	"aws_rds_cluster": {"attribute": "backup_retention_period", "source": "replication_source_identifier"},
	"aws_redshift_cluster": {"attribute": "automated_snapshot_retention_period", "source": "-"},
}

# Where nothing is said, copies of backups are kept for a week.
_copies := [_row(resource, attribute, resource.address, values.optional(resource, attribute, 7)) |
	attribute := "retention_period"
	some resource in plan.resources.aws_db_instance_automated_backups_replication
]

# A rule of a plan that says nothing keeps backups for ever.
_plans := [_row(resource, sprintf("rule[%d].lifecycle.delete_after", [i]), "", cell) |
	some resource in plan.resources.aws_backup_plan
	some i, rule in _rules(resource)
	cell := _after(resource, rule)
]

_after(resource, rule) := {"value": days} if {
	days := object.get(rule, ["lifecycle", 0, "delete_after"], null)
	is_number(days)
	days > 0
} else := {"unknown": values.reason(resource, "rule")} if {
	_hidden(resource)
} else := {"value": null}

# What the plan does not tell of a rule may be its end; a rule whose identifiers alone are unknown says so in full.
_hidden(resource) if resource.unknown.rule == true

_hidden(resource) if resource.sensitive.rule == true

_hidden(resource) if {
	some rule in resource.unknown.rule
	_open(object.get(_object(rule), "lifecycle", false))
}

_open(true)

_open(marks) if {
	is_array(marks)
	some mark in marks
	is_object(mark)
	object.get(mark, "delete_after", false) == true
}

_rules(resource) := [_object(rule) | some rule in resource.values.rule] if {
	is_array(resource.values.rule)
	count(resource.values.rule) > 0
} else := [{}]

_object(value) := value if is_object(value)

_object(value) := {} if not is_object(value)

_buckets := array.concat(
	[_lifecycle(resource, "rule.expiration.days", _bucket(resource), false) | some resource in plan.resources.aws_s3_bucket_lifecycle_configuration],
	[_lifecycle(block.lifecycle, "lifecycle_rule.expiration.days", block.lifecycle.address, block.read) | some block in lifecycle_blocks.blocks],
)

_lifecycle(resource, attribute, store, read) := object.union(row, {"noncurrent_days": object.get(noncurrent, "value", null), "read": read, "unknown": unknown}) if {
	row := _row(resource, attribute, store, _expiry(resource))
	noncurrent := _noncurrent(resource)
	unknown := object.union(row.unknown, {"noncurrent_days": noncurrent.unknown | noncurrent.unknown})
}

# Of several resources that are one bucket, none is the one: its name is all of theirs.
_bucket(resource) := min(named) if {
	named := buckets.named_by(resource, "bucket")
	count(named) == 1
} else := resource.values.bucket if {
	is_string(resource.values.bucket)
} else := ""

# Only a rule for the whole bucket says how long what is in it is kept.
_expiry(resource) := {"unknown": values.reason(resource, "rule")} if {
	_unsure(resource)
} else := {"unknown": "its rules are for parts of the bucket alone"} if {
	some rule in _enabled(resource)
	_partial(rule)
} else := {"value": min(days)} if {
	days := {number |
		some rule in _enabled(resource)
		number := object.get(rule, ["expiration", 0, "days"], 0)
		is_number(number)
		number > 0
	}
	count(days) > 0
} else := {"value": null}

# An old version ends so many days after it is no longer the current one. A rule that spares some of the newer ones keeps them
# for ever.
_noncurrent(resource) := {"unknown": values.reason(resource, "rule")} if {
	some rule in resource.unknown.rule
	_marked(object.get(_object(rule), "noncurrent_version_expiration", false), ["noncurrent_days", "newer_noncurrent_versions"])
} else := {"value": min(days)} if {
	days := {number |
		some rule in _enabled(resource)
		object.get(rule, ["noncurrent_version_expiration", 0, "newer_noncurrent_versions"], null) in {null, 0, "", "0"}
		number := object.get(rule, ["noncurrent_version_expiration", 0, "noncurrent_days"], 0)
		is_number(number)
		number > 0
	}
	count(days) > 0
} else := {"value": null}

_unsure(resource) if resource.unknown.rule == true

_unsure(resource) if walk(resource.sensitive.rule, [_, true])

_unsure(resource) if {
	some rule in resource.unknown.rule
	some name in ["status", "prefix", "filter", "expiration"]
	_marked(object.get(_object(rule), name, false), ["days", "date", "tag", "and"])
}

# The prefix of an empty filter is what the service makes of it, unless the configuration has one, or does not show it.
_unsure(resource) if {
	some rule in resource.unknown.rule
	_marked(object.get(_object(rule), "filter", false), ["prefix"])
	not _unfiltered(resource)
}

_unfiltered(resource) if {
	is_array(resource.expressions.rule)
	every rule in resource.expressions.rule {
		every filter in object.get(_object(rule), "filter", []) { not filter.prefix }
	}
}

_marked(true, _)

_marked(marks, names) if {
	is_array(marks)
	some mark in marks
	is_object(mark)
	some name in names
	object.get(mark, name, false) == true
}

_enabled(resource) := [rule | some rule in _rules(resource); rule.status == "Enabled"]

_partial(rule) if not object.get(rule, "prefix", "") in {null, ""}

_partial(rule) if {
	some filter in object.get(rule, "filter", [])
	is_object(filter)
	some _, value in filter
	not value in {null, "", 0}
	value != []
	value != {}
}

_row(resource, attribute, store, cell) := {
	"address": resource.address,
	"type": resource.type,
	"actions": resource.actions,
	"attribute": attribute,
	"store": store,
	"days": object.get(cell, "value", null),
	"noncurrent_days": null,
	"read": false,
	"unknown": {"days": cell.unknown | cell.unknown},
}
