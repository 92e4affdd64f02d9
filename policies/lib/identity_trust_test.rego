package keywright.lib.identity_trust_test

import data.keywright.lib.identities_test as given
import data.keywright.lib.identity_resources
import data.keywright.lib.identity_trust

arn(name) := sprintf("arn:aws:iam::123456789012:role/%s", [name])

root := "arn:aws:iam::123456789012:root"

says(effect, principal, more) := object.union({"Effect": effect, "Principal": principal, "Action": "sts:AssumeRole"}, more)

to(principal) := says("Allow", {"AWS": principal}, {})

not_to(principal) := says("Deny", {"AWS": principal}, {})

excepting(effect, principals) := {"Effect": effect, "NotPrincipal": {"AWS": principals}, "Action": "sts:AssumeRole"}

mfa := {"Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}

caller(name) := {"Condition": {"ArnEquals": {"aws:PrincipalArn": arn(name)}}}

written(statements) := given.text(statements)

plan(text) := given.plan([given.the_role("app", {"assume_role_policy": text})])

entries(statements) := [[object.get(entry, "principals", set()), entry.conditional] | some entry in found] if {
	found := identity_trust.entries(written(statements)) with input as plan(written(statements))
}

named(name) := concat(":", ["AWS", arn(name)])

test_whom_statements_let_in if {
	entries([to(arn("x"))]) == [[{named("x")}, false]]
	entries([object.union(to(arn("x")), mfa)]) == [[{named("x")}, true]]
	entries([excepting("Allow", [arn("x")])]) == [[{"AWS:*"}, false]]
	every action in ["sts:*", "*", "STS:Assume*", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"] {
		entries([object.union(to(arn("x")), {"Action": action})]) == [[{named("x")}, false]]
	}
	every action in ["sts:TagSession", "sts:GetCallerIdentity", "iam:*", "sts:{AssumeRole}"] {
		entries([object.union(to(arn("x")), {"Action": action})]) == []
	}
}

# By exclusion, an Allow gives what it does not list: all three ways of assuming must be listed for it to give none.
test_actions_by_exclusion if {
	every actions in ["sts:AssumeRole", ["sts:AssumeRole", "sts:AssumeRoleWithSAML"], "sts:TagSession"] {
		entries([object.union(object.remove(to(arn("x")), ["Action"]), {"NotAction": actions})]) == [[{named("x")}, false]]
	}
	every actions in ["sts:*", ["sts:AssumeRole", "sts:AssumeRoleWith*"]] {
		entries([object.union(object.remove(to(arn("x")), ["Action"]), {"NotAction": actions})]) == []
	}
}

# Only a Deny that surely holds, of whom it names, shuts out.
test_whom_a_deny_shuts_out if {
	entries([to([arn("x"), arn("y")]), not_to(arn("x"))]) == [[{named("y")}, false]]
	entries([to(arn("x")), not_to(arn("x"))]) == []
	entries([to(arn("x")), object.union(not_to(arn("x")), mfa)]) == [[{named("x")}, false]]
	entries([to(arn("x")), object.union(not_to(arn("x")), {"Action": "sts:TagSession"})]) == [[{named("x")}, false]]
	entries([to(arn("x")), excepting("Deny", [arn("y")])]) == [[{named("x")}, false]]
	entries([says("Allow", {"Service": "ec2.amazonaws.com"}, {}), not_to("*")]) == [[{"Service:ec2.amazonaws.com"}, false]]
}

asks(statements) if {
	identity_trust.asks(written(statements)) with input as plan(written(statements))
}

test_policies_that_tell_principals_apart if {
	asks([to(root), not_to(arn("x"))])
	asks([object.union(to(root), caller("x"))])
	asks([object.union(to("*"), {"Condition": {"StringEquals": {"aws:PrincipalAccount": "123456789012"}}})])
	not asks([object.union(to(root), mfa)])
	not asks([to(root)])
}

lets(statements, principal) if {
	identity_trust.lets(written(statements), principal) with input as plan(written(statements))
}

test_whose_requests_pass if {
	every statements in [
		[to(arn("x"))], [to(root)], [to("*")], [to(arn("team/x"))], [excepting("Allow", [arn("y")])],
		[object.union(to(root), caller("x"))], [object.union(to(root), mfa)],
		[to(root), not_to(arn("y"))], [to(root), object.union(not_to(root), caller("y"))], [to(root), excepting("Deny", [arn("y")])],
		[to(root), object.union(not_to(arn("x")), {"Action": "sts:TagSession"})],
	] {
		lets(statements, named("x"))
	}
	every statements in [
		[], [to(arn("y"))], [to("arn:aws:iam::210987654321:root")], [excepting("Allow", [arn("x")])], [not_to(arn("x"))],
		[object.union(to(root), caller("y"))], [object.union(to(root), {"Action": "sts:TagSession"})],
		[to(root), not_to(arn("x"))], [to(root), not_to(arn("team/x"))], [to(root), not_to("*")], [to(root), object.union(not_to("*"), caller("x"))],
	] {
		not lets(statements, named("x"))
	}
	lets([to(arn("team/x"))], "AWS:arn:aws:sts::123456789012:assumed-role/x/alice")
	not lets([to("arn:aws:iam::123456789012:user/x")], named("x"))
}

drafted(principals, unknown) := {
	"format_version": "1.2",
	"resource_changes": [given.hiding(given.the_role("app", {}), "assume_role_policy"), {
		"address": "data.aws_iam_policy_document.app",
		"mode": "data",
		"type": "aws_iam_policy_document",
		"name": "app",
		"change": {
			"actions": ["read"],
			"before": null,
			"after": {"statement": [{"actions": ["sts:AssumeRole"], "effect": "Allow", "principals": [{"type": "AWS", "identifiers": principals}]}]},
			"after_unknown": {"json": true, "statement": [{"actions": [false], "principals": [{"identifiers": unknown}]}]},
		},
	}],
	"configuration": {"root_module": {"resources": [
		{"address": "aws_iam_role.app", "mode": "managed", "type": "aws_iam_role", "name": "app", "expressions": {"assume_role_policy": {"references": ["data.aws_iam_policy_document.app.json", "data.aws_iam_policy_document.app"]}}},
		{"address": "data.aws_iam_policy_document.app", "mode": "data", "type": "aws_iam_policy_document", "name": "app", "expressions": {}},
	]}},
}

# found gives the trust of the one role of a plan, and whether that hides somebody.
found(written_plan) := {"others": trust.others, "status": trust.status, "hides": count(hides) > 0} if {
	trust := [identity_trust.of(resource) | some resource in given_roles][0] with input as written_plan
	hides := {resource.address | some resource in given_roles; identity_trust.hides(resource)} with input as written_plan
}

given_roles contains resource if {
	some resource in identity_resources.all
	resource.type == "aws_iam_role"
}

# Of a text that is not known yet the draft shows whom it names, and hides whom it does not.
test_trust_that_is_not_written_yet if {
	found(drafted([arn("x")], [false])) == {"others": [arn("x")], "status": "unknown", "hides": false}
	found(drafted([arn("x"), null], [false, true])) == {"others": ["a principal of data.aws_iam_policy_document.app, in statement 1", arn("x")], "status": "unknown", "hides": true}
	found(given.plan([given.hiding(given.the_role("app", {}), "assume_role_policy")])) == {"others": [], "status": "unknown", "hides": true}
	found(plan(written([to(arn("x"))]))) == {"others": [arn("x")], "status": "known", "hides": false}
	found(plan("{")) == {"others": [], "status": "unknown", "hides": true}
}
