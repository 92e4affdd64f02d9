package keywright.rules.separation.sep_04_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.separation.sep_04

test_pass_databases_key if {
	{finding.outcome | some finding in sep_04.report} == {"pass"} with data.keywright_facts as fixture.stored([fixture.database], fixture.store({}))
		with data.keywright_profile as fixture.profile
}

test_pass_the_services_key if {
	{finding.outcome | some finding in sep_04.report} == {"pass"} with data.keywright_facts as fixture.stored([], fixture.store({"managed": "service", "key": ""}))
		with data.keywright_profile as fixture.profile
}

test_fail_key_that_protects_a_field if {
	{finding.outcome | some finding in sep_04.report} == {"fail"} with data.keywright_facts as fixture.stored([object.union(fixture.database, {"protects": ["users.email"]})], fixture.store({}))
		with data.keywright_profile as fixture.profile
}

test_fail_letter_case_of_a_field if {
	{finding.outcome | some finding in sep_04.report} == {"fail"} with data.keywright_facts as fixture.stored([object.union(fixture.database, {"protects": ["USERS.Email"]})], fixture.store({}))
		with data.keywright_profile as fixture.profile
}

test_fail_key_of_a_domain_of_fields if {
	{finding.outcome | some finding in sep_04.report} == {"fail"} with data.keywright_facts as fixture.stored([fixture.key({"address": "aws_kms_key.database", "purpose": "national-id", "purposes": ["national-id"], "protects": []})], fixture.store({}))
		with data.keywright_profile as object.union(fixture.profile, {"domain": {"national-id": {"field_level": true}}})
}

test_fail_table if {
	{finding.outcome | some finding in sep_04.report} == {"fail"} with data.keywright_facts as fixture.stored([fixture.key({"address": "aws_kms_key.database", "purpose": "national-id", "purposes": ["national-id"], "protects": []})], fixture.store({"kind": "table"}))
		with data.keywright_profile as object.union(fixture.profile, {"domain": {"national-id": {"field_level": true}}})
}

test_undetermined_key_unknown if {
	{finding.outcome | some finding in sep_04.report} == {"undetermined"} with data.keywright_facts as fixture.stored([], fixture.store({"managed": "", "key": "", "unknown": {"key": "later"}}))
		with data.keywright_profile as fixture.profile
}

test_undetermined_key_elsewhere if {
	{finding.outcome | some finding in sep_04.report} == {"undetermined"} with data.keywright_facts as fixture.stored([], fixture.store({"key": "arn:aws:kms:eu-north-1:123456789012:key/k"}))
		with data.keywright_profile as fixture.profile
}

test_undetermined_what_the_key_protects_unknown if {
	{finding.outcome | some finding in sep_04.report} == {"undetermined"} with data.keywright_facts as fixture.stored([object.union(fixture.database, {"unknown": {"protects": "later"}})], fixture.store({}))
		with data.keywright_profile as fixture.profile
}

test_undetermined_key_of_no_purpose if {
	{finding.outcome | some finding in sep_04.report} == {"undetermined"} with data.keywright_facts as fixture.stored([object.union(fixture.database, {"purpose": "", "purposes": []})], fixture.store({}))
		with data.keywright_profile as fixture.profile
}

test_pass_no_database_another_rule_speaks if {
	sep_04.report == [] with data.keywright_facts as fixture.stored([fixture.database], fixture.store({"kind": "bucket"}))
		with data.keywright_profile as fixture.profile
}
