package keywright.rules.change.chg_01_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.change.chg_01

_required := object.union(fixture.profile, {"policy": {"require": ["approvals"]}})

_under(profile, changes) := outcome if {
	outcome := fixture.of_key(chg_01.report) with data.keywright_facts as fixture.facts([fixture.key(changes)])
		with data.keywright_profile as profile
}

test_fail_made_where_approvals_are_required if {
	every actions in [["create"], ["delete", "create"], ["create", "delete"]] { _under(_required, {"actions": actions}) == {"fail"} }
	_under(_required, {"kind": "replica"}) == {"fail"}
}

# A key that signs too encrypts all the same.
test_fail_made_to_encrypt_and_sign if _under(_required, {"usage": "ENCRYPT_DECRYPT and SIGN_VERIFY"}) == {"fail"}

test_not_assessed_made_without_approvals if _under(fixture.profile, {}) == {"not_assessed"}

test_undetermined_usage_unknown_where_approvals_are_required if {
	_under(_required, {"usage": "", "unknown": {"usage": "later"}}) == {"undetermined"}
	_under(fixture.profile, {"usage": "", "unknown": {"usage": "later"}}) == {"not_assessed"}
}

test_pass_a_key_that_is_there if {
	every actions in [["no-op"], ["update"]] { _under(_required, {"actions": actions}) == {"pass"} }
}

# Nothing is said of new keys that do not encrypt, and of a state.
test_pass_nothing_of_others if {
	_under(_required, {"usage": "SIGN_VERIFY"}) == set()
	_under(_required, {"actions": ["state"]}) == set()
}
