package keywright.rules.access.acc_11_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.access.acc_11

role(name) := sprintf("arn:aws:iam::123456789012:role/%s", [name])

outcomes(changes, profile) := fixture.of_key(report) if {
	report := acc_11.report with data.keywright_facts as fixture.facts([fixture.key(changes)])
		with data.keywright_profile as profile
}

unknown := {"policy": "it depends on var.x, known only after apply"}

root(changes) := object.union(
	fixture.access("arn:aws:iam::123456789012:root", [], {"decrypt": "can", "policy": "can", "read": "can"}),
	object.union({"unnamed": ["decrypt", "policy", "read"]}, changes),
)

of(changes, access) := outcomes(object.union({"access": access}, changes), fixture.profile)

test_pass_named_principals if of({}, [fixture.access(role("app"), [], {"decrypt": "can"})]) == {"pass"}

test_pass_a_deny_that_bounds_it if of({}, [root({"unnamed": []})]) == {"pass"}

test_pass_reading if of({}, [root({"unnamed": ["read"]})]) == {"pass"}

test_pass_other_classes if of({"classification": "internal", "purpose": "log", "purposes": ["log"], "protects": []}, [root({})]) == {"pass"}

test_pass_the_whole_estate_in_view if {
	outcomes({"access": [root({})]}, object.union(fixture.profile, {"policy": {"estate": {"complete": true}}})) == {"pass"}
}

# Whoever the key's policy names and the inputs do not show may have any identity policy.
test_undetermined_the_whole_estate_without_its_roles if {
	named := fixture.access(role("elsewhere"), [], {"decrypt": "undecided"})
	outcomes({"access": [root({}), named]}, object.union(fixture.profile, {"policy": {"estate": {"complete": true}}})) == {"undetermined"}
	outcomes({"access": [root({"unnamed": []}), named]}, object.union(fixture.profile, {"policy": {"estate": {"complete": true}}})) == {"pass"}
}

test_fail_a_restricted_key if of({}, [root({})]) == {"fail"}

test_fail_the_class_of_the_domain if {
	profile := object.union(fixture.profile, {"domain": {"aml-kyc": {"classification": "restricted"}}})
	outcomes({"classification": "internal", "access": [root({})]}, profile) == {"fail"}
}

test_fail_the_class_by_default if {
	profile := object.union(fixture.profile, {"policy": {"default_classification": "restricted"}})
	outcomes({"classification": "", "access": [root({})]}, profile) == {"fail"}
}

test_undetermined_without_a_class if of({"classification": ""}, [root({})]) == {"undetermined"}

test_undetermined_without_class_and_policy if of({"classification": "", "unknown": unknown}, []) == {"undetermined"}

test_undetermined_where_the_account_may_be_left_it if of({}, [object.union(object.remove(root({}), ["capabilities"]), {"capabilities": {"decrypt": "undecided"}})]) == {"undetermined"}

test_undetermined_without_the_policy if of({"unknown": unknown}, []) == {"undetermined"}

_google(changes) := outcome if {
	outcome := fixture.of_key(acc_11.report) with data.keywright_facts as fixture.facts([fixture.google(changes)])
		with data.keywright_profile as fixture.profile
}

test_not_assessed_of_google if _google({"access": [fixture.member("user:ada@drop.example", {"decrypt": "can", "lifecycle": "can"})]}) == {"not_assessed"}

# Whatever its class, nothing is left to the account.
test_pass_without_a_class_where_nothing_is_left if of({"classification": ""}, [fixture.access(role("app"), [], {"decrypt": "can"})]) == {"pass"}

test_pass_the_whole_estate_and_whoever_is_named if {
	outcomes({"access": [root({}), fixture.access(role("app"), [], {"decrypt": "can"})]}, fixture.whole) == {"pass"}
}
