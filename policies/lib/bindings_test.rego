package keywright.lib.bindings_test

import data.keywright.lib.bindings

role(key, name) := {
	"address": sprintf("aws_iam_role.admin[%q]", [key]),
	"mode": "managed",
	"type": "aws_iam_role",
	"name": "admin",
	"index": key,
	"change": {"actions": ["create"], "before": null, "after": {"name": name | name != ""}, "after_unknown": {"name": true | name == ""}},
}

unresolved(roles) := list if {
	list := bindings.unresolved with input as {"format_version": "1.2", "resource_changes": roles}
		with data.keywright_profile as {"role": {"key-admin": {"principals": ["aws_iam_role.admin*"]}}}
}

test_addresses_that_the_plan_names if unresolved([role("a", "one"), role("b", "two")]) == []

test_addresses_that_nothing_bears if unresolved([]) == ["aws_iam_role.admin*"]

# One of several whose name only apply makes known may be anybody.
test_addresses_of_which_one_has_no_name_yet if unresolved([role("a", "one"), role("b", "")]) == ["aws_iam_role.admin*"]
