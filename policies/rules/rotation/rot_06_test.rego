package keywright.rules.rotation.rot_06_test

import data.keywright
import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.rotation.rot_06

_r := "keywright_rotation.r"

_key(rotation, more) := fixture.key(object.union({"actions": ["update"], "rotation": object.union(fixture.base.rotation, rotation)}, more))

_row(changes) := object.union({"address": _r, "method": "automatic", "period_days": 365, "owner": "o", "manage": true, "keys": [fixture.base.address], "unknown": {}}, changes)

_between(before, after, more) := outcome if {
	facts := fixture.facts_with([after], object.union({"prior_keys": [before]}, more))
	outcome := fixture.of_key(rot_06.report) with data.keywright_facts as facts
		with data.keywright_profile as fixture.profile
}

_changed(before, after) := _between(_key(before, {}), _key(after, {}), {"rotations": [_row({"method": object.get(after, "method", "automatic")})]})

test_pass_as_it_was if _changed({}, {}) == {"pass"}

# Where nothing is touched there is nothing to compare.
test_pass_no_history if {
	outcome := fixture.of_key(rot_06.report) with data.keywright_facts as fixture.facts([_key({}, {"actions": ["no-op"]})])
		with data.keywright_profile as fixture.profile
	outcome == {"pass"}
}

test_fail_switched_off if _changed({}, {"method": "none", "setting": "none", "period_days": null}) == {"fail"}

# A backup key rotates by hand alone: its own rotation is rightly switched off where somebody answers for it.
test_pass_what_rotates_by_hand_alone if {
	backup := {"purpose": "backup", "purposes": ["backup"]}
	off := {"method": "none", "setting": "none", "period_days": null}
	_between(_key({}, backup), _key(off, backup), {}) == {"pass"}
	_between(_key({}, backup), _key(off, object.union(backup, {"owner": ""})), {}) == {"fail"}
}

test_fail_out_of_its_schedule if {
	_changed({"schedules": [_r], "method": "manual", "setting": "none"}, {"method": "none", "setting": "none", "period_days": null}) == {"fail"}
	_changed({"schedules": [_r]}, {}) == {"fail"}
}

test_fail_another_method if {
	_changed({"schedules": [_r]}, {"schedules": [_r], "method": "manual", "setting": "none"}) == {"fail"}
}

# From the method that will do to the one that the policy names.
test_pass_the_method_of_the_policy if _changed({"schedules": [_r], "method": "manual", "setting": "none"}, {"schedules": [_r]}) == {"pass"}

test_fail_stretched if _changed({}, {"period_days": 800}) == {"fail"}

test_pass_within_the_policy if {
	_changed({"period_days": 90}, {"period_days": 365}) == {"pass"}
	_changed({"period_days": 900}, {"period_days": 800}) == {"pass"}
}

test_fail_only_watches if {
	covered := _key({"schedules": [_r]}, {})
	_between(covered, covered, {"rotations": [_row({"manage": false})], "prior_rotations": [_row({})]}) == {"fail"}
	_between(covered, covered, {"rotations": [_row({"manage": false})], "prior_rotations": [_row({"manage": false})]}) == {"pass"}
}

test_undetermined if {
	_between(_key({}, {}), _key({"setting": "", "method": ""}, {"unknown": {"rotation": "later"}}), {}) == {"undetermined"}
	_between(_key({}, {}), _key({"period_days": null}, {"unknown": {"rotation_period": "later"}}), {}) == {"undetermined"}
	_between(_key({"schedules": [_r], "setting": "none"}, {}), _key({"method": "none", "setting": "none"}, {"unknown": {"schedules": "later"}}), {}) == {"undetermined"}
	_between(_key({"schedules": [_r]}, {}), _key({"schedules": [_r], "method": ""}, {}), {"rotations": [_row({"method": "", "unknown": {"method": "later"}})]}) == {"undetermined"}
}

test_pass_nothing_of_new_keys_and_replicas if {
	_between(_key({}, {}), _key({"setting": "none", "method": "none"}, {"actions": ["create"]}), {}) == set()
	_between(_key({}, {}), _key({"setting": "none", "method": "none"}, {"kind": "replica"}), {}) == set()
}

# The whole way, from a plan: a schedule that goes leaves its key alone.
test_fail_by_a_plan if {
	key := {"arn": "arn:k", "key_id": "k", "id": "k", "region": "eu-north-1", "alias": "k"}
	schedule := {"method": "automatic", "period_days": 365, "manage": true, "keys": {"one": {"arn": "arn:k"}}}
	changes := [
		{"address": "keywright_key.k", "mode": "managed", "type": "keywright_key", "change": {"actions": ["no-op"], "before": key, "after": key, "after_unknown": {}}},
		{"address": _r, "mode": "managed", "type": "keywright_rotation", "change": {"actions": ["delete"], "before": schedule, "after": null, "after_unknown": {}}},
	]
	findings := keywright.findings with input as {"format_version": "1.2", "resource_changes": changes}
		with data.keywright_profile as fixture.profile
	["fail", "keywright_key.k"] in {[finding.outcome, finding.address] | some finding in findings; finding.rule == "ROT-06"}
}

_by_hand := {"schedules": [_r], "method": "manual", "setting": "none", "period_days": 365}

test_pass_by_hand_as_before if _changed(_by_hand, _by_hand) == {"pass"}

# Its own rotation beside the one by hand.
test_fail_own_rotation_switched_off if _changed(object.union(_by_hand, {"setting": "automatic"}), _by_hand) == {"fail"}

test_pass_a_schedule_sees_to_it_from_now_on if _changed({}, {"schedules": [_r], "setting": "none"}) == {"pass"}

test_fail_by_hand_in_place_of_a_schedule_of_kms if _changed(object.union(_by_hand, {"method": "automatic"}), _by_hand) == {"fail"}

test_pass_a_period_as_long_as_before if _changed({"period_days": 800}, {"period_days": 800}) == {"pass"}

# Which schedules cover it now is of no interest where none did.
test_pass_schedules_unknown_where_none_was if _between(_key({}, {}), _key({}, {"unknown": {"schedules": "later"}}), {}) == {"pass"}
