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

_yearly := {"method": "manual", "accepts": ["automatic", "on-demand", "manual"], "period_days": 365}

_ending(day, more, wanted) := {finding.outcome | some finding in report} if {
	secret := fixture.secret(object.union({"type": "azurerm_key_vault_secret", "rotation": {"method": "none", "period_days": null, "address": "", "expires": day}}, more))
	report := sec_02.report with data.keywright_facts as object.union(fixture.kept([], secret), {"now": "2026-11-21T12:00:00Z"})
		with data.keywright_profile as object.union(fixture.profile, {"rotation": {"secret": object.union(_yearly, wanted)}})
}

# The 365th day after the day of the check is within the year. That somebody renews it by then is not shown.
test_undetermined_an_end_within_the_year if _ending("2027-11-21", {}, {}) == {"undetermined"}

test_fail_an_end_a_day_too_late if _ending("2027-11-22", {}, {}) == {"fail"}

test_undetermined_an_end_today if _ending("2026-11-21", {}, {}) == {"undetermined"}

test_fail_an_end_that_is_past if {
	_ending("2026-11-20", {}, {}) == {"fail"}
	_ending("2026-11-20", {}, {"owner": "security-team"}) == {"fail"}
}

test_pass_an_end_and_an_owner if _ending("2027-11-22", {}, {"owner": "security-team"}) == {"pass"}

test_undetermined_an_end_that_is_not_known if _ending("", {"unknown": {"rotation": "later"}}, {}) == {"undetermined"}

# Without a clock a day is neither near nor far.
test_undetermined_an_end_without_a_clock if {
	secret := fixture.secret({"rotation": {"method": "none", "period_days": null, "address": "", "expires": "2020-01-01"}})
	{finding.outcome | some finding in sec_02.report} == {"undetermined"} with data.keywright_facts as fixture.kept([], secret)
		with data.keywright_profile as object.union(fixture.profile, {"rotation": {"secret": _yearly}})
}

_elsewhere(more) := [finding.outcome | some finding in report] if {
	rotation := object.union({"address": "aws_secretsmanager_secret_rotation.r", "type": "aws_secretsmanager_secret_rotation", "actions": ["create"], "secret": "x", "period_days": 30, "unknown": {}}, more)
	report := sec_02.report with data.keywright_facts as fixture.facts_with([], {"secret_rotations": [rotation]})
		with data.keywright_profile as object.union(fixture.profile, {"rotation": {"secret": _yearly}})
}

test_a_rotation_of_a_secret_that_is_elsewhere if {
	_elsewhere({}) == ["pass"]
	_elsewhere({"period_days": 90}) == ["pass"]
	_elsewhere({"period_days": 91}) == ["undetermined"] # those that sign tokens rotate every 90 days
	_elsewhere({"period_days": 365}) == ["undetermined"]
	_elsewhere({"period_days": 366}) == ["fail"]
	_elsewhere({"period_days": null, "unknown": {"period": "later"}}) == ["undetermined"]
	_elsewhere({"period_days": 366, "actions": ["delete"]}) == []
}

# A profile without periods asks for none.
test_undetermined_a_rotation_without_a_period_to_ask_for if {
	rotation := {"address": "r", "type": "aws_secretsmanager_secret_rotation", "actions": ["create"], "secret": "x", "period_days": 30, "unknown": {}}
	{finding.outcome | some finding in sec_02.report} == {"undetermined"} with data.keywright_facts as fixture.facts_with([], {"secret_rotations": [rotation]})
		with data.keywright_profile as object.union(object.remove(fixture.profile, ["rotation"]), {"rotation": {}})
}

_why(secret, wanted) := [finding.actual | some finding in report] if {
	report := sec_02.report with data.keywright_facts as object.union(fixture.kept([], fixture.secret(secret)), {"now": "2026-11-21T12:00:00Z"})
		with data.keywright_profile as object.union(fixture.profile, {"rotation": {"secret": wanted}})
}

test_undetermined_says_why if {
	none := {"method": "none", "period_days": null, "address": "", "expires": ""}
	_why({"rotation": object.union(none, {"method": ""}), "unknown": {"rotation": "the schedule is later"}}, _yearly) == ["the schedule is later"]
	_why({"rotation": none, "purpose": "", "purposes": [], "unknown": {"purpose": "later"}}, _yearly) == ["its purpose: later"]
	_why({}, {"method": "manual"}) == ["the profile names no period for secrets of its type"]
	[ends] := _why({"rotation": object.union(none, {"expires": "2027-01-01"})}, _yearly)
	startswith(ends, "it ends on 2027-01-01")
}
