package keywright.lib.plan_test

import data.keywright.lib.plan

key := {
	"address": "aws_kms_key.database",
	"mode": "managed",
	"type": "aws_kms_key",
	"name": "database",
	"provider_name": "registry.terraform.io/hashicorp/aws",
}

change := {"actions": ["no-op"], "before": {"key_id": "k"}, "after": {"key_id": "k"}, "after_unknown": {}}

resource_change(more) := object.union(object.union(key, {"change": change}), more)

state := {"format_version": "1.0", "values": {"root_module": {"resources": [object.union(key, {"values": {"key_id": "k"}})]}}}

planned(changes) := {"format_version": "1.2", "resource_changes": changes}

# said gives what an inventory says of a document as a whole, and of the keys in it.
said(document) := result if {
	result := {
		"kind": plan.kind,
		"errored": plan.errored,
		"complete": plan.complete,
		"keys": {resource.address | some resource in plan.resources.aws_kms_key},
	} with input as document
}

test_state_is_whole if {
	said(state) == {"kind": "state", "errored": false, "complete": true, "keys": {"aws_kms_key.database"}}
}

test_plan_of_older_terraform_is_whole if {
	said(planned([resource_change({})])) == {"kind": "plan", "errored": false, "complete": true, "keys": {"aws_kms_key.database"}}
}

test_errored_and_incomplete_are_told if {
	document := object.union(planned([resource_change({})]), {"errored": true, "complete": false})
	said(document) == {"kind": "plan", "errored": true, "complete": false, "keys": {"aws_kms_key.database"}}
}

test_wrapped_plan_is_read if {
	said({"plan": planned([resource_change({})])}).keys == {"aws_kms_key.database"}
}

test_state_without_resources_is_read if {
	said({"format_version": "1.0", "values": {"root_module": {}}}).keys == set()
}
