package keywright.lib.reached_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.reached

_facts(users, plans) := fixture.facts_with([], {
	"secrets": [fixture.secret({})],
	"secret_reach": [{"address": fixture.secret({}).address, "access": [], "used_by": users, "confined": null, "unknown": {}}],
	"plans": plans,
})

_told(users) := told if {
	told := reached.told(fixture.secret({})) with data.keywright_facts as _facts(users, [])
		with data.keywright_profile as fixture.profile
}

# A workload says whose a secret is only if it says as whom it runs.
test_whose_a_secret_is if {
	_told([{"how": "uses", "identities": ["arn:aws:iam::123456789012:role/app"]}])
	not _told([{"how": "uses", "identities": []}])
	not _told([{"how": "rotates", "identities": ["arn:aws:iam::123456789012:role/rotate"]}])
	not _told([])
}

_beyond(plans) := reasons if {
	reasons := reached.beyond(fixture.secret({})) with data.keywright_facts as _facts([], plans)
		with data.keywright_profile as fixture.whole
}

# Policies of several inputs are not joined; of one there is nothing to join.
test_what_inputs_do_not_show if {
	_beyond(["a"]) == set()
	count(_beyond(["a", "b"])) == 1
}
