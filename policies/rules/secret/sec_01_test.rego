package keywright.rules.secret.sec_01_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.secret.sec_01

test_pass_key_of_the_secrets_domain if {
	{finding.outcome | some finding in sec_01.report} == {"pass"} with data.keywright_facts as fixture.kept([fixture.database], fixture.secret({}))
		with data.keywright_profile as fixture.profile
}

test_pass_key_for_secrets_of_applications if {
	{finding.outcome | some finding in sec_01.report} == {"pass"} with data.keywright_facts as fixture.kept([fixture.key({"address": "aws_kms_key.database", "purpose": "application-secrets", "purposes": ["application-secrets"], "protects": []})], fixture.secret({"purpose": "token-signing", "purposes": ["token-signing"]}))
		with data.keywright_profile as object.union(fixture.profile, {"domain": {"application-secrets": {"separate_from": []}}})
}

test_fail_the_services_key if {
	{finding.outcome | some finding in sec_01.report} == {"fail"} with data.keywright_facts as fixture.kept([], fixture.secret({"managed": "service", "key": ""}))
		with data.keywright_profile as fixture.profile
}

test_fail_the_services_key_of_a_secret_that_says_nothing if {
	{finding.outcome | some finding in sec_01.report} == {"fail"} with data.keywright_facts as fixture.kept([], fixture.secret({"managed": "service", "key": "", "classification": "", "purpose": "", "purposes": []}))
		with data.keywright_profile as fixture.profile
}

test_fail_key_of_another_domain if {
	{finding.outcome | some finding in sec_01.report} == {"fail"} with data.keywright_facts as fixture.kept([fixture.database], fixture.secret({"purpose": "aml-kyc", "purposes": ["aml-kyc"]}))
		with data.keywright_profile as fixture.profile
}

test_fail_replica_under_the_services_key if {
	{finding.outcome | some finding in sec_01.report} == {"fail"} with data.keywright_facts as fixture.kept([fixture.database], fixture.secret({"part": "replica[0]", "managed": "service", "key": ""}))
		with data.keywright_profile as fixture.profile
}

test_undetermined_key_unknown if {
	{finding.outcome | some finding in sec_01.report} == {"undetermined"} with data.keywright_facts as fixture.kept([], fixture.secret({"managed": "", "key": "", "unknown": {"key": "later"}}))
		with data.keywright_profile as fixture.profile
}

test_undetermined_key_elsewhere if {
	{finding.outcome | some finding in sec_01.report} == {"undetermined"} with data.keywright_facts as fixture.kept([], fixture.secret({"key": "arn:aws:kms:eu-north-1:123456789012:key/k"}))
		with data.keywright_profile as fixture.profile
}

test_undetermined_key_of_no_purpose if {
	{finding.outcome | some finding in sec_01.report} == {"undetermined"} with data.keywright_facts as fixture.kept([object.union(fixture.database, {"purpose": "", "purposes": []})], fixture.secret({}))
		with data.keywright_profile as fixture.profile
}

test_undetermined_purpose_unknown if {
	{finding.outcome | some finding in sec_01.report} == {"undetermined"} with data.keywright_facts as fixture.kept([fixture.database], fixture.secret({"purpose": "", "purposes": [], "unknown": {"purpose": "later"}}))
		with data.keywright_profile as fixture.profile
}

# Nobody can choose the key in Azure Key Vault, which is neither a pass nor a fault of the plan.
test_undetermined_azure if {
	{finding.outcome | some finding in sec_01.report} == {"undetermined"} with data.keywright_facts as fixture.kept([], fixture.secret({"type": "azurerm_key_vault_secret", "managed": "service", "key": ""}))
		with data.keywright_profile as fixture.profile
}

_why(keys, secret) := [finding.actual | some finding in report] if {
	report := sec_01.report with data.keywright_facts as fixture.kept(keys, fixture.secret(secret))
		with data.keywright_profile as fixture.profile
}

test_undetermined_says_why if {
	_why([], {"managed": "", "key": "", "unknown": {"key": "the key is later"}}) == ["the key is later"]
	_why([fixture.database], {"purpose": "", "purposes": [], "unknown": {"purpose": "later"}}) == ["its purpose: later"]
	[elsewhere] := _why([], {"key": "arn:aws:kms:eu-north-1:123456789012:key/k"})
	contains(elsewhere, "arn:aws:kms:eu-north-1:123456789012:key/k")
	[both] := _why([], {"key": "arn:aws:kms:eu-north-1:123456789012:key/k", "unknown": {"purpose": "later"}})
	contains(both, "its purpose: later")
	[strange] := _why([object.union(fixture.database, {"purpose": "", "purposes": []})], {})
	strange != ""
	[azure] := _why([], {"type": "azurerm_key_vault_secret", "managed": "service", "key": ""})
	contains(azure, "Azure Key Vault encrypts secrets by keys of its own")
}
