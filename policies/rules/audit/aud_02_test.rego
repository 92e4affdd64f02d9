package keywright.rules.audit.aud_02_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.audit.aud_02

test_pass_five_years if {
	{finding.outcome | some finding in aud_02.report} == {"pass"} with data.keywright_facts as fixture.watched([fixture.trail({})], [])
		with data.keywright_profile as fixture.profile
}

test_fail_no_lock if {
	{finding.outcome | some finding in aud_02.report} == {"fail"} with data.keywright_facts as fixture.watched([fixture.trail({"lock": "none", "lock_days": null})], [])
		with data.keywright_profile as fixture.whole
}

test_fail_governance if {
	{finding.outcome | some finding in aud_02.report} == {"fail"} with data.keywright_facts as fixture.watched([fixture.trail({"lock": "GOVERNANCE"})], [])
		with data.keywright_profile as fixture.whole
}

test_fail_90_days if {
	{finding.outcome | some finding in aud_02.report} == {"fail"} with data.keywright_facts as fixture.watched([fixture.trail({"lock_days": 90})], [])
		with data.keywright_profile as fixture.whole
}

test_fail_no_trail if {
	{finding.outcome | some finding in aud_02.report} == {"fail"} with data.keywright_facts as fixture.watched([], [])
		with data.keywright_profile as fixture.whole
}

test_fail_longer_regulation if {
	{finding.outcome | some finding in aud_02.report} == {"fail"} with data.keywright_facts as fixture.watched([fixture.trail({})], [])
		with data.keywright_profile as object.union(fixture.whole, {"policy": {"estate": {"complete": true}, "regulations": ["amlr"], "retention_days": {"amlr": 3660}}})
}

test_pass_five_years_of_the_profile_are_five_years_of_the_lock if {
	{finding.outcome | some finding in aud_02.report} == {"pass"} with data.keywright_facts as fixture.watched([fixture.trail({"lock_days": 1826})], [])
		with data.keywright_profile as object.union(fixture.whole, {"policy": {"estate": {"complete": true}, "regulations": ["aml"], "retention_days": {"aml": 1830}}})
}

test_undetermined_bucket_elsewhere if {
	{finding.outcome | some finding in aud_02.report} == {"undetermined"} with data.keywright_facts as fixture.watched([fixture.trail({"lock": "", "lock_days": null, "unknown": {"store": "its bucket is not in the inputs"}})], [])
		with data.keywright_profile as fixture.whole
}

test_undetermined_null_days_are_not_many if {
	{finding.outcome | some finding in aud_02.report} == {"fail"} with data.keywright_facts as fixture.watched([fixture.trail({"lock_days": null})], [])
		with data.keywright_profile as fixture.whole
}

test_not_assessed_without_the_estate if {
	{finding.outcome | some finding in aud_02.report} == {"not_assessed"} with data.keywright_facts as fixture.watched([], [])
		with data.keywright_profile as fixture.profile
}

test_pass_without_keys_nothing_is_asked if {
	aud_02.report == [] with data.keywright_facts as fixture.facts([])
		with data.keywright_profile as fixture.profile
}

_of_vaults(changes, profile) := {finding.outcome | some finding in report; finding.address == "azurerm_key_vault.v"} if {
	report := aud_02.report with data.keywright_facts as fixture.logged([fixture.log(changes)])
		with data.keywright_profile as profile
}

test_a_vault if {
	_of_vaults({}, fixture.profile) == {"pass"}
	_of_vaults({"lock_days": 1826}, fixture.whole) == {"pass"}
	_of_vaults({"lock_days": 1825}, fixture.whole) == {"fail"}
	_of_vaults({"lock_days": 1825}, fixture.profile) == {"not_assessed"}
	_of_vaults({"lock": "Unlocked", "lock_days": null}, fixture.whole) == {"fail"}
	_of_vaults({"records": "none"}, fixture.whole) == {"fail"}
	_of_vaults({"lock": "", "lock_days": null, "unknown": {"lock": "later"}}, fixture.whole) == {"undetermined"}
	_of_vaults({"records": "none", "lock": "none", "unknown": {"records": "later"}}, fixture.whole) == {"undetermined"}
}

of_google(trails) := {[finding.outcome, finding.address] | some finding in report} if {
	report := aud_02.report with data.keywright_facts as fixture.facts_with([fixture.google({})], {"trails": trails}) with data.keywright_profile as fixture.whole
}

test_the_store_of_a_sink if {
	of_google([fixture.sink({})]) == {["pass", "google_logging_project_sink.audit"]}
	of_google([fixture.sink({"lock": "GOVERNANCE"})]) == {["fail", "google_logging_project_sink.audit"]}
	of_google([fixture.sink({"lock_days": 400})]) == {["fail", "google_logging_project_sink.audit"]}
	of_google([fixture.sink({"lock": "", "lock_days": null, "unknown": {"store": "its destination is not in the inputs"}})]) == {["undetermined", "google_logging_project_sink.audit"]}
	of_google([fixture.trail({})]) == {["pass", "aws_cloudtrail.all"], ["fail", "estate"]}
}

# The trail that records too little is another rule's; its store is locked or not.
test_the_store_of_a_trail_of_one_region if {
	every store, outcome in {"its bucket is not in the inputs": "undetermined", "": "pass"} {
		unknown := {"store": store | store != ""}
		{finding.outcome | some finding in aud_02.report} == {outcome} with data.keywright_facts as fixture.watched([fixture.trail({"multi_region": false, "unknown": unknown})], [])
			with data.keywright_profile as fixture.whole
	}
}

_seen(changes) := [finding.actual | some finding in report] if {
	report := aud_02.report with data.keywright_facts as fixture.watched([fixture.trail(changes)], [])
		with data.keywright_profile as fixture.whole
}

test_fail_says_how_a_bucket_is_locked if {
	_seen({"lock": "none", "lock_days": null}) == ["its bucket has no lock"]
	_seen({"lock": "GOVERNANCE"}) == ["its bucket is locked in a mode that some may lift"]
	_seen({"lock_days": 90}) == ["its bucket is locked for 90 days"]
	_seen({"lock_days": null}) == ["its bucket is locked for no time that is known"]
}

_held(changes) := {finding.actual | some finding in report; finding.address == "azurerm_key_vault.v"} if {
	report := aud_02.report with data.keywright_facts as fixture.logged([fixture.log(changes)])
		with data.keywright_profile as fixture.whole
}

test_fail_says_how_an_account_is_locked if {
	_held({"records": "none"}) == {"azurerm_monitor_diagnostic_setting.v: records nothing of keys"}
	_held({"lock_days": 90}) == {"azurerm_monitor_diagnostic_setting.v: locked for 90 days"}
	_held({"lock": "Unlocked"}) == {"azurerm_monitor_diagnostic_setting.v: not locked"}
}
