package keywright.lib.bucket_rows_test

import data.keywright
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.inventory_test as planned

_rows(changes) := {row.address: row | some row in inventory.bucket_settings} if {
	inventory := keywright.inventory with input as planned.of(changes)
		with data.keywright_profile as fixture.profile
}

_bucket(after) := planned.change("aws_s3_bucket.b", "aws_s3_bucket", "managed", object.union({"bucket": "b"}, after))

_there(after) := object.union(_bucket(after), {"change": {"actions": ["no-op"], "before": object.union({"bucket": "b"}, after)}})

_versioning(after) := planned.change("aws_s3_bucket_versioning.b", "aws_s3_bucket_versioning", "managed", object.union({"bucket": "b"}, after))

_status(status) := {"versioning_configuration": [{"status": status}]}

test_a_new_bucket_has_no_versions if {
	every after in [{}, {"versioning": []}, {"versioning": [{"enabled": false}]}] {
		_rows([_bucket(after)])["aws_s3_bucket.b"].versions == "disabled"
	}
	_rows([_bucket({"versioning": [{"enabled": true}]})])["aws_s3_bucket.b"].versions == "enabled"
}

# What is there and keeps no versions may have kept some.
test_a_bucket_that_is_there if {
	_rows([_there({"versioning": [{"enabled": false}]})])["aws_s3_bucket.b"].versions == "suspended"
	_rows([_there({"versioning": [{"enabled": true}]})])["aws_s3_bucket.b"].versions == "enabled"
	_rows([_there({})])["aws_s3_bucket.b"].unknown.versions
}

test_locks if {
	_rows([_bucket({"object_lock_enabled": true})])["aws_s3_bucket.b"].locked
	_rows([_bucket({"object_lock_configuration": [{"object_lock_enabled": "Enabled"}]})])["aws_s3_bucket.b"].locked
	not _rows([_bucket({"object_lock_enabled": false})])["aws_s3_bucket.b"].locked
	lock := planned.change("aws_s3_bucket_object_lock_configuration.b", "aws_s3_bucket_object_lock_configuration", "managed", {"bucket": "b"})
	_rows([_bucket({}), lock])["aws_s3_bucket_object_lock_configuration.b"].locked
}

test_a_resource_of_its_own if {
	every status in ["Enabled", "Suspended", "Disabled"] {
		row := _rows([_bucket({}), _versioning(_status(status))])["aws_s3_bucket_versioning.b"]
		[row.store, row.versions] == ["aws_s3_bucket.b", lower(status)]
	}
	_rows([_bucket({}), _versioning(_status("Paused"))])["aws_s3_bucket_versioning.b"].unknown.versions
	_rows([_versioning(_status("Enabled"))])["aws_s3_bucket_versioning.b"].store == "b"
	_rows([_versioning({"bucket": null})])["aws_s3_bucket_versioning.b"].store == ""
}

_lifecycle(rules) := row if {
	lifecycle := planned.change("aws_s3_bucket_lifecycle_configuration.b", "aws_s3_bucket_lifecycle_configuration", "managed", {"bucket": "b", "rule": rules})
	inventory := keywright.inventory with input as planned.of([lifecycle])
		with data.keywright_profile as fixture.profile
	[row] := inventory.retentions
}

# Two resources may be one bucket: the lifecycle is of both.
test_a_lifecycle_of_a_bucket_that_is_there_twice if {
	twin := object.union(_bucket({}), {"address": "aws_s3_bucket.b_twin"})
	lifecycle := planned.change("aws_s3_bucket_lifecycle_configuration.b", "aws_s3_bucket_lifecycle_configuration", "managed", {"bucket": "b", "rule": []})
	inventory := keywright.inventory with input as planned.of([_bucket({}), twin, lifecycle])
		with data.keywright_profile as fixture.profile
	[row] := inventory.retentions
	row.store == "b"
}

_rule(changes) := object.union({"status": "Enabled", "expiration": [{"days": 30}]}, changes)

test_days_of_old_versions if {
	_lifecycle([_rule({"noncurrent_version_expiration": [{"noncurrent_days": 7}]}), _rule({"noncurrent_version_expiration": [{"noncurrent_days": 3, "newer_noncurrent_versions": 0}]})]).noncurrent_days == 3
	every rule in [
		_rule({}),
		_rule({"noncurrent_version_expiration": []}),
		_rule({"noncurrent_version_expiration": [{"noncurrent_days": null}]}),
		_rule({"noncurrent_version_expiration": [{"noncurrent_days": 3, "newer_noncurrent_versions": 2}]}),
		_rule({"noncurrent_version_expiration": [{"noncurrent_days": 3, "newer_noncurrent_versions": "2"}]}),
		_rule({"status": "Disabled", "noncurrent_version_expiration": [{"noncurrent_days": 3}]}),
	] {
		_lifecycle([rule]).noncurrent_days == null
	}
}

_older(change, expressions) := rows if {
	bucket := object.union({"address": "aws_s3_bucket.b", "mode": "managed", "type": "aws_s3_bucket"}, {"change": change})
	block := {"address": "aws_s3_bucket.b", "mode": "managed", "type": "aws_s3_bucket", "expressions": expressions}
	inventory := keywright.inventory with input as object.union(planned.of([bucket]), {"configuration": {"root_module": {"resources": [block]}}})
		with data.keywright_profile as fixture.profile
	rows := inventory.retentions
}

_ends(changes) := object.union({"enabled": true, "expiration": [{"days": 30}], "prefix": "", "tags": null}, changes)

_there_with(rules) := {"actions": ["no-op"], "before": {}, "after": {"lifecycle_rule": rules}, "after_unknown": {}}

_coming_with(rules, unknown) := {"actions": ["create"], "before": null, "after": {"lifecycle_rule": rules}, "after_unknown": {"lifecycle_rule": unknown}}

_written := {"lifecycle_rule": [{"enabled": {"constant_value": true}}]}

test_days_of_the_older_block if {
	[row] := _older(_coming_with([_ends({"noncurrent_version_expiration": [{"days": 3}]}), _ends({"enabled": false, "prefix": "logs/", "expiration": [{"days": 7}]})], []), _written)
	[row.address, row.type, row.store, row.days, row.noncurrent_days, row.read, row.unknown] == ["aws_s3_bucket.b", "aws_s3_bucket", "aws_s3_bucket.b", 30, 3, false, {}]
}

test_the_older_block_of_a_part if {
	every rule in [_ends({"prefix": "logs/"}), _ends({"tags": {"a": "b"}})] {
		[row] := _older(_coming_with([_ends({}), rule], []), _written)
		row.unknown.days
	}
}

test_the_older_block_is_not_known if {
	every marks in [true, [{"enabled": true}], [{"prefix": true}], [{"tags": {"a": true}}], [{"expiration": true}], [{"expiration": [{"days": true}]}], [true]] {
		[row] := _older(_coming_with([_ends({})], marks), _written)
		row.unknown.days
	}
	[row] := _older(_coming_with([_ends({})], [{"id": true, "noncurrent_version_expiration": [{"days": true}]}]), _written)
	object.keys(row.unknown) == {"noncurrent_days"}
	[hidden] := _older(object.union(_coming_with([_ends({"prefix": null})], []), {"after_sensitive": {"lifecycle_rule": [{"prefix": true}]}}), _written)
	hidden.unknown.days
}

# Where the configuration has no block, the provider fills it in.
test_the_older_block_that_was_read if {
	[there] := _older(_there_with([_ends({})]), {})
	there.read
	[written] := _older(_there_with([_ends({})]), _written)
	not written.read
	[made] := _older(_coming_with([_ends({})], []), {})
	not made.read
	_older(_coming_with(null, true), {}) == []
	_older(_there_with([]), {}) == []
}

_access_block(after, unknown) := object.union(
	planned.change("aws_s3_bucket_public_access_block.b", "aws_s3_bucket_public_access_block", "managed", object.union({"bucket": "b"}, after)),
	{"change": {"after_unknown": unknown}},
)

_access_row(after, unknown) := _rows([_bucket({}), _access_block(after, unknown)])["aws_s3_bucket_public_access_block.b"]

test_what_keeps_the_public_out if {
	row := _access_row({"ignore_public_acls": true, "restrict_public_buckets": true}, {})
	[row.store, row.closed, row.unknown] == ["aws_s3_bucket.b", true, {}]
	every after in [
		{},
		{"block_public_acls": true, "block_public_policy": true},
		{"ignore_public_acls": true},
		{"ignore_public_acls": true, "restrict_public_buckets": false},
		{"ignore_public_acls": "yes", "restrict_public_buckets": true},
	] {
		other := _access_row(after, {})
		not other.closed
		not other.unknown.closed
	}
	hidden := _access_row({"ignore_public_acls": true}, {"restrict_public_buckets": true})
	not hidden.closed
	hidden.unknown.closed
}

test_what_keeps_the_public_out_of_one_of_two_buckets if {
	twin := object.union(_bucket({}), {"address": "aws_s3_bucket.b_twin"})
	_rows([_bucket({}), twin, _access_block({}, {})])["aws_s3_bucket_public_access_block.b"].store == ""
}
