package keywright.rules.key.key_09_test

import data.keywright
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.inventory_test as planned
import data.keywright.rules.key.key_09

_of(changes) := outcome if {
	outcome := fixture.of_key(key_09.report) with data.keywright_facts as fixture.facts([fixture.key(changes)])
		with data.keywright_profile as fixture.profile
}

test_pass_checked if _of({}) == {"pass"}

test_fail_skipped if _of({"bypass_lockout_check": true}) == {"fail"}

test_undetermined_unknown if {
	_of({"bypass_lockout_check": null, "unknown": {"bypass_lockout_check": "it depends on var.x"}}) == {"undetermined"}
}

_flag := "bypass_policy_lockout_safety_check"

_key(after) := planned.change("aws_kms_key.a", "aws_kms_key", "managed", object.union({"region": "eu-north-1", "arn": "a", "key_id": "k", "id": "k"}, after))

_policy(after) := planned.change("aws_kms_key_policy.a", "aws_kms_key_policy", "managed", object.union({"key_id": "k", "policy": "{}"}, after))

_found(changes) := {[finding.outcome, finding.address] | some finding in findings; finding.rule == "KEY-09"} if {
	findings := keywright.findings with input as planned.of(changes)
		with data.keywright_profile as fixture.profile
}

test_fail_by_the_key_or_its_separate_policy if {
	_found([_key({_flag: true})]) == {["fail", "aws_kms_key.a"]}
	_found([_key({_flag: false}), _policy({_flag: true})]) == {["fail", "aws_kms_key.a"]}
	_found([_key({_flag: null}), _policy({_flag: false})]) == {["pass", "aws_kms_key.a"]}
}

# A policy of a key that is elsewhere is judged at its own address.
test_fail_by_a_policy_of_a_key_elsewhere if {
	_found([_policy({"key_id": "other", _flag: true})]) == {["fail", "aws_kms_key_policy.a"]}
	_found([_policy({"key_id": "other"})]) == {["pass", "aws_kms_key_policy.a"]}
}

test_undetermined_flag_or_key_unknown if {
	_found([object.union(_key({}), {"change": {"after_unknown": {_flag: true}}})]) == {["undetermined", "aws_kms_key.a"]}
	loose := object.union(planned.change("aws_kms_key_policy.a", "aws_kms_key_policy", "managed", {"policy": "{}", _flag: true}), {"change": {"after_unknown": {"key_id": true}}})
	["undetermined", "aws_kms_key.a"] in _found([_key({}), loose])
}

# A policy that goes skips nothing.
test_pass_a_policy_that_goes if {
	gone := {"address": "aws_kms_key_policy.a", "mode": "managed", "type": "aws_kms_key_policy", "change": {"actions": ["delete"], "before": {"key_id": "k", _flag: true}, "after": null}}
	_found([_key({}), gone]) == {["pass", "aws_kms_key.a"]}
}

_google(changes) := outcome if {
	outcome := fixture.of_key(key_09.report) with data.keywright_facts as fixture.facts([fixture.google(changes)])
		with data.keywright_profile as fixture.profile
}

test_not_assessed_of_google if _google({"bypass_lockout_check": null}) == {"not_assessed"}
