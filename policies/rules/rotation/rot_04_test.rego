package keywright.rules.rotation.rot_04_test

import data.keywright
import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.rotation.rot_04

_now := "2026-11-21T00:00:00Z"

_of(rotation, more) := _at(_now, rotation, more)

_at(now, rotation, more) := outcome if {
	key := fixture.key(object.union({"actions": ["no-op"], "rotation": object.union(fixture.base.rotation, object.union({"method": "manual", "schedules": ["keywright_rotation.r"], "alert_after_days": 7}, rotation))}, more))
	outcome := fixture.of_key(rot_04.report) with data.keywright_facts as object.union(fixture.facts([key]), {"now": now})
		with data.keywright_profile as object.union(fixture.profile, {"rotation": {"kek": {"alert_after_days": 3}}})
}

test_pass_in_time if _of({"last": "2025-12-01T00:00:00Z", "next": "2026-12-01T00:00:00Z", "due": "no"}, {}) == {"pass"}

# Seven days are allowed, to the second.
test_pass_at_the_end_of_the_alert if _of({"next": "2026-11-14T00:00:00Z", "due": "due"}, {}) == {"pass"}

test_fail_a_second_later if _of({"next": "2026-11-13T23:59:59Z", "due": "due"}, {}) == {"fail"}

# Without days of the schedule's own the profile's count.
test_fail_after_the_days_of_the_profile if {
	_of({"next": "2026-11-17T23:59:59Z", "due": "due", "alert_after_days": null}, {}) == {"fail"}
	_of({"next": "2026-11-18T00:00:00Z", "due": "due", "alert_after_days": null}, {}) == {"pass"}
}

test_fail_never_rotates if _of({"due": "overdue"}, {}) == {"fail"}

# What was recorded as overdue and is not by the clock of the check is not.
test_pass_the_clock_decides if _at("2026-11-01T00:00:00Z", {"next": "2026-11-13T00:00:00Z", "due": "overdue"}, {}) == {"pass"}

test_pass_new_material if _of({}, {"actions": ["create"]}) == {"pass"}

test_undetermined if {
	_of({"next": "soon"}, {}) == {"undetermined"}
	_of({"next": "2026-02-31T00:00:00"}, {}) == {"undetermined"}
	_at("", {"next": "2026-12-01T00:00:00Z"}, {}) == {"undetermined"}
}

# KMS rotates by itself: a day that is past shows a record that is older, unless it says that rotation is off.
test_undetermined_an_old_record_of_automatic_rotation if {
	_of({"method": "automatic", "next": "2026-11-13T00:00:00Z", "due": "no"}, {}) == {"undetermined"}
	_of({"method": "automatic", "next": "2026-11-13T00:00:00Z", "due": "overdue"}, {}) == {"fail"}
}

test_not_assessed_nothing_recorded if _of({}, {}) == {"not_assessed"}

test_pass_nothing_of_replicas if _of({}, {"kind": "replica"}) == set()

# What a state has recorded reaches the key that its entry means.
_state(status) := {"format_version": "1.0", "values": {"root_module": {"resources": [
	{"address": "keywright_key.k", "mode": "managed", "type": "keywright_key", "name": "k", "values": {"arn": "arn:k", "key_id": "k", "id": "k", "alias": "k", "region": "eu-north-1"}},
	{
		"address": "keywright_rotation.r",
		"mode": "managed",
		"type": "keywright_rotation",
		"name": "r",
		"values": {"method": "manual", "owner": "o", "period_days": 365, "alert_after_days": 7, "manage": true, "keys": {"one": {"arn": "arn:k"}}, "status": status},
	},
]}}}

_found(status) := {finding.outcome | some finding in findings; finding.rule == "ROT-04"} if {
	findings := keywright.findings with input as _state(status)
		with data.keywright_profile as fixture.profile
		with data.keywright_facts as {"now": _now}
}

test_fail_by_a_state if {
	_found({"one": {"last": "2025-01-01T00:00:00Z", "next": "2026-01-01T00:00:00Z", "due": "overdue"}}) == {"fail"}
	_found({"one": {"last": "2026-01-01T00:00:00Z", "next": "2027-01-01T00:00:00Z", "due": "no"}}) == {"pass"}
	_found({"other": {"last": "2026-01-01T00:00:00Z", "next": "2027-01-01T00:00:00Z", "due": "no"}}) == {"not_assessed"}
	_found(null) == {"not_assessed"}
}
