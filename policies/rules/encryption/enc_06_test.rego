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
	_on([_lifecycle({})], [_bucket], _profile) == {["pass", "l"]}
	_on([_lifecycle({"store": "aws_s3_bucket.backups", "days": null})], [_bucket], _profile) == {["fail", "l"]}
	_on([], [_bucket], _profile) == {["fail", "aws_s3_bucket.backups"]}
	_on([_lifecycle({"store": ""})], [_bucket], _profile) == {["undetermined", "aws_s3_bucket.backups"]}
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
