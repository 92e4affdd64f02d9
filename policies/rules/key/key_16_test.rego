package keywright.rules.key.key_16_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.key.key_16

_kms := object.union(fixture.profile, {"policy": {"way_back": "kms"}})

_declared := object.union(fixture.profile, {"policy": {"way_back": "declared"}})

_on(keys, profile) := outcome if {
	outcome := fixture.of_key(key_16.report) with data.keywright_facts as fixture.facts(keys)
		with data.keywright_profile as profile
}

_of(changes) := _on([fixture.key(changes)], _kms)

_alone(changes) := _on([fixture.key(changes)], _declared)

test_pass_kms_where_the_profile_rests_on_it if _of({}) == {"pass"}

test_fail_nothing_declared if {
	_alone({}) == {"fail"}
	_on([fixture.base], fixture.profile) == {"fail"}
}

# What a key encrypts is lost with it, whatever it signs besides.
test_fail_nothing_declared_of_a_key_that_encrypts_and_signs if {
	_alone({"usage": "ENCRYPT_DECRYPT and SIGN_VERIFY"}) == {"fail"}
	_alone({"usage": "ENCRYPT_DECRYPT and SIGN_VERIFY", "classification": "confidential", "way_back": ["regenerate"]}) == {"fail"}
}

# KMS's durability is no way back for what KMS did not make or does not hold.
test_fail_not_held_by_kms if {
	every origin in ["EXTERNAL", "AWS_CLOUDHSM", "EXTERNAL_KEY_STORE"] {
		_of({"origin": origin}) == {"fail"}
		_alone({"origin": origin, "way_back": ["kms"]}) == {"fail"}
	}
}

test_pass_declared if {
	_alone({"way_back": ["kms"]}) == {"pass"}
	_alone({"origin": "EXTERNAL", "escrows": ["drop-kyc-key"]}) == {"pass"}
	_alone({"origin": "EXTERNAL", "way_back": ["escrow"], "escrows": ["drop-kyc-key"]}) == {"pass"}
}

test_fail_escrow_without_a_block if _of({"origin": "EXTERNAL", "way_back": ["escrow"]}) == {"fail"}

# What is declared must hold, although KMS would do.
test_fail_declared_and_not_so if {
	_of({"way_back": ["escrow"]}) == {"fail"}
	_of({"way_back": ["kms", "replica"]}) == {"fail"}
}

_primary := fixture.key({"multi_region": true, "arn": "arn:p"})

_replica(primary) := fixture.key({"address": "aws_kms_replica_key.r", "kind": "replica", "multi_region": true, "primary": primary})

test_pass_replica if {
	every primary in [fixture.base.address, "arn:p"] {
		_on([_primary, _replica(primary)], _declared) == {"pass"}
	}
}

test_fail_replica_of_another_key if _on([fixture.base, _replica("aws_kms_key.other")], _declared) == {"fail"}

test_undetermined_a_replica_may_be_its if {
	_on([_primary, _replica("")], _declared) == {"undetermined"}
	_on([fixture.base, _replica("")], _declared) == {"fail"}
}

test_undetermined_replica_may_be_elsewhere if {
	_alone({"multi_region": true, "way_back": ["replica"]}) == {"undetermined"}
	_alone({"multi_region": false, "way_back": ["replica"]}) == {"fail"}
	_on([fixture.key({"multi_region": true, "way_back": ["replica"]})], object.union(_declared, {"policy": {"estate": {"complete": true}}})) == {"fail"}
}

_token := {"usage": "SIGN_VERIFY", "spec": "RSA_4096", "purpose": "token-signing", "purposes": ["token-signing"], "classification": "confidential", "protects": [], "way_back": ["regenerate"]}

test_pass_signing_key_made_anew if _alone(_token) == {"pass"}

test_fail_made_anew if {
	_alone({"way_back": ["regenerate"]}) == {"fail"}
	_alone(object.union(_token, {"classification": "restricted"})) == {"fail"}
}

test_undetermined_class_unknown if _alone(object.union(_token, {"unknown": {"classification": "later"}})) == {"undetermined"}

test_undetermined_unknown if {
	_of({"usage": "", "unknown": {"usage": "later"}}) == {"undetermined"}
	_of({"origin": "", "unknown": {"origin": "later"}}) == {"undetermined"}
	_alone({"unknown": {"aliases": "later"}}) == {"undetermined"}
}

test_undetermined_signing_without_a_purpose_stands_under_key_04 if {
	some judged in key_16.report with data.keywright_facts as fixture.facts([fixture.key(object.union(_token, {"purpose": "", "purposes": []}))])
		with data.keywright_profile as _kms
	judged.under == "KEY-04"
}

test_pass_nothing_of_other_signing_keys if _alone(object.union(_token, {"purpose": "database", "purposes": ["database"]})) == set()
