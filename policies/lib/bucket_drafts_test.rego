package keywright.lib.bucket_drafts_test

import data.keywright
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.inventory_test as planned

# A new bucket and its policy, which is a document that the plan has but for some leaves.
_row(document, unknown, expressions) := _row_of(object.union({"statement": document}, {}), object.union({"json": true}, {"statement": unknown}), expressions)

_row_of(after, unknown, expressions) := row if {
	later := {"after_unknown": {"arn": true, "id": true}}
	changes := [
		object.union(planned.change("aws_s3_bucket.b", "aws_s3_bucket", "managed", {"bucket": "b"}), {"change": later}),
		object.union(planned.change("aws_s3_bucket.c", "aws_s3_bucket", "managed", {"bucket": "c"}), {"change": later}),
		object.union(planned.change("aws_s3_bucket_policy.b", "aws_s3_bucket_policy", "managed", {}), {"change": {"after_unknown": {"bucket": true, "policy": true}}}),
		object.union(planned.change("data.aws_iam_policy_document.d", "aws_iam_policy_document", "data", after), {"change": {"actions": ["read"], "after_unknown": unknown}}),
	]
	configuration := {"root_module": {"resources": [
		_block("aws_s3_bucket.b", "aws_s3_bucket", {}),
		_block("aws_s3_bucket.c", "aws_s3_bucket", {}),
		_block("aws_s3_bucket_policy.b", "aws_s3_bucket_policy", {"bucket": _refs(["aws_s3_bucket.b.id", "aws_s3_bucket.b"]), "policy": _refs(["data.aws_iam_policy_document.d.json", "data.aws_iam_policy_document.d"])}),
		object.union(_block("data.aws_iam_policy_document.d", "aws_iam_policy_document", expressions), {"mode": "data"}),
	]}}
	inventory := keywright.inventory with input as object.union(planned.of(changes), {"configuration": configuration})
		with data.keywright_profile as fixture.profile
	some row in inventory.bucket_settings
	row.address == "aws_s3_bucket_policy.b"
}

_block(address, type, expressions) := {"address": address, "mode": "managed", "type": type, "expressions": expressions, "provider_config_key": "aws"}

_refs(list) := {"references": list}

_deny(changes) := object.union(
	{
		"sid": null,
		"effect": "Deny",
		"actions": ["s3:*"],
		"not_actions": null,
		"resources": [null, null],
		"not_resources": null,
		"principals": [{"type": "*", "identifiers": ["*"]}],
		"not_principals": [],
		"condition": [{"test": "Bool", "variable": "aws:SecureTransport", "values": ["false"]}],
	},
	changes,
)

_allow(changes) := object.union(_deny({"effect": null, "condition": []}), changes)

# What is not known of a statement: its resources, and what else.
_open(changes) := object.union({"resources": [true, true]}, changes)

_plain(statement, unknown) := row.plain if row := _row([statement], [unknown], {})

_of_bucket(name) := {"statement": [{"resources": _refs([sprintf("aws_s3_bucket.%s.arn", [name]), sprintf("aws_s3_bucket.%s", [name])])}]}

# No Deny of these can refuse HTTP, whatever it is about.
test_fail_a_draft_that_refuses_nothing if {
	every statement in [
		_allow({}),
		_deny({"condition": [{"test": "Bool", "variable": "aws:SecureTransport", "values": ["true"]}]}),
		_deny({"condition": [{"test": "NumericLessThan", "variable": "s3:TlsVersion", "values": ["1.3"]}]}),
		_deny({"condition": [
			{"test": "Bool", "variable": "aws:SecureTransport", "values": ["false"]},
			{"test": "StringNotEquals", "variable": "aws:SourceVpce", "values": ["vpce-1"]},
		]}),
		_deny({"actions": ["s3:PutObject"]}),
		_deny({"actions": null, "not_actions": ["s3:Get*"]}),
		_deny({"principals": [{"type": "AWS", "identifiers": ["arn:aws:iam::123456789012:role/app"]}]}),
		_deny({"principals": [], "not_principals": [{"type": "AWS", "identifiers": ["arn:aws:iam::123456789012:root"]}]}),
	] {
		row := _row([statement], [_open({})], {})
		[row.plain, row.unknown] == ["served", {}]
	}
}

test_fail_a_draft_without_a_deny if {
	_row([], [], {}).plain == "served"
	every unknown in [{"actions": [true]}, {"condition": true}, {"principals": true}] {
		_plain(_allow({}), _open(unknown)) == "served"
	}
}

# What a Deny leaves out that the draft has for certain says what is let in.
test_fail_says_what_is_let_in if {
	_row([_deny({"actions": ["s3:GetObject", "s3:PutObject"]})], [_open({})], {}).lets_in == ["s3:GetObjectVersion", "s3:ListBucket"]
}

# A Deny about another bucket is none about this one; a statement of a dynamic block may be any of the configuration's.
test_fail_a_deny_about_another_bucket if {
	_row([_deny({})], [_open({})], _of_bucket("c")).plain == "served"
	_row([_deny({"resources": ["arn:aws:s3:::c", null]})], [_open({"resources": [false, true]})], _of_bucket("c")).plain == "served"
	_row([_deny({})], [_open({})], _of_bucket("b")).plain == ""
	_row([_deny({}), _deny({})], [_open({}), _open({})], _of_bucket("c")).plain == ""
	every ref in ["local.arn", "var.arn", "each.value", "aws_s3_bucket.c.website_domain", "aws_s3_object.c.arn"] {
		_row([_deny({})], [_open({})], {"statement": [{"resources": _refs(["aws_s3_bucket.c.arn", "aws_s3_bucket.c", ref])}]}).plain == ""
	}
}

# The bucket and its objects are not told apart, so that a draft never passes.
test_undetermined_a_draft_that_may_refuse if {
	every statement in [
		_deny({}),
		_deny({"principals": [{"type": "AWS", "identifiers": ["*"]}]}),
		_deny({"actions": ["*"]}),
		_deny({"resources": ["*"]}),
		_deny({"resources": ["arn:aws:s3:::b", "arn:aws:s3:::b/*", null]}),
		_deny({"resources": null}),
	] {
		row := _row([statement], [_open({"resources": true})], _of_bucket("b"))
		row.plain == ""
		endswith(row.unknown.policy, "check with --source DIR")
	}
	_plain(_deny({"resources": ["*"]}), {}) == ""
	_plain(_deny({"resources": null, "not_resources": [null]}), {"not_resources": [true]}) == ""
}

# Statements together may refuse what none of them refuses alone.
test_undetermined_several_statements if {
	_row([_deny({"actions": ["s3:Get*", "s3:Put*"]}), _deny({"actions": ["s3:List*"]})], [_open({}), _open({})], {}).plain == ""
}

# What may be a Deny of everything is not taken for none.
test_undetermined_what_the_plan_does_not_tell if {
	every unknown in [
		{"effect": true},
		{"actions": [true]},
		{"actions": true},
		{"condition": true},
		{"condition": [{"values": [true]}]},
		{"condition": [{"values": true}]},
		{"condition": [{"test": true}]},
		{"condition": [{"variable": true}]},
		{"principals": true},
		{"principals": [{"identifiers": [true]}]},
		{"principals": [{"identifiers": true}]},
		{"principals": [{"type": true}]},
	] {
		_plain(_unsaid(unknown), _open(unknown)) == ""
	}
	_plain(_deny({"principals": [{"type": "AWS"}]}), _open({"principals": [{"identifiers": true}]})) == ""
	_plain(_deny({"condition": [{"test": "Bool", "variable": "aws:SecureTransport"}]}), _open({"condition": [{"values": true}]})) == ""
	_row([null], [true], {}).plain == ""
	_row([_deny({"condition": [{"test": null, "variable": null, "values": null}]})], [_open({})], {}).plain == ""
	_row(null, true, {}).plain == ""
}

# A statement as the plan has it where something of it is unknown.
_unsaid(unknown) := object.union(_deny({}), {name: value |
	some name, _ in unknown
	value := {
		"effect": null,
		"actions": [null],
		"condition": [{"test": "Bool", "variable": "aws:SecureTransport", "values": [null]}],
		"principals": [{"type": "AWS", "identifiers": [null]}],
	}[name]
})

# What is merged in may refuse HTTP, and an older version takes a variable for a text.
test_undetermined_a_document_that_is_more_than_its_statements if {
	every attribute in ["override_json", "override_policy_documents", "source_json", "source_policy_documents"] {
		_row_of({"statement": [_allow({})], attribute: null}, {"json": true, "statement": [_open({})], attribute: true}, {}).plain == ""
	}
	_row_of({"statement": [_allow({})], "version": "2008-10-17"}, {"json": true, "statement": [_open({})]}, {}).plain == ""
	_row_of({"statement": [_allow({})]}, {"json": true, "statement": [_open({})], "version": true}, {}).plain == ""
	_row_of({"statement": [_allow({})], "version": "2012-10-17"}, {"json": true, "statement": [_open({})]}, {}).plain == "served"
}
