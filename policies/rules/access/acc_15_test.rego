package keywright.rules.access.acc_15_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.access.acc_15

role(name) := sprintf("arn:aws:iam::123456789012:role/%s", [name])

outcomes(changes, profile) := fixture.of_key(report) if {
	report := acc_15.report with data.keywright_facts as fixture.facts([fixture.key(changes)])
		with data.keywright_profile as profile
}

unknown := {"policy": "it depends on var.x, known only after apply"}

ci(verdict) := fixture.access(role("pipeline"), ["ci"], {"encrypt": verdict})

profile(block) := object.union(fixture.profile, {"role": {"ci": block}})

of(environment, block) := outcomes({"environment": environment, "access": [ci("can")]}, profile(block))

test_pass_the_keys_that_it_is_given if {
	every name in ["drop-kyc-key", "alias/drop-kyc-key", "aws_kms_key.kyc"] { of("production", {"keys": [name]}) == {"pass"} }
}

test_pass_the_environments_that_it_is_given if of("staging", {"environments": ["staging"]}) == {"pass"}

test_pass_outside_production_where_nothing_is_said if of("staging", {}) == {"pass"}

naming := {"principals": [role("pipeline")]}

test_pass_who_is_not_ci if outcomes({"access": [fixture.access(role("app"), [], {"encrypt": "can"})]}, profile(naming)) == {"pass"}

test_not_assessed_where_nobody_is_named if outcomes({"access": [fixture.access(role("app"), [], {"encrypt": "can"})]}, profile({})) == {"not_assessed"}

test_pass_reading if outcomes({"access": [fixture.access(role("pipeline"), ["ci"], {"read": "can"})]}, profile({})) == {"pass"}

test_fail_another_key if of("staging", {"keys": ["alias/other"]}) == {"fail"}

test_fail_another_environment if of("production", {"environments": ["staging"]}) == {"fail"}

test_fail_production_where_nothing_is_said if {
	of("production", {}) == {"fail"}
	of("Prod", {}) == {"fail"}
}

test_undetermined_without_an_environment if of("", {"environments": ["staging"]}) == {"undetermined"}

test_undetermined_by_identity_policies if {
	outcomes({"access": [ci("undecided")]}, profile({"environments": ["staging"]})) == {"undetermined"}
}

test_undetermined_without_the_policy if outcomes({"unknown": unknown}, profile(naming)) == {"undetermined"}

test_an_environment_that_is_not_known_matters_to_whoever_uses if {
	outcomes({"environment": "", "access": [ci("undecided")]}, profile({"environments": ["staging"]})) == {"undetermined"}
	outcomes({"environment": "", "access": [fixture.access(role("pipeline"), ["ci"], {"read": "can"})]}, profile({"environments": ["staging"]})) == {"pass"}
}

# What the account's identity policies alone decide is ACC-01's question first.
test_undetermined_under_acc_01 if {
	root := fixture.access("arn:aws:iam::123456789012:root", [], {"decrypt": "can"})
	facts := fixture.facts([fixture.key({"access": [root, ci("undecided")]})])
	{[judged.outcome, judged.under] | some judged in acc_15.report} == {["undetermined", "ACC-01"]} with data.keywright_facts as facts
		with data.keywright_profile as profile({"environments": ["staging"]})
}

# On a key that CI may use, no policy breaks the rule.
test_pass_a_key_of_ci_whatever_its_policy if {
	outcomes({"unknown": unknown, "environment": "staging"}, profile(object.union(naming, {"environments": ["staging"]}))) == {"pass"}
	outcomes({"unknown": unknown}, profile(object.union(naming, {"environments": ["staging"]}))) == {"undetermined"}
}
