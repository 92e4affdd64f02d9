package keywright.rules.exception.exc_07_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.exception.exc_07

_on(changes, more, profile) := outcome if {
	outcome := {found | some [found, _] in fixture.said(exc_07.report)} with data.keywright_facts as fixture.facts_with([], more)
		with data.keywright_profile as object.union(profile, {"exception": {"x": object.union(fixture.exception, changes)}})
}

_private := {"scope": ["drop"], "compensating_controls": ["private network"]}

_managed := {"scope": ["drop/jwt"], "compensating_controls": ["Secrets Manager"]}

test_pass if {
	_on(_private, {"stores": [fixture.store({})]}, fixture.profile) == {"pass"}
	_on(_managed, {"secrets": [fixture.secret({})]}, fixture.profile) == {"pass"}
}

test_fail_public if {
	every control in ["no public database access", "not publicly accessible", "Private subnet"] {
		_on({"scope": ["aws_db_instance.drop"], "compensating_controls": [control]}, {"stores": [fixture.store({"public": true})]}, fixture.profile) == {"fail"}
	}
}

test_undetermined if {
	_on(_private, {"stores": [fixture.store({"public": null})]}, fixture.profile) == {"undetermined"}
	_on(_private, {"stores": [fixture.store({"public": null, "unknown": {"public": "later"}})]}, fixture.profile) == {"undetermined"}
}

# What the exception does not name shows nothing of what it does.
test_not_assessed_by_others if {
	others := {"stores": [fixture.store({})], "secrets": [fixture.secret({})]}
	_on(object.union(_private, {"scope": ["other"]}), others, fixture.profile) == {"not_assessed"}
	_on(object.union(_managed, {"scope": ["other"]}), others, fixture.profile) == {"not_assessed"}
}

test_elsewhere if {
	every exception in [_private, _managed] {
		_on(exception, {}, fixture.profile) == {"not_assessed"}
		_on(exception, {}, fixture.whole) == {"fail"}
	}
}

test_nothing_that_a_plan_cannot_show if _on({"compensating_controls": ["24 h sessions"]}, {}, fixture.whole) == set()

_bucket := fixture.store({"address": "aws_s3_bucket.b", "type": "aws_s3_bucket", "kind": "bucket", "service": "s3", "name": "b", "public": null})

_block(changes) := object.union(
	{
		"address": "aws_s3_bucket_public_access_block.b",
		"type": "aws_s3_bucket_public_access_block",
		"actions": ["create"],
		"store": "aws_s3_bucket.b",
		"closed": true,
		"locked": false,
		"versions": "",
		"unknown": {},
	},
	changes,
)

_of_bucket(control, settings) := _on({"scope": ["aws_s3_bucket.b"], "compensating_controls": [control]}, {"stores": [_bucket], "bucket_settings": settings}, fixture.profile)

test_pass_a_bucket_that_keeps_the_public_out if {
	every store in ["b", "aws_s3_bucket.b"] {
		_of_bucket("no public access", [_block({"store": store})]) == {"pass"}
	}
	_of_bucket("not public", [_block({}), _block({"address": "again"})]) == {"pass"}
}

test_undetermined_a_bucket_that_may_be_public if {
	every settings in [
		[],
		[_block({"closed": false})],
		[_block({"closed": false, "unknown": {"closed": "later"}})],
		[_block({"store": "aws_s3_bucket.other"})],
		[_block({"store": ""})],
		[_block({"actions": ["delete"]})],
		[_block({}), _block({"address": "again", "closed": false})],
		[_block({}), _block({"address": "former", "actions": ["delete"]})],
	] {
		_of_bucket("no public access", settings) == {"undetermined"}
	}
}

# Who has rights on a bucket comes from wherever it likes.
test_undetermined_a_bucket_in_a_private_network if {
	_of_bucket("private network", [_block({})]) == {"undetermined"}
	_of_bucket("no public access, private subnet", [_block({})]) == {"pass", "undetermined"}
}
