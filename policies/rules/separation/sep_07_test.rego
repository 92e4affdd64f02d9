package keywright.rules.separation.sep_07_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.separation.sep_07

role(name) := sprintf("arn:aws:iam::123456789012:role/%s", [name])

outcomes(changes, profile) := fixture.of_key(report) if {
	report := sep_07.report with data.keywright_facts as fixture.facts([fixture.key(changes)])
		with data.keywright_profile as profile
}

unknown := {"policy": "it depends on var.x, known only after apply"}

app(verdict) := fixture.access(role("app"), [], {"decrypt": verdict})

staging(access) := object.union(fixture.base, {"address": "aws_kms_key.staging", "aliases": ["staging"], "environment": "staging", "access": access})

of(access, others) := with_profile(access, others, fixture.profile)

with_profile(access, others, profile) := fixture.of_key(report) if {
	report := sep_07.report with data.keywright_facts as fixture.facts(array.concat([fixture.key({"access": access})], others))
		with data.keywright_profile as profile
}

test_pass_principals_of_their_own if of([app("can")], [staging([fixture.access(role("test"), [], {"decrypt": "can"})])]) == {"pass"}

test_pass_who_only_encrypts_or_reads if {
	of([fixture.access(role("app"), [], {"encrypt": "can", "read": "can"})], [staging([app("can")])]) == {"pass"}
}

test_pass_other_environments if outcomes({"environment": "staging", "access": [app("can")]}, fixture.profile) == {"pass"}

test_pass_services if {
	service := object.union(fixture.access("rds.amazonaws.com", [], {"decrypt": "can"}), {"kind": "Service"})
	of([service], [staging([service])]) == {"pass"}
}

test_fail_one_who_decrypts_in_both if {
	of([app("can")], [staging([app("can")])]) == {"fail"}
	of([app("can")], [staging([fixture.access(role("app"), [], {"data-key": "can"})])]) == {"fail"}
}

# A session is its role's, whichever of the two either key names.
test_fail_a_session_of_the_role if {
	session := fixture.access("arn:aws:sts::123456789012:assumed-role/app/one", [], {"decrypt": "can"})
	of([app("can")], [staging([session])]) == {"fail"}
	of([session], [staging([app("can")])]) == {"fail"}
	of([fixture.access(role("team/app"), [], {"decrypt": "can"})], [staging([session])]) == {"fail"}
	of([fixture.access(role("other"), [], {"decrypt": "can"})], [staging([session])]) == {"pass"}
}

test_fail_an_account_of_another_environment if {
	profile := object.union(fixture.profile, {"policy": {"environment": {"production": {"accounts": ["210987654321"]}, "staging": {"accounts": ["123456789012"]}}}})
	with_profile([app("can")], [], profile) == {"fail"}
	both := object.union(fixture.profile, {"policy": {"environment": {"production": {"accounts": ["123456789012"]}, "staging": {"accounts": ["123456789012"]}}}})
	with_profile([app("can")], [], both) == {"pass"}
}

# Whom conditions for everyone leave, is not asked of each principal of another key.
test_undetermined_everyone_elsewhere if {
	everyone := fixture.access("*", [], {"decrypt": "can"})
	of([app("can")], [staging([everyone])]) == {"undetermined"}
	of([app("can")], [staging([object.union(everyone, {"accounts": ["123456789012"]})])]) == {"undetermined"}
	of([app("can")], [staging([object.union(everyone, {"accounts": ["210987654321"]})])]) == {"pass"}
	of([app("can")], [staging([object.union(everyone, {"confined": true})])]) == {"pass"}
	of([app("can")], [staging([fixture.access("*", [], {"encrypt": "can"})])]) == {"pass"}
	of([fixture.access(role("app"), [], {"encrypt": "can"})], [staging([everyone])]) == {"pass"}
}

test_undetermined_by_identity_policies if {
	of([app("can")], [staging([app("undecided")])]) == {"undetermined"}
	of([app("undecided")], [staging([app("can")])]) == {"undetermined"}
}

test_undetermined_without_the_environment if {
	found := sep_07.report with data.keywright_facts as fixture.facts([
		fixture.key({"environment": "", "unknown": {"environment": "it depends on var.x"}, "access": [app("can")]}),
		staging([app("can")]),
	])
		with data.keywright_profile as fixture.profile
	fixture.of_key(found) == {"undetermined"}
}

test_undetermined_without_the_policy if outcomes({"unknown": unknown}, fixture.profile) == {"undetermined"}

test_undetermined_a_key_that_says_no_environment if {
	of([app("can")], [object.union(staging([app("can")]), {"environment": ""})]) == {"undetermined"}
	found := sep_07.report with data.keywright_facts as fixture.facts([fixture.key({"environment": "", "access": [app("can")]}), staging([])])
		with data.keywright_profile as fixture.profile
	fixture.of_key(found) == {"undetermined"}
}

# Of one key of no known environment nothing is told where its policy is not known either.
test_undetermined_the_only_key_without_its_policy if {
	outcomes({"environment": "", "unknown": unknown}, fixture.profile) == {"undetermined"}
	outcomes({"environment": "staging", "unknown": unknown}, fixture.profile) == {"pass"}
}

test_pass_the_only_key if outcomes({"environment": "", "access": [app("can")]}, fixture.profile) == {"pass"}

test_pass_the_only_key_of_an_unknown_environment if {
	outcomes({"environment": "", "unknown": {"environment": "later"}, "access": [app("can")]}, fixture.profile) == {"pass"}
}

# Who assumes a role of production.
_by_assuming(principal, verdict, others) := _by_assuming_under(principal, verdict, others, fixture.profile)

_by_assuming_under(principal, verdict, others, profile) := fixture.of_key(report) if {
	way := {"principal": principal, "roles": [], "capability": "decrypt", "edge": "assume", "verdict": verdict, "steps": ["It assumes app."]}
	report := sep_07.report with data.keywright_facts as fixture.facts(array.concat([fixture.key({"access": [app("can")], "escalations": [way]})], others))
		with data.keywright_profile as profile
}

_tester := staging([fixture.access(role("test"), [], {"decrypt": "can"})])

test_fail_who_decrypts_elsewhere_and_assumes_a_role if _by_assuming(role("test"), "can", [_tester]) == {"fail"}

test_undetermined_who_perhaps_assumes_a_role if {
	_by_assuming(role("test"), "undecided", [_tester]) == {"undetermined"}
	_by_assuming(role("test"), "can", [staging([fixture.access(role("test"), [], {"decrypt": "undecided"})])]) == {"undetermined"}
}

test_pass_who_assumes_a_role_and_decrypts_nowhere_else if {
	_by_assuming(role("other"), "can", [_tester]) == {"pass"}
	_by_assuming(role("test"), "can", [staging([fixture.access(role("test"), [], {"encrypt": "can"})])]) == {"pass"}
}

test_fail_who_assumes_a_role_from_an_account_of_another_environment if {
	profile := object.union(fixture.profile, {"policy": {"environment": {"production": {"accounts": ["123456789012"]}, "staging": {"accounts": ["210987654321"]}}}})
	_by_assuming_under("arn:aws:iam::210987654321:role/test", "can", [], profile) == {"fail"}
	_by_assuming_under(role("test"), "can", [], profile) == {"pass"}
}

# A role of the plan without an account may be one of its name.
test_undetermined_a_new_role_of_the_name if {
	identity := {"address": "aws_iam_role.test", "kind": "role", "name": "test", "arn": ""}
	way := {"principal": "aws_iam_role.test", "roles": [], "capability": "decrypt", "edge": "assume", "verdict": "can", "steps": ["It assumes app."]}
	every name, outcome in {"test": "undetermined", "other": "pass"} {
		inventory := fixture.facts([fixture.key({"access": [app("can")], "escalations": [way]}), _tester])
		facts := object.union(inventory, {"inventory": {"identities": [object.union(identity, {"name": name})]}})
		found := sep_07.report with data.keywright_facts as facts
			with data.keywright_profile as fixture.profile
		fixture.of_key(found) == {outcome}
	}
}

# The key of production that conditions open may be opened to whom another environment's names.
test_undetermined_everyone_here if {
	everyone := object.union(fixture.access("*", [], {"decrypt": "can"}), {"accounts": ["123456789012"]})
	of([everyone], [staging([app("can")])]) == {"undetermined"}
	of([object.union(everyone, {"accounts": []})], [staging([app("can")])]) == {"undetermined"}
	of([object.union(everyone, {"accounts": ["210987654321"]})], [staging([app("can")])]) == {"pass"}
	of([object.union(everyone, {"confined": true})], [staging([app("can")])]) == {"pass"}
	of([everyone], [staging([fixture.access(role("app"), [], {"encrypt": "can"})])]) == {"pass"}
}

test_undetermined_everyone_of_a_key_without_environment if {
	everyone := fixture.access("*", [], {"decrypt": "can"})
	of([app("can")], [object.union(staging([everyone]), {"environment": ""})]) == {"undetermined"}
}

test_undetermined_who_assumes_a_role_and_may_be_among_everyone if {
	everyone := object.union(fixture.access("*", [], {"decrypt": "can"}), {"accounts": ["210987654321"]})
	_by_assuming("arn:aws:iam::210987654321:role/test", "can", [staging([everyone])]) == {"undetermined"}
	_by_assuming("arn:aws:iam::222222222222:role/test", "can", [staging([everyone])]) == {"pass"}
}

# Whose account is not known may be of any.
test_undetermined_of_an_unknown_account if {
	everyone := object.union(fixture.access("*", [], {"decrypt": "can"}), {"accounts": ["123456789012"]})
	stranger := object.union(fixture.access("AROAEXAMPLEEXAMPLE", [], {"decrypt": "can"}), {"account": ""})
	of([stranger], [staging([everyone])]) == {"undetermined"}
	of([everyone], [staging([stranger])]) == {"undetermined"}
	of([app("undecided")], [staging([everyone])]) == {"undetermined"}
	_by_assuming("aws_iam_role.test", "can", [staging([object.union(everyone, {"accounts": ["210987654321"]})])]) == {"undetermined"}
}
