package keywright.rules.change.chg_03_test

import data.keywright
import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.change.chg_03

_required := object.union(fixture.profile, {"policy": {"require": ["approvals"]}})

_r := "keywright_rotation.r"

_covered := fixture.key({"actions": ["no-op"], "rotation": object.union(fixture.base.rotation, {"schedules": [_r]})})

_row(now, unknown) := {"address": _r, "method": "on-demand", "period_days": 365, "owner": "o", "manage": true, "rotates_now": now, "keys": [fixture.base.address], "unknown": unknown}

_under(profile, keys, more) := outcome if {
	outcome := fixture.of_key(chg_03.report) with data.keywright_facts as fixture.facts_with(keys, more)
		with data.keywright_profile as profile
}

test_fail_triggered_where_approvals_are_required if _under(_required, [_covered], {"rotations": [_row(true, {})]}) == {"fail"}

test_not_assessed_triggered_without_approvals if _under(fixture.profile, [_covered], {"rotations": [_row(true, {})]}) == {"not_assessed"}

test_pass_not_triggered if _under(_required, [_covered], {"rotations": [_row(false, {})]}) == {"pass"}

test_undetermined_trigger_unknown_where_approvals_are_required if {
	_under(_required, [_covered], {"rotations": [_row(null, {"rotates_now": "later"})]}) == {"undetermined"}
}

# The next key takes the alias of the one before it.
test_fail_alias_moves_where_approvals_are_required if {
	old := fixture.key({"address": "aws_kms_key.old"})
	_under(_required, [fixture.base], {"prior_keys": [old]}) == {"fail"}
	_under(_required, [fixture.base], {"prior_keys": [object.union(old, {"region": "eu-west-1"})]}) == set()
	_under(_required, [fixture.key({"actions": ["update"]})], {"prior_keys": [fixture.base]}) == {"pass"}
}

_schedule(trigger) := {"method": "on-demand", "owner": "o", "period_days": 365, "manage": true, "trigger": trigger, "keys": {"one": {"arn": "arn:k"}}}

_found(before, after, unknown) := {finding.outcome | some finding in findings; finding.rule == "CHG-03"} if {
	key := {"arn": "arn:k", "key_id": "k", "id": "k", "region": "eu-north-1", "alias": "k"}
	changes := [
		{"address": "keywright_key.k", "mode": "managed", "type": "keywright_key", "change": {"actions": ["no-op"], "before": key, "after": key, "after_unknown": {}}},
		{"address": _r, "mode": "managed", "type": "keywright_rotation", "change": {"actions": ["update"], "before": before, "after": after, "after_unknown": unknown}},
	]
	findings := keywright.findings with input as {"format_version": "1.2", "resource_changes": changes}
		with data.keywright_profile as _required
}

test_fail_by_a_plan if {
	_found(_schedule("a"), _schedule("b"), {}) == {"fail"}
	_found(_schedule(null), _schedule("b"), {}) == {"fail"}
}

test_pass_by_a_plan if {
	_found(_schedule("a"), _schedule("a"), {}) == {"pass"}
	_found(_schedule("a"), _schedule(null), {}) == {"pass"}
	_found(_schedule("a"), object.union(_schedule("b"), {"manage": false}), {}) == {"pass"}
}

test_undetermined_by_a_plan if _found(_schedule("a"), object.remove(_schedule("a"), ["trigger"]), {"trigger": true}) == {"undetermined"}

_known(before, after, unknown) := {finding.outcome | some finding in findings; finding.rule == "CHG-03"} if {
	key := {"arn": "arn:k", "key_id": "k", "id": "k", "region": "eu-north-1", "alias": "k", "origin": "EXTERNAL"}
	change := {"actions": ["update"], "before": object.union(key, before), "after": object.union(key, after), "after_unknown": unknown}
	findings := keywright.findings with input as {"format_version": "1.2", "resource_changes": [{"address": "keywright_key.k", "mode": "managed", "type": "keywright_key", "change": change}]}
		with data.keywright_profile as _required
}

# Material that is imported into a key that is there.
test_material_by_a_plan if {
	_known({"material_wo_version": 1}, {"material_wo_version": 2}, {}) == {"fail"}
	_known({"material_wo_version": null}, {"material_wo_version": 1}, {}) == {"fail"}
	_known({"material_wo_version": 1}, {"material_wo_version": 1}, {}) == {"pass"}
	_known({"material_wo_version": 1}, {"material_wo_version": null}, {}) == {"pass"}
	_known({"material_wo_version": 1}, {}, {"material_wo_version": true}) == {"undetermined"}
}

# A key that is made is not rotated.
test_material_of_a_new_key if {
	_under(_required, [fixture.key({"actions": ["create"], "origin": "EXTERNAL", "material_version": 1})], {}) == set()
}
