package keywright.rules.change.chg_06_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.change.chg_06

_required := object.union(fixture.profile, {"policy": {"require": ["approvals"]}})

_key(changes) := fixture.key(object.union({"actions": ["update"]}, changes))

_under(profile, before, after) := outcome if {
	outcome := fixture.of_key(chg_06.report) with data.keywright_facts as fixture.facts_with([_key(after)], {"prior_keys": [_key(before)]})
		with data.keywright_profile as profile
}

test_fail_disabled_where_approvals_are_required if {
	_under(_required, {}, {"enabled": false}) == {"fail"}
	_under(_required, {"enabled": null}, {"enabled": false}) == {"fail"}
}

test_not_assessed_disabled_without_approvals if _under(fixture.profile, {}, {"enabled": false}) == {"not_assessed"}

test_undetermined_where_approvals_are_required if {
	_under(_required, {}, {"enabled": null, "unknown": {"enabled": "later"}}) == {"undetermined"}
	_under(fixture.profile, {}, {"enabled": null, "unknown": {"enabled": "later"}}) == {"not_assessed"}
}

test_pass_not_disabled_by_the_change if {
	_under(_required, {}, {}) == {"pass"}
	_under(_required, {"enabled": false}, {"enabled": false}) == {"pass"}
	_under(_required, {"enabled": false}, {}) == {"pass"}
}

# A new key is disabled from the start.
test_pass_nothing_of_new_keys if _under(_required, {}, {"actions": ["create"], "enabled": false}) == set()
