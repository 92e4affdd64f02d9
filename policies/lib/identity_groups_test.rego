package keywright.lib.identity_groups_test

import data.keywright.lib.escalation_test as e
import data.keywright.lib.role_passing_test as passing

allow(actions, resource) := passing.allow(actions, resource, {})

group(name) := concat("", ["arn:aws:iam::123456789012:group/", name])

the_group(name) := e.change(sprintf("aws_iam_group.%s", [name]), "aws_iam_group", {"name": name, "path": "/", "arn": group(name)})

of_group(name, statements) := e.change(sprintf("aws_iam_group_policy.%s", [name]), "aws_iam_group_policy", {
	"group": name,
	"policy": json.marshal({"Version": "2012-10-17", "Statement": statements}),
})

the_user(name) := e.change(sprintf("aws_iam_user.%s", [name]), "aws_iam_user", {"name": name, "path": "/", "arn": e.user(name)})

of_user(name, statements) := e.change(sprintf("aws_iam_user_policy.%s", [name]), "aws_iam_user_policy", {
	"user": name,
	"policy": json.marshal({"Version": "2012-10-17", "Statement": statements}),
})

joined(user, name) := e.change(sprintf("aws_iam_user_group_membership.%s_%s", [user, name]), "aws_iam_user_group_membership", {"user": user, "groups": [name]})

ada := e.row(e.user("ada"), {"lifecycle": "can"}, {})

decrypts := [the_group("readers"), of_group("readers", [allow("kms:Decrypt", "*")])]

# found gives the ways of a user to decrypt with a key, beside those of others.
found(access, changes) := {[edge, verdict] |
	some [principal, edge, verdict] in e.among(access, array.concat(changes, [the_user("ada")]))
	principal == e.user("ada")
}

joining(resource) := [of_user("ada", [allow("iam:AddUserToGroup", resource)])]

test_who_joins_a_group_that_decrypts if {
	every resource in [group("readers"), group("r*"), "arn:aws:iam::*:group/readers"] {
		["assume", "can"] in found([ada, e.root], array.concat(decrypts, joining(resource)))
	}
	found([ada, e.root], array.concat(decrypts, joining(group("readers")))) == {["assume", "can"]}
	found([ada, e.app], array.concat(decrypts, joining(group("readers")))) == set()
	found([ada, e.root], decrypts) == set()
}

test_a_group_that_gives_nothing if {
	plain := [the_group("readers"), of_group("readers", [allow("s3:*", "*")])]
	found([ada, e.root], array.concat(plain, joining(group("readers")))) == set()
	other := array.concat(decrypts, [the_group("writers")])
	found([ada, e.root], array.concat(other, joining(group("writers")))) == set()
	one_key := [the_group("readers"), of_group("readers", [allow("kms:Decrypt", "arn:aws:kms:eu-north-1:123456789012:key/11111111-2222-3333-4444-555555555555")])]
	key := e.row("arn:aws:iam::123456789012:root", {"decrypt": "can"}, {})
	["assume", "can"] in found([ada, key], array.concat(one_key, joining(group("readers"))))
}

test_what_is_denied_a_group_does_not_give if {
	refused := [of_user("ada", [allow("iam:AddUserToGroup", group("readers")), passing.deny("kms:*", "*", {})])]
	found([ada, e.root], array.concat(decrypts, refused)) == set()
	shielded := [of_user("ada", [allow("iam:AddUserToGroup", "arn:aws:iam::*:group/rea*"), passing.deny("iam:AddUserToGroup", group("readers"), {})])]
	not ["assume", "can"] in found([ada, e.root], array.concat(decrypts, shielded))
}

# A group that is there already may have more policies than the plan shows, and those that it shows are denied all the same.
test_what_is_denied_a_group_that_is_there_does_not_give if {
	there := array.concat([object.union(the_group("readers"), {"change": {"actions": ["no-op"]}})], [of_group("readers", [allow("kms:Decrypt", "*")])])
	refused := [of_user("ada", [allow("iam:AddUserToGroup", group("readers")), passing.deny("kms:*", "*", {})])]
	not ["assume", "can"] in found([ada, e.root], array.concat(there, refused))
	["assume", "undecided"] in found([ada, e.root], array.concat(there, refused))
	["assume", "can"] in found([ada, e.root], array.concat(there, joining(group("readers"))))
}

# A group that the plan does not show may give anything.
test_groups_that_are_not_in_the_plan if {
	found([ada, e.root], joining(group("elsewhere"))) == {["delegation", "can"]}
	found([ada, e.root], joining("*")) == {["delegation", "can"]}
}

test_a_group_that_takes_others_over if {
	powerful := [the_group("iam"), of_group("iam", [allow("iam:UpdateAssumeRolePolicy", "*")])]
	found([ada, e.app], array.concat(powerful, joining(group("iam")))) == {["assume", "can"]}
	found([ada, e.app], powerful) == set()
}

test_who_writes_the_policies_of_its_group if {
	member := [the_group("staff"), joined("ada", "staff")]
	every action in ["iam:PutGroupPolicy", "iam:AttachGroupPolicy"] {
		found([ada, e.app], array.concat(member, [of_user("ada", [allow(action, group("staff"))])])) == {["assume", "can"]}
		found([ada, e.app], array.concat(member, [of_user("ada", [allow(action, group("other"))])])) == set()
		found([ada, e.app], [the_group("staff"), of_user("ada", [allow(action, group("staff"))])]) == set()
		found([ada, e.app], array.concat(member, [of_group("staff", [allow(action, "*")])])) == {["assume", "can"]}
	}
	found([ada, e.app], array.concat(member, [of_user("ada", [allow("iam:AddUserToGroup", group("staff"))])])) == set()
}

test_a_managed_policy_of_its_group if {
	member := [the_group("staff"), joined("ada", "staff")]
	duty := [
		e.change("aws_iam_policy.duty", "aws_iam_policy", {"name": "duty", "path": "/", "arn": "arn:aws:iam::123456789012:policy/duty", "policy": json.marshal({"Version": "2012-10-17", "Statement": [allow("s3:*", "*")]})}),
		e.change("aws_iam_group_policy_attachment.duty", "aws_iam_group_policy_attachment", {"group": "staff", "policy_arn": "arn:aws:iam::123456789012:policy/duty"}),
	]
	writes := [of_user("ada", [allow("iam:CreatePolicyVersion", "arn:aws:iam::123456789012:policy/duty")])]
	found([ada, e.app], array.concat(array.concat(member, duty), writes)) == {["assume", "can"]}
	found([ada, e.app], array.concat(array.concat([the_group("staff")], duty), writes)) == set()
}

# A role is in no group: it puts others there, and gains what it can become.
test_a_role_that_fills_groups if {
	filling := passing.policy([allow("iam:AddUserToGroup", group("readers"))])
	role := [e.the_role("admin", e.ec2), filling]
	every changes in [role, array.concat(role, [the_user("bob")])] {
		{edge | some [principal, edge, _] in e.among([e.admin, e.root], array.concat(changes, decrypts)); principal == e.role("admin")} == set()
	}
	taking := passing.policy([allow("iam:AddUserToGroup", group("readers")), allow("iam:UpdateLoginProfile", e.user("bob"))])
	[e.role("admin"), "assume", "can"] in e.among([e.admin, e.root], array.concat(decrypts, [e.the_role("admin", e.ec2), taking, the_user("bob")]))
}

test_a_user_that_assumes_a_role_which_fills_groups if {
	clerk := [e.the_role("clerk", {"AWS": e.user("ada")}), e.change("aws_iam_role_policy.clerk", "aws_iam_role_policy", {"role": "clerk", "policy": json.marshal({"Version": "2012-10-17", "Statement": [allow("iam:AddUserToGroup", group("readers"))]})})]
	["assume", "can"] in found([ada, e.root], array.concat(decrypts, clerk))
	not ["assume", "can"] in found([ada, e.root], array.concat(decrypts, [e.the_role("clerk", e.ec2), clerk[1]]))
}
