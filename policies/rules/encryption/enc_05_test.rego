package keywright.rules.encryption.enc_05_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.encryption.enc_05

_profile := object.union(fixture.profile, {"rotation": {"tls-external": {"method": "automatic", "period_days": 90}}})

test_pass_an_approved_key if {
	{finding.outcome | some finding in enc_05.report} == {"pass"} with data.keywright_facts as fixture.certified(fixture.certificate({}))
		with data.keywright_profile as _profile
}

test_pass_a_short_life if {
	{finding.outcome | some finding in enc_05.report} == {"pass"} with data.keywright_facts as fixture.certified(fixture.certificate({"issued": "imported", "days": 90, "unknown": {}}))
		with data.keywright_profile as _profile
}

test_fail_rsa_2048 if {
	{finding.outcome | some finding in enc_05.report} == {"fail"} with data.keywright_facts as fixture.certified(fixture.certificate({"algorithm": "RSA_2048"}))
		with data.keywright_profile as _profile
}

# What a certificate's key does is sign, and the table has keys that do nothing else.
test_by_what_the_table_says_of_signing if {
	every outcome, algorithms in {"pass": ["RSA_3072", "EC_secp384r1", "ED25519", "ML_DSA_65"], "fail": ["RSA_1024", "EC_secp256k1", "SM2"]} {
		every algorithm in algorithms {
			{finding.outcome | some finding in enc_05.report} == {outcome} with data.keywright_facts as fixture.certified(fixture.certificate({"algorithm": algorithm}))
				with data.keywright_profile as _profile
		}
	}
}

test_fail_an_algorithm_of_no_table if {
	{finding.outcome | some finding in enc_05.report} == {"fail"} with data.keywright_facts as fixture.certified(fixture.certificate({"algorithm": "RSA_512"}))
		with data.keywright_profile as _profile
}

test_fail_a_long_life if {
	{finding.outcome | some finding in enc_05.report} == {"fail"} with data.keywright_facts as fixture.certified(fixture.certificate({"issued": "imported", "algorithm": "", "days": 365, "unknown": {"algorithm": "not read"}}))
		with data.keywright_profile as _profile
}

test_undetermined_algorithm if {
	{finding.outcome | some finding in enc_05.report} == {"undetermined"} with data.keywright_facts as fixture.certified(fixture.certificate({"algorithm": "", "unknown": {"algorithm": "later"}}))
		with data.keywright_profile as _profile
}

test_undetermined_life if {
	{finding.outcome | some finding in enc_05.report} == {"undetermined"} with data.keywright_facts as fixture.certified(fixture.certificate({"issued": "imported"}))
		with data.keywright_profile as _profile
}

test_undetermined_imported if {
	{finding.outcome | some finding in enc_05.report} == {"undetermined"} with data.keywright_facts as fixture.certified(fixture.certificate({"issued": "imported", "algorithm": "", "days": 90, "unknown": {"algorithm": "not read"}}))
		with data.keywright_profile as _profile
}

test_undetermined_no_lifetime_in_the_profile if {
	{finding.outcome | some finding in enc_05.report} == {"undetermined"} with data.keywright_facts as fixture.certified(fixture.certificate({"issued": "imported", "days": 90, "unknown": {}}))
		with data.keywright_profile as fixture.profile
}

# A key vault orders and signs for as long as it is asked to.
test_the_life_that_is_asked_for if {
	every issued in ["ordered", "self-signed"] {
		every days, outcome in {62: "pass", 90: "pass", 91: "fail", 366: "fail"} {
			{finding.outcome | some finding in enc_05.report} == {outcome} with data.keywright_facts as fixture.certified(fixture.certificate({"issued": issued, "days": days, "unknown": {}}))
				with data.keywright_profile as _profile
		}
		{finding.outcome | some finding in enc_05.report} == {"undetermined"} with data.keywright_facts as fixture.certified(fixture.certificate({"issued": issued, "days": null, "unknown": {"days": "later"}}))
			with data.keywright_profile as _profile
	}
}

# An authority lives longer than a server's certificate.
test_the_life_of_each_kind if {
	profile := object.union(_profile, {"rotation": {"ca-root": {"period_days": 3650}, "ca-intermediate": {"period_days": 730}, "code-signing": {"period_days": 365}}})
	every case in [["root", 3650, "pass"], ["root", 3651, "fail"], ["intermediate", 730, "pass"], ["intermediate", 731, "fail"], ["code-signing", 365, "pass"], ["code-signing", 366, "fail"], ["server", 91, "fail"]] {
		{finding.outcome | some finding in enc_05.report} == {case[2]} with data.keywright_facts as fixture.certified(fixture.certificate({"issued": "self-signed", "use": case[0], "days": case[1]}))
			with data.keywright_profile as profile
	}
	every case in [[30, "undetermined"], [3651, "fail"]] {
		{finding.outcome | some finding in enc_05.report} == {case[1]} with data.keywright_facts as fixture.certified(fixture.certificate({"issued": "self-signed", "use": "", "days": case[0], "unknown": {"use": "later"}}))
			with data.keywright_profile as profile
	}
}

_overridden(spec, algorithm, row, now) := {finding.outcome | some finding in report} if {
	report := enc_05.report with data.keywright_facts as object.union(fixture.certified(fixture.certificate({"algorithm": algorithm})), now)
		with data.keywright_profile as object.union(fixture.profile, {"algorithm": {spec: object.union({"status": "approved", "reason": "the bank asks for it", "ends": "2027-01-01"}, row)}})
}

# What the profile allows it allows through the last day, and not for a part of the keys: a certificate has no purpose or class.
test_an_algorithm_that_the_profile_approves if {
	in_time := {"now": "2027-01-01T23:59:59Z"}
	_overridden("RSA_2048", "RSA_2048", {}, in_time) == {"pass"}
	_overridden("RSA_2048", "RSA_2048", {}, {"now": "2027-01-02T00:00:00Z"}) == {"fail"}
	_overridden("RSA_2048", "RSA_2048", {}, {}) == {"fail"}
	_overridden("RSA_2048", "RSA_2048", {"purposes": ["webhook"]}, in_time) == {"fail"}
	_overridden("RSA_2048", "RSA_2048", {"classifications": ["internal"]}, in_time) == {"fail"}
	_overridden("RSA_2048", "RSA_2048", {"purposes": [], "classifications": []}, in_time) == {"pass"}
}

test_fail_an_algorithm_that_the_profile_forbids if {
	every now in [{}, {"now": "2027-01-01T00:00:00Z"}, {"now": "2027-01-02T00:00:00Z"}] {
		_overridden("ECC_NIST_P256", "EC_prime256v1", {"status": "prohibited"}, now) == {"fail"}
	}
	_overridden("ECC_NIST_P256", "EC_prime256v1", {"status": "approved"}, {"now": "2027-01-02T00:00:00Z"}) == {"pass"}
}
