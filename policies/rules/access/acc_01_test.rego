package keywright.rules.access.acc_01_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.access.acc_01

test_pass_admin_without_use if {
	fixture.of_key(acc_01.report) == {"pass"} with data.keywright_facts as fixture.facts([fixture.key({"access": [fixture.access(fixture.key_admin, ["key-admin"], {"lifecycle": "can"})]})])
		with data.keywright_profile as fixture.profile
}

test_pass_residual_holder_of_the_policy if {
	fixture.of_key(acc_01.report) == {"pass"} with data.keywright_facts as fixture.facts([fixture.key({"access": [fixture.access("arn:aws:iam::123456789012:role/pipeline", [], {"policy": "can", "read": "can"})]})])
		with data.keywright_profile as object.union(fixture.profile, {"role": {"key-admin": {"principals": []}}})
}

test_fail_admin_decrypts if {
	fixture.of_key(acc_01.report) == {"fail"} with data.keywright_facts as fixture.facts([fixture.key({"access": [fixture.access(fixture.key_admin, ["key-admin"], {"lifecycle": "can", "decrypt": "can"})]})])
		with data.keywright_profile as fixture.profile
}

test_fail_a_service_that_can_do_everything if {
	row := fixture.access("lambda.amazonaws.com", [], {capability: "can" |
		some capability in ["policy", "grant", "replicate", "attribute", "lifecycle", "decrypt", "data-key", "encrypt"]
	})
	every kind in ["Service", "Federated"] {
		fixture.of_key(acc_01.report) == {"fail"} with data.keywright_facts as fixture.facts([fixture.key({"access": [object.union(row, {"kind": kind})]})])
			with data.keywright_profile as unbound
	}
}

test_fail_admin_makes_data_keys if {
	fixture.of_key(acc_01.report) == {"fail"} with data.keywright_facts as fixture.facts([fixture.key({"access": [fixture.access(fixture.key_admin, ["key-admin"], {"data-key": "can"})]})])
		with data.keywright_profile as fixture.profile
}

test_fail_inferred_admin if {
	fixture.of_key(acc_01.report) == {"fail"} with data.keywright_facts as fixture.facts([fixture.key({"access": [fixture.access("arn:aws:iam::123456789012:role/ops", [], {"lifecycle": "can", "decrypt": "can"})]})])
		with data.keywright_profile as object.union(fixture.profile, {"role": {"key-admin": {"principals": []}}})
}

test_fail_admin_signs_on_a_signing_key if {
	fixture.of_key(acc_01.report) == {"fail"} with data.keywright_facts as fixture.facts([fixture.key({"usage": "SIGN_VERIFY", "access": [fixture.access(fixture.key_admin, ["key-admin"], {"sign": "can"})]})])
		with data.keywright_profile as fixture.profile
}

test_fail_what_nobody_knows_on_a_mac_key if {
	fixture.of_key(acc_01.report) == {"fail"} with data.keywright_facts as fixture.facts([fixture.key({"usage": "GENERATE_VERIFY_MAC", "access": [fixture.access(fixture.key_admin, ["key-admin"], {"decrypt": "can"})]})])
		with data.keywright_profile as fixture.profile
}

test_undetermined_policy_unknown if {
	fixture.of_key(acc_01.report) == {"undetermined"} with data.keywright_facts as fixture.facts([fixture.with_unknown("policy", {"status": "unknown", "address": "aws_kms_key.kyc", "digest": ""})])
		with data.keywright_profile as fixture.profile
}

delegating(profile) := fixture.of_key(report) if {
	report := acc_01.report with data.keywright_facts as fixture.facts([fixture.key({"access": [fixture.access("arn:aws:iam::123456789012:root", [], {"decrypt": "can"})]})])
		with data.keywright_profile as profile
}

with_admins(principals) := object.union(object.remove(fixture.profile, ["role"]), {"role": {"key-admin": {"principals": principals}}})

test_undetermined_delegation_to_the_account if {
	delegating(with_admins([])) == {"undetermined"}
	delegating(with_admins(["arn:aws:iam::123456789012:role/adm*"])) == {"undetermined"}
	delegating(with_admins([fixture.key_admin, "aws_iam_role.admin"])) == {"undetermined"}
}

# Whom the profile names by ARN has a row of its own, as far as the account leaves it anything.
test_delegation_beside_named_administrators if {
	root := fixture.access("arn:aws:iam::123456789012:root", [], {"decrypt": "can"})
	named := fixture.access(fixture.key_admin, ["key-admin"], {"lifecycle": "can"})
	fixture.of_key(acc_01.report) == {"pass"} with data.keywright_facts as fixture.facts([fixture.key({"access": [root, named]})])
		with data.keywright_profile as with_admins([fixture.key_admin])
	delegating(with_admins([fixture.key_admin])) == {"undetermined"}
}

test_undetermined_grant_hidden if {
	fixture.of_key(acc_01.report) == {"undetermined"} with data.keywright_facts as fixture.facts_with([fixture.base], {"grants": [{"address": "aws_kms_grant.g", "key": "aws_kms_key.kyc", "grantee": "", "operations": ["Decrypt"], "unknown": {"grantee": "later"}}]})
		with data.keywright_profile as fixture.profile
}

test_fail_says_who_and_by_which_statement if {
	row := fixture.key({"access": [fixture.access(fixture.key_admin, ["key-admin"], {"decrypt": "can"})]})
	some finding in acc_01.report with data.keywright_facts as fixture.facts([row])
		with data.keywright_profile as fixture.profile
	finding.statement == "Statement"
	finding.witness == ["arn:aws:iam::123456789012:role/key-admin may decrypt by Statement"]
	finding.basis == "profile"
}

test_pass_deleted_keys_are_not_judged if {
	acc_01.report == [] with data.keywright_facts as fixture.facts([fixture.key({"actions": ["delete"]})])
		with data.keywright_profile as fixture.profile
}

test_undetermined_administrator_that_no_resource_is if {
	by_address := object.union(fixture.profile, {"role": {"key-admin": {"principals": ["aws_iam_role.admin"]}}})
	fixture.of_key(acc_01.report) == {"undetermined"} with data.keywright_facts as fixture.facts_with([fixture.base], {"unresolved": ["aws_iam_role.admin"]})
		with data.keywright_profile as by_address
}

ops := "arn:aws:iam::123456789012:role/ops"

unbound := object.union(fixture.profile, {"role": {"key-admin": {"principals": []}}})

test_undetermined_perhaps_an_administrator if {
	fixture.of_key(acc_01.report) == {"undetermined"} with data.keywright_facts as fixture.facts([fixture.key({"access": [fixture.access(ops, [], {"policy": "undecided", "lifecycle": "undecided", "decrypt": "can"})]})])
		with data.keywright_profile as unbound
}

# What may be used by whom it may be managed, and by whom cannot be told, is as open.
test_undetermined_perhaps_a_user if {
	every access in [
		fixture.access(ops, [], {"policy": "undecided", "lifecycle": "undecided", "decrypt": "undecided"}),
		fixture.access("AROAABCDEFGHIJKLMNOPQ", [], {"decrypt": "undecided"}),
	] {
		fixture.of_key(acc_01.report) == {"undetermined"} with data.keywright_facts as fixture.facts([fixture.key({"access": [access]})])
			with data.keywright_profile as unbound
	}
}

test_fail_bound_name_that_nobody_bears if {
	fixture.of_key(acc_01.report) == {"fail"} with data.keywright_facts as fixture.facts([fixture.key({"access": [fixture.access(ops, [], {"lifecycle": "can", "decrypt": "can"})]})])
		with data.keywright_profile as fixture.profile
}

test_pass_grants_for_services_are_use if {
	row := object.union(fixture.access(ops, [], {"grant": "can", "decrypt": "can"}), {"for_services": true})
	fixture.of_key(acc_01.report) == {"pass"} with data.keywright_facts as fixture.facts([fixture.key({"access": [row]})])
		with data.keywright_profile as unbound
}

test_undetermined_unique_id if {
	fixture.of_key(acc_01.report) == {"undetermined"} with data.keywright_facts as fixture.facts([fixture.key({"access": [fixture.access("AROAABCDEFGHIJKLMNOPQ", [], {"decrypt": "can"})]})])
		with data.keywright_profile as fixture.profile
}

test_undetermined_grant_of_unknown_key if {
	row := fixture.key({"unknown": {"grants": "aws_kms_grant.g gives a grant whose key is not known"}})
	fixture.of_key(acc_01.report) == {"undetermined"} with data.keywright_facts as fixture.facts([row])
		with data.keywright_profile as fixture.profile
}

_of(access, profile) := fixture.of_key(report) if {
	report := acc_01.report with data.keywright_facts as fixture.facts([fixture.key({"access": access})])
		with data.keywright_profile as profile
}

# Who cannot use the key, whoever that may turn out to be, breaks nothing.
test_pass_who_may_be_an_administrator_and_uses_nothing if {
	_of([fixture.access(ops, [], {"lifecycle": "undecided", "read": "can"})], unbound) == {"pass"}
	_of([fixture.access("AROAABCDEFGHIJKLMNOPQ", [], {"read": "can"})], unbound) == {"pass"}
	_of([fixture.access("*", [], {"read": "can"})], with_admins(["arn:aws:iam::123456789012:role/adm*"])) == {"pass"}
	_of([fixture.access("*", [], {"decrypt": "can"})], with_admins(["arn:aws:iam::123456789012:role/adm*"])) == {"undetermined"}
}

_granted(capabilities) := {judged.outcome | some judged in report} if {
	grant := {"address": "aws_kms_grant.g", "kind": "grant", "actions": ["create"], "access": [fixture.access(ops, [], capabilities)], "aliases": [], "unknown": {}}
	report := acc_01.report with data.keywright_facts as fixture.facts_with([], {"outside": [grant]})
		with data.keywright_profile as unbound
}

test_undetermined_who_administers_the_key_of_a_grant if {
	_granted({"decrypt": "can"}) == {"undetermined"}
	_granted({"read": "can"}) == {"pass"}
}
