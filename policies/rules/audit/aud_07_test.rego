package keywright.rules.audit.aud_07_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.audit.aud_07

_review(day) := {"kind": "review", "subject": "inventory", "date": day}

_said(due, records) := outcome if {
	outcome := {address: found | some [found, address] in fixture.said(aud_07.report)} with data.keywright_facts as fixture.recorded([], records)
		with data.keywright_profile as object.union(fixture.profile, {"policy": {"review_by": due}})
}

# The day itself still counts.
test_pass_policy_to_the_day if {
	_said("2026-11-21", []).policy == "pass"
	_said("2026-11-20", []).policy == "fail"
	_said("", []).policy == "not_assessed"
}

test_fail_inventory_too_long_ago if {
	_said("", [_review("2025-11-20")]).inventory == "pass"
	_said("", [_review("2025-11-19")]).inventory == "fail"
	_said("", []).inventory == "fail"
	_said("", [_review("2026-11-22")]).inventory == "fail"
}

test_not_assessed_without_records if {
	facts := object.union(fixture.facts([]), {"now": "2026-11-21T00:00:00Z"})
	["not_assessed", "inventory"] in fixture.said(aud_07.report) with data.keywright_facts as facts
		with data.keywright_profile as fixture.profile
	["fail", "inventory"] in fixture.said(aud_07.report) with data.keywright_facts as facts
		with data.keywright_profile as object.union(fixture.profile, {"policy": {"require": ["evidence"]}})
}

test_undetermined_without_a_clock if {
	fixture.said(aud_07.report) == {["undetermined", "policy"], ["undetermined", "inventory"]} with data.keywright_facts as fixture.facts([])
		with data.keywright_profile as object.union(fixture.profile, {"policy": {"review_by": "2027-01-01"}})
}
