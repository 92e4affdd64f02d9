package keywright.rules.plan.plan_02_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.plan.plan_02

test_undetermined_incomplete if {
	keys := []
	fixture.said(plan_02.report) == {["undetermined", "plan.json"]} with data.keywright_facts as fixture.facts_with(keys, {"plans": [object.union({"name": "plan.json", "kind": "plan", "errored": false, "complete": true, "keys": 1}, {"complete": false})]})
		with data.keywright_profile as fixture.profile
}

test_silent_where_nothing_is_wrong if {
	keys := []
	fixture.said(plan_02.report) == set() with data.keywright_facts as fixture.facts_with(keys, {"plans": [object.union({"name": "plan.json", "kind": "plan", "errored": false, "complete": true, "keys": 1}, {})]})
		with data.keywright_profile as fixture.profile
}

test_silent_where_a_directory_tells_all if {
	plans := [{"name": "infra", "kind": "directory", "errored": false, "complete": true, "keys": 1, "open": []}]
	fixture.said(plan_02.report) == set() with data.keywright_facts as fixture.facts_with([], {"plans": plans}) with data.keywright_profile as fixture.profile
}

test_undetermined_open if {
	keys := []
	plans := [{"name": "infra", "kind": "directory", "errored": false, "complete": false, "keys": 1, "open": ["module.keys: its files are not in the directory"]}]
	report := plan_02.report with data.keywright_facts as fixture.facts_with(keys, {"plans": plans}) with data.keywright_profile as fixture.profile
	fixture.said(report) == {["undetermined", "infra"]}
	report[0].actual == "module.keys: its files are not in the directory"
}
