package keywright.lib.encryption_test

import data.keywright
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.inventory_test as planned

_arn := "arn:aws:kms:eu-north-1:111122223333:key/1f7a0bd2-6c1e-4d53-9a57-0c7f3f8f3b1d"

_queue(after, unknown) := [row.encrypted, row.managed, row.key] if {
	change := planned.change("aws_sqs_queue.q", "aws_sqs_queue", "managed", object.union({"name": "q", "region": "eu-north-1"}, after))
	[row] := keywright.inventory.stores with input as planned.of([json.patch(change, [{"op": "add", "path": "/change/after_unknown", "value": unknown}])])
		with data.keywright_profile as fixture.profile
}

# A queue that is there says under a key that the service's own encryption is off.
test_a_queue_under_a_key_that_is_there if {
	_queue({"kms_master_key_id": _arn, "sqs_managed_sse_enabled": false}, {}) == [true, "customer", _arn]
	_queue({"kms_master_key_id": "alias/aws/sqs", "sqs_managed_sse_enabled": false}, {}) == [true, "service", ""]
}

test_a_queue_without_a_key if {
	_queue({"kms_master_key_id": "", "sqs_managed_sse_enabled": false}, {}) == [false, "none", ""]
	_queue({"kms_master_key_id": null, "sqs_managed_sse_enabled": false}, {}) == [false, "none", ""]
	_queue({"kms_master_key_id": "", "sqs_managed_sse_enabled": true}, {}) == [true, "service", ""]
}

# Whether a key that only apply makes known is one at all, is open.
test_a_queue_that_is_off_and_may_get_a_key if {
	_queue({"sqs_managed_sse_enabled": false}, {"kms_master_key_id": true}) == [null, "", ""]
}

_under_an_alias(arn, accounts) := row.key if {
	[row] := keywright.inventory.stores with input as planned.of([
		planned.change("aws_sqs_queue.q", "aws_sqs_queue", "managed", {"name": "q", "region": "eu-north-1", "kms_master_key_id": arn}),
		planned.change("aws_kms_key.k", "aws_kms_key", "managed", {"key_id": "1f7a0bd2-6c1e-4d53-9a57-0c7f3f8f3b1d", "region": "eu-north-1"}),
		planned.change("aws_kms_alias.k", "aws_kms_alias", "managed", {"name": "alias/app", "region": "eu-north-1", "target_key_id": "1f7a0bd2-6c1e-4d53-9a57-0c7f3f8f3b1d"}),
	])
		with data.keywright_profile as object.union(fixture.profile, {"policy": {"accounts": accounts}})
}

# Aliases of two accounts are called alike, and mean two keys.
test_an_alias_of_another_account if {
	_under_an_alias("arn:aws:kms:eu-north-1:123456789012:alias/app", ["123456789012"]) == "aws_kms_key.k"
	_under_an_alias("arn:aws:kms:eu-north-1:123456789012:alias/app", []) == "aws_kms_key.k"
	_under_an_alias("arn:aws:kms:eu-north-1:999999999999:alias/app", ["123456789012"]) == "arn:aws:kms:eu-north-1:999999999999:alias/app"
	_under_an_alias("arn:aws:kms:eu-west-1:123456789012:alias/app", ["123456789012"]) == "arn:aws:kms:eu-west-1:123456789012:alias/app"
}
