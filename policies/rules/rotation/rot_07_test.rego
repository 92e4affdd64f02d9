package keywright.rules.rotation.rot_07_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.rotation.rot_07

_on(changes, profile) := outcome if {
	outcome := {finding.outcome | some finding in rot_07.report} with data.keywright_facts as fixture.watched([], [fixture.alarm(changes)])
		with data.keywright_profile as profile
}

test_pass_told if _on({"events": ["RotationOverdue"]}, fixture.whole) == {"pass"}

test_fail_nobody if {
	_on({"events": ["RotationOverdue"], "acts": false}, fixture.whole) == {"fail"}
	_on({}, fixture.whole) == {"fail"}
}

test_undetermined_pattern if {
	_on({"type": "aws_cloudwatch_event_rule", "events": [], "unknown": {"events": "later"}}, fixture.whole) == {"undetermined"}
	_on({"type": "aws_cloudwatch_log_metric_filter", "events": [], "unknown": {"events": "later"}}, fixture.whole) == {"fail"}
}

test_not_assessed_of_a_part if _on({}, fixture.profile) == {"not_assessed"}

test_nothing_without_keys if {
	rot_07.report == [] with data.keywright_facts as fixture.facts([])
		with data.keywright_profile as fixture.whole
}

# Who is told in Azure and of Vault is not read.
test_undetermined_keys_of_azure_and_vault if {
	every type in ["azurerm_key_vault_key", "vault_transit_secret_backend_key"] {
		on := fixture.facts([fixture.key({"type": type})])
		{finding.outcome | some finding in rot_07.report} == {"undetermined"} with data.keywright_facts as on with data.keywright_profile as fixture.whole
		{finding.outcome | some finding in rot_07.report} == {"not_assessed"} with data.keywright_facts as on with data.keywright_profile as fixture.profile
	}
}

# A rule for events of KMS of which some come through is none for rotation.
test_fail_a_pattern_for_something_else if {
	_on({"type": "aws_cloudwatch_event_rule", "events": [], "unknown": {"pattern": "it asks for more"}}, fixture.whole) == {"fail"}
}
