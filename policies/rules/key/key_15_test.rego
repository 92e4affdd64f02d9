package keywright.rules.key.key_15_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.key.key_15

_record(kind, day, fingerprint) := {"kind": kind, "subject": "drop-kyc-key", "date": day, "fingerprint": fingerprint}

_said(records) := outcome if {
	outcome := fixture.said(key_15.report) with data.keywright_facts as fixture.recorded([fixture.base], records)
		with data.keywright_profile as fixture.profile
}

_key := fixture.base.address

test_pass_same if {
	_said([_record("deployment", "2026-01-01", "SHA256:AB:cd"), _record("review", "2026-06-01", "abcd")]) == {["pass", _key]}
	_said([_record("escrow-record", "2026-01-01", "abcd"), _record("escrow-check", "2026-06-01", "ab cd")]) == {["pass", _key]}
}

test_fail_other if {
	_said([_record("deployment", "2026-01-01", "abcd"), _record("review", "2026-06-01", "abce")]) == {["fail", _key]}
	_said([_record("review", "2026-06-01", "abce"), _record("escrow-record", "2026-01-01", "abcd")]) == {["fail", _key]}
}

# New material comes with a deployment, and what was there before it does not matter any more.
test_pass_deployed_anew if {
	_said([_record("review", "2026-01-01", "abcd"), _record("deployment", "2026-05-01", "ef01"), _record("review", "2026-06-01", "ef01")]) == {["pass", _key]}
}

test_fail_two_of_one_day if {
	_said([_record("deployment", "2026-01-01", "abcd"), _record("review", "2026-06-01", "abcd"), _record("review", "2026-06-01", "ffff")]) == {["fail", _key]}
}

test_not_assessed_recorded_once if _said([_record("deployment", "2026-01-01", "abcd")]) == {["not_assessed", _key]}

# Of what no input holds the records speak all the same.
test_fail_elsewhere if {
	_said([object.union(record, {"subject": "CONSENT_HMAC_KEY"}) | some record in [_record("review", "2026-01-01", "a1"), _record("review", "2026-02-01", "a2")]]) == {["fail", "evidence.CONSENT_HMAC_KEY"]}
}

test_nothing_recorded if _said([]) == set()

test_undetermined_without_a_clock if {
	{outcome | some [outcome, _] in fixture.said(key_15.report)} == {"undetermined"} with data.keywright_facts as object.remove(fixture.recorded([fixture.base], []), ["now"])
		with data.keywright_profile as fixture.profile
}

test_without_records if {
	fixture.said(key_15.report) == {["not_assessed", "evidence"]} with data.keywright_facts as fixture.facts([fixture.base])
		with data.keywright_profile as fixture.profile
	fixture.said(key_15.report) == {["fail", "evidence"]} with data.keywright_facts as fixture.facts([fixture.base])
		with data.keywright_profile as object.union(fixture.profile, {"policy": {"require": ["evidence"]}})
}
