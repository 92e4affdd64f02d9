package keywright.rules.secret.sec_06_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.secret.sec_06

_said(changes) := outcome if {
	outcome := {finding.outcome | some finding in sec_06.report} with data.keywright_facts as fixture.facts_with([], {"ci_secrets": [object.union(
		{
			"address": "github_actions_environment_secret.deploy",
			"type": "github_actions_environment_secret",
			"actions": ["create"],
			"name": "DEPLOY_TOKEN",
			"scope": "environment",
			"environment": "production",
			"plain": [],
			"unknown": {},
		},
		changes,
	)]})
		with data.keywright_profile as fixture.profile
}

test_pass_of_an_environment if _said({}) == {"pass"}

test_fail if {
	_said({"scope": "repository"}) == {"fail"}
	_said({"scope": "organization"}) == {"fail"}
	_said({"plain": ["value"]}) == {"fail"}
}

test_undetermined_value if _said({"unknown": {"plain": "later"}}) == {"undetermined"}

test_nothing_of_what_goes if _said({"actions": ["delete"]}) == set()
