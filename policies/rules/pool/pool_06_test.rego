package keywright.rules.pool.pool_06_test

import data.keywright.lib.pool_fixture_test as pools
import data.keywright.rules.pool.pool_06

_told(facts, attribute) := outcome if {
	outcome := {finding.outcome | some finding in pool_06.report; finding.attribute == attribute} with data.keywright_facts as facts
		with data.keywright_profile as pools.profile
}

_counted(pool) := _told(pools.facts([pool]), "keys")

_at(now, pool) := _told(pools.facts_at([pool], now), "keys")

test_pass_as_many_as_it_says if _counted(pools.pool({})) == {"pass"}

test_fail_too_few_or_too_many if {
	_counted(pools.pool({"valid_keys": 3})) == {"fail"}
	_counted(pools.pool({"valid_keys": 1})) == {"fail"}
	_counted(pools.pool({"future_keys": 3})) == {"fail"}
	_counted(pools.pool({"future_keys": 1})) == {"fail"}
	_counted(pools.pool({"deks": []})) == {"fail"}
}

# A window holds at its first instant and no longer at its last: there the next one takes over.
test_fail_between_two_windows if {
	_at("2026-11-30T23:59:59Z", pools.pool({})) == {"pass"}
	_at("2026-12-01T00:00:00Z", pools.pool({"future_keys": 1})) == {"pass"}
	_at("2026-12-01T00:00:00Z", pools.pool({})) == {"fail"}
}

# What is to be encrypted anew does not encrypt, whatever its window.
test_fail_recrypt_does_not_count if _counted(pools.pool({"deks": array.concat(pools.coming, [pools.encrypting[0], pools.dek("2", {"recrypt_from": "2026-11-20T00:00:00Z"})])})) == {"fail"}

test_undetermined_windows_or_numbers_are_not_known if {
	_counted(pools.with_unknown("deks", [])) == {"undetermined"}
	_counted(pools.with_unknown("valid_keys", null)) == {"undetermined"}
	_counted(pools.pool({"future_keys": null})) == {"undetermined"}
	_counted(pools.pool({"valid_keys": 9, "deks": array.concat(pools.good, [pools.dek("7", {"encrypt_from": "", "unknown": {"encrypt_from": "later"}})])})) == {"undetermined"}
	_at("", pools.pool({})) == {"undetermined"}
}

test_not_assessed_before_it_is_made if {
	{finding.outcome | some finding in pool_06.report} == {"not_assessed"} with data.keywright_facts as pools.facts([pools.made])
		with data.keywright_profile as pools.profile
}

_anew(dek, records) := _told(pools.recorded([pools.pool({"deks": array.concat(pools.good, [dek])})], records), "recrypt")

_report(dek, rows, date) := {"kind": "recrypt-report", "subject": dek.alias, "date": date, "rows": rows}

test_pass_rows_are_told if {
	_told(pools.facts([pools.pool({})]), "recrypt") == {"pass"}
	_anew(pools.recrypt({}), [_report(pools.recrypt({}), 7, "2026-11-20")]) == {"pass"}
	_anew(pools.expired({}), [_report(pools.expired({}), 7, "2026-11-05"), _report(pools.expired({}), 0, "2026-11-10")]) == {"pass"}
}

test_fail_no_rows_and_not_expired if _anew(pools.recrypt({}), [_report(pools.recrypt({}), 0, "2026-11-20")]) == {"fail"}

# What was on record before the key was to be encrypted anew tells nothing of what it encrypted since.
test_undetermined_a_report_from_before if _anew(pools.recrypt({}), [_report(pools.recrypt({}), 0, "2026-11-10")]) == {"undetermined"}

test_fail_expired_with_rows_left if _anew(pools.expired({}), [_report(pools.expired({}), 0, "2026-11-10"), _report(pools.expired({}), 7, "2026-11-15")]) == {"fail"}

# For thirty days: on the thirtieth it is in time, a second later it is not.
test_fail_stuck if {
	_anew(pools.recrypt({"recrypt_from": "2026-10-22T00:00:00Z"}), [_report(pools.recrypt({}), 7, "2026-11-20")]) == {"pass"}
	_anew(pools.recrypt({"recrypt_from": "2026-10-21T23:59:59Z"}), [_report(pools.recrypt({}), 7, "2026-11-20")]) == {"fail"}
	_told(pools.facts([pools.pool({"deks": array.concat(pools.good, [pools.recrypt({"recrypt_from": "2026-10-02T00:00:00Z"})])})]), "recrypt") == {"fail"}
}

test_undetermined_no_limit if {
	every changes in [{"recrypt_within_days": null}, {"recrypt_within_days": null, "unknown": {"recrypt_within_days": "later"}}] {
		_told(pools.recorded([pools.pool(object.union(changes, {"deks": [pools.recrypt({})]}))], [_report(pools.recrypt({}), 7, "2026-11-20")]), "recrypt") == {"undetermined"}
	}
}

test_undetermined_a_key_without_a_report if {
	_anew(pools.recrypt({}), []) == {"undetermined"}
	_anew(pools.expired({}), [_report(pools.recrypt({}), 0, "2026-11-20")]) == {"undetermined"}
}

test_not_assessed_without_records if {
	pool := pools.pool({"deks": array.concat(pools.good, [pools.recrypt({})])})
	{finding.scope | some finding in pool_06.report; finding.outcome == "not_assessed"} == {"evidence"} with data.keywright_facts as pools.facts([pool])
		with data.keywright_profile as pools.profile
	{finding.outcome | some finding in pool_06.report; finding.attribute == "recrypt"} == {"undetermined"} with data.keywright_facts as pools.facts([pool])
		with data.keywright_profile as object.union(pools.profile, {"policy": {"require": ["evidence"]}})
}

# Where nothing is to be encrypted anew no limit is missed, and without keys there is nothing to tell.
test_pass_no_limit_that_anything_needs if _told(pools.facts([pools.pool({"recrypt_within_days": null})]), "recrypt") == {"pass"}

test_nothing_of_a_pool_without_keys if _told(pools.facts([pools.pool({"deks": []})]), "recrypt") == set()

test_pass_a_report_of_the_day_itself if {
	dek := pools.recrypt({"recrypt_from": "2026-11-18T12:00:00Z"})
	_anew(dek, [_report(dek, 7, "2026-11-18")]) == {"pass"}
	_anew(dek, [_report(dek, 7, "2026-11-17")]) == {"undetermined"}
}
