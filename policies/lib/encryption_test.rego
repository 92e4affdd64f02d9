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
