package keywright.rules.key.key_14_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.key.key_14

_escrow := {"n": 3, "k": 2, "holders": ["ciso", "board"], "places": ["safe"]}

_with(escrow) := object.union(fixture.profile, {"escrow": {"drop-kyc-key": escrow}})

_check(day) := {"kind": "escrow-check", "subject": "drop-kyc-key", "date": day, "by": "ciso"}

_external := fixture.key({"origin": "EXTERNAL", "escrows": ["drop-kyc-key"]})

_said(key, profile, records) := outcome if {
	outcome := fixture.of_key(key_14.report) with data.keywright_facts as fixture.recorded([key], records)
		with data.keywright_profile as profile
}

test_pass_checked if _said(_external, _with(_escrow), [_check("2026-11-01")]) == {"pass"}

test_pass_kms_alone if _said(fixture.base, fixture.profile, []) == {"pass"}

# The day itself counts, the day before it does not.
test_boundary if {
	_said(_external, _with(_escrow), [_check("2026-08-21")]) == {"pass"}
	_said(_external, _with(_escrow), [_check("2026-08-20")]) == {"fail"}
	_said(_external, _with(object.union(_escrow, {"verify_days": 30})), [_check("2026-10-22")]) == {"pass"}
	_said(_external, _with(object.union(_escrow, {"verify_days": 30})), [_check("2026-10-21")]) == {"fail"}
}

test_fail_never_checked if {
	_said(_external, _with(_escrow), []) == {"fail"}
	_said(_external, _with(_escrow), [object.union(_check("2026-11-01"), {"subject": "another"})]) == {"fail"}
	_said(_external, _with(_escrow), [_check("2026-11-22")]) == {"fail"}
	_said(_external, _with(_escrow), [_check("soon")]) == {"fail"}
}

test_fail_weak if {
	every change in [{"k": 1}, {"k": 3}, {"holders": ["ciso"]}, {"places": []}, {"n": "three"}] {
		_said(_external, _with(object.union(_escrow, change)), [_check("2026-11-01")]) == {"fail"}
	}
	_said(_external, _with(object.remove(_escrow, ["k"])), [_check("2026-11-01")]) == {"fail"}
}

test_fail_no_escrow if _said(fixture.key({"origin": "EXTERNAL"}), fixture.profile, [_check("2026-11-01")]) == {"fail"}

test_pass_escrow_on_record if {
	_said(fixture.key({"origin": "EXTERNAL"}), fixture.profile, [
		object.union(_escrow, {"kind": "escrow-record", "subject": "alias/drop-kyc-key", "date": "2026-01-01"}),
		_check("2026-11-01"),
	]) == {"pass"}
}

test_undetermined_origin if _said(fixture.with_unknown("origin", ""), fixture.profile, []) == {"undetermined"}

test_undetermined_without_a_clock if {
	fixture.of_key(key_14.report) == {"undetermined"} with data.keywright_facts as object.remove(fixture.recorded([_external], [_check("2026-11-01")]), ["now"])
		with data.keywright_profile as _with(_escrow)
}

test_not_assessed_without_records if {
	facts := object.union(fixture.facts([_external]), {"now": "2026-11-21T00:00:00Z"})
	fixture.of_key(key_14.report) == {"not_assessed"} with data.keywright_facts as facts
		with data.keywright_profile as _with(_escrow)
	fixture.of_key(key_14.report) == {"fail"} with data.keywright_facts as facts
		with data.keywright_profile as object.union(_with(_escrow), {"policy": {"require": ["evidence"]}})
}

# What Vault may export is outside as well as inside.
test_keys_of_vault if {
	_said(fixture.key({"origin": "VAULT_EXPORTABLE"}), fixture.profile, []) == {"fail"}
	_said(fixture.key({"origin": "VAULT"}), fixture.profile, []) == {"pass"}
}
