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

test_fail_a_grant_that_gives_both_halves if {
	grant := {
		"address": "aws_kms_grant.g",
		"kind": "grant",
		"actions": ["create"],
		"access": [fixture.access(app, [], {"decrypt": "can", "grant": "can"})],
		"aliases": [],
		"unknown": {},
	}
	{judged.outcome | some judged in acc_09.report} == {"fail"} with data.keywright_facts as fixture.facts_with([], {"outside": [grant]})
		with data.keywright_profile as fixture.profile
}

test_fail_says_both_halves if {
	facts := fixture.facts([fixture.key({"access": [fixture.access(app, [], {"lifecycle": "can", "decrypt": "can", "read": "can"})]})])
	[judged] := [judged |
		some judged in acc_09.report with data.keywright_facts as facts with data.keywright_profile as fixture.profile
		judged.attribute == "policy"
	]
	judged.actual == sprintf("%s: decrypt, lifecycle", [app])
	judged.statement == "Statement"
	judged.witness == [sprintf("%s may decrypt by Statement", [app]), sprintf("%s may manage the life of the key by Statement", [app])]
}

# An account is asked for both halves, of those whom no condition names.
test_pass_an_account_to_which_one_half_is_left if {
	root := object.remove(fixture.access("arn:aws:iam::123456789012:root", [], {"lifecycle": "can", "decrypt": "can"}), ["unnamed"])
	every half in [["lifecycle"], ["decrypt"], []] { outcomes([object.union(root, {"unnamed": half})]) == {"pass"} }
	outcomes([object.union(root, {"unnamed": ["decrypt", "lifecycle"]})]) == {"undetermined"}
}

test_pass_a_unique_id_that_reads if outcomes([fixture.access("AIDAABCDEFGHIJKLMNOPQ", [], {"read": "can"})]) == {"pass"}

test_fail_says_whose_domain_is_managed_beside_the_backup if {
	admin := fixture.access(fixture.key_admin, ["key-admin"], {"lifecycle": "can"})
	other := fixture.access("arn:aws:iam::123456789012:role/platform", [], {"lifecycle": "can"})
	keys := [
		fixture.key({"address": "a", "purpose": "database", "purposes": ["database"], "access": [admin, operations("can")]}),
		fixture.key({"address": "c", "purpose": "pii", "purposes": ["pii"], "access": [admin, other]}),
		fixture.key({"address": "b", "purpose": "backup", "purposes": ["backup"], "access": [admin, operations("can"), other]}),
	]
	[judged] := [judged |
		some judged in acc_09.report with data.keywright_facts as fixture.facts(keys) with data.keywright_profile as fixture.profile
		judged.attribute == "access"
	]
	contains(judged.message, "role/operations manages drop-kyc-key and every key for database.")
	contains(judged.message, "role/platform manages drop-kyc-key and every key for pii.")
}
