package keywright.rules.key.key_13_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.key.key_13

_said(keys, blocks) := outcome if {
	outcome := fixture.said(key_13.report) with data.keywright_facts as fixture.facts(keys)
		with data.keywright_profile as object.union(fixture.whole, {"key": blocks})
}

_key := fixture.base.address

test_pass_declared if {
	every label in ["drop-kyc-key", "alias/drop-kyc-key", _key] {
		_said([fixture.base], {label: {"deployed": true}}) == {["pass", _key], ["pass", concat(".", ["key", label])]}
	}
	_said([fixture.key({"address": "aws_kms_key.each[\"a\"]"})], {"aws_kms_key.each": {}}) == {["pass", "aws_kms_key.each[\"a\"]"]}
}

test_fail_not_declared if _said([fixture.base], {"other": {}}) == {["fail", _key]}

test_fail_not_there if _said([], {"other": {"deployed": true}}) == {["fail", "key.other"]}

test_pass_not_deployed_yet if _said([fixture.base], {"other": {"deployed": false}, "drop-kyc-key": {}}) == {["pass", _key]}

test_pass_replica if _said([fixture.key({"kind": "replica"})], {"other": {}}) == {["pass", _key]}

test_undetermined_alias if _said([object.union(fixture.with_unknown("aliases", []), {"aliases": []})], {"other": {"deployed": true}}) == {["undetermined", _key], ["undetermined", "key.other"]}

test_not_assessed if {
	_said([fixture.base], {}) == {["not_assessed", "estate"]}
	fixture.said(key_13.report) == {["not_assessed", "estate"]} with data.keywright_facts as fixture.facts([fixture.base])
		with data.keywright_profile as object.union(fixture.profile, {"key": {"other": {"deployed": true}}})
}
