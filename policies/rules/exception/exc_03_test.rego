package keywright.rules.exception.exc_03_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.exception.exc_03

_approvals := {"approval": {"exception": {"teams": ["ciso"]}, "exception-beyond-a-year": {"teams": ["board"]}}}

_of(changes, more) := {finding.outcome | some finding in report} if {
	report := exc_03.report with data.keywright_facts as fixture.facts([])
		with data.keywright_profile as object.union(fixture.profile, object.union(more, {"exception": {"e": object.union(fixture.exception, changes)}}))
}

test_pass_complete if {
	_of({}, _approvals) == {"pass"}
	_of({"approved_by": "board"}, _approvals) == {"pass"}
}

test_fail_not_said if {
	every setting in ["system", "classification", "reason", "risk", "starts", "ends"] {
		every text in ["", " "] { _of({setting: text}, _approvals) == {"fail"} }
	}
	every setting in ["rules", "scope", "compensating_controls"] {
		every list in [[], [" "]] { _of({setting: list}, _approvals) == {"fail"} }
	}
}

test_fail_approved_by_another_team if _of({"approved_by": "system-owner"}, _approvals) == {"fail"}

test_undetermined_nobody_may_approve if _of({}, {}) == {"undetermined"}
