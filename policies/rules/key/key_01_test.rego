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

test_pass_overridden_by_the_profile if {
	fixture.of_key(key_01.report) == {"pass"} with data.keywright_facts as fixture.facts_with([fixture.key({"spec": "RSA_2048", "usage": "SIGN_VERIFY"})], {})
		with data.keywright_profile as object.union(fixture.profile, {"algorithm": {"RSA_2048": {"status": "approved", "reason": "the bank asks for it", "until": "2027-01-01"}}})
}

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
