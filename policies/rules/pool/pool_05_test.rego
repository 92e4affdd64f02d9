package keywright.rules.pool.pool_05_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.pool_alarms
import data.keywright.lib.pool_fixture_test as pools
import data.keywright.rules.pool.pool_05

_alarm(event, changes) := fixture.alarm(object.union({"address": sprintf("aws_cloudwatch_metric_alarm.%s", [event]), "events": [event], "pool": "processor-hub-pii"}, changes))

_all(changes) := [_alarm(event, changes) | some event, _ in pool_alarms.irregularities]

_under(profile, pool, alarms) := outcome if {
	outcome := {finding.outcome | some finding in pool_05.report} with data.keywright_facts as object.union(fixture.facts_with([], {"pools": [pool], "alarms": alarms}), {"now": pools.now})
		with data.keywright_profile as profile
}

_on(alarms) := _under(pools.whole, pools.pool({}), alarms)

_but(name) := [_alarm(event, {}) | some event, _ in pool_alarms.irregularities; event != name]

test_pass_all_six if {
	_on(_all({})) == {"pass"}
	_on(_all({"pool": ""})) == {"pass"}
	_under(pools.profile, pools.pool({}), _all({})) == {"pass"}
}

test_fail_one_is_missing if {
	count(pool_alarms.irregularities) == 6
	every name, _ in pool_alarms.irregularities { _on(_but(name)) == {"fail"} }
}

test_fail_nobody_is_told if {
	_on(_all({"acts": false})) == {"fail"}
	_on(_all({"actions": ["delete"]})) == {"fail"}
}

test_fail_another_pool if {
	_on(_all({"pool": "acquirer-visa"})) == {"fail"}
	_under(pools.whole, pools.pool({"name": ""}), _all({})) == {"fail"}
}

test_undetermined_for_which_pool_is_not_known if {
	_on(array.concat(_but("DekPoolFutureKeys"), [_alarm("DekPoolFutureKeys", {"pool": "", "unknown": {"pool": "later"}})])) == {"undetermined"}
	_under(pools.whole, pools.with_unknown("name", ""), _all({})) == {"undetermined"}
}

test_not_assessed_of_a_part_of_the_estate if _under(pools.profile, pools.pool({}), []) == {"not_assessed"}
