package keywright.lib.access_test

import data.keywright
import data.keywright.lib.fixture_test as fixture

account := "arn:aws:iam::123456789012:"

role(name) := concat("", [account, "role/", name])

allow(principal, actions) := {"Effect": "Allow", "Principal": {"AWS": principal}, "Action": actions, "Resource": "*"}

admin := allow(role("key-admin"), ["kms:DescribeKey", "kms:DisableKey"])

app := allow(role("app"), ["kms:Decrypt", "kms:GenerateDataKey"])

change(address, type, after) := {
	"address": address,
	"mode": "managed",
	"type": type,
	"change": {"actions": ["create"], "before": null, "after": after, "after_unknown": {}},
}

text(statements) := json.marshal({"Version": "2012-10-17", "Statement": statements})

key(statements) := change("aws_kms_key.a", "aws_kms_key", {
	"policy": text(statements),
	"region": "eu-north-1",
	"arn": sprintf("arn:aws:kms:eu-north-1:123456789012:key/%s", [key_id]),
	"key_id": key_id,
	"id": key_id,
})

key_id := "1234abcd-12ab-34cd-56ef-1234567890ab"

grant(id, grantee, operations) := change("aws_kms_grant.g", "aws_kms_grant", {
	"key_id": id,
	"grantee_principal": grantee,
	"operations": operations,
})

plan(changes) := {"format_version": "1.2", "resource_changes": changes}

bound(names) := object.union(fixture.profile, {"role": {"key-admin": {"principals": names}}})

# of gives a rule's outcome for each address of a plan.
of(rule, changes, names) := {finding.address: finding.outcome |
	profile := bound(names)
	findings := keywright.findings with input as plan(changes) with data.keywright_profile as profile
	some finding in findings
	finding.rule == rule
}

judged(statements, names) := of("ACC-01", [key(statements)], names)["aws_kms_key.a"]

test_clean if {
	judged([admin, app], []) == "pass"
	judged([admin, app], [role("key-admin")]) == "pass"
	of("ACC-09", [key([admin, app])], [])["aws_kms_key.a"] == "pass"
}

test_an_unknown_action_decrypts if {
	judged([allow(role("key-admin"), ["kms:DisableKey", "kms:Unwrap"]), app], []) == "fail"
}

test_an_unknown_operation_of_a_grant_decrypts if {
	of("ACC-01", [key([admin, app]), grant(key_id, role("key-admin"), ["DeriveSecretX"])], [])["aws_kms_key.a"] == "fail"
}

test_an_account_means_everyone_in_it if {
	loose := allow(role("key-admin"), ["kms:DisableKey", "kms:Decrypt"])
	judged([loose], ["123456789012"]) == "fail"
	judged([loose], [role("keyadmin")]) == "fail"
	judged([allow(sprintf("%sroot", [account]), "kms:*")], ["123456789012"]) == "undetermined"
}

# An identity provider is of an account.
test_who_signs_in_elsewhere if {
	every provider in ["saml-provider/idp", "oidc-provider/id.example"] {
		found := {account: judgement |
			some account in ["123456789012", "999988887777"]
			statement := {"Effect": "Allow", "Principal": {"Federated": sprintf("arn:aws:iam::%s:%s", [account, provider])}, "Action": "kms:Decrypt", "Resource": "*"}
			judgement := of("ACC-10", [key([app, statement])], [])["aws_kms_key.a"]
		}
		found == {"123456789012": "pass", "999988887777": "fail"}
	}
}

test_a_wildcard_and_everyone_on_conditions if {
	named := object.union(allow("*", ["kms:DisableKey", "kms:Decrypt"]), {"Condition": {"ArnEquals": {"aws:PrincipalArn": role("key-admin")}}})
	judged([app, named], ["arn:aws:iam::*:role/key-*"]) == "fail"
	likely := object.union(allow("*", ["kms:Decrypt"]), {"Condition": {"ArnLike": {"aws:PrincipalArn": role("adm*")}}})
	judged([admin, likely], ["arn:aws:iam::*:role/adm-*"]) == "undetermined"
}

test_two_statements_for_everyone_of_two_principals if {
	one := object.union(allow("*", ["kms:DisableKey"]), {"Condition": {"ArnEquals": {"aws:PrincipalArn": role("adm2")}}})
	other := object.union(allow("*", ["kms:Decrypt"]), {"Condition": {"ArnEquals": {"aws:PrincipalArn": role("app2")}}})
	judged([one, other], []) == "pass"
	of("ACC-09", [key([one, other])], [])["aws_kms_key.a"] == "pass"
}

test_the_account_and_a_role_that_uses if {
	statements := [allow(sprintf("%sroot", [account]), "kms:*"), app]
	judged(statements, []) == "undetermined"
	of("ACC-09", [key(statements)], [])["aws_kms_key.a"] == "undetermined"
}

test_grants_for_aws_resources if {
	lent := object.union(allow(role("app"), ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"]), {"Condition": {"Bool": {"kms:GrantIsForAWSResource": "true"}}})
	judged([admin, app, lent], []) == "pass"
	of("ACC-09", [key([admin, app, lent])], [])["aws_kms_key.a"] == "pass"
	every action in ["kms:CreateGrant", "kms:RevokeGrant"] {
		judged([admin, app, lent, allow(role("app"), action)], []) == "fail"
	}
}

test_grants_for_aws_resources_beside_the_account if {
	lent := object.union(allow(role("app"), ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"]), {"Condition": {"Bool": {"kms:GrantIsForAWSResource": "true"}}})
	whole := allow(sprintf("%sroot", [account]), "kms:*")
	judged([admin, app, lent, whole], []) == "undetermined"
	of("ACC-09", [key([admin, app, lent, whole])], [])["aws_kms_key.a"] == "undetermined"
}

test_a_grant_to_a_session_is_its_roles if {
	session := "arn:aws:sts::123456789012:assumed-role/key-admin/alice"
	of("ACC-01", [key([admin, app]), grant(key_id, session, ["Decrypt"])], [])["aws_kms_key.a"] == "fail"
	of("ACC-01", [key([allow(role("ops/key-admin"), "kms:DisableKey"), app]), grant(key_id, session, ["Decrypt"])], [])["aws_kms_key.a"] == "fail"
	of("ACC-09", [key([allow("*", "kms:DisableKey")]), grant(key_id, role("guest"), ["Decrypt"])], [])["aws_kms_key.a"] == "fail"
}

test_a_grant_of_a_key_elsewhere if {
	elsewhere := grant("arn:aws:kms:eu-north-1:123456789012:key/0000", role("key-admin"), ["Decrypt"])
	of("ACC-01", [key([admin, app]), elsewhere], []) == {"aws_kms_key.a": "pass", "aws_kms_grant.g": "undetermined"}
	of("ACC-01", [key([admin, app]), elsewhere], [role("key-admin")]) == {"aws_kms_key.a": "pass", "aws_kms_grant.g": "fail"}
}

hiding(attribute, resource) := object.union(
	change(resource.address, resource.type, {}),
	{"change": {
		"actions": ["create"],
		"after": object.remove(resource.change.after, {attribute}),
		"after_unknown": object.union(resource.change.after_unknown, {attribute: true}),
	}},
)

test_a_grant_whose_key_cannot_be_told if {
	loose := hiding("key_id", grant("", role("key-admin"), ["Decrypt"]))
	of("ACC-01", [key([admin, app]), loose], []) == {"aws_kms_key.a": "undetermined", "aws_kms_grant.g": "undetermined"}
	harmless := hiding("key_id", grant("", role("other"), ["Decrypt"]))
	of("ACC-01", [key([admin, app]), harmless], [])["aws_kms_key.a"] == "pass"
	of("ACC-01", [key([admin, app]), hiding("grantee_principal", loose)], [])["aws_kms_key.a"] == "undetermined"
}

test_a_policy_whose_key_cannot_be_told if {
	loose := hiding("key_id", change("aws_kms_key_policy.p", "aws_kms_key_policy", {"key_id": "", "policy": text([admin, app])}))
	of("ACC-01", [key([admin, app]), loose], [])["aws_kms_key.a"] == "undetermined"
	of("ACC-03", [key([admin, app]), loose], [])["aws_kms_key.a"] == "undetermined"
	of("ACC-03", [key([allow("*", "kms:*")]), loose], [])["aws_kms_key.a"] == "fail"
}

separate(statements) := change("aws_kms_key_policy.p", "aws_kms_key_policy", {"key_id": key_id, "policy": text(statements)})

test_two_texts_that_overwrite_each_other if {
	of("ACC-03", [key([admin, app]), separate([allow("*", "kms:*")])], [])["aws_kms_key.a"] == "fail"
	of("ACC-03", [key([allow("*", "kms:*")]), separate([admin, app])], [])["aws_kms_key.a"] == "fail"
	of("ACC-03", [key([admin, app]), separate([admin])], [])["aws_kms_key.a"] == "undetermined"
	of("ACC-03", [key([admin, app]), separate([admin, app])], [])["aws_kms_key.a"] == "pass"
}

configured(changes) := object.union(plan(changes), {"configuration": {"root_module": {"resources": [
	{"address": "aws_kms_key.a", "type": "aws_kms_key", "name": "a", "mode": "managed", "expressions": {}},
]}}})

_second(statements) := object.union(separate(statements), {"address": "aws_kms_key_policy.second", "name": "second"})

test_several_separate_texts_overwrite_each_other if {
	every texts in [[[admin], [allow("*", "kms:*")]], [[allow("*", "kms:*")], [admin]]] {
		of("ACC-03", [key([admin, app]), separate(texts[0]), _second(texts[1])], [])["aws_kms_key.a"] == "fail"
	}
	of("ACC-03", [key([allow("*", "kms:*")]), separate([admin]), _second([app])], [])["aws_kms_key.a"] == "fail"
	of("ACC-03", [key([admin, app]), separate([admin]), _second([app])], [])["aws_kms_key.a"] == "undetermined"
}

_hidden(name) := {
	"address": sprintf("aws_kms_key_policy.%s", [name]),
	"mode": "managed",
	"type": "aws_kms_key_policy",
	"change": {"actions": ["create"], "before": null, "after": {"key_id": key_id}, "after_unknown": {"policy": true}},
}

# What a grant gives, it gives whatever the policy says.
test_several_separate_texts_of_which_none_is_known if {
	bare := change("aws_kms_key.a", "aws_kms_key", {"region": "eu-north-1", "key_id": key_id, "id": key_id})
	given := grant(key_id, concat("", [account, "user/ada"]), ["Decrypt"])
	of("ACC-17", [bare, given, _hidden("p"), _hidden("second")], [])["aws_kms_key.a"] == "fail"
	of("ACC-17", [bare, _hidden("p"), _hidden("second")], [])["aws_kms_key.a"] == "undetermined"
}

test_a_key_echoes_its_separate_policy if {
	changes := [
		key([allow("*", "kms:*")]),
		separate([admin, app]),
	]
	findings := keywright.findings with input as configured(changes) with data.keywright_profile as fixture.profile
	{finding.outcome | some finding in findings; finding.rule == "ACC-03"; finding.address == "aws_kms_key.a"} == {"pass"}
}

test_with_its_separate_policy_gone_a_key_has_the_default if {
	gone := object.union(
		change("aws_kms_key_policy.p", "aws_kms_key_policy", null),
		{"change": {"actions": ["delete"], "before": {"key_id": key_id, "policy": text([admin, app])}, "after": null}},
	)
	findings := keywright.findings with input as configured([key([admin, app]), gone]) with data.keywright_profile as fixture.profile
	{finding.outcome | some finding in findings; finding.rule == "ACC-01"; finding.address == "aws_kms_key.a"} == {"undetermined"}
}

test_own_roles_and_sessions if {
	own := change("keywright_key.a", "keywright_key", {
		"policy": text([admin, allow("arn:aws:sts::123456789012:assumed-role/key-admin/alice", "kms:Decrypt")]),
		"access": {"key-admin": {"principals": [role("key-admin")]}},
		"region": "eu-north-1",
	})
	of("ACC-01", [own], [])["keywright_key.a"] == "fail"
}

test_whom_a_denial_spares_has_a_row_of_its_own if {
	every condition in [
		{"StringNotEquals": {"aws:PrincipalArn": role("ops")}},
		{"ArnNotLike": {"aws:PrincipalArn": [role("ops"), role("more")]}},
	] {
		spared := object.union(allow("*", "kms:*"), {"Effect": "Deny", "Condition": condition})
		judged([allow("*", ["kms:DisableKey", "kms:Decrypt"]), spared], []) == "fail"
		of("ACC-09", [key([allow("*", ["kms:DisableKey", "kms:Decrypt"]), spared])], [])["aws_kms_key.a"] == "fail"
	}
}

test_whom_a_set_operator_names_has_a_row_of_its_own if {
	named := object.union(allow("*", ["kms:DisableKey", "kms:Decrypt"]), {"Condition": {"ForAnyValue:ArnEquals": {"aws:PrincipalArn": role("ops")}}})
	judged([named], []) == "fail"
	of("ACC-09", [key([named])], [])["aws_kms_key.a"] == "fail"
}
