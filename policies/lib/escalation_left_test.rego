package keywright.lib.escalation_left_test

import data.keywright.lib.escalation_test as e
import data.keywright.lib.identity_groups_test as groups

account(capabilities, more) := e.row("arn:aws:iam::123456789012:root", capabilities, more)

writer := [e.the_role("admin", e.ec2), e.inline("admin", {"Action": "iam:PutRolePolicy"})]

# What conditions name others for, in the row of an account, is not left to those who write identity policies.
test_what_an_account_is_left_beside_those_whom_conditions_name if {
	e.among([e.admin, account({"grant": "can"}, {"open_grant": "can", "unnamed": ["grant"]})], writer) == {[e.role("admin"), "delegation", "can"]}
	e.among([e.admin, account({"grant": "can"}, {"open_grant": "can", "unnamed": []})], writer) == set()
	e.among([e.admin, account({"policy": "can"}, {"unnamed": []})], writer) == set()
}

# What leads to use, perhaps, leads to it perhaps for whoever writes the policies for certain.
test_rights_of_an_account_that_are_undecided if {
	e.among([e.admin, account({"policy": "undecided"}, {})], writer) == {[e.role("admin"), "delegation", "undecided"]}
	e.among([e.admin, account({"policy": "can"}, {})], writer) == {[e.role("admin"), "delegation", "can"]}
	e.among([e.admin, account({"decrypt": "undecided"}, {})], writer) == {[e.role("admin"), "delegation", "undecided"]}
}

test_a_role_that_can_be_assumed_and_may_use_the_key if {
	perhaps := e.row(e.role("middle"), {"decrypt": "undecided"}, {})
	trusting := [e.the_role("middle", {"AWS": e.role("admin")})]
	e.among([e.admin, perhaps], trusting) == {[e.role("admin"), "assume", "undecided"]}
	writing := e.row(e.role("middle"), {"policy": "undecided"}, {})
	[e.role("admin"), "assume", "undecided"] in e.among([e.admin, writing], trusting)
}

# A group gives, of what the account is left, what its policies give: a grant to whomever one likes only with CreateGrant.
test_grants_that_a_group_gives if {
	left := account({"grant": "can"}, {"open_grant": "can", "unnamed": ["grant"]})
	joining := groups.joining(groups.group("readers"))
	giving := {action: array.concat([groups.the_group("readers"), groups.of_group("readers", [groups.allow(action, "*")])], joining) |
		some action in ["kms:CreateGrant", "kms:DescribeKey"]
	}
	groups.found([groups.ada, left], giving["kms:CreateGrant"]) == {["assume", "can"]}
	groups.found([groups.ada, left], giving["kms:DescribeKey"]) == set()
}

# A trust policy that lets a whole account in may tell some of it apart.
test_a_role_that_trusts_the_account_but_for_some if {
	e.among([e.admin, e.app], [trusting("admin")]) == set()
	e.among([e.admin, e.app], [trusting("other")]) == {[e.role("admin"), "assume", "undecided"]}
}

trusting(denied) := e.change("aws_iam_role.app", "aws_iam_role", object.union(
	e.the_role("app", e.ec2).change.after,
	{"assume_role_policy": json.marshal({"Version": "2012-10-17", "Statement": [
		{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:root"}, "Action": "sts:AssumeRole"},
		{"Effect": "Deny", "Principal": {"AWS": e.role(denied)}, "Action": "sts:AssumeRole"},
	]})},
))
