package keywright.lib.identity_writers_test

import data.keywright.lib.escalation
import data.keywright.lib.escalation_test as e
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.role_passing_test as passing

allow(actions, resource) := passing.allow(actions, resource, {})

managed(name, statements) := e.change(sprintf("aws_iam_policy.%s", [name]), "aws_iam_policy", {
	"name": name,
	"path": "/",
	"arn": policy(name),
	"policy": json.marshal({"Version": "2012-10-17", "Statement": statements}),
})

policy(name) := sprintf("arn:aws:iam::123456789012:policy/%s", [name])

attached(role, name) := e.change(sprintf("aws_iam_role_policy_attachment.%s_%s", [role, name]), "aws_iam_role_policy_attachment", {
	"role": role,
	"policy_arn": policy(name),
})

there(resource) := object.union(object.remove(resource, ["change"]), {"change": {
	"actions": ["no-op"],
	"before": resource.change.after,
	"after": resource.change.after,
	"after_unknown": {},
}})

# found gives the administrator's verdicts on a key that the application alone uses.
found(statements, changes) := {verdict |
	some [principal, "assume", verdict] in e.among([e.admin, e.app], array.concat(changes, [e.the_role("admin", e.ec2), e.the_role("app", e.ec2), passing.policy(statements)]))
	principal == e.role("admin")
}

own := [managed("duty", [allow("s3:*", "*")]), attached("admin", "duty")]

test_a_new_version_of_ones_own_policy if {
	every resource in ["*", policy("duty"), policy("d*"), "arn:aws:iam::*:policy/duty"] {
		found([allow("iam:CreatePolicyVersion", resource)], own) == {"can"}
	}
	found([allow("iam:CreatePolicyVersion", "*")], []) == set()
	found([allow("iam:CreatePolicyVersion", policy("other"))], own) == set()
	found([allow("iam:CreatePolicyVersion", e.role("admin"))], own) == set()
	found([allow("iam:CreatePolicyVersion", "*")], [managed("duty", []), attached("app", "duty")]) == set()
	found([passing.allow("iam:CreatePolicyVersion", "*", {"Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}})], own) == {"undecided"}
	found([allow("iam:CreatePolicyVersion", "*"), passing.deny("iam:CreatePolicyVersion", policy("duty"), {})], own) == set()
}

test_a_policy_that_is_not_in_the_plan if {
	found([allow("iam:CreatePolicyVersion", policy("duty"))], [attached("admin", "duty")]) == {"can"}
	aws := e.change("aws_iam_role_policy_attachment.aws", "aws_iam_role_policy_attachment", {"role": "admin", "policy_arn": "arn:aws:iam::aws:policy/ReadOnlyAccess"})
	found([allow("iam:CreatePolicyVersion", "*")], [aws]) == set()
}

# What an older version says is nowhere in the plan, and a new policy has none.
test_an_older_version_of_ones_own_policy if {
	found([allow("iam:SetDefaultPolicyVersion", policy("duty"))], own) == set()
	found([allow("iam:SetDefaultPolicyVersion", policy("duty"))], [there(own[0]), own[1]]) == {"undecided"}
	found([allow("iam:SetDefaultPolicyVersion", policy("other"))], [there(own[0]), own[1]]) == set()
}

second(principal) := e.the_role("second", principal)

trusting_admin := second({"AWS": e.role("admin")})

# The policies of another give something only to whoever becomes it.
test_the_policies_of_another_that_it_becomes if {
	put := [allow("iam:PutRolePolicy", e.role("second"))]
	found(put, [trusting_admin]) == {"can"}
	found(put, [second(e.ec2)]) == set()
	found(put, [second({"AWS": e.role("ci")})]) == set()
	found([allow("iam:PutRolePolicy", e.role("third"))], [trusting_admin]) == set()
	version := [allow("iam:CreatePolicyVersion", policy("duty"))]
	theirs := [managed("duty", []), attached("second", "duty")]
	found(version, array.concat(theirs, [trusting_admin])) == {"can"}
	found(version, array.concat(theirs, [second(e.ec2)])) == set()
	found(version, [managed("duty", []), trusting_admin]) == set()
}

writer_of_second := e.change("aws_iam_role_policy.writer", "aws_iam_role_policy", {
	"role": "writer",
	"policy": json.marshal({"Version": "2012-10-17", "Statement": [allow("iam:AttachRolePolicy", e.role("second"))]}),
})

# Two roles of which one writes the policies of the other, and a third that comes to both.
test_who_becomes_the_writer_and_the_other if {
	writer := e.the_role("writer", {"AWS": e.role("admin")})
	found([], [writer, writer_of_second, trusting_admin]) == {"can"}
	found([], [writer, writer_of_second, second(e.ec2)]) == set()
	found([], [e.the_role("writer", e.ec2), writer_of_second, trusting_admin]) == set()
}

test_the_step_is_told if {
	key := fixture.key({"access": [e.admin, e.app]})
	changes := [trusting_admin, e.the_role("admin", e.ec2), e.the_role("app", e.ec2), passing.policy([allow("iam:PutRolePolicy", e.role("second"))])]
	some way in escalation.of(key) with input as {"format_version": "1.2", "resource_changes": changes}
	way.steps[0] == sprintf("%s may come to role/app: identity policies let role/admin write those of role/second, as which it may act as well, and so take every right.", [e.role("admin")])
}

# Of an application that is not in the plan, the same.
test_a_stranger_is_taken_with_every_right if {
	verdicts := {verdict |
		some [principal, "assume", verdict] in e.among([e.admin, e.app], [e.the_role("admin", e.ec2), trusting_admin, passing.policy([allow("iam:PutRolePolicy", e.role("second"))])])
		principal == e.role("admin")
	}
	verdicts == {"can"}
}
