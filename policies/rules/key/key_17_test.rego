package keywright.rules.key.key_17_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.key.key_17

_profile := object.union(fixture.profile, {"domain": {
	"aml-kyc": {"retention_days": 1830, "fields": ["users.kyc_ref"]},
	"database": {"backup_retention_days": 30},
	"pii": {"fields": []},
}})

_said(ended, records) := outcome if {
	outcome := fixture.of_key(key_17.report) with data.keywright_facts as object.union(fixture.facts_with([], {"ended": [ended]}), {
		"evidence": records,
		"now": "2026-11-21T00:00:00Z",
	})
		with data.keywright_profile as _profile
}

_gone(changes) := object.union(fixture.ended("destroyed", ["delete"]), changes)

_report(day, rows) := {"kind": "recrypt-report", "subject": "drop-kyc-key", "date": day, "rows": rows}

test_fail_before_its_data if {
	_said(_gone({}), []) == {"fail"}
	_said(_gone({"fate": "replaced"}), []) == {"fail"}
}

# Thirty days of waiting are enough for thirty days of backups, twenty-nine are not.
test_boundary if {
	_said(_gone({"purpose": "database"}), []) == set()
	_said(_gone({"purpose": "database", "deletion_window_days": 29}), []) == {"fail"}
}

test_fields_count if _said(_gone({"purpose": "database", "protects": ["Users.KYC_ref"]}), []) == {"fail"}

test_nothing_of_what_stays_in_kms if _said(_gone({"fate": "forgotten"}), []) == set()

test_undetermined if {
	_said(_gone({"purpose": "pii"}), []) == {"undetermined"}
	_said(_gone({"purpose": ""}), []) == {"undetermined"}
	_said(_gone({"fate": "unclear"}), []) == {"undetermined"}
	_said(_gone({"deletion_window_days": null}), []) == {"undetermined"}
}

# Nothing is left under it but backups, which are as old as the report.
test_recrypted if {
	_said(_gone({"purpose": "database", "deletion_window_days": 7}), [_report("2026-10-29", 0)]) == set()
	_said(_gone({"purpose": "database", "deletion_window_days": 7}), [_report("2026-10-30", 0)]) == {"fail"}
	_said(_gone({"purpose": "database", "deletion_window_days": 7}), [_report("2026-10-01", 4)]) == {"fail"}
	_said(_gone({}), [_report("2026-10-01", 0)]) == {"fail"}
	_said(_gone({}), [_report("2021-10-01", 0)]) == set()
}

test_fail_under_a_hold if {
	every subject in ["drop-kyc-key", "database", "*"] {
		_said(_gone({"purpose": "database"}), [{"kind": "litigation-hold", "subject": subject, "date": "2026-11-01"}]) == {"fail"}
	}
	_said(_gone({"purpose": "database"}), [{"kind": "litigation-hold", "subject": "pii", "date": "2026-11-01"}]) == set()
	_said(_gone({"purpose": "database"}), [{"kind": "litigation-hold", "subject": "*", "date": "2026-11-01", "released": "2026-11-10"}]) == set()
}

# The longest of what its purposes ask counts, not the first.
test_fail_second_purpose if _said(_gone({"purpose": "database", "purposes": ["database", "aml-kyc"]}), []) == {"fail"}

test_pass_stays if {
	fixture.of_key(key_17.report) == {"pass"} with data.keywright_facts as fixture.facts([fixture.key({"actions": ["no-op"]})])
		with data.keywright_profile as _profile
}
