package keywright.rules.key.key_07_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.key.key_07

_of(changes) := outcome if {
	outcome := fixture.of_key(key_07.report) with data.keywright_facts as fixture.facts([fixture.key(changes)])
		with data.keywright_profile as fixture.profile
}

test_pass_256_bits if {
	every spec in ["SYMMETRIC_DEFAULT", "HMAC_256", "HMAC_384", "HMAC_512"] { _of({"spec": spec}) == {"pass"} }
}

test_fail_224_bits if _of({"spec": "HMAC_224", "usage": "GENERATE_VERIFY_MAC"}) == {"fail"}

test_fail_symmetric_in_china if {
	every region in ["cn-north-1", "cn-northwest-1"] { _of({"region": region}) == {"fail"} }
}

test_pass_mac_in_china if _of({"region": "cn-north-1", "spec": "HMAC_256"}) == {"pass"}

test_undetermined_spec_unknown if _of({"spec": "", "unknown": {"spec": "later"}}) == {"undetermined"}

test_undetermined_region_unknown if {
	_of({"region": "", "unknown": {"region": "later"}}) == {"undetermined"}
	_of({"region": "", "spec": "HMAC_256", "unknown": {"region": "later"}}) == {"pass"}
}

# Other families are KEY-01's.
test_pass_nothing_of_other_families if {
	every spec in ["RSA_4096", "ECC_NIST_P256", "ML_DSA_65", "ROT_13"] { _of({"spec": spec}) == set() }
}

_google(changes) := outcome if {
	outcome := fixture.of_key(key_07.report) with data.keywright_facts as fixture.facts([fixture.google(changes)])
		with data.keywright_profile as fixture.profile
}

# Where a key of Google Cloud lives has no part in how long it is.
test_pass_bits_of_google if {
	_google({}) == {"pass"}
	_google({"region": "", "unknown": {"region": "later"}}) == {"pass"}
}

test_fail_bits_of_google if {
	_google({"spec": "AES_128_GCM"}) == {"fail"}
	_google({"spec": "HMAC_SHA1", "usage": "GENERATE_VERIFY_MAC"}) == {"fail"}
}
