package keywright.rules.encryption.enc_04_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.encryption.enc_04

test_pass_tls_1_3 if {
	{finding.outcome | some finding in enc_04.report} == {"pass"} with data.keywright_facts as fixture.reached(fixture.place({}))
		with data.keywright_profile as fixture.profile
}

test_pass_http_redirected if {
	{finding.outcome | some finding in enc_04.report} == {"pass"} with data.keywright_facts as fixture.reached(fixture.place({"protocol": "http", "minimum": "", "plain": "redirected"}))
		with data.keywright_profile as fixture.profile
}

test_pass_http_refused if {
	{finding.outcome | some finding in enc_04.report} == {"pass"} with data.keywright_facts as fixture.reached(fixture.place({"protocol": "http", "minimum": "", "plain": "refused"}))
		with data.keywright_profile as fixture.profile
}

test_fail_tls_1_2 if {
	{finding.outcome | some finding in enc_04.report} == {"fail"} with data.keywright_facts as fixture.reached(fixture.place({"minimum": "1.2"}))
		with data.keywright_profile as fixture.profile
}

test_fail_tls_1_0 if {
	{finding.outcome | some finding in enc_04.report} == {"fail"} with data.keywright_facts as fixture.reached(fixture.place({"minimum": "1.0"}))
		with data.keywright_profile as fixture.profile
}

test_fail_http_served if {
	{finding.outcome | some finding in enc_04.report} == {"fail"} with data.keywright_facts as fixture.reached(fixture.place({"protocol": "http", "minimum": "", "plain": "served"}))
		with data.keywright_profile as fixture.profile
}

test_fail_http_beside_https if {
	{finding.outcome | some finding in enc_04.report} == {"fail"} with data.keywright_facts as fixture.reached(fixture.place({"plain": "served"}))
		with data.keywright_profile as fixture.profile
}

test_fail_an_unknown_version_beside_http if {
	{finding.outcome | some finding in enc_04.report} == {"fail"} with data.keywright_facts as fixture.reached(fixture.place({"minimum": "", "plain": "served", "unknown": {"minimum": "later"}}))
		with data.keywright_profile as fixture.profile
}

test_undetermined_policy if {
	{finding.outcome | some finding in enc_04.report} == {"undetermined"} with data.keywright_facts as fixture.reached(fixture.place({"minimum": "", "unknown": {"minimum": "later"}}))
		with data.keywright_profile as fixture.profile
}

test_undetermined_protocol if {
	{finding.outcome | some finding in enc_04.report} == {"undetermined"} with data.keywright_facts as fixture.reached(fixture.place({"protocol": "", "minimum": "", "plain": "", "unknown": {"protocol": "later"}}))
		with data.keywright_profile as fixture.profile
}

test_undetermined_answer if {
	{finding.outcome | some finding in enc_04.report} == {"undetermined"} with data.keywright_facts as fixture.reached(fixture.place({"protocol": "http", "minimum": "", "plain": ""}))
		with data.keywright_profile as fixture.profile
}

test_undetermined_passed_on if {
	{finding.outcome | some finding in enc_04.report} == {"undetermined"} with data.keywright_facts as fixture.reached(fixture.place({"protocol": "tcp", "minimum": "", "plain": "served"}))
		with data.keywright_profile as fixture.profile
}

test_not_what_goes if {
	{finding.outcome | some finding in enc_04.report} == set() with data.keywright_facts as fixture.reached(fixture.place({"actions": ["delete"], "minimum": "1.0"}))
		with data.keywright_profile as fixture.profile
}

# Of what cannot be told to ask for TLS 1.3 it is known what it takes, and nothing that could be mended.
test_undetermined_where_the_service_has_no_newer if {
	some judged in enc_04.report with data.keywright_facts as fixture.reached(fixture.place({"minimum": "1.2", "highest": "1.2"}))
		with data.keywright_profile as fixture.profile
	[judged.outcome, judged.severity] == ["undetermined", "medium"]
}

test_fail_older_than_the_service_has if {
	some judged in enc_04.report with data.keywright_facts as fixture.reached(fixture.place({"minimum": "1.1", "highest": "1.2"}))
		with data.keywright_profile as fixture.profile
	judged.outcome == "fail"
}

test_fail_plain_where_the_service_has_no_newer if {
	some judged in enc_04.report with data.keywright_facts as fixture.reached(fixture.place({"minimum": "1.2", "highest": "1.2", "plain": "served"}))
		with data.keywright_profile as fixture.profile
	judged.outcome == "fail"
}

_hsts(changes) := object.union({"enabled": true, "seconds": 63072000, "subdomains": true, "preload": true}, changes)

_of(changes) := {judged.outcome | some judged in judgements} if {
	judgements := enc_04.report with data.keywright_facts as fixture.reached(fixture.place(changes))
		with data.keywright_profile as fixture.profile
}

test_pass_hsts if _of({"hsts": _hsts({})}) == {"pass"}

test_fail_hsts if {
	every changes in [{"enabled": false}, {"seconds": 31536000}, {"subdomains": false}, {"preload": false}] {
		_of({"hsts": _hsts(changes)}) == {"fail"}
	}
}

test_undetermined_hsts if _of({"unknown": {"hsts": "later"}}) == {"undetermined"}

test_undetermined_answer_with_a_reason if {
	some judged in enc_04.report with data.keywright_facts as fixture.reached(fixture.place({"plain": "", "unknown": {"plain": "nothing sets it"}}))
		with data.keywright_profile as fixture.profile
	[judged.outcome, judged.actual] == ["undetermined", "its answer to HTTP: nothing sets it"]
}

_bucket(changes) := fixture.store(object.union({"address": "aws_s3_bucket.b", "type": "aws_s3_bucket", "kind": "bucket", "service": "s3", "name": "b"}, changes))

_setting(changes) := object.union(
	{
		"address": "aws_s3_bucket_policy.b",
		"type": "aws_s3_bucket_policy",
		"actions": ["create"],
		"store": "aws_s3_bucket.b",
		"locked": false,
		"versions": "",
		"plain": "refused",
		"lets_in": [],
		"minimum": "1.3",
		"writes": false,
		"unknown": {},
	},
	changes,
)

_own(changes) := _setting(object.union({"address": "aws_s3_bucket.b", "type": "aws_s3_bucket", "plain": "served", "minimum": "1.2"}, changes))

_on(store, settings) := {[judged.outcome, object.get(judged, "severity", "")] | some judged in judgements} if {
	judgements := enc_04.report with data.keywright_facts as fixture.facts_with([], {"stores": [store], "bucket_settings": settings})
		with data.keywright_profile as fixture.profile
}

test_pass_a_bucket_that_refuses_http if _on(_bucket({}), [_own({}), _setting({})]) == {["pass", ""]}

# A state forgets a policy and leaves it.
test_pass_beside_a_policy_that_is_forgotten if _on(_bucket({}), [_own({}), _setting({}), _setting({"address": "former", "actions": ["forget"]})]) == {["pass", ""]}

test_pass_a_policy_of_the_bucket_itself if _on(_bucket({}), [_own({"plain": "refused", "minimum": "1.3", "writes": true})]) == {["pass", ""]}

test_fail_a_bucket_that_serves_http if {
	every settings in [
		[_own({})],
		[_own({}), _setting({"plain": "served", "lets_in": ["s3:GetObject"]})],
		[_own({"plain": "refused"}), _setting({"actions": ["delete"]})],
		[_own({"plain": "refused"}), _setting({"plain": "served"})],
		[_own({}), _setting({"plain": "served"}), _setting({"address": "former", "actions": ["delete"]})],
	] {
		_on(_bucket({}), settings) == {["fail", ""]}
		_on(_bucket({"classification": "confidential"}), settings) == {["fail", ""]}
	}
}

test_undetermined_a_bucket_that_takes_tls_1_2 if _on(_bucket({}), [_own({}), _setting({"minimum": "1.2"})]) == {["undetermined", "medium"]}

test_undetermined_a_bucket if {
	every settings in [
		[_own({}), _setting({"plain": "", "minimum": "", "unknown": {"policy": "later"}})],
		[_own({}), _setting({}), _setting({"address": "other"})],
		[_own({"writes": true}), _setting({})],
		[_own({}), _setting({}), _setting({"address": "former", "actions": ["delete"]})],
		[_own({"writes": true, "plain": "refused", "minimum": "1.3"}), _setting({"actions": ["delete"]})],
		[_own({}), _setting({"store": ""})],
		[_own({}), _setting({"store": "b"})],
		[_own({"writes": true, "plain": "", "unknown": {"policy": "later"}})],
	] {
		_on(_bucket({}), settings) == {["undetermined", ""]}
	}
	_on(_bucket({"classification": "", "purposes": [], "unknown": {"classification": "later"}}), [_own({})]) == {["undetermined", ""]}
}

test_nothing_of_a_bucket_that_needs_no_guard if {
	every changes in [{"classification": "public"}, {"classification": "internal"}, {"classification": ""}] {
		_on(_bucket(object.union({"purpose": "", "purposes": []}, changes)), [_own({})]) == set()
	}
}

_reached(setting) := [judged.message | some judged in judgements] if {
	judgements := enc_04.report with data.keywright_facts as fixture.facts_with([], {"stores": [_bucket({})], "bucket_settings": [_own({}), setting]})
		with data.keywright_profile as fixture.profile
}

test_fail_says_what_a_bucket_lets_in if {
	_reached(_setting({"plain": "served", "lets_in": ["s3:GetObject"]})) == ["b holds restricted data and lets in plain HTTP: its policy does not deny s3:GetObject to everyone without TLS."]
	_reached(_setting({"store": "aws_s3_bucket.other"})) == ["b holds restricted data and lets in plain HTTP: nothing in the inputs denies requests without TLS."]
}

_actual(changes) := [judged.actual | some judged in judgements] if {
	judgements := enc_04.report with data.keywright_facts as fixture.reached(fixture.place(changes))
		with data.keywright_profile as fixture.profile
}

test_fail_says_what_a_listener_speaks if {
	_actual({"protocol": "http", "minimum": "", "plain": "served"}) == ["HTTP"]
	_actual({"minimum": "1.2", "plain": "served"}) == ["TLS 1.2 and later; HTTP is served"]
	_actual({"minimum": "", "plain": "served"}) == ["an oldest version that is not known; HTTP is served"]
	_actual({"minimum": "1.2", "plain": ""}) == ["TLS 1.2 and later; what becomes of HTTP is not known"]
}

# What passes on what it does not read is a lesser doubt.
test_undetermined_passed_on_is_medium if {
	every protocol, severity in {"tcp": "medium", "https": "none"} {
		some judged in enc_04.report with data.keywright_facts as fixture.reached(fixture.place({"protocol": protocol, "minimum": "", "unknown": {"minimum": "later"}}))
			with data.keywright_profile as fixture.profile
		judged.outcome == "undetermined"
		object.get(judged, "severity", "none") == severity
	}
}
