package keywright.rules.key.key_06_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.key.key_06

_of(changes) := outcome if {
	outcome := fixture.of_key(key_06.report) with data.keywright_facts as fixture.facts([fixture.key(changes)])
		with data.keywright_profile as object.union(fixture.profile, {"domain": {"database": {"classification": "restricted"}}})
}

_lower := {"classification": "confidential", "purpose": "token-signing", "purposes": ["token-signing"], "protects": []}

test_pass_made_inside if {
	every origin in ["AWS_KMS", "AWS_CLOUDHSM"] { _of({"origin": origin}) == {"pass"} }
}

test_fail_imported if _of({"origin": "EXTERNAL"}) == {"fail"}

test_pass_imported_for_a_lower_class if _of(object.union(_lower, {"origin": "EXTERNAL"})) == {"pass"}

# The class of its domain counts where the key says a lower one.
test_fail_imported_below_the_class_of_the_domain if {
	_of({"origin": "EXTERNAL", "classification": "public", "purpose": "database", "purposes": ["database"]}) == {"fail"}
}

test_undetermined_external_key_store if _of({"origin": "EXTERNAL_KEY_STORE"}) == {"undetermined"}

test_undetermined_origin_unknown if _of({"origin": "", "unknown": {"origin": "later"}}) == {"undetermined"}

test_undetermined_an_origin_that_is_not_known if _of({"origin": "AWS_SOMETHING"}) == {"undetermined"}

test_undetermined_says_what_of_the_origin_is_not_known if {
	every origin, reason in {"EXTERNAL_KEY_STORE": "its external key store is not in the inputs", "AWS_SOMETHING": `keywright knows no origin "AWS_SOMETHING"`} {
		some judged in key_06.report with data.keywright_facts as fixture.facts([fixture.key({"origin": origin})])
			with data.keywright_profile as fixture.profile
		judged.actual == reason
	}
}

test_undetermined_class_unknown if {
	_of(object.union(_lower, {"origin": "EXTERNAL", "unknown": {"purpose": "later"}})) == {"undetermined"}
}

test_pass_origin_unknown_for_a_lower_class if _of(object.union(_lower, {"origin": "", "unknown": {"origin": "later"}})) == {"pass"}

test_undetermined_no_class_stands_under_key_04 if {
	some judged in key_06.report with data.keywright_facts as fixture.facts([fixture.key({"origin": "EXTERNAL", "classification": ""})])
		with data.keywright_profile as fixture.profile
	judged.outcome == "undetermined"
	judged.under == "KEY-04"
}

_google(changes) := outcome if {
	outcome := fixture.of_key(key_06.report) with data.keywright_facts as fixture.facts([fixture.google(changes)])
		with data.keywright_profile as fixture.profile
}

test_pass_made_by_google if {
	every origin in ["GOOGLE_SOFTWARE", "GOOGLE_HSM", "GOOGLE_HSM_SINGLE_TENANT"] { _google({"origin": origin}) == {"pass"} }
}

test_fail_import_only if _google({"origin": "EXTERNAL"}) == {"fail"}

test_undetermined_external_key_manager if _google({"origin": "EXTERNAL_KEY_STORE"}) == {"undetermined"}

test_fail_may_leave_vault if {
	_google({"type": "vault_transit_secret_backend_key", "origin": "VAULT_EXPORTABLE"}) == {"fail"}
	_google({"type": "vault_transit_secret_backend_key", "origin": "VAULT_EXPORTABLE", "classification": "internal", "purpose": "token-signing", "purposes": ["token-signing"], "protects": []}) == {"pass"}
	_google({"type": "vault_transit_secret_backend_key", "origin": "VAULT"}) == {"pass"}
}

_of_terraform(profile) := {finding.outcome | some finding in report; finding.address == "tls_private_key.k[0]"} if {
	place := {"address": "tls_private_key.k[0]", "type": "tls_private_key", "actions": ["create"], "attribute": "private_key_pem", "status": "plain", "reason": ""}
	report := key_06.report with data.keywright_facts as fixture.facts_with([fixture.base], {"exposures": [place, object.union(place, {"type": "random_password"})]})
		with data.keywright_profile as object.union(fixture.profile, profile)
}

test_keys_that_terraform_makes if {
	_of_terraform({}) == {"undetermined"}
	_of_terraform({"key": {"tls_private_key.k": {"classification": "restricted"}}}) == {"fail"}
	_of_terraform({"key": {"tls_private_key.k[0]": {"classification": "restricted"}}}) == {"fail"}
	_of_terraform({"key": {"tls_private_key.k": {"classification": "internal"}}}) == {"pass"}
	_of_terraform({"policy": {"default_classification": "restricted"}}) == {"fail"}
}

test_fail_registered_and_restricted if {
	every origin in ["REGISTERED", "REGISTERED_EXPORTABLE"] {
		fixture.of_key(key_06.report) == {"fail"} with data.keywright_facts as fixture.facts([fixture.key({"origin": origin, "type": "keywright_registered_key"})])
			with data.keywright_profile as fixture.profile
		fixture.of_key(key_06.report) == {"undetermined"} with data.keywright_facts as fixture.facts([fixture.key({"origin": origin, "type": "keywright_registered_key", "classification": "", "purposes": [], "protects": [], "unknown": {"classification": "later"}})])
			with data.keywright_profile as fixture.profile
	}
}

test_pass_registered_in_an_hsm if {
	fixture.of_key(key_06.report) == {"pass"} with data.keywright_facts as fixture.facts([fixture.key({"origin": "REGISTERED_HSM", "type": "keywright_registered_key"})])
		with data.keywright_profile as fixture.profile
}
