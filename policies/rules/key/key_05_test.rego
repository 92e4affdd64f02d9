package keywright.rules.key.key_05_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.key.key_05

_outcome(key) := outcome if {
	outcome := fixture.of_key(key_05.report) with data.keywright_facts as fixture.facts([key])
		with data.keywright_profile as fixture.profile
}

_of(changes) := _outcome(fixture.key(changes))

test_pass_one_of_each if _outcome(fixture.base) == {"pass"}

test_fail_two_purposes if _of({"purposes": ["aml-kyc", "database"]}) == {"fail"}

test_fail_a_field_of_another_domain if _of({"protects": ["s3:kyc", "Users.Email"]}) == {"fail"}

test_pass_its_own_field if _of({"purpose": "pii", "purposes": ["pii"], "protects": ["users.email"]}) == {"pass"}

test_fail_two_environments if {
	every text in ["production, staging", "staging production", "dev/prod", "prod;eu", "a|b"] {
		_of({"environments": [text]}) == {"fail"}
	}
}

test_fail_the_profile_knows_another_environment if _of({"environments": ["production", "staging"]}) == {"fail"}

test_fail_every_environment if {
	every text in ["all", "*", "Shared"] { _of({"environments": [text]}) == {"fail"} }
}

# A name of several words is one environment, and so are two spellings of one.
test_pass_one_environment if {
	every texts in [["production eu"], ["production/eu"], ["pre-production"], ["prod", "Production"], ["prod production"], ["tenant a"]] {
		_of({"environments": texts}) == {"pass"}
	}
}

test_undetermined_unknown if {
	every name in ["purpose", "protects", "environment"] { _of({"unknown": {name: "it depends on var.x"}}) == {"undetermined"} }
}

# Not to know one thing is no excuse for another that is known.
test_fail_two_purposes_although_the_environment_is_unknown if {
	_of({"purposes": ["aml-kyc", "database"], "environments": [], "unknown": {"environment": "later"}}) == {"fail"}
}

test_undetermined_undeclared_stands_under_key_04 if {
	every changes in [{"purpose": "", "purposes": [], "protects": []}, {"environment": "", "environments": []}, {"purpose": "kyc", "purposes": ["kyc"]}] {
		some judged in key_05.report with data.keywright_facts as fixture.facts([fixture.key(changes)])
			with data.keywright_profile as fixture.profile
		judged.outcome == "undetermined"
		judged.under == "KEY-04"
	}
}
