package keywright.rules.key.key_11_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.pool_fixture_test as pools
import data.keywright.rules.key.key_11

test_pass_on if {
	{finding.outcome | some finding in key_11.report} == {"pass"} with data.keywright_facts as fixture.stored([fixture.database], fixture.store({}))
		with data.keywright_profile as fixture.profile
}

test_pass_off_and_nothing_names_it if {
	{finding.outcome | some finding in key_11.report} == {"pass"} with data.keywright_facts as fixture.stored([object.union(fixture.database, {"enabled": false})], fixture.store({"key": "aws_kms_key.other"}))
		with data.keywright_profile as fixture.profile
}

test_pass_off_and_what_named_it_goes if {
	{finding.outcome | some finding in key_11.report} == {"pass"} with data.keywright_facts as fixture.stored([object.union(fixture.database, {"enabled": false})], fixture.store({"actions": ["delete"]}))
		with data.keywright_profile as fixture.profile
}

test_fail_off_and_needed if {
	{finding.outcome | some finding in key_11.report} == {"fail"} with data.keywright_facts as fixture.stored([object.union(fixture.database, {"enabled": false})], fixture.store({}))
		with data.keywright_profile as fixture.profile
}

test_fail_goes_and_needed if {
	{finding.outcome | some finding in key_11.report} == {"fail"} with data.keywright_facts as fixture.stored([object.union(fixture.database, {"actions": ["delete"]})], fixture.store({}))
		with data.keywright_profile as fixture.profile
}

test_undetermined_on_or_off if {
	{finding.outcome | some finding in key_11.report} == {"undetermined"} with data.keywright_facts as fixture.stored([object.union(fixture.database, {"enabled": null, "unknown": {"enabled": "later"}})], fixture.store({}))
		with data.keywright_profile as fixture.profile
}

test_undetermined_on_or_off_and_a_key_unknown if {
	key := object.union(fixture.database, {"enabled": null, "unknown": {"enabled": "later"}})
	{finding.outcome | some finding in key_11.report} == {"undetermined"} with data.keywright_facts as fixture.stored([key], fixture.store({"managed": "", "key": "", "unknown": {"key": "later"}}))
		with data.keywright_profile as fixture.profile
	{finding.outcome | some finding in key_11.report} == {"pass"} with data.keywright_facts as fixture.stored([key], fixture.store({"key": "aws_kms_key.other"}))
		with data.keywright_profile as fixture.profile
}

test_undetermined_off_and_a_key_unknown if {
	{finding.outcome | some finding in key_11.report} == {"undetermined"} with data.keywright_facts as fixture.stored([object.union(fixture.database, {"enabled": false})], fixture.store({"managed": "", "key": "", "unknown": {"key": "later"}}))
		with data.keywright_profile as fixture.profile
}

test_pass_goes_and_nothing_names_it_says_nothing if {
	key_11.report == [] with data.keywright_facts as fixture.facts([object.union(fixture.database, {"actions": ["delete"]})])
		with data.keywright_profile as fixture.profile
}

test_fail_off_and_a_secret_needs_it if {
	{finding.outcome | some finding in key_11.report} == {"fail"} with data.keywright_facts as fixture.kept([object.union(fixture.database, {"enabled": false})], fixture.secret({}))
		with data.keywright_profile as fixture.profile
}

test_fail_off_and_a_pool_is_wrapped_by_it if {
	off := object.union(fixture.database, {"enabled": false})
	every pool in [pools.pool({"keks": {"a": fixture.database.address}}), pools.pool({"deks": [pools.dek("1", {"wrapped_by": fixture.database.address})]})] {
		{finding.outcome | some finding in key_11.report} == {"fail"} with data.keywright_facts as fixture.facts_with([off], {"pools": [pool]})
			with data.keywright_profile as fixture.profile
	}
}

test_undetermined_off_and_a_pool_may_be_wrapped_by_it if {
	off := object.union(fixture.database, {"enabled": false})
	{finding.outcome | some finding in key_11.report} == {"undetermined"} with data.keywright_facts as fixture.facts_with([off], {"pools": [pools.with_unknown("keks", {})]})
		with data.keywright_profile as fixture.profile
}

# A trail whose key is off writes nothing any more.
test_fail_a_trail_needs_it if {
	facts := fixture.facts_with([object.union(fixture.base, {"enabled": false})], {"trails": [fixture.trail({})]})
	fixture.said(key_11.report) == {["fail", "aws_kms_key.kyc"]} with data.keywright_facts as facts with data.keywright_profile as fixture.profile
}

test_pass_a_trail_has_another_key if {
	facts := fixture.facts_with([object.union(fixture.base, {"enabled": false})], {"trails": [fixture.trail({"key": "aws_kms_key.log"})]})
	fixture.said(key_11.report) == {["pass", "aws_kms_key.kyc"]} with data.keywright_facts as facts with data.keywright_profile as fixture.profile
}

_told(changes) := judged.message if {
	some judged in key_11.report with data.keywright_facts as fixture.stored([object.union(fixture.database, changes)], fixture.store({}))
		with data.keywright_profile as fixture.profile
}

test_fail_says_what_becomes_of_the_key if {
	contains(_told({"enabled": false}), " is disabled, and ")
	contains(_told({"actions": ["delete"]}), " goes, and ")
	contains(_told({"enabled": null, "unknown": {"enabled": "later"}}), ", which may be disabled, ")
}
