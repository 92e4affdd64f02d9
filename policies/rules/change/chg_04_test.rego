package keywright.rules.change.chg_04_test

import data.keywright
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.inventory_test as planned
import data.keywright.rules.change.chg_04

_required := object.union(fixture.profile, {"policy": {"require": ["approvals"]}})

_app := "arn:aws:iam::123456789012:role/app"

_key(capabilities, more) := fixture.key(object.union({"actions": ["update"], "access": [fixture.access(_app, [], capabilities)]}, more))

_under(profile, before, after) := outcome if {
	outcome := fixture.of_key(chg_04.report) with data.keywright_facts as fixture.facts_with([after], {"prior_keys": [before]})
		with data.keywright_profile as profile
}

test_fail_gained_where_approvals_are_required if {
	_under(_required, _key({"encrypt": "can"}, {}), _key({"encrypt": "can", "decrypt": "can"}, {})) == {"fail"}
	_under(_required, _key({"encrypt": "can"}, {}), _key({"encrypt": "can", "decrypt": "undecided"}, {})) == {"fail"}
	_under(_required, _key({"decrypt": "undecided"}, {}), _key({"decrypt": "can"}, {})) == {"fail"}
	_under(_required, _key({}, {"access": []}), _key({"read": "can"}, {})) == {"fail"}
}

test_fail_says_what_is_gained if {
	some judged in chg_04.report with data.keywright_facts as fixture.facts_with([_key({"encrypt": "can", "decrypt": "can"}, {})], {"prior_keys": [_key({"encrypt": "can"}, {})]})
		with data.keywright_profile as _required
	judged.message == sprintf("The change gives %s: decrypt on drop-kyc-key.", [_app])
}

test_not_assessed_gained_without_approvals if {
	_under(fixture.profile, _key({"encrypt": "can"}, {}), _key({"encrypt": "can", "decrypt": "can"}, {})) == {"not_assessed"}
}

test_pass_nothing_gained if {
	same := _key({"decrypt": "can"}, {})
	_under(_required, same, same) == {"pass"}
	_under(_required, _key({"encrypt": "can", "decrypt": "can"}, {}), same) == {"pass"}
	outcome := fixture.of_key(chg_04.report) with data.keywright_facts as fixture.facts([same])
		with data.keywright_profile as _required
	outcome == {"pass"}
}

test_undetermined_policy_unknown_where_approvals_are_required if {
	unknown := _key({}, {"access": [], "unknown": {"policy": "it depends on var.x"}})
	_under(_required, _key({"decrypt": "can"}, {}), unknown) == {"undetermined"}
	_under(_required, unknown, unknown) == {"pass"}
	_under(fixture.profile, _key({"decrypt": "can"}, {}), unknown) == {"not_assessed"}
}

test_undetermined_grants_unknown_where_they_were_known if {
	unknown := _key({"decrypt": "can"}, {"unknown": {"grants": "later"}})
	_under(_required, _key({"decrypt": "can"}, {}), unknown) == {"undetermined"}
	_under(_required, unknown, unknown) == {"pass"}
}

# A key that is made is CHG-01's.
test_pass_nothing_of_new_keys if _under(_required, _key({}, {}), _key({"decrypt": "can"}, {"actions": ["create"]})) == set()

_grant(actions) := object.union(planned.change("aws_kms_grant.g", "aws_kms_grant", "managed", {"key_id": "1234abcd-12ab-34cd-56ef-1234567890ab", "grantee_principal": _app, "operations": ["Decrypt"]}), {"change": {"actions": actions}})

_found(changes) := {[finding.outcome, finding.address] | some finding in findings; finding.rule == "CHG-04"} if {
	findings := keywright.findings with input as planned.of(changes)
		with data.keywright_profile as _required
}

# A grant on a key that is elsewhere gives what it gives where it is new.
test_fail_a_new_grant_for_a_key_elsewhere if _found([_grant(["create"])]) == {["fail", "aws_kms_grant.g"]}

test_pass_a_grant_that_is_there if _found([_grant(["no-op"])]) == {["pass", "aws_kms_grant.g"]}
