package keywright.rules.rotation.rot_05_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.rotation.rot_05

_profile := object.union(fixture.profile, {
	"domain": object.union(fixture.profile.domain, {"webhook": {"rotation": "webhook"}}),
	"rotation": {"webhook": {"method": "automatic", "period_days": 90, "overlap_hours": 48}},
})

_row(changes) := object.union(
	{
		"address": "keywright_keyset.tokens",
		"type": "keywright_keyset",
		"actions": ["no-op"],
		"purposes": ["token-signing"],
		"overlap_hours": 24,
		"previous": true,
		"current_from": "2026-11-20T10:00:00Z",
		"previous_until": "2026-11-21T10:00:00Z",
		"previous_valid": true,
		"unknown": {},
	},
	changes,
)

_at(now, row) := outcome if {
	outcome := {finding.outcome | some finding in rot_05.report} with data.keywright_facts as object.union(fixture.facts_with([], {"overlaps": [row]}), {"now": now})
		with data.keywright_profile as _profile
}

_of(changes) := _at("2026-11-21T00:00:00Z", _row(changes))

test_pass_a_day_where_the_profile_says_nothing if _of({}) == {"pass"}

test_pass_the_hours_of_its_type if {
	_of({"purposes": ["webhook"], "overlap_hours": 48, "previous_until": "2026-11-22T10:00:00Z"}) == {"pass"}
	_of({"purposes": ["webhook"]}) == {"fail"}
}

# Neither shorter nor longer, to the second.
test_fail_shorter_or_longer if {
	every hours in [0, 23, 25] { _of({"overlap_hours": hours}) == {"fail"} }
	every until in ["2026-11-21T09:59:59Z", "2026-11-21T10:00:01Z"] { _of({"previous_until": until}) == {"fail"} }
}

# The old one is gone once the day is over on which it ends.
test_fail_still_there if {
	_at("2026-11-21T23:59:59Z", _row({})) == {"pass"}
	_at("2026-11-22T00:00:00Z", _row({})) == {"fail"}
	_at("2026-11-22T00:00:00Z", _row({"previous_valid": false})) == {"pass"}
}

test_pass_never_rotated if _of({"previous": false, "current_from": "", "previous_until": "", "previous_valid": false}) == {"pass"}

test_undetermined_not_known if {
	_of({"overlap_hours": null, "unknown": {"overlap_hours": "later"}}) == {"undetermined"}
	_of({"overlap_hours": null}) == {"undetermined"}
	_of({"purposes": [], "unknown": {"purpose": "later"}}) == {"undetermined"}
	_of({"previous": false, "current_from": "", "previous_until": "", "unknown": {"windows": "later"}}) == {"undetermined"}
	_of({"previous_until": ""}) == {"undetermined"}
	_of({"current_from": ""}) == {"undetermined"}
	_at("", _row({"previous_valid": false})) == {"undetermined"}
}

_secret(changes) := outcome if {
	outcome := {finding.outcome | some finding in rot_05.report} with data.keywright_facts as fixture.facts_with([], {"secrets": [object.union(
		{
			"address": "aws_secretsmanager_secret.s",
			"part": "",
			"type": "aws_secretsmanager_secret",
			"kind": "secret",
			"name": "s",
			"region": "eu-north-1",
			"actions": ["no-op"],
			"rotation": {"method": "automatic", "period_days": 90, "address": "aws_secretsmanager_secret_rotation.s"},
			"new_value": false,
			"purposes": [],
			"unknown": {},
		},
		changes,
	)]})
		with data.keywright_profile as _profile
}

_none := {"method": "none", "period_days": null, "address": ""}

test_undetermined_a_stock_secret_that_rotates if {
	_secret({}) == {"undetermined"}
	_secret({"rotation": _none, "unknown": {"rotation": "later"}}) == {"undetermined"}
	_secret({"rotation": _none, "new_value": true, "actions": ["update"]}) == {"undetermined"}
}

test_nothing_of_what_does_not_rotate if {
	_secret({"rotation": _none}) == set()
	_secret({"rotation": _none, "new_value": true, "actions": ["create"]}) == set()
	_secret({"actions": ["delete"]}) == set()
	_secret({"kind": "password"}) == set()
}

_key(changes) := outcome if {
	outcome := {finding.outcome | some finding in rot_05.report} with data.keywright_facts as fixture.facts([fixture.key(object.union({"rotation": {"schedules": ["keywright_rotation.r"]}}, changes))])
		with data.keywright_profile as _profile
}

test_not_assessed_a_signing_key_under_a_schedule if {
	_key({"usage": "SIGN_VERIFY"}) == {"not_assessed"}
	_key({"usage": "GENERATE_VERIFY_MAC"}) == {"not_assessed"}
}

test_nothing_of_keys_that_encrypt if {
	_key({}) == set()
	_key({"usage": "SIGN_VERIFY", "rotation": {"schedules": []}}) == set()
}
