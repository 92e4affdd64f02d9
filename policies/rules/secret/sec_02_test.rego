package keywright.rules.secret.sec_02_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.secret.sec_02

test_pass_within_the_year if {
	{finding.outcome | some finding in sec_02.report} == {"pass"} with data.keywright_facts as fixture.kept([], fixture.secret({}))
		with data.keywright_profile as object.union(fixture.profile, {"rotation": {"secret": {"method": "manual", "accepts": ["automatic", "on-demand", "manual"], "period_days": 365}}})
}

test_pass_by_hand_by_an_owner if {
	{finding.outcome | some finding in sec_02.report} == {"pass"} with data.keywright_facts as fixture.kept([], fixture.secret({"rotation": {"method": "none", "period_days": null, "address": ""}}))
		with data.keywright_profile as object.union(fixture.profile, {"rotation": {"secret": {"method": "manual", "accepts": ["automatic", "on-demand", "manual"], "period_days": 365, "owner": "security-team"}}})
}

test_fail_no_rotation if {
	{finding.outcome | some finding in sec_02.report} == {"fail"} with data.keywright_facts as fixture.kept([], fixture.secret({"rotation": {"method": "none", "period_days": null, "address": ""}}))
		with data.keywright_profile as object.union(fixture.profile, {"rotation": {"secret": {"method": "manual", "accepts": ["automatic", "on-demand", "manual"], "period_days": 365}}})
}

test_fail_800_days if {
	{finding.outcome | some finding in sec_02.report} == {"fail"} with data.keywright_facts as fixture.kept([], fixture.secret({"rotation": {"method": "automatic", "period_days": 800, "address": ""}}))
		with data.keywright_profile as object.union(fixture.profile, {"rotation": {"secret": {"method": "manual", "accepts": ["automatic", "on-demand", "manual"], "period_days": 365}}})
}

test_fail_signing_secret_once_a_year if {
	{finding.outcome | some finding in sec_02.report} == {"fail"} with data.keywright_facts as fixture.kept([], fixture.secret({"purpose": "token-signing", "purposes": ["token-signing"], "rotation": {"method": "automatic", "period_days": 365, "address": ""}}))
		with data.keywright_profile as object.union(fixture.profile, {"rotation": {"secret": {"method": "manual", "accepts": ["automatic", "on-demand", "manual"], "period_days": 365}}})
}

# Null is less than any number.
test_undetermined_period_unknown if {
	{finding.outcome | some finding in sec_02.report} == {"undetermined"} with data.keywright_facts as fixture.kept([], fixture.secret({"rotation": {"method": "automatic", "period_days": null, "address": ""}, "unknown": {"rotation": "later"}}))
		with data.keywright_profile as object.union(fixture.profile, {"rotation": {"secret": {"method": "manual", "accepts": ["automatic", "on-demand", "manual"], "period_days": 365}}})
}

test_undetermined_rotation_unknown if {
	{finding.outcome | some finding in sec_02.report} == {"undetermined"} with data.keywright_facts as fixture.kept([], fixture.secret({"rotation": {"method": "", "period_days": null, "address": ""}, "unknown": {"rotation": "later"}}))
		with data.keywright_profile as object.union(fixture.profile, {"rotation": {"secret": {"method": "manual", "accepts": ["automatic", "on-demand", "manual"], "period_days": 365}}})
}

test_undetermined_no_rotation_of_a_purpose_unknown if {
	{finding.outcome | some finding in sec_02.report} == {"undetermined"} with data.keywright_facts as fixture.kept([], fixture.secret({"purpose": "", "purposes": [], "unknown": {"purpose": "later"}, "rotation": {"method": "none", "period_days": null, "address": ""}}))
		with data.keywright_profile as object.union(fixture.profile, {"rotation": {"secret": {"method": "manual", "accepts": ["automatic", "on-demand", "manual"], "period_days": 365, "owner": "security-team"}}})
}

test_undetermined_no_period_in_the_profile if {
	{finding.outcome | some finding in sec_02.report} == {"undetermined"} with data.keywright_facts as fixture.kept([], fixture.secret({}))
		with data.keywright_profile as fixture.profile
}
