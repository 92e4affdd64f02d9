package keywright.rules.separation.sep_06_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.pool_fixture_test as pools
import data.keywright.rules.separation.sep_06

_on(pool) := outcome if {
	outcome := {finding.outcome | some finding in sep_06.report} with data.keywright_facts as pools.facts([pool])
		with data.keywright_profile as pools.profile
}

_beside(keys, pool) := outcome if {
	outcome := {finding.outcome | some finding in sep_06.report} with data.keywright_facts as object.union(fixture.facts_with(keys, {"pools": [pool]}), {"now": pools.now})
		with data.keywright_profile as pools.profile
}

test_pass_two_keks if _on(pools.pool({})) == {"pass"}

test_fail_one_is_named if {
	_on(object.union(object.remove(pools.pool({}), ["keks"]), {"keks": {"a": pools.kek.a}})) == {"fail"}
	_on(object.union(object.remove(pools.made, ["keks"]), {"keks": {"a": pools.kek.a}})) == {"fail"}
	_on(object.union(object.remove(pools.made, ["keks"]), {"keks": {}})) == {"fail"}
	_on(object.union(object.remove(pools.made, ["keks"]), {"keks": {"a": ""}, "unknown": {"keks": "later"}})) == {"fail"}
}

test_fail_one_is_named_twice if {
	_on(pools.pool({"keks": {"b": pools.kek.a}})) == {"fail"}
	_on(object.union(pools.made, {"keks": {"b": pools.kek.a}})) == {"fail"}
}

test_fail_one_wraps_all if {
	_on(pools.pool({"deks": [pools.dek("1", {}), pools.dek("2", {})]})) == {"fail"}
	_on(pools.pool({"deks": [pools.dek("1", {})]})) == {"fail"}
}

# A replica has the material of its primary, and so has whatever bears its id in another region.
test_fail_a_replica_is_the_same_key if {
	id := "mrk-00000000000000000000000000000001"
	primary := fixture.key({"address": "aws_kms_key.a", "key_id": id, "arn": concat("/", ["arn:aws:kms:eu-north-1:123456789012:key", id])})
	replica := fixture.key({"address": "aws_kms_replica_key.a", "kind": "replica", "primary": "aws_kms_key.a"})
	both := pools.pool({"deks": [pools.dek("1", {"wrapped_by": "aws_kms_key.a"}), pools.dek("2", {"wrapped_by": "aws_kms_replica_key.a"})]})
	_beside([primary, replica], both) == {"fail"}
	elsewhere := pools.pool({"deks": [pools.dek("1", {"wrapped_by": "aws_kms_key.a"}), pools.dek("2", {"wrapped_by": concat("/", ["arn:aws:kms:eu-west-1:123456789012:key", id])})]})
	_beside([primary], elsewhere) == {"fail"}
}

test_undetermined_what_wraps_is_not_known if {
	later := pools.dek("2", {"wrapped_by": "", "unknown": {"wrapped_by": "it is known only after apply"}})
	_on(pools.pool({"deks": [pools.dek("1", {}), later]})) == {"undetermined"}
	_on(pools.pool({"deks": [pools.dek("1", {}), pools.dek("2", {"wrapped_by": ""})]})) == {"undetermined"}
	_on(pools.with_unknown("deks", [])) == {"undetermined"}
}

# Two aliases may be of one key.
test_undetermined_aliases if {
	alias := "arn:aws:kms:eu-north-1:123456789012:alias/b"
	_on(pools.pool({"deks": [pools.dek("1", {}), pools.dek("2", {"wrapped_by": alias})]})) == {"undetermined"}
	replica := fixture.key({"address": "aws_kms_replica_key.a", "kind": "replica", "unknown": {"primary": "later"}})
	_beside([replica], pools.pool({"deks": [pools.dek("1", {}), pools.dek("2", {"wrapped_by": "aws_kms_replica_key.a"})]})) == {"undetermined"}
}

test_undetermined_it_holds_no_key if _on(pools.pool({"deks": []})) == {"undetermined"}

# Two that are known are two, whatever a third one is.
test_pass_whatever_else_wraps if {
	later := pools.dek("9", {"wrapped_by": "", "unknown": {"wrapped_by": "it is known only after apply"}})
	_on(pools.pool({"deks": array.concat(pools.good, [later])})) == {"pass"}
}

test_not_assessed_before_it_is_made if {
	_on(object.union(pools.made, {"keks": {"a": "", "b": ""}, "unknown": {"keks": "later"}})) == {"not_assessed"}
	_on(object.union(object.remove(pools.made, ["keks"]), {"keks": {}, "unknown": {"keks": "later"}})) == {"not_assessed"}
	_on(pools.made) == {"not_assessed"}
}
