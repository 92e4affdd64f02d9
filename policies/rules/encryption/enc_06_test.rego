package keywright.rules.encryption.enc_06_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.pool_fixture_test as pools
import data.keywright.rules.encryption.enc_06

_profile := object.union(fixture.profile, {"domain": {
	"backup": {"backup_retention_days": 30},
	"database": {"backup_retention_days": 14},
}})

_place(changes) := object.union(
	{
		"address": "aws_backup_plan.all",
		"type": "aws_backup_plan",
		"actions": ["create"],
		"attribute": "rule[0].lifecycle.delete_after",
		"store": "",
		"days": 30,
		"noncurrent_days": null,
		"read": false,
		"unknown": {},
	},
	changes,
)

_bucket := fixture.store({
	"address": "aws_s3_bucket.backups",
	"type": "aws_s3_bucket",
	"kind": "bucket",
	"name": "backups",
	"purpose": "backup",
	"purposes": ["backup"],
})

_on(places, stores, profile) := outcome if {
	outcome := fixture.said(enc_06.report) with data.keywright_facts as fixture.facts_with([], {"retentions": places, "stores": stores})
		with data.keywright_profile as profile
}

_alone(changes) := {outcome | some [outcome, _] in _on([_place(changes)], [], _profile)}

test_pass_the_profiles_days if _alone({}) == {"pass"}

test_fail_other_days if {
	every days in [29, 31, null] {
		_alone({"days": days}) == {"fail"}
	}
}

# A database's own domain says how long its backups are kept.
test_days_of_the_domain if {
	database := {"address": "aws_db_instance.drop", "type": "aws_db_instance", "store": "aws_db_instance.drop", "attribute": "backup_retention_period"}
	_on([_place(object.union(database, {"days": 14}))], [fixture.store({})], _profile) == {["pass", "aws_db_instance.drop"]}
	_on([_place(object.union(database, {"days": 30}))], [fixture.store({})], _profile) == {["fail", "aws_db_instance.drop"]}
	_on([_place(object.union(database, {"days": 30}))], [fixture.store({"purpose": "pii", "purposes": ["pii"]})], _profile) == {["pass", "aws_db_instance.drop"]}
}

test_undetermined if {
	_alone({"days": null, "unknown": {"days": "later"}}) == {"undetermined"}
	_on([_place({})], [], fixture.profile) == {["undetermined", "aws_backup_plan.all"]}
}

_lifecycle(changes) := _place(object.union({"address": "l", "type": "aws_s3_bucket_lifecycle_configuration", "store": "backups"}, changes))

test_bucket if {
	_on([_lifecycle({"noncurrent_days": 1})], [_bucket], _profile) == {["pass", "l"]}
	_on([_lifecycle({"store": "aws_s3_bucket.backups", "days": null})], [_bucket], _profile) == {["fail", "l"]}
	_on([], [_bucket], _profile) == {["fail", "aws_s3_bucket.backups"]}
	_on([_lifecycle({"store": ""})], [_bucket], _profile) == {["undetermined", "aws_s3_bucket.backups"]}
}

_setting(changes) := object.union(
	{
		"address": "aws_s3_bucket_versioning.backups",
		"type": "aws_s3_bucket_versioning",
		"actions": ["create"],
		"store": "aws_s3_bucket.backups",
		"locked": false,
		"versions": "enabled",
		"plain": "",
		"lets_in": [],
		"minimum": "",
		"writes": false,
		"unknown": {},
	},
	changes,
)

_own(changes) := _setting(object.union({"address": "aws_s3_bucket.backups", "type": "aws_s3_bucket", "versions": "disabled"}, changes))

_set(settings, changes) := {judged.outcome | some judged in judgements} if {
	judgements := enc_06.report with data.keywright_facts as fixture.facts_with([], {"retentions": [_lifecycle(changes)], "stores": [_bucket], "bucket_settings": settings})
		with data.keywright_profile as _profile
}

_versioned(changes) := _set([_own({}), _setting({})], changes)

test_pass_old_versions_that_end if {
	_versioned({"noncurrent_days": 1}) == {"pass"}
	_versioned({"days": 29, "noncurrent_days": 1}) == {"pass"}
	_versioned({"days": 1, "noncurrent_days": 29}) == {"pass"}
}

test_fail_old_versions_that_stay if {
	every days in [null, 2, 30] {
		_versioned({"noncurrent_days": days}) == {"fail"}
	}
	_versioned({"days": 7, "noncurrent_days": 1}) == {"fail"}
	_versioned({"days": null, "noncurrent_days": 1}) == {"fail"}
}

# Where objects can be locked there are versions, and a resource of its own does not say otherwise.
test_fail_old_versions_of_a_bucket_with_locks if {
	_set([_own({"locked": true})], {}) == {"fail"}
	_set([_own({}), _setting({"type": "aws_s3_bucket_object_lock_configuration", "locked": true, "versions": ""})], {}) == {"fail"}
	_set([_own({"versions": "enabled"})], {}) == {"fail"}
}

test_pass_no_versions if {
	_set([_own({})], {}) == {"pass"}
	_set([_own({}), _setting({"versions": "suspended"})], {}) == {"pass"}
	_set([_own({"actions": ["no-op"], "versions": "enabled"}), _setting({"versions": "disabled"})], {}) == {"pass"}
}

test_undetermined_old_versions if {
	every settings in [
		[],
		[_own({"versions": "", "unknown": {"versions": "later"}})],
		[_own({"unknown": {"locked": "later"}})],
		[_own({"actions": ["no-op"], "versions": "suspended"})],
		[_own({"actions": ["update"], "versions": "enabled"}), _setting({"actions": ["delete"]})],
		[_own({"actions": ["update"]}), _setting({"versions": "suspended"})],
		[_own({}), _setting({"versions": "", "unknown": {"versions": "later"}})],
		[_own({}), _setting({"store": ""})],
		[_own({}), _setting({}), _setting({"address": "other", "versions": "suspended"})],
		[_own({"actions": ["update"], "versions": "enabled"}), _setting({"actions": ["update"]}), _setting({"address": "former", "actions": ["delete"]})],
		[_own({}), _setting({}), _setting({"address": "former", "actions": ["delete"], "versions": "suspended"})],
	] {
		_set(settings, {}) == {"undetermined"}
		_set(settings, {"days": 29, "noncurrent_days": 1}) != {"pass"}
		_set(settings, {"noncurrent_days": 1}) == {"pass"}
	}
	_versioned({"unknown": {"noncurrent_days": "later"}}) == {"undetermined"}
}

# A state forgets versioning and leaves it, and versions that never were on are left as they are.
test_beside_versioning_that_takes_nothing_with_it if {
	every former in [{"actions": ["forget"]}, {"actions": ["delete"], "versions": "disabled"}] {
		_set([_own({}), _setting({}), _setting(object.union({"address": "former"}, former))], {"days": 29, "noncurrent_days": 1}) == {"pass"}
	}
	_set([_own({"locked": true}), _setting({}), _setting({"address": "former", "actions": ["delete"]})], {"days": 29, "noncurrent_days": 1}) == {"pass"}
	_set([_own({"actions": ["update"]}), _setting({"versions": "suspended"}), _setting({"address": "former", "actions": ["delete"]})], {"days": 29, "noncurrent_days": 1}) == {"fail"}
}

# What a bucket without versions keeps for other days fails, whatever becomes of old ones.
test_fail_the_days_of_the_objects_themselves if {
	_set([_own({"actions": ["update"]}), _setting({"versions": "suspended"})], {"days": 29, "noncurrent_days": 1}) == {"fail"}
	_set([], {"days": 29}) == {"fail"}
	_set([_own({})], {"days": 29, "noncurrent_days": 1}) == {"fail"}
}

_block(changes) := _place(object.union({"address": "aws_s3_bucket.backups", "type": "aws_s3_bucket", "attribute": "lifecycle_rule.expiration.days", "store": "aws_s3_bucket.backups"}, changes))

_with_block(block, places, settings) := outcome if {
	outcome := fixture.said(enc_06.report) with data.keywright_facts as fixture.facts_with([], {"retentions": array.concat([_block(block)], places), "stores": [_bucket], "bucket_settings": settings})
		with data.keywright_profile as _profile
}

test_pass_a_block_of_the_bucket if {
	_with_block({}, [], [_own({})]) == {["pass", "aws_s3_bucket.backups"]}
	_with_block({"days": 29, "noncurrent_days": 1}, [], [_own({"versions": "enabled"})]) == {["pass", "aws_s3_bucket.backups"]}
}

test_fail_a_block_of_the_bucket if {
	every block in [{"days": 365}, {"days": null}, {"days": 29, "read": true}, {"days": null, "read": true}] {
		_with_block(block, [], [_own({})]) == {["fail", "aws_s3_bucket.backups"]}
	}
	_with_block({}, [], [_own({"versions": "enabled"})]) == {["fail", "aws_s3_bucket.backups"]}
}

# What was read does not show all that narrows a rule, and what it shows may be from a resource that is not known yet.
test_undetermined_a_block_that_was_read if {
	_with_block({"read": true}, [], [_own({})]) == {["undetermined", "aws_s3_bucket.backups"]}
	_with_block({"read": true, "days": 7}, [_lifecycle({"store": ""})], [_own({})]) == {["undetermined", "aws_s3_bucket.backups"]}
}

test_a_resource_of_its_own_counts_before_what_was_read if {
	every store in ["backups", "aws_s3_bucket.backups"] {
		_with_block({"read": true, "days": 7}, [_lifecycle({"store": store})], [_own({})]) == {["pass", "l"]}
		_with_block({"read": true}, [_lifecycle({"store": store, "days": 7})], [_own({})]) == {["fail", "l"]}
	}
}

# With the resource goes what it set.
test_fail_what_was_read_of_a_resource_that_goes if {
	_with_block({"read": true}, [_lifecycle({"actions": ["delete"]})], [_own({})]) == {["fail", "aws_s3_bucket.backups"]}
}

test_undetermined_a_block_and_a_resource_that_differ if {
	every store in ["backups", "aws_s3_bucket.backups"] {
		_with_block({"days": 7}, [_lifecycle({"store": store})], [_own({})]) == {["undetermined", "aws_s3_bucket.backups"], ["undetermined", "l"]}
		_with_block({}, [_lifecycle({"store": store, "noncurrent_days": 3})], [_own({})]) == {["undetermined", "aws_s3_bucket.backups"], ["undetermined", "l"]}
		_with_block({}, [_lifecycle({"store": store, "unknown": {"noncurrent_days": "later"}})], [_own({})]) == {["undetermined", "aws_s3_bucket.backups"], ["undetermined", "l"]}
	}
	_with_block({}, [_lifecycle({})], [_own({})]) == {["pass", "aws_s3_bucket.backups"], ["pass", "l"]}
	_with_block({}, [_lifecycle({"actions": ["delete"], "days": 7})], [_own({})]) == {["pass", "aws_s3_bucket.backups"]}
}

_two(one, other) := _on([_lifecycle(one), _lifecycle(object.union({"address": "m"}, other))], [_bucket], _profile)

test_undetermined_two_resources_that_differ if {
	every store in ["backups", "aws_s3_bucket.backups"] {
		_two({"noncurrent_days": 1}, {"store": store, "days": 7, "noncurrent_days": 1}) == {["undetermined", "l"], ["undetermined", "m"]}
		_two({"noncurrent_days": 1}, {"store": store}) == {["undetermined", "l"], ["undetermined", "m"]}
		_two({"noncurrent_days": 1}, {"store": store, "noncurrent_days": 1, "unknown": {"noncurrent_days": "later"}}) == {["undetermined", "l"], ["undetermined", "m"]}
	}
}

test_pass_two_resources_that_say_the_same if {
	_two({"noncurrent_days": 1}, {"noncurrent_days": 1}) == {["pass", "l"], ["pass", "m"]}
}

# With a resource goes the lifecycle, whichever set it; a state forgets one and leaves it.
test_undetermined_beside_a_resource_that_goes if {
	_two({"noncurrent_days": 1}, {"noncurrent_days": 1, "actions": ["delete"]}) == {["undetermined", "l"]}
	_two({"noncurrent_days": 1}, {"noncurrent_days": 1, "actions": ["forget"]}) == {["pass", "l"]}
	_two({"noncurrent_days": 1}, {"store": "others", "days": 7, "actions": ["delete"]}) == {["pass", "l"]}
}

test_pass_two_resources_of_two_buckets if {
	_two({"noncurrent_days": 1}, {"store": "others", "days": 7}) == {["pass", "l"]}
	_two({"noncurrent_days": 1}, {"store": "", "days": 7}) == {["pass", "l"]}
}

# A bucket that another input has is known by its name.
test_versions_of_a_bucket_by_its_name if {
	_set([_own({}), _setting({"store": "backups"})], {}) == {"fail"}
}

test_nothing_of_other_buckets if {
	_on([_lifecycle({"days": 7})], [object.union(_bucket, {"purpose": "pii", "purposes": ["pii"]})], _profile) == set()
}

_of_pool(pool) := outcome if {
	outcome := {finding.outcome | some finding in enc_06.report} with data.keywright_facts as pools.facts([pool])
		with data.keywright_profile as pools.profile
}

test_pass_a_pool_that_keeps_its_keys_as_long if {
	_of_pool(pools.pool({})) == {"pass"}
	_of_pool(pools.pool({"backup_retention_days": 30})) == {"pass"}
}

test_fail_a_pool_that_keeps_its_keys_for_other_days if {
	_of_pool(pools.pool({"backup_retention_days": 29})) == {"fail"}
	_of_pool(pools.pool({"backup_retention_days": 31})) == {"fail"}
}

test_undetermined_a_pool if {
	_of_pool(pools.with_unknown("backup_retention_days", null)) == {"undetermined"}
	_of_pool(pools.with_unknown("purpose", "")) == {"undetermined"}
	_of_pool(pools.pool({"purpose": "card-number", "backup_retention_days": 30})) == {"undetermined"}
}

# Neither says anything, which POOL-03 tells.
test_nothing_of_a_pool_without_days if _of_pool(pools.pool({"purpose": "card-number"})) == set()
