package keywright.rules.exception.exc_06_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.exception.exc_06

_of(changes, facts) := {finding.outcome | some finding in report} if {
	report := exc_06.report with data.keywright_facts as object.union(fixture.facts([]), object.union({"now": "2026-11-21T00:00:00Z"}, facts))
		with data.keywright_profile as object.union(fixture.profile, {"exception": {"e": object.union(fixture.exception, changes)}})
}

_found(state) := _of({}, {"exceptions": {"e": state}})

test_pass_excuses_something if _found("excuses") == {"pass"}

test_fail_excuses_nothing if _found("idle") == {"fail"}

test_undetermined_not_decided if _found("open") == {"undetermined"}

test_not_assessed_elsewhere if {
	_found("elsewhere") == {"not_assessed"}
	_of({}, {}) == {"not_assessed"}
}

# What does not hold is not asked.
test_pass_nothing_of_what_does_not_hold if {
	every changes in [{"starts": "2026-11-22"}, {"ends": "2026-11-20"}, {"classification": "restricted"}] {
		_of(changes, {"exceptions": {"e": "idle"}}) == set()
	}
}
