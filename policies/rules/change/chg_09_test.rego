package keywright.rules.change.chg_09_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.change.chg_09

_asking := object.union(fixture.profile, {"policy": {"require": ["approvals"]}})

_jwt := {"actions": ["update"], "new_value": true, "purpose": "token-signing", "purposes": ["token-signing"]}

_said(changes, profile) := outcome if {
	outcome := {finding.outcome | some finding in chg_09.report} with data.keywright_facts as fixture.kept([], fixture.secret(object.union(_jwt, changes)))
		with data.keywright_profile as profile
}

test_fail_new_value if _said({}, _asking) == {"fail"}

test_not_assessed_without_approvals if _said({}, fixture.profile) == {"not_assessed"}

test_pass if {
	_said({"new_value": false}, _asking) == {"pass"}
	_said({"purpose": "database", "purposes": ["database"]}, _asking) == {"pass"}
}

test_nothing_of_a_new_one if {
	_said({"actions": ["create"]}, _asking) == set()
	_said({"part": "replica[0]"}, _asking) == set()
}

test_undetermined if {
	_said({"new_value": false, "unknown": {"new_value": "later"}}, _asking) == {"undetermined"}
	_said({"purpose": "", "purposes": [], "unknown": {"purpose": "later"}}, _asking) == {"undetermined"}
	_said({"purpose": "", "purposes": [], "unknown": {"purpose": "later"}}, fixture.profile) == {"not_assessed"}
}

# By which domain a secret rotates is not known of one that serves none of the profile's: it may sign.
test_undetermined_a_secret_of_no_domain if {
	every purpose in ["", "jwt"] {
		_said({"purpose": purpose, "purposes": [purpose | purpose != ""]}, _asking) == {"undetermined"}
	}
	_said({"purpose": "", "purposes": [], "new_value": false}, _asking) == {"pass"}
}
