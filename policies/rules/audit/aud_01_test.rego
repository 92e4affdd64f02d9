package keywright.rules.audit.aud_01_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.audit.aud_01

test_pass_a_trail_is_enough_without_the_estate if {
	{finding.outcome | some finding in aud_01.report} == {"pass"} with data.keywright_facts as fixture.watched([fixture.trail({})], [])
		with data.keywright_profile as fixture.profile
}

test_pass_one_of_two if {
	{finding.outcome | some finding in aud_01.report} == {"pass"} with data.keywright_facts as fixture.watched([fixture.trail({}), fixture.trail({"address": "aws_cloudtrail.other", "records": "none"})], [])
		with data.keywright_profile as fixture.whole
}

test_fail_no_trail if {
	{finding.outcome | some finding in aud_01.report} == {"fail"} with data.keywright_facts as fixture.watched([], [])
		with data.keywright_profile as fixture.whole
}

test_fail_one_region if {
	{finding.outcome | some finding in aud_01.report} == {"fail"} with data.keywright_facts as fixture.watched([fixture.trail({"multi_region": false})], [])
		with data.keywright_profile as fixture.whole
}

test_fail_off if {
	{finding.outcome | some finding in aud_01.report} == {"fail"} with data.keywright_facts as fixture.watched([fixture.trail({"logging": false})], [])
		with data.keywright_profile as fixture.whole
}

test_fail_not_validated if {
	{finding.outcome | some finding in aud_01.report} == {"fail"} with data.keywright_facts as fixture.watched([fixture.trail({"validated": false})], [])
		with data.keywright_profile as fixture.whole
}

test_fail_the_services_key if {
	{finding.outcome | some finding in aud_01.report} == {"fail"} with data.keywright_facts as fixture.watched([fixture.trail({"managed": "service", "key": ""})], [])
		with data.keywright_profile as fixture.whole
}

test_fail_kms_left_out if {
	{finding.outcome | some finding in aud_01.report} == {"fail"} with data.keywright_facts as fixture.watched([fixture.trail({"records": "none"})], [])
		with data.keywright_profile as fixture.whole
}

test_fail_a_part if {
	{finding.outcome | some finding in aud_01.report} == {"fail"} with data.keywright_facts as fixture.watched([fixture.trail({"records": "some"})], [])
		with data.keywright_profile as fixture.whole
}

test_fail_a_trail_that_goes if {
	{finding.outcome | some finding in aud_01.report} == {"fail"} with data.keywright_facts as fixture.watched([fixture.trail({"actions": ["delete"]})], [])
		with data.keywright_profile as fixture.whole
}

test_undetermined_selectors if {
	{finding.outcome | some finding in aud_01.report} == {"undetermined"} with data.keywright_facts as fixture.watched([fixture.trail({"records": "", "unknown": {"records": "later"}})], [])
		with data.keywright_profile as fixture.whole
}

test_undetermined_key if {
	{finding.outcome | some finding in aud_01.report} == {"undetermined"} with data.keywright_facts as fixture.watched([fixture.trail({"managed": "", "key": "", "unknown": {"key": "later"}})], [])
		with data.keywright_profile as fixture.whole
}

# Another trail may be elsewhere.
test_not_assessed_a_faulty_trail_without_the_estate if {
	{finding.outcome | some finding in aud_01.report} == {"not_assessed"} with data.keywright_facts as fixture.watched([fixture.trail({"multi_region": false})], [])
		with data.keywright_profile as fixture.profile
}

test_not_assessed_without_the_estate if {
	{finding.outcome | some finding in aud_01.report} == {"not_assessed"} with data.keywright_facts as fixture.watched([], [])
		with data.keywright_profile as fixture.profile
}

test_pass_without_keys_nothing_is_asked if {
	aud_01.report == [] with data.keywright_facts as fixture.facts([])
		with data.keywright_profile as fixture.profile
}
