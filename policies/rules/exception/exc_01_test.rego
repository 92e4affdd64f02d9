package keywright.rules.exception.exc_01_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.exception.exc_01

_at(now, ends) := {finding.outcome | some finding in report} if {
	report := exc_01.report with data.keywright_facts as object.union(fixture.facts([]), {"now": now})
		with data.keywright_profile as object.union(fixture.profile, {"exception": {"e": object.union(fixture.exception, {"ends": ends})}})
}

# The last day counts to its end in UTC.
test_pass_on_the_last_day if {
	_at("2026-11-21T00:00:00Z", "2026-11-21") == {"pass"}
	_at("2026-11-21T23:59:59Z", "2026-11-21") == {"pass"}
}

test_fail_the_day_after if _at("2026-11-22T00:00:00Z", "2026-11-21") == {"fail"}

test_undetermined_without_a_clock if _at("", "2026-11-21") == {"undetermined"}

test_fail_says_that_an_event_is_no_day if {
	some judged in exc_01.report with data.keywright_facts as object.union(fixture.facts([]), {"now": "2028-01-01T00:00:00Z"})
		with data.keywright_profile as object.union(fixture.profile, {"exception": {"e": object.union(fixture.exception, {"ends_with": "phase 2"})}})
	contains(judged.message, `since "phase 2" is no date`)
}

test_pass_nothing_without_exceptions if {
	report := exc_01.report with data.keywright_facts as fixture.facts([])
		with data.keywright_profile as fixture.profile
	report == []
}
