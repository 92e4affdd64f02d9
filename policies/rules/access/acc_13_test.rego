package keywright.rules.access.acc_13_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.access.acc_13

role(name) := sprintf("arn:aws:iam::123456789012:role/%s", [name])

outcomes(changes, profile) := fixture.of_key(report) if {
	report := acc_13.report with data.keywright_facts as fixture.facts([fixture.key(changes)])
		with data.keywright_profile as profile
}

unknown := {"policy": "it depends on var.x, known only after apply"}

form(changes) := object.union({"statement": "S", "effect": "Allow", "not_principal": false, "not_action": false, "leaves": []}, changes)

of(forms) := outcomes({"policy_forms": forms}, fixture.profile)

test_pass_no_exclusion if of([]) == {"pass"}

test_pass_not_action_that_leaves_nothing_of_use if of([form({"not_action": true, "leaves": ["read", "lifecycle"]})]) == {"pass"}

test_fail_not_principal if of([form({"not_principal": true, "leaves": ["read"]})]) == {"fail"}

test_fail_not_action_that_leaves_use_open if {
	every capability in ["decrypt", "data-key", "sign", "mac"] { of([form({"not_action": true, "leaves": [capability]})]) == {"fail"} }
}

test_undetermined_without_the_policy if outcomes({"unknown": unknown}, fixture.profile) == {"undetermined"}

_google(changes) := outcome if {
	outcome := fixture.of_key(acc_13.report) with data.keywright_facts as fixture.facts([fixture.google(changes)])
		with data.keywright_profile as fixture.profile
}

# IAM of Google Cloud has no Allow by exclusion, whatever else is not known.
test_pass_of_google if _google({"unknown": unknown}) == {"pass"}
