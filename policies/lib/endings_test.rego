package keywright.lib.endings_test

import data.keywright.lib.endings
import data.keywright.lib.fixture_test as fixture

stock := {
	"key_id": "k-1",
	"arn": "arn:aws:kms:eu-north-1:123456789012:key/k-1",
	"deletion_window_in_days": 30,
	"tags": {"Purpose": "database", "Protects": "rds:drop"},
}

changed(more) := object.union({"address": "aws_kms_key.database", "mode": "managed", "type": "aws_kms_key", "name": "database"}, more)

going(actions) := changed({"change": {"actions": actions, "before": stock, "after": null}})

# fates gives what a plan of some changes does to each key that it ends.
fates(changes) := {[row.address, row.fate] | some row in rows(changes)}

rows(changes) := result if {
	result := endings.rows with input as {"format_version": "1.2", "resource_changes": changes}
		with data.keywright_profile as fixture.profile
}

test_what_each_action_does if {
	cases := {
		["delete"]: "destroyed",
		["delete", "create"]: "replaced",
		["create", "delete"]: "replaced",
		["forget"]: "forgotten",
		["create", "forget"]: "forgotten",
		["delete", "hide"]: "destroyed",
		["hide"]: "unclear",
		["create", "hide"]: "unclear",
		[]: "unclear",
	}
	every actions, fate in cases {
		fates([going(actions)]) == {["aws_kms_key.database", fate]}
	}
}

test_what_keeps_a_key_ends_none if {
	every actions in [["no-op"], ["create"], ["read"], ["update"]] {
		fates([going(actions)]) == set()
	}
}

test_keys_of_every_type if {
	every type in ["keywright_key", "aws_kms_key", "aws_kms_external_key", "aws_kms_replica_key", "aws_kms_replica_external_key"] {
		fates([object.union(going(["delete"]), {"type": type})]) == {["aws_kms_key.database", "destroyed"]}
	}
}

test_deposed_object_is_a_key_of_its_own if {
	deposed := object.union(going(["delete"]), {"deposed": "0a1b2c3d"})
	current := changed({"change": {"actions": ["no-op"], "before": stock, "after": stock}})
	fates([current, deposed]) == {["aws_kms_key.database (deposed 0a1b2c3d)", "destroyed"]}
	fates([going(["delete", "create"]), deposed]) == {
		["aws_kms_key.database", "replaced"],
		["aws_kms_key.database (deposed 0a1b2c3d)", "destroyed"],
	}
}

test_kept_in_kms_is_forgotten if {
	key := {"address": "keywright_key.kyc", "mode": "managed", "type": "keywright_key", "name": "kyc"}
	every retained, fate in {true: "forgotten", false: "destroyed", "true": "destroyed"} {
		fates([object.union(key, {"change": {"actions": ["delete"], "before": {"alias": "drop-kyc-key", "retain_on_destroy": retained}, "after": null}})]) == {["keywright_key.kyc", fate]}
	}
}

test_row_tells_what_the_key_was if {
	alias := {
		"address": "aws_kms_alias.database",
		"mode": "managed",
		"type": "aws_kms_alias",
		"name": "database",
		"change": {"actions": ["delete"], "before": {"name": "alias/drop-db", "target_key_id": "k-1"}, "after": null},
	}
	after := {"deletion_window_in_days": 7, "tags": {"Purpose": "log"}}
	replaced := changed({"change": {"actions": ["delete", "create"], "before": stock, "after": after, "after_unknown": {"key_id": true}}})
	some row in rows([replaced, alias])
	row.aliases == ["drop-db"]
	row.purpose == "database"
	row.protects == ["rds:drop"]
	row.deletion_window_days == 30
}

test_marked_values_stay_out if {
	marked := changed({"change": {"actions": ["delete"], "before": stock, "before_sensitive": {"tags": true}, "after": null}})
	some row in rows([marked])
	row.protects == []
	row.purpose == ""
}

test_state_ends_nothing if {
	state := {"format_version": "1.0", "values": {"root_module": {"resources": [changed({"values": stock})]}}}
	result := endings.rows with input as state
		with data.keywright_profile as fixture.profile
	result == []
}
