package keywright.rules.separation.sep_01_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.separation.sep_01

test_pass_alone if {
	keys := [fixture.base, fixture.key({"address": "aws_kms_key.nid", "purpose": "national-id", "purposes": ["national-id"], "protects": ["users.fodselsnummer"], "aliases": ["drop-nid"]})]
	fixture.said(sep_01.report) == {["pass", "aws_kms_key.nid"]} with data.keywright_facts as fixture.facts_with(keys, {})
		with data.keywright_profile as fixture.profile
}

test_fail_protects_more if {
	keys := [fixture.key({"address": "aws_kms_key.nid", "purpose": "national-id", "purposes": ["national-id"], "protects": ["users.fodselsnummer", "s3:x"], "aliases": ["drop-nid"]})]
	fixture.said(sep_01.report) == {["fail", "aws_kms_key.nid"]} with data.keywright_facts as fixture.facts_with(keys, {})
		with data.keywright_profile as fixture.profile
}

test_fail_field_on_another_key if {
	keys := [fixture.key({"protects": ["users.fodselsnummer"]})]
	fixture.said(sep_01.report) == {["fail", "aws_kms_key.kyc"]} with data.keywright_facts as fixture.facts_with(keys, {})
		with data.keywright_profile as fixture.profile
}

test_fail_replica_of_another_key if {
	keys := [fixture.key({"protects": ["x"]}), object.union(fixture.key({"address": "aws_kms_key.nid", "purpose": "national-id", "purposes": ["national-id"], "protects": ["users.fodselsnummer"], "aliases": ["drop-nid"]}), {"kind": "replica", "primary": "aws_kms_key.kyc"})]
	fixture.said(sep_01.report) == {["fail", "aws_kms_key.nid"]} with data.keywright_facts as fixture.facts_with(keys, {})
		with data.keywright_profile as fixture.profile
}

test_fail_same_key_under_two_addresses if {
	keys := [fixture.key({"arn": "arn:aws:kms:eu-north-1:1:key/k"}), object.union(fixture.key({"address": "aws_kms_key.nid", "purpose": "national-id", "purposes": ["national-id"], "protects": ["users.fodselsnummer"], "aliases": ["drop-nid"]}), {"arn": "arn:aws:kms:eu-north-1:1:key/k"})]
	fixture.said(sep_01.report) == {["fail", "aws_kms_key.nid"]} with data.keywright_facts as fixture.facts_with(keys, {})
		with data.keywright_profile as fixture.profile
}

test_undetermined_primary_elsewhere if {
	keys := [object.union(fixture.key({"address": "aws_kms_key.nid", "purpose": "national-id", "purposes": ["national-id"], "protects": ["users.fodselsnummer"], "aliases": ["drop-nid"]}), {"kind": "replica", "primary": "arn:aws:kms:eu-north-1:1:key/other"})]
	fixture.said(sep_01.report) == {["undetermined", "aws_kms_key.nid"]} with data.keywright_facts as fixture.facts_with(keys, {})
		with data.keywright_profile as fixture.profile
}

test_undetermined_alias_hints if {
	keys := [fixture.key({"aliases": ["drop-national-id-key"]})]
	fixture.said(sep_01.report) == {["undetermined", "aws_kms_key.kyc"]} with data.keywright_facts as fixture.facts_with(keys, {})
		with data.keywright_profile as fixture.profile
}

test_undetermined_purpose_unknown if {
	keys := [fixture.with_unknown("purpose", "")]
	fixture.said(sep_01.report) == {["undetermined", "aws_kms_key.kyc"]} with data.keywright_facts as fixture.facts_with(keys, {})
		with data.keywright_profile as fixture.profile
}

# The built-in profile names no fields: then it is the national-ID key that says what is a national identity number.
unnamed := json.patch(fixture.profile, [{"op": "remove", "path": "/domain/national-id/fields"}])

national_id := fixture.key({"address": "aws_kms_key.nid", "purpose": "national-id", "purposes": ["national-id"], "protects": ["users.fodselsnummer"], "aliases": ["drop-nid"]})

test_fail_entry_of_the_national_id_key_on_another_key if {
	keys := [national_id, fixture.key({"protects": ["s3:kyc", "users.fodselsnummer"]})]
	fixture.said(sep_01.report) == {["pass", "aws_kms_key.nid"], ["fail", "aws_kms_key.kyc"]} with data.keywright_facts as fixture.facts_with(keys, {})
		with data.keywright_profile as unnamed
}

test_fail_whatever_the_case_of_the_name if {
	keys := [national_id, fixture.key({"protects": ["Users.Fodselsnummer"]})]
	every profile in [unnamed, fixture.profile] {
		said := fixture.said(sep_01.report) with data.keywright_facts as fixture.facts_with(keys, {})
			with data.keywright_profile as profile
		said == {["pass", "aws_kms_key.nid"], ["fail", "aws_kms_key.kyc"]}
	}
}

test_fail_entry_of_the_national_id_key_on_a_key_without_purpose if {
	keys := [national_id, fixture.key({"purpose": "", "purposes": [], "protects": ["users.fodselsnummer"]})]
	fixture.said(sep_01.report) == {["pass", "aws_kms_key.nid"], ["fail", "aws_kms_key.kyc"]} with data.keywright_facts as fixture.facts_with(keys, {})
		with data.keywright_profile as unnamed
}

test_pass_second_national_id_key if {
	second := object.union(national_id, {"address": "aws_kms_key.nid_next"})
	fixture.said(sep_01.report) == {["pass", "aws_kms_key.nid"], ["pass", "aws_kms_key.nid_next"]} with data.keywright_facts as fixture.facts([national_id, second])
		with data.keywright_profile as unnamed
}

test_undetermined_purpose_of_a_key_with_the_field if {
	keys := [object.union(fixture.with_unknown("purpose", ""), {"purposes": [], "protects": ["users.fodselsnummer"]})]
	fixture.said(sep_01.report) == {["undetermined", "aws_kms_key.kyc"]} with data.keywright_facts as fixture.facts_with(keys, {})
		with data.keywright_profile as fixture.profile
}

# A word that the profile does not have takes no key out of the rules for its domain.
test_undetermined_purpose_is_no_domain if {
	fixture.of_key(sep_01.report) == {"undetermined"} with data.keywright_facts as fixture.facts([fixture.key({"purpose": "backups", "purposes": ["backups"]})])
		with data.keywright_profile as fixture.profile
}

test_undetermined_no_purpose if {
	fixture.of_key(sep_01.report) == {"undetermined"} with data.keywright_facts as fixture.facts([fixture.key({"purpose": "", "purposes": []})])
		with data.keywright_profile as fixture.profile
}

# Whose the alias is, is known only after apply.
test_undetermined_alias_that_may_be_its if {
	fixture.of_key(sep_01.report) == {"undetermined"} with data.keywright_facts as fixture.facts([fixture.key({"suspected": ["national-id"]})])
		with data.keywright_profile as fixture.profile
}

# What is not known of a key that need not stand alone is no question here.
test_nothing_of_a_key_whose_aliases_are_unknown if {
	fixture.said(sep_01.report) == set() with data.keywright_facts as fixture.facts([fixture.key({"unknown": {"aliases": "later"}})])
		with data.keywright_profile as fixture.profile
}

test_undetermined_which_of_several_things_are_the_domains if {
	fixture.said(sep_01.report) == {["undetermined", "aws_kms_key.nid"]} with data.keywright_facts as fixture.facts([object.union(national_id, {"protects": ["users.fodselsnummer", "s3:x"]})])
		with data.keywright_profile as unnamed
}

_national := fixture.key({"address": "aws_kms_key.nid", "purpose": "national-id", "purposes": ["national-id"], "protects": ["users.fodselsnummer"], "aliases": ["drop-nid"]})

_encrypting(what) := fixture.said(report) if {
	report := sep_01.report with data.keywright_facts as fixture.facts_with([_national], what)
		with data.keywright_profile as fixture.profile
}

_topic(changes) := fixture.store(object.union({"address": "aws_sns_topic.t", "type": "aws_sns_topic", "kind": "topic", "service": "sns", "name": "t", "key": "aws_kms_key.nid", "classification": "internal", "purpose": "log", "purposes": ["log"]}, changes))

# Data of other domains lies under the key, be it internal.
test_fail_encrypts_more if {
	_encrypting({"stores": [_topic({})]}) == {["fail", "aws_kms_key.nid"]}
	_encrypting({"secrets": [fixture.secret({"key": "aws_kms_key.nid", "purpose": "", "purposes": []})]}) == {["fail", "aws_kms_key.nid"]}
	_encrypting({"trails": [fixture.trail({"key": "aws_kms_key.nid"})]}) == {["fail", "aws_kms_key.nid"]}
	_encrypting({"stores": [_topic({"kind": "log", "purpose": "", "purposes": []})]}) == {["fail", "aws_kms_key.nid"]}
}

test_pass_encrypts_its_own if {
	_encrypting({"stores": [_topic({"purpose": "national-id", "purposes": ["national-id"]})]}) == {["pass", "aws_kms_key.nid"]}
	_encrypting({"stores": [_topic({"purpose": "", "purposes": []})]}) == {["pass", "aws_kms_key.nid"]}
	_encrypting({"stores": [_topic({"key": "aws_kms_key.other"})]}) == {["pass", "aws_kms_key.nid"]}
	_encrypting({"stores": [_topic({"actions": ["delete"]})]}) == {["pass", "aws_kms_key.nid"]}
}
