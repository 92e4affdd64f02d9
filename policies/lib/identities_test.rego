package keywright.lib.identities_test

import data.keywright.lib.identities
import data.keywright.lib.identity_paths
import data.keywright.lib.identity_texts
import data.keywright.lib.key_arn

acct := "123456789012"

role(name) := sprintf("AWS:arn:aws:iam::%s:role/%s", [acct, name])

user(name) := sprintf("AWS:arn:aws:iam::%s:user/%s", [acct, name])

session(name) := sprintf("AWS:arn:aws:sts::%s:assumed-role/%s/alice", [acct, name])

change(address, type, after) := {
	"address": address,
	"mode": "managed",
	"type": type,
	"change": {"actions": ["create"], "before": null, "after": after, "after_unknown": {}},
}

hiding(resource, attribute) := object.union(
	object.remove(resource, ["change"]),
	{"change": {
		"actions": ["create"],
		"before": null,
		"after": object.remove(resource.change.after, {attribute}),
		"after_unknown": {attribute: true},
	}},
)

plan(changes) := {"format_version": "1.2", "resource_changes": changes}

text(statements) := json.marshal({"Version": "2012-10-17", "Statement": statements})

allow(actions, resource) := {"Effect": "Allow", "Action": actions, "Resource": resource}

deny(actions) := {"Effect": "Deny", "Action": actions, "Resource": "*"}

trust(principal) := json.marshal({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}]})

services := trust({"Service": "ec2.amazonaws.com"})

the_role(name, more) := change(sprintf("aws_iam_role.%s", [name]), "aws_iam_role", object.union(
	{"name": name, "path": "/", "arn": sprintf("arn:aws:iam::%s:role/%s", [acct, name]), "assume_role_policy": services},
	more,
))

the_user(name, more) := change(sprintf("aws_iam_user.%s", [name]), "aws_iam_user", object.union(
	{"name": name, "path": "/", "arn": sprintf("arn:aws:iam::%s:user/%s", [acct, name])},
	more,
))

inline(name, statements) := change(sprintf("aws_iam_role_policy.%s", [name]), "aws_iam_role_policy", {"role": name, "policy": text(statements)})

policy(name, statements) := change(sprintf("aws_iam_policy.%s", [name]), "aws_iam_policy", {
	"arn": sprintf("arn:aws:iam::%s:policy/%s", [acct, name]),
	"policy": text(statements),
})

decrypt := allow("kms:Decrypt", "*")

everything := {
	"allowed": identities.allowed(role("app")),
	"denied": identities.denied(role("app"), "plain"),
	"carriers": identities.carriers(role("app")),
}

of_app(changes) := found if {
	found := everything with input as plan(changes)
}

allowed(changes, principal) := actions if {
	actions := identities.allowed(principal) with input as plan(changes)
}

test_inline_policy if {
	found := of_app([the_role("app", {}), inline("app", [decrypt])])
	found.allowed == {"kms:decrypt"}
	found.carriers == ["aws_iam_role_policy.app"]
	allowed([the_role("app", {}), inline("app", [decrypt])], role("other")) == set()
	allowed([the_role("app", {}), inline("app", [decrypt])], session("app")) == {"kms:decrypt"}
}

test_a_role_of_another_account_is_another if {
	allowed([the_role("app", {}), inline("app", [decrypt])], "AWS:arn:aws:iam::210987654321:role/app") == set()
	unknown_account := change("aws_iam_role_policy.app", "aws_iam_role_policy", {"role": "app", "policy": text([decrypt])})
	allowed([unknown_account], "AWS:arn:aws:iam::210987654321:role/app") == {"kms:decrypt"}
}

test_attachments if {
	attached := change("aws_iam_role_policy_attachment.a", "aws_iam_role_policy_attachment", {"role": "app", "policy_arn": "arn:aws:iam::123456789012:policy/use"})
	found := of_app([the_role("app", {}), policy("use", [decrypt]), attached])
	found.allowed == {"kms:decrypt"}
	found.carriers == ["aws_iam_policy.use"]
	many := change("aws_iam_policy_attachment.a", "aws_iam_policy_attachment", {
		"roles": ["app"], "users": ["ada"], "groups": ["admins"],
		"policy_arn": "arn:aws:iam::123456789012:policy/use",
	})
	allowed([policy("use", [decrypt]), many], role("app")) == {"kms:decrypt"}
	allowed([policy("use", [decrypt]), many], user("ada")) == {"kms:decrypt"}
	listed := the_role("app", {"managed_policy_arns": ["arn:aws:iam::123456789012:policy/use"]})
	allowed([policy("use", [decrypt]), listed], role("app")) == {"kms:decrypt"}
	blocks := the_role("app", {"inline_policy": [{"name": "use", "policy": text([decrypt])}]})
	allowed([blocks], role("app")) == {"kms:decrypt"}
}

test_groups if {
	group := change("aws_iam_group.admins", "aws_iam_group", {"name": "admins"})
	theirs := change("aws_iam_group_policy.p", "aws_iam_group_policy", {"group": "admins", "policy": text([decrypt])})
	by_user := change("aws_iam_user_group_membership.m", "aws_iam_user_group_membership", {"user": "ada", "groups": ["admins"]})
	by_group := change("aws_iam_group_membership.m", "aws_iam_group_membership", {"group": "admins", "users": ["ada"]})
	every membership in [by_user, by_group] {
		allowed([group, theirs, the_user("ada", {}), membership], user("ada")) == {"kms:decrypt"}
		allowed([group, theirs, the_user("ada", {}), membership], user("eve")) == set()
	}
}

managed(name) := change("aws_iam_role_policy_attachment.m", "aws_iam_role_policy_attachment", {
	"role": "app",
	"policy_arn": sprintf("arn:aws:iam::aws:policy/%s", [name]),
})

test_policies_of_aws if {
	"kms:decrypt" in allowed([managed("AdministratorAccess")], role("app"))
	"kms:decrypt" in allowed([managed("PowerUserAccess")], role("app"))
	not "kms:decrypt" in allowed([managed("AWSKeyManagementServicePowerUser")], role("app"))
	"kms:tagresource" in allowed([managed("AWSKeyManagementServicePowerUser")], role("app"))
	not "kms:decrypt" in allowed([managed("ReadOnlyAccess")], role("app"))
	allowed([managed("service-role/AWSLambdaBasicExecutionRole")], role("app")) == set()
	not hidden([managed("service-role/AWSLambdaBasicExecutionRole")], role("app"))
	contains(hidden([managed("SomethingNew")], role("app")), "SomethingNew")
	count(identity_texts.aws) > 60
}

hidden(changes, principal) := reason if {
	reason := identities.unknown(principal) with input as plan(changes)
}

test_unknown_texts_are_no_empty_ones if {
	known := [the_role("app", {}), inline("app", [decrypt])]
	not hidden(known, role("app"))
	hidden([the_role("app", {}), hiding(inline("app", [decrypt]), "policy")], role("app"))
	hidden([the_role("app", {}), change("aws_iam_role_policy.app", "aws_iam_role_policy", {"role": "app", "policy": "{"})], role("app"))
	anyones := hiding(inline("app", [decrypt]), "role")
	contains(hidden([the_role("app", {}), anyones], role("app")), "whose it is")
	allowed([the_role("app", {}), anyones], role("app")) == set()
}

refused(changes, principal) := actions if {
	actions := identities.denied(principal, "plain") with input as plan(changes)
}

test_a_deny_takes_away if {
	both := [the_role("app", {}), inline("app", [allow("kms:*", "*"), deny("kms:Decrypt")])]
	refused(both, role("app")) == {"kms:decrypt"}
	refused(both, session("app")) == {"kms:decrypt"}
	not "kms:decrypt" in allowed(both, role("app"))
	"kms:encrypt" in allowed(both, role("app"))
}

on(statements, key) := actions if {
	actions := identities.allowed_on(role("app"), key, "plain") with input as plan([the_role("app", {}), inline("app", statements)])
}

this_key := {"arn": "", "key_id": "", "region": "eu-north-1", "account": acct, "sign": key_arn.sign("aws_kms_key.a"), "tags": {"Team": "payments"}}

test_a_key_that_apply_makes if {
	on([allow("kms:Decrypt", key_arn.sign("aws_kms_key.a"))], this_key) == {"kms:decrypt"}
	on([allow("kms:Decrypt", key_arn.sign("aws_kms_key.b"))], this_key) == set()
	on([allow("kms:Decrypt", key_arn.sign("aws_kms_key.b"))], object.remove(this_key, ["sign"])) == {"kms:decrypt"}
	on([allow("kms:Decrypt", "arn:aws:kms:*:*:key/0000")], this_key) == {"kms:decrypt"}
}

denying(resource) := {"Effect": "Deny", "Action": "kms:Decrypt", "Resource": resource}

test_a_deny_on_one_key if {
	every resource in [key_arn.sign("aws_kms_key.a"), "arn:aws:kms:*:*:key/*", sprintf("arn:aws:kms:eu-north-1:%s:key/*", [acct])] {
		on([decrypt, denying(resource)], this_key) == set()
	}
	every resource in [key_arn.sign("aws_kms_key.b"), "arn:aws:kms:eu-west-1:*:key/*", "arn:aws:kms:*:*:key/0*", "arn:aws:kms:*:${aws:PrincipalAccount}:key/*", "arn:aws:kms:*:*:alias/*"] {
		on([decrypt, denying(resource)], this_key) == {"kms:decrypt"}
	}
	on([decrypt, object.union(denying("arn:aws:kms:*:*:key/*"), {"Condition": {"Bool": {"aws:MultiFactorAuthPresent": "false"}}})], this_key) == {"kms:decrypt"}
	on([decrypt, {"Effect": "Deny", "Action": "kms:Decrypt", "NotResource": "arn:aws:kms:*:*:key/*"}], this_key) == {"kms:decrypt"}
}

asking(operator, tag, value) := object.union(decrypt, {"Condition": {operator: {sprintf("aws:ResourceTag/%s", [tag]): value}}})

test_tags_that_conditions_ask_for if {
	every statement in [
		asking("StringEquals", "Team", "payments"), asking("StringEquals", "team", ["ops", "payments"]), asking("StringLike", "Team", "pay*"),
		asking("StringEquals", "Team", "${aws:PrincipalTag/Team}"), asking("StringNotEquals", "Unset", "x"), asking("StringEqualsIfExists", "Unset", "x"),
		asking("Null", "Unset", "true"),
	] {
		on([statement], this_key) == {"kms:decrypt"}
	}
	every statement in [
		asking("StringEquals", "Team", "ops"), asking("StringEquals", "Unset", "payments"), asking("StringNotLike", "Team", "pay*"),
		asking("Null", "Team", "true"), asking("StringEquals", "Unset", "${aws:PrincipalTag/Team}"),
	] {
		on([statement], this_key) == set()
		on([statement], object.remove(this_key, ["tags"])) == {"kms:decrypt"}
	}
}

test_a_deny_of_another_policy if {
	other := change("aws_iam_role_policy.more", "aws_iam_role_policy", {"role": "app", "policy": text([deny("kms:Decrypt")])})
	allowed([the_role("app", {}), inline("app", [decrypt]), other], role("app")) == set()
}

test_a_deny_that_may_not_hold if {
	conditional := object.union(deny("kms:Decrypt"), {"Condition": {"Bool": {"aws:MultiFactorAuthPresent": "false"}}})
	refused([the_role("app", {}), inline("app", [conditional])], role("app")) == set()
	one_key := object.union(deny("kms:Decrypt"), {"Resource": "arn:aws:kms:eu-north-1:123456789012:key/1"})
	refused([the_role("app", {}), inline("app", [one_key])], role("app")) == set()

	# Nobody knows whose account it is.
	without := change("aws_iam_role_policy.app", "aws_iam_role_policy", {"role": "app", "policy": text([deny("kms:Decrypt")])})
	refused([without], role("app")) == set()
	refused([the_role("app", {}), without], role("app")) == {"kms:decrypt"}
}

test_a_boundary if {
	boundary := policy("limit", [allow(["kms:Encrypt", "iam:*"], "*")])
	bounded := the_role("app", {"permissions_boundary": "arn:aws:iam::123456789012:policy/limit"})
	changes := [bounded, boundary, inline("app", [allow("kms:*", "*")])]
	allowed(changes, role("app")) == {"kms:encrypt"}
	beyond := identities.bounded(role("app")) with input as plan(changes)
	"kms:decrypt" in beyond
	not "kms:encrypt" in beyond
	denying := policy("limit", [allow("*", "*"), deny("kms:Decrypt")])
	refused([bounded, denying], role("app")) == {"kms:decrypt"}
	unlimited := identities.bounded(role("app")) with input as plan([bounded, inline("app", [decrypt])])
	unlimited == set()
}

on(gifts, key) := actions if {
	actions := identities.allowed_on(role("app"), key, "plain") with input as plan([the_role("app", {}), inline("app", gifts)])
}

one := {"arn": "", "key_id": "1", "region": "eu-north-1", "account": acct}

test_which_key_a_policy_is_for if {
	on([decrypt], one) == {"kms:decrypt"}
	on([allow("kms:Decrypt", "arn:aws:kms:eu-north-1:123456789012:key/1")], one) == {"kms:decrypt"}
	on([allow("kms:Decrypt", "arn:aws:kms:eu-north-1:123456789012:key/2")], one) == set()
	on([allow("kms:Decrypt", "arn:aws:kms:eu-west-1:123456789012:key/1")], one) == set()
	on([allow("kms:Decrypt", "arn:aws:kms:eu-north-1:123456789012:key/2")], object.union(one, {"key_id": ""})) == {"kms:decrypt"}
	on([allow("kms:Decrypt", "arn:aws:kms:*:123456789012:key/*")], one) == {"kms:decrypt"}
	on([allow("kms:Decrypt", "arn:aws:kms:eu-north-1:123456789012:alias/x")], one) == set()
	on([allow("*", "arn:aws:s3:::bucket/*")], one) == set()
	on([allow("kms:Decrypt", "arn:*")], one) == {"kms:decrypt"}
}

writes(changes, principal) := verdict if {
	verdict := identities.writes_policies(principal) with input as plan(changes)
}

test_power_over_identity_policies if {
	every action in ["iam:PutRolePolicy", "IAM:attach*", "*", "iam:*LoginProfile", "iam:AddUserToGroup"] {
		writes([the_role("app", {}), inline("app", [allow(action, "*")])], role("app")) == "can"
	}
	every action in ["iam:PassRole", "iam:Get*", "kms:*", "s3:*"] {
		writes([the_role("app", {}), inline("app", [allow(action, "*")])], role("app")) == "no"
	}
	writes([the_role("app", {}), inline("app", [{"Effect": "Allow", "NotAction": "kms:*", "Resource": "*"}])], role("app")) == "can"
	writes([the_role("app", {}), inline("app", [allow("iam:*", "*"), deny("iam:*")])], role("app")) == "no"
	writes([the_role("app", {}), inline("app", [allow("*", "arn:aws:s3:::x")])], role("app")) == "no"
	conditional := object.union(allow("iam:*", "*"), {"Condition": {"StringEquals": {"aws:ResourceTag/a": "b"}}})
	writes([the_role("app", {}), inline("app", [conditional])], role("app")) == "undecided"
	writes([the_role("app", {}), managed("PowerUserAccess")], role("app")) == "no"
	writes([the_role("app", {}), managed("IAMFullAccess")], role("app")) == "can"
	writes([the_role("app", {}), managed("SomethingNew")], role("app")) == "undecided"
	writes([], role("app")) == "undecided"
	writes([], "Service:ec2.amazonaws.com") == "no"
}

test_in_view if {
	identities.in_view(role("app")) with input as plan([the_role("app", {})])
	identities.in_view(session("app")) with input as plan([the_role("app", {})])
	not identities.in_view(role("other")) with input as plan([the_role("app", {})])
	not identities.in_view("AWS:arn:aws:iam::210987654321:role/app") with input as plan([the_role("app", {})])
	not identities.in_view(role("app")) with input as plan([hiding(the_role("app", {}), "arn")])
}

person(changes, principal) := verdict if {
	verdict := identities.person(principal) with input as plan(changes)
}

test_people if {
	person([], user("ada")) == "yes"
	person([], "Service:ec2.amazonaws.com") == "no"
	person([the_role("app", {})], role("app")) == "no"
	person([], role("app")) == "unknown"
	person([the_role("app", {"assume_role_policy": trust({"AWS": "arn:aws:iam::123456789012:root"})})], role("app")) == "yes"
	person([the_role("app", {"assume_role_policy": trust({"Federated": "accounts.google.com"})})], role("app")) == "yes"
	person([hiding(the_role("app", {}), "assume_role_policy")], role("app")) == "unknown"
}

becomes(changes, principal) := roles if {
	roles := identity_paths.becomes(principal) with input as plan(changes)
}

trusting(name, principal) := the_role(name, {"assume_role_policy": trust({"AWS": principal})})

test_assuming_by_name if {
	app := trusting("app", "arn:aws:iam::123456789012:role/ci")
	becomes([app], role("ci")) == {"role/app": "can"}
	becomes([app], session("ci")) == {"role/app": "can"}
	becomes([app], role("other")) == {}
	becomes([app], "AWS:arn:aws:iam::210987654321:role/ci") == {}
}

test_assuming_in_turn if {
	chain := [trusting("b", "arn:aws:iam::123456789012:role/a"), trusting("c", "arn:aws:iam::123456789012:role/b"), trusting("a", "arn:aws:iam::123456789012:role/c")]
	becomes(chain, role("a")) == {"role/b": "can", "role/c": "can"}
}

test_assuming_by_the_account if {
	app := trusting("app", "arn:aws:iam::123456789012:root")
	becomes([app], role("ci")) == {"role/app": "undecided"}
	becomes([app, the_role("ci", {})], role("ci")) == {}
	becomes([app, the_role("ci", {}), inline("ci", [allow("sts:AssumeRole", "*")])], role("ci")) == {"role/app": "can"}
	becomes([app, the_role("ci", {}), inline("ci", [allow("sts:*", "arn:aws:iam::123456789012:role/app")])], role("ci")) == {"role/app": "can"}
	becomes([app, the_role("ci", {}), inline("ci", [allow("sts:*", "arn:aws:iam::*:role/a*")])], role("ci")) == {"role/app": "can"}
	becomes([app, the_role("ci", {}), inline("ci", [allow("sts:*", "arn:aws:iam::*:role/b*")])], role("ci")) == {}
	becomes([app, the_role("ci", {}), inline("ci", [allow("iam:PutRolePolicy", "*")])], role("ci")) == {"role/app": "can"}
	becomes([app, the_role("ci", {}), hiding(inline("ci", []), "policy")], role("ci")) == {"role/app": "undecided"}
	becomes([app, the_role("ci", {}), inline("ci", [allow("sts:*", "*"), deny("sts:AssumeRole")])], role("ci")) == {}
	becomes([app], "AWS:arn:aws:iam::210987654321:role/ci") == {}
}

test_trust_that_denies if {
	statements := [
		{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"},
		{"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"},
	]
	shut := the_role("app", {"assume_role_policy": json.marshal({"Statement": statements})})
	becomes([shut], role("ci")) == {}
	open := the_role("app", {"assume_role_policy": json.marshal({"Statement": [statements[0]]})})
	becomes([open], role("ci")) == {"role/app": "can"}
	saml := object.union(statements[1], {"Action": "sts:AssumeRoleWithSAML"})
	half := the_role("app", {"assume_role_policy": json.marshal({"Statement": [statements[0], saml]})})
	becomes([half], role("ci")) == {"role/app": "can"}
}

# Readers differ on which of two principals counts: nothing follows from either.
test_trust_in_which_a_member_stands_twice if {
	twice := replace(services, `"Effect":"Allow"`, `"Effect":"Allow","Principal":{"AWS":"*"}`)
	json.unmarshal(twice) == json.unmarshal(services)
	app := the_role("app", {"assume_role_policy": twice})
	person([app], role("app")) == "unknown"
	becomes([app], role("ci")) == {"role/app": "undecided"}
}

test_whoever_comes_to_a_role if {
	chain := [trusting("b", "arn:aws:iam::123456789012:role/ci"), trusting("c", "arn:aws:iam::123456789012:role/b")]
	found := {[bearer.name, bearer.verdict] | some bearer in identity_paths.bearing({"role/c"}) with input as plan(chain)}
	found == {
		["arn:aws:iam::123456789012:role/ci", "can"],
		["arn:aws:iam::123456789012:role/b", "can"],
		["arn:aws:iam::123456789012:role/c", "can"],
	}
}

there(resource) := object.union(
	object.remove(resource, ["change"]),
	{"change": object.union(object.remove(resource.change, ["actions"]), {"actions": ["no-op"], "before": resource.change.after})},
)

test_a_user_that_is_there_already_may_have_more if {
	ada := the_user("ada", {})
	not identities.unknown(user("ada")) with input as plan([ada])
	contains(identities.unknown(user("ada")), "aws_iam_user.ada is there already") with input as plan([there(ada)])
}

test_a_role_that_is_there_already_shows_its_policies if {
	bare := the_role("app", {})
	read := the_role("app", {"managed_policy_arns": [], "inline_policy": []})
	contains(identities.unknown(role("app")), "is there already") with input as plan([there(bare)])
	not identities.unknown(role("app")) with input as plan([there(read)])
}
