package keywright.rules.region.reg_05_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.region.reg_05

test_pass_one_region if {
	{finding.outcome | some finding in reg_05.report} == {"pass"} with data.keywright_facts as fixture.stored([fixture.database], fixture.store({}))
		with data.keywright_profile as fixture.profile
}

test_pass_id_alone_is_of_the_region if {
	{finding.outcome | some finding in reg_05.report} == {"pass"} with data.keywright_facts as fixture.stored([], fixture.store({"key": "1234abcd-12ab-34cd-56ef-1234567890ab"}))
		with data.keywright_profile as fixture.profile
}

test_pass_the_services_key if {
	{finding.outcome | some finding in reg_05.report} == {"pass"} with data.keywright_facts as fixture.stored([], fixture.store({"managed": "service", "key": "", "region": ""}))
		with data.keywright_profile as fixture.profile
}

test_fail_key_of_another_region if {
	{finding.outcome | some finding in reg_05.report} == {"fail"} with data.keywright_facts as fixture.stored([fixture.database], fixture.store({"region": "eu-west-1"}))
		with data.keywright_profile as fixture.profile
}

test_fail_arn_of_another_region if {
	{finding.outcome | some finding in reg_05.report} == {"fail"} with data.keywright_facts as fixture.stored([], fixture.store({"key": "arn:aws:kms:us-east-1:123456789012:key/k"}))
		with data.keywright_profile as fixture.profile
}

test_undetermined_key_unknown if {
	{finding.outcome | some finding in reg_05.report} == {"undetermined"} with data.keywright_facts as fixture.stored([], fixture.store({"managed": "", "key": "", "unknown": {"key": "later"}}))
		with data.keywright_profile as fixture.profile
}

test_undetermined_region_of_the_store_unknown if {
	{finding.outcome | some finding in reg_05.report} == {"undetermined"} with data.keywright_facts as fixture.stored([fixture.database], fixture.store({"region": "", "unknown": {"region": "later"}}))
		with data.keywright_profile as fixture.profile
}

test_undetermined_region_of_the_key_unknown if {
	{finding.outcome | some finding in reg_05.report} == {"undetermined"} with data.keywright_facts as fixture.stored([object.union(fixture.database, {"region": "", "unknown": {"region": "later"}})], fixture.store({}))
		with data.keywright_profile as fixture.profile
}

# Two unknown regions are not one region.
test_undetermined_both_regions_unknown if {
	{finding.outcome | some finding in reg_05.report} == {"undetermined"} with data.keywright_facts as fixture.stored([object.union(fixture.database, {"region": "", "unknown": {"region": "later"}})], fixture.store({"region": "", "unknown": {"region": "later"}}))
		with data.keywright_profile as fixture.profile
}

test_fail_secret_replicated_out_of_the_jurisdiction if {
	secret := fixture.secret({"part": "replica[0]", "region": "eu-west-2", "managed": "service", "key": ""})
	{finding.outcome | some finding in reg_05.report} == {"fail"} with data.keywright_facts as fixture.kept([], secret)
		with data.keywright_profile as fixture.profile
}

test_pass_secret_replicated_within_the_jurisdiction if {
	secret := fixture.secret({"part": "replica[0]", "region": "eu-west-1", "managed": "service", "key": ""})
	{finding.outcome | some finding in reg_05.report} == {"pass"} with data.keywright_facts as fixture.kept([], secret)
		with data.keywright_profile as fixture.profile
}

test_undetermined_region_of_a_replica_unknown if {
	secret := fixture.secret({"part": "replica[0]", "region": "", "managed": "service", "key": "", "unknown": {"region": "later"}})
	{finding.outcome | some finding in reg_05.report} == {"undetermined"} with data.keywright_facts as fixture.kept([], secret)
		with data.keywright_profile as fixture.profile
}

test_fail_secret_and_key_of_two_regions if {
	{finding.outcome | some finding in reg_05.report} == {"fail"} with data.keywright_facts as fixture.kept([fixture.database], fixture.secret({"region": "eu-west-1"}))
		with data.keywright_profile as fixture.profile
}

_google(changes) := outcomes if {
	outcomes := {finding.outcome | some finding in reg_05.report} with data.keywright_facts as fixture.kept([], fixture.secret(object.union({"type": "google_secret_manager_secret", "managed": "service", "key": ""}, changes)))
		with data.keywright_profile as fixture.profile
}

test_pass_secret_of_google_within if _google({"region": "europe-north1"}) == {"pass"}

test_fail_secret_of_google_anywhere if {
	_google({"region": "global"}) == {"fail"}
	_google({"region": "europe-west2"}) == {"fail"}
}

test_undetermined_secret_of_google if {
	_google({"region": "eur6"}) == {"undetermined"}
	_google({"region": "", "unknown": {"region": "later"}}) == {"undetermined"}
}

_bucket(changes) := outcomes if {
	outcomes := {finding.outcome | some finding in reg_05.report} with data.keywright_facts as fixture.stored([], fixture.store(object.union({"type": "google_storage_bucket", "region": "europe"}, changes)))
		with data.keywright_profile as fixture.profile
}

test_keys_of_google_by_their_name if {
	_bucket({"key": "projects/p/locations/Europe/keyRings/r/cryptoKeys/k"}) == {"pass"}
	_bucket({"key": "projects/p/locations/europe-west4/keyRings/r/cryptoKeys/k"}) == {"fail"}
	_bucket({"key": "k"}) == {"undetermined"}
}

_of_azure(changes) := {finding.outcome | some finding in report} if {
	report := reg_05.report with data.keywright_facts as fixture.kept([], fixture.secret(object.union({"type": "azurerm_key_vault_secret", "managed": "service", "key": ""}, changes)))
		with data.keywright_profile as fixture.profile
}

test_a_secret_of_azure_lies_in_its_vault if {
	_of_azure({"region": "norwayeast"}) == {"pass"}
	_of_azure({"region": "uksouth"}) == {"fail"}
	_of_azure({"region": "", "unknown": {"region": "its vault is not in the plan"}}) == {"undetermined"}
}

test_fail_parameter_out_of_the_jurisdiction if {
	parameter := fixture.secret({"address": "aws_ssm_parameter.p", "type": "aws_ssm_parameter", "kind": "parameter", "region": "eu-west-2", "managed": "service", "key": ""})
	{finding.outcome | some finding in reg_05.report} == {"fail"} with data.keywright_facts as fixture.kept([], parameter)
		with data.keywright_profile as fixture.profile
}

# Where a secret lies counts as much as where its replicas do.
test_fail_secret_out_of_the_jurisdiction if {
	secret := fixture.secret({"region": "eu-west-2", "managed": "service", "key": ""})
	{[finding.outcome, finding.message] | some finding in reg_05.report} == {["fail", "aws_secretsmanager_secret.jwt is kept in eu-west-2 (GB), outside EEA."]} with data.keywright_facts as fixture.kept([], secret)
		with data.keywright_profile as fixture.profile
}

test_undetermined_secret_in_an_unknown_region if {
	{finding.outcome | some finding in reg_05.report} == {"undetermined"} with data.keywright_facts as fixture.kept([], fixture.secret({"region": "", "managed": "service", "key": ""}))
		with data.keywright_profile as fixture.profile
}

# Where stores lie no text says: only whether their keys lie there too.
test_pass_store_of_google_out_of_the_jurisdiction if {
	bucket := fixture.store({"address": "google_storage_bucket.b", "type": "google_storage_bucket", "kind": "bucket", "service": "storage", "region": "us", "managed": "service", "key": ""})
	{finding.outcome | some finding in reg_05.report} == {"pass"} with data.keywright_facts as fixture.stored([], bucket)
		with data.keywright_profile as fixture.profile
}
