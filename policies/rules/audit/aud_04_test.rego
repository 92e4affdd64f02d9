package keywright.rules.audit.aud_04_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.audit.aud_04

test_pass_an_alarm_on_the_log_group if {
	{finding.outcome | some finding in aud_04.report} == {"pass"} with data.keywright_facts as fixture.watched([fixture.trail({})], [fixture.alarm({})])
		with data.keywright_profile as fixture.profile
}

test_pass_the_event_bus if {
	{finding.outcome | some finding in aud_04.report} == {"pass"} with data.keywright_facts as fixture.watched([fixture.trail({"log_group": ""})], [fixture.alarm({"type": "aws_cloudwatch_event_rule", "log_group": ""})])
		with data.keywright_profile as fixture.whole
}

# Without a trail the bus has no calls of KMS; of a part of an estate that may be elsewhere is not known.
test_fail_the_event_bus_without_a_trail if {
	{finding.outcome | some finding in aud_04.report} == {"fail"} with data.keywright_facts as fixture.watched([], [fixture.alarm({"type": "aws_cloudwatch_event_rule", "log_group": ""})])
		with data.keywright_profile as fixture.whole
	{finding.outcome | some finding in aud_04.report} == {"not_assessed"} with data.keywright_facts as fixture.watched([], [fixture.alarm({"type": "aws_cloudwatch_event_rule", "log_group": ""})])
		with data.keywright_profile as fixture.profile
}

test_fail_an_hour if {
	{finding.outcome | some finding in aud_04.report} == {"fail"} with data.keywright_facts as fixture.watched([fixture.trail({})], [fixture.alarm({"seconds": 3600})])
		with data.keywright_profile as fixture.whole
}

test_fail_seconds_unknown_are_not_few if {
	{finding.outcome | some finding in aud_04.report} == {"fail"} with data.keywright_facts as fixture.watched([fixture.trail({})], [fixture.alarm({"seconds": null})])
		with data.keywright_profile as fixture.whole
}

test_fail_an_alarm_on_no_event if {
	{finding.outcome | some finding in aud_04.report} == {"fail"} with data.keywright_facts as fixture.watched([fixture.trail({})], [fixture.alarm({"events": []})])
		with data.keywright_profile as fixture.whole
}

_seen(keys, trail) := [finding.actual | some finding in report; finding.address == trail.address] if {
	report := aud_04.report with data.keywright_facts as fixture.facts_with(keys, {"trails": [trail]})
		with data.keywright_profile as fixture.whole
}

test_fail_says_what_a_trail_reaches if {
	_seen([fixture.base], fixture.trail({"log_group": ""})) == ["it goes to its bucket alone"]
	_seen([fixture.base], fixture.trail({"log_group": "g"})) == ["its log group g has no alarm of at most five minutes that does something"]
	_seen([fixture.google({})], fixture.sink({})) == ["no alert policy on logs sees events of keys within five minutes"]
}

test_fail_another_log_group if {
	{finding.outcome | some finding in aud_04.report} == {"fail"} with data.keywright_facts as fixture.watched([fixture.trail({})], [fixture.alarm({"log_group": "other"})])
		with data.keywright_profile as fixture.whole
}

test_fail_its_bucket_alone if {
	{finding.outcome | some finding in aud_04.report} == {"fail"} with data.keywright_facts as fixture.watched([fixture.trail({"log_group": ""})], [fixture.alarm({"log_group": ""})])
		with data.keywright_profile as fixture.whole
}

test_fail_no_trail if {
	{finding.outcome | some finding in aud_04.report} == {"fail"} with data.keywright_facts as fixture.watched([], [])
		with data.keywright_profile as fixture.whole
}

test_undetermined_log_group if {
	{finding.outcome | some finding in aud_04.report} == {"undetermined"} with data.keywright_facts as fixture.watched([fixture.trail({"log_group": "", "unknown": {"log_group": "later"}})], [])
		with data.keywright_profile as fixture.whole
}

test_not_assessed_without_the_estate if {
	{finding.outcome | some finding in aud_04.report} == {"not_assessed"} with data.keywright_facts as fixture.watched([], [])
		with data.keywright_profile as fixture.profile
}

test_pass_without_keys_nothing_is_asked if {
	aud_04.report == [] with data.keywright_facts as fixture.facts([])
		with data.keywright_profile as fixture.profile
}

_of_vaults(changes, profile) := {finding.outcome | some finding in report; finding.address == "azurerm_key_vault.v"} if {
	report := aud_04.report with data.keywright_facts as fixture.logged([fixture.log(changes)])
		with data.keywright_profile as profile
}

test_a_vault if {
	_of_vaults({}, fixture.profile) == {"not_assessed"}
	_of_vaults({}, fixture.whole) == {"undetermined"}
	_of_vaults({"alerts": []}, fixture.whole) == {"fail"}
	_of_vaults({"records": "none"}, fixture.whole) == {"fail"}
	_of_vaults({"records": "", "alerts": [], "unknown": {"records": "later"}}, fixture.whole) == {"undetermined"}
}

of_google(trails, alarms) := {[finding.outcome, finding.address] | some finding in report} if {
	report := aud_04.report with data.keywright_facts as fixture.facts_with([fixture.google({})], {"trails": trails, "alarms": alarms}) with data.keywright_profile as fixture.whole
}

test_alert_policies if {
	of_google([fixture.sink({})], [fixture.policy({})]) == {["pass", "google_monitoring_alert_policy.keys"]}
	of_google([fixture.sink({})], [fixture.policy({"seconds": 301})]) == {["fail", "google_logging_project_sink.audit"]}
	of_google([fixture.sink({})], [fixture.policy({"seconds": null})]) == {["fail", "google_logging_project_sink.audit"]}
	of_google([fixture.sink({})], [fixture.policy({"events": []})]) == {["fail", "google_logging_project_sink.audit"]}
	of_google([fixture.sink({})], [fixture.alarm({})]) == {["fail", "google_logging_project_sink.audit"]}
	of_google([fixture.sink({})], [fixture.policy({"events": [], "acts": false, "unknown": {"events": "later"}})]) == {["undetermined", "google_logging_project_sink.audit"]}
}
