package keywright.rules.key.key_03_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.key.key_03

test_pass_encrypts if {
	fixture.of_key(key_03.report) == {"pass"} with data.keywright_facts as fixture.facts([fixture.base])
		with data.keywright_profile as fixture.profile
}

test_pass_token_key_signs if {
	fixture.of_key(key_03.report) == {"pass"} with data.keywright_facts as fixture.facts([fixture.key({"purpose": "token-signing", "purposes": ["token-signing"], "usage": "SIGN_VERIFY"})])
		with data.keywright_profile as fixture.profile
}

test_fail_token_key_encrypts if {
	fixture.of_key(key_03.report) == {"fail"} with data.keywright_facts as fixture.facts([fixture.key({"purpose": "token-signing", "purposes": ["token-signing"]})])
		with data.keywright_profile as fixture.profile
}

test_fail_encryption_key_signs if {
	fixture.of_key(key_03.report) == {"fail"} with data.keywright_facts as fixture.facts([fixture.key({"usage": "SIGN_VERIFY"})])
		with data.keywright_profile as fixture.profile
}

# A domain of one's own is of keys that sign where it rotates as they do.
_release(usage) := outcomes if {
	profile := object.union(fixture.profile, {"domain": {"release": {"classification": "confidential", "rotation": "code-signing"}}})
	outcomes := fixture.of_key(key_03.report) with data.keywright_facts as fixture.facts([fixture.key({"purpose": "release", "purposes": ["release"], "usage": usage})])
		with data.keywright_profile as profile
}

test_pass_release_key_signs if _release("SIGN_VERIFY") == {"pass"}

test_fail_release_key_encrypts if _release("ENCRYPT_DECRYPT") == {"fail"}

test_undetermined_no_purpose if {
	fixture.of_key(key_03.report) == {"undetermined"} with data.keywright_facts as fixture.facts([fixture.key({"purpose": "", "purposes": []})])
		with data.keywright_profile as fixture.profile
}

test_undetermined_usage_unknown if {
	fixture.of_key(key_03.report) == {"undetermined"} with data.keywright_facts as fixture.facts([fixture.with_unknown("usage", "")])
		with data.keywright_profile as fixture.profile
}

# A word that the profile does not have says nothing of what the key is for.
test_undetermined_purpose_is_no_domain if {
	every usage in ["ENCRYPT_DECRYPT", "SIGN_VERIFY"] {
		fixture.of_key(key_03.report) == {"undetermined"} with data.keywright_facts as fixture.facts([fixture.key({"purpose": "national_id", "purposes": ["national_id"], "usage": usage})])
			with data.keywright_profile as fixture.profile
	}
}
