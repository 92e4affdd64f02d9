package keywright.rules.access.acc_04_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.access.acc_04

role(name) := sprintf("arn:aws:iam::123456789012:role/%s", [name])

outcomes(changes, profile) := fixture.of_key(report) if {
	report := acc_04.report with data.keywright_facts as fixture.facts([fixture.key(changes)])
		with data.keywright_profile as profile
}

unknown := {"policy": "it depends on var.x, known only after apply"}

profile := object.union(fixture.profile, {"role": {
	"key-encrypt": {"capabilities": ["encrypt", "data-key", "read"], "never": ["decrypt"]},
	"key-decrypt": {"capabilities": ["decrypt"], "never": ["encrypt"]},
	"ci": {"capabilities": ["encrypt"], "never": ["decrypt", "data-key"]},
	"any": {"never": ["policy"]},
	"key-admin": {"capabilities": ["lifecycle", "read"], "never": ["decrypt", "encrypt"]},
	"key-auditor": {"capabilities": ["read"]},
}})

of(roles, capabilities) := outcomes({"access": [fixture.access(role("x"), roles, capabilities)]}, profile)

test_pass_within_the_role if {
	of(["key-encrypt"], {"encrypt": "can", "data-key": "can", "read": "can"}) == {"pass"}
	of(["key-decrypt"], {"decrypt": "can", "read": "can"}) == {"pass"}
}

test_pass_without_a_role if of([], {"decrypt": "can", "policy": "can"}) == {"pass"}

test_pass_a_role_without_a_list_limits_what_it_never_does if of(["any"], {"decrypt": "can", "lifecycle": "can"}) == {"pass"}

test_pass_what_other_rules_find if {
	of(["key-admin"], {"decrypt": "can", "data-key": "can"}) == {"pass"}
	of(["key-auditor"], {"decrypt": "can"}) == {"pass"}
}

test_fail_what_they_do_not if {
	of(["key-admin"], {"decrypt": "can", "encrypt": "can"}) == {"fail"}
	of(["key-admin"], {"policy": "can"}) == {"fail"}
	way := {"principal": role("x"), "roles": ["key-admin"], "capability": "decrypt", "edge": "policy", "verdict": "can", "steps": []}
	outcomes({"access": [fixture.access(role("x"), ["key-admin"], {"policy": "can"})], "escalations": [way]}, profile) == {"pass"}
}

test_fail_beyond_the_role if {
	of(["key-encrypt"], {"encrypt": "can", "decrypt": "can"}) == {"fail"}
	of(["key-decrypt"], {"decrypt": "can", "encrypt": "can"}) == {"fail"}
	of(["ci"], {"encrypt": "can", "data-key": "can"}) == {"fail"}
	of(["ci"], {"encrypt": "can", "attribute": "can"}) == {"fail"}
}

test_fail_what_a_role_never_does if {
	of(["any"], {"policy": "can"}) == {"fail"}
	of(["key-encrypt", "key-decrypt"], {"decrypt": "can"}) == {"fail"}
}

test_pass_accounts_are_another_rules if {
	outcomes({"access": [fixture.access("arn:aws:iam::123456789012:root", ["ci"], {"decrypt": "can"})]}, profile) == {"pass"}
}

test_undetermined_by_identity_policies if of(["ci"], {"encrypt": "can", "decrypt": "undecided"}) == {"undetermined"}

test_undetermined_without_the_policy if outcomes({"unknown": unknown}, profile) == {"undetermined"}

# What the account's identity policies alone decide is ACC-01's question first.
test_undetermined_under_acc_01 if {
	root := fixture.access("arn:aws:iam::123456789012:root", [], {"decrypt": "can"})
	facts := fixture.facts([fixture.key({"access": [root, fixture.access(role("x"), ["ci"], {"decrypt": "undecided"})]})])
	{[judged.outcome, judged.under] | some judged in acc_04.report} == {["undetermined", "ACC-01"]} with data.keywright_facts as facts
		with data.keywright_profile as profile
}
