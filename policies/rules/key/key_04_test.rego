package keywright.rules.key.key_04_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.key.key_04

test_pass_all_said if {
	fixture.of_key(key_04.report) == {"pass"} with data.keywright_facts as fixture.facts([fixture.base])
		with data.keywright_profile as fixture.profile
}

test_fail_no_class if {
	fixture.of_key(key_04.report) == {"fail"} with data.keywright_facts as fixture.facts([fixture.key({"classification": ""})])
		with data.keywright_profile as fixture.profile
}

test_fail_class_of_another_vocabulary if {
	fixture.of_key(key_04.report) == {"fail"} with data.keywright_facts as fixture.facts([fixture.key({"classification": "L4"})])
		with data.keywright_profile as fixture.profile
}

test_fail_purpose_that_is_no_domain if {
	fixture.of_key(key_04.report) == {"fail"} with data.keywright_facts as fixture.facts([fixture.key({"purpose": "backups", "purposes": ["backups"]})])
		with data.keywright_profile as fixture.profile
}

test_undetermined_owner_unknown if {
	fixture.of_key(key_04.report) == {"undetermined"} with data.keywright_facts as fixture.facts([fixture.with_unknown("owner", "")])
		with data.keywright_profile as fixture.profile
}

test_fail_without_owner_is_medium if {
	some finding in key_04.report with data.keywright_facts as fixture.facts([fixture.key({"owner": ""})])
		with data.keywright_profile as fixture.profile
	finding.severity == "medium"
}

# A class below the domain's would open what the domain's closes.
test_fail_class_below_the_domains_is_high if {
	some finding in key_04.report with data.keywright_facts as fixture.facts([fixture.key({"classification": "public"})])
		with data.keywright_profile as object.union(fixture.profile, {"domain": {"aml-kyc": {"classification": "restricted"}}})
	finding.outcome == "fail"
	finding.severity == "high"
	contains(finding.actual, "below restricted, the class of aml-kyc")
}

test_pass_class_above_the_domains if {
	fixture.of_key(key_04.report) == {"pass"} with data.keywright_facts as fixture.facts([fixture.base])
		with data.keywright_profile as object.union(fixture.profile, {"domain": {"aml-kyc": {"classification": "internal"}}})
}

test_fail_restricted_key_without_a_purpose_is_high if {
	some finding in key_04.report with data.keywright_facts as fixture.facts([fixture.key({"purpose": "", "purposes": []})])
		with data.keywright_profile as fixture.profile
	finding.severity == "high"
}

test_fail_internal_key_without_a_purpose_is_medium if {
	some finding in key_04.report with data.keywright_facts as fixture.facts([fixture.key({"classification": "internal", "purpose": "", "purposes": []})])
		with data.keywright_profile as fixture.profile
	finding.severity == "medium"
}

test_fail_another_spelling_of_a_domain_is_high if {
	some finding in key_04.report with data.keywright_facts as fixture.facts([fixture.key({"classification": "internal", "purpose": "National_IDs", "purposes": ["National_IDs"]})])
		with data.keywright_profile as fixture.profile
	finding.severity == "high"
	contains(finding.actual, "is national-id meant?")
}

test_fail_owner_of_blanks if {
	fixture.of_key(key_04.report) == {"fail"} with data.keywright_facts as fixture.facts([fixture.key({"owner": " "})])
		with data.keywright_profile as fixture.profile
}

_told(changes) := judged if {
	some judged in key_04.report with data.keywright_facts as fixture.facts([fixture.key(changes)])
		with data.keywright_profile as fixture.profile
}

# Each fault stands with the attribute that has it.
test_fail_says_what_is_wrong_and_nothing_else if {
	_told({"owner": ""}).message == "drop-kyc-key does not say owner."
	_told({"classification": "L4", "owner": ""}).actual == `classification: "L4" is none of confidential, internal, public, restricted; owner: missing`
	_told({"classification": "L4"}).message == `What drop-kyc-key says of itself does not fit the policy: classification: "L4" is none of confidential, internal, public, restricted.`
	_told({"purpose": "backups-of-all", "purposes": ["backups-of-all"]}).actual == "purpose: backups-of-all is no domain of the profile"
}

test_fail_internal_key_with_a_purpose_that_is_like_no_domain_is_medium if {
	_told({"classification": "internal", "purpose": "backups-of-all", "purposes": ["backups-of-all"]}).severity == "medium"
}
