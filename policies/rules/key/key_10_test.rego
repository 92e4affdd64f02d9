package keywright.rules.key.key_10_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.key.key_10

_profile := object.union(fixture.profile, {"domain": {"aml-kyc": {"hsm": "dedicated"}}})

_of(changes) := outcome if {
	outcome := fixture.of_key(key_10.report) with data.keywright_facts as fixture.facts([fixture.key(changes)])
		with data.keywright_profile as _profile
}

test_pass_cluster_of_ones_own if _of({"origin": "AWS_CLOUDHSM"}) == {"pass"}

test_pass_cluster_in_fips_mode if _of({"origin": "AWS_CLOUDHSM", "hsm_mode": "FIPS"}) == {"pass"}

test_undetermined_cluster_mode if {
	_of({"origin": "AWS_CLOUDHSM", "hsm_mode": "NON_FIPS"}) == {"undetermined"}
	_of({"origin": "AWS_CLOUDHSM", "unknown": {"hsm_mode": "later"}}) == {"undetermined"}
}

test_fail_in_kms if _of({}) == {"fail"}

test_fail_imported if _of({"origin": "EXTERNAL"}) == {"fail"}

test_undetermined_origin_unknown if _of({"origin": "", "unknown": {"origin": "later"}}) == {"undetermined"}

test_undetermined_external_key_store if _of({"origin": "EXTERNAL_KEY_STORE"}) == {"undetermined"}

test_undetermined_purpose_unknown if _of({"purpose": "", "purposes": [], "protects": [], "unknown": {"purpose": "later"}}) == {"undetermined"}

test_undetermined_no_class if _of({"classification": ""}) == {"undetermined"}

test_undetermined_no_purpose_stands_under_key_04 if {
	some judged in key_10.report with data.keywright_facts as fixture.facts([fixture.key({"purpose": "", "purposes": []})])
		with data.keywright_profile as _profile
	judged.outcome == "undetermined"
	judged.under == "KEY-04"
}

# Nothing is said of keys of other domains, of lower classes, and where no domain asks.
test_pass_nothing_where_nothing_is_asked if {
	_of({"purpose": "pii", "purposes": ["pii"], "protects": []}) == set()
	_of({"classification": "internal"}) == set()
	_of({"classification": "internal", "origin": "", "unknown": {"origin": "later"}}) == set()
	said := fixture.of_key(key_10.report) with data.keywright_facts as fixture.facts([fixture.base])
		with data.keywright_profile as fixture.profile
	said == set()
}

_google(changes) := outcome if {
	outcome := fixture.of_key(key_10.report) with data.keywright_facts as fixture.facts([fixture.google(changes)])
		with data.keywright_profile as object.union(fixture.profile, {"domain": {"aml-kyc": {"hsm": "dedicated"}}})
}

test_pass_cloud_hsm if {
	_google({"origin": "GOOGLE_HSM_SINGLE_TENANT"}) == {"pass"}
	_google({"origin": "GOOGLE_HSM"}) == {"pass"}
}

test_fail_software if _google({"origin": "GOOGLE_SOFTWARE"}) == {"fail"}

test_undetermined_protection_level if _google({"origin": "", "unknown": {"origin": "later"}}) == {"undetermined"}
