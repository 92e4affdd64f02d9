package keywright.rules.exception.exc_05_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.exception.exc_05

_said(changes, records) := outcome if {
	outcome := {found | some [found, _] in fixture.said(exc_05.report)} with data.keywright_facts as fixture.recorded([], records)
		with data.keywright_profile as object.union(fixture.profile, {"exception": {"x": object.union(fixture.exception, changes)}})
}

_old := {"starts": "2026-02-01"}

test_pass_new if _said({}, []) == {"pass"}

# The ninety-second day counts, the day before it does not.
test_boundary if {
	_said(object.union(_old, {"reviewed": "2026-08-21"}), []) == {"pass"}
	_said(object.union(_old, {"reviewed": "2026-08-20"}), []) == {"fail"}
	_said(object.union(_old, {"reviewed": "2026-11-22"}), []) == {"fail"}
}

test_fail_never if _said(object.union(_old, {"reviewed": ""}), []) == {"fail"}

test_fail_says_when_somebody_looked if {
	every reviewed, last in {"": "never", "2026-05-01": "last on 2026-05-01"} {
		some judged in exc_05.report with data.keywright_facts as fixture.recorded([], [])
			with data.keywright_profile as object.union(fixture.profile, {"exception": {"x": object.union(fixture.exception, object.union(_old, {"reviewed": reviewed}))}})
		judged.actual == last
	}
}

test_pass_on_record if {
	every subject in ["x", "exception.x"] {
		_said(object.union(_old, {"reviewed": ""}), [{"kind": "review", "subject": subject, "date": "2026-11-01"}]) == {"pass"}
	}
	_said(object.union(_old, {"reviewed": ""}), [{"kind": "review", "subject": "y", "date": "2026-11-01"}]) == {"fail"}
}

test_pass_not_begun if _said({"starts": "2026-12-01", "reviewed": ""}, []) == {"pass"}

test_not_assessed_without_records if {
	profile := object.union(fixture.profile, {"exception": {"x": object.union(fixture.exception, {"starts": "2026-02-01", "reviewed": ""})}})
	facts := object.union(fixture.facts([]), {"now": "2026-11-21T00:00:00Z"})
	fixture.said(exc_05.report) == {["not_assessed", "exception.x"]} with data.keywright_facts as facts
		with data.keywright_profile as profile
	fixture.said(exc_05.report) == {["fail", "exception.x"]} with data.keywright_facts as facts
		with data.keywright_profile as object.union(profile, {"policy": {"require": ["evidence"]}})
}

test_undetermined_without_a_clock if {
	fixture.said(exc_05.report) == {["undetermined", "exception.x"]} with data.keywright_facts as fixture.facts([])
		with data.keywright_profile as object.union(fixture.profile, {"exception": {"x": fixture.exception}})
}
