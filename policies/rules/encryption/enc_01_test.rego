package keywright.rules.encryption.enc_01_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.encryption.enc_01

test_pass_key_of_the_domain if {
	{finding.outcome | some finding in enc_01.report} == {"pass"} with data.keywright_facts as fixture.stored([fixture.database], fixture.store({}))
		with data.keywright_profile as fixture.profile
}

test_pass_internal_by_the_service if {
	{finding.outcome | some finding in enc_01.report} == {"pass"} with data.keywright_facts as fixture.stored([], fixture.store({"managed": "service", "key": "", "classification": "internal", "purpose": "", "purposes": []}))
		with data.keywright_profile as fixture.profile
}

_internal(changes) := {finding.outcome | some finding in report} if {
	store := fixture.store(object.union({"key": "", "classification": "internal", "purpose": "", "purposes": []}, changes))
	report := enc_01.report with data.keywright_facts as fixture.stored([], store)
		with data.keywright_profile as fixture.profile
}

test_internal_by_whichever_key if {
	_internal({"managed": "", "unknown": {"key": "later"}}) == {"pass"}
	_internal({"managed": "service", "unknown": {"purpose": "later"}}) == {"undetermined"}
	_internal({"encrypted": false, "managed": "none"}) == {"fail"}
}

# A key for databases is enough for one that says its class alone, or whose data it holds alone.
test_pass_by_a_key_that_fits if {
	every said in [{"purpose": "", "purposes": []}, {"classification": ""}] {
		{finding.outcome | some finding in enc_01.report} == {"pass"} with data.keywright_facts as fixture.stored([fixture.database], fixture.store(said))
			with data.keywright_profile as fixture.profile
	}
}

test_pass_public_in_the_clear if {
	{finding.outcome | some finding in enc_01.report} == {"pass"} with data.keywright_facts as fixture.stored([], fixture.store({"encrypted": false, "managed": "none", "key": "", "classification": "public", "purpose": "", "purposes": []}))
		with data.keywright_profile as fixture.profile
}

test_pass_database_of_personal_data_by_the_databases_key if {
	{finding.outcome | some finding in enc_01.report} == {"pass"} with data.keywright_facts as fixture.stored([fixture.database], fixture.store({"purpose": "pii", "purposes": ["pii"]}))
		with data.keywright_profile as fixture.profile
}

test_pass_backup_is_another_rules if {
	{finding.outcome | some finding in enc_01.report} == {"pass"} with data.keywright_facts as fixture.stored([], fixture.store({"kind": "backup", "managed": "service", "key": ""}))
		with data.keywright_profile as fixture.profile
}

test_fail_not_encrypted if {
	{finding.outcome | some finding in enc_01.report} == {"fail"} with data.keywright_facts as fixture.stored([], fixture.store({"encrypted": false, "managed": "none", "key": ""}))
		with data.keywright_profile as fixture.profile
}

test_fail_not_encrypted_and_nothing_said if {
	{finding.outcome | some finding in enc_01.report} == {"fail"} with data.keywright_facts as fixture.stored([], fixture.store({"encrypted": false, "managed": "none", "key": "", "classification": "", "purpose": "", "purposes": []}))
		with data.keywright_profile as fixture.profile
}

test_fail_restricted_by_the_service if {
	{finding.outcome | some finding in enc_01.report} == {"fail"} with data.keywright_facts as fixture.stored([], fixture.store({"managed": "service", "key": ""}))
		with data.keywright_profile as fixture.profile
}

test_fail_key_of_another_domain if {
	{finding.outcome | some finding in enc_01.report} == {"fail"} with data.keywright_facts as fixture.stored([fixture.base], fixture.store({"kind": "bucket", "key": "aws_kms_key.kyc"}))
		with data.keywright_profile as fixture.profile
}

# A class that is said too low opens nothing.
test_fail_class_below_the_domains if {
	{finding.outcome | some finding in enc_01.report} == {"fail"} with data.keywright_facts as fixture.stored([], fixture.store({"managed": "service", "key": "", "classification": "internal"}))
		with data.keywright_profile as object.union(fixture.profile, {"domain": {"database": {"classification": "restricted"}, "log": {"classification": "internal"}}})
}

# A key that says what it protects says whose data that is.
test_fail_another_key_than_the_one_that_says_it_protects if {
	keys := [fixture.key({"protects": ["s3:documents"]}), fixture.database]
	store := fixture.store({"kind": "bucket", "service": "s3", "name": "documents", "purpose": "", "purposes": []})
	{finding.outcome | some finding in enc_01.report} == {"fail"} with data.keywright_facts as fixture.stored(keys, store)
		with data.keywright_profile as fixture.profile
}

test_undetermined_nothing_said_is_medium if {
	store := fixture.store({"managed": "service", "key": "", "classification": "", "purpose": "", "purposes": []})
	some finding in enc_01.report with data.keywright_facts as fixture.stored([], store)
		with data.keywright_profile as fixture.profile
	finding.outcome == "undetermined"
	finding.severity == "medium"
}

# A log says enough by being one.
test_pass_log_that_says_nothing if {
	{finding.outcome | some finding in enc_01.report} == {"pass"} with data.keywright_facts as fixture.stored([], fixture.store({"kind": "log", "managed": "service", "key": "", "classification": "", "purpose": "", "purposes": []}))
		with data.keywright_profile as object.union(fixture.profile, {"domain": {"database": {"classification": "restricted"}, "log": {"classification": "internal"}}})
}

test_undetermined_key_unknown if {
	{finding.outcome | some finding in enc_01.report} == {"undetermined"} with data.keywright_facts as fixture.stored([], fixture.store({"managed": "", "key": "", "unknown": {"key": "it depends on var.key, known only after apply"}}))
		with data.keywright_profile as fixture.profile
}

# Null is not false.
test_undetermined_encryption_unknown if {
	{finding.outcome | some finding in enc_01.report} == {"undetermined"} with data.keywright_facts as fixture.stored([], fixture.store({"encrypted": null, "managed": "", "key": "", "unknown": {"encrypted": "later", "key": "later"}}))
		with data.keywright_profile as fixture.profile
}

test_undetermined_internal_encryption_unknown if {
	{finding.outcome | some finding in enc_01.report} == {"undetermined"} with data.keywright_facts as fixture.stored([], fixture.store({"encrypted": null, "managed": "", "key": "", "classification": "internal", "purpose": "", "purposes": [], "unknown": {"encrypted": "later", "key": "later"}}))
		with data.keywright_profile as fixture.profile
}

test_undetermined_key_elsewhere if {
	{finding.outcome | some finding in enc_01.report} == {"undetermined"} with data.keywright_facts as fixture.stored([], fixture.store({"key": "arn:aws:kms:eu-north-1:123456789012:key/k"}))
		with data.keywright_profile as fixture.profile
}

test_undetermined_class_unknown if {
	{finding.outcome | some finding in enc_01.report} == {"undetermined"} with data.keywright_facts as fixture.stored([], fixture.store({"managed": "service", "key": "", "classification": "", "purpose": "", "purposes": [], "unknown": {"classification": "later"}}))
		with data.keywright_profile as fixture.profile
}

# It may hold data of a domain whose keys these are not.
test_undetermined_a_database_that_says_nothing if {
	{finding.outcome | some finding in enc_01.report} == {"undetermined"} with data.keywright_facts as fixture.stored([fixture.database], fixture.store({"classification": "", "purpose": "", "purposes": []}))
		with data.keywright_profile as fixture.profile
}

test_undetermined_whose_data_unknown if {
	{finding.outcome | some finding in enc_01.report} == {"undetermined"} with data.keywright_facts as fixture.stored([fixture.database], fixture.store({"kind": "bucket", "purpose": "", "purposes": []}))
		with data.keywright_profile as fixture.profile
}

# A word that the profile does not have makes no key the right one.
test_undetermined_key_of_no_domain if {
	{finding.outcome | some finding in enc_01.report} == {"undetermined"} with data.keywright_facts as fixture.stored([fixture.key({"address": "aws_kms_key.database", "purpose": "databases", "purposes": ["databases"], "protects": []})], fixture.store({}))
		with data.keywright_profile as fixture.profile
}

test_undetermined_purpose_of_the_key_unknown if {
	{finding.outcome | some finding in enc_01.report} == {"undetermined"} with data.keywright_facts as fixture.stored([object.union(fixture.key({"address": "aws_kms_key.database", "purpose": "", "purposes": [], "protects": []}), {"unknown": {"purpose": "later"}})], fixture.store({}))
		with data.keywright_profile as fixture.profile
}

test_pass_store_that_goes_needs_nothing if {
	enc_01.report == [] with data.keywright_facts as fixture.stored([], fixture.store({"actions": ["delete"], "encrypted": false}))
		with data.keywright_profile as fixture.profile
}

_told(changes) := [[finding.expected, finding.actual] | some finding in report] if {
	report := enc_01.report with data.keywright_facts as fixture.stored([fixture.base], fixture.store(object.union({"kind": "bucket"}, changes)))
		with data.keywright_profile as fixture.profile
}

test_fail_says_which_key_it_takes if {
	service := {"managed": "service", "key": ""}
	_told(object.union(service, {"kind": "database", "purposes": ["pii"]})) == [["encrypted by a key of database or pii", "encrypted by the service's own key"]]
	_told(object.union(service, {"purposes": []})) == [["encrypted by a key of the domain whose data it holds", "encrypted by the service's own key"]]
	_told({"key": "aws_kms_key.kyc"}) == [["encrypted by a key of database", "encrypted by aws_kms_key.kyc"]]
	_told({"encrypted": false, "managed": "none", "key": "", "classification": "internal"}) == [["encrypted; what is confidential or restricted, by a key of its domain", "not encrypted"]]
}
