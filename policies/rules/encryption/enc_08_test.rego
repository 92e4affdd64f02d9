package keywright.rules.encryption.enc_08_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.encryption.enc_08

test_pass_tls_1_3 if {
	{finding.outcome | some finding in enc_08.report} == {"pass"} with data.keywright_facts as fixture.reached(fixture.edge({"versions": ["TLSv1.3"]}))
		with data.keywright_profile as fixture.profile
}

test_fail_http if {
	{finding.outcome | some finding in enc_08.report} == {"fail"} with data.keywright_facts as fixture.reached(fixture.edge({"protocol": "http-only"}))
		with data.keywright_profile as fixture.profile
}

_as_it_comes(plain, changes) := {finding.outcome | some finding in report} if {
	report := enc_08.report with data.keywright_facts as fixture.reached(object.union(fixture.edge(object.union({"protocol": "match-viewer"}, changes)), {"plain": plain}))
		with data.keywright_profile as fixture.profile
}

test_fail_as_the_viewer_comes if {
	_as_it_comes("served", {}) == {"fail"}
	_as_it_comes("", {}) == {"fail"}
	_as_it_comes("redirected", {"versions": ["TLSv1"]}) == {"fail"}
}

# Where no viewer comes over HTTP, nothing goes on over HTTP.
test_undetermined_as_the_viewer_comes_by_https if {
	_as_it_comes("refused", {}) == {"undetermined"}
	_as_it_comes("redirected", {}) == {"undetermined"}
}

test_fail_old_versions if {
	{finding.outcome | some finding in enc_08.report} == {"fail"} with data.keywright_facts as fixture.reached(fixture.edge({"versions": ["TLSv1.1", "TLSv1.2"]}))
		with data.keywright_profile as fixture.profile
}

test_undetermined_tls_1_2 if {
	{finding.outcome | some finding in enc_08.report} == {"undetermined"} with data.keywright_facts as fixture.reached(fixture.edge({}))
		with data.keywright_profile as fixture.profile
}

test_undetermined_versions if {
	{finding.outcome | some finding in enc_08.report} == {"undetermined"} with data.keywright_facts as fixture.reached(fixture.edge({"versions": []}))
		with data.keywright_profile as fixture.profile
}

test_undetermined_protocol if {
	{finding.outcome | some finding in enc_08.report} == {"undetermined"} with data.keywright_facts as fixture.reached(fixture.edge({"name": "", "protocol": ""}))
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

_of(changes) := {[judged.outcome, object.get(judged, "severity", "high")] | some judged in judgements} if {
	judgements := enc_08.report with data.keywright_facts as fixture.reached(fixture.edge(changes))
		with data.keywright_profile as fixture.profile
}

_of_cloudflare(changes) := _of(object.union({"name": "", "versions": [], "unknown": {"versions": "no setting"}}, changes))

# Cloudflare says itself whether every viewer comes by HTTPS.
test_fail_cloudflare_as_the_viewer_comes if {
	one := object.union(fixture.edge({"protocol": "match-viewer", "versions": []}), {"type": "cloudflare_zone_setting", "address": "cloudflare_zone_setting.ssl"})
	{finding.outcome | some finding in enc_08.report} == {"fail"} with data.keywright_facts as fixture.reached(one)
		with data.keywright_profile as fixture.profile
}

# Nothing is wrong as far as the setting goes; of a certificate that nobody checks that cannot be said.
test_undetermined_no_setting_of_versions if {
	_of_cloudflare({}) == {["undetermined", "medium"]}
	_of({"versions": []}) == {["undetermined", "high"]}
	_of_cloudflare({"certificate": "unchecked"}) == {["undetermined", "high"]}
	_of_cloudflare({"protocol": "", "certificate": "", "unknown": {"versions": "no setting", "protocol": "later"}}) == {["undetermined", "high"]}
}

test_fail_cloudflare_in_the_clear if {
	_of_cloudflare({"protocol": "http-only", "certificate": "unchecked"}) == {["fail", "high"]}
}

test_undetermined_1_3_with_any_certificate if {
	_of({"versions": ["TLSv1.3"], "certificate": "unchecked"}) == {["undetermined", "high"]}
}

_told(changes) := [[judged.attribute, judged.actual] | some judged in judgements] if {
	judgements := enc_08.report with data.keywright_facts as fixture.reached(fixture.edge(changes))
		with data.keywright_profile as fixture.profile
}

test_undetermined_says_what_is_not_known if {
	newest := "its setting names TLS 1.2, and whether 1.3 is negotiated is in no plan"
	_told({}) == [["origin[app]", newest]]
	_told({"name": ""}) == [["origin[0]", newest]]
	_told({"certificate": "unchecked"}) == [["origin[app]", sprintf("it takes any certificate for the origin's; %s", [newest])]]
	_told({"versions": []}) == [["origin[app]", "which versions it may use is not known"]]
	_told({"versions": [], "unknown": {"versions": "no setting"}}) == [["origin[app]", "no setting"]]
	_told({"protocol": "", "unknown": {"protocol": "later"}}) == [["origin[app]", "how it reaches the origin: later"]]
	every certificate in ["checked", "unchecked"] {
		_told({"protocol": "", "certificate": certificate, "unknown": {"versions": "no setting"}}) == [["origin[app]", "how it reaches the origin is not known"]]
	}
}

test_fail_says_which_origin if {
	every name, called in {"app": "its origin app", "": "its origin"} {
		some judged in enc_08.report with data.keywright_facts as fixture.reached(fixture.edge({"name": name, "protocol": "http-only"}))
			with data.keywright_profile as fixture.profile
		judged.message == sprintf("aws_cloudfront_distribution.www reaches %s over HTTP.", [called])
	}
}
