package keywright.rules.access.acc_17_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.access.acc_17

role(name) := sprintf("arn:aws:iam::123456789012:role/%s", [name])

outcomes(changes, profile) := fixture.of_key(report) if {
	report := acc_17.report with data.keywright_facts as fixture.facts([fixture.key(changes)])
		with data.keywright_profile as profile
}

unknown := {"policy": "it depends on var.x, known only after apply"}

of(principal, capabilities) := outcomes({"access": [fixture.access(principal, [], capabilities)]}, fixture.profile)

test_pass_roles_and_services if {
	of(role("app"), {"decrypt": "can"}) == {"pass"}
	outcomes({"access": [object.union(fixture.access("logs.amazonaws.com", [], {"decrypt": "can"}), {"kind": "Service"})]}, fixture.profile) == {"pass"}
}

test_pass_a_user_that_reads if of("arn:aws:iam::123456789012:user/ada", {"read": "can"}) == {"pass"}

test_fail_users_and_sessions if {
	every principal in [
		"arn:aws:iam::123456789012:user/ada",
		"arn:aws:sts::123456789012:assumed-role/app/one",
		"arn:aws:sts::123456789012:federated-user/ada",
	] {
		of(principal, {"decrypt": "can"}) == {"fail"}
		of(principal, {"lifecycle": "can"}) == {"fail"}
		of(principal, {"import": "can"}) == {"fail"}
	}
}

test_undetermined_a_unique_id if {
	every verdict in ["can", "undecided"] { of("AIDAABCDEFGHIJKLMNOPQ", {"decrypt": verdict}) == {"undetermined"} }
}

test_undetermined_by_identity_policies if of("arn:aws:iam::123456789012:user/ada", {"decrypt": "undecided"}) == {"undetermined"}

test_undetermined_without_the_policy if outcomes({"unknown": unknown}, fixture.profile) == {"undetermined"}

_google(changes) := outcome if {
	outcome := fixture.of_key(acc_17.report) with data.keywright_facts as fixture.facts([fixture.google(changes)])
		with data.keywright_profile as fixture.profile
}

test_not_assessed_of_google if _google({"access": [fixture.member("user:ada@drop.example", {"decrypt": "can", "lifecycle": "can"})]}) == {"not_assessed"}

test_pass_a_unique_id_that_reads if of("AIDAABCDEFGHIJKLMNOPQ", {"read": "can"}) == {"pass"}

_everyone(words, capabilities) := outcomes({"access": [object.union(fixture.access("*", [], capabilities), {"conditions": [words]})]}, fixture.profile)

test_undetermined_everyone_who_may_be_a_user if {
	every words in [
		"aws:username StringLike *", "aws:PrincipalType StringEquals User", "aws:PrincipalType StringEquals AssumedRole, User",
		"aws:PrincipalArn ArnLike arn:*:iam::123456789012:user/*", "aws:PrincipalArn StringLike arn:aws:iam::123456789012:us*",
	] {
		_everyone(words, {"decrypt": "can"}) == {"undetermined"}
		_everyone(words, {"read": "can"}) == {"pass"}
	}
}

test_pass_everyone_who_is_no_user if {
	every words in [
		"aws:username StringNotLike *", "aws:PrincipalType StringEquals AssumedRole", "aws:PrincipalType StringEquals FederatedUser",
		"aws:PrincipalArn ArnLike arn:aws:iam::123456789012:role/*", "aws:PrincipalArn ArnNotLike arn:aws:iam::123456789012:user/*",
	] {
		_everyone(words, {"decrypt": "can"}) == {"pass"}
	}
}
