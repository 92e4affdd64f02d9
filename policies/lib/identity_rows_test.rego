package keywright.lib.identity_rows_test

import data.keywright
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.identities_test as identity

inventory(changes) := rows if {
	rows := keywright.inventory with input as identity.plan(changes) with data.keywright_profile as fixture.profile
}

policies(changes) := {row.address: row | some row in inventory(changes).identity_policies}

people(changes) := {row.address: row | some row in inventory(changes).identities}

gives(statements) := policies([identity.the_role("app", {}), identity.inline("app", statements)])["aws_iam_role_policy.app"].every_key

test_what_a_policy_gives_on_every_key if {
	gives([identity.decrypt]) == {"can": ["decrypt"], "perhaps": [], "open": [], "statements": ["#1"]}
	gives([identity.allow("kms:Decrypt", "arn:aws:kms:*:*:key/*")]).can == ["decrypt"]
	gives([identity.allow("kms:Decrypt", "arn:aws:kms:eu-north-1:123456789012:*")]).can == ["decrypt"]
	gives([identity.allow("kms:Decrypt", "arn:aws:kms:*:*:key/1234*")]).can == []
	gives([identity.allow("kms:Decrypt", "arn:aws:kms:eu-north-1:123456789012:key/1")]).can == []
	gives([identity.allow("kms:Decrypt", "arn:aws:kms:*:*:alias/*")]).can == []
	gives([identity.allow("*", "arn:aws:s3:::*")]).can == []
}

test_what_conditions_and_denies_leave_of_it if {
	conditional := object.union(identity.decrypt, {"Condition": {"StringEquals": {"kms:ViaService": "s3.eu-north-1.amazonaws.com"}}})
	gives([conditional]) == {"can": ["decrypt"], "perhaps": [], "open": [], "statements": ["#1"]}
	tagged := object.union(identity.decrypt, {"Condition": {"StringEquals": {"aws:ResourceTag/Team": "orders"}}})
	gives([tagged]) == {"can": [], "perhaps": ["decrypt"], "open": [], "statements": ["#1"]}
	every condition in [
		{"StringNotEquals": {"aws:ResourceTag/Team": "orders"}},
		{"StringEqualsIfExists": {"aws:ResourceTag/Team": "orders"}},
		{"ForAllValues:StringEquals": {"kms:ResourceAliases": "alias/orders"}},
		{"ForAnyValue:StringLike": {"kms:ResourceAliases": "alias/*"}},
		{"Null": {"aws:ResourceTag/Team": "true"}},
	] {
		gives([object.union(identity.decrypt, {"Condition": condition})]).can == ["decrypt"]
	}
	gives([identity.decrypt, identity.deny("kms:Decrypt")]).can == []
	gives([identity.decrypt, object.union(identity.deny("kms:Decrypt"), {"Condition": {"Bool": {"aws:SecureTransport": "false"}}})]).can == ["decrypt"]
}

but(effect, left_out) := {"Effect": effect, "Action": "kms:Decrypt", "NotResource": left_out}

one_key := "arn:aws:kms:eu-north-1:123456789012:key/11111111-2222-3333-4444-555555555555"

test_all_keys_but_some_are_those_of_tomorrow_too if {
	every left_out in ["arn:aws:s3:::orders/*", one_key, ["arn:aws:kms:eu-west-1:*:key/*", one_key], "arn:aws:kms:*:*:alias/*"] {
		gives([but("Allow", left_out)]).can == ["decrypt"]
	}
	every left_out in ["*", "arn:aws:kms:*:*:key/*", "arn:aws:kms:*", ["arn:aws:s3:::orders", "arn:*"]] {
		gives([but("Allow", left_out)]).can == []
	}
}

test_patterns_of_the_form_of_every_id if {
	every id in ["????????-*", "*-*-*", "*"] {
		gives([identity.allow("kms:Decrypt", sprintf("arn:aws:kms:eu-north-1:123456789012:key/%s", [id]))]).can == ["decrypt"]
	}
	every id in ["a???????-*", "mrk-*", "????", "1111*"] {
		gives([identity.allow("kms:Decrypt", sprintf("arn:aws:kms:eu-north-1:123456789012:key/%s", [id]))]).can == []
	}
}

test_a_deny_of_all_keys_but_some_leaves_these if {
	gives([identity.decrypt, but("Deny", one_key)]).can == []
	gives([identity.decrypt, but("Deny", "arn:aws:kms:eu-north-1:123456789012:key/*")]).can == ["decrypt"]
	gives([identity.decrypt, but("Deny", ["arn:aws:s3:::orders", "*"])]).can == ["decrypt"]
	gives([identity.decrypt, object.union(but("Deny", one_key), {"Condition": {"Bool": {"aws:SecureTransport": "false"}}})]).can == ["decrypt"]
	gives([identity.allow("kms:ReEncryptFrom", "*"), but("Deny", one_key)]).can == ["decrypt"]
	gives([identity.decrypt, but("Deny", [one_key, "arn:aws:s3:::orders/*", "arn:aws:kms:*:*:alias/orders"])]).can == []
}

# Of a pattern nobody knows how many keys it leaves, and a wildcard that ends an ARN stands for the parts behind it too.
test_a_deny_that_leaves_who_knows_how_many if {
	every left_out in [
		"arn:aws:kms:eu-north-1:*", "arn:aws:kms:eu-*", "arn:aws:kms:eu-north-1:123456789012", "arn:aws:kms:*:*:key/mrk-*", "arn:aws:kms:*:*:key/1111*",
		[sprintf("arn:aws:kms:*:*:key/%s*", [letter]) | some letter in split("0123456789abcdefm", "")],
	] {
		gives([identity.decrypt, but("Deny", left_out)]).can == ["decrypt"]
	}
}

_untagged(value) := object.union(identity.deny("kms:*"), {"Condition": {"StringNotLike": {"aws:ResourceTag/team": value}}})

test_a_deny_of_what_lacks_a_tag if {
	every value in ["orders", "orders-*", "${aws:PrincipalTag/team}"] { gives([identity.decrypt, _untagged(value)]).can == [] }
	every value in ["*", "${aws:PrincipalTag/team, '*'}", "${aws:ResourceTag/team}"] { gives([identity.decrypt, _untagged(value)]).can == ["decrypt"] }
}

test_all_keys_but_those_of_an_account_or_a_form if {
	every left_out in ["arn:aws:kms:*:999999999999:key/*", "arn:aws-cn:kms:*:*:key/*", "arn:aws:kms:*:*:key/*-*-*-*-*", "arn:aws:kms:eu-north-1:*"] {
		gives([but("Allow", left_out)]).can == ["decrypt"]
	}
	gives([identity.allow("kms:Decrypt", "arn:aws:kms:eu-north-1:*")]).can == ["decrypt"]
	gives([identity.allow("kms:Decrypt", "arn:aws:kms:eu-*")]).can == ["decrypt"]
	gives([identity.allow("kms:Decrypt", "arn:aws:s3:*")]).can == []
}

test_a_deny_of_all_keys_without_a_tag_leaves_those_that_have_it if {
	every operator in ["StringNotEquals", "StringNotLike", "StringNotEqualsIfExists"] {
		gives([identity.decrypt, object.union(identity.deny("kms:Decrypt"), {"Condition": {operator: {"aws:ResourceTag/Team": "orders"}}})]).can == []
	}
	every condition in [
		{"StringEquals": {"aws:ResourceTag/Team": "orders"}},
		{"StringNotLike": {"aws:ResourceTag/Team": "*"}},
		{"StringNotEquals": {"aws:PrincipalTag/Team": "orders"}},
		{"StringNotEquals": {"aws:ResourceTag/Team": "orders", "kms:ViaService": "s3.eu-north-1.amazonaws.com"}},
		{"ForAnyValue:StringNotEquals": {"aws:ResourceTag/Team": "orders"}},
	] {
		gives([identity.decrypt, object.union(identity.deny("kms:Decrypt"), {"Condition": condition})]).can == ["decrypt"]
	}
}

drafted(actions, resources) := row if {
	document := {
		"address": "data.aws_iam_policy_document.app",
		"mode": "data",
		"type": "aws_iam_policy_document",
		"name": "app",
		"change": {
			"actions": ["read"],
			"before": null,
			"after": {"statement": [{"actions": actions, "effect": "Allow", "resources": resources}]},
			"after_unknown": {"json": true, "statement": [{"resources": [is_null(resource) | some resource in resources]}]},
		},
	}
	written := object.union(
		identity.plan([identity.the_role("app", {}), identity.hiding(identity.inline("app", []), "policy"), document]),
		{"configuration": {"root_module": {"resources": [
			{"address": "aws_iam_role_policy.app", "mode": "managed", "type": "aws_iam_role_policy", "name": "app", "expressions": {"policy": {"references": ["data.aws_iam_policy_document.app.json", "data.aws_iam_policy_document.app"]}}},
			{"address": "data.aws_iam_policy_document.app", "mode": "data", "type": "aws_iam_policy_document", "name": "app", "expressions": {"statement": [{"resources": {"references": ["aws_kms_key.k.arn", "aws_kms_key.k"]}}]}},
		]}}},
	)
	some row in keywright.inventory.identity_policies with input as written with data.keywright_profile as fixture.profile
	row.address == "aws_iam_role_policy.app"
}

# What a plan does not know of a resource may be made of it: every key, even where the expression names one.
test_what_is_not_known_may_be_every_key if {
	drafted(["kms:Decrypt"], [null]).every_key == {"can": [], "perhaps": [], "open": ["decrypt"], "statements": []}
	drafted(["kms:DisableKey"], [null]).every_key.open == ["lifecycle"]
	drafted(["kms:Decrypt"], [null, "*"]).every_key.can == ["decrypt"]
	drafted(["kms:Decrypt"], [null]).status == "unknown"
	hidden := identity.hiding(identity.inline("app", [identity.decrypt]), "policy")
	"decrypt" in policies([identity.the_role("app", {}), hidden])["aws_iam_role_policy.app"].every_key.open
	torn := identity.change("aws_iam_role_policy.app", "aws_iam_role_policy", {"role": "app", "policy": "{"})
	"decrypt" in policies([torn])["aws_iam_role_policy.app"].every_key.open
}

# The source says of each resource that is not known in a draft that it is one key.
test_the_source_names_the_keys if {
	named := {"aws_iam_role_policy.app": {"policy": {"reason": "it names keys", "draft": identity.text([identity.allow("kms:Decrypt", "arn:aws:kms:known:after:apply")])}}}
	hidden := identity.hiding(identity.inline("app", [identity.decrypt]), "policy")
	rows := policies([identity.the_role("app", {}), hidden]) with data.keywright_facts as {"resolved": named}
	rows["aws_iam_role_policy.app"].every_key == {"can": [], "perhaps": [], "open": [], "statements": []}
	rows["aws_iam_role_policy.app"].status == "unknown"
}

_loose(statements) := policies([identity.policy("loose", statements)])["aws_iam_policy.loose"]

# Nobody of the plan bears it, and whoever is given it later does.
test_what_a_policy_gives_that_nobody_bears if {
	"decrypt" in _loose([identity.allow("*", "*")]).every_key.can
	_loose([identity.decrypt]).every_key.can == ["decrypt"]
	_loose([identity.allow("kms:Decrypt", "arn:aws:kms:eu-north-1:123456789012:key/1")]).every_key == {"can": [], "perhaps": [], "open": [], "statements": []}
	torn := policies([identity.change("aws_iam_policy.loose", "aws_iam_policy", {"name": "loose", "policy": "{"})])["aws_iam_policy.loose"]
	"decrypt" in torn.every_key.open
	contains(torn.reason, "cannot be read")
}

test_rows_of_policies if {
	attached := identity.managed("AdministratorAccess")
	unseen := object.union(identity.managed("SomethingNew"), {"address": "aws_iam_role_policy_attachment.n"})
	rows := policies([identity.the_role("app", {}), attached, unseen, identity.policy("loose", [identity.decrypt])])
	rows["aws_iam_role_policy_attachment.m"].bearers == ["role/app"]
	"decrypt" in rows["aws_iam_role_policy_attachment.m"].every_key.can
	rows["aws_iam_role_policy_attachment.n"].status == "unknown"
	contains(rows["aws_iam_role_policy_attachment.n"].reason, "SomethingNew")
	rows["aws_iam_policy.loose"].bearers == []
	rows["aws_iam_policy.loose"].status == "known"
	rows["aws_iam_policy.loose"].every_key.can == ["decrypt"]
	bad := identity.change("aws_iam_role_policy.app", "aws_iam_role_policy", {"role": "app", "policy": "{"})
	policies([bad])["aws_iam_role_policy.app"].status == "unreadable"
}

test_rows_of_identities if {
	role := identity.the_role("app", {"max_session_duration": 7200, "permissions_boundary": "arn:aws:iam::123456789012:policy/limit"})
	access_key := identity.change("aws_iam_access_key.ada", "aws_iam_access_key", {"user": "ada"})
	rows := people([role, identity.policy("limit", []), identity.the_user("ada", {}), access_key])
	app := rows["aws_iam_role.app"]
	app.kind == "role"
	app.name == "app"
	app.trust == {"status": "known", "services": ["ec2.amazonaws.com"], "others": []}
	app.max_session_seconds == 7200
	app.boundary == "aws_iam_policy.limit"
	rows["aws_iam_user.ada"].access_keys == ["aws_iam_access_key.ada"]
	rows["aws_iam_user.ada"].max_session_seconds == null
	rows["aws_iam_access_key.ada"].name == "ada"
}

test_an_unknown_trust_is_no_absent_one if {
	row := people([identity.hiding(identity.the_role("app", {}), "assume_role_policy")])["aws_iam_role.app"]
	row.trust.status == "unknown"
	row.unknown.trust
}

test_the_source_tells_whom_a_role_trusts if {
	told := {"aws_iam_role.app": {"assume_role_policy": {"value": identity.trust({"AWS": "arn:aws:iam::123456789012:role/admin"})}}}
	rows := people([identity.hiding(identity.the_role("app", {}), "assume_role_policy")]) with data.keywright_facts as {"resolved": told}
	rows["aws_iam_role.app"].trust == {"status": "known", "services": [], "others": ["arn:aws:iam::123456789012:role/admin"]}
}

# row gives a grant's row without what the identifiers say.
row(more, marks) := grant if {
	after := object.union({"key_id": "k", "grantee_principal": "arn:aws:iam::123456789012:role/app", "operations": ["Decrypt"]}, more)
	change := object.union(identity.change("aws_kms_grant.g", "aws_kms_grant", after), {"change": {
		"actions": ["create"],
		"before": null,
		"after": after,
		"after_unknown": marks,
	}})
	[grant] := inventory([change]).grants
}

test_grants_with_constraints if {
	plain := row({}, {})
	plain.constrained == false
	plain.retiring == ""
	plain.service == false
	bound := row({"constraints": [{"encryption_context_equals": {"app": "pay"}}], "retiring_principal": "r", "name": "n"}, {})
	bound.constrained == true
	bound.constraints == {"equals": {"app": "pay"}, "subset": {}, "source_arn": ""}
	bound.retiring == "r"
	bound.name == "n"
	row({}, {"constraints": true}).constrained == null
	row({"constraints": [{"encryption_context_equals": {"app": null}}]}, {"constraints": [{"encryption_context_equals": {"app": true}}]}).constrained == true
	row({"grantee_principal": "rds.eu-north-1.amazonaws.com"}, {}).service == true
	row({"constraints": []}, {}).constrained == false
}
