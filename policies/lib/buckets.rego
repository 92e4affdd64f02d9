# METADATA
# title: What encrypts a bucket
# description: |
#   The encryption of a bucket is a resource of its own, or, in older configurations, a block of the bucket. Without
#   either, the service encrypts with its own key.
package keywright.lib.buckets

import data.keywright.lib.encryption
import data.keywright.lib.identifiers
import data.keywright.lib.listing
import data.keywright.lib.plan
import data.keywright.lib.references
import data.keywright.lib.values

# of gives what encrypts a bucket.
of(bucket) := encryption.unsure(sprintf("%s overwrite each other", [concat(" and ", sort(stated))])) if {
	stated := _linked[bucket.address] | {bucket.address | bucket.expressions[_inline]}
	count(stated) > 1
} else := encryption.unsure(sprintf("%s goes, and takes with it what %s sets", [listing.short(_leaving[bucket.address]), listing.short(stated)])) if {
	stated := _linked[bucket.address] | {bucket.address | bucket.expressions[_inline]}
	count(stated) > 0
	count(_leaving[bucket.address]) > 0
} else := _stated(plan.by_address[address], ["rule"]) if {
	some address in _linked[bucket.address]
} else := encryption.unsure(sprintf("%s may be its encryption; which bucket that is for is known only after apply", [listing.short(_loose)])) if {
	count(_loose) > 0
	not bucket.expressions[_inline]
} else := _own if {
	bucket.address in _bereft
	not bucket.expressions[_inline]
} else := _stated(bucket, [_inline, 0, "rule"]) if {
	_has_inline(bucket)
} else := _own

_inline := "server_side_encryption_configuration"

_own := {"encrypted": true, "managed": "service", "key": "", "unknown": {}}

# What the configuration does not mention is what was read, and of a new bucket nothing.
_has_inline(bucket) if bucket.expressions[_inline]

_has_inline(bucket) if {
	is_array(bucket.values[_inline])
	count(bucket.values[_inline]) > 0
}

# settings are the separate resources.
_settings := [resource |
	some resource in plan.resources.aws_s3_bucket_server_side_encryption_configuration
	identifiers.alive(resource)
]

_linked[bucket] contains resource.address if {
	some resource in _settings
	some bucket in _buckets_of(resource)
}

_buckets_of(resource) := named_by(resource, "bucket")

# named_by gives the bucket of the plan that an attribute names.
named_by(resource, attribute) := object.get(_named, resource.values[attribute], set()) if {
	is_string(resource.values[attribute])
} else := {bucket | bucket := references.only(resource, [attribute], _bucket_blocks)}

_named := {name: addresses | some name, addresses in _names}

_names[name] contains bucket.address if {
	some bucket in plan.resources.aws_s3_bucket
	some attribute in ["bucket", "id"]
	name := bucket.values[attribute]
	is_string(name)
}

_bucket_blocks := {bucket.block | some bucket in plan.resources.aws_s3_bucket}

# With the separate resource goes what it set.
_bereft := {bucket |
	some resource in plan.resources.aws_s3_bucket_server_side_encryption_configuration
	not identifiers.alive(resource)
	some bucket in _buckets_of(resource)
}

_leaving[bucket] contains resource.address if {
	some resource in plan.resources.aws_s3_bucket_server_side_encryption_configuration
	not identifiers.alive(resource)
	"delete" in resource.actions
	some bucket in _buckets_of(resource)
}

_loose := {resource.address |
	some resource in _settings
	not is_string(object.get(resource.values, "bucket", null))
	count(_buckets_of(resource)) == 0
}

# elsewhere are settings of buckets that are not in the plan, or whose bucket cannot be told.
elsewhere := [resource | some resource in _settings; count(_buckets_of(resource)) == 0]

# stated gives what such a setting comes to.
stated(resource) := _stated(resource, ["rule"])

# A rule that a dynamic block makes may not be known at all, and the source tells the key of it all the same: nothing else
# takes one than the algorithms of KMS.
_stated(resource, path) := encryption.by_key(encryption.key(resource, _key(path)), "service") if {
	_unknown(resource, path)
	references.target(resource, _key(path), identifiers.key_blocks)
} else := encryption.unsure(_unknown(resource, path)) if {
	_unknown(resource, path)
} else := encryption.by_key(encryption.key(resource, _key(path)), "service") if {
	startswith(_algorithm(resource, path), "aws:kms")
} else := _own if {
	_algorithm(resource, path) == "AES256"
} else := encryption.unsure(sprintf("%q is no algorithm of a bucket that is known here", [_algorithm(resource, path)]))

_key(path) := array.concat(path, [0, _by_default, 0, "kms_master_key_id"])

_by_default := "apply_server_side_encryption_by_default"

# A rule without an algorithm leaves the service's own.
_algorithm(resource, path) := algorithm if {
	algorithm := _algorithm_cell(resource, path).value
	is_string(algorithm)
} else := "AES256"

_algorithm_cell(resource, path) := values.at(resource, array.concat(path, [0, _by_default, 0, "sse_algorithm"]))

_unknown(resource, path) := _algorithm_cell(resource, path).unknown if {
	true
} else := "its rules are known only after apply" if {
	not is_array(object.get(resource.values, path, null))
} else := "it has more than one rule" if {
	count(object.get(resource.values, path, null)) > 1
}
