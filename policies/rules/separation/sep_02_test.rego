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

test_estate_half_has_its_scope if {
	complete := object.union(fixture.profile, {"policy": {"estate": {"complete": true}}})
	report := sep_02.report with data.keywright_facts as fixture.facts([fixture.base])
		with data.keywright_profile as complete
	{judged.scope | some judged in report; judged.attribute == "estate"} == {"estate"}
	count([judged | some judged in report; judged.attribute == "estate"]) > 1
}

test_undetermined_domain_whose_key_may_have_an_unknown_purpose if {
	complete := object.union(fixture.profile, {"policy": {"estate": {"complete": true}}})
	keys := [object.union(fixture.with_unknown("purpose", ""), {"purposes": []})]
	said := fixture.said(sep_02.report) with data.keywright_facts as fixture.facts(keys)
		with data.keywright_profile as complete
	["undetermined", "domain.pii"] in said
}

test_fail_domain_whose_field_only_another_key_protects if {
	complete := object.union(fixture.profile, {"policy": {"estate": {"complete": true}}})
	keys := [fixture.key({"purpose": "database", "purposes": ["database"], "protects": ["users.email"]})]
	said := fixture.said(sep_02.report) with data.keywright_facts as fixture.facts(keys)
		with data.keywright_profile as complete
	["fail", "domain.pii"] in said
}

unnamed := json.patch(fixture.profile, [
	{"op": "remove", "path": "/domain/national-id/fields"},
	{"op": "remove", "path": "/domain/pii/fields"},
])

email(address, purpose) := fixture.key({"address": address, "purpose": purpose, "purposes": [purpose], "protects": ["users.email"]})

# Nothing says whose the field is: each of the two keys serves the other's domain.
test_fail_one_entry_on_keys_of_two_domains if {
	keys := [email("aws_kms_key.pii", "pii"), email("aws_kms_key.database", "database")]
	fixture.said(sep_02.report) == {["fail", "aws_kms_key.pii"], ["fail", "aws_kms_key.database"], ["not_assessed", "estate"]} with data.keywright_facts as fixture.facts(keys)
		with data.keywright_profile as unnamed
}

# The profile says whose it is: then that key is in order.
test_fail_only_the_key_that_takes_a_field if {
	keys := [email("aws_kms_key.pii", "pii"), email("aws_kms_key.database", "database")]
	fixture.said(sep_02.report) == {["pass", "aws_kms_key.pii"], ["fail", "aws_kms_key.database"], ["not_assessed", "estate"]} with data.keywright_facts as fixture.facts(keys)
		with data.keywright_profile as fixture.profile
}

test_pass_one_entry_on_keys_of_one_domain if {
	keys := [email("aws_kms_key.pii", "pii"), email("aws_kms_key.pii_next", "pii")]
	fixture.said(sep_02.report) == {["pass", "aws_kms_key.pii"], ["pass", "aws_kms_key.pii_next"], ["not_assessed", "estate"]} with data.keywright_facts as fixture.facts(keys)
		with data.keywright_profile as unnamed
}

test_pass_one_entry_on_domains_that_may_share if {
	keys := [email("aws_kms_key.pii", "pii"), email("aws_kms_key.tokens", "token-signing")]
	fixture.said(sep_02.report) == {["pass", "aws_kms_key.pii"], ["pass", "aws_kms_key.tokens"], ["not_assessed", "estate"]} with data.keywright_facts as fixture.facts(keys)
		with data.keywright_profile as unnamed
}

test_pass_layers if {
	keys := [email("aws_kms_key.pii", "pii"), fixture.key({"address": "aws_kms_key.database", "purpose": "database", "purposes": ["database"], "protects": ["rds:drop"]})]
	fixture.said(sep_02.report) == {["pass", "aws_kms_key.pii"], ["pass", "aws_kms_key.database"], ["not_assessed", "estate"]} with data.keywright_facts as fixture.facts(keys)
		with data.keywright_profile as unnamed
}

test_pass_entry_that_a_mixed_key_takes if {
	mixed := object.union(email("aws_kms_key.database", "database"), {"purposes": ["database", "pii"]})
	keys := [email("aws_kms_key.pii", "pii"), mixed]
	fixture.said(sep_02.report) == {["pass", "aws_kms_key.pii"], ["fail", "aws_kms_key.database"], ["not_assessed", "estate"]} with data.keywright_facts as fixture.facts(keys)
		with data.keywright_profile as unnamed
}

# What the national-ID key protects is its own, though the profile does not say so.
test_pass_national_id_key_whose_entry_another_takes if {
	keys := [email("aws_kms_key.nid", "national-id"), email("aws_kms_key.database", "database")]
	fixture.said(sep_02.report) == {["pass", "aws_kms_key.nid"], ["fail", "aws_kms_key.database"], ["not_assessed", "estate"]} with data.keywright_facts as fixture.facts(keys)
		with data.keywright_profile as unnamed
}

# A word that the profile does not have takes no key out of the rules for its domain.
test_undetermined_purpose_is_no_domain if {
	fixture.of_key(sep_02.report) == {"undetermined"} with data.keywright_facts as fixture.facts([fixture.key({"purpose": "backups", "purposes": ["backups"]})])
		with data.keywright_profile as fixture.profile
}

test_undetermined_no_purpose if {
	fixture.of_key(sep_02.report) == {"undetermined"} with data.keywright_facts as fixture.facts([fixture.key({"purpose": "", "purposes": []})])
		with data.keywright_profile as fixture.profile
}

_whole := object.union(fixture.whole, {"domain": {"aml-kyc": {"classification": "restricted", "unused": "no money moves"}, "pii": {"classification": "restricted"}}})

_of_domain(domain, facts) := {finding.outcome | some finding in report; finding.address == sprintf("domain.%s", [domain])} if {
	report := sep_02.report with data.keywright_facts as facts
		with data.keywright_profile as _whole
}

test_not_assessed_no_data_of_a_domain if {
	keys := [fixture.key({"purpose": "pii", "purposes": ["pii"], "protects": []})]
	_of_domain("aml-kyc", fixture.facts(keys)) == {"not_assessed"}
	_of_domain("pii", fixture.facts(keys)) == {"pass"}
}

test_fail_data_of_a_domain_after_all if {
	_of_domain("aml-kyc", fixture.facts([fixture.key({"purpose": "aml-kyc", "purposes": ["aml-kyc"], "protects": []})])) == {"fail"}
	_of_domain("aml-kyc", fixture.facts_with([], {"stores": [fixture.store({"purpose": "aml-kyc", "purposes": ["aml-kyc"]})]})) == {"fail"}
	_of_domain("aml-kyc", fixture.facts_with([], {"secrets": [fixture.secret({"purpose": "aml-kyc", "purposes": ["aml-kyc"]})]})) == {"fail"}
}

# Domains that the profile does not have need no key.
test_nothing_of_a_domain_that_the_profile_does_not_have if {
	complete := object.union(json.patch(fixture.profile, [{"op": "remove", "path": "/domain/pii"}]), {"policy": {"estate": {"complete": true}}})
	said := fixture.said(sep_02.report) with data.keywright_facts as fixture.facts([fixture.base])
		with data.keywright_profile as complete
	{address | some [_, address] in said; address == "domain.pii"} == set()
}
