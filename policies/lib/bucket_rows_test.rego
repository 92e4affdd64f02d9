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
