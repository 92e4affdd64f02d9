package keywright.rules.key.key_17_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.pool_fixture_test as pools
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

_of_pool(pool, records) := outcome if {
	outcome := {finding.outcome | some finding in key_17.report} with data.keywright_facts as object.union(pools.facts([pool]), {"evidence": records})
		with data.keywright_profile as pools.profile
}

_without(going) := pools.pool({"actions": ["update"], "going": going})

test_fail_a_wrapped_key_goes_with_data_under_it if {
	_of_pool(_without([pools.encrypting[0]]), []) == {"fail"}
	_of_pool(_without([pools.past("5", {})]), []) == {"fail"}
	_of_pool(_without([pools.recrypt({})]), []) == {"fail"}
}

# Under one there is nothing yet, and of the other POOL-03 tells.
test_pass_a_wrapped_key_goes_with_nothing_under_it if {
	_of_pool(_without([pools.coming[0]]), []) == {"pass"}
	_of_pool(_without([pools.expired({})]), []) == {"pass"}
	_of_pool(pools.pool({}), []) == {"pass"}
}

test_fail_a_wrapped_key_is_held if {
	every subject in ["*", "pii", "processor-hub-pii", "keywright_dek_pool.hub", pools.fingerprint("6")] {
		hold := {"kind": "litigation-hold", "subject": subject, "date": "2026-11-01"}
		_of_pool(_without([pools.expired({})]), [hold]) == {"fail"}
		_of_pool(_without([pools.expired({})]), [object.union(hold, {"released": "2026-11-10"})]) == {"pass"}
		_of_pool(pools.pool({}), [hold]) == {"pass"}
	}
}

test_undetermined_wrapped_keys if {
	_of_pool(object.union(_without([pools.past("5", {})]), {"purpose": "card-number"}), []) == {"undetermined"}
	_of_pool(object.union(_without([]), {"unknown": {"going": "later"}}), []) == {"undetermined"}
	_of_pool(_without([pools.past("5", {"encrypt_until": "", "unknown": {"encrypt_until": "later"}})]), []) == {"undetermined"}
}

test_nothing_of_a_pool_that_is_made_or_of_a_state if {
	_of_pool(pools.made, []) == set()
	_of_pool(pools.pool({"actions": ["state"]}), []) == set()
}

test_fail_a_pool_that_is_forgotten if _said(_gone({"fate": "forgotten", "kind": "pool", "deletion_window_days": 0}), []) == {"fail"}

# Data that is kept for longer than its backups counts as long as anything may be left under the key.
test_backups_alone_count_once_nothing_is_left if {
	_long([]) == {"fail"}
	_long([_report("2026-11-20", 0)]) == set()
}

_long(records) := {finding.outcome | some finding in report} if {
	facts := object.union(fixture.facts_with([], {"ended": [_gone({"purpose": "pii"})]}), {"evidence": records, "now": "2026-11-21T00:00:00Z"})
	report := key_17.report with data.keywright_facts as facts
		with data.keywright_profile as object.union(_profile, {"domain": {"pii": {"retention_days": 100, "backup_retention_days": 10}}})
}

test_a_hold_of_nothing_holds_nothing if {
	unnamed := object.union(_without([pools.expired({})]), {"name": ""})
	_of_pool(unnamed, [{"kind": "litigation-hold", "subject": "", "date": "2026-11-01"}]) == {"pass"}
}
