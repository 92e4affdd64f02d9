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

test_fail_without_class_names_the_rules_left_open if {
	some finding in key_04.report with data.keywright_facts as fixture.facts([fixture.key({"classification": ""})])
		with data.keywright_profile as fixture.profile
	finding.severity == "high"
	contains(finding.message, "KEY-08")
}

test_fail_without_owner_is_medium if {
	some finding in key_04.report with data.keywright_facts as fixture.facts([fixture.key({"owner": ""})])
		with data.keywright_profile as fixture.profile
	finding.severity == "medium"
}
