package keywright.rules.pool.pool_02_test

import data.keywright.lib.pool_fixture_test as pools
import data.keywright.rules.pool.pool_02

_under(profile, pool) := outcome if {
	outcome := {finding.outcome | some finding in pool_02.report} with data.keywright_facts as pools.facts([pool])
		with data.keywright_profile as profile
}

_of(changes) := _under(pools.profile, pools.pool(changes))

test_pass_approved if {
	every name in ["AES_256_GCM", "RSA_3072_OAEP_SHA_256", "RSA_4096_OAEP_SHA_256"] { _of({"algorithm": name}) == {"pass"} }
}

# For every class: the data need not be restricted.
test_fail_too_short_or_without_a_code if {
	every class in ["restricted", "confidential", "internal", "public"] {
		every name in ["AES_128_CBC", "AES_128_GCM", "AES_128_CBC_HMAC_SHA_256", "AES_192_GCM", "AES_256_CBC", "AES_256_CTR", "AES_256_ECB"] {
			_of({"classification": class, "algorithm": name}) == {"fail"}
		}
	}
}

test_fail_legacy if {
	every name in ["AES_256_CBC_HMAC_SHA_256", "CHACHA20_POLY1305", "RSA_2048_OAEP_SHA_256"] { _of({"algorithm": name}) == {"fail"} }
}

test_fail_unheard_of if {
	_of({"algorithm": "AES_256_GCM_AND_MORE"}) == {"fail"}
	_of({"algorithm": ""}) == {"fail"}
}

_allowed(name, more) := object.union(pools.profile, {"algorithm": {name: object.union({"status": "approved", "reason": "until the move", "ends": "2026-11-21"}, more)}})

_cbc := pools.pool({"algorithm": "AES_256_CBC_HMAC_SHA_256"})

test_pass_legacy_that_the_profile_allows if {
	_under(_allowed("AES_256_CBC_HMAC_SHA_256", {}), _cbc) == {"pass"}
	_under(_allowed("AES_256_CBC_HMAC_SHA_256", {"classifications": ["restricted"], "purposes": ["pii"]}), _cbc) == {"pass"}
}

test_fail_legacy_past_its_day_or_for_others if {
	_under(_allowed("AES_256_CBC_HMAC_SHA_256", {"ends": "2026-11-20"}), _cbc) == {"fail"}
	_under(_allowed("AES_256_CBC_HMAC_SHA_256", {"classifications": ["internal"]}), _cbc) == {"fail"}
	_under(_allowed("AES_256_CBC_HMAC_SHA_256", {"purposes": ["database"]}), _cbc) == {"fail"}
	doubtful := object.union(_cbc, {"classification": "", "unknown": {"classification": "later"}})
	_under(_allowed("AES_256_CBC_HMAC_SHA_256", {"classifications": ["restricted"]}), doubtful) == {"fail"}
}

test_fail_prohibited_whatever_the_profile_says if _under(_allowed("AES_128_CBC", {}), pools.pool({"algorithm": "AES_128_CBC"})) == {"fail"}

test_fail_what_the_profile_forbids if _under(_allowed("AES_256_GCM", {"status": "prohibited"}), pools.pool({})) == {"fail"}

test_undetermined_not_known if _under(pools.profile, pools.with_unknown("algorithm", "")) == {"undetermined"}
