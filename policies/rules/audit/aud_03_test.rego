package keywright.rules.audit.aud_03_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.audit.aud_03

test_pass_all_told if {
	{finding.outcome | some finding in aud_03.report} == {"pass"} with data.keywright_facts as fixture.watched([fixture.trail({})], [fixture.alarm({})])
		with data.keywright_profile as fixture.profile
}

test_pass_by_two if {
	{finding.outcome | some finding in aud_03.report} == {"pass"} with data.keywright_facts as fixture.watched([fixture.trail({})], [fixture.alarm({"events": ["Decrypt"]}), fixture.alarm({"address": "aws_cloudwatch_event_rule.keys", "type": "aws_cloudwatch_event_rule", "events": ["*"], "denied": false, "reads": false})])
		with data.keywright_profile as fixture.whole
}

test_fail_none if {
	{finding.outcome | some finding in aud_03.report} == {"fail"} with data.keywright_facts as fixture.watched([], [])
		with data.keywright_profile as fixture.whole
}

test_fail_without_an_action if {
	{finding.outcome | some finding in aud_03.report} == {"fail"} with data.keywright_facts as fixture.watched([fixture.trail({})], [fixture.alarm({"acts": false})])
		with data.keywright_profile as fixture.whole
}

# The first deletion counts, and three refused attempts may pass unseen.
_of_attempts(attempts) := {finding.outcome | some finding in report} if {
	report := aud_03.report with data.keywright_facts as fixture.watched([fixture.trail({})], [fixture.alarm({"attempts": attempts})])
		with data.keywright_profile as fixture.whole
}

test_how_many_events_an_alarm_takes if {
	_of_attempts(1) == {"pass"}
	_of_attempts(2) == {"fail"}
	_of_attempts(4) == {"fail"}
}

test_pass_four_refused_attempts if {
	{finding.outcome | some finding in aud_03.report} == {"pass"} with data.keywright_facts as fixture.watched([fixture.trail({})], [fixture.alarm({"denied": false}), fixture.alarm({"events": [], "attempts": 4})])
		with data.keywright_profile as fixture.whole
}

test_fail_ten_attempts if {
	{finding.outcome | some finding in aud_03.report} == {"fail"} with data.keywright_facts as fixture.watched([fixture.trail({})], [fixture.alarm({"attempts": 10})])
		with data.keywright_profile as fixture.whole
}

test_fail_reads_do_not_reach_the_bus if {
	{finding.outcome | some finding in aud_03.report} == {"fail"} with data.keywright_facts as fixture.watched([fixture.trail({})], [fixture.alarm({"reads": false})])
		with data.keywright_profile as fixture.whole
}

test_fail_attempts_unknown_are_not_few if {
	{finding.outcome | some finding in aud_03.report} == {"fail"} with data.keywright_facts as fixture.watched([fixture.trail({})], [fixture.alarm({"attempts": null})])
		with data.keywright_profile as fixture.whole
}

test_fail_a_log_that_no_trail_feeds if {
	{finding.outcome | some finding in aud_03.report} == {"fail"} with data.keywright_facts as fixture.watched([fixture.trail({"log_group": ""})], [fixture.alarm({})])
		with data.keywright_profile as fixture.whole
	{finding.outcome | some finding in aud_03.report} == {"fail"} with data.keywright_facts as fixture.watched([fixture.trail({"logging": false})], [fixture.alarm({})])
		with data.keywright_profile as fixture.whole
	{finding.outcome | some finding in aud_03.report} == {"not_assessed"} with data.keywright_facts as fixture.watched([], [fixture.alarm({})])
		with data.keywright_profile as fixture.profile
}

test_undetermined_which_log if {
	{finding.outcome | some finding in aud_03.report} == {"undetermined"} with data.keywright_facts as fixture.watched([fixture.trail({"log_group": "", "unknown": {"log_group": "later"}})], [fixture.alarm({})])
		with data.keywright_profile as fixture.whole
	{finding.outcome | some finding in aud_03.report} == {"undetermined"} with data.keywright_facts as fixture.watched([fixture.trail({})], [fixture.alarm({"log_group": "", "unknown": {"log_group": "later"}})])
		with data.keywright_profile as fixture.whole
}

_by_rule(region, changes) := fixture.watched([fixture.trail({})], [
	fixture.alarm({"events": ["Decrypt"]}),
	fixture.alarm(object.union({"type": "aws_cloudwatch_event_rule", "region": region, "log_group": "", "events": ["*"], "denied": false, "reads": false}, changes)),
])

# The bus of a region has the events of that region.
test_pass_a_rule_in_the_keys_region if {
	{finding.outcome | some finding in aud_03.report} == {"pass"} with data.keywright_facts as _by_rule(fixture.key({}).region, {})
		with data.keywright_profile as fixture.whole
}

test_fail_a_rule_in_another_region if {
	{finding.outcome | some finding in aud_03.report} == {"fail"} with data.keywright_facts as _by_rule("ap-south-1", {})
		with data.keywright_profile as fixture.whole
}

test_undetermined_a_rule_of_an_unknown_region if {
	{finding.outcome | some finding in aud_03.report} == {"undetermined"} with data.keywright_facts as _by_rule("", {"unknown": {"region": "later"}})
		with data.keywright_profile as fixture.whole
}

# Where one region hears and the other does not, the other is named.
test_fail_says_which_region_hears_nothing if {
	keys := [fixture.base, fixture.key({"address": "aws_kms_key.other", "region": "eu-west-1"})]
	bus := fixture.alarm({"type": "aws_cloudwatch_event_rule", "region": "eu-north-1", "events": ["*"], "denied": false, "reads": false})
	some judged in aud_03.report with data.keywright_facts as fixture.facts_with(keys, {"trails": [fixture.trail({})], "alarms": [fixture.alarm({"events": ["Decrypt"]}), bus]})
		with data.keywright_profile as fixture.whole
	judged.message == "Nobody is told of DisableKey in eu-west-1, ScheduleKeyDeletion in eu-west-1."
}

test_fail_says_what_no_region_hears if {
	some judged in aud_03.report with data.keywright_facts as fixture.watched([fixture.trail({})], [fixture.alarm({"reads": false})])
		with data.keywright_profile as fixture.whole
	judged.message == "Nobody is told of Decrypt."
}

# A rule of some region may be of the key's.
test_undetermined_a_key_of_an_unknown_region if {
	bus := fixture.alarm({"type": "aws_cloudwatch_event_rule", "region": "eu-north-1", "events": ["*"]})
	facts := fixture.facts_with([fixture.key({"region": "", "unknown": {"region": "later"}})], {"trails": [fixture.trail({})], "alarms": [bus]})
	{finding.outcome | some finding in aud_03.report} == {"undetermined"} with data.keywright_facts as facts
		with data.keywright_profile as fixture.whole
}

test_undetermined_pattern if {
	{finding.outcome | some finding in aud_03.report} == {"undetermined"} with data.keywright_facts as fixture.watched([], [fixture.alarm({"events": [], "acts": false, "denied": false, "unknown": {"events": "later"}})])
		with data.keywright_profile as fixture.whole
}

test_not_assessed_without_the_estate if {
	{finding.outcome | some finding in aud_03.report} == {"not_assessed"} with data.keywright_facts as fixture.watched([], [])
		with data.keywright_profile as fixture.profile
}

test_pass_without_keys_nothing_is_asked if {
	aud_03.report == [] with data.keywright_facts as fixture.facts([])
		with data.keywright_profile as fixture.profile
}

# Who is told in Azure is not read.
test_keys_of_azure_alone if {
	{finding.outcome | some finding in aud_03.report} == {"not_assessed"} with data.keywright_facts as fixture.logged([fixture.log({})])
		with data.keywright_profile as fixture.profile
	{finding.outcome | some finding in aud_03.report} == {"undetermined"} with data.keywright_facts as fixture.logged([fixture.log({})])
		with data.keywright_profile as fixture.whole
}

of_google(alarms) := {[finding.outcome, finding.attribute] | some finding in report} if {
	report := aud_03.report with data.keywright_facts as fixture.facts_with([fixture.google({})], {"alarms": alarms}) with data.keywright_profile as fixture.whole
}

test_alert_policies if {
	of_google([fixture.policy({})]) == {["pass", "alarms.google"]}
	of_google([fixture.policy({"events": ["*"]})]) == {["pass", "alarms.google"]}
	of_google([fixture.policy({"events": ["DestroyCryptoKeyVersion"]})]) == {["fail", "alarms.google"]}
	of_google([fixture.policy({"acts": false})]) == {["fail", "alarms.google"]}
	of_google([fixture.policy({"attempts": 5})]) == {["fail", "alarms.google"]}
	of_google([fixture.alarm({})]) == {["fail", "alarms.google"]}
	of_google([fixture.policy({"events": [], "acts": false, "unknown": {"events": "later"}})]) == {["undetermined", "alarms.google"]}
}
