package keywright.rules.secret.sec_05_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.secret.sec_05

outcomes(facts, profile) := found if {
	found := {finding.outcome | some finding in sec_05.report} with data.keywright_facts as facts with data.keywright_profile as profile
}

reading := {"read": "can"}

api := fixture.reader("arn:aws:iam::123456789012:role/api", reading, {"serves": {"uses": ["aws_lambda_function.api"]}})

other := fixture.reader("arn:aws:iam::123456789012:role/other", reading, {})

of(access, more) := outcomes(fixture.reached_by(fixture.secret({}), access, more), fixture.whole)

test_pass_the_service_alone if {
	of([api], {}) == {"pass"}
	of([], {}) == {"pass"}
}

test_pass_what_rotates_it if {
	of([api, object.union(other, {"serves": {"rotates": ["aws_secretsmanager_secret_rotation.jwt"]}})], {}) == {"pass"}
}

test_pass_who_may_not_read if {
	of([api, fixture.reader("arn:aws:iam::123456789012:role/admin", {"write": "can", "manage": "can"}, {"person": "yes"})], {}) == {"pass"}
}

test_fail_another_service if of([api, other], {}) == {"fail"}

test_fail_whoever_is_nobody_in_particular if {
	of([api, object.union(other, {"open": true})], {"used_by": []}) == {"fail"}
}

test_fail_whoever_reads_every_secret if {
	of([object.union(api, {"every": true})], {}) == {"fail"}
	of([object.union(other, {"every": true})], {"used_by": []}) == {"fail"}
}

test_fail_a_person if {
	of([api, object.union(other, {"person": "yes"})], {"used_by": []}) == {"fail"}
	of([object.union(api, {"person": "yes"})], {}) == {"fail"}
}

test_undetermined_whose_it_is if {
	of([other], {"used_by": []}) == {"undetermined"}
	of([other], {"used_by": [fixture.user("rotates", ["role/rotate"])]}) == {"undetermined"}
	of([other], {"used_by": [fixture.user("uses", [])], "unknown": {"used_by": "as whom it runs is known only after apply"}}) == {"undetermined"}
	of([other], {"unknown": {"used_by": "as whom another runs is known only after apply"}}) == {"undetermined"}
}

test_undetermined_whether_one_reads if {
	of([api, object.union(other, {"capabilities": {"read": "undecided"}})], {}) == {"undetermined"}
	of([object.union(api, {"capabilities": {"read": "undecided"}})], {}) == {"pass"}
	of([object.union(api, {"capabilities": {"read": "undecided"}, "open": true})], {}) == {"undetermined"}
}

test_undetermined_access_unknown if of([api], {"unknown": {"access": "its policy is known only after apply"}}) == {"undetermined"}

test_undetermined_no_row if {
	outcomes(fixture.facts_with([], {"secrets": [fixture.secret({})]}), fixture.whole) == {"undetermined"}
}

test_undetermined_the_rest_of_the_account if {
	facts := fixture.reached_by(fixture.secret({}), [api], {})
	outcomes(facts, fixture.profile) == {"undetermined"}
	google := fixture.reached_by(fixture.secret({"type": "google_secret_manager_secret"}), [api], {})
	outcomes(google, fixture.profile) == {"undetermined"}
}

test_what_the_inputs_never_show_blocks_nothing if {
	weights(fixture.profile, {}) == {"medium"}
	weights(fixture.whole, {"access": "its policy is known only after apply"}) == {"none of its own"}
	weights(fixture.profile, {"access": "its policy is known only after apply"}) == {"none of its own"}
}

weights(profile, unknown) := {object.get(finding, "severity", "none of its own") | some finding in found} if {
	found := sec_05.report with data.keywright_facts as fixture.reached_by(fixture.secret({}), [api], {"unknown": unknown})
		with data.keywright_profile as profile
}

test_undetermined_several_inputs if {
	facts := fixture.reached_by(fixture.secret({}), [api], {})
	several := object.union(facts, {"inventory": {"plans": [{"name": "a"}, {"name": "b"}]}})
	outcomes(several, fixture.whole) == {"undetermined"}
}

test_its_own_policy_refuses_the_rest_of_the_account if {
	ours := fixture.reached_by(fixture.secret({}), [api], {"confined": ["arn:aws:iam::123456789012:role/api"]})
	outcomes(ours, fixture.profile) == {"pass"}
	nobody := fixture.reached_by(fixture.secret({}), [], {"confined": []})
	outcomes(nobody, fixture.profile) == {"pass"}
	theirs := fixture.reached_by(fixture.secret({}), [api], {"confined": ["arn:aws:iam::123456789012:role/*"]})
	outcomes(theirs, fixture.profile) == {"undetermined"}
}

test_environments if {
	staging := fixture.secret({"environment": "staging"})
	outcomes(fixture.reached_by(staging, [other], {}), fixture.profile) == {"pass"}
	unsaid := fixture.secret({"environment": ""})
	outcomes(fixture.reached_by(unsaid, [other], {}), fixture.whole) == {"undetermined"}
	outcomes(fixture.reached_by(unsaid, [api], {}), fixture.whole) == {"pass"}
	open := fixture.secret({"environment": "", "unknown": {"environment": "its tags are known only after apply"}})
	outcomes(fixture.reached_by(open, [other], {}), fixture.whole) == {"undetermined"}
}

test_a_replica_is_its_secret if {
	replica := fixture.secret({"part": "replica[0]"})
	outcomes(fixture.reached_by(replica, [other], {}), fixture.whole) == set()
	password := fixture.secret({"part": "master_user_secret", "kind": "password"})
	outcomes(fixture.reached_by(password, [other], {}), fixture.whole) == {"fail"}
}

# applied is the profile with an application.
applied(block) := object.union(fixture.whole, {"role": {"application": object.union(
	{"capabilities": ["decrypt"], "service_account": true, "principals": ["arn:aws:iam::123456789012:role/other"]},
	block,
)}})

named := object.union(other, {"roles": ["application"]})

by_profile(block) := outcomes(fixture.reached_by(fixture.secret({}), [named], {"used_by": []}), applied(block))

test_an_application_of_the_profile if {
	by_profile({"domains": ["database"]}) == {"pass"}
	by_profile({}) == {"pass"}
	by_profile({"domains": ["database"], "environments": ["Production"]}) == {"pass"}
	by_profile({"domains": ["database"], "environments": ["staging"]}) == {"undetermined"}
	by_profile({"domains": ["pii"]}) == {"undetermined"}
	by_profile({"domains": ["*"]}) == {"undetermined"}
	by_profile({"principals": ["a", "b"]}) == {"undetermined"}
	by_profile({"principals": ["arn:aws:iam::123456789012:role/*"]}) == {"undetermined"}
	by_profile({"service_account": false}) == {"undetermined"}
	by_profile({"capabilities": ["encrypt"]}) == {"undetermined"}
}

test_another_than_the_application_of_the_profile if {
	outcomes(fixture.reached_by(fixture.secret({}), [other], {"used_by": []}), applied({"domains": ["database"]})) == {"fail"}
	confined := fixture.reached_by(fixture.secret({}), [], {"confined": ["arn:aws:iam::123456789012:role/other"]})
	outcomes(confined, object.remove(applied({"domains": ["database"]}), ["policy"])) == {"pass"}
}

# Who else it runs as is no question of the one that is known.
test_pass_its_own_whoever_else_it_runs_as if of([api], {"unknown": {"used_by": "as whom another runs is known only after apply"}}) == {"pass"}

# Of a whole estate the secret's own policy need refuse nobody.
test_pass_an_exemption_for_somebody_who_does_not_read if {
	of([api], {"confined": ["arn:aws:iam::123456789012:role/other"]}) == {"pass"}
}
