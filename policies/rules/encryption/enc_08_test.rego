package keywright.rules.encryption.enc_08_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.encryption.enc_08

test_pass_tls_1_3 if {
	{finding.outcome | some finding in enc_08.report} == {"pass"} with data.keywright_facts as fixture.reached(fixture.place({"type": "aws_cloudfront_distribution", "origins": [{"name": "app", "protocol": "https-only", "versions": ["TLSv1.3"]}]}))
		with data.keywright_profile as fixture.profile
}

test_fail_http if {
	{finding.outcome | some finding in enc_08.report} == {"fail"} with data.keywright_facts as fixture.reached(fixture.place({"type": "aws_cloudfront_distribution", "origins": [{"name": "app", "protocol": "http-only", "versions": ["TLSv1.2"]}]}))
		with data.keywright_profile as fixture.profile
}

test_fail_as_the_viewer_comes if {
	{finding.outcome | some finding in enc_08.report} == {"fail"} with data.keywright_facts as fixture.reached(fixture.place({"type": "aws_cloudfront_distribution", "origins": [{"name": "app", "protocol": "match-viewer", "versions": ["TLSv1.2"]}]}))
		with data.keywright_profile as fixture.profile
}

test_fail_old_versions if {
	{finding.outcome | some finding in enc_08.report} == {"fail"} with data.keywright_facts as fixture.reached(fixture.place({"type": "aws_cloudfront_distribution", "origins": [{"name": "app", "protocol": "https-only", "versions": ["TLSv1.1", "TLSv1.2"]}]}))
		with data.keywright_profile as fixture.profile
}

test_undetermined_tls_1_2 if {
	{finding.outcome | some finding in enc_08.report} == {"undetermined"} with data.keywright_facts as fixture.reached(fixture.place({"type": "aws_cloudfront_distribution", "origins": [{"name": "app", "protocol": "https-only", "versions": ["TLSv1.2"]}]}))
		with data.keywright_profile as fixture.profile
}

test_undetermined_versions if {
	{finding.outcome | some finding in enc_08.report} == {"undetermined"} with data.keywright_facts as fixture.reached(fixture.place({"type": "aws_cloudfront_distribution", "origins": [{"name": "app", "protocol": "https-only", "versions": []}]}))
		with data.keywright_profile as fixture.profile
}

test_undetermined_protocol if {
	{finding.outcome | some finding in enc_08.report} == {"undetermined"} with data.keywright_facts as fixture.reached(fixture.place({"type": "aws_cloudfront_distribution", "origins": [{"name": "", "protocol": "", "versions": ["TLSv1.2"]}]}))
		with data.keywright_profile as fixture.profile
}

test_undetermined_origins if {
	{finding.outcome | some finding in enc_08.report} == {"undetermined"} with data.keywright_facts as fixture.reached(fixture.place({"unknown": {"origins": "later"}}))
		with data.keywright_profile as fixture.profile
}

test_not_a_listener if {
	{finding.outcome | some finding in enc_08.report} == set() with data.keywright_facts as fixture.reached(fixture.place({}))
		with data.keywright_profile as fixture.profile
}
