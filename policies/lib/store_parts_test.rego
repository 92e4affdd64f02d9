package keywright.lib.store_parts_test

import data.keywright
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.inventory_test as planned
import data.keywright.lib.stores

_arn := "arn:aws:kms:eu-north-1:111122223333:key/1f7a0bd2-6c1e-4d53-9a57-0c7f3f8f3b1d"

_parts(type, after, unknown) := {row.part: [row.encrypted, row.managed, row.key] | some row in _rows(type, after, unknown)}

_rows(type, after, unknown) := rows if {
	change := planned.change("x.y", type, "managed", object.union({"region": "eu-north-1"}, after))
	rows := keywright.inventory.stores with input as planned.of([json.patch(change, [{"op": "add", "path": "/change/after_unknown", "value": unknown}])])
		with data.keywright_profile as fixture.profile
}

_by_key := [true, "customer", _arn]

_open := [null, "", ""]

# An instance has a first volume, whether anything says of it or not.
test_the_volumes_of_an_instance if {
	_parts("aws_instance", {}, {}) == {"root_block_device[0]": _open}
	_parts("aws_instance", {"root_block_device": [], "ebs_block_device": []}, {}) == {"root_block_device[0]": _open}
	_parts(
		"aws_instance", {
			"root_block_device": [{"encrypted": false, "kms_key_id": ""}],
			"ebs_block_device": [{"encrypted": true, "kms_key_id": _arn}, {"encrypted": true, "kms_key_id": "alias/aws/ebs"}],
		},
		{},
	) == {"root_block_device[0]": [false, "none", ""], "ebs_block_device[0]": _by_key, "ebs_block_device[1]": [true, "service", ""]}
}

# Blocks of a set have no order in which the configuration would tell whose what is unknown is.
test_undetermined_which_of_several_volumes if {
	after := {"root_block_device": [{"encrypted": true, "kms_key_id": _arn}], "ebs_block_device": [{"encrypted": true}, {}, {"encrypted": true, "kms_key_id": _arn}]}
	unknown := {"ebs_block_device": [{"kms_key_id": true}, {"encrypted": true, "kms_key_id": true}, {}]}
	_parts("aws_instance", after, unknown) == {
		"root_block_device[0]": _by_key,
		"ebs_block_device[0]": [true, "", ""],
		"ebs_block_device[1]": _open,
		"ebs_block_device[2]": _by_key,
	}
}

# What is mapped to no volume is none.
test_the_volumes_of_a_launch_template if {
	_parts(
		"aws_launch_template", {"block_device_mappings": [
			{"ebs": [{"encrypted": "true", "kms_key_id": _arn}]},
			{"ebs": [], "virtual_name": "ephemeral0"},
			{"ebs": [{"encrypted": "false"}]},
			{"ebs": [{"encrypted": ""}]},
			"odd",
		]},
		{},
	) == {"block_device_mappings[0]": _by_key, "block_device_mappings[2]": [false, "none", ""], "block_device_mappings[3]": _open}
	_parts("aws_launch_template", {"block_device_mappings": "odd"}, {}) == {}
	_parts("aws_launch_template", {}, {}) == {}
}

# A workspace has two volumes and one key.
test_the_volumes_of_a_workspace if {
	_parts("aws_workspaces_workspace", {"root_volume_encryption_enabled": true, "user_volume_encryption_enabled": false, "volume_encryption_key": _arn}, {}) == {
		"root_volume": _by_key,
		"user_volume": [false, "none", ""],
	}
	_parts("aws_workspaces_workspace", {"user_volume_encryption_enabled": true}, {}) == {"root_volume": [false, "none", ""], "user_volume": [true, "service", ""]}
}

# What is delivered from a stream lies in the stream.
test_what_only_hands_on if {
	_parts("aws_kinesis_firehose_delivery_stream", {"kinesis_source_configuration": [{"kinesis_stream_arn": "x"}]}, {}) == {}
	_parts("aws_kinesis_firehose_delivery_stream", {"kinesis_source_configuration": []}, {}) == {"": [false, "none", ""]}
	_parts("aws_kinesis_firehose_delivery_stream", {"msk_source_configuration": [{"topic_name": "x"}]}, {}) == {"": _open}
}

test_a_volume_is_called_by_its_part if {
	{stores.name(row) | some row in _rows("aws_workspaces_workspace", {}, {})} == {"x.y (root_volume)", "x.y (user_volume)"}
}
