package keywright.rules.audit.aud_01_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.audit.aud_01

test_pass_a_trail_is_enough_without_the_estate if {
	{finding.outcome | some finding in aud_01.report} == {"pass"} with data.keywright_facts as fixture.watched([fixture.trail({})], [])
		with data.keywright_profile as fixture.profile
}

test_pass_one_of_two if {
	{finding.outcome | some finding in aud_01.report} == {"pass"} with data.keywright_facts as fixture.watched([fixture.trail({}), fixture.trail({"address": "aws_cloudtrail.other", "records": "none"})], [])
		with data.keywright_profile as fixture.whole
}

test_fail_no_trail if {
	{finding.outcome | some finding in aud_01.report} == {"fail"} with data.keywright_facts as fixture.watched([], [])
		with data.keywright_profile as fixture.whole
}

test_fail_one_region if {
	{finding.outcome | some finding in aud_01.report} == {"fail"} with data.keywright_facts as fixture.watched([fixture.trail({"multi_region": false})], [])
		with data.keywright_profile as fixture.whole
}

# A name that only apply makes known is no name to tell a trail by.
test_fail_names_a_trail_without_a_name_by_its_address if {
	some finding in aud_01.report with data.keywright_facts as fixture.watched([fixture.trail({"name": "", "logging": false})], [])
		with data.keywright_profile as fixture.whole
	startswith(finding.message, "The trail aws_cloudtrail.")
}

test_fail_off if {
	{finding.outcome | some finding in aud_01.report} == {"fail"} with data.keywright_facts as fixture.watched([fixture.trail({"logging": false})], [])
		with data.keywright_profile as fixture.whole
}

test_fail_not_validated if {
	{finding.outcome | some finding in aud_01.report} == {"fail"} with data.keywright_facts as fixture.watched([fixture.trail({"validated": false})], [])
		with data.keywright_profile as fixture.whole
}

test_fail_the_services_key if {
	{finding.outcome | some finding in aud_01.report} == {"fail"} with data.keywright_facts as fixture.watched([fixture.trail({"managed": "service", "key": ""})], [])
		with data.keywright_profile as fixture.whole
}

test_fail_kms_left_out if {
	{finding.outcome | some finding in aud_01.report} == {"fail"} with data.keywright_facts as fixture.watched([fixture.trail({"records": "none"})], [])
		with data.keywright_profile as fixture.whole
}

test_fail_a_part if {
	{finding.outcome | some finding in aud_01.report} == {"fail"} with data.keywright_facts as fixture.watched([fixture.trail({"records": "some"})], [])
		with data.keywright_profile as fixture.whole
}

test_fail_a_trail_that_goes if {
	{finding.outcome | some finding in aud_01.report} == {"fail"} with data.keywright_facts as fixture.watched([fixture.trail({"actions": ["delete"]})], [])
		with data.keywright_profile as fixture.whole
}

test_undetermined_selectors if {
	{finding.outcome | some finding in aud_01.report} == {"undetermined"} with data.keywright_facts as fixture.watched([fixture.trail({"records": "", "unknown": {"records": "later"}})], [])
		with data.keywright_profile as fixture.whole
}

test_undetermined_key if {
	{finding.outcome | some finding in aud_01.report} == {"undetermined"} with data.keywright_facts as fixture.watched([fixture.trail({"managed": "", "key": "", "unknown": {"key": "later"}})], [])
		with data.keywright_profile as fixture.whole
}

# Another trail may be elsewhere.
test_not_assessed_a_faulty_trail_without_the_estate if {
	{finding.outcome | some finding in aud_01.report} == {"not_assessed"} with data.keywright_facts as fixture.watched([fixture.trail({"multi_region": false})], [])
		with data.keywright_profile as fixture.profile
}

test_not_assessed_without_the_estate if {
	{finding.outcome | some finding in aud_01.report} == {"not_assessed"} with data.keywright_facts as fixture.watched([], [])
		with data.keywright_profile as fixture.profile
}

test_pass_without_keys_nothing_is_asked if {
	aud_01.report == [] with data.keywright_facts as fixture.facts([])
		with data.keywright_profile as fixture.profile
}

_of_vaults(logs, profile) := {[finding.outcome, finding.address] | some finding in report} if {
	report := aud_01.report with data.keywright_facts as fixture.logged(logs)
		with data.keywright_profile as profile
}

test_pass_a_vault_that_is_recorded if _of_vaults([fixture.log({}), fixture.log({"address": "x", "records": "none"})], fixture.profile) == {["pass", "azurerm_key_vault.v"]}

test_fail_a_vault_that_is_not_recorded if {
	every wrong in [{"records": "none"}, {"managed": "service", "key": ""}, {"records": "none", "unknown": {"key": "no store"}}] {
		_of_vaults([fixture.log(wrong)], fixture.whole) == {["fail", "azurerm_key_vault.v"]}
		_of_vaults([fixture.log(wrong)], fixture.profile) == {["not_assessed", "azurerm_key_vault.v"]}
	}
}

test_undetermined_a_vault_of_which_it_is_not_known if {
	every open in [{"records": "", "unknown": {"records": "later"}}, {"records": "none", "unknown": {"records": "later"}}, {"managed": "", "key": "", "unknown": {"key": "later"}}] {
		_of_vaults([fixture.log(open)], fixture.whole) == {["undetermined", "azurerm_key_vault.v"]}
	}
}

# A vault without keys is nothing to this rule, and a trail of AWS is nothing to a vault.
test_a_vault_of_secrets_is_passed_over if _of_vaults([fixture.log({"holds": ["secrets"], "records": "none"})], fixture.whole) == set()

test_fail_a_vault_beside_a_good_trail if {
	facts := fixture.facts_with([fixture.base], {"trails": [fixture.trail({})], "vault_logs": [fixture.log({"records": "none"})]})
	{[finding.outcome, finding.address] | some finding in aud_01.report} == {["pass", "aws_cloudtrail.all"], ["fail", "azurerm_key_vault.v"]} with data.keywright_facts as facts
		with data.keywright_profile as fixture.whole
}

# Keys of which no vault is seen are asked for as those of other clouds.
test_fail_keys_of_azure_without_a_vault if {
	{finding.outcome | some finding in aud_01.report} == {"fail"} with data.keywright_facts as fixture.logged([])
		with data.keywright_profile as fixture.whole
}

google := fixture.google({})

of_google(trails, profile) := {[finding.outcome, finding.address, finding.attribute] | some finding in report} if {
	report := aud_01.report with data.keywright_facts as fixture.facts_with([google], {"trails": trails}) with data.keywright_profile as profile
}

test_pass_a_sink if {
	of_google([fixture.sink({})], fixture.profile) == {["pass", "google_logging_project_sink.audit", "trail"]}
	of_google([fixture.sink({"account": ""})], fixture.profile) == {["pass", "google_logging_project_sink.audit", "trail"]}
}

test_fail_a_sink_of_another_project if {
	of_google([fixture.sink({"account": "drop-test"})], fixture.whole) == {["fail", "google_logging_project_sink.audit", "trail"]}
}

test_fail_a_sink_that_takes_a_part if {
	of_google([fixture.sink({"records": "some"})], fixture.whole) == {["fail", "google_logging_project_sink.audit", "trail"]}
	of_google([fixture.sink({"managed": "service", "key": ""})], fixture.whole) == {["fail", "google_logging_project_sink.audit", "trail"]}
}

test_undetermined_a_sink_whose_filter_is_not_read if {
	of_google([fixture.sink({"records": "", "unknown": {"records": "its filter is not read that far"}})], fixture.whole) == {["undetermined", "google_logging_project_sink.audit", "trail"]}
}

test_a_trail_of_one_cloud_is_none_of_another if {
	of_google([fixture.trail({})], fixture.whole) == {["pass", "aws_cloudtrail.all", "trail"], ["fail", "estate", "trail.google"]}
	of_google([fixture.trail({})], fixture.profile) == {["pass", "aws_cloudtrail.all", "trail"], ["not_assessed", "estate", "estate"]}
	both := aud_01.report with data.keywright_facts as fixture.facts_with([fixture.base, google], {"trails": [fixture.sink({})]}) with data.keywright_profile as fixture.whole
	{[finding.outcome, finding.attribute] | some finding in both} == {["pass", "trail"], ["fail", "trail"]}
}

# What records the use of Vault is not read.
test_not_assessed_keys_of_vault_in_a_part if {
	on := fixture.facts([fixture.key({"type": "vault_transit_secret_backend_key"})])
	{finding.outcome | some finding in aud_01.report} == {"not_assessed"} with data.keywright_facts as on with data.keywright_profile as fixture.profile
}

# Of Vault an audit device records every use; where to is not read.
_of_vault_trails(trails) := {[finding.outcome, finding.attribute] | some finding in report} if {
	report := aud_01.report with data.keywright_facts as fixture.facts_with([fixture.key({"type": "vault_transit_secret_backend_key"})], {"trails": trails})
		with data.keywright_profile as fixture.whole
}

test_fail_a_vault_without_audit_device if _of_vault_trails([]) == {["fail", "trail.vault"]}

test_undetermined_where_an_audit_device_writes_to if {
	device := object.union(fixture.trail({"type": "vault_audit", "address": "vault_audit.file"}), {"unknown": {"key": "not read"}})
	_of_vault_trails([device]) == {["undetermined", "trail"]}
}
