package keywright.rules.access.acc_12_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.access.acc_12

role(name) := sprintf("arn:aws:iam::123456789012:role/%s", [name])

outcomes(changes, profile) := fixture.of_key(report) if {
	report := acc_12.report with data.keywright_facts as fixture.facts([fixture.key(changes)])
		with data.keywright_profile as profile
}

unknown := {"policy": "it depends on var.x, known only after apply"}

grant(changes) := object.union(
	{
		"address": "aws_kms_grant.g",
		"key": "aws_kms_key.kyc",
		"grantee": role("worker"),
		"service": false,
		"operations": ["Decrypt"],
		"retiring": "",
		"constraints": {"equals": {}, "subset": {}, "source_arn": ""},
		"constrained": true,
		"name": "",
		"unknown": {},
	},
	changes,
)

of(changes) := said({}, changes)

said(key, changes) := {finding.outcome | some finding in report} if {
	report := acc_12.report with data.keywright_facts as fixture.facts_with([fixture.key(key)], {"grants": [grant(changes)]})
		with data.keywright_profile as fixture.profile
}

test_pass_with_an_encryption_context if of({}) == {"pass"}

test_pass_a_service if of({"constrained": false, "service": true, "grantee": "rds.amazonaws.com"}) == {"pass"}

test_pass_operations_without_a_context if of({"constrained": false, "operations": ["DescribeKey", "RetireGrant"]}) == {"pass"}

test_pass_asymmetric_keys if said({"spec": "RSA_4096"}, {"constrained": false, "operations": ["Decrypt"]}) == {"pass"}

test_fail_without_an_encryption_context if {
	of({"constrained": false}) == {"fail"}
	of({"constrained": false, "operations": ["CreateGrant"]}) == {"fail"}
	of({"constrained": false, "key": "a-key-elsewhere"}) == {"fail"}
}

test_fail_a_whole_account if of({"grantee": "arn:aws:iam::123456789012:root"}) == {"fail"}

test_undetermined_who_it_is_for if of({"constrained": false, "grantee": "", "unknown": {"grantee": "it depends on var.x"}}) == {"undetermined"}

test_undetermined_constraints if of({"constrained": null, "unknown": {"constraints": "it depends on var.x"}}) == {"undetermined"}

test_undetermined_operations if of({"constrained": false, "operations": [], "unknown": {"operations": "it depends on var.x"}}) == {"undetermined"}

# What else it asks for is no question where it is known to ask for a context.
test_pass_a_context_among_what_is_not_known if of({"unknown": {"constraints": "it depends on var.x"}}) == {"pass"}

# An asymmetric key takes no encryption context.
test_undetermined_what_kind_of_key if {
	said({"spec": ""}, {"constrained": false}) == {"undetermined"}
	said({"spec": ""}, {}) == {"pass"}
	said({"spec": ""}, {"constrained": false, "service": true, "grantee": "rds.amazonaws.com"}) == {"pass"}
	said({"spec": ""}, {"constrained": false, "operations": ["DescribeKey"]}) == {"pass"}
	said({"spec": ""}, {"constrained": false, "grantee": "arn:aws:iam::123456789012:root"}) == {"fail"}
}

_actual(changes) := judged.actual if {
	some judged in acc_12.report with data.keywright_facts as fixture.facts_with([fixture.base], {"grants": [grant(changes)]})
		with data.keywright_profile as fixture.profile
}

test_fail_says_who_may_what if {
	_actual({"constrained": false}) == sprintf("%s may Decrypt", [role("worker")])
	_actual({"constrained": false, "grantee": ""}) == "whoever it is for may Decrypt"
}
