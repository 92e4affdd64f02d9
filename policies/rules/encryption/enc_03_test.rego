package keywright.rules.encryption.enc_03_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.encryption.enc_03

test_pass_every_90_days if {
	{finding.outcome | some finding in enc_03.report} == {"pass"} with data.keywright_facts as fixture.stored([object.union(fixture.database, {"rotation": object.union(fixture.base.rotation, {"period_days": 90})})], fixture.store({"kind": "log"}))
		with data.keywright_profile as object.union(fixture.profile, {"rotation": {"log": {"method": "automatic", "period_days": 90}}})
}

test_fail_once_a_year if {
	{finding.outcome | some finding in enc_03.report} == {"fail"} with data.keywright_facts as fixture.stored([object.union(fixture.database, {"rotation": object.union(fixture.base.rotation, {"period_days": 365})})], fixture.store({"kind": "log"}))
		with data.keywright_profile as object.union(fixture.profile, {"rotation": {"log": {"method": "automatic", "period_days": 90}}})
}

test_fail_bucket_of_logs_once_a_year if {
	{finding.outcome | some finding in enc_03.report} == {"fail"} with data.keywright_facts as fixture.stored([object.union(fixture.database, {"rotation": object.union(fixture.base.rotation, {"period_days": 365})})], fixture.store({"kind": "bucket", "purposes": ["log"]}))
		with data.keywright_profile as object.union(fixture.profile, {"rotation": {"log": {"method": "automatic", "period_days": 90}}})
}

test_fail_not_encrypted if {
	{finding.outcome | some finding in enc_03.report} == {"fail"} with data.keywright_facts as fixture.stored([], fixture.store({"kind": "log", "encrypted": false, "managed": "none", "key": ""}))
		with data.keywright_profile as object.union(fixture.profile, {"rotation": {"log": {"method": "automatic", "period_days": 90}}})
}

test_fail_no_rotation if {
	{finding.outcome | some finding in enc_03.report} == {"fail"} with data.keywright_facts as fixture.stored([object.union(fixture.database, {"rotation": object.union(fixture.base.rotation, {"method": "none", "period_days": null})})], fixture.store({"kind": "log"}))
		with data.keywright_profile as object.union(fixture.profile, {"rotation": {"log": {"method": "automatic", "period_days": 90}}})
}

test_undetermined_the_services_key if {
	{finding.outcome | some finding in enc_03.report} == {"undetermined"} with data.keywright_facts as fixture.stored([], fixture.store({"kind": "log", "managed": "service", "key": ""}))
		with data.keywright_profile as object.union(fixture.profile, {"rotation": {"log": {"method": "automatic", "period_days": 90}}})
}

test_undetermined_key_unknown if {
	{finding.outcome | some finding in enc_03.report} == {"undetermined"} with data.keywright_facts as fixture.stored([], fixture.store({"kind": "log", "managed": "", "key": "", "unknown": {"key": "later"}}))
		with data.keywright_profile as object.union(fixture.profile, {"rotation": {"log": {"method": "automatic", "period_days": 90}}})
}

test_undetermined_encryption_unknown if {
	{finding.outcome | some finding in enc_03.report} == {"undetermined"} with data.keywright_facts as fixture.stored([], fixture.store({"kind": "log", "encrypted": null, "managed": "", "key": "", "unknown": {"encrypted": "later", "key": "later"}}))
		with data.keywright_profile as object.union(fixture.profile, {"rotation": {"log": {"method": "automatic", "period_days": 90}}})
}

test_undetermined_period_unknown if {
	{finding.outcome | some finding in enc_03.report} == {"undetermined"} with data.keywright_facts as fixture.stored([object.union(fixture.database, {"rotation": object.union(fixture.base.rotation, {"period_days": null})})], fixture.store({"kind": "log"}))
		with data.keywright_profile as object.union(fixture.profile, {"rotation": {"log": {"method": "automatic", "period_days": 90}}})
}

test_undetermined_key_elsewhere if {
	{finding.outcome | some finding in enc_03.report} == {"undetermined"} with data.keywright_facts as fixture.stored([], fixture.store({"kind": "log", "key": "arn:aws:kms:eu-north-1:123456789012:key/k"}))
		with data.keywright_profile as object.union(fixture.profile, {"rotation": {"log": {"method": "automatic", "period_days": 90}}})
}

test_undetermined_no_period_in_the_profile if {
	{finding.outcome | some finding in enc_03.report} == {"undetermined"} with data.keywright_facts as fixture.stored([object.union(fixture.database, {"rotation": object.union(fixture.base.rotation, {"period_days": 90})})], fixture.store({"kind": "log"}))
		with data.keywright_profile as fixture.profile
}

test_pass_no_log_another_rule_speaks if {
	enc_03.report == [] with data.keywright_facts as fixture.stored([fixture.database], fixture.store({}))
		with data.keywright_profile as fixture.profile
}

_told(store, profile) := [[finding.expected, finding.actual] | some finding in report] if {
	report := enc_03.report with data.keywright_facts as fixture.stored([fixture.database], fixture.store(object.union({"kind": "log"}, store)))
		with data.keywright_profile as profile
}

test_says_how_often_the_key_of_a_log_rotates if {
	quarterly := object.union(fixture.profile, {"rotation": {"log": {"method": "automatic", "period_days": 90}}})
	_told({}, quarterly) == [["a key that rotates at least every 90 days", "encrypted by aws_kms_key.database"]]
	_told({"encrypted": false, "managed": "none", "key": ""}, quarterly) == [["a key that rotates at least every 90 days", "not encrypted"]]
	_told({"encrypted": false, "managed": "none", "key": ""}, fixture.profile) == [["a key that rotates within the policy's period for logs", "not encrypted"]]
}
