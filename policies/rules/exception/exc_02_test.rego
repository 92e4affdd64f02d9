package keywright.rules.exception.exc_02_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.exception.exc_02

_of(changes) := {finding.outcome | some finding in report} if {
	report := exc_02.report with data.keywright_facts as fixture.facts([])
		with data.keywright_profile as object.union(fixture.profile, {
			"exception": {"e": object.union(fixture.exception, changes)},
			"approval": {"exception": {"teams": ["ciso"]}, "exception-beyond-a-year": {"teams": ["board"]}},
		})
}

test_pass_twelve_months if {
	_of({"starts": "2026-02-23", "ends": "2027-02-22"}) == {"pass"}
	_of({"starts": "2026-02-23", "ends": "2027-02-23"}) == {"pass"}
}

test_fail_a_day_more if _of({"starts": "2026-02-23", "ends": "2027-02-24"}) == {"fail"}

# A year from a leap day ends on the first of March.
test_fail_from_a_leap_day if {
	_of({"starts": "2028-02-29", "ends": "2029-03-01"}) == {"pass"}
	_of({"starts": "2028-02-29", "ends": "2029-03-02"}) == {"fail"}
}

test_pass_longer_with_the_board if _of({"starts": "2026-02-23", "ends": "2030-02-22", "approved_by": "board"}) == {"pass"}

test_undetermined_no_days if {
	_of({"starts": "soon"}) == {"undetermined"}
	_of({"ends": ""}) == {"undetermined"}
}
