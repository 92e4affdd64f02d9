package keywright.rules.pool.pool_01_test

import data.keywright.lib.pool_fixture_test as pools
import data.keywright.rules.pool.pool_01

_on(pool) := outcome if {
	outcome := {finding.outcome | some finding in pool_01.report} with data.keywright_facts as pools.facts([pool])
		with data.keywright_profile as pools.profile
}

_of(changes) := _on(pools.pool(changes))

_sizes := ["valid_keys", "future_keys", "key_validity_days", "handed_out", "handed_out_lifetime_minutes", "cache_hours"]

test_pass_all_set if _of({}) == {"pass"}

test_fail_one_is_not_set if {
	every name in _sizes { _of({name: null}) == {"fail"} }
}

test_fail_one_is_nothing if {
	every name in _sizes { _of({name: -1}) == {"fail"} }
	every name in _sizes_but_cache { _of({name: 0}) == {"fail"} }
}

_sizes_but_cache := [name | some name in _sizes; name != "cache_hours"]

test_pass_no_cache if _of({"cache_hours": 0}) == {"pass"}

# At most as many as are valid.
test_fail_more_handed_out_than_valid if {
	_of({"handed_out": 3}) == {"fail"}
	_of({"handed_out": 2}) == {"pass"}
}

test_fail_too_few_made_ahead if {
	_of({"future_keys": 1}) == {"fail"}
	_of({"future_keys": 3}) == {"pass"}
}

# An hour is handed out of a key of an hour's life at most.
test_fail_handed_out_for_longer_than_a_key_encrypts if {
	_of({"key_validity_days": 1, "handed_out_lifetime_minutes": 1441}) == {"fail"}
	_of({"key_validity_days": 1, "handed_out_lifetime_minutes": 1440}) == {"pass"}
}

test_fail_cached_for_too_long if _of({"cache_hours": 3}) == {"fail"}

# The first key that ends needs one that begins by then; at its end itself will do.
test_fail_nothing_takes_over if {
	late := pools.dek("3", {"encrypt_from": "2026-12-01T00:00:01Z", "encrypt_until": "2026-12-31T00:00:00Z"})
	_of({"deks": array.concat(pools.encrypting, [late, pools.coming[1]])}) == {"fail"}
}

test_pass_windows_that_are_not_known if _of({"deks": [], "unknown": {"deks": "later"}}) == {"pass"}

test_undetermined_a_size_is_not_known if {
	every name in _sizes { _on(pools.with_unknown(name, null)) == {"undetermined"} }
}

test_undetermined_the_profile_has_no_limit if {
	{finding.outcome | some finding in pool_01.report} == {"undetermined"} with data.keywright_facts as pools.facts([pools.pool({})])
		with data.keywright_profile as object.remove(pools.profile, ["rotation"])
}
