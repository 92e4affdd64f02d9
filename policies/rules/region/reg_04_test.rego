package keywright.rules.region.reg_04_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.region.reg_04

_profile := object.union(fixture.profile, {"domain": {"aml-kyc": {"multi_region": ["eu-west-1"]}}})

_of(changes) := outcome if {
	outcome := fixture.of_key(reg_04.report) with data.keywright_facts as fixture.facts([fixture.key(changes)])
		with data.keywright_profile as _profile
}

_pii := {"purpose": "pii", "purposes": ["pii"], "protects": [], "multi_region": true}

_replica := {"kind": "replica", "type": "aws_kms_replica_key", "multi_region": true}

test_pass_one_region if _of({}) == {"pass"}

test_pass_where_the_profile_lists_regions if {
	_of({"multi_region": true}) == {"pass"}
	_of(object.union(_replica, {"region": "eu-west-1"})) == {"pass"}
}

test_fail_where_it_lists_none if _of(_pii) == {"fail"}

test_fail_replica_elsewhere if _of(object.union(_replica, {"region": "eu-west-3"})) == {"fail"}

# Each domain must allow it.
test_fail_one_of_two_domains if {
	_of({"multi_region": true, "purposes": ["aml-kyc", "pii"]}) == {"fail"}
	_of({"multi_region": true, "protects": ["users.email"]}) == {"fail"}
}

test_pass_of_a_lower_class if _of(object.union(_pii, {"classification": "internal"})) == {"pass"}

test_undetermined if {
	every changes in [
		{"multi_region": null, "unknown": {"multi_region": "later"}},
		object.union(_pii, {"classification": "", "unknown": {"classification": "later"}}),
		object.union(_replica, {"region": "", "unknown": {"region": "later"}}),
		{"multi_region": true, "purpose": "", "purposes": [], "unknown": {"purpose": "later"}},
	] {
		_of(changes) == {"undetermined"}
	}
}

test_undetermined_undeclared_stands_under_key_04 if {
	every changes in [{"multi_region": true, "classification": ""}, {"multi_region": true, "purpose": "", "purposes": []}] {
		some judged in reg_04.report with data.keywright_facts as fixture.facts([fixture.key(changes)])
			with data.keywright_profile as _profile
		judged.outcome == "undetermined"
		judged.under == "KEY-04"
	}
}

_google(changes, listed) := outcome if {
	outcome := fixture.of_key(reg_04.report) with data.keywright_facts as fixture.facts([fixture.google(changes)])
		with data.keywright_profile as object.union(fixture.profile, {"domain": {"aml-kyc": {"multi_region": listed}}})
}

test_pass_several_regions_of_google_that_are_listed if _google({"region": "europe", "multi_region": true}, ["europe"]) == {"pass"}

test_fail_several_regions_of_google if {
	_google({"region": "europe", "multi_region": true}, []) == {"fail"}
	_google({"region": "global", "multi_region": true}, ["europe"]) == {"fail"}
}

test_pass_one_region_of_google if _google({}, []) == {"pass"}

test_not_assessed_of_azure if _google({"type": "azurerm_key_vault_key"}, []) == {"not_assessed"}

test_undetermined_purpose_is_no_domain if _of({"multi_region": true, "purpose": "kyc-files", "purposes": ["kyc-files"], "protects": []}) == {"undetermined"}
