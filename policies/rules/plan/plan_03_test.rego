package keywright.rules.plan.plan_03_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.plan.plan_03

test_undetermined_without_keys if {
	keys := []
	fixture.said(plan_03.report) == {["undetermined", "plan.json"]} with data.keywright_facts as fixture.facts_with(keys, {"plans": [object.union({"name": "plan.json", "kind": "plan", "errored": false, "complete": true, "keys": 1, "outside": 0}, {"keys": 0})]})
		with data.keywright_profile as fixture.profile
}

test_silent_where_nothing_is_wrong if {
	keys := []
	fixture.said(plan_03.report) == set() with data.keywright_facts as fixture.facts_with(keys, {"plans": [object.union({"name": "plan.json", "kind": "plan", "errored": false, "complete": true, "keys": 1, "outside": 0}, {})]})
		with data.keywright_profile as fixture.profile
}
