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

_row(type, after, unknown) := [row.encrypted, row.managed, row.key] if {
	change := planned.change("x.y", type, "managed", object.union({"region": "eu-north-1"}, after))
	[row] := keywright.inventory.stores with input as planned.of([json.patch(change, [{"op": "add", "path": "/change/after_unknown", "value": unknown}])])
		with data.keywright_profile as fixture.profile
}

_by_key := [true, "customer", _arn]

_services := [true, "service", ""]

_not := [false, "none", ""]

_open := [null, "", ""]

# A stream says by a word whether it is encrypted, and the key beside it turns nothing on.
test_a_stream_by_its_word if {
	_row("aws_kinesis_stream", {"encryption_type": "KMS", "kms_key_id": _arn}, {}) == _by_key
	_row("aws_kinesis_stream", {"encryption_type": "KMS", "kms_key_id": "alias/aws/kinesis"}, {}) == _services
	_row("aws_kinesis_stream", {"encryption_type": "NONE", "kms_key_id": _arn}, {}) == _not
	_row("aws_kinesis_stream", {"kms_key_id": _arn}, {}) == _not
}

test_undetermined_a_stream_whose_word_is_not_known if {
	_row("aws_kinesis_stream", {"kms_key_id": _arn}, {"encryption_type": true}) == _open
	_row("aws_kinesis_stream", {"encryption_type": "OTHER", "kms_key_id": _arn}, {}) == _open
	_row("aws_kinesis_stream", {"encryption_type": {"a": 1}, "kms_key_id": _arn}, {}) == _open
}

_repository(encryption, unknown) := _row("aws_ecr_repository", {"name": "r", "encryption_configuration": [encryption]}, {"encryption_configuration": [unknown]})

# What is encrypted by either key is encrypted while it is not known by which.
test_a_repository_by_its_word if {
	_repository({"encryption_type": "KMS", "kms_key": _arn}, {}) == _by_key
	_repository({"encryption_type": "KMS_DSSE", "kms_key": _arn}, {}) == _by_key
	_repository({"encryption_type": "KMS", "kms_key": ""}, {}) == _services
	_repository({"encryption_type": "AES256", "kms_key": _arn}, {}) == _services
	_row("aws_ecr_repository", {"name": "r", "encryption_configuration": []}, {}) == _services
	_repository({"kms_key": _arn}, {"encryption_type": true}) == [true, "", ""]
}

_broker(options) := _row("aws_mq_broker", {"broker_name": "b", "encryption_options": [options]}, {})

# A flag is a word as well.
test_a_broker_by_its_flag if {
	_broker({"use_aws_owned_key": false, "kms_key_id": _arn}) == _by_key
	_broker({"use_aws_owned_key": false, "kms_key_id": null}) == _services
	_broker({"use_aws_owned_key": true, "kms_key_id": _arn}) == _services
}

_delivery(encryption, unknown) := _row("aws_kinesis_firehose_delivery_stream", {"name": "d", "server_side_encryption": [encryption]}, {"server_side_encryption": [unknown]})

# Where there is a switch too, that counts first.
test_a_delivery_stream_by_its_switch_and_its_word if {
	_delivery({"enabled": true, "key_type": "CUSTOMER_MANAGED_CMK", "key_arn": _arn}, {}) == _by_key
	_delivery({"enabled": true, "key_type": "AWS_OWNED_CMK", "key_arn": _arn}, {}) == _services
	_delivery({"enabled": false, "key_type": "CUSTOMER_MANAGED_CMK", "key_arn": _arn}, {}) == _not
	_delivery({"enabled": false, "key_arn": _arn}, {"key_type": true}) == _not
	_delivery({"enabled": true, "key_arn": _arn}, {"key_type": true}) == [true, "", ""]
	_delivery({"key_arn": _arn, "key_type": "CUSTOMER_MANAGED_CMK"}, {"enabled": true}) == _open
}

test_a_file_system_of_which_not_every_kind_takes_a_key if {
	_row("aws_fsx_lustre_file_system", {"deployment_type": "PERSISTENT_1", "kms_key_id": _arn}, {}) == _by_key
	_row("aws_fsx_lustre_file_system", {"deployment_type": "SCRATCH_2", "kms_key_id": _arn}, {}) == _services
	_row("aws_fsx_lustre_file_system", {"deployment_type": "PERSISTENT_1", "backup_id": "backup-1"}, {}) == _open
}

# Version 6 of the provider has a text here, version 5 a flag.
test_a_warehouse_of_either_version if {
	every on in [true, "true"] { _row("aws_redshift_cluster", {"encrypted": on, "kms_key_id": _arn}, {}) == _by_key }
	every off in [false, "false"] { _row("aws_redshift_cluster", {"encrypted": off, "kms_key_id": ""}, {}) == _not }
	_row("aws_redshift_cluster", {"encrypted": null}, {}) == _open
	_row("aws_redshiftserverless_namespace", {"kms_key_id": "AWS_OWNED_KMS_KEY"}, {}) == _services
}

# Off is no more than not asked for: the snapshot or the account may ask for it.
test_undetermined_a_copy_that_does_not_ask_for_encryption if {
	_row("aws_ebs_snapshot_copy", {"encrypted": false}, {}) == _open
	_row("aws_ebs_snapshot_copy", {"encrypted": null}, {}) == _open
	_row("aws_ebs_snapshot_copy", {"encrypted": true}, {}) == [true, "", ""]
	_row("aws_ebs_snapshot_copy", {"encrypted": true, "kms_key_id": _arn}, {}) == _by_key
}

_node(changes) := [row.encrypted, row.managed, row.key] if {
	rows := keywright.inventory.stores with input as planned.of(changes)
		with data.keywright_profile as fixture.profile
	[row] := [row | some row in rows; row.type == "aws_elasticache_cluster"]
}

_member(group) := planned.change("aws_elasticache_cluster.m", "aws_elasticache_cluster", "managed", {"cluster_id": "m", "engine": "redis", "replication_group_id": group})

_group(name) := planned.change(sprintf("aws_elasticache_replication_group.%s", [name]), "aws_elasticache_replication_group", "managed", {
	"replication_group_id": "g",
	"at_rest_encryption_enabled": "true",
	"kms_key_id": _arn,
})

# A member of a group has the encryption of the group, and a node of Redis that is in none has none.
test_a_member_is_as_its_group if {
	_node([_member("g"), _group("a")]) == _by_key
	_node([_member(""), _group("a")]) == _not
	_node([_member(null)]) == _not
}

test_undetermined_a_member_whose_group_is_not_known if {
	_node([_member("elsewhere"), _group("a")]) == _open
	_node([_member("g"), _group("a"), _group("b")]) == _open
	_node([_member("g"), json.patch(_group("a"), [{"op": "replace", "path": "/change", "value": {"actions": ["delete"], "before": _group("a").change.after, "after": null, "after_unknown": {}}}])]) == _open
	_node([json.patch(_member(null), [{"op": "add", "path": "/change/after_unknown", "value": {"replication_group_id": true}}]), _group("a")]) == _open
}

# A copy that is there and not encrypted is not.
test_a_copy_that_is_there if {
	copy := planned.change("x.y", "aws_ebs_snapshot_copy", "managed", {"encrypted": false, "region": "eu-north-1"})
	[row] := keywright.inventory.stores with input as planned.of([json.patch(copy, [{"op": "replace", "path": "/change/actions", "value": ["no-op"]}])])
		with data.keywright_profile as fixture.profile
	[row.encrypted, row.managed, row.key] == _not
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
