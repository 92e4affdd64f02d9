package keywright.rules.access.acc_09_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.access.acc_09

app := "arn:aws:iam::123456789012:role/app"

outcomes(access) := fixture.of_key(report) if {
	report := acc_09.report with data.keywright_facts as fixture.facts([fixture.key({"access": access})])
		with data.keywright_profile as fixture.profile
}

test_pass_two_principals if {
	outcomes([
		fixture.access(fixture.key_admin, ["key-admin"], {"lifecycle": "can", "attribute": "can", "read": "can"}),
		fixture.access(app, [], {"decrypt": "can", "data-key": "can", "encrypt": "can", "read": "can"}),
	]) == {"pass"}
}

test_fail_owner if {
	outcomes([fixture.access(app, [], {"lifecycle": "can", "policy": "can", "grant": "can", "decrypt": "can"})]) == {"fail"}
}

test_fail_each_half if {
	every managing in ["lifecycle", "policy", "grant"] {
		every using in ["decrypt", "data-key", "encrypt", "sign", "mac"] {
			outcomes([fixture.access(app, [], {managing: "can", using: "can"})]) == {"fail"}
		}
	}
}

test_pass_grants_for_aws_resources_are_use if {
	outcomes([object.union(fixture.access(app, [], {"grant": "can", "decrypt": "can"}), {"for_services": true})]) == {"pass"}
}

test_pass_services_that_make_grants if {
	outcomes([object.union(fixture.access("logs.amazonaws.com", [], {"grant": "can", "decrypt": "can"}), {"kind": "Service"})]) == {"pass"}
}

test_fail_whom_iam_does_not_know if {
	every kind in ["Service", "Federated", "CanonicalUser"] {
		outcomes([object.union(fixture.access("other", [], {"lifecycle": "can", "policy": "can", "decrypt": "can"}), {"kind": kind})]) == {"fail"}
	}
	outcomes([object.union(fixture.access("other", [], {"grant": "can", "decrypt": "can"}), {"kind": "Federated"})]) == {"fail"}
}

test_undetermined_half_by_identity_policies if {
	outcomes([fixture.access(app, [], {"lifecycle": "undecided", "decrypt": "can"})]) == {"undetermined"}
}

test_undetermined_account if {
	outcomes([fixture.access("arn:aws:iam::123456789012:root", [], {"lifecycle": "can", "decrypt": "can"})]) == {"undetermined"}
}

test_undetermined_unique_id if {
	outcomes([fixture.access("AIDAABCDEFGHIJKLMNOPQ", [], {"decrypt": "can"})]) == {"undetermined"}
}

test_undetermined_policy_unknown if {
	fixture.of_key(acc_09.report) == {"undetermined"} with data.keywright_facts as fixture.facts([fixture.with_unknown("policy", {"status": "unknown", "address": "aws_kms_key.kyc", "digest": ""})])
		with data.keywright_profile as fixture.profile
}

test_a_grant_elsewhere_passes_nothing if {
	grant := {
		"address": "aws_kms_grant.g",
		"kind": "grant",
		"actions": ["create"],
		"access": [fixture.access(app, [], {"decrypt": "can"})],
		"aliases": [],
		"unknown": {},
	}
	acc_09.report == [] with data.keywright_facts as fixture.facts_with([], {"outside": [grant]})
		with data.keywright_profile as fixture.profile
}

# The second half: who manages the backup key and every key of a domain.
apart(access, backup_access) := {[finding.address, finding.outcome] | some finding in report; finding.attribute == "access"} if {
	admin := fixture.access(fixture.key_admin, ["key-admin"], {"lifecycle": "can"})
	keys := [
		fixture.key({"address": "a", "purpose": "database", "purposes": ["database"], "access": array.concat([admin], access)}),
		fixture.key({"address": "b", "purpose": "backup", "purposes": ["backup"], "access": array.concat([admin], backup_access)}),
	]
	report := acc_09.report with data.keywright_facts as fixture.facts(keys) with data.keywright_profile as fixture.profile
}

operations(verdict) := fixture.access("arn:aws:iam::123456789012:role/operations", [], {"lifecycle": verdict})

test_pass_the_backup_key_managed_apart if {
	apart([], []) == {["b", "pass"]}
	apart([operations("can")], []) == {["b", "pass"]}
}

test_fail_one_who_manages_a_domain_and_the_backup_key if apart([operations("can")], [operations("can")]) == {["b", "fail"]}

test_undetermined_one_who_may if apart([operations("undecided")], [operations("can")]) == {["b", "undetermined"]}
