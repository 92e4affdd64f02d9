package keywright.lib.drafts_test

import data.keywright.lib.drafts
import data.keywright.lib.plan

_arn(name) := {"references": [sprintf("aws_iam_role.%s.arn", [name]), sprintf("aws_iam_role.%s", [name])]}

_plan(lists, expressions) := {
	"format_version": "1.2",
	"resource_changes": [
		{
			"address": "data.aws_iam_policy_document.p", "mode": "data", "type": "aws_iam_policy_document", "name": "p",
			"change": {
				"actions": ["read"], "before": null,
				"after": {"statement": [{"actions": ["kms:Decrypt"], "principals": [{"type": "AWS", "identifiers": list}]} | some list in lists]},
				"after_unknown": {"json": true, "statement": [{"principals": [{"identifiers": [is_null(name) | some name in list]}]} | some list in lists]},
			},
		},
		{
			"address": "aws_kms_key.k", "mode": "managed", "type": "aws_kms_key", "name": "k",
			"change": {"actions": ["create"], "before": null, "after": {}, "after_unknown": {"policy": true}},
		},
	],
	"configuration": {"root_module": {"resources": [
		{
			"address": "aws_kms_key.k", "mode": "managed", "type": "aws_kms_key", "name": "k",
			"expressions": {"policy": {"references": ["data.aws_iam_policy_document.p.json", "data.aws_iam_policy_document.p"]}},
		},
		{
			"address": "data.aws_iam_policy_document.p", "mode": "data", "type": "aws_iam_policy_document", "name": "p",
			"expressions": {"statement": [{"principals": [{"identifiers": expression}]} | some expression in expressions]},
		},
	]}},
}

# names gives whom the statements of a draft let in, by the names that are not known of each and its expressions.
names(lists, expressions) := [statement.Principal.AWS |
	draft := drafts.of(plan.by_address["aws_kms_key.k"], "policy") with input as _plan(lists, expressions)
	some statement in json.unmarshal(draft.text).Statement
]

test_two_statements_that_refer_to_one_role if {
	[one, other] := names([[null], [null]], [_arn("admin"), _arn("admin")])
	one == other
}

test_two_statements_that_refer_to_two_roles if {
	[one, other] := names([[null], [null]], [_arn("admin"), _arn("app")])
	one != other
}

test_what_does_not_tell_which_role_it_is if {
	every expressions in [
		[], # dynamic blocks
		[_arn("admin")],
		[{"references": ["local.roles"]}, {"references": ["local.roles"]}],
		[{"references": ["aws_iam_role.app", "each.key"]}, {"references": ["aws_iam_role.app", "each.key"]}],
		[{"references": ["aws_iam_role.a.arn", "aws_iam_role.a", "aws_iam_role.b.arn", "aws_iam_role.b"]}, {"references": ["aws_iam_role.a.arn", "aws_iam_role.a", "aws_iam_role.b.arn", "aws_iam_role.b"]}],
	] {
		[one, other] := names([[null], [null]], expressions)
		one != other
	}
	[first, second] := names([[null, null], [null, null]], [_arn("admin"), _arn("admin")])
	first != second
}

test_names_that_are_known_stay if names([["arn:aws:iam::123456789012:role/app", null]], [_arn("admin")])[0][0] == "arn:aws:iam::123456789012:role/app"

_two(one, other) := {"references": array.concat(_arn(one).references, _arn(other).references)}

# Of several principals of one statement it is known who they are, not which is which.
test_a_statement_that_refers_to_two_roles if {
	[one, two] := names([[null], [null, null]], [_arn("admin"), _two("app", "admin")])
	count(two) == 2
	one[0] in two
}
