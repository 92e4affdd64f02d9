# METADATA
# title: What is set of buckets
# description: |
#   A row for each resource that says something of a bucket (finding.BucketSetting): the bucket itself, and what sets whether it
#   keeps old versions of its objects, whom its policy turns away, and whether it lets in the public. Where objects can be locked, it does. Source: Amazon S3 User Guide, Retaining multiple
#   versions of objects, Locking objects; the documentation of aws_s3_bucket and aws_s3_bucket_versioning.
package keywright.lib.bucket_rows

import data.keywright.lib.bucket_drafts
import data.keywright.lib.bucket_policies
import data.keywright.lib.buckets
import data.keywright.lib.plan
import data.keywright.lib.values

# due are the resources that say something of a bucket.
due := [resource |
	some type in ["aws_s3_bucket", "aws_s3_bucket_object_lock_configuration", "aws_s3_bucket_policy", "aws_s3_bucket_public_access_block", "aws_s3_bucket_versioning"]
	some resource in plan.resources[type]
]

# rows are what they say.
rows := [object.union(row, {"plain": policy.plain, "lets_in": policy.lets_in, "minimum": policy.minimum, "writes": _writes(resource), "unknown": unknown}) |
	some resource in due
	row := _row(resource, _said(resource))
	policy := _policy(resource, row.store)
	unknown := object.union(row.unknown, {"policy": policy.unknown | policy.unknown != ""})
]

_row(resource, said) := {
	"address": resource.address,
	"type": resource.type,
	"actions": resource.actions,
	"store": _store(resource),
	"locked": object.get(said, ["locked", "value"], null) == true,
	"versions": object.get(said, ["versions", "value"], ""),
	"closed": object.get(said, ["closed", "value"], null) == true,
	"unknown": {name: cell.unknown | some name, cell in said; cell.unknown},
}

_store(resource) := resource.address if {
	resource.type == "aws_s3_bucket"
} else := "" if {
	resource.type == "aws_s3_bucket_public_access_block"
	count(buckets.named_by(resource, "bucket")) > 1
} else := min(named) if {
	named := buckets.named_by(resource, "bucket")
	count(named) > 0
} else := resource.values.bucket if {
	is_string(resource.values.bucket)
} else := ""

_said(resource) := {
	"locked": _lock(values.optional(resource, "object_lock_enabled", false), values.at(resource, ["object_lock_configuration", 0, "object_lock_enabled"])),
	"versions": _of_bucket(resource, values.at(resource, ["versioning", 0, "enabled"])),
} if {
	resource.type == "aws_s3_bucket"
}

# Objects can be locked where either the attribute or the older block says so.
_lock(_, older) := {"value": true} if older.value == "Enabled"

_lock(_, older) := {"unknown": older.unknown} if older.unknown

_lock(cell, older) := cell if {
	not older.unknown
	older.value != "Enabled"
}

# A lock is put on what keeps versions alone.
_said(resource) := {"locked": {"value": true}} if resource.type == "aws_s3_bucket_object_lock_configuration"

_said(resource) := {"versions": _of_status(values.at(resource, ["versioning_configuration", 0, "status"]))} if {
	resource.type == "aws_s3_bucket_versioning"
}

_said(resource) := {} if resource.type == "aws_s3_bucket_policy"

_said(resource) := {"closed": _closed([values.optional(resource, name, false) | some name in ["ignore_public_acls", "restrict_public_buckets"]])} if {
	resource.type == "aws_s3_bucket_public_access_block"
}

# Public ACLs that do not count, and public policies that let in nobody but the account and services, leave nothing to the public;
# the other two settings only turn away new ones.
_closed(cells) := {"value": false} if {
	some cell in cells
	not cell.unknown
	cell.value != true
} else := {"unknown": reason} if {
	reason := [cell.unknown | some cell in cells; cell.unknown][0]
} else := {"value": true}

_of_status(cell) := {"value": lower(cell.value)} if {
	cell.value in {"Enabled", "Suspended", "Disabled"}
} else := {"unknown": object.get(cell, "unknown", "its versioning has a status that is not known here")}

# What a bucket says of itself, in its older block or as it was read. One that kept versions once, and keeps none now, looks as
# one that never did; a new one has none.
_of_bucket(_, cell) := {"unknown": cell.unknown} if cell.unknown

_of_bucket(resource, cell) := {"value": state} if {
	not cell.unknown
	state := _state(resource, cell)
}

_of_bucket(resource, cell) := {"unknown": "nothing shows whether it keeps old versions"} if {
	not cell.unknown
	not _state(resource, cell)
}

_state(resource, cell) := "enabled" if {
	cell.value == true
} else := "disabled" if {
	"create" in resource.actions
} else := "suspended" if {
	cell.value == false
}

# The configuration of a bucket writes its policy, where it has the attribute; elsewhere the attribute is what was read.
_writes(resource) if {
	resource.type == "aws_s3_bucket"
	resource.expressions.policy
} else := false

_policy(resource, store) := _of_text(values.optional(resource, "policy", null), resource, store) if {
	resource.type in {"aws_s3_bucket", "aws_s3_bucket_policy"}
} else := object.union(bucket_policies.none, {"plain": "", "lets_in": [], "minimum": ""})

# A text that is not known yet may have a draft, which shows what none of its Denies can refuse.
_of_text(cell, resource, store) := drafted if {
	cell.unknown
	drafted := _drafted(resource, store)
	drafted.plain == "served"
} else := object.union(bucket_policies.none, {"plain": "", "lets_in": [], "minimum": "", "unknown": concat("; ", reasons)}) if {
	cell.unknown
	reasons := array.concat(array.concat([cell.unknown], [reason | reason := _drafted(resource, store).unknown; reason != ""]), _advice(resource))
}

_drafted(resource, store) := bucket_policies.of(bucket_drafts.of(resource), _named(resource, store))

# Where the source was asked, the reason says what it does not tell.
_advice(resource) := [] if {
	values.resolved(resource, "policy")
} else := [] if {
	values.hides(resource, ["policy"])
} else := ["check with --source DIR"]

_of_text(cell, resource, store) := bucket_policies.of(cell.value, _named(resource, store)) if {
	is_string(cell.value)
	cell.value != ""
}

_of_text(cell, _, _) := bucket_policies.none if object.get(cell, "value", "unknown") in {null, ""}

_named(resource, store) := {"arns": _arns(resource, store), "block": object.get(plan.by_address, [store, "block"], "")}

# What a policy may call its bucket by: its ARN, the one that its name makes, and what the source has where apply makes these.
_arns(resource, store) := ({arn |
	arn := plan.by_address[store].values.arn
	is_string(arn)
} | {sprintf("arn:%s:s3:::%s", [partition, name]) |
	some partition in ["aws", "aws-cn", "aws-us-gov", "aws-eusc"]
	some name in (_names(resource, store) | {sprintf("known after apply: %s.id", [store])})
}) | {sprintf("known after apply: %s.arn", [store])}

_names(resource, store) := {name |
	some holder in [resource, object.get(plan.by_address, store, {"values": {}})]
	name := object.get(holder.values, "bucket", null)
	is_string(name)
	name != ""
}
