package keywright.rules.access.acc_03_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.access.acc_03

test_pass_named_principals if {
	fixture.of_key(acc_03.report) == {"pass"} with data.keywright_facts as fixture.facts([fixture.key({"access": [fixture.access(fixture.key_admin, [], {"decrypt": "can"})]})])
		with data.keywright_profile as fixture.profile
}

test_pass_everyone_narrowed if {
	fixture.of_key(acc_03.report) == {"pass"} with data.keywright_facts as fixture.facts([fixture.key({"access": [fixture.access("*", [], {"decrypt": "can"})]})])
		with data.keywright_profile as fixture.profile
}

test_fail_everyone if {
	fixture.of_key(acc_03.report) == {"fail"} with data.keywright_facts as fixture.facts([fixture.key({"access": [object.union(fixture.access("*", [], {"encrypt": "can"}), {"open": true})]})])
		with data.keywright_profile as fixture.profile
}

test_undetermined_policy_unknown if {
	fixture.of_key(acc_03.report) == {"undetermined"} with data.keywright_facts as fixture.facts([fixture.with_unknown("policy", {"status": "unknown", "address": "aws_kms_key.kyc", "digest": ""})])
		with data.keywright_profile as fixture.profile
}

test_fail_policy_of_a_key_elsewhere if {
	outside := {"outside": [{
		"address": "aws_kms_key_policy.p",
		"kind": "policy",
		"actions": ["create"],
		"access": [object.union(fixture.access("*", [], {"encrypt": "can"}), {"open": true})],
		"aliases": [],
		"unknown": {},
	}]}
	fixture.said(acc_03.report) == {["fail", "aws_kms_key_policy.p"]} with data.keywright_facts as fixture.facts_with([], outside)
		with data.keywright_profile as fixture.profile
}
