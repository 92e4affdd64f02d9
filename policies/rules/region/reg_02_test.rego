package keywright.rules.region.reg_02_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.region.reg_02

test_pass_elsewhere if {
	keys := [fixture.base, fixture.key({"address": "aws_kms_key.backup", "purpose": "backup", "purposes": ["backup"], "protects": ["s3:backups"], "region": "eu-west-1", "aliases": []})]
	fixture.said(reg_02.report) == {["pass", "aws_kms_key.backup"]} with data.keywright_facts as fixture.facts_with(keys, {})
		with data.keywright_profile as fixture.profile
}

test_fail_with_the_keys_it_is_to_outlive if {
	keys := [fixture.base, fixture.key({"address": "aws_kms_key.backup", "purpose": "backup", "purposes": ["backup"], "protects": ["s3:backups"], "region": "eu-north-1", "aliases": []})]
	fixture.said(reg_02.report) == {["fail", "aws_kms_key.backup"]} with data.keywright_facts as fixture.facts_with(keys, {})
		with data.keywright_profile as fixture.profile
}

test_fail_declared_primary if {
	keys := [fixture.key({"address": "aws_kms_key.backup", "purpose": "backup", "purposes": ["backup"], "protects": ["s3:backups"], "region": "eu-west-1", "aliases": []})]
	fixture.said(reg_02.report) == {["fail", "aws_kms_key.backup"]} with data.keywright_facts as fixture.facts_with(keys, {})
		with data.keywright_profile as object.union(fixture.profile, {"regions": {"primary": ["eu-west-1"]}})
}

test_fail_primary_of_a_residency if {
	keys := [fixture.key({"address": "aws_kms_key.backup", "purpose": "backup", "purposes": ["backup"], "protects": ["s3:backups"], "region": "eu-west-1", "aliases": []})]
	fixture.said(reg_02.report) == {["fail", "aws_kms_key.backup"]} with data.keywright_facts as fixture.facts_with(keys, {"residencies": [{"primary_region": "eu-west-1"}]})
		with data.keywright_profile as fixture.profile
}

test_fail_where_the_keys_really_are if {
	keys := [fixture.key({"region": "eu-west-1"}), fixture.key({"address": "aws_kms_key.backup", "purpose": "backup", "purposes": ["backup"], "protects": ["s3:backups"], "region": "eu-west-1", "aliases": []})]
	fixture.said(reg_02.report) == {["fail", "aws_kms_key.backup"]} with data.keywright_facts as fixture.facts_with(keys, {})
		with data.keywright_profile as object.union(fixture.profile, {"regions": {"primary": ["eu-north-1"]}})
}

test_undetermined_region_unknown if {
	keys := [fixture.base, object.union(fixture.key({"address": "aws_kms_key.backup", "purpose": "backup", "purposes": ["backup"], "protects": ["s3:backups"], "region": "", "aliases": []}), {"unknown": {"region": "later"}})]
	fixture.said(reg_02.report) == {["undetermined", "aws_kms_key.backup"]} with data.keywright_facts as fixture.facts_with(keys, {})
		with data.keywright_profile as fixture.profile
}

test_undetermined_nothing_says_what_is_primary if {
	keys := [fixture.key({"address": "aws_kms_key.backup", "purpose": "backup", "purposes": ["backup"], "protects": ["s3:backups"], "region": "eu-west-1", "aliases": []})]
	fixture.said(reg_02.report) == {["undetermined", "aws_kms_key.backup"]} with data.keywright_facts as fixture.facts_with(keys, {})
		with data.keywright_profile as fixture.profile
}

# A word that the profile does not have takes no key out of the rules for its domain.
test_undetermined_purpose_is_no_domain if {
	fixture.of_key(reg_02.report) == {"undetermined"} with data.keywright_facts as fixture.facts([fixture.key({"purpose": "backups", "purposes": ["backups"]})])
		with data.keywright_profile as fixture.profile
}

test_undetermined_no_purpose if {
	fixture.of_key(reg_02.report) == {"undetermined"} with data.keywright_facts as fixture.facts([fixture.key({"purpose": "", "purposes": []})])
		with data.keywright_profile as fixture.profile
}

_backup := {"address": "aws_kms_key.backup", "purpose": "backup", "purposes": ["backup"], "region": "eu-west-1", "aliases": []}

_database := {"address": "aws_kms_key.database", "purpose": "database", "purposes": ["database"], "aliases": []}

# Which region is the primary one nobody says, and a key that is backed up lives beside the backup key.
test_undetermined_beside_another_key_than_the_databases if {
	keys := [fixture.key({"region": "eu-west-1"}), fixture.key(_backup), fixture.key(_database)]
	fixture.said(reg_02.report) == {["undetermined", "aws_kms_key.backup"]} with data.keywright_facts as fixture.facts(keys)
		with data.keywright_profile as fixture.profile
}

test_pass_beside_another_key_where_the_primary_is_named if {
	keys := [fixture.key({"region": "eu-west-1"}), fixture.key(_backup), fixture.key(_database)]
	fixture.said(reg_02.report) == {["pass", "aws_kms_key.backup"]} with data.keywright_facts as fixture.facts(keys)
		with data.keywright_profile as object.union(fixture.profile, {"regions": {"primary": ["eu-north-1"]}})
}

test_pass_no_purpose_outside_the_primary_region if {
	reg_02.report == [] with data.keywright_facts as fixture.facts([fixture.key({"purpose": "", "purposes": [], "region": "eu-west-1"})])
		with data.keywright_profile as object.union(fixture.profile, {"regions": {"primary": ["eu-north-1"]}})
}

# Of several regions without one that is declared, the database's is primary.
test_fail_with_the_database_where_other_keys_are_elsewhere if {
	keys := [fixture.key({"region": "eu-north-1"}), fixture.key(_backup), fixture.key(object.union(_database, {"region": "eu-west-1"}))]
	fixture.said(reg_02.report) == {["fail", "aws_kms_key.backup"]} with data.keywright_facts as fixture.facts(keys)
		with data.keywright_profile as fixture.profile
}
