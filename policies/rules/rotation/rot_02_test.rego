package keywright.rules.rotation.rot_02_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.pool_fixture_test as pools
import data.keywright.rules.rotation.rot_02

test_pass_within_the_year if {
	fixture.of_key(rot_02.report) == {"pass"} with data.keywright_facts as fixture.facts([fixture.base])
		with data.keywright_profile as fixture.profile
}

test_fail_800_days if {
	fixture.of_key(rot_02.report) == {"fail"} with data.keywright_facts as fixture.facts([fixture.key({"rotation": object.union(fixture.base.rotation, {"period_days": 800})})])
		with data.keywright_profile as fixture.profile
}

test_fail_schedule_of_800_days if {
	fixture.of_key(rot_02.report) == {"fail"} with data.keywright_facts as fixture.facts_with([fixture.key({"rotation": object.union(fixture.base.rotation, {"schedules": ["keywright_rotation.r"]})})], {"rotations": [{"address": "keywright_rotation.r", "method": "automatic", "period_days": 800, "owner": "", "manage": true, "keys": ["aws_kms_key.kyc"], "unknown": {}}]})
		with data.keywright_profile as fixture.profile
}

test_fail_signing_key_once_a_year if {
	fixture.of_key(rot_02.report) == {"fail"} with data.keywright_facts as fixture.facts_with([fixture.key({"purpose": "token-signing", "purposes": ["token-signing"], "rotation": object.union(fixture.base.rotation, {"schedules": ["keywright_rotation.r"]})})], {"rotations": [{"address": "keywright_rotation.r", "method": "manual", "period_days": 365, "owner": "security-team", "manage": true, "keys": ["aws_kms_key.kyc"], "unknown": {}}]})
		with data.keywright_profile as fixture.profile
}

test_undetermined_period_unknown if {
	fixture.of_key(rot_02.report) == {"undetermined"} with data.keywright_facts as fixture.facts([object.union(fixture.key({"rotation": object.union(fixture.base.rotation, {"period_days": null})}), {"unknown": {"rotation_period": "later"}})])
		with data.keywright_profile as fixture.profile
}

test_undetermined_schedule_unknown if {
	fixture.of_key(rot_02.report) == {"undetermined"} with data.keywright_facts as fixture.facts_with([fixture.key({"rotation": object.union(fixture.base.rotation, {"schedules": ["keywright_rotation.r"]})})], {"rotations": [{"address": "keywright_rotation.r", "method": "automatic", "period_days": null, "owner": "", "manage": true, "keys": ["aws_kms_key.kyc"], "unknown": {"period_days": "later"}}]})
		with data.keywright_profile as fixture.profile
}

test_pass_without_rotation_another_rule_speaks if {
	row := fixture.key({"rotation": object.union(fixture.base.rotation, {"setting": "none"})})
	rot_02.report == [] with data.keywright_facts as fixture.facts([row])
		with data.keywright_profile as fixture.profile
}

# What the profile does not limit is not within its limit.
test_undetermined_without_a_period_in_the_profile if {
	unlimited := json.patch(fixture.profile, [{"op": "remove", "path": "/rotation/kek/period_days"}])
	fixture.of_key(rot_02.report) == {"undetermined"} with data.keywright_facts as fixture.facts([fixture.base])
		with data.keywright_profile as unlimited
}

# A word that the profile does not have takes no key out of the rules for its domain.
test_undetermined_purpose_is_no_domain if {
	fixture.of_key(rot_02.report) == {"undetermined"} with data.keywright_facts as fixture.facts([fixture.key({"purpose": "backups", "purposes": ["backups"]})])
		with data.keywright_profile as fixture.profile
}

test_undetermined_no_purpose if {
	fixture.of_key(rot_02.report) == {"undetermined"} with data.keywright_facts as fixture.facts([fixture.key({"purpose": "", "purposes": []})])
		with data.keywright_profile as fixture.profile
}

_of_pool(pool) := outcome if {
	outcome := {finding.outcome | some finding in rot_02.report} with data.keywright_facts as pools.facts([pool])
		with data.keywright_profile as pools.profile
}

test_pass_a_pool_within_the_quarter if {
	_of_pool(pools.pool({})) == {"pass"}
	_of_pool(pools.pool({"key_validity_days": 90})) == {"pass"}
}

test_fail_a_pool_beyond_it if _of_pool(pools.pool({"key_validity_days": 91})) == {"fail"}

test_undetermined_a_pool_that_does_not_say if {
	_of_pool(pools.pool({"key_validity_days": null})) == {"undetermined"}
	_of_pool(pools.with_unknown("key_validity_days", null)) == {"undetermined"}
	{finding.outcome | some finding in rot_02.report} == {"undetermined"} with data.keywright_facts as pools.facts([pools.pool({})])
		with data.keywright_profile as object.remove(pools.profile, ["rotation"])
}

test_pass_nothing_of_replicas if {
	every rotation in [{"schedules": ["keywright_rotation.r"]}, {"owner": "security-team"}] {
		replica := fixture.key({"type": "aws_kms_replica_key", "kind": "replica", "rotation": object.union(object.union(fixture.base.rotation, {"setting": "none"}), rotation)})
		rot_02.report == [] with data.keywright_facts as fixture.facts([replica])
			with data.keywright_profile as fixture.profile
	}
}

test_fail_by_hand_too_seldom if {
	key := fixture.key({"rotation": object.union(fixture.base.rotation, {"setting": "none", "owner": "security-team", "period_days": 800})})
	fixture.of_key(rot_02.report) == {"fail"} with data.keywright_facts as fixture.facts([key])
		with data.keywright_profile as fixture.profile
}

# Beside a schedule the key's own setting is of no interest; without one it may be off.
test_own_setting_unknown if {
	open := {"unknown": {"rotation": "later"}}
	fixture.of_key(rot_02.report) == {"undetermined"} with data.keywright_facts as fixture.facts([fixture.key(open)])
		with data.keywright_profile as fixture.profile
	scheduled := fixture.key(object.union(open, {"rotation": object.union(fixture.base.rotation, {"schedules": ["keywright_rotation.r"]})}))
	fixture.of_key(rot_02.report) == {"pass"} with data.keywright_facts as fixture.facts_with([scheduled], {"rotations": [{"address": "keywright_rotation.r", "method": "automatic", "period_days": 365, "owner": "", "manage": true, "keys": ["aws_kms_key.kyc"], "unknown": {}}]})
		with data.keywright_profile as fixture.profile
}
