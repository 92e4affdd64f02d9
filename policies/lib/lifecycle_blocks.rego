# METADATA
# title: Lifecycles in the older block of a bucket
# description: |
#   A bucket may have its lifecycle in blocks of its own, lifecycle_rule, in place of aws_s3_bucket_lifecycle_configuration. The
#   provider fills them in with what it reads of the bucket where the configuration has none: then they show neither sizes of objects
#   that a rule is for, nor newer versions that it spares. Source: the documentation of aws_s3_bucket, lifecycle_rule.
package keywright.lib.lifecycle_blocks

import data.keywright.lib.plan
import data.keywright.lib.settings

# blocks are the buckets with such blocks, as if these were the resource: {"lifecycle": …, "read": whether the configuration has
# them not}.
blocks := [{"lifecycle": _lifecycle(bucket), "read": _read(bucket)} |
	some bucket in plan.resources.aws_s3_bucket
	_has(bucket)
]

_name := "lifecycle_rule"

_has(bucket) if count(_rules(bucket)) > 0

# What the configuration does not have is the provider's to fill in, and of a new bucket nothing.
_has(bucket) if {
	bucket.unknown[_name] == true
	_stated(bucket)
}

_has(bucket) if bucket.sensitive[_name] == true

_rules(bucket) := bucket.values[_name] if {
	is_array(bucket.values[_name])
} else := []

_stated(bucket) if bucket.expressions[_name]

# A dynamic block is not in the configuration of a plan.
_stated(bucket) if _name in settings.facts.dynamic[bucket.address]

_stated(bucket) if {
	not bucket.configured
	bucket.actions != ["state"]
}

# Nothing can have been read of what is not there yet.
_read(bucket) := false if {
	_stated(bucket)
} else := false if {
	"create" in bucket.actions
} else := true

_lifecycle(bucket) := object.union(bucket, {
	"values": {"rule": [_rule(_object(raw)) | some raw in _rules(bucket)]},
	"unknown": {"rule": _marks(object.get(bucket.unknown, _name, []))},
	"sensitive": {"rule": object.get(bucket.sensitive, _name, [])},
	"expressions": {"rule": object.get(bucket.expressions, _name, {})},
})

_rule(raw) := {
	"status": _status(raw),
	"prefix": object.get(raw, "prefix", ""),
	"filter": [{"tags": object.get(raw, "tags", {})}],
	"expiration": object.get(raw, "expiration", []),
	"noncurrent_version_expiration": [{"noncurrent_days": object.get(raw, ["noncurrent_version_expiration", 0, "days"], null)}],
}

_status(raw) := "Enabled" if {
	raw.enabled == true
} else := "Disabled"

_marks(marks) := [_mark(mark) | some mark in marks] if {
	is_array(marks)
} else := marks

_mark(mark) := {
	"status": object.get(mark, "enabled", false),
	"prefix": object.get(mark, "prefix", false),
	"filter": [{"tag": _some_true(object.get(mark, "tags", false))}],
	"expiration": object.get(mark, "expiration", false),
	"noncurrent_version_expiration": _noncurrent(object.get(mark, "noncurrent_version_expiration", false)),
} if {
	is_object(mark)
} else := {"status": mark}

_noncurrent(marks) := [{"noncurrent_days": object.get(_object(mark), "days", false)} | some mark in marks] if {
	is_array(marks)
} else := marks

_some_true(marks) if {
	walk(marks, [_, true])
} else := false

_object(value) := value if is_object(value)

_object(value) := {} if not is_object(value)
