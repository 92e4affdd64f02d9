package keywright.lib.references_test

import data.keywright.lib.identifiers
import data.keywright.lib.plan

change(address, type, more) := object.union(
	{
		"address": address,
		"mode": "managed",
		"type": type,
		"change": {"actions": ["create"], "before": null, "after": {}, "after_unknown": {"key_id": true, "arn": true, "id": true}},
	},
	more,
)

block(address, type, expressions) := {"address": address, "mode": "managed", "type": type, "expressions": expressions, "provider_config_key": "aws"}

refs(list) := {"references": list}

# linked gives the key that the plan's one policy is for.
linked(input_plan) := key if {
	some policy in plan.resources.aws_kms_key_policy with input as input_plan
	key := identifiers.key_of(policy, "key_id") with input as input_plan
} else := "none"

root(changes, module) := {
	"format_version": "1.2",
	"resource_changes": changes,
	"configuration": {"root_module": module},
}

test_reference_in_the_same_module if {
	linked(root(
		[change("aws_kms_key.a", "aws_kms_key", {}), change("aws_kms_key_policy.p", "aws_kms_key_policy", {})],
		{"resources": [
			block("aws_kms_key.a", "aws_kms_key", {}),
			block("aws_kms_key_policy.p", "aws_kms_key_policy", {"key_id": refs(["aws_kms_key.a.key_id", "aws_kms_key.a"])}),
		]},
	)) == "aws_kms_key.a"
}

test_two_keys_in_one_expression_are_none if {
	linked(root(
		[
			change("aws_kms_key.a", "aws_kms_key", {}),
			change("aws_kms_key.b", "aws_kms_key", {}),
			change("aws_kms_key_policy.p", "aws_kms_key_policy", {}),
		],
		{"resources": [
			block("aws_kms_key.a", "aws_kms_key", {}),
			block("aws_kms_key.b", "aws_kms_key", {}),
			block("aws_kms_key_policy.p", "aws_kms_key_policy", {"key_id": refs(["aws_kms_key.a.id", "aws_kms_key.a", "aws_kms_key.b.id", "aws_kms_key.b"])}),
		]},
	)) == "none"
}

# What the source says goes before what the references leave open; it says nothing of what is no key.
test_the_source_tells_which_key if {
	given := root(
		[
			change("aws_kms_key.a", "aws_kms_key", {}),
			change("aws_kms_key.b", "aws_kms_key", {}),
			change("aws_kms_alias.c", "aws_kms_alias", {}),
			change("aws_kms_key_policy.p", "aws_kms_key_policy", {}),
		],
		{"resources": [
			block("aws_kms_key.a", "aws_kms_key", {}),
			block("aws_kms_key.b", "aws_kms_key", {}),
			block("aws_kms_alias.c", "aws_kms_alias", {}),
			block("aws_kms_key_policy.p", "aws_kms_key_policy", {"key_id": refs(["local.key"])}),
		]},
	)
	linked(given) == "none"
	linked(given) == "aws_kms_key.b" with data.keywright_facts as {"targets": {"aws_kms_key_policy.p": {"key_id": "aws_kms_key.b"}}}
	linked(given) == "none" with data.keywright_facts as {"targets": {"aws_kms_key_policy.p": {"key_id": "aws_kms_alias.c"}}}
	linked(given) == "none" with data.keywright_facts as {"targets": {"aws_kms_key_policy.p": {"other": "aws_kms_key.b"}}}
}

instances := [
	change(`aws_kms_key.a["x.y"]`, "aws_kms_key", {"index": "x.y"}),
	change(`aws_kms_key.a["]["]`, "aws_kms_key", {"index": "]["}),
	change(`aws_kms_key_policy.p["]["]`, "aws_kms_key_policy", {"index": "]["}),
]

test_instances_with_the_same_key if {
	linked(root(instances, {"resources": [
		block("aws_kms_key.a", "aws_kms_key", {}),
		block("aws_kms_key_policy.p", "aws_kms_key_policy", {"key_id": refs(["aws_kms_key.a", "each.key"])}),
	]})) == `aws_kms_key.a["]["]`
}

test_instance_that_is_named if {
	linked(root(instances, {"resources": [
		block("aws_kms_key.a", "aws_kms_key", {}),
		block("aws_kms_key_policy.p", "aws_kms_key_policy", {"key_id": refs([`aws_kms_key.a["x.y"].id`, `aws_kms_key.a["x.y"]`, "aws_kms_key.a"])}),
	]})) == `aws_kms_key.a["x.y"]`
}

test_instance_by_other_means_is_none if {
	linked(root(instances, {"resources": [
		block("aws_kms_key.a", "aws_kms_key", {}),
		block("aws_kms_key_policy.p", "aws_kms_key_policy", {"key_id": refs(["aws_kms_key.a", "var.which"])}),
	]})) == "none"
}

test_through_a_variable_of_a_module if {
	linked(root(
		[
			change("aws_kms_key.a", "aws_kms_key", {}),
			change("module.m.aws_kms_key_policy.p", "aws_kms_key_policy", {"module_address": "module.m"}),
		],
		{
			"resources": [block("aws_kms_key.a", "aws_kms_key", {})],
			"module_calls": {"m": {
				"expressions": {"key": refs(["aws_kms_key.a.key_id", "aws_kms_key.a"])},
				"module": {"resources": [block("aws_kms_key_policy.p", "aws_kms_key_policy", {"key_id": refs(["var.key"])})]},
			}},
		},
	)) == "aws_kms_key.a"
}

test_through_an_output_of_a_module_instance if {
	linked(root(
		[
			change(`module.m["eu"].aws_kms_key.a`, "aws_kms_key", {"module_address": `module.m["eu"]`}),
			change(`module.m["us"].aws_kms_key.a`, "aws_kms_key", {"module_address": `module.m["us"]`}),
			change("aws_kms_key_policy.p", "aws_kms_key_policy", {}),
		],
		{
			"resources": [block("aws_kms_key_policy.p", "aws_kms_key_policy", {"key_id": refs([`module.m["eu"].key`, `module.m["eu"]`, "module.m"])})],
			"module_calls": {"m": {"module": {
				"outputs": {"key": {"expression": refs(["aws_kms_key.a.id", "aws_kms_key.a"])}},
				"resources": [block("aws_kms_key.a", "aws_kms_key", {})],
			}}},
		},
	)) == `module.m["eu"].aws_kms_key.a`
}

test_only_the_own_modules_instance if {
	linked(root(
		[
			change(`module.m["eu"].aws_kms_key.a`, "aws_kms_key", {"module_address": `module.m["eu"]`}),
			change(`module.m["us"].aws_kms_key.a`, "aws_kms_key", {"module_address": `module.m["us"]`}),
			change(`module.m["us"].aws_kms_key_policy.p`, "aws_kms_key_policy", {"module_address": `module.m["us"]`}),
		],
		{"module_calls": {"m": {"module": {"resources": [
			block("aws_kms_key.a", "aws_kms_key", {}),
			block("aws_kms_key_policy.p", "aws_kms_key_policy", {"key_id": refs(["aws_kms_key.a.id", "aws_kms_key.a"])}),
		]}}}},
	)) == `module.m["us"].aws_kms_key.a`
}

# Which key an alias names cannot be read off its index, which k[1 - count.index] has too.
_counted_alias(i, name) := change(sprintf("aws_kms_alias.n[%d]", [i]), "aws_kms_alias", {
	"index": i,
	"change": {"actions": ["create"], "before": null, "after": {"name": name}, "after_unknown": {"target_key_id": true}},
})

test_counted_aliases_of_their_own_name_are_none if {
	document := root(
		[
			change("aws_kms_key.a[0]", "aws_kms_key", {"index": 0}),
			change("aws_kms_key.a[1]", "aws_kms_key", {"index": 1}),
			_counted_alias(0, "alias/backup"),
			_counted_alias(1, "alias/pii"),
		],
		{"resources": [
			block("aws_kms_key.a", "aws_kms_key", {}),
			block("aws_kms_alias.n", "aws_kms_alias", {"target_key_id": refs(["aws_kms_key.a", "count.index"])}),
		]},
	)
	identifiers.aliases == {} with input as document
}
