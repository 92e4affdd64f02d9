package keywright.lib.custody_test

import data.keywright.lib.custody
import data.keywright.lib.fixture_test as fixture

role(name) := sprintf("arn:aws:iam::123456789012:role/%s", [name])

managing(name, verdict) := fixture.access(role(name), [], {"lifecycle": verdict})

admin := fixture.access(role("admin"), ["key-admin"], {"lifecycle": "can"})

# Every key has an administrator whom the profile names.
key(name, purpose, access) := fixture.key({"address": name, "purpose": purpose, "purposes": [purpose], "access": array.concat([admin], access)})

of(keys) := {[found.principal, found.domain, found.verdict] |
	some backup in keys
	custody.is_backup(backup)
	some found in custody.of(backup) with data.keywright_facts as fixture.facts(keys) with data.keywright_profile as fixture.profile
}

backup(access) := key("backup", "backup", access)

test_one_who_manages_all if {
	of([key("a", "database", [managing("x", "can")]), backup([managing("x", "can")])]) == {[role("x"), "database", "can"]}
	of([key("a", "database", [managing("x", "undecided")]), backup([managing("x", "can")])]) == {[role("x"), "database", "undecided"]}
}

test_one_key_of_the_domain_is_anothers if {
	keys := [key("a", "database", [managing("x", "can")]), key("b", "database", [managing("y", "can")]), backup([managing("x", "can")])]
	of(keys) == set()
}

test_an_administrator_each if of([key("a", "database", [managing("x", "can")]), backup([managing("y", "can")])]) == set()

test_the_policy_administrator_and_the_account_do_not_count if {
	every row in [
		fixture.access(role("pipeline"), ["policy-admin"], {"policy": "can", "lifecycle": "can"}),
		fixture.access(role("pipeline"), [], {"policy": "can"}),
		fixture.access("arn:aws:iam::123456789012:root", [], {"policy": "can", "decrypt": "can"}),
	] {
		of([key("a", "database", [row]), backup([row])]) == set()
	}
}

test_key_administrators_whom_the_profile_gives_domains_of_their_own if {
	keys := [key("a", "database", []), backup([])]
	of(keys) == set()
	some found in custody.of(keys[1]) with data.keywright_facts as fixture.facts(keys)
		with data.keywright_profile as object.union(fixture.profile, {"role": {"key-admin": {"domains": ["database"]}}})
	found.principal == role("admin")
}

test_a_key_of_unknown_policy_may_be_anyones if {
	hidden := object.union(key("b", "database", []), {"unknown": {"policy": "it depends on var.x"}})
	of([key("a", "database", [managing("x", "can")]), hidden, backup([managing("x", "can")])]) == {[role("x"), "database", "undecided"]}
}
