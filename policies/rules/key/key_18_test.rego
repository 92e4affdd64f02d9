package keywright.rules.key.key_18_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.key.key_18

_all := {"generation": "CSPRNG", "storage": "vault", "usage": "api", "rotation": "yearly", "backup": "none", "destruction": "shredded"}

_on(keys, blocks, profile) := outcome if {
	outcome := fixture.said(key_18.report) with data.keywright_facts as fixture.facts(keys)
		with data.keywright_profile as object.union(profile, {"key": blocks})
}

_key := fixture.base.address

test_pass_made_by_kms if _on([fixture.base], {}, fixture.profile) == {["pass", _key]}

test_imported if {
	imported := fixture.key({"origin": "EXTERNAL"})
	_on([imported], {}, fixture.profile) == {["fail", _key]}
	_on([imported], {"drop-kyc-key": {"stages": {"generation": " "}}}, fixture.profile) == {["fail", _key]}
	_on([imported], {"drop-kyc-key": {"stages": {"generation": "HSM"}}}, fixture.profile) == {["pass", _key]}
}

test_undetermined_origin if _on([fixture.with_unknown("origin", "")], {}, fixture.profile) == {["undetermined", _key]}

test_pass_elsewhere if _on([], {"HMAC": {"stages": _all}}, fixture.profile) == {["pass", "key.HMAC"]}

test_fail_each_stage if {
	every stage, _ in _all {
		_on([], {"HMAC": {"stages": object.remove(_all, [stage])}}, fixture.whole) == {["fail", "key.HMAC"]}
		_on([], {"HMAC": {"stages": object.remove(_all, [stage])}}, fixture.profile) == {["not_assessed", "key.HMAC"]}
	}
}

# Of a block without stages nobody knows whether its key is in another plan, unless these are all.
test_without_stages if {
	_on([], {"HMAC": {"purpose": "webhook"}}, fixture.profile) == {["not_assessed", "key.HMAC"]}
	_on([], {"HMAC": {"purpose": "webhook"}}, fixture.whole) == {["fail", "key.HMAC"]}
}

_of_register(row, profile) := outcome if {
	outcome := {finding.outcome | some finding in key_18.report; finding.address == fixture.base.address} with data.keywright_facts as fixture.facts_with(
		[fixture.key({"origin": "REGISTERED_HSM", "aliases": ["DEVICE_KEY"]})],
		{"registered": [object.union({"address": fixture.base.address, "unknown": {}}, row)]},
	)
		with data.keywright_profile as profile
}

_six := {stage: "said" | some stage in ["generation", "storage", "usage", "rotation", "backup", "destruction"]}

test_pass_a_registered_key_says_all_six if {
	_of_register({"stages": _six}, fixture.profile) == {"pass"}
	_of_register({"stages": object.remove(_six, ["backup"])}, object.union(fixture.profile, {"key": {"DEVICE_KEY": {"stages": {"backup": "none"}}}})) == {"pass"}
}

test_fail_a_registered_key_says_less if {
	every stage, _ in _six { _of_register({"stages": object.remove(_six, [stage])}, fixture.profile) == {"fail"} }
}

test_undetermined_a_registered_key if _of_register({"stages": {}, "unknown": {"stages": "later"}}, fixture.profile) == {"undetermined"}
