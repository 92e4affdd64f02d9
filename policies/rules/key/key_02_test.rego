package keywright.rules.key.key_02_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.key.key_02

_at(now, changes, more) := outcome if {
	outcome := fixture.of_key(key_02.report) with data.keywright_facts as object.union(fixture.facts_with([fixture.key(changes)], more), {"now": now})
		with data.keywright_profile as fixture.profile
}

_now := "2026-11-21T00:00:00Z"

_signing := {"spec": "RSA_4096", "usage": "SIGN_VERIFY", "purpose": "token-signing", "purposes": ["token-signing"], "rotation": object.union(fixture.base.rotation, {"setting": "none"})}

test_pass_no_date if _at(_now, {}, {}) == {"pass"}

test_pass_date_far_away if _at(_now, _signing, {}) == {"pass"}

test_fail_past if _at(_now, object.union(_signing, {"spec": "RSA_2048"}), {}) == {"fail"}

# 90 days before the end of 2035 the period ends on its last day, and a day later it does not.
test_pass_until_the_last_day if _at("2035-10-02T00:00:00Z", _signing, {}) == {"pass"}

test_fail_the_day_after if _at("2035-10-03T00:00:00Z", _signing, {}) == {"fail"}

_schedule(row) := {"rotations": [object.union({"address": "keywright_rotation.r", "method": "manual", "period_days": 3650, "owner": "o", "manage": true, "keys": [fixture.base.address], "unknown": {}}, row)]}

_covered := object.union(_signing, {"rotation": object.union(fixture.base.rotation, {"setting": "none", "schedules": ["keywright_rotation.r"]})})

test_fail_a_long_schedule if {
	_at(_now, _covered, _schedule({})) == {"fail"}
	_at(_now, _covered, _schedule({"period_days": 90})) == {"pass"}
}

test_fail_says_who_and_when if {
	some judged in key_02.report with data.keywright_facts as object.union(fixture.facts_with([fixture.key(_covered)], _schedule({})), {"now": _now})
		with data.keywright_profile as fixture.profile
	contains(judged.message, "BSI recommends it by itself until 2035-12-31 (BSI TR-02102-1")
	contains(judged.message, "ends on 2036-11-18")
}

test_undetermined if {
	_at(_now, {"spec": "", "unknown": {"spec": "later"}}, {}) == {"undetermined"}
	_at(_now, _covered, _schedule({"period_days": null, "unknown": {"period_days": "later"}})) == {"undetermined"}
	_at(_now, object.union(_signing, {"unknown": {"schedules": "later"}}), {}) == {"undetermined"}
	_at(_now, object.union(_signing, {"purpose": "", "purposes": [], "unknown": {"purpose": "later"}}), {}) == {"undetermined"}
	_at("", _signing, {}) == {"undetermined"}
}

# What is past is past, whatever is not known of its use; and what has no date needs no clock.
test_fail_past_although_the_purpose_is_unknown if {
	_at(_now, object.union(_signing, {"spec": "RSA_2048", "purpose": "", "purposes": [], "unknown": {"purpose": "later"}}), {}) == {"fail"}
	_at("", {}, {}) == {"pass"}
}

test_undetermined_no_purpose_stands_under_key_04 if {
	some judged in key_02.report with data.keywright_facts as object.union(fixture.facts([fixture.key(object.union(_signing, {"purpose": "", "purposes": []}))]), {"now": _now})
		with data.keywright_profile as fixture.profile
	judged.under == "KEY-04"
}

# What the table does not have is KEY-01's.
test_pass_nothing_of_what_is_not_in_the_table if _at(_now, {"spec": "ROT_13"}, {}) == set()

_google(changes) := outcome if {
	outcome := fixture.of_key(key_02.report) with data.keywright_facts as object.union(fixture.facts([fixture.google(changes)]), {"now": "2026-11-21T00:00:00Z"})
		with data.keywright_profile as fixture.profile
}

test_fail_algorithm_of_google_whose_day_is_over if _google({"spec": "RSA_SIGN_PSS_2048_SHA256", "usage": "SIGN_VERIFY"}) == {"fail"}

test_pass_algorithm_of_google_without_a_day if _google({}) == {"pass"}
