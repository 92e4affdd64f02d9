package keywright.rules.exception.exc_04_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.exception.exc_04

_of(changes, keys) := {finding.outcome | some finding in report} if {
	report := exc_04.report with data.keywright_facts as fixture.facts(keys)
		with data.keywright_profile as object.union(fixture.profile, {
			"exception": {"e": object.union(fixture.exception, changes)},
			"domain": {"database": {"classification": "restricted"}},
		})
}

_internal := fixture.key({"classification": "internal", "purpose": "token-signing", "purposes": ["token-signing"], "protects": []})

test_pass_of_a_lower_class if {
	_of({}, [_internal]) == {"pass"}
	_of({}, []) == {"pass"}
}

test_fail_says_so if _of({"classification": "restricted"}, []) == {"fail"}

# It may name the key in any way, and the key's domain counts as well as what it says.
test_fail_names_a_restricted_key if {
	every name in ["drop-kyc-key", "alias/drop-kyc-key", "aws_kms_key.kyc"] { _of({"scope": ["other", name]}, [fixture.base]) == {"fail"} }
	_of({}, [fixture.key({"classification": "public", "purpose": "database", "purposes": ["database"]})]) == {"fail"}
}

test_pass_names_another_key if _of({"scope": ["JWT_SECRET"]}, [fixture.base]) == {"pass"}

test_undetermined_class_unknown if {
	_of({}, [object.union(_internal, {"unknown": {"classification": "later"}})]) == {"undetermined"}
	_of({}, [object.union(_internal, {"classification": ""})]) == {"undetermined"}
}

_about(facts) := {finding.outcome | some finding in report} if {
	report := exc_04.report with data.keywright_facts as facts
		with data.keywright_profile as object.union(fixture.profile, {"exception": {"e": object.union(fixture.exception, {"scope": ["aws_db_instance.drop", "drop/jwt"]})}})
}

# Restricted data lies in stores and secrets too.
test_a_store_or_secret if {
	every class, outcome in {"restricted": "fail", "internal": "pass", "": "undetermined"} {
		_about(fixture.stored([], fixture.store({"classification": class, "purpose": "", "purposes": []}))) == {outcome}
		_about(fixture.kept([], fixture.secret({"classification": class, "purpose": "", "purposes": []}))) == {outcome}
	}
	_about(fixture.stored([], fixture.store({"classification": "internal", "unknown": {"purpose": "later"}}))) == {"undetermined"}
	_about(fixture.stored([], fixture.store({"address": "aws_db_instance.other", "name": "other"}))) == {"pass"}
}
