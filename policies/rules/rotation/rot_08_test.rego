package keywright.rules.rotation.rot_08_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.rotation.rot_08

_left := {"kind": "departure", "subject": "custodian", "date": "2026-10-01", "knew": ["drop-kyc-key"]}

_new(subject, day) := {"kind": "deployment", "subject": subject, "date": day}

_external := fixture.key({"origin": "EXTERNAL"})

_said(key, records) := outcome if {
	outcome := fixture.said(rot_08.report) with data.keywright_facts as fixture.recorded([key], records)
		with data.keywright_profile as fixture.profile
}

_key := fixture.base.address

test_fail_not_rotated if {
	_said(_external, [_left]) == {["fail", _key]}
	_said(_external, [_left, _new("drop-kyc-key", "2026-09-30")]) == {["fail", _key]}
}

test_pass_rotated if {
	every subject in ["drop-kyc-key", "alias/drop-kyc-key", _key] {
		_said(_external, [_left, _new(subject, "2026-10-01")]) == {["pass", _key]}
	}
	_said(fixture.key({"origin": "EXTERNAL", "rotation": {"last": "2026-10-02T00:00:00Z"}}), [_left]) == {["pass", _key]}
	_said(fixture.key({"origin": "EXTERNAL", "rotation": {"last": "2026-09-30T00:00:00Z"}}), [_left]) == {["fail", _key]}
}

# The last departure counts.
test_fail_second_departure if _said(_external, [_left, _new("drop-kyc-key", "2026-10-02"), object.union(_left, {"date": "2026-10-03"})]) == {["fail", _key]}

test_pass_nobody_knows_what_kms_holds if _said(fixture.base, [_left]) == {["pass", _key]}

test_undetermined_origin if _said(fixture.with_unknown("origin", ""), [_left]) == {["undetermined", _key]}

test_fail_elsewhere if {
	_said(fixture.base, [object.union(_left, {"knew": ["JWT_SECRET"]})]) == {["fail", "evidence.JWT_SECRET"]}
	_said(fixture.base, [object.union(_left, {"knew": ["JWT_SECRET"]}), _new("JWT_SECRET", "2026-10-05")]) == {["pass", "evidence.JWT_SECRET"]}
}

test_nobody_left if _said(fixture.base, []) == set()

test_without_records if {
	fixture.said(rot_08.report) == {["not_assessed", "evidence"]} with data.keywright_facts as fixture.facts([_external])
		with data.keywright_profile as fixture.profile
	fixture.said(rot_08.report) == {["fail", "evidence"]} with data.keywright_facts as fixture.facts([_external])
		with data.keywright_profile as object.union(fixture.profile, {"policy": {"require": ["evidence"]}})
	fixture.said(rot_08.report) == {["undetermined", "evidence"]} with data.keywright_facts as object.union(fixture.facts([_external]), {"evidence": [_left]})
		with data.keywright_profile as fixture.profile
}

test_pass_made_inside_another_cloud if {
	every origin in ["GOOGLE_HSM", "AZURE_MANAGED_HSM", "VAULT"] { _said(fixture.key({"origin": origin}), [_left]) == {["pass", _key]} }
	_said(fixture.key({"origin": "VAULT_EXPORTABLE"}), [_left]) == {["fail", _key]}
}
