package keywright.rules.encryption.enc_07_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.encryption.enc_07

_test(schedule, selections, unknown) := {
	"address": "aws_backup_restore_testing_plan.t",
	"type": "aws_backup_restore_testing_plan",
	"actions": ["create"],
	"schedule": schedule,
	"selections": selections,
	"elsewhere": [],
	"unknown": unknown,
}

_facts(tests) := object.union(
	fixture.facts_with([], {"restore_tests": tests, "stores": [fixture.store({"kind": "backup", "purpose": "backup", "purposes": ["backup"]})]}),
	{"now": "2026-11-21T00:00:00Z"},
)

_said(tests, records) := outcome if {
	outcome := {finding.outcome | some finding in enc_07.report} with data.keywright_facts as object.union(_facts(tests), {"evidence": records})
		with data.keywright_profile as fixture.profile
}

_record(day, result) := {"kind": "restore-test", "subject": "drop", "date": day, "outcome": result}

test_pass_scheduled if {
	every schedule in ["cron(0 5 1 * ? *)", "cron(0 5 ? * SUN *)", "cron(0 5 L * ? *)", "cron(0 5 * * ? *)", "rate(31 days)", "rate(4 weeks)"] {
		_said([_test(schedule, ["s"], {})], []) == {"pass"}
	}
}

test_fail_too_seldom if {
	every schedule in ["cron(0 5 1 1 ? *)", "cron(0 5 1 1/3 ? *)", "cron(0 5 30 * ? *)", "cron(0 5 ? * SUN#5 *)", "cron(0 5 1 * ? 2026)", "rate(32 days)", "daily"] {
		_said([_test(schedule, ["s"], {})], []) == {"fail"}
	}
}

test_fail_tests_nothing if _said([_test("cron(0 5 1 * ? *)", [], {})], []) == {"fail"}

test_on_record if {
	_said([], [_record("2026-10-21", "passed")]) == {"pass"}
	_said([], [_record("2026-10-20", "passed")]) == {"fail"}
	_said([], [_record("2026-11-20", "failed")]) == {"fail"}
	_said([], []) == {"fail"}
}

test_undetermined if {
	_said([_test("", ["s"], {"schedule": "later"})], []) == {"undetermined"}
	_said([_test("cron(0 5 1 * ? *)", [], {"selections": "later"})], []) == {"undetermined"}
	_said([_test("cron(0 5 1 1 ? *)", [], {"selections": "later"})], []) == {"fail"}
	{finding.outcome | some finding in enc_07.report} == {"undetermined"} with data.keywright_facts as object.remove(object.union(_facts([]), {"evidence": []}), ["now"])
		with data.keywright_profile as fixture.profile
}

test_not_assessed_without_records if {
	{finding.outcome | some finding in enc_07.report} == {"not_assessed"} with data.keywright_facts as _facts([])
		with data.keywright_profile as fixture.profile
	{finding.outcome | some finding in enc_07.report} == {"fail"} with data.keywright_facts as _facts([])
		with data.keywright_profile as object.union(fixture.profile, {"policy": {"require": ["evidence"]}})
}

test_nothing_without_backups if {
	enc_07.report == [] with data.keywright_facts as fixture.facts_with([], {})
		with data.keywright_profile as fixture.profile
}

_lifecycle(store) := {
	"address": "aws_s3_bucket_lifecycle_configuration.l",
	"type": "aws_s3_bucket_lifecycle_configuration",
	"actions": ["create"],
	"attribute": "rule.expiration.days",
	"store": store,
	"days": 30,
	"noncurrent_days": 1,
	"read": false,
	"unknown": {},
}

_bucket(changes) := fixture.store(object.union({"address": "aws_s3_bucket.b", "type": "aws_s3_bucket", "kind": "bucket", "name": "b"}, changes))

# What the rule says where nothing of the inputs is for backups, but a bucket has a lifecycle.
_of_lifecycle(lifecycle, stores, more) := {finding.outcome | some finding in report} if {
	report := enc_07.report with data.keywright_facts as object.union_n([fixture.facts_with([], {"retentions": [lifecycle], "stores": stores}), {"now": "2026-11-21T00:00:00Z"}, more])
		with data.keywright_profile as fixture.profile
}

_given := {"evidence": []}

_silent := {"purpose": "", "purposes": []}

test_nothing_of_a_bucket_for_something_else if {
	every store in ["b", "aws_s3_bucket.b"] {
		_of_lifecycle(_lifecycle(store), [_bucket({"purpose": "pii", "purposes": ["pii"]})], _given) == set()
	}
}

test_fail_a_bucket_for_backups if {
	_of_lifecycle(_lifecycle("b"), [_bucket({"purpose": "backup", "purposes": ["backup"]})], _given) == {"fail"}
	_of_lifecycle(_lifecycle("b"), [_bucket({"purpose": "pii", "purposes": ["pii", "backup"]})], _given) == {"fail"}
	_of_lifecycle(_lifecycle("b"), [_bucket(_silent), fixture.store({"kind": "backup"})], _given) == {"fail"}
}

test_undetermined_what_a_bucket_is_for if {
	every stores in [
		[],
		[_bucket(_silent)],
		[_bucket(object.union(_silent, {"unknown": {"purpose": "later"}}))],
		[_bucket({"purpose": "backups", "purposes": ["backups"]})],
		[_bucket({"purpose": "DB-Backup", "purposes": ["DB-Backup", "old-backups"]})],
	] {
		_of_lifecycle(_lifecycle("b"), stores, _given) == {"undetermined"}
		_of_lifecycle(_lifecycle("b"), stores, {}) == {"not_assessed"}
		_of_lifecycle(_lifecycle("b"), stores, {"evidence": [_record("2026-11-20", "passed")]}) == {"pass"}
	}
	_of_lifecycle(_lifecycle(""), [_bucket({"purpose": "pii", "purposes": ["pii"]})], _given) == {"undetermined"}
	_of_lifecycle(object.union(_lifecycle("aws_s3_bucket.b"), {"type": "aws_s3_bucket", "address": "aws_s3_bucket.b"}), [_bucket(_silent)], _given) == {"undetermined"}
}

test_nothing_of_a_lifecycle_that_goes if {
	_of_lifecycle(object.union(_lifecycle("b"), {"actions": ["delete"]}), [_bucket(_silent)], _given) == set()
}

test_fail_vaults_that_no_test_restores_from if {
	_said([object.union(_test("cron(0 5 1 * ? *)", ["a"], {}), {"elsewhere": ["aws_backup_vault.a"]})], []) == {"fail"}
	_said([object.union(_test("cron(0 5 1 * ? *)", ["a"], {"selections": "later"}), {"elsewhere": ["aws_backup_vault.a"]})], []) == {"fail"}
}

test_undetermined_vaults_that_are_not_known if _said([_test("cron(0 5 1 * ? *)", ["a"], {"vaults": "later"})], []) == {"undetermined"}

_told(tests, records) := {finding.actual | some finding in report} if {
	report := enc_07.report with data.keywright_facts as object.union(_facts(tests), {"evidence": records})
		with data.keywright_profile as fixture.profile
}

test_fail_says_what_is_not_tested if {
	monthly := _test("cron(0 5 1 * ? *)", [], {})
	_told([], []) == {"no plan of restore tests, and no test on record"}
	_told([monthly], []) == {"aws_backup_restore_testing_plan.t does not test anything every month"}
	_told([object.union(monthly, {"elsewhere": ["other"]})], []) == {"aws_backup_restore_testing_plan.t takes no backup from other"}
	_told([monthly], [_record("2026-11-20", "failed")]) == {"the last test on record is of 2026-11-20, and its outcome failed"}
}
