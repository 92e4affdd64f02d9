package keywright.rules.rotation.rot_03_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.rotation.rot_03

_rotation(schedules) := object.union(fixture.base.rotation, {"setting": "none", "schedules": schedules})

_token := {"spec": "RSA_4096", "usage": "SIGN_VERIFY", "purpose": "token-signing", "purposes": ["token-signing"], "protects": [], "rotation": _rotation([])}

_covered := object.union(_token, {"rotation": _rotation(["keywright_rotation.r"])})

_row := {"address": "keywright_rotation.r", "method": "manual", "period_days": 90, "owner": "security-team", "manage": true, "keys": [fixture.base.address], "unknown": {}}

_on(changes, row, profile) := outcome if {
	outcome := fixture.of_key(rot_03.report) with data.keywright_facts as fixture.facts_with([fixture.key(changes)], {"rotations": [object.union(_row, row)]})
		with data.keywright_profile as profile
}

_of(changes, row) := _on(changes, row, fixture.profile)

test_pass_manual_schedule_with_an_owner if _of(_covered, {}) == {"pass"}

test_fail_no_schedule if {
	_of(_token, {}) == {"fail"}
	_of(object.union(_token, {"spec": "HMAC_256", "usage": "GENERATE_VERIFY_MAC"}), {}) == {"fail"}
	_of({"kind": "external", "origin": "EXTERNAL", "rotation": _rotation([])}, {}) == {"fail"}
	_of({"origin": "AWS_CLOUDHSM", "rotation": _rotation([])}, {}) == {"fail"}
}

test_fail_no_owner if {
	every owner in ["", " "] { _of(_covered, {"owner": owner}) == {"fail"} }
}

test_fail_a_method_that_it_cannot_do if {
	every method in ["automatic", "on-demand"] { _of(_covered, {"method": method}) == {"fail"} }
}

# New material can be imported into a symmetric key, and KMS asked to use it.
test_pass_imported_on_demand if {
	_of({"kind": "external", "origin": "EXTERNAL", "rotation": _rotation(["keywright_rotation.r"])}, {"method": "on-demand"}) == {"pass"}
}

_owned := object.union(fixture.profile, {"rotation": {"jwt": {"owner": "engineering"}}})

test_pass_the_profile_answers_for_stock_keys if _on(_token, {}, _owned) == {"pass"}

test_fail_the_profile_answers_for_no_other if _on(object.union(_token, {"type": "keywright_key"}), {}, _owned) == {"fail"}

test_pass_the_owner_of_a_key_that_rotates_by_hand_alone if {
	_of({"kind": "external", "origin": "EXTERNAL", "purpose": "backup", "purposes": ["backup"], "rotation": _rotation([])}, {}) == {"pass"}
}

test_undetermined if {
	every changes in [
		object.union(_token, {"spec": "", "unknown": {"spec": "later"}}),
		object.union(_token, {"origin": "", "unknown": {"origin": "later"}}),
		object.union(_token, {"unknown": {"schedules": "later"}}),
	] {
		_of(changes, {}) == {"undetermined"}
	}
	_of(_covered, {"owner": "", "unknown": {"owner": "later"}}) == {"undetermined"}
	_on(object.union(_token, {"purpose": "", "purposes": [], "unknown": {"purpose": "later"}}), {}, _owned) == {"undetermined"}
}

test_undetermined_no_purpose_stands_under_key_04 if {
	some judged in rot_03.report with data.keywright_facts as fixture.facts([fixture.key(object.union(_token, {"purpose": "", "purposes": []}))])
		with data.keywright_profile as _owned
	judged.under == "KEY-04"
}

# What no type of the profile's would answer for fails whatever its purpose.
test_fail_no_schedule_whatever_the_purpose if _of(object.union(_token, {"purpose": "", "purposes": []}), {}) == {"fail"}

test_pass_nothing_of_what_rotates_by_itself if {
	_of({}, {}) == set()
	_of(object.union(_token, {"kind": "replica", "type": "aws_kms_replica_key"}), {}) == set()
}

_signing(changes) := fixture.key(object.union({"spec": "ECC_NIST_P256", "usage": "SIGN_VERIFY", "purpose": "token-signing", "purposes": ["token-signing"], "rotation": {"setting": "none", "method": "none"}}, changes))

test_pass_a_keyset if {
	fixture.of_key(rot_03.report) == {"pass"} with data.keywright_facts as fixture.facts([_signing({"kind": "keyset", "type": "keywright_keyset", "unknown": {"schedules": "later"}})])
		with data.keywright_profile as fixture.profile
}

# The register says how and by whom.
test_pass_registered_by_hand if {
	fixture.of_key(rot_03.report) == {"pass"} with data.keywright_facts as fixture.facts([_signing({"type": "keywright_registered_key", "origin": "REGISTERED", "rotation": {"method": "manual", "owner": "security-team"}})])
		with data.keywright_profile as fixture.profile
}

test_fail_registered_and_nobody if {
	every rotation in [{"method": "manual", "owner": ""}, {"method": "", "owner": "security-team"}] {
		fixture.of_key(rot_03.report) == {"fail"} with data.keywright_facts as fixture.facts([_signing({"type": "keywright_registered_key", "origin": "REGISTERED", "rotation": rotation})])
			with data.keywright_profile as fixture.profile
	}
}
