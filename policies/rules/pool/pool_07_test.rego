package keywright.rules.pool.pool_07_test

import data.keywright.lib.pool_fixture_test as pools
import data.keywright.rules.pool.pool_07

_on(list) := {[finding.outcome, finding.address] | some finding in found} if {
	found := pool_07.report with data.keywright_facts as pools.facts(list)
		with data.keywright_profile as pools.profile
}

_outcome(pool) := {outcome | some [outcome, _] in _on([pool])}

_other(changes) := pools.pool(object.union(
	{
		"address": "keywright_dek_pool.visa",
		"name": "acquirer-visa",
		"application": "acquirer-visa",
		"deks": [pools.dek("a", {})],
	},
	changes,
))

test_pass_apart if _on([pools.pool({}), _other({})]) == {["pass", "keywright_dek_pool.hub"], ["pass", "keywright_dek_pool.visa"]}

test_pass_another_purpose if _on([pools.pool({}), _other({"application": "processor-hub", "purpose": "card-number"})]) == {["pass", "keywright_dek_pool.hub"], ["pass", "keywright_dek_pool.visa"]}

test_fail_two_pools_for_one_thing if {
	_on([pools.pool({}), _other({"application": "processor-hub"})]) == {["fail", "keywright_dek_pool.hub"], ["fail", "keywright_dek_pool.visa"]}
	_on([pools.pool({}), object.union(pools.made, {"address": "keywright_dek_pool.visa"})]) == {["fail", "keywright_dek_pool.hub"], ["fail", "keywright_dek_pool.visa"]}
}

test_fail_a_key_in_two_pools if _on([pools.pool({}), _other({"deks": [pools.dek("1", {})]})]) == {["fail", "keywright_dek_pool.hub"], ["fail", "keywright_dek_pool.visa"]}

test_fail_a_key_twice if _outcome(pools.pool({"deks": [pools.dek("1", {}), pools.dek("1", {})]})) == {"fail"}

test_fail_not_named_by_its_fingerprint if {
	uuid := "00000000-0000-4000-8000-000000000001"
	_outcome(pools.pool({"deks": [pools.dek("1", {"alias": uuid})]})) == {"fail"}
	_outcome(pools.pool({"deks": [pools.dek("1", {"alias": uuid, "fingerprint": uuid})]})) == {"fail"}
	_outcome(pools.pool({"deks": [pools.dek("1", {"alias": "", "fingerprint": ""})]})) == {"fail"}
}

test_undetermined_names_are_not_known if {
	_outcome(pools.with_unknown("deks", [])) == {"undetermined"}
	_outcome(pools.pool({"deks": []})) == {"undetermined"}
	_outcome(pools.pool({"deks": [pools.dek("1", {"alias": "", "unknown": {"alias": "later"}})]})) == {"undetermined"}
	_outcome(pools.with_unknown("application", "")) == {"undetermined"}
	_outcome(pools.with_unknown("purpose", "")) == {"undetermined"}
	_outcome(pools.pool({"application": ""})) == {"undetermined"}
}

test_not_assessed_before_it_is_made if _outcome(pools.made) == {"not_assessed"}

test_messages_say_where_else_a_key_is if {
	messages := {finding.message | some finding in pool_07.report; finding.outcome == "fail"} with data.keywright_facts as pools.facts([pools.pool({}), _other({"deks": [pools.dek("1", {})]})])
		with data.keywright_profile as pools.profile
	count({message | some message in messages; contains(message, "is in keywright_dek_pool.visa")}) == 1
	count({message | some message in messages; contains(message, "is in keywright_dek_pool.hub")}) == 1
	twice := {finding.message | some finding in pool_07.report; finding.outcome == "fail"} with data.keywright_facts as pools.facts([pools.pool({"deks": [pools.dek("1", {}), pools.dek("1", {})]})])
		with data.keywright_profile as pools.profile
	every message in twice { contains(message, "is in it twice") }
}
