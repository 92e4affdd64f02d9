package keywright.rules.pool.pool_03_test

import data.keywright.lib.pool_fixture_test as pools
import data.keywright.rules.pool.pool_03

_at(now, pool) := outcome if {
	outcome := {finding.outcome | some finding in pool_03.report} with data.keywright_facts as pools.facts_at([pool], now)
		with data.keywright_profile as pools.profile
}

_with(deks) := pools.pool({"deks": array.concat(pools.good, deks)})

_without(going) := pools.pool({"actions": ["update"], "going": going})

_gone := pools.expired({"expired_at": "2026-10-22T10:00:00Z"})

test_pass_none_is_expired if _at(pools.now, pools.pool({})) == {"pass"}

test_pass_kept_as_long_as_backups if _at(pools.now, _with([pools.expired({})])) == {"pass"}

# Thirty days from 22 October, ten o'clock, are over on 21 November at ten; by midnight the key must be gone.
test_fail_left_over_once_the_day_is_over if {
	_at("2026-11-21T23:59:59Z", _with([_gone])) == {"pass"}
	_at("2026-11-22T00:00:00Z", _with([_gone])) == {"fail"}
}

test_fail_gone_before_the_last_hour if {
	_at("2026-11-21T09:59:59Z", _without([_gone])) == {"fail"}
	_at("2026-11-21T10:00:00Z", _without([_gone])) == {"pass"}
}

# Of the profile's days and the pool's own the longer ones count.
test_fail_the_longer_retention_counts if {
	_at("2026-11-21T10:00:00Z", object.union(_without([_gone]), {"backup_retention_days": 60})) == {"fail"}
	_at("2026-11-21T09:59:59Z", object.union(_without([_gone]), {"backup_retention_days": 7})) == {"fail"}
}

# What goes with data under it is KEY-17's.
test_pass_what_is_not_expired if _at(pools.now, _without([pools.recrypt({})])) == {"pass"}

test_undetermined_no_retention_is_stated if {
	every pool in [pools.pool({"purpose": "database"}), pools.pool({"purpose": "card-number"}), object.union(pools.made, {"purpose": "database"})] {
		_at(pools.now, pool) == {"undetermined"}
	}
	_at(pools.now, pools.pool({"purpose": "database", "backup_retention_days": 7})) == {"pass"}
	_at(pools.now, pools.with_unknown("purpose", "")) == {"undetermined"}
	_at(pools.now, pools.with_unknown("backup_retention_days", null)) == {"undetermined"}
}

test_undetermined_windows_are_not_known if {
	_at(pools.now, pools.with_unknown("deks", [])) == {"undetermined"}
	_at(pools.now, pools.with_unknown("going", [])) == {"undetermined"}
	_at(pools.now, pools.pool({"deks": []})) == {"undetermined"}
	_at(pools.now, _with([pools.expired({"expired_at": "", "unknown": {"expired_at": "later"}})])) == {"undetermined"}
	_at(pools.now, _without([pools.expired({"expired_at": "", "unknown": {"expired_at": "later"}})])) == {"undetermined"}
	_at("", pools.pool({})) == {"undetermined"}
}

test_not_assessed_before_it_is_made if _at(pools.now, pools.made) == {"not_assessed"}
