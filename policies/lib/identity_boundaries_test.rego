package keywright.lib.identity_boundaries_test

import data.keywright.lib.escalation
import data.keywright.lib.escalation_test as e
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.identity_boundaries
import data.keywright.lib.role_passing_test as passing

allow(actions, resource) := passing.allow(actions, resource, {})

limit := "arn:aws:iam::123456789012:policy/limit"

bounding(statements) := [
	passing.limited,
	e.change("aws_iam_policy.limit", "aws_iam_policy", {
		"name": "limit", "path": "/", "arn": limit,
		"policy": json.marshal({"Version": "2012-10-17", "Statement": statements}),
	}),
]

# lifted says whether the administrator takes off a boundary, with a policy of its own.
lifted(boundary, own) := verdict if {
	verdict := identity_boundaries.lifts(concat(":", ["AWS", e.role("admin")])) with input as plan(boundary, own)
} else := "no"

plan(boundary, own) := {"format_version": "1.2", "resource_changes": array.concat(bounding(boundary), [passing.policy(own)])}

# Everything but use of keys.
most := [{"Effect": "Allow", "NotAction": "kms:*", "Resource": "*"}]

test_a_boundary_that_its_bearer_takes_off if {
	every action in ["iam:DeleteRolePermissionsBoundary", "iam:PutRolePermissionsBoundary", "iam:*", "*"] {
		every resource in ["*", e.role("admin"), e.role("ad*")] {
			lifted(most, [allow(action, resource)]) == "can"
		}
		lifted(most, [allow(action, e.role("other"))]) == "no"
	}
	lifted(most, [allow("iam:DeleteUserPermissionsBoundary", "*")]) == "no"
	lifted(most, [allow("iam:PutRolePolicy", "*")]) == "no"
}

test_a_boundary_that_its_bearer_writes if {
	lifted(most, [allow("iam:CreatePolicyVersion", limit)]) == "can"
	lifted(most, [allow("iam:CreatePolicyVersion", "arn:aws:iam::123456789012:policy/other")]) == "no"
}

test_what_keeps_a_boundary_on if {
	taking := allow("iam:DeleteRolePermissionsBoundary", "*")
	lifted([allow("s3:*", "*")], [taking]) == "no"
	lifted([allow("iam:*", e.role("other"))], [taking]) == "no"
	lifted(array.concat(most, [passing.deny("iam:DeleteRolePermissionsBoundary", "*", {})]), [taking]) == "no"
	lifted(array.concat(most, [passing.deny("iam:Delete*", e.role("admin"), {})]), [taking]) == "no"
	lifted(array.concat(most, [passing.deny("iam:Delete*", e.role("other"), {})]), [taking]) == "can"
	lifted(most, [taking, passing.deny("iam:*", "*", {})]) == "no"
}

same(value) := {"Condition": {"StringEquals": {"iam:PermissionsBoundary": value}}}

test_the_same_boundary_again_changes_nothing if {
	lifted(most, [passing.allow("iam:PutRolePermissionsBoundary", "*", same(limit))]) == "no"
	lifted(most, [passing.allow("iam:PutRolePermissionsBoundary", "*", same([limit, "arn:aws:iam::123456789012:policy/more"]))]) == "undecided"
	lifted(most, [passing.allow("iam:PutRolePermissionsBoundary", "*", {"Condition": {"StringNotEquals": {"iam:PermissionsBoundary": limit}}})]) == "undecided"
	lifted(most, [passing.allow("iam:DeleteRolePermissionsBoundary", "*", same(limit))]) == "undecided"
}

test_without_a_boundary_there_is_none_to_take_off if {
	not identity_boundaries.lifts(concat(":", ["AWS", e.role("admin")])) with input as {
		"format_version": "1.2",
		"resource_changes": [e.the_role("admin", e.ec2), passing.policy([allow("iam:*", "*")])],
	}
}

# found gives the administrator's ways to decrypt.
found(access, boundary, own) := {[edge, verdict] |
	some [principal, edge, verdict] in e.among(access, array.concat(bounding(boundary), [passing.policy(own)]))
	principal == e.role("admin")
}

decrypting := allow("kms:Decrypt", "*")

test_use_that_stands_behind_a_boundary if {
	taking := allow("iam:DeleteRolePermissionsBoundary", "*")
	found([e.admin, e.root], most, [taking, decrypting]) == {["delegation", "can"]}
	found([e.admin, e.root], most, [decrypting]) == set()
	found([e.admin, e.root], most, [taking]) == set()
	found([e.admin, e.app], most, [taking, decrypting]) == set()
	found([e.admin, e.root], most, [taking, decrypting, passing.deny("kms:Decrypt", "*", {})]) == set()
}

test_power_that_stands_behind_a_boundary if {
	writing := allow("iam:UpdateAssumeRolePolicy", "*")
	narrow := [allow("iam:DeleteRolePermissionsBoundary", "*")]
	found([e.admin, e.app], narrow, [writing, allow("iam:DeleteRolePermissionsBoundary", "*")]) == {["assume", "can"]}
	found([e.admin, e.app], narrow, [writing]) == set()
}

test_who_assumes_a_role_that_takes_its_boundary_off if {
	trusting := object.union(e.the_role("admin", {"AWS": e.role("ci")}), {"change": {"after": {"permissions_boundary": limit}}})
	changes := [trusting, bounding(most)[1], passing.policy([decrypting, allow("iam:DeleteRolePermissionsBoundary", "*")])]
	[e.role("ci"), "assume", "can"] in e.among([e.root], changes)
}

test_the_steps_are_told if {
	key := fixture.key({"access": [e.admin, e.root]})
	some way in escalation.of(key) with input as plan(most, [decrypting, allow("iam:DeleteRolePermissionsBoundary", "*")])
	way.steps == [
		sprintf("%s takes its permissions boundary off, or writes another (iam:DeleteRolePermissionsBoundary and the like).", [e.role("admin")]),
		"Its identity policies then give it what the key policy leaves to arn:aws:iam::123456789012:root.",
	]
}
