package keywright.rules.access.acc_02_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.access.acc_02

role(name) := sprintf("arn:aws:iam::123456789012:role/%s", [name])

outcomes(changes, profile) := fixture.of_key(report) if {
	report := acc_02.report with data.keywright_facts as fixture.facts([fixture.key(changes)])
		with data.keywright_profile as profile
}

unknown := {"policy": "it depends on var.x, known only after apply"}

way(principal, verdict, more) := object.union(
	{"principal": principal, "roles": [], "capability": "decrypt", "edge": "policy", "verdict": verdict, "steps": ["One.", "Two."]},
	more,
)

admin := fixture.access(role("key-admin"), ["key-admin"], {"lifecycle": "can"})

of(access, ways) := outcomes({"access": access, "escalations": ways}, fixture.profile)

test_pass_without_a_way if of([admin], []) == {"pass"}

test_pass_ways_of_others if {
	of([admin, fixture.access(role("app"), [], {"encrypt": "can"})], [way(role("app"), "can", {"edge": "assume"})]) == {"pass"}
}

test_pass_the_holder_that_the_lockout_check_demands if {
	of([fixture.access(role("pipeline"), [], {"policy": "can"})], [way(role("pipeline"), "can", {})]) == {"pass"}
}

test_fail_an_administrator if {
	of([admin], [way(role("key-admin"), "can", {"roles": ["key-admin"]})]) == {"fail"}
	of([admin], [way(role("other"), "can", {"roles": ["key-admin"], "edge": "assume"})]) == {"fail"}
}

test_fail_one_who_is_not_named if {
	of([fixture.access(role("admin"), [], {"lifecycle": "can", "grant": "can"})], [way(role("admin"), "can", {"edge": "grant"})]) == {"fail"}
}

test_fail_a_policy_admin_whom_no_approval_guards if {
	pipeline := fixture.access(role("pipeline"), ["policy-admin"], {"policy": "can"})
	of([admin, pipeline], [way(role("pipeline"), "can", {"roles": ["policy-admin"]})]) == {"fail"}
	outcomes({"access": [admin, pipeline], "escalations": [way(role("pipeline"), "can", {"roles": ["policy-admin"]})]}, guarded) == {"pass"}
}

guarded := object.union(fixture.profile, {"role": {"policy-admin": {"guarded_by": "change-access"}}})

written(use, edge) := outcomes(
	{
		"access": [fixture.access(role("pipeline"), ["policy-admin"], {"policy": "can", "decrypt": use})],
		"escalations": [way(role("pipeline"), "can", {"roles": ["policy-admin"], "edge": edge})],
	},
	guarded,
)

# Where no key-admin has anything on the key, and the account may let the policy-admin use it.
test_pass_a_policy_admin_is_no_administrator if {
	written("undecided", "policy") == {"pass"}
	written("undecided", "grant") == {"fail"}
	written("can", "policy") == {"fail"}
}

test_pass_what_the_key_cannot_be_used_for if {
	outcomes({"usage": "SIGN_VERIFY", "access": [admin], "escalations": [way(role("key-admin"), "can", {"roles": ["key-admin"], "capability": "data-key"})]}, fixture.profile) == {"pass"}
}

test_undetermined_a_way_that_may_be if of([admin], [way(role("key-admin"), "undecided", {"roles": ["key-admin"]})]) == {"undetermined"}

test_undetermined_the_account if of([admin, fixture.access("arn:aws:iam::123456789012:root", [], {"policy": "can"})], []) == {"undetermined"}

test_undetermined_an_address_that_nothing_bears if {
	fixture.of_key(acc_02.report) == {"undetermined"} with data.keywright_profile as object.union(fixture.profile, {"role": {"key-admin": {"principals": ["aws_iam_role.admin"]}}})
		with data.keywright_facts as fixture.facts_with([fixture.key({"access": [admin]})], {"unresolved": ["aws_iam_role.admin"], "unseen": ["aws_iam_role.admin"]})
}

# Whom the plan does not know may be a role that an administrator assumes.
test_undetermined_a_grant_whose_grantee_is_not_known if {
	grant := {"address": "aws_kms_grant.g", "key": "aws_kms_key.kyc", "grantee": "", "operations": ["Decrypt"], "unknown": {"grantee": "later"}}
	fixture.of_key(acc_02.report) == {"undetermined"} with data.keywright_facts as fixture.facts_with([fixture.base], {"grants": [grant]})
	fixture.of_key(acc_02.report) == {"pass"} with data.keywright_facts as fixture.facts_with([fixture.base], {"grants": [object.union(grant, {"key": "aws_kms_key.other"})]})
}

test_undetermined_without_the_policy if outcomes({"unknown": unknown}, fixture.profile) == {"undetermined"}

# Who makes plaintext data keys is an administrator who uses the key, however the profile guards that one's policy.
test_fail_a_policy_admin_who_makes_data_keys if {
	_making("can") == {"fail"}
	_making("undecided") == {"pass"}
}

_making(use) := outcomes(
	{
		"access": [fixture.access(role("pipeline"), ["policy-admin"], {"policy": "can", "data-key": use})],
		"escalations": [way(role("pipeline"), "can", {"roles": ["policy-admin"]})],
	},
	guarded,
)

# Who may be an administrator matters by ways of that one's own.
test_undetermined_who_may_be_an_administrator_with_a_way if {
	perhaps := fixture.access(role("ops"), [], {"lifecycle": "undecided"})
	app := fixture.access(role("app"), [], {"encrypt": "can"})
	of([perhaps, app], [way(role("ops"), "can", {"edge": "assume"})]) == {"undetermined"}
	of([perhaps, app], [way(role("app"), "can", {"edge": "assume"})]) == {"pass"}
}

test_pass_an_address_that_nothing_bears_on_a_key_of_nobody if {
	fixture.of_key(acc_02.report) == {"pass"} with data.keywright_profile as object.union(fixture.profile, {"role": {"key-admin": {"principals": ["aws_iam_role.admin"]}}})
		with data.keywright_facts as fixture.facts_with([fixture.base], {"unresolved": ["aws_iam_role.admin"]})
}
