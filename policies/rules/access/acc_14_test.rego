package keywright.rules.access.acc_14_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.access.acc_14

role(name) := sprintf("arn:aws:iam::123456789012:role/%s", [name])

outcomes(changes, profile) := fixture.of_key(report) if {
	report := acc_14.report with data.keywright_facts as fixture.facts([fixture.key(changes)])
		with data.keywright_profile as profile
}

unknown := {"policy": "it depends on var.x, known only after apply"}

policy(changes) := object.union(
	{
		"address": "aws_iam_policy.p",
		"type": "aws_iam_policy",
		"actions": ["create"],
		"bearers": ["role/app"],
		"status": "known",
		"reason": "",
		"every_key": {"can": [], "perhaps": [], "open": [], "statements": []},
		"boundary_alone": false,
		"unknown": {},
	},
	changes,
)

of(changes) := {finding.outcome | some finding in report} if {
	report := acc_14.report with data.keywright_facts as fixture.facts_with([], {"identity_policies": [policy(changes)]})
		with data.keywright_profile as fixture.profile
}

test_pass_named_keys if of({}) == {"pass"}

test_pass_encrypting_and_reading if of({"every_key": {"can": ["encrypt", "read"], "perhaps": [], "open": [], "statements": ["#1"]}}) == {"pass"}

test_pass_keys_of_a_tag if of({"every_key": {"can": [], "perhaps": ["decrypt"], "open": [], "statements": ["#1"]}}) == {"pass"}

test_silent_on_what_goes if of({"actions": ["delete"], "every_key": {"can": ["decrypt"], "perhaps": [], "open": [], "statements": ["#1"]}}) == set()

test_fail_every_key if of({"every_key": {"can": ["decrypt"], "perhaps": [], "open": [], "statements": ["#1"]}}) == {"fail"}

test_fail_what_a_draft_shows if {
	of({"status": "unknown", "reason": "it depends on var.x", "every_key": {"can": ["decrypt"], "perhaps": [], "open": [], "statements": ["#1"]}}) == {"fail"}
}

open_to(capabilities) := {"can": [], "perhaps": [], "open": capabilities, "statements": []}

test_undetermined_without_the_text if {
	of({"status": "unknown", "reason": "it depends on var.x", "every_key": open_to(["decrypt", "read"])}) == {"undetermined"}
}

test_pass_what_is_not_known_lets_nobody_decrypt if {
	of({"status": "unknown", "reason": "it depends on var.x", "every_key": open_to(["lifecycle"])}) == {"pass"}
}

test_fail_says_what_is_opened if {
	some judged in acc_14.report with data.keywright_facts as fixture.facts_with([], {"identity_policies": [{
		"address": "google_folder_iam_member.a",
		"type": "google_folder_iam_member",
		"actions": ["create"],
		"bearers": ["user:ada@drop.example"],
		"status": "known",
		"reason": "",
		"every_key": {"can": ["decrypt"], "perhaps": [], "open": [], "statements": ["roles/owner"]},
	}]})
		with data.keywright_profile as fixture.profile
	judged.outcome == "fail"
	contains(judged.message, "every key of the folder")
}

test_fail_every_key_of_vault if of({"address": "vault_policy.p", "type": "vault_policy", "every_key": {"can": ["decrypt"], "perhaps": [], "open": [], "statements": ["transit/*"]}}) == {"fail"}

_opening := {"every_key": {"can": ["decrypt"], "perhaps": [], "open": [], "statements": ["#1"]}, "bearers": []}

test_pass_a_boundary_alone if of(object.union(_opening, {"boundary_alone": true})) == {"pass"}

test_fail_what_is_no_boundary_alone if of(object.union(_opening, {"boundary_alone": false})) == {"fail"}

test_undetermined_a_boundary_that_somebody_may_bear if {
	of(object.union(_opening, {"boundary_alone": true, "unknown": {"bearers": "later"}})) == {"undetermined"}
	of({"boundary_alone": true, "unknown": {"bearers": "later"}, "every_key": open_to(["decrypt"]), "status": "unknown", "reason": "it depends on var.x"}) == {"undetermined"}
	of({"boundary_alone": true, "unknown": {"bearers": "later"}}) == {"pass"}
}

_told(changes) := judged if {
	some judged in acc_14.report with data.keywright_facts as fixture.facts_with([], {"identity_policies": [policy(changes)]})
		with data.keywright_profile as fixture.profile
}

test_fail_says_who_bears_it if {
	contains(_told(_opening).message, "lets whoever bears it decrypt")
	contains(_told(object.union(_opening, {"bearers": ["role/app", "role/worker"]})).message, "lets role/app, role/worker decrypt")
}

test_undetermined_says_what_is_not_known if {
	_told({"status": "unknown", "every_key": open_to(["decrypt"])}).actual == "its text is not known"
	_told({"status": "unknown", "reason": "it depends on var.x", "every_key": open_to(["decrypt"])}).actual == "it depends on var.x"
}
