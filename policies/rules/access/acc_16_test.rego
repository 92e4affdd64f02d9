package keywright.rules.access.acc_16_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.access.acc_16

findings(access, more, profile) := found if {
	found := acc_16.report with data.keywright_facts as fixture.reached_by(fixture.secret({}), access, more) with data.keywright_profile as profile
}

of(access, more) := {finding.outcome | some finding in findings(access, more, fixture.whole)}

one(capabilities) := of([fixture.reader("arn:aws:iam::123456789012:role/a", capabilities, {})], {})

test_pass_three_principals if {
	of([fixture.reader("a", {"write": "can", "manage": "can", "policy": "can"}, {}), fixture.reader("b", {"read": "can"}, {}), fixture.reader("c", {"logs": "can"}, {})], {}) == {"pass"}
	of([], {}) == {"pass"}
}

test_fail_two_duties if {
	one({"write": "can", "read": "can"}) == {"fail"}
	one({"manage": "can", "read": "can"}) == {"fail"}
	one({"policy": "can", "read": "can"}) == {"fail"}
	one({"read": "can", "logs": "can"}) == {"fail"}
	one({"manage": "can", "logs": "can"}) == {"fail"}
}

test_fail_says_what if {
	found := findings([fixture.reader("a", {"write": "can", "read": "can", "logs": "can"}, {})], {}, fixture.whole)
	contains(found[0].actual, "a administers, reads and sees the logs by aws_iam_role_policy.p")
}

test_undetermined_a_duty if {
	one({"write": "can", "read": "undecided"}) == {"undetermined"}
	one({"write": "undecided", "logs": "undecided"}) == {"undetermined"}
}

test_rotation_is_no_administration if {
	rotates := {"serves": {"rotates": ["aws_secretsmanager_secret_rotation.jwt"]}}
	of([fixture.reader("a", {"write": "can", "read": "can"}, rotates)], {}) == {"pass"}
	of([fixture.reader("a", {"manage": "can", "read": "can"}, rotates)], {}) == {"fail"}
	of([fixture.reader("a", {"write": "can", "read": "can"}, {"serves": {"uses": ["aws_lambda_function.api"]}})], {}) == {"fail"}
}

test_undetermined_what_is_not_shown if {
	of([], {"unknown": {"access": "its policy is known only after apply"}}) == {"undetermined"}
	found := findings([], {}, fixture.profile)
	{finding.outcome | some finding in found} == {"undetermined"}
	found[0].under == "SEC-05"
	found[0].severity == "medium"
	doubted := findings([fixture.reader("a", {"write": "can", "read": "undecided"}, {"unknown": "p: later"})], {}, fixture.profile)
	not doubted[0].under
	not doubted[0].severity
	contains(doubted[0].actual, "p: later")
}
