package keywright.rules.separation.sep_03_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.separation.sep_03

test_pass_separate if {
	keys := [fixture.base, fixture.key({"address": "aws_kms_key.backup", "purpose": "backup", "purposes": ["backup"], "protects": ["s3:backups"], "region": "eu-west-1", "aliases": []})]
	fixture.said(sep_03.report) == {["pass", "aws_kms_key.backup"]} with data.keywright_facts as fixture.facts_with(keys, {})
		with data.keywright_profile as fixture.profile
}

test_fail_replica_of_a_primary_key if {
	keys := [fixture.base, object.union(fixture.key({"address": "aws_kms_key.backup", "purpose": "backup", "purposes": ["backup"], "protects": ["s3:backups"], "region": "eu-west-1", "aliases": []}), {"kind": "replica", "primary": "aws_kms_key.kyc"})]
	fixture.said(sep_03.report) == {["fail", "aws_kms_key.backup"]} with data.keywright_facts as fixture.facts_with(keys, {})
		with data.keywright_profile as fixture.profile
}

test_fail_serves_more if {
	keys := [object.union(fixture.key({"address": "aws_kms_key.backup", "purpose": "backup", "purposes": ["backup"], "protects": ["s3:backups"], "region": "eu-west-1", "aliases": []}), {"purposes": ["backup", "database"]})]
	fixture.said(sep_03.report) == {["fail", "aws_kms_key.backup"]} with data.keywright_facts as fixture.facts_with(keys, {})
		with data.keywright_profile as fixture.profile
}

test_fail_backups_under_two_keys if {
	keys := [fixture.key({"protects": ["s3:backups"]}), fixture.key({"address": "aws_kms_key.backup", "purpose": "backup", "purposes": ["backup"], "protects": ["s3:backups"], "region": "eu-west-1", "aliases": []})]
	fixture.said(sep_03.report) == {["fail", "aws_kms_key.backup"]} with data.keywright_facts as fixture.facts_with(keys, {})
		with data.keywright_profile as fixture.profile
}

test_fail_account_asked_apart if {
	keys := [fixture.base, fixture.key({"address": "aws_kms_key.backup", "purpose": "backup", "purposes": ["backup"], "protects": ["s3:backups"], "region": "eu-west-1", "aliases": []})]
	fixture.said(sep_03.report) == {["fail", "aws_kms_key.backup"]} with data.keywright_facts as fixture.facts_with(keys, {})
		with data.keywright_profile as object.union(fixture.profile, {"domain": {"backup": {"same_account": false}}})
}

test_undetermined_account_unknown if {
	keys := [fixture.base, object.union(fixture.key({"address": "aws_kms_key.backup", "purpose": "backup", "purposes": ["backup"], "protects": ["s3:backups"], "region": "eu-west-1", "aliases": []}), {"account": "", "account_symbol": "account of provider aws.backup"})]
	fixture.said(sep_03.report) == {["undetermined", "aws_kms_key.backup"]} with data.keywright_facts as fixture.facts_with(keys, {})
		with data.keywright_profile as object.union(fixture.profile, {"domain": {"backup": {"same_account": false}}})
}

test_undetermined_purpose_unknown if {
	keys := [fixture.with_unknown("purpose", "")]
	fixture.said(sep_03.report) == {["undetermined", "aws_kms_key.kyc"]} with data.keywright_facts as fixture.facts_with(keys, {})
		with data.keywright_profile as fixture.profile
}

# A word that the profile does not have takes no key out of the rules for its domain.
test_undetermined_purpose_is_no_domain if {
	fixture.of_key(sep_03.report) == {"undetermined"} with data.keywright_facts as fixture.facts([fixture.key({"purpose": "backups", "purposes": ["backups"]})])
		with data.keywright_profile as fixture.profile
}

test_undetermined_no_purpose if {
	fixture.of_key(sep_03.report) == {"undetermined"} with data.keywright_facts as fixture.facts([fixture.key({"purpose": "", "purposes": []})])
		with data.keywright_profile as fixture.profile
}

test_undetermined_says_whose_separation_is_open if {
	some finding in sep_03.report with data.keywright_facts as fixture.facts([fixture.with_unknown("purpose", "")])
		with data.keywright_profile as fixture.profile
	contains(finding.message, "drop-kyc-key keeps the backup key apart from the others")
}

test_undetermined_alias_that_may_be_its if {
	fixture.of_key(sep_03.report) == {"undetermined"} with data.keywright_facts as fixture.facts([fixture.key({"suspected": ["backup"]})])
		with data.keywright_profile as fixture.profile
}

_backup := fixture.key({"address": "aws_kms_key.backup", "purpose": "backup", "purposes": ["backup"], "protects": ["s3:backups"], "region": "eu-west-1", "aliases": []})

test_undetermined_account_of_the_primary_keys_unknown if {
	keys := [fixture.key({"account": "", "account_symbol": "account of provider aws"}), _backup]
	fixture.said(sep_03.report) == {["undetermined", "aws_kms_key.backup"]} with data.keywright_facts as fixture.facts(keys)
		with data.keywright_profile as object.union(fixture.profile, {"domain": {"backup": {"same_account": false}}})
}

test_pass_replica_of_a_backup_key if {
	keys := [_backup, object.union(_backup, {"address": "aws_kms_replica_key.backup", "kind": "replica", "primary": "aws_kms_key.backup", "region": "eu-west-3"})]
	fixture.said(sep_03.report) == {["pass", "aws_kms_key.backup"], ["pass", "aws_kms_replica_key.backup"]} with data.keywright_facts as fixture.facts(keys)
		with data.keywright_profile as fixture.profile
}

_under_the_backup_key(changes) := fixture.said(report) if {
	report := sep_03.report with data.keywright_facts as fixture.facts_with(
		[fixture.key({"address": "aws_kms_key.backup", "purpose": "backup", "purposes": ["backup"], "protects": ["s3:backups"], "aliases": ["drop-backup"]})],
		{"stores": [fixture.store(object.union({"address": "aws_sns_topic.t", "type": "aws_sns_topic", "kind": "topic", "service": "sns", "name": "t", "key": "aws_kms_key.backup", "classification": "internal"}, changes))]},
	)
		with data.keywright_profile as fixture.profile
}

test_fail_encrypts_more if {
	_under_the_backup_key({"purpose": "log", "purposes": ["log"]}) == {["fail", "aws_kms_key.backup"]}
}

test_pass_encrypts_backups if {
	_under_the_backup_key({"purpose": "backup", "purposes": ["backup"]}) == {["pass", "aws_kms_key.backup"]}
	_under_the_backup_key({"kind": "backup", "purpose": "", "purposes": []}) == {["pass", "aws_kms_key.backup"]}
	_under_the_backup_key({"kind": "backup", "purpose": "database", "purposes": ["database"]}) == {["pass", "aws_kms_key.backup"]}
}
