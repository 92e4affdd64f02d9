package keywright.rules.access.acc_10_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.access.acc_10

role(name) := sprintf("arn:aws:iam::123456789012:role/%s", [name])

outcomes(changes, profile) := fixture.of_key(report) if {
	report := acc_10.report with data.keywright_facts as fixture.facts([fixture.key(changes)])
		with data.keywright_profile as profile
}

unknown := {"policy": "it depends on var.x, known only after apply"}

of(account, profile) := outcomes({"access": [object.union(fixture.access(sprintf("arn:aws:iam::%s:role/x", [account]), [], {"decrypt": "can"}), {"account": account})]}, profile)

listing := object.union(fixture.profile, {"policy": {"accounts": ["123456789012"], "environment": {"staging": {"accounts": ["222222222222"]}}}})

test_pass_listed if {
	of("123456789012", listing) == {"pass"}
	of("222222222222", listing) == {"pass"}
}

test_pass_the_keys_own_account_where_none_is_listed if of("123456789012", fixture.profile) == {"pass"}

test_pass_services_have_none if {
	outcomes({"access": [object.union(fixture.access("logs.amazonaws.com", [], {"decrypt": "can"}), {"kind": "Service", "account": ""})]}, listing) == {"pass"}
}

test_fail_another if {
	of("999999999999", listing) == {"fail"}
	of("999999999999", fixture.profile) == {"fail"}
}

test_fail_the_keys_own_account_where_another_is_listed if {
	of("123456789012", object.union(fixture.profile, {"policy": {"accounts": ["222222222222"]}})) == {"fail"}
}

test_undetermined_an_id if {
	outcomes({"access": [object.union(fixture.access("AROAABCDEFGHIJKLMNOPQ", [], {"decrypt": "can"}), {"account": ""})]}, listing) == {"undetermined"}
}

test_fail_two_accounts_whichever_is_the_keys_own if {
	rows := [object.union(fixture.access(sprintf("arn:aws:iam::%s:role/x", [account]), [], {"decrypt": "can"}), {"account": account}) | some account in ["123456789012", "222222222222"]]
	outcomes({"account": "", "access": rows}, fixture.profile) == {"fail"}
	outcomes({"account": "", "access": [rows[0]]}, fixture.profile) == {"pass"}
}

test_undetermined_without_the_policy if outcomes({"unknown": unknown}, listing) == {"undetermined"}

# Everyone, whom conditions narrow to some accounts.
everyone(accounts, conditions) := object.union(
	object.remove(fixture.access("*", [], {"decrypt": "can"}), ["account", "conditions"]),
	{"account": "", "accounts": accounts, "conditions": conditions},
)

test_fail_everyone_of_another_account if {
	outcomes({"access": [everyone(["999999999999"], [])]}, listing) == {"fail"}
	outcomes({"access": [everyone(["123456789012", "999999999999"], [])]}, fixture.profile) == {"fail"}
}

test_pass_everyone_of_a_listed_account if outcomes({"access": [everyone(["123456789012"], [])]}, listing) == {"pass"}

test_undetermined_the_accounts_of_an_organisation if outcomes({"access": [everyone([], ["of organisation o-a1b2c3d4e5"])]}, listing) == {"undetermined"}

test_undetermined_one_account_that_may_be_the_keys_own if {
	outcomes({"account": "", "access": [everyone(["999999999999"], [])]}, fixture.profile) == {"undetermined"}
}

test_not_assessed_where_it_is_open_to_everyone if {
	row := object.union(object.remove(fixture.access("*", [], {"decrypt": "can"}), ["account", "open"]), {"account": "", "open": true})
	outcomes({"access": [row]}, listing) == {"not_assessed"}
}

test_undetermined_everyone_whom_another_condition_leaves if outcomes({"access": [everyone([], ["aws:userid StringLike AROA"])]}, listing) == {"undetermined"}

test_undetermined_an_account_that_only_a_grant_names if {
	row := object.union(object.remove(fixture.access("arn:aws:iam::999999999999:role/x", [], {"decrypt": "can"}), ["statements"]), {"account": "999999999999", "statements": ["aws_kms_grant.x"]})
	facts := fixture.facts_with([fixture.key({"account": "", "access": [row]})], {"grants": [{"address": "aws_kms_grant.x", "key": fixture.base.address, "unknown": {}}]})
	report := acc_10.report with data.keywright_facts as facts with data.keywright_profile as fixture.profile
	fixture.of_key(report) == {"undetermined"}
}

_google(members, more, profile) := outcome if {
	outcome := fixture.of_key(acc_10.report) with data.keywright_facts as fixture.facts([fixture.google(object.union({"access": members}, more))])
		with data.keywright_profile as profile
}

_account(project) := object.union(fixture.member(sprintf("serviceAccount:a@%s.iam.gserviceaccount.com", [project]), {"decrypt": "can"}), {"account": project})

_listing(accounts) := object.union(fixture.profile, {"policy": {"accounts": accounts}})

test_pass_service_accounts_of_listed_projects if {
	_google([_account("drop-prod")], {}, fixture.profile) == {"pass"}
	_google([_account("drop-prod")], {}, _listing(["123456789012"])) == {"pass"}
	_google([_account("drop-tools")], {}, _listing(["drop-tools"])) == {"pass"}
}

test_fail_service_account_of_another_project if {
	_google([_account("another")], {}, fixture.profile) == {"fail"}
	_google([_account("drop-prod")], {}, _listing(["drop-tools"])) == {"fail"}
}

test_undetermined_people_of_no_listed_domain if {
	_google([fixture.member("user:ada@drop.example", {"decrypt": "can"})], {}, fixture.profile) == {"undetermined"}
	_google([fixture.member("user:ada@drop.example", {"decrypt": "can"})], {}, _listing(["drop-prod", "drop.example"])) == {"pass"}
	_google([fixture.member("domain:drop.example", {"decrypt": "can"})], {}, _listing(["drop.example"])) == {"pass"}
}

test_undetermined_own_project_not_known if _google([_account("drop-prod")], {"account": "", "unknown": {"account": "later"}}, fixture.profile) == {"undetermined"}

test_fail_two_accounts_and_no_service_among_them if {
	rows := [object.union(fixture.access(sprintf("arn:aws:iam::%s:role/x", [account]), [], {"decrypt": "can"}), {"account": account}) | some account in ["123456789012", "222222222222"]]
	service := object.union(object.remove(fixture.access("logs.amazonaws.com", [], {"decrypt": "can"}), ["account"]), {"kind": "Service", "account": ""})
	facts := fixture.facts([fixture.key({"account": "", "access": array.concat(rows, [service])})])
	some judged in acc_10.report with data.keywright_facts as facts with data.keywright_profile as fixture.profile
	judged.outcome == "fail"
	not contains(judged.actual, "logs.amazonaws.com")
}

test_undetermined_says_what_is_not_known_of_everyone if {
	_missing([]) == {"of which accounts those are whom the conditions for everyone leave is not known"}
	_missing(["of organisation o-a1b2c3d4e5"]) == {"which accounts the organisation has that its condition names is not known"}
}

_missing(conditions) := {judged.actual | some judged in report} if {
	report := acc_10.report with data.keywright_facts as fixture.facts([fixture.key({"access": [everyone([], conditions)]})])
		with data.keywright_profile as listing
}
