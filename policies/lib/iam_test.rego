package keywright.lib.iam_test

import data.keywright.lib.actions
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.iam
import data.keywright.lib.policies

role := "AWS:arn:aws:iam::123456789012:role/ops"

other := "AWS:arn:aws:iam::123456789012:role/app"

allow(principal, action) := {"Effect": "Allow", "Principal": principal, "Action": action, "Resource": "*"}

ops := {"AWS": "arn:aws:iam::123456789012:role/ops"}

# capabilities gives what a principal can do for certain under some statements.
capabilities(statements, principal) := {capability |
	text := json.marshal({"Version": "2012-10-17", "Statement": statements})
	reach := iam.of_text with policies.texts as {text} with data.keywright_profile as fixture.profile
	some action in reach[text][principal].can
	capability := actions.capability(action)
}

perhaps(statements, principal) := {capability |
	text := json.marshal({"Version": "2012-10-17", "Statement": statements})
	reach := iam.of_text with policies.texts as {text} with data.keywright_profile as fixture.profile
	some action in reach[text][principal].maybe
	capability := actions.capability(action)
}

open(statements) := principals if {
	text := json.marshal({"Version": "2012-10-17", "Statement": statements})
	reach := iam.of_text with policies.texts as {text} with data.keywright_profile as fixture.profile
	principals := {principal | some principal, found in reach[text]; count(found.stranger) > 0}
}

# A statement that gives nothing on keys is none of those by which one reaches it.
test_statements_that_give_something if {
	elsewhere := object.union(allow(ops, "s3:GetObject"), {"Condition": {"Bool": {"aws:SecureTransport": "true"}}})
	text := json.marshal({"Version": "2012-10-17", "Statement": [allow(ops, "kms:Decrypt"), elsewhere]})
	found := iam.of_text[text][role] with policies.texts as {text} with data.keywright_profile as fixture.profile
	found.statements == ["#1"]
	found.conditional == false
	iam.found(text, other) == iam.nothing with policies.texts as {text} with data.keywright_profile as fixture.profile
	iam.nothing.conditional == false
}

# A witness is a request that surely succeeds, where there is one.
test_request_by_a_statement_that_is_sure if {
	root := {"AWS": "arn:aws:iam::123456789012:root"}
	text := json.marshal({"Version": "2012-10-17", "Statement": [allow(root, "kms:*"), allow(ops, "kms:Decrypt")]})
	found := iam.of_text[text][role] with policies.texts as {text} with data.keywright_profile as fixture.profile
	found.requests.decrypt.statement == "#2"
	found.requests.decrypt.action == "kms:decrypt"
	found.requests.encrypt.statement == "#1"
}

# A grant whose grantee is no service is made by a request that carries no service's name.
test_grants_for_others_than_some_service if {
	_grants({"StringNotEquals": {"kms:GranteeServicePrincipal": "backup.amazonaws.com"}}) == "can"
	_grants({"StringEquals": {"kms:GranteeServicePrincipal": "backup.amazonaws.com"}}) == "no"
}

_grants(condition) := found.grants if {
	text := json.marshal({"Version": "2012-10-17", "Statement": [object.union(allow(ops, "kms:CreateGrant"), {"Condition": condition})]})
	found := iam.of_text[text][role] with policies.texts as {text} with data.keywright_profile as fixture.profile
}

# What the facts say counts in the form that is known here, and of a text that they could read.
test_facts_about_a_text if {
	reached := object.union(iam.nothing, {"can": ["kms:sign"], "by": {}})
	told := {"form": "reach", "readable": true, "principals": {role: reached}}
	_told(told) == {"sign"}
	_told(object.union(told, {"form": "older"})) == {"decrypt"}
	_told(object.union(told, {"readable": false})) == {"decrypt"}
}

_told(entry) := {capability |
	text := json.marshal({"Version": "2012-10-17", "Statement": [allow(ops, "kms:Decrypt")]})
	digest := crypto.sha256(text)
	reach := iam.of_text with policies.texts as {text}
		with data.keywright_profile as fixture.profile
		with data.keywright_facts as {"access": {digest: entry}}
	some action in reach[text][role].can
	capability := actions.capability(action)
}

test_actions_without_regard_to_case if {
	capabilities([allow(ops, "KMS:dEcRyPt")], role) == {"decrypt"}
}

test_wildcards_in_the_name if {
	capabilities([allow(ops, "kms:*crypt")], role) == {"decrypt", "encrypt"}
	capabilities([allow(ops, "kms:De?rypt")], role) == {"decrypt"}
	capabilities([allow(ops, "kms:Des*")], role) == {"read"}
}

test_a_wildcard_for_the_service_may_give_and_never_takes if {
	every action in ["k*:Decrypt", "*:Decrypt", "?ms:decrypt"] {
		capabilities([allow(ops, action)], role) == {"decrypt"}
		deny := object.union(allow(ops, action), {"Effect": "Deny"})
		capabilities([allow(ops, "kms:Decrypt"), deny], role) == {"decrypt"}
		"decrypt" in capabilities([{"Effect": "Allow", "Principal": ops, "NotAction": action, "Resource": "*"}], role)
	}
	"policy" in capabilities([allow(ops, "*:*")], role)
	capabilities([allow(ops, "s3*:Decrypt")], role) == set()
}

test_look_alikes_are_not_folded if {
	deny := object.union(allow(ops, "\u212Ams:Decrypt"), {"Effect": "Deny"})
	capabilities([allow(ops, "kms:Decrypt"), deny], role) == {"decrypt"}
}

test_a_condition_on_everyone_names_principals if {
	named := object.union(allow("*", ["kms:Decrypt"]), {"Condition": {"ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::123456789012:role/ops"}}})
	capabilities([named], role) == {"decrypt"}
	capabilities([named, allow(ops, "kms:DisableKey")], role) == {"decrypt", "lifecycle"}
}

test_a_session_counts_for_its_role_whatever_the_path if {
	session := {"AWS": "arn:aws:sts::123456789012:assumed-role/ops/alice"}
	pathed := {"AWS": "arn:aws:iam::123456789012:role/teams/a/ops"}
	statements := [allow(pathed, "kms:DisableKey"), allow(session, "kms:Decrypt")]
	capabilities(statements, "AWS:arn:aws:iam::123456789012:role/teams/a/ops") == {"lifecycle", "decrypt"}
	capabilities(statements, "AWS:arn:aws:sts::123456789012:assumed-role/ops/alice") == {"lifecycle", "decrypt"}
}

test_one_session_is_not_another if {
	statements := [
		allow({"AWS": "arn:aws:sts::123456789012:assumed-role/ops/alice"}, "kms:Decrypt"),
		allow({"AWS": "arn:aws:sts::123456789012:assumed-role/ops/bob"}, "kms:Encrypt"),
	]
	capabilities(statements, "AWS:arn:aws:sts::123456789012:assumed-role/ops/bob") == {"encrypt"}
}

test_no_braces_nor_brackets if {
	capabilities([allow(ops, "kms:{Decrypt,Encrypt}")], role) == set()
	capabilities([allow(ops, "kms:[D]ecrypt")], role) == set()
}

test_malformed_patterns_are_told if {
	actions.malformed("kms:[d]ecrypt")
	actions.malformed("decrypt")
	actions.malformed("")
	not actions.malformed("kms:*")
	not actions.malformed("*")
}

test_unknown_names_count_as_decrypt if capabilities([allow(ops, "kms:OpenSesame")], role) == {"decrypt"}

test_not_action_is_the_complement if {
	statement := {"Effect": "Allow", "Principal": ops, "NotAction": ["kms:Encrypt*", "kms:Re*", "kms:UpdatePrimary*", "kms:Sync*"], "Resource": "*"}
	"decrypt" in capabilities([statement], role)
	not "replicate" in capabilities([statement], role)
}

test_not_action_with_a_blank_name_excludes_nothing if {
	statement := {"Effect": "Allow", "Principal": ops, "NotAction": [""], "Resource": "*"}
	"decrypt" in capabilities([statement], role)
}

test_without_action_or_resource_nothing if {
	capabilities([{"Effect": "Allow", "Principal": ops, "Resource": "*"}], role) == set()
	capabilities([{"Effect": "Allow", "Principal": ops, "Action": "kms:*"}], role) == set()
}

test_deny_wins if {
	deny := object.union(allow(ops, "kms:Decrypt"), {"Effect": "Deny"})
	capabilities([allow(ops, ["kms:Decrypt", "kms:Encrypt"]), deny], role) == {"encrypt"}
}

test_deny_with_a_condition_does_not if {
	deny := object.union(allow(ops, "kms:Decrypt"), {"Effect": "Deny", "Condition": {"Bool": {"aws:SecureTransport": "false"}}})
	capabilities([allow(ops, "kms:Decrypt"), deny], role) == {"decrypt"}
}

test_deny_by_the_principals_own_arn_does if {
	every operator in ["ArnEquals", "ArnLike", "StringEquals", "StringLike"] {
		deny := object.union(allow("*", "kms:Decrypt"), {
			"Effect": "Deny",
			"Condition": {operator: {"aws:PrincipalArn": "arn:aws:iam::123456789012:role/ops"}},
		})
		capabilities([allow(ops, "kms:Decrypt"), deny], role) == set()
	}
}

test_deny_by_another_arn_does_not if {
	deny := object.union(allow("*", "kms:Decrypt"), {
		"Effect": "Deny",
		"Condition": {"ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::123456789012:role/op"}},
	})
	capabilities([allow(ops, "kms:Decrypt"), deny], role) == {"decrypt"}
}

test_deny_by_a_variable_does_not if {
	deny := object.union(allow("*", "kms:Decrypt"), {
		"Effect": "Deny",
		"Condition": {"StringLike": {"aws:PrincipalArn": "${aws:username}*"}},
	})
	capabilities([allow(ops, "kms:Decrypt"), deny], role) == {"decrypt"}
}

test_deny_of_some_other_resource_does_not if {
	deny := object.union(allow("*", "kms:Decrypt"), {"Effect": "Deny", "Resource": "arn:aws:kms:eu-north-1:1:key/x"})
	capabilities([allow(ops, "kms:Decrypt"), deny], role) == {"decrypt"}
}

test_allow_for_everyone_covers_named if {
	"decrypt" in capabilities([allow("*", "kms:Decrypt"), allow(ops, "kms:Encrypt")], role)
}

test_allow_for_another_arn_is_not_ours if {
	conditional := object.union(allow("*", "kms:Decrypt"), {"Condition": {"ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::123456789012:role/app"}}})
	capabilities([conditional, allow(ops, "kms:Encrypt")], role) == {"encrypt"}
}

test_not_principal_lets_everyone_else_in if {
	statement := {"Effect": "Allow", "NotPrincipal": ops, "Action": "kms:Decrypt", "Resource": "*"}
	capabilities([statement], "AWS:*") == {"decrypt"}
	capabilities([statement], role) == set()
	perhaps([statement], role) == {"decrypt"}
	capabilities([statement, allow({"AWS": "arn:aws:iam::123456789012:role/app"}, "kms:Encrypt")], other) == {"decrypt", "encrypt"}
}

test_delegation_is_undecided_for_the_account if {
	statements := [allow({"AWS": "123456789012"}, "kms:*"), allow(ops, "kms:Encrypt")]
	capabilities(statements, role) == {"encrypt"}
	"decrypt" in perhaps(statements, role)
	"decrypt" in capabilities(statements, "AWS:arn:aws:iam::123456789012:root")
}

test_delegation_reaches_whom_the_profile_names if {
	"decrypt" in perhaps([allow({"AWS": "arn:aws:iam::123456789012:root"}, "kms:*")], concat("", ["AWS:", fixture.key_admin]))
}

test_session_is_covered_by_its_role if {
	session := {"AWS": "arn:aws:sts::123456789012:assumed-role/ops/alice"}
	"decrypt" in capabilities([allow(ops, "kms:Decrypt"), allow(session, "kms:Encrypt")], "AWS:arn:aws:sts::123456789012:assumed-role/ops/alice")
}

test_open_to_everyone if {
	open([allow("*", "kms:Encrypt")]) == {"AWS:*"}
	open([allow({"AWS": ["*", "arn:aws:iam::123456789012:role/app"]}, "kms:Encrypt")]) == {"AWS:*"}
	open([allow({"Federated": "*"}, "kms:Encrypt")]) == {"Federated:*"}
	open([allow({"AWS": "arn:aws:iam::*:root"}, "kms:Encrypt")]) == {"AWS:arn:aws:iam::*:root"}
	open([{"Effect": "Allow", "NotPrincipal": ops, "Action": "kms:*", "Resource": "*"}]) == {"AWS:*"}
}

test_conditions_that_any_caller_meets_do_not_narrow if {
	every condition in [
		{},
		{"StringLike": {"aws:PrincipalArn": "*"}},
		{"ArnLike": {"aws:PrincipalArn": "*"}},
		{"ArnEquals": {"aws:PrincipalArn": "arn:*"}},
		{"ArnLike": {"aws:SourceArn": "*:*:*"}},
		{"StringLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/app"}},
		{"StringLike": {"aws:userid": "AROA*"}},
		{"StringLike": {"aws:PrincipalAccount": "1234*"}},
		{"StringLike": {"kms:CallerAccount": "1234????????"}},
		{"StringLike": {"aws:PrincipalOrgID": "o-aa*"}},
		{"StringEquals": {"\u212Ams:CallerAccount": "123456789012"}},
		{"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-*/r-ab12/*"}},
		{"Bool": {"aws:SecureTransport": "true"}},
		{"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}},
		{"ForAllValues:StringEquals": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/"}},
		{"StringNotEquals": {"aws:PrincipalAccount": "123456789012"}},
		{"StringEquals": {"aws:PrincipalAccount": "${aws:PrincipalAccount}"}},
		{"StringEquals": {"kms:ViaService": "s3.eu-north-1.amazonaws.com"}},
		{"IpAddress": {"aws:SourceIp": "0.0.0.0/0"}},
	] {
		open([object.union(allow("*", "kms:Encrypt"), {"Condition": condition})]) == {"AWS:*"}
	}
}

test_conditions_that_name_do_narrow if {
	every condition in [
		{"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}},
		{"StringEquals": {"kms:CallerAccount": "123456789012"}},
		{"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::123456789012:role/app-*"}},
		{"StringLike": {"aws:userid": "AROAABCDEFGHIJKLMNOPQ:*"}},
		{"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/*"}},
	] {
		open([object.union(allow("*", "kms:Encrypt"), {"Condition": condition})]) == set()
	}
}
