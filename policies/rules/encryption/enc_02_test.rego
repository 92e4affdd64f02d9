package keywright.rules.encryption.enc_02_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.encryption.enc_02

_profile := object.union(fixture.profile, {"domain": {"national-id": {"field_level": true, "classification": "restricted", "fields": ["users.fodselsnummer"]}}})

_whole := object.union(_profile, {"policy": {"estate": {"complete": true}}})

_national := fixture.key({
	"address": "aws_kms_key.national_id",
	"aliases": ["drop-national-id-key"],
	"purpose": "national-id",
	"purposes": ["national-id"],
	"protects": ["Users.Fodselsnummer"],
})

_on(keys, store, profile) := outcome if {
	outcome := {finding.outcome | some finding in enc_02.report} with data.keywright_facts as fixture.stored(keys, fixture.store(store))
		with data.keywright_profile as profile
}

_both := [fixture.database, _national]

test_pass_key_of_its_own if _on(_both, {}, _profile) == {"pass"}

test_fail_not_named if {
	_on([fixture.database, object.union(_national, {"protects": ["users.email"]})], {}, _profile) == {"fail"}
	_on([fixture.database, object.union(_national, {"purpose": "pii", "purposes": ["pii"], "protects": []})], {}, _whole) == {"fail"}
}

# The key under which the database lies is none of the field's own.
test_fail_the_stores_key if _on([_national], {"key": "aws_kms_key.national_id"}, _profile) == {"fail"}

# Whatever it is for besides.
test_fail_restricted_by_what_it_says if {
	_on([fixture.database], {"purpose": "", "purposes": [], "unknown": {"purpose": "later"}}, _whole) == {"fail"}
}

test_elsewhere if {
	_on([fixture.database], {}, _profile) == {"not_assessed"}
	_on([fixture.database], {}, _whole) == {"fail"}
}

test_pass_without_fields if _on([fixture.database], {}, fixture.profile) == {"pass"}

test_pass_not_restricted if _on([fixture.database], {"classification": "internal", "purpose": "", "purposes": []}, _whole) == {"pass"}

test_nothing_of_a_queue if _on([fixture.database], {"kind": "queue"}, _whole) == set()

test_undetermined if {
	_on([fixture.database], {"classification": "", "purpose": "", "purposes": []}, _whole) == {"undetermined"}
	_on([fixture.database], {"unknown": {"classification": "later"}}, _whole) == {"undetermined"}
	_on([fixture.database], {"classification": "internal", "purpose": "", "purposes": [], "unknown": {"purpose": "later"}}, _whole) == {"undetermined"}
	_on([fixture.database, fixture.key({"purpose": "pii", "purposes": ["pii"], "unknown": {"protects": "later"}, "protects": []})], {}, _whole) == {"undetermined"}
}
