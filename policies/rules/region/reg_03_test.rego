package keywright.rules.region.reg_03_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.region.reg_03

test_pass_backup_key_of_the_region if {
	{finding.outcome | some finding in reg_03.report} == {"pass"} with data.keywright_facts as fixture.stored([fixture.key({"address": "aws_kms_key.backup", "purpose": "backup", "purposes": ["backup"], "protects": [], "region": "eu-west-1", "aliases": []})], fixture.store({"kind": "backup", "key": "aws_kms_key.backup", "region": "eu-west-1", "purpose": "", "purposes": []}))
		with data.keywright_profile as fixture.profile
}

test_fail_key_of_another_region if {
	{finding.outcome | some finding in reg_03.report} == {"fail"} with data.keywright_facts as fixture.stored([fixture.key({"address": "aws_kms_key.backup", "purpose": "backup", "purposes": ["backup"], "protects": [], "region": "eu-west-1", "aliases": []})], fixture.store({"kind": "backup", "key": "aws_kms_key.backup", "region": "eu-north-1", "purpose": "", "purposes": []}))
		with data.keywright_profile as fixture.profile
}

test_fail_key_of_the_database if {
	{finding.outcome | some finding in reg_03.report} == {"fail"} with data.keywright_facts as fixture.stored([fixture.database], fixture.store({"kind": "backup"}))
		with data.keywright_profile as fixture.profile
}

test_fail_bucket_for_backups_under_another_key if {
	{finding.outcome | some finding in reg_03.report} == {"fail"} with data.keywright_facts as fixture.stored([fixture.database], fixture.store({"kind": "bucket", "purposes": ["backup"]}))
		with data.keywright_profile as fixture.profile
}

test_fail_the_services_key if {
	{finding.outcome | some finding in reg_03.report} == {"fail"} with data.keywright_facts as fixture.stored([], fixture.store({"kind": "backup", "managed": "service", "key": ""}))
		with data.keywright_profile as fixture.profile
}

test_fail_not_encrypted if {
	{finding.outcome | some finding in reg_03.report} == {"fail"} with data.keywright_facts as fixture.stored([], fixture.store({"kind": "backup", "encrypted": false, "managed": "none", "key": ""}))
		with data.keywright_profile as fixture.profile
}

test_undetermined_key_unknown if {
	{finding.outcome | some finding in reg_03.report} == {"undetermined"} with data.keywright_facts as fixture.stored([], fixture.store({"kind": "backup", "managed": "", "key": "", "unknown": {"key": "later"}}))
		with data.keywright_profile as fixture.profile
}

test_undetermined_encryption_unknown if {
	{finding.outcome | some finding in reg_03.report} == {"undetermined"} with data.keywright_facts as fixture.stored([], fixture.store({"kind": "backup", "encrypted": null, "managed": "", "key": "", "unknown": {"encrypted": "later", "key": "later"}}))
		with data.keywright_profile as fixture.profile
}

test_undetermined_region_unknown if {
	{finding.outcome | some finding in reg_03.report} == {"undetermined"} with data.keywright_facts as fixture.stored([fixture.key({"address": "aws_kms_key.backup", "purpose": "backup", "purposes": ["backup"], "protects": [], "region": "eu-west-1", "aliases": []})], fixture.store({"kind": "backup", "key": "aws_kms_key.backup", "region": "", "unknown": {"region": "later"}}))
		with data.keywright_profile as fixture.profile
}

test_undetermined_key_elsewhere if {
	{finding.outcome | some finding in reg_03.report} == {"undetermined"} with data.keywright_facts as fixture.stored([], fixture.store({"kind": "backup", "key": "arn:aws:kms:eu-north-1:123456789012:key/k"}))
		with data.keywright_profile as fixture.profile
}

test_undetermined_purpose_unknown if {
	{finding.outcome | some finding in reg_03.report} == {"undetermined"} with data.keywright_facts as fixture.stored([fixture.database], fixture.store({"kind": "bucket", "purpose": "", "purposes": [], "unknown": {"purpose": "later"}}))
		with data.keywright_profile as fixture.profile
}

test_undetermined_name_speaks_of_backup if {
	{finding.outcome | some finding in reg_03.report} == {"undetermined"} with data.keywright_facts as fixture.stored([fixture.database], fixture.store({"kind": "bucket", "name": "drop-backup", "purpose": "", "purposes": []}))
		with data.keywright_profile as fixture.profile
}

test_pass_no_backup_another_rule_speaks if {
	reg_03.report == [] with data.keywright_facts as fixture.stored([fixture.database], fixture.store({}))
		with data.keywright_profile as fixture.profile
}
