package keywright.rules.rotation.rot_01_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.rotation.rot_01

test_pass_automatic if {
	fixture.of_key(rot_01.report) == {"pass"} with data.keywright_facts as fixture.facts([fixture.base])
		with data.keywright_profile as fixture.profile
}

test_pass_manual_schedule_with_owner if {
	fixture.of_key(rot_01.report) == {"pass"} with data.keywright_facts as fixture.facts_with([fixture.key({"rotation": object.union(fixture.base.rotation, {"setting": "none", "schedules": ["keywright_rotation.r"]})})], {"rotations": [{"address": "keywright_rotation.r", "method": "manual", "period_days": 365, "owner": "security-team", "manage": true, "keys": ["aws_kms_key.kyc"], "unknown": {}}]})
		with data.keywright_profile as fixture.profile
}

test_fail_off if {
	fixture.of_key(rot_01.report) == {"fail"} with data.keywright_facts as fixture.facts([fixture.key({"rotation": object.union(fixture.base.rotation, {"setting": "none"})})])
		with data.keywright_profile as fixture.profile
}

test_fail_manual_schedule_without_owner if {
	fixture.of_key(rot_01.report) == {"fail"} with data.keywright_facts as fixture.facts_with([fixture.key({"rotation": object.union(fixture.base.rotation, {"setting": "none", "schedules": ["keywright_rotation.r"]})})], {"rotations": [{"address": "keywright_rotation.r", "method": "manual", "period_days": 365, "owner": "", "manage": true, "keys": ["aws_kms_key.kyc"], "unknown": {}}]})
		with data.keywright_profile as fixture.profile
}

test_fail_schedule_and_key_disagree if {
	fixture.of_key(rot_01.report) == {"fail"} with data.keywright_facts as fixture.facts_with([fixture.key({"rotation": object.union(fixture.base.rotation, {"setting": "none", "schedules": ["keywright_rotation.r"]})})], {"rotations": [{"address": "keywright_rotation.r", "method": "automatic", "period_days": 365, "owner": "", "manage": true, "keys": ["aws_kms_key.kyc"], "unknown": {}}]})
		with data.keywright_profile as fixture.profile
}

test_fail_two_schedules if {
	fixture.of_key(rot_01.report) == {"fail"} with data.keywright_facts as fixture.facts([fixture.key({"rotation": object.union(fixture.base.rotation, {"schedules": ["keywright_rotation.a", "keywright_rotation.b"]})})])
		with data.keywright_profile as fixture.profile
}

test_fail_backup_key_rotates_by_itself if {
	fixture.of_key(rot_01.report) == {"fail"} with data.keywright_facts as fixture.facts([fixture.key({"purpose": "backup", "purposes": ["backup"]})])
		with data.keywright_profile as fixture.profile
}

test_fail_backup_key_with_an_automatic_schedule if {
	fixture.of_key(rot_01.report) == {"fail"} with data.keywright_facts as fixture.facts_with([fixture.key({"type": "keywright_key", "purpose": "backup", "purposes": ["backup"], "rotation": object.union(fixture.base.rotation, {"setting": "none", "schedules": ["keywright_rotation.r"]})})], {"rotations": [{"address": "keywright_rotation.r", "method": "automatic", "period_days": 365, "owner": "security-team", "manage": true, "keys": ["aws_kms_key.kyc"], "unknown": {}}]})
		with data.keywright_profile as fixture.profile
}

test_fail_keywright_key_without_a_schedule if {
	fixture.of_key(rot_01.report) == {"fail"} with data.keywright_facts as fixture.facts([fixture.key({"type": "keywright_key", "rotation": object.union(fixture.base.rotation, {"setting": "none"})})])
		with data.keywright_profile as fixture.profile
}

test_undetermined_setting_unknown if {
	fixture.of_key(rot_01.report) == {"undetermined"} with data.keywright_facts as fixture.facts([object.union(fixture.key({"rotation": object.union(fixture.base.rotation, {"setting": ""})}), {"unknown": {"rotation": "later"}})])
		with data.keywright_profile as fixture.profile
}

test_undetermined_schedules_unknown if {
	fixture.of_key(rot_01.report) == {"undetermined"} with data.keywright_facts as fixture.facts([object.union(fixture.key({"rotation": object.union(fixture.base.rotation, {"setting": "none"})}), {"unknown": {"schedules": "later"}})])
		with data.keywright_profile as fixture.profile
}

test_undetermined_schedule_only_watches if {
	fixture.of_key(rot_01.report) == {"undetermined"} with data.keywright_facts as fixture.facts_with([fixture.key({"type": "keywright_key", "rotation": object.union(fixture.base.rotation, {"setting": "none", "schedules": ["keywright_rotation.r"]})})], {"rotations": [{"address": "keywright_rotation.r", "method": "automatic", "period_days": 365, "owner": "", "manage": false, "keys": ["aws_kms_key.kyc"], "unknown": {}}]})
		with data.keywright_profile as fixture.profile
}

# That nobody rotates it is ROT-03's.
test_pass_nothing_for_what_cannot_rotate_by_itself if {
	fixture.of_key(rot_01.report) == set() with data.keywright_facts as fixture.facts([fixture.key({"spec": "RSA_4096", "usage": "SIGN_VERIFY", "rotation": object.union(fixture.base.rotation, {"setting": "none"})})])
		with data.keywright_profile as fixture.profile
}

test_fail_automatic_schedule_of_what_cannot_rotate_by_itself if {
	fixture.of_key(rot_01.report) == {"fail"} with data.keywright_facts as fixture.facts_with([fixture.key({"type": "keywright_key", "spec": "RSA_4096", "usage": "SIGN_VERIFY", "rotation": object.union(fixture.base.rotation, {"setting": "none", "schedules": ["keywright_rotation.r"]})})], {"rotations": [{"address": "keywright_rotation.r", "method": "automatic", "period_days": 365, "owner": "security-team", "manage": true, "keys": ["aws_kms_key.kyc"], "unknown": {}}]})
		with data.keywright_profile as fixture.profile
}

test_pass_manual_schedule_of_what_cannot_rotate_by_itself if {
	fixture.of_key(rot_01.report) == {"pass"} with data.keywright_facts as fixture.facts_with([fixture.key({"type": "keywright_key", "spec": "RSA_4096", "usage": "SIGN_VERIFY", "rotation": object.union(fixture.base.rotation, {"setting": "none", "schedules": ["keywright_rotation.r"]})})], {"rotations": [{"address": "keywright_rotation.r", "method": "manual", "period_days": 365, "owner": "security-team", "manage": true, "keys": ["aws_kms_key.kyc"], "unknown": {}}]})
		with data.keywright_profile as fixture.profile
}

test_pass_replicas_rotate_with_their_primary if {
	rot_01.report == [] with data.keywright_facts as fixture.facts([fixture.key({"type": "aws_kms_replica_key", "kind": "replica"})])
		with data.keywright_profile as fixture.profile
}

# A word that the profile does not have takes no key out of the rules for its domain.
test_undetermined_purpose_is_no_domain if {
	fixture.of_key(rot_01.report) == {"undetermined"} with data.keywright_facts as fixture.facts([fixture.key({"purpose": "backups", "purposes": ["backups"]})])
		with data.keywright_profile as fixture.profile
}

test_undetermined_no_purpose if {
	fixture.of_key(rot_01.report) == {"undetermined"} with data.keywright_facts as fixture.facts([fixture.key({"purpose": "", "purposes": []})])
		with data.keywright_profile as fixture.profile
}

test_fail_owner_of_blanks if {
	fixture.of_key(rot_01.report) == {"fail"} with data.keywright_facts as fixture.facts_with([fixture.key({"rotation": object.union(fixture.base.rotation, {"setting": "none", "schedules": ["keywright_rotation.r"]})})], {"rotations": [{"address": "keywright_rotation.r", "method": "manual", "period_days": 365, "owner": " ", "manage": true, "keys": ["aws_kms_key.kyc"], "unknown": {}}]})
		with data.keywright_profile as fixture.profile
}

# Not to know the purpose is no excuse for what no purpose allows.
test_fail_off_whatever_the_purpose if {
	fixture.of_key(rot_01.report) == {"fail"} with data.keywright_facts as fixture.facts([fixture.key({"purpose": "kyc", "purposes": ["kyc"], "rotation": object.union(fixture.base.rotation, {"setting": "none"})})])
		with data.keywright_profile as fixture.profile
}

# What KMS cannot rotate is rotated by hand, whatever its type asks for.
test_pass_by_hand_what_rotates_no_other_way if {
	profile := object.union(fixture.profile, {
		"domain": {"transport": {"rotation": "tls-external"}},
		"rotation": {"tls-external": {"method": "automatic", "accepts": ["automatic"], "period_days": 90}},
	})
	key := fixture.key({
		"purpose": "transport",
		"purposes": ["transport"],
		"spec": "ECC_NIST_P384",
		"usage": "KEY_AGREEMENT",
		"rotation": object.union(object.remove(fixture.base.rotation, ["schedules"]), {"setting": "none", "schedules": ["keywright_rotation.r"]}),
	})
	schedule := {"address": "keywright_rotation.r", "method": "manual", "period_days": 90, "owner": "security-team", "manage": true, "keys": ["aws_kms_key.kyc"], "unknown": {}}
	fixture.of_key(rot_01.report) == {"pass"} with data.keywright_facts as fixture.facts_with([key], {"rotations": [schedule]}) with data.keywright_profile as profile
}

_scheduled(key, schedule) := outcome if {
	row := object.union({"address": "keywright_rotation.r", "method": "manual", "period_days": 365, "owner": "security-team", "manage": true, "keys": ["aws_kms_key.kyc"], "unknown": {}}, schedule)
	outcome := fixture.of_key(rot_01.report) with data.keywright_facts as fixture.facts_with([_in_a_schedule(key)], {"rotations": [row]})
		with data.keywright_profile as fixture.profile
}

_in_a_schedule(key) := fixture.key(object.union({"rotation": object.union(fixture.base.rotation, {"setting": "none", "schedules": ["keywright_rotation.r"]})}, key))

test_pass_replica_in_its_primarys_schedule if _scheduled({"type": "aws_kms_replica_key", "kind": "replica"}, {}) == set()

# Of a schedule that sees to it, the key's own setting is of no interest.
test_own_setting_unknown_beside_a_schedule if {
	_scheduled({"unknown": {"rotation": "later"}}, {}) == {"pass"}
	_scheduled({"unknown": {"rotation": "later"}}, {"manage": false}) == {"undetermined"}
}

test_fail_by_hand_and_by_itself if {
	both := {"rotation": object.union(fixture.base.rotation, {"setting": "automatic", "schedules": ["keywright_rotation.r"]})}
	_scheduled(both, {}) == {"fail"}
}

_of_backup(changes) := outcome if {
	key := fixture.key(object.union({"purpose": "backup", "purposes": ["backup"], "rotation": object.union(fixture.base.rotation, {"setting": "none"})}, changes))
	outcome := fixture.of_key(rot_01.report) with data.keywright_facts as fixture.facts([key])
		with data.keywright_profile as fixture.profile
}

test_backup_key_by_hand if {
	_scheduled({"purpose": "backup", "purposes": ["backup"]}, {}) == {"pass"}
	_of_backup({"owner": "security-team"}) == {"pass"}
	_of_backup({"owner": ""}) == {"fail"}
}
