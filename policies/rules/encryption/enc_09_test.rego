package keywright.rules.encryption.enc_09_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.encryption.enc_09

test_pass_published if {
	{finding.outcome | some finding in enc_09.report} == {"pass"} with data.keywright_facts as fixture.authority("published", {})
		with data.keywright_profile as fixture.profile
}

test_pass_short_lived if {
	{finding.outcome | some finding in enc_09.report} == {"pass"} with data.keywright_facts as fixture.authority("short-lived", {})
		with data.keywright_profile as fixture.profile
}

test_fail_none if {
	{finding.outcome | some finding in enc_09.report} == {"fail"} with data.keywright_facts as fixture.authority("none", {})
		with data.keywright_profile as fixture.profile
}

test_undetermined_revocation if {
	{finding.outcome | some finding in enc_09.report} == {"undetermined"} with data.keywright_facts as fixture.authority("", {"revocation": "later"})
		with data.keywright_profile as fixture.profile
}
