package keywright.rules.secret.sec_04_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.secret.sec_04

test_pass_30_days if {
	{finding.outcome | some finding in sec_04.report} == {"pass"} with data.keywright_facts as fixture.kept([], fixture.secret({}))
		with data.keywright_profile as fixture.profile
}

test_pass_7_days if {
	{finding.outcome | some finding in sec_04.report} == {"pass"} with data.keywright_facts as fixture.kept([], fixture.secret({"deletion_window_days": 7}))
		with data.keywright_profile as fixture.profile
}

test_fail_at_once if {
	{finding.outcome | some finding in sec_04.report} == {"fail"} with data.keywright_facts as fixture.kept([], fixture.secret({"deletion_window_days": 0}))
		with data.keywright_profile as fixture.profile
}

test_undetermined_unknown if {
	{finding.outcome | some finding in sec_04.report} == {"undetermined"} with data.keywright_facts as fixture.kept([], fixture.secret({"deletion_window_days": null, "unknown": {"deletion_window": "later"}}))
		with data.keywright_profile as fixture.profile
}

test_pass_a_parameter_has_no_window if {
	sec_04.report == [] with data.keywright_facts as fixture.kept([], fixture.secret({"kind": "parameter", "deletion_window_days": null}))
		with data.keywright_profile as fixture.profile
}

test_fail_google_by_its_own_name if {
	some judged in sec_04.report with data.keywright_facts as fixture.kept([], fixture.secret({"type": "google_secret_manager_secret", "deletion_window_days": 0}))
		with data.keywright_profile as fixture.profile
	judged.outcome == "fail"
	judged.attribute == "version_destroy_ttl"
}

test_azure_by_its_own_name if {
	every days, outcome in {0: "fail", 7: "pass", 30: "pass", 90: "fail"} {
		some judged in sec_04.report with data.keywright_facts as fixture.kept([], fixture.secret({"type": "azurerm_key_vault_secret", "deletion_window_days": days}))
			with data.keywright_profile as fixture.profile
		[judged.outcome, judged.attribute] == [outcome, "soft_delete_retention_days"]
	}
}
