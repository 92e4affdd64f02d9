package keywright.rules.access.acc_06_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.access.acc_06

role(name) := sprintf("arn:aws:iam::123456789012:role/%s", [name])

outcomes(changes, profile) := fixture.of_key(report) if {
	report := acc_06.report with data.keywright_facts as fixture.facts([fixture.key(changes)])
		with data.keywright_profile as profile
}

unknown := {"policy": "it depends on var.x, known only after apply"}

profile := object.union(fixture.profile, {"role": {
	"key-admin": {"principals": [role("key-admin")], "mfa": true},
	"key-encrypt": {"mfa": true},
	"application": {"service_account": true},
}})

row(roles, person, bare) := object.union(
	object.remove(fixture.access(role("x"), roles, {"decrypt": "can", "read": "can"}), ["person", "without_mfa"]),
	{"person": person, "without_mfa": bare},
)

of(roles, person, bare) := outcomes({"access": [row(roles, person, bare)]}, profile)

test_pass_with_mfa if {
	of([], "yes", {}) == {"pass"}
	of(["key-admin"], "unknown", {}) == {"pass"}
}

test_pass_service_accounts if of(["application"], "no", {"decrypt": "can"}) == {"pass"}

test_not_assessed_who_is_in_no_role_and_not_known_to_be_a_person if of([], "unknown", {"decrypt": "can"}) == {"not_assessed"}

test_fail_a_person_without_mfa if {
	of([], "yes", {"decrypt": "can"}) == {"fail"}
	of(["key-admin"], "yes", {"read": "can"}) == {"fail"}
}

test_undetermined_who_may_be_a_person if of(["key-encrypt"], "unknown", {"decrypt": "can"}) == {"undetermined"}

test_undetermined_an_administrator_whom_nobody_names if {
	outcomes({"access": [fixture.access(role("x"), [], {"lifecycle": "can"})]}, profile) == {"undetermined"}
}

test_undetermined_by_identity_policies if of([], "yes", {"decrypt": "undecided"}) == {"undetermined"}

test_undetermined_without_the_policy if outcomes({"unknown": unknown}, profile) == {"undetermined"}

_google(changes) := outcome if {
	outcome := fixture.of_key(acc_06.report) with data.keywright_facts as fixture.facts([fixture.google(changes)])
		with data.keywright_profile as fixture.profile
}

test_not_assessed_of_google if _google({"access": [fixture.member("user:ada@drop.example", {"decrypt": "can", "lifecycle": "can"})]}) == {"not_assessed"}

# Everyone on conditions is nobody of whom it could be said, and is ACC-03's.
test_everyone_on_conditions if {
	outcomes({"access": [object.union(row([], "unknown", {"decrypt": "can"}), {"principal": "*", "confined": true})]}, profile) == {"pass"}
	outcomes({"access": [object.union(row([], "unknown", {"decrypt": "can"}), {"principal": "*", "confined": false})]}, profile) == {"not_assessed"}
}

# What the account's identity policies alone decide is ACC-01's question first.
test_undetermined_under_acc_01 if {
	root := fixture.access("arn:aws:iam::123456789012:root", [], {"decrypt": "can"})
	facts := fixture.facts([fixture.key({"access": [root, row([], "yes", {"decrypt": "undecided"})]})])
	{[judged.outcome, judged.under] | some judged in acc_06.report} == {["undetermined", "ACC-01"]} with data.keywright_facts as facts
		with data.keywright_profile as profile
}
