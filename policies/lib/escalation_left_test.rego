package keywright.lib.escalation_left_test

import data.keywright.lib.escalation_test as e

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
