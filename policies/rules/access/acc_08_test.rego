package keywright.rules.access.acc_08_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.access.acc_08

role(name) := sprintf("arn:aws:iam::123456789012:role/%s", [name])

outcomes(changes, profile) := fixture.of_key(report) if {
	report := acc_08.report with data.keywright_facts as fixture.facts([fixture.key(changes)])
		with data.keywright_profile as profile
}

unknown := {"policy": "it depends on var.x, known only after apply"}

of(access) := outcomes({"purpose": "national-id", "purposes": ["national-id"], "access": access}, fixture.profile)

test_pass_the_compliance_role if {
	of([
		fixture.access(role("compliance"), ["key-decrypt"], {"decrypt": "can"}),
		fixture.access(role("writer"), ["key-encrypt"], {"encrypt": "can", "data-key": "can"}),
	]) == {"pass"}
}

test_pass_the_one_that_only_decrypts_where_nobody_is_named if {
	of([
		fixture.access(role("compliance"), [], {"decrypt": "can", "read": "can"}),
		fixture.access(role("writer"), [], {"encrypt": "can", "data-key": "can"}),
	]) == {"pass"}
}

test_fail_two_that_only_decrypt if {
	of([fixture.access(role(name), [], {"decrypt": "can"}) | some name in ["compliance", "other"]]) == {"fail"}
}

test_fail_the_one_that_only_decrypts_where_another_is_named if {
	changes := {"purpose": "national-id", "purposes": ["national-id"], "access": [fixture.access(role("app"), [], {"decrypt": "can"})]}
	outcomes(changes, object.union(fixture.profile, {"role": {"key-decrypt": {"principals": [role("compliance")]}}})) == {"fail"}
}

test_fail_everyone_and_a_service if {
	of([object.union(fixture.access("*", [], {"decrypt": "can"}), {"open": true})]) == {"fail"}
	of([object.union(fixture.access("rds.amazonaws.com", [], {"decrypt": "can"}), {"kind": "Service", "account": ""})]) == {"fail"}
}

test_silent_on_other_domains if {
	outcomes({"access": [fixture.access(role("app"), ["application"], {"decrypt": "can"})]}, fixture.profile) == set()
}

test_fail_anybody_else if {
	of([fixture.access(role("app"), ["application"], {"decrypt": "can"})]) == {"fail"}
	of([fixture.access(role("app"), [], {"decrypt": "can", "encrypt": "can"})]) == {"fail"}
	of([object.union(fixture.access("rds.amazonaws.com", ["service"], {"decrypt": "can"}), {"kind": "Service", "account": ""})]) == {"fail"}
}

test_fail_where_the_field_is_protected if {
	outcomes({"protects": ["users.fodselsnummer"], "access": [fixture.access(role("app"), [], {"decrypt": "can", "encrypt": "can"})]}, fixture.profile) == {"fail"}
}

test_undetermined_the_account if of([fixture.access("arn:aws:iam::123456789012:root", [], {"decrypt": "can"})]) == {"undetermined"}

test_undetermined_by_identity_policies if of([fixture.access(role("app"), [], {"decrypt": "undecided", "encrypt": "can"})]) == {"undetermined"}

test_undetermined_without_the_purpose if outcomes({"purposes": [], "unknown": {"purpose": "it depends on var.x"}}, fixture.profile) == {"undetermined"}
