package keywright.rules.separation.sep_05_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.separation.sep_05

test_pass_distinct if {
	keys := [fixture.base, fixture.key({"address": "aws_kms_key.backup", "purpose": "backup", "purposes": ["backup"], "protects": ["s3:backups"], "region": "eu-west-1", "aliases": []})]
	said := {[finding.outcome, finding.attribute] | some finding in sep_05.report} with data.keywright_facts as fixture.facts_with(keys, {"separations": [{"address": "keywright_separation.s", "keys": {}, "members": {"kyc": {"arn": null, "key_id": null, "region": null, "alias": null, "address": "aws_kms_key.kyc"}, "backup": {"arn": null, "key_id": null, "region": null, "alias": null, "address": "aws_kms_key.backup"}}, "distinct": {"regions": ["backup"]}, "unknown": {}}]})
		with data.keywright_profile as fixture.profile
	said == {["pass", "keys"], ["pass", "distinct_regions"]}
}

test_fail_one_key_twice if {
	keys := [fixture.base]
	said := {[finding.outcome, finding.attribute] | some finding in sep_05.report} with data.keywright_facts as fixture.facts_with(keys, {"separations": [{"address": "keywright_separation.s", "keys": {}, "members": {"kyc": {"arn": null, "key_id": null, "region": null, "alias": null, "address": "aws_kms_key.kyc"}, "again": {"arn": null, "key_id": null, "region": null, "alias": null, "address": "aws_kms_key.kyc"}}, "distinct": {}, "unknown": {}}]})
		with data.keywright_profile as fixture.profile
	said == {["fail", "keys"]}
}

test_fail_same_region if {
	keys := [fixture.base, fixture.key({"address": "aws_kms_key.backup", "purpose": "backup", "purposes": ["backup"], "protects": ["s3:backups"], "region": "eu-north-1", "aliases": []})]
	said := {[finding.outcome, finding.attribute] | some finding in sep_05.report} with data.keywright_facts as fixture.facts_with(keys, {"separations": [{"address": "keywright_separation.s", "keys": {}, "members": {"kyc": {"arn": null, "key_id": null, "region": null, "alias": null, "address": "aws_kms_key.kyc"}, "backup": {"arn": null, "key_id": null, "region": null, "alias": null, "address": "aws_kms_key.backup"}}, "distinct": {"regions": ["backup"]}, "unknown": {}}]})
		with data.keywright_profile as fixture.profile
	said == {["pass", "keys"], ["fail", "distinct_regions"]}
}

test_fail_same_account if {
	keys := [fixture.base, fixture.key({"address": "aws_kms_key.backup", "purpose": "backup", "purposes": ["backup"], "protects": ["s3:backups"], "region": "eu-west-1", "aliases": []})]
	said := {[finding.outcome, finding.attribute] | some finding in sep_05.report} with data.keywright_facts as fixture.facts_with(keys, {"separations": [{"address": "keywright_separation.s", "keys": {}, "members": {"kyc": {"arn": null, "key_id": null, "region": null, "alias": null, "address": "aws_kms_key.kyc"}, "backup": {"arn": null, "key_id": null, "region": null, "alias": null, "address": "aws_kms_key.backup"}}, "distinct": {"accounts": ["backup"]}, "unknown": {}}]})
		with data.keywright_profile as fixture.profile
	said == {["pass", "keys"], ["fail", "distinct_accounts"]}
}

test_fail_same_user if {
	keys := [object.union(fixture.base, {"access": [fixture.access("arn:aws:iam::123456789012:role/app", [], {"decrypt": "can"})]}), object.union(fixture.key({"address": "aws_kms_key.backup", "purpose": "backup", "purposes": ["backup"], "protects": ["s3:backups"], "region": "eu-west-1", "aliases": []}), {"access": [fixture.access("arn:aws:iam::123456789012:role/app", [], {"decrypt": "can"})]})]
	said := {[finding.outcome, finding.attribute] | some finding in sep_05.report} with data.keywright_facts as fixture.facts_with(keys, {"separations": [{"address": "keywright_separation.s", "keys": {}, "members": {"kyc": {"arn": null, "key_id": null, "region": null, "alias": null, "address": "aws_kms_key.kyc"}, "backup": {"arn": null, "key_id": null, "region": null, "alias": null, "address": "aws_kms_key.backup"}}, "distinct": {"users": ["backup"]}, "unknown": {}}]})
		with data.keywright_profile as fixture.profile
	said == {["pass", "keys"], ["fail", "distinct_users"]}
}

test_fail_same_administrator if {
	keys := [object.union(fixture.base, {"access": [fixture.access(fixture.key_admin, [], {"lifecycle": "can"})]}), object.union(fixture.key({"address": "aws_kms_key.backup", "purpose": "backup", "purposes": ["backup"], "protects": ["s3:backups"], "region": "eu-west-1", "aliases": []}), {"access": [fixture.access(fixture.key_admin, [], {"lifecycle": "can"})]})]
	said := {[finding.outcome, finding.attribute] | some finding in sep_05.report} with data.keywright_facts as fixture.facts_with(keys, {"separations": [{"address": "keywright_separation.s", "keys": {}, "members": {"kyc": {"arn": null, "key_id": null, "region": null, "alias": null, "address": "aws_kms_key.kyc"}, "backup": {"arn": null, "key_id": null, "region": null, "alias": null, "address": "aws_kms_key.backup"}}, "distinct": {"administrators": ["backup"]}, "unknown": {}}]})
		with data.keywright_profile as fixture.profile
	said == {["pass", "keys"], ["fail", "distinct_administrators"]}
}

test_fail_everyone_uses_one_of_them if {
	keys := [object.union(fixture.base, {"access": [fixture.access("arn:aws:iam::123456789012:role/app", [], {"decrypt": "can"})]}), object.union(fixture.key({"address": "aws_kms_key.backup", "purpose": "backup", "purposes": ["backup"], "protects": ["s3:backups"], "region": "eu-west-1", "aliases": []}), {"access": [fixture.access("*", [], {"decrypt": "can"})]})]
	said := {[finding.outcome, finding.attribute] | some finding in sep_05.report} with data.keywright_facts as fixture.facts_with(keys, {"separations": [{"address": "keywright_separation.s", "keys": {}, "members": {"kyc": {"arn": null, "key_id": null, "region": null, "alias": null, "address": "aws_kms_key.kyc"}, "backup": {"arn": null, "key_id": null, "region": null, "alias": null, "address": "aws_kms_key.backup"}}, "distinct": {"users": ["backup"]}, "unknown": {}}]})
		with data.keywright_profile as fixture.profile
	said == {["pass", "keys"], ["fail", "distinct_users"]}
}

test_undetermined_which_key if {
	keys := [fixture.base]
	said := {[finding.outcome, finding.attribute] | some finding in sep_05.report} with data.keywright_facts as fixture.facts_with(keys, {"separations": [{"address": "keywright_separation.s", "keys": {}, "members": {"kyc": {"arn": null, "key_id": null, "region": null, "alias": null, "address": "aws_kms_key.kyc"}, "other": {"arn": null, "key_id": null, "region": null, "alias": null, "address": ""}}, "distinct": {}, "unknown": {}}]})
		with data.keywright_profile as fixture.profile
	said == {["undetermined", "keys"]}
}

test_undetermined_region if {
	keys := [fixture.base, object.union(fixture.key({"address": "aws_kms_key.backup", "purpose": "backup", "purposes": ["backup"], "protects": ["s3:backups"], "region": "", "aliases": []}), {"unknown": {"region": "later"}})]
	said := {[finding.outcome, finding.attribute] | some finding in sep_05.report} with data.keywright_facts as fixture.facts_with(keys, {"separations": [{"address": "keywright_separation.s", "keys": {}, "members": {"kyc": {"arn": null, "key_id": null, "region": null, "alias": null, "address": "aws_kms_key.kyc"}, "backup": {"arn": null, "key_id": null, "region": null, "alias": null, "address": "aws_kms_key.backup"}}, "distinct": {"regions": ["backup"]}, "unknown": {}}]})
		with data.keywright_profile as fixture.profile
	said == {["pass", "keys"], ["undetermined", "distinct_regions"]}
}

test_undetermined_policy if {
	keys := [fixture.base, object.union(fixture.key({"address": "aws_kms_key.backup", "purpose": "backup", "purposes": ["backup"], "protects": ["s3:backups"], "region": "eu-west-1", "aliases": []}), {"unknown": {"policy": "later"}})]
	said := {[finding.outcome, finding.attribute] | some finding in sep_05.report} with data.keywright_facts as fixture.facts_with(keys, {"separations": [{"address": "keywright_separation.s", "keys": {}, "members": {"kyc": {"arn": null, "key_id": null, "region": null, "alias": null, "address": "aws_kms_key.kyc"}, "backup": {"arn": null, "key_id": null, "region": null, "alias": null, "address": "aws_kms_key.backup"}}, "distinct": {"users": ["backup"]}, "unknown": {}}]})
		with data.keywright_profile as fixture.profile
	said == {["pass", "keys"], ["undetermined", "distinct_users"]}
}

test_undetermined_name_that_no_key_bears if {
	keys := [fixture.base, fixture.key({"address": "aws_kms_key.backup", "purpose": "backup", "purposes": ["backup"], "protects": ["s3:backups"], "region": "eu-west-1", "aliases": []})]
	said := {[finding.outcome, finding.attribute] | some finding in sep_05.report} with data.keywright_facts as fixture.facts_with(keys, {"separations": [{"address": "keywright_separation.s", "keys": {}, "members": {"kyc": {"arn": null, "key_id": null, "region": null, "alias": null, "address": "aws_kms_key.kyc"}, "backup": {"arn": null, "key_id": null, "region": null, "alias": null, "address": "aws_kms_key.backup"}}, "distinct": {"regions": ["bakcup"]}, "unknown": {}}]})
		with data.keywright_profile as fixture.profile
	said == {["pass", "keys"], ["undetermined", "distinct_regions"]}
}

test_fail_same_user_of_keys_of_an_unknown_usage if {
	keys := [object.union(fixture.base, {"usage": "SOMETHING_NEW", "access": [fixture.access("arn:aws:iam::123456789012:role/app", [], {"decrypt": "can"})]}), object.union(fixture.key({"address": "aws_kms_key.backup", "purpose": "backup", "purposes": ["backup"], "protects": ["s3:backups"], "region": "eu-west-1", "aliases": []}), {"usage": "SOMETHING_NEW", "access": [fixture.access("arn:aws:iam::123456789012:role/app", [], {"decrypt": "can"})]})]
	said := {[finding.outcome, finding.attribute] | some finding in sep_05.report} with data.keywright_facts as fixture.facts_with(keys, {"separations": [{"address": "keywright_separation.s", "keys": {}, "members": {"kyc": {"arn": null, "key_id": null, "region": null, "alias": null, "address": "aws_kms_key.kyc"}, "backup": {"arn": null, "key_id": null, "region": null, "alias": null, "address": "aws_kms_key.backup"}}, "distinct": {"users": ["backup"]}, "unknown": {}}]})
		with data.keywright_profile as fixture.profile
	said == {["pass", "keys"], ["fail", "distinct_users"]}
}

test_undetermined_alias_arn_names_no_key if {
	members := {
		"a": {"arn": "arn:aws:kms:eu-north-1:123456789012:key/11111111-2222-3333-4444-555555555555", "key_id": null, "region": null, "alias": null, "address": ""},
		"b": {"arn": "arn:aws:kms:eu-north-1:123456789012:alias/same", "key_id": null, "region": null, "alias": null, "address": ""},
	}
	said := {[finding.outcome, finding.attribute] | some finding in sep_05.report} with data.keywright_facts as fixture.facts_with([], {"separations": [{"address": "keywright_separation.s", "keys": {}, "members": members, "distinct": {}, "unknown": {}}]})
		with data.keywright_profile as fixture.profile
	said == {["undetermined", "keys"]}
}

test_fail_replicas_of_one_key if {
	members := {
		"a": {"arn": "arn:aws:kms:eu-north-1:123456789012:key/mrk-1234abcd12ab34cd56ef1234567890ab", "key_id": null, "region": null, "alias": null, "address": ""},
		"b": {"arn": "arn:aws:kms:eu-west-1:123456789012:key/mrk-1234abcd12ab34cd56ef1234567890ab", "key_id": null, "region": null, "alias": null, "address": ""},
	}
	said := {[finding.outcome, finding.attribute] | some finding in sep_05.report} with data.keywright_facts as fixture.facts_with([], {"separations": [{"address": "keywright_separation.s", "keys": {}, "members": members, "distinct": {}, "unknown": {}}]})
		with data.keywright_profile as fixture.profile
	said == {["fail", "keys"]}
}

_member(address) := {"arn": null, "key_id": null, "region": null, "alias": null, "address": address}

_used(ours, theirs, distinct) := {[finding.outcome, finding.attribute] | some finding in report} if {
	keys := [
		fixture.key({"access": [fixture.access(principal, [], {"decrypt": "can"}) | some principal in ours]}),
		fixture.key({"address": "aws_kms_key.backup", "region": "eu-west-1", "aliases": [], "access": [fixture.access(principal, [], {"decrypt": "can"}) | some principal in theirs]}),
	]
	separation := {"address": "keywright_separation.s", "keys": {}, "members": {"kyc": _member("aws_kms_key.kyc"), "backup": _member("aws_kms_key.backup")}, "distinct": distinct, "unknown": {}}
	report := sep_05.report with data.keywright_facts as fixture.facts_with(keys, {"separations": [separation]})
		with data.keywright_profile as fixture.profile
}

_role(name) := sprintf("arn:aws:iam::123456789012:role/%s", [name])

test_pass_other_users if _used([_role("app")], [_role("restore")], {"users": ["backup"]}) == {["pass", "keys"], ["pass", "distinct_users"]}

# Everyone is nobody in common with nobody.
test_pass_everyone_and_nobody if {
	_used(["*"], [], {"users": ["backup"]}) == {["pass", "keys"], ["pass", "distinct_users"]}
	_used([], ["*"], {"users": ["backup"]}) == {["pass", "keys"], ["pass", "distinct_users"]}
}

test_fail_everyone_uses_both if _used(["*"], ["*"], {"users": ["backup"]}) == {["pass", "keys"], ["fail", "distinct_users"]}

test_pass_nothing_asked_of_nobody if _used([_role("app")], [_role("app")], {"users": [], "regions": []}) == {["pass", "keys"]}

_kept(account) := {[finding.outcome, finding.attribute] | some finding in report} if {
	keys := [fixture.base, fixture.key(object.union({"address": "aws_kms_key.backup", "aliases": []}, account))]
	separation := {"address": "keywright_separation.s", "keys": {}, "members": {"kyc": _member("aws_kms_key.kyc"), "backup": _member("aws_kms_key.backup")}, "distinct": {"accounts": ["backup"]}, "unknown": {}}
	report := sep_05.report with data.keywright_facts as fixture.facts_with(keys, {"separations": [separation]})
		with data.keywright_profile as fixture.profile
}

test_accounts if {
	_kept({"account": "210987654321", "account_symbol": "210987654321"}) == {["pass", "keys"], ["pass", "distinct_accounts"]}
	_kept({"account": "", "account_symbol": "account of provider aws.backup"}) == {["pass", "keys"], ["undetermined", "distinct_accounts"]}
}
