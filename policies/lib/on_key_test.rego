package keywright.lib.on_key_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.inventory_test as planned
import data.keywright.lib.on_key
import data.keywright.lib.plan

_reading(statement) := facts if {
	change := planned.change("aws_kms_key.k", "aws_kms_key", "managed", {"region": "eu-north-1", "key_usage": "SIGN_VERIFY", "customer_master_key_spec": "RSA_4096"})
	resource := plan.by_address["aws_kms_key.k"] with input as planned.of([change])
	facts := on_key.reading(resource, {"statements": [statement]}) with input as planned.of([change])
		with data.keywright_profile as fixture.profile
}

_statement(condition, resources) := {"conditions": [condition], "resources": resources}

# Of a key only that is read which its policy asks about.
test_what_a_statement_asks_about if {
	_reading(_statement({"key": "kms:keyusage"}, ["*"])) == {"usage": "SIGN_VERIFY"}
	_reading(_statement({"key": "kms:keyspec"}, ["*"])) == {"spec": "RSA_4096"}
	_reading(_statement({"key": "kms:grantoperations"}, ["*"])) == {"usage": "SIGN_VERIFY"}
	_reading(_statement({"key": "custom:key"}, ["arn:aws:kms:*:123456789012:key/*"])) == {"region": "eu-north-1"}
	not _reading(_statement({"key": "custom:key"}, ["*"]))
}

_read(resource) := statement if {
	[statement] := on_key.read({"statements": [{"resources": [resource]}]}, {"region": "eu-north-1", "account": "123456789012"}).statements
}

test_which_key_a_statement_is_about if {
	_read("*") == {"resources": ["*"]}
	one := _read("arn:aws:kms:eu-north-1:123456789012:key/0*")
	one.near
	one.whole == false
	far := _read("arn:aws:kms:eu-west-1:123456789012:key/*")
	far.near == false
	here := _read("arn:aws:kms:eu-north-1:123456789012:key/*")
	here.near
	here.whole
}

_but(resources) := [statement.near, statement.whole] if {
	[statement] := on_key.read({"statements": [{"resources": ["*"], "left_out": resources, "near": true, "whole": false}]}, {"region": "eu-north-1", "account": "123456789012"}).statements
}

# What NotResource leaves out for certain a statement is not about, and what it does not for certain, it is.
test_which_key_a_statement_leaves_out if {
	_but({"arn:aws:kms:eu-north-1:123456789012:key/*"}) == [false, false]
	_but({"arn:aws:kms:eu-west-1:123456789012:key/*", "arn:aws:kms:*:123456789012:*"}) == [false, false]
	_but({"arn:aws:kms:eu-north-1:123456789012:key/0*"}) == [true, false]
	_but({"arn:aws:kms:*:${aws:PrincipalAccount}:key/*"}) == [true, false]
	_but({"arn:aws:kms:eu-west-1:123456789012:key/*"}) == [true, true]
	_but({"*"}) == [false, false]
	_reading({"conditions": [], "resources": ["*"], "left_out": {"arn:aws:kms:*:123456789012:key/*"}}) == {"region": "eu-north-1"}
	not _reading({"conditions": [], "resources": ["*"], "left_out": {"*"}})
}
