package keywright.rules.key.key_08_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.key.key_08

test_pass_thirty_days if {
	fixture.of_key(key_08.report) == {"pass"} with data.keywright_facts as fixture.facts([fixture.base])
		with data.keywright_profile as fixture.profile
}

test_pass_a_week_for_internal if {
	fixture.of_key(key_08.report) == {"pass"} with data.keywright_facts as fixture.facts([fixture.key({"classification": "internal", "deletion_window_days": 7})])
		with data.keywright_profile as fixture.profile
}

test_fail_a_week_for_restricted if {
	fixture.of_key(key_08.report) == {"fail"} with data.keywright_facts as fixture.facts([fixture.key({"deletion_window_days": 7})])
		with data.keywright_profile as fixture.profile
}

test_fail_more_than_kms_allows if {
	fixture.of_key(key_08.report) == {"fail"} with data.keywright_facts as fixture.facts([fixture.key({"deletion_window_days": 31})])
		with data.keywright_profile as fixture.profile
}

test_undetermined_days_unknown if {
	fixture.of_key(key_08.report) == {"undetermined"} with data.keywright_facts as fixture.facts([fixture.with_unknown("deletion_window_days", null)])
		with data.keywright_profile as fixture.profile
}

# What it is for may make it restricted.
test_undetermined_a_week_for_a_purpose_that_is_not_known if {
	every days, outcome in {7: "undetermined", 30: "pass", 6: "fail"} {
		key := fixture.key({"classification": "internal", "purpose": "", "purposes": [], "protects": [], "deletion_window_days": days, "unknown": {"purpose": "later"}})
		fixture.of_key(key_08.report) == {outcome} with data.keywright_facts as fixture.facts([key])
			with data.keywright_profile as fixture.profile
	}
}

test_undetermined_a_week_for_no_class if {
	fixture.of_key(key_08.report) == {"undetermined"} with data.keywright_facts as fixture.facts([fixture.key({"classification": "", "deletion_window_days": 7})])
		with data.keywright_profile as fixture.profile
}

# The class of its domain counts where a key says a lower one, or none.
test_fail_a_week_below_the_class_of_the_domain if {
	fixture.of_key(key_08.report) == {"fail"} with data.keywright_facts as fixture.facts([fixture.key({"classification": "public", "deletion_window_days": 7})])
		with data.keywright_profile as object.union(fixture.profile, {"domain": {"aml-kyc": {"classification": "restricted"}, "pii": {"classification": "restricted"}}})
}

test_fail_a_week_without_a_class_in_a_restricted_domain if {
	fixture.of_key(key_08.report) == {"fail"} with data.keywright_facts as fixture.facts([fixture.key({"classification": "", "deletion_window_days": 7})])
		with data.keywright_profile as object.union(fixture.profile, {"domain": {"aml-kyc": {"classification": "restricted"}, "pii": {"classification": "restricted"}}})
}

test_fail_a_week_for_a_field_of_a_restricted_domain if {
	fixture.of_key(key_08.report) == {"fail"} with data.keywright_facts as fixture.facts([fixture.key({"purpose": "token-signing", "purposes": ["token-signing"], "protects": ["Users.Email"], "classification": "internal", "deletion_window_days": 7})])
		with data.keywright_profile as object.union(fixture.profile, {"domain": {"aml-kyc": {"classification": "restricted"}, "pii": {"classification": "restricted"}}})
}

test_fail_a_day_of_google_by_its_own_name if {
	some judged in key_08.report with data.keywright_facts as fixture.facts([fixture.google({"deletion_window_days": 1})])
		with data.keywright_profile as fixture.profile
	judged.outcome == "fail"
	contains(judged.message, "destroy_scheduled_duration")
}

_vault(days) := {judged.outcome | some judged in report} if {
	report := key_08.report with data.keywright_facts as fixture.facts([fixture.google({"type": "vault_transit_secret_backend_key", "deletion_window_days": days})])
		with data.keywright_profile as fixture.profile
}

# Vault deletes nothing that is not allowed to be deleted, and then at once.
test_vault if {
	_vault(null) == {"pass"}
	_vault(0) == {"fail"}
}

_azure_vault(row) := {judged.outcome | some judged in report} if {
	report := key_08.report with data.keywright_facts as fixture.facts_with([], {"key_vaults": [object.union({"address": "azurerm_key_vault.v", "type": "azurerm_key_vault", "actions": ["create"], "holds": [], "purposes": [], "classification": "", "deletion_window_days": 30, "basis": {}, "unknown": {}}, row)]})
		with data.keywright_profile as fixture.profile
}

# What other configurations put into a vault of Azure goes as fast as the vault lets it.
test_vaults_of_azure if {
	_azure_vault({}) == {"pass"}
	every days in [0, 6, 90] { _azure_vault({"deletion_window_days": days}) == {"fail"} }
	_azure_vault({"deletion_window_days": 0, "holds": ["certificates"]}) == {"fail"}
	_azure_vault({"deletion_window_days": 7}) == {"undetermined"}
	_azure_vault({"deletion_window_days": 7, "classification": "restricted"}) == {"fail"}
	_azure_vault({"deletion_window_days": 7, "classification": "internal"}) == {"pass"}
	_azure_vault({"deletion_window_days": null, "unknown": {"deletion_window_days": "x"}}) == {"undetermined"}
	_azure_vault({"deletion_window_days": 0, "actions": ["delete"]}) == set()
	every kind in ["keys", "secrets"] { _azure_vault({"deletion_window_days": 0, "holds": [kind]}) == set() }
}
