package keywright.rules.key.key_12_test

import data.keywright
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.inventory_test as planned
import data.keywright.rules.key.key_12

_of(changes) := outcome if {
	outcome := fixture.of_key(key_12.report) with data.keywright_facts as fixture.facts([fixture.key(changes)])
		with data.keywright_profile as fixture.profile
}

_internal := {"classification": "internal", "purpose": "token-signing", "purposes": ["token-signing"], "protects": []}

test_pass_protected if _of({"deletion_protection": true}) == {"pass"}

test_fail_not_protected if {
	_of({"deletion_protection": false}) == {"fail"}
	_of({"type": "keywright_key", "deletion_protection": null}) == {"fail"}
}

test_fail_backup_key_of_a_lower_class if _of({"classification": "internal", "purpose": "backup", "purposes": ["backup"], "deletion_protection": false}) == {"fail"}

test_pass_of_a_lower_class if {
	_of(object.union(_internal, {"deletion_protection": false})) == {"pass"}
	_of(object.union(_internal, {"unknown": {"deletion_protection": "no source"}})) == {"pass"}
}

test_undetermined_without_source if _of({"unknown": {"deletion_protection": "no source"}}) == {"undetermined"}

test_undetermined_class_unknown if _of(object.union(_internal, {"unknown": {"classification": "later"}})) == {"undetermined"}

test_undetermined_undeclared_stands_under_key_04 if {
	every changes in [{"classification": ""}, {"classification": "internal", "purpose": "", "purposes": []}] {
		some judged in key_12.report with data.keywright_facts as fixture.facts([fixture.key(changes)])
			with data.keywright_profile as fixture.profile
		judged.outcome == "undetermined"
		judged.under == "KEY-04"
	}
}

_key := planned.change("aws_kms_key.a", "aws_kms_key", "managed", {"tags": {"DataClassification": "restricted", "Purpose": "pii"}})

_found(facts) := {finding.outcome | some finding in findings; finding.rule == "KEY-12"} if {
	findings := keywright.findings with input as planned.of([_key])
		with data.keywright_profile as fixture.profile
		with data.keywright_facts as facts
}

# Of a stock key only the source tells.
test_undetermined_until_the_source_tells if {
	_found({}) == {"undetermined"}
	_found({"kept": {}}) == {"undetermined"}
	_found({"kept": {"aws_kms_key.b": true}}) == {"undetermined"}
	_found({"kept": {"aws_kms_key.a": null}}) == {"undetermined"}
	_found({"kept": {"aws_kms_key.a": true}}) == {"pass"}
	_found({"kept": {"aws_kms_key.a": false}}) == {"fail"}
}

test_fail_google_by_its_own_name if {
	some judged in key_12.report with data.keywright_facts as fixture.facts([fixture.google({"deletion_protection": false})])
		with data.keywright_profile as fixture.profile
	judged.outcome == "fail"
	contains(judged.actual, "deletion_policy")
}

test_fail_vault_by_its_own_name if {
	some judged in key_12.report with data.keywright_facts as fixture.facts([fixture.google({"type": "vault_transit_secret_backend_key", "deletion_protection": false})])
		with data.keywright_profile as fixture.profile
	judged.outcome == "fail"
	contains(judged.actual, "deletion_allowed")
}
