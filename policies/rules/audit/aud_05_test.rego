package keywright.rules.audit.aud_05_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.audit.aud_05

_on(trails, profile) := outcome if {
	outcome := {finding.outcome | some finding in aud_05.report} with data.keywright_facts as fixture.facts_with([], {"trails": trails, "secrets": [fixture.secret({})]})
		with data.keywright_profile as profile
}

_with(changes) := _on([fixture.trail(changes)], fixture.whole)

test_pass_recorded_and_locked if {
	_with({}) == {"pass"}
	_on([fixture.trail({"records_secrets": "none"}), fixture.trail({})], fixture.whole) == {"pass"}
}

test_fail_each if {
	every change in [
		{"records_secrets": "none"},
		{"records_secrets": "some"},
		{"logging": false},
		{"multi_region": false},
		{"lock": "GOVERNANCE"},
		{"lock": "none"},
	] {
		_with(change) == {"fail"}
	}
}

test_undetermined if {
	every name in ["logging", "multi_region", "records_secrets", "store"] {
		_with({"unknown": {name: "later"}}) == {"undetermined"}
	}
}

test_none if {
	_on([], fixture.whole) == {"fail"}
	_on([], fixture.profile) == {"not_assessed"}
	_on([fixture.trail({"lock": "none"})], fixture.profile) == {"not_assessed"}
}

test_nothing_without_secrets if {
	aud_05.report == [] with data.keywright_facts as fixture.facts_with([], {"trails": []})
		with data.keywright_profile as fixture.whole
}

_of_vaults(changes, profile) := {finding.outcome | some finding in report} if {
	report := aud_05.report with data.keywright_facts as fixture.logged([fixture.log(changes)])
		with data.keywright_profile as profile
}

test_a_vault if {
	_of_vaults({}, fixture.profile) == {"pass"}
	_of_vaults({"lock_days": 1}, fixture.whole) == {"pass"}
	_of_vaults({"lock": "none", "lock_days": null}, fixture.whole) == {"fail"}
	_of_vaults({"lock": "none", "lock_days": null}, fixture.profile) == {"not_assessed"}
	_of_vaults({"records": "none"}, fixture.whole) == {"fail"}
	_of_vaults({"lock": "", "lock_days": null, "unknown": {"lock": "later"}}, fixture.whole) == {"undetermined"}
	_of_vaults({"holds": ["keys"], "records": "none"}, fixture.whole) == set()
}

of_google(trails) := {[finding.outcome, finding.address] | some finding in report} if {
	report := aud_05.report with data.keywright_facts as fixture.facts_with([], {"secrets": [fixture.secret({"type": "google_secret_manager_secret"})], "trails": trails})
		with data.keywright_profile as fixture.whole
}

test_a_sink if {
	of_google([fixture.sink({})]) == {["pass", "google_logging_project_sink.audit"]}
	of_google([fixture.sink({"records_secrets": "some"})]) == {["fail", "google_logging_project_sink.audit"]}
	of_google([fixture.sink({"lock": "GOVERNANCE"})]) == {["fail", "google_logging_project_sink.audit"]}
	of_google([fixture.sink({"records_secrets": "", "unknown": {"records_secrets": "later"}})]) == {["undetermined", "google_logging_project_sink.audit"]}
	of_google([fixture.trail({})]) == {["fail", "estate"]}
}
