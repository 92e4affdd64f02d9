package keywright.rules.key.key_01_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.key.key_01

test_pass_approved if {
	fixture.of_key(key_01.report) == {"pass"} with data.keywright_facts as fixture.facts([fixture.base])
		with data.keywright_profile as fixture.profile
}

test_fail_prohibited if {
	fixture.of_key(key_01.report) == {"fail"} with data.keywright_facts as fixture.facts([fixture.key({"spec": "ECC_SECG_P256K1", "usage": "SIGN_VERIFY"})])
		with data.keywright_profile as fixture.profile
}

test_fail_legacy if {
	fixture.of_key(key_01.report) == {"fail"} with data.keywright_facts as fixture.facts([fixture.key({"spec": "RSA_2048", "usage": "SIGN_VERIFY"})])
		with data.keywright_profile as fixture.profile
}

test_fail_not_in_the_table if {
	fixture.of_key(key_01.report) == {"fail"} with data.keywright_facts as fixture.facts([fixture.key({"spec": "ROT_13"})])
		with data.keywright_profile as fixture.profile
}

_override(row) := object.union(fixture.profile, {"algorithm": {"RSA_2048": object.union(
	{"status": "approved", "reason": "the bank asks for it", "ends": "2027-01-01"},
	row,
)}})

_rsa := fixture.key({"spec": "RSA_2048", "usage": "SIGN_VERIFY"})

_outcome(row, now) := outcome if {
	outcome := fixture.of_key(key_01.report) with data.keywright_facts as object.union(fixture.facts([_rsa]), {"now": now})
		with data.keywright_profile as _override(row)
}

test_pass_overridden_by_the_profile if _outcome({}, "2027-01-01T23:59:59Z") == {"pass"}

test_fail_override_past_its_end if _outcome({}, "2027-01-02T00:00:00Z") == {"fail"}

test_fail_override_for_other_purposes if _outcome({"purposes": ["webhook"]}, "2026-01-01T00:00:00Z") == {"fail"}

test_fail_override_for_other_classes if _outcome({"classifications": ["public"]}, "2026-01-01T00:00:00Z") == {"fail"}

test_fail_prohibited_by_the_profile if _outcome({"status": "prohibited"}, "2028-01-01T00:00:00Z") == {"fail"}

test_undetermined_spec_unknown if {
	fixture.of_key(key_01.report) == {"undetermined"} with data.keywright_facts as fixture.facts([fixture.with_unknown("spec", "")])
		with data.keywright_profile as fixture.profile
}

test_fail_legacy_is_high_and_prohibited_critical if {
	keys := [
		fixture.key({"address": "a", "spec": "RSA_2048", "usage": "SIGN_VERIFY"}),
		fixture.key({"address": "b", "spec": "HMAC_224", "usage": "GENERATE_VERIFY_MAC"}),
	]
	severities := {finding.address: finding.severity | some finding in key_01.report} with data.keywright_facts as fixture.facts(keys)
		with data.keywright_profile as fixture.profile
	severities == {"a": "high", "b": "critical"}
}
