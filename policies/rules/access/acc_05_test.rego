package keywright.rules.access.acc_05_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.access.acc_05

role(name) := sprintf("arn:aws:iam::123456789012:role/%s", [name])

outcomes(changes, profile) := fixture.of_key(report) if {
	report := acc_05.report with data.keywright_facts as fixture.facts([fixture.key(changes)])
		with data.keywright_profile as profile
}

unknown := {"policy": "it depends on var.x, known only after apply"}

of(roles, capabilities) := outcomes({"access": [fixture.access(role("auditor"), roles, capabilities)]}, fixture.profile)

test_pass_reads if of(["key-auditor"], {"read": "can"}) == {"pass"}

naming(role) := object.union(fixture.profile, {"role": {role: {"principals": ["arn:aws:iam::123456789012:role/auditor"]}}})

test_pass_others_do_more if {
	outcomes({"access": [fixture.access(role("app"), ["application"], {"decrypt": "can"})]}, naming("key-auditor")) == {"pass"}
}

test_not_assessed_where_nobody_is_named if {
	of(["application"], {"decrypt": "can"}) == {"not_assessed"}
	outcomes({"unknown": unknown}, fixture.profile) == {"not_assessed"}
}

test_pass_where_the_key_names_who_has_which_role if outcomes({"type": "keywright_key"}, fixture.profile) == {"pass"}

test_fail_each_capability if {
	every capability in ["decrypt", "data-key", "encrypt", "sign", "mac", "policy", "grant", "replicate", "import", "attribute", "lifecycle"] {
		of(["key-auditor"], {"read": "can", capability: "can"}) == {"fail"}
		of(["key-auditor", "application"], {capability: "can"}) == {"fail"}
	}
}

test_undetermined_by_identity_policies if of(["key-auditor"], {"decrypt": "undecided"}) == {"undetermined"}

test_undetermined_without_the_policy if outcomes({"unknown": unknown}, naming("key-auditor")) == {"undetermined"}

# What the account's identity policies alone decide is ACC-01's question first.
test_undetermined_under_acc_01 if {
	root := fixture.access("arn:aws:iam::123456789012:root", [], {"decrypt": "can"})
	facts := fixture.facts([fixture.key({"access": [root, fixture.access(role("auditor"), ["key-auditor"], {"decrypt": "undecided"})]})])
	{[judged.outcome, judged.under] | some judged in acc_05.report} == {["undetermined", "ACC-01"]} with data.keywright_facts as facts
		with data.keywright_profile as fixture.profile
}
