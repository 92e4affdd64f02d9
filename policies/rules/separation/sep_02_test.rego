package keywright.rules.separation.sep_02_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.separation.sep_02

test_pass_one_domain if {
	keys := [fixture.base]
	fixture.said(sep_02.report) == {["pass", "aws_kms_key.kyc"], ["not_assessed", "estate"]} with data.keywright_facts as fixture.facts_with(keys, {})
		with data.keywright_profile as fixture.profile
}

test_fail_two_purposes if {
	keys := [fixture.key({"purposes": ["aml-kyc", "database"]})]
	fixture.said(sep_02.report) == {["fail", "aws_kms_key.kyc"], ["not_assessed", "estate"]} with data.keywright_facts as fixture.facts_with(keys, {})
		with data.keywright_profile as fixture.profile
}

test_fail_field_of_another_domain if {
	keys := [fixture.key({"purpose": "database", "purposes": ["database"], "protects": ["users.email"]})]
	fixture.said(sep_02.report) == {["fail", "aws_kms_key.kyc"], ["not_assessed", "estate"]} with data.keywright_facts as fixture.facts_with(keys, {})
		with data.keywright_profile as fixture.profile
}

test_undetermined_protects_unknown if {
	keys := [fixture.with_unknown("protects", [])]
	fixture.said(sep_02.report) == {["undetermined", "aws_kms_key.kyc"], ["not_assessed", "estate"]} with data.keywright_facts as fixture.facts_with(keys, {})
		with data.keywright_profile as fixture.profile
}

test_fail_domain_without_key_in_a_complete_estate if {
	complete := object.union(fixture.profile, {"policy": {"estate": {"complete": true}}})
	said := fixture.said(sep_02.report) with data.keywright_facts as fixture.facts([fixture.base])
		with data.keywright_profile as complete
	["fail", "domain.pii"] in said
	["pass", "domain.aml-kyc"] in said
}
