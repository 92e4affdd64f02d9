package keywright.rules.pool.pool_04_test

import data.keywright.lib.pool_fixture_test as pools
import data.keywright.rules.pool.pool_04

_on(pool) := outcome if {
	outcome := {finding.outcome | some finding in pool_04.report} with data.keywright_facts as pools.facts([pool])
		with data.keywright_profile as pools.profile
}

_with(dek) := _on(pools.pool({"deks": array.concat(pools.good, [dek])}))

test_pass_within_their_windows if {
	_on(pools.pool({})) == {"pass"}
	_with(pools.recrypt({})) == {"pass"}
	_with(pools.expired({})) == {"pass"}
}

test_fail_without_a_beginning_or_an_end if {
	_with(pools.dek("7", {"encrypt_until": ""})) == {"fail"}
	_with(pools.dek("7", {"encrypt_from": ""})) == {"fail"}
	_with(pools.dek("7", {"encrypt_until": "2026-11-01T00:00:00Z"})) == {"fail"}
}

# Thirty days are thirty times 24 hours; a second more is too many.
test_fail_longer_than_a_key_is_valid if {
	_with(pools.dek("7", {"encrypt_until": "2026-12-01T00:00:01Z"})) == {"fail"}
	_with(pools.dek("7", {"encrypt_until": "2026-12-01T00:00:00Z"})) == {"pass"}
}

test_fail_moved_on if {
	_with(pools.dek("7", {"was_until": "2026-11-30T23:59:59Z"})) == {"fail"}
	_with(pools.dek("7", {"was_until": "2026-12-01T00:00:00Z"})) == {"pass"}
	_with(pools.dek("7", {"was_until": "2026-12-05T00:00:00Z"})) == {"pass"}
}

test_fail_still_handed_out if {
	_with(pools.dek("7", {"hand_out_until": "2026-11-30T23:00:01Z"})) == {"fail"}
	_on(pools.pool({"handed_out_lifetime_minutes": 61})) == {"fail"}
}

test_fail_told_apart_with_its_window_open if {
	_with(pools.dek("7", {"recrypt_from": "2026-11-20T00:00:00Z"})) == {"fail"}
	_with(pools.dek("7", {"expired_at": "2026-11-20T00:00:00Z"})) == {"fail"}
	_with(pools.recrypt({"recrypt_from": "2026-10-01T00:00:00Z"})) == {"pass"}
}

test_undetermined_windows_are_not_known if {
	every window in ["encrypt_from", "encrypt_until", "hand_out_until", "recrypt_from", "expired_at"] {
		_with(pools.dek("7", {window: "", "unknown": {window: "later"}})) == {"undetermined"}
	}
	_with(pools.dek("7", {"hand_out_until": ""})) == {"undetermined"}
	_on(pools.with_unknown("deks", [])) == {"undetermined"}
	_on(pools.with_unknown("going", [])) == {"undetermined"}
	_on(pools.pool({"deks": []})) == {"undetermined"}
}

test_undetermined_sizes_are_not_known if {
	every name in ["key_validity_days", "handed_out_lifetime_minutes"] {
		_on(pools.with_unknown(name, null)) == {"undetermined"}
		_on(pools.pool({name: null})) == {"undetermined"}
	}
}

test_not_assessed_before_it_is_made if _on(pools.made) == {"not_assessed"}
