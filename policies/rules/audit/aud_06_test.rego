package keywright.rules.audit.aud_06_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.audit.aud_06

_record := {"kind": "destruction", "subject": "drop-kyc-key", "date": "2026-12-15", "reason": "phase 2", "method": "ScheduleKeyDeletion", "by": "ciso"}

_done := object.union(_record, {"date": "2026-11-01"})

_test(outcome, day) := {"kind": "test-decrypt", "subject": "drop-kyc-key", "date": day, "outcome": outcome}

_said(ended, records) := outcome if {
	outcome := fixture.said(aud_06.report) with data.keywright_facts as object.union(fixture.facts_with([], {"ended": ended}), {
		"evidence": records,
		"now": "2026-11-21T00:00:00Z",
	})
		with data.keywright_profile as fixture.profile
}

_gone := fixture.ended("destroyed", ["delete"])

_place := "evidence.drop-kyc-key"

test_pass_recorded if _said([_gone], [_record]) == {["pass", _gone.address], ["pass", _place]}

test_fail_not_recorded if {
	_said([_gone], []) == {["fail", _gone.address]}
	_said([fixture.ended("replaced", ["delete", "create"])], []) == {["fail", _gone.address]}
	_said([_gone], [object.union(_record, {"subject": "other"})]) == {["fail", _gone.address], ["pass", "evidence.other"]}
}

test_nothing_forgotten if _said([fixture.ended("forgotten", ["forget"])], []) == set()

test_fail_incomplete if {
	every name in ["date", "reason", "method", "by"] {
		_said([], [object.remove(_record, [name])]) == {["fail", _place]}
		_said([], [object.union(_record, {name: " "})]) == {["fail", _place]}
	}
}

test_tested if {
	_said([], [_done]) == {["fail", _place]}
	_said([], [_done, _test("failed", "2026-11-01")]) == {["pass", _place]}
	_said([], [_done, _test("failed", "2026-10-31")]) == {["fail", _place]}
	_said([], [_done, _test("succeeded", "2026-11-02")]) == {["fail", _place]}
	_said([], [object.union(_record, {"date": "2026-11-21"})]) == {["fail", _place]}
	_said([], [object.union(_record, {"date": "2026-11-22"})]) == {["pass", _place]}
}

test_secrets_too if {
	secret := fixture.secret({"actions": ["delete"]})
	facts := object.union(fixture.kept([], secret), {"evidence": [], "now": "2026-11-21T00:00:00Z"})
	fixture.said(aud_06.report) == {["fail", secret.address]} with data.keywright_facts as facts
		with data.keywright_profile as fixture.profile
	fixture.said(aud_06.report) == {["pass", secret.address], ["pass", "evidence.drop/jwt"]} with data.keywright_facts as object.union(facts, {"evidence": [object.union(_record, {"subject": "drop/jwt"})]})
		with data.keywright_profile as fixture.profile
}

test_fail_says_what_goes if {
	every name, called in {"drop/jwt": "drop/jwt", "": "aws_secretsmanager_secret.jwt"} {
		facts := object.union(fixture.kept([], fixture.secret({"actions": ["delete"], "name": name})), {"evidence": [], "now": "2026-11-21T00:00:00Z"})
		some judged in aud_06.report with data.keywright_facts as facts
			with data.keywright_profile as fixture.profile
		judged.message == sprintf("The change destroys %s, and no record says why, how and by whom.", [called])
	}
}

test_not_assessed_without_records if {
	facts := fixture.facts_with([], {"ended": [_gone]})
	fixture.said(aud_06.report) == {["not_assessed", _gone.address]} with data.keywright_facts as facts
		with data.keywright_profile as fixture.profile
	fixture.said(aud_06.report) == {["fail", _gone.address]} with data.keywright_facts as facts
		with data.keywright_profile as object.union(fixture.profile, {"policy": {"require": ["evidence"]}})
}

test_undetermined_without_a_clock if {
	fixture.said(aud_06.report) == {["undetermined", _place]} with data.keywright_facts as object.union(fixture.facts([]), {"evidence": [_record]})
		with data.keywright_profile as fixture.profile
}
