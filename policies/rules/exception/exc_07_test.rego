package keywright.rules.exception.exc_07_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.exception.exc_07

_on(changes, more, profile) := outcome if {
	outcome := {found | some [found, _] in fixture.said(exc_07.report)} with data.keywright_facts as fixture.facts_with([], more)
		with data.keywright_profile as object.union(profile, {"exception": {"x": object.union(fixture.exception, changes)}})
}

_private := {"scope": ["drop"], "compensating_controls": ["private network"]}

_managed := {"scope": ["drop/jwt"], "compensating_controls": ["Secrets Manager"]}

test_pass if {
	_on(_private, {"stores": [fixture.store({})]}, fixture.profile) == {"pass"}
	_on(_managed, {"secrets": [fixture.secret({})]}, fixture.profile) == {"pass"}
}

test_fail_public if {
	every control in ["no public database access", "not publicly accessible", "Private subnet"] {
		_on({"scope": ["aws_db_instance.drop"], "compensating_controls": [control]}, {"stores": [fixture.store({"public": true})]}, fixture.profile) == {"fail"}
	}
}

test_undetermined if {
	_on(_private, {"stores": [fixture.store({"public": null})]}, fixture.profile) == {"undetermined"}
	_on(_private, {"stores": [fixture.store({"public": null, "unknown": {"public": "later"}})]}, fixture.profile) == {"undetermined"}
}

test_elsewhere if {
	every exception in [_private, _managed] {
		_on(exception, {}, fixture.profile) == {"not_assessed"}
		_on(exception, {}, fixture.whole) == {"fail"}
	}
}

test_nothing_that_a_plan_cannot_show if _on({"compensating_controls": ["24 h sessions"]}, {}, fixture.whole) == set()
