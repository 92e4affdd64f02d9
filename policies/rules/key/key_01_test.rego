package keywright.rules.key.key_01_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.key.key_01

test_pass_approved if {
	fixture.of_key(key_01.report) == {"pass"} with data.keywright_facts as fixture.facts([fixture.base])
		with data.keywright_profile as fixture.profile
}

test_fail_prohibited if {
	fixture.of_key(key_01.report) == {"fail"} with data.keywright_facts as fixture.facts([fixture.key({"spec": "ECC_SECG_P256K1", "usage": "SIGN_VERIFY"})])
		with data.keywright_profile as fixture.profile
}

test_fail_legacy if {
	fixture.of_key(key_01.report) == {"fail"} with data.keywright_facts as fixture.facts([fixture.key({"spec": "RSA_2048", "usage": "SIGN_VERIFY"})])
		with data.keywright_profile as fixture.profile
}

test_fail_not_in_the_table if {
	fixture.of_key(key_01.report) == {"fail"} with data.keywright_facts as fixture.facts([fixture.key({"spec": "ROT_13"})])
		with data.keywright_profile as fixture.profile
}

_override(row) := object.union(fixture.profile, {"algorithm": {"RSA_2048": object.union(
	{"status": "approved", "reason": "the bank asks for it", "ends": "2027-01-01"},
	row,
)}})

_rsa := fixture.key({"spec": "RSA_2048", "usage": "SIGN_VERIFY"})

_outcome(row, now) := outcome if {
	outcome := fixture.of_key(key_01.report) with data.keywright_facts as object.union(fixture.facts([_rsa]), {"now": now})
		with data.keywright_profile as _override(row)
}

test_pass_overridden_by_the_profile if _outcome({}, "2027-01-01T23:59:59Z") == {"pass"}

test_fail_override_past_its_end if _outcome({}, "2027-01-02T00:00:00Z") == {"fail"}

test_fail_override_for_other_purposes if _outcome({"purposes": ["webhook"]}, "2026-01-01T00:00:00Z") == {"fail"}

test_fail_override_for_other_classes if _outcome({"classifications": ["public"]}, "2026-01-01T00:00:00Z") == {"fail"}

test_fail_prohibited_by_the_profile if _outcome({"status": "prohibited"}, "2028-01-01T00:00:00Z") == {"fail"}

test_undetermined_spec_unknown if {
	fixture.of_key(key_01.report) == {"undetermined"} with data.keywright_facts as fixture.facts([fixture.with_unknown("spec", "")])
		with data.keywright_profile as fixture.profile
}

test_fail_legacy_is_high_and_prohibited_critical if {
	keys := [
		fixture.key({"address": "a", "spec": "RSA_2048", "usage": "SIGN_VERIFY"}),
		fixture.key({"address": "b", "spec": "HMAC_224", "usage": "GENERATE_VERIFY_MAC"}),
	]
	severities := {finding.address: finding.severity | some finding in key_01.report} with data.keywright_facts as fixture.facts(keys)
		with data.keywright_profile as fixture.profile
	severities == {"a": "high", "b": "critical"}
}

_now := {"now": "2026-01-01T00:00:00Z"}

# The fixture's domains ask for no class.
_classed(profile) := object.union(profile, {"domain": {"aml-kyc": {"classification": "restricted"}}})

_outcome_of(more, row) := outcomes if {
	key := object.union(_rsa, more)
	outcomes := {finding.outcome | some finding in key_01.report} with data.keywright_facts as object.union(fixture.facts([key]), _now)
		with data.keywright_profile as _classed(_override(row))
}

# A class that is said too low is the domain's own.
_lowered := {"purpose": "aml-kyc", "purposes": ["aml-kyc"], "classification": "public"}

test_fail_lowered_class_for_what_forbids_more if {
	_outcome_forbidden(_lowered, {"classifications": ["restricted"]}) == {"fail"}
}

test_fail_lowered_class_for_what_allows_more if {
	_outcome_of(_lowered, {"classifications": ["public"]}) == {"fail"}
}

test_fail_one_of_several_purposes_for_what_allows_more if {
	_outcome_of({"purpose": "webhook", "purposes": ["webhook", "token-signing"]}, {"purposes": ["webhook"]}) == {"fail"}
}

test_pass_all_of_several_purposes if {
	_outcome_of({"purpose": "webhook", "purposes": ["webhook", "token-signing"], "protects": []}, {"purposes": ["webhook", "token-signing"]}) == {"pass"}
}

_approved := {"spec": "SYMMETRIC_DEFAULT", "usage": "ENCRYPT_DECRYPT"}

_outcome_forbidden(more, row) := outcomes if {
	key := object.union(object.union(fixture.base, _approved), more)
	outcomes := {finding.outcome | some finding in key_01.report} with data.keywright_facts as object.union(fixture.facts([key]), _now)
		with data.keywright_profile as _classed(object.union(fixture.profile, {"algorithm": {"SYMMETRIC_DEFAULT": object.union({"status": "prohibited", "reason": "no longer"}, row)}}))
}

test_fail_one_of_several_purposes_for_what_forbids_more if {
	_outcome_forbidden({"purposes": ["webhook", "token-signing"]}, {"purposes": ["webhook"]}) == {"fail"}
}

test_undetermined_no_class if {
	_outcome_forbidden({"classification": "", "purpose": "", "purposes": [], "protects": []}, {"classifications": ["restricted"]}) == {"undetermined"}
}

test_undetermined_no_purpose if {
	_outcome_forbidden({"purpose": "", "purposes": [], "protects": []}, {"purposes": ["webhook"]}) == {"undetermined"}
}

# Whether a key is of a class or purpose matters only to an override that names some.
test_fail_forbidden_for_all_whatever_is_unknown if {
	_outcome_forbidden({"classification": "", "purpose": "", "purposes": [], "protects": [], "unknown": {"classification": "var.c", "purpose": "var.p"}}, {}) == {"fail"}
}

# A key of the strictest class cannot turn out to be of another, and any other can turn out to be stricter.
test_fail_forbidden_for_the_strictest_class if {
	_outcome_forbidden({"unknown": {"purpose": "var.p"}}, {"classifications": ["restricted"]}) == {"fail"}
}

test_undetermined_class_may_be_stricter if {
	_outcome_forbidden({"classification": "confidential", "purpose": "", "purposes": [], "unknown": {"purpose": "var.p"}}, {"classifications": ["confidential"]}) == {"undetermined"}
}

test_pass_forbidden_for_a_stricter_class if {
	_outcome_forbidden({"classification": "confidential", "purpose": "webhook", "purposes": ["webhook"], "protects": []}, {"classifications": ["restricted"]}) == {"pass"}
}

# An override that changes no status gives the reason until its end.
test_fail_by_the_table_past_the_end_of_an_override if {
	some judged in key_01.report with data.keywright_facts as object.union(fixture.facts([_rsa]), {"now": "2027-01-02T00:00:00Z"})
		with data.keywright_profile as _override({"status": "legacy"})
	judged.outcome == "fail"
	not contains(judged.message, "the bank asks for it")
}

test_pass_forbidden_for_other_purposes if {
	_outcome_forbidden({}, {"purposes": ["webhook"]}) == {"pass"}
}

test_undetermined_class_unknown if {
	_outcome_forbidden({"classification": "", "purpose": "", "purposes": [], "protects": [], "unknown": {"classification": "var.c"}}, {"classifications": ["restricted"]}) == {"undetermined"}
}

_google(changes) := outcome if {
	outcome := fixture.of_key(key_01.report) with data.keywright_facts as fixture.facts([fixture.google(changes)])
		with data.keywright_profile as fixture.profile
}

test_pass_algorithms_of_google if {
	every spec in ["GOOGLE_SYMMETRIC_ENCRYPTION", "AES_256_GCM", "RSA_DECRYPT_OAEP_4096_SHA256"] { _google({"spec": spec}) == {"pass"} }
	_google({"spec": "EC_SIGN_P384_SHA384", "usage": "SIGN_VERIFY"}) == {"pass"}
}

test_fail_algorithms_of_google if {
	every spec in ["AES_128_GCM", "AES_256_CBC", "RSA_DECRYPT_OAEP_2048_SHA256", "SOMETHING_NEW"] { _google({"spec": spec}) == {"fail"} }
	_google({"spec": "EC_SIGN_SECP256K1_SHA256", "usage": "SIGN_VERIFY"}) == {"fail"}
	_google({"spec": "EC_SIGN_P384_SHA384"}) == {"fail"}
}

test_undetermined_algorithm_of_google if _google({"spec": "", "unknown": {"spec": "later"}}) == {"undetermined"}
