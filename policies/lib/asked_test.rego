package keywright.lib.asked_test

import data.keywright.lib.asked
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.iam_document

admin := concat(":", ["AWS", fixture.key_admin])

arn(name) := sprintf("arn:aws:iam::123456789012:role/%s", [name])

role(name) := concat(":", ["AWS", arn(name)])

root := "arn:aws:iam::123456789012:root"

session := "arn:aws:sts::123456789012:assumed-role/app/alice"

says(effect, more) := object.union({"Effect": effect, "Action": "kms:Decrypt", "Resource": "*"}, more)

to(principal) := says("Allow", {"Principal": {"AWS": principal}})

unless(condition) := {"Condition": {"ArnEquals": {"aws:PrincipalArn": condition}}}

statements(list) := iam_document.parse(json.marshal({"Version": "2012-10-17", "Statement": list})).statements

change(address, type, after) := {
	"address": address,
	"mode": "managed",
	"type": type,
	"change": {"actions": ["create"], "before": null, "after": after, "after_unknown": {}},
}

# A role of the plan that bears a policy, and one that bears none.
plan := {"format_version": "1.2", "resource_changes": [
	change("aws_iam_role.app", "aws_iam_role", {"name": "app", "path": "/", "arn": arn("app")}),
	change("aws_iam_role.idle", "aws_iam_role", {"name": "idle", "path": "/", "arn": arn("idle")}),
	change("aws_iam_role_policy.app", "aws_iam_role_policy", {
		"role": "app",
		"policy": json.marshal({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "kms:*", "Resource": "*"}]}),
	}),
]}

of(list) := found if {
	found := asked.of(statements(list)) with data.keywright_profile as fixture.profile with input as plan
}

unasked(list, facts) := found if {
	found := asked.unasked(statements(list)) with data.keywright_profile as fixture.profile
		with data.keywright_facts as facts
		with input as plan
}

test_a_closed_policy_is_asked_about_whom_it_names if {
	of([to([arn("x"), arn("y")]), says("Deny", {"Principal": {"AWS": arn("z")}})]) == {role("x"), role("y")}
	of([to(arn("x")), says("Deny", {"NotPrincipal": {"AWS": arn("z")}})]) == {role("x"), role("z")}
	of([to(arn("x")), says("Deny", {"Principal": "*"})]) == {role("x")}
	of([object.union(to(arn("x")), unless(arn("z")))]) == {role("x")}
}

# Whose a unique id is, and whether a session is the role of a profile, cannot be told.
test_a_policy_that_may_name_whom_the_profile_names if {
	of([to("AROAABCDEFGHIJKLMNOPQ")]) == {"AWS:AROAABCDEFGHIJKLMNOPQ", admin}
	of([to(session)]) == {concat(":", ["AWS", session]), admin}
	of([to(arn("x")), says("Deny", {"Principal": {"AWS": [session, "AROAABCDEFGHIJKLMNOPQ"]}})]) == {role("x")}
}

test_an_open_policy_is_asked_about_whom_the_profile_names if {
	of([says("Allow", {"Principal": "*"})]) == {"AWS:*", admin}
	of([says("Allow", {"NotPrincipal": {"AWS": arn("x")}})]) == {"AWS:*", role("x"), admin}
	of([to("123456789012")]) == {concat(":", ["AWS", root]), admin, role("app")}
	of([to(arn("x")), says("Deny", {"Principal": {"AWS": "123456789012"}})]) == {role("x")}
}

# Whoever bears an identity policy is in view of an account that is let in, and of no other account.
test_whom_an_account_lets_in if {
	role("app") in of([to("123456789012")])
	of([to("210987654321")]) == {"AWS:arn:aws:iam::210987654321:root", admin, "AWS:arn:aws:iam::210987654321:role/app"}
	not role("app") in of([says("Allow", {"Principal": "*"}), says("Deny", {"Principal": {"AWS": "123456789012"}})])
}

# Whom a condition names, itself or by a pattern, may have more by the rest of the policy.
test_whom_conditions_of_an_open_policy_name if {
	everyone := says("Allow", {"Principal": "*"})
	of([object.union(everyone, unless(arn("z")))]) == {"AWS:*", admin, role("z")}
	of([everyone, object.union(says("Deny", {"Principal": "*"}), {"Condition": {"ArnNotEquals": {"aws:PrincipalArn": arn("z")}}})]) == {"AWS:*", admin, role("z")}
	of([object.union(everyone, unless(arn("*pp")))]) == {"AWS:*", admin, role("app")}
	of([object.union(everyone, unless(arn("id?e")))]) == {"AWS:*", admin, role("idle")}
	of([object.union(everyone, unless(root))]) == {"AWS:*", admin}
	of([object.union(everyone, {"Condition": {"ArnEquals": {"aws:SourceArn": [arn("z"), arn("*pp")]}}})]) == {"AWS:*", admin}
}

# The facts were asked about some, and what they do not say of others means nothing.
test_whom_the_facts_were_not_asked_about if {
	told := {"asked": {"principals": [fixture.key_admin], "bearers": ["role/app"]}}
	whole := [to("123456789012")]
	unasked(whole, told) == set()
	unasked(whole, {}) == {admin, role("app")}
	unasked(whole, {"asked": {"principals": [fixture.key_admin]}}) == {role("app")}
	unasked(whole, {"asked": {"bearers": ["role/app"]}}) == {admin}
	unasked([to(session)], {}) == {admin}
	unasked([to(session)], told) == set()
	unasked([to(arn("x"))], {}) == set()
	unasked([object.union(says("Allow", {"Principal": "*"}), unless(arn("*dle")))], told) == {role("idle")}
}

# By ARN: what is a wildcard or an address of a resource is matched against those whom policies name.
test_whom_the_profile_names if {
	named := {"role": {
		"key-admin": {"principals": [arn("one"), "aws_iam_role.two", arn("three*")]},
		"app": {"principals": [arn("four"), "123456789012"]},
		"nobody": {},
	}}
	asked.profiled == {role("one"), role("four")} with data.keywright_profile as named
}

test_somebody_whom_no_policy_knows if {
	nobody := "AWS:arn:aws:iam::123456789012:role/\u00ff"
	every key in ["aws:principalaccount", "kms:calleraccount"] {
		asked.probes(key, "123456789012") == {{"account": "123456789012", "principal": nobody}}
		asked.probes(key, "1234*") == set()
	}
	asked.probes("aws:sourceaccount", "123456789012") == {{"account": "123456789012", "principal": "Service:\u00ff"}}
	asked.probes("aws:sourceaccount", "*") == set()
	asked.probes("aws:principalarn", arn("a?*")) == {
		{"account": "123456789012", "principal": nobody},
		{"account": "123456789012", "principal": "AWS:arn:aws:iam::123456789012:role/a\u00ff\u00ff"},
	}
	asked.probes("aws:principalarn", arn("a")) == set()
	asked.probes("aws:sourcearn", arn("a*")) == set()
	asked.probes("aws:principalorgid", "123456789012") == set()
}

users(operator) := {principal |
	pattern := "arn:aws:iam::123456789012:user/*"
	some principal in asked.of(statements([says("Allow", {"Principal": "*", "Condition": {operator: {"aws:PrincipalArn": pattern}}})])) with input as {} with data.keywright_profile as {}
	contains(principal, ":user/")
}

# Whom a pattern lets in has no other name. Where it is no pattern, or is kept out, it names nobody new.
test_users_whom_a_pattern_lets_in if {
	every operator in ["ArnLike", "ArnEquals", "StringLike", "StringLikeIfExists"] { users(operator) == {"AWS:arn:aws:iam::123456789012:user/*"} }
	every operator in ["ArnNotLike", "StringNotLike"] { users(operator) == set() }
}
