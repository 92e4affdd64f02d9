package keywright.lib.inventory_test

import data.keywright
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.plan

change(address, type, mode, after) := {
	"address": address,
	"mode": mode,
	"type": type,
	"change": {"actions": ["create"], "before": null, "after": after, "after_unknown": {}},
}

of(changes) := {"format_version": "1.2", "resource_changes": changes}

test_a_data_source_is_no_key if {
	inventory := keywright.inventory with input as of([change("data.aws_kms_key.a", "aws_kms_key", "data", {"arn": "x"})])
		with data.keywright_profile as fixture.profile
	inventory.keys == []
}

# What a replacement left behind is a key apart, not the one that took its place; of other types it is nothing.
test_a_deposed_key_has_its_own_address if {
	current := change("aws_kms_key.a", "aws_kms_key", "managed", {"arn": "x"})
	deposed := object.union(change("aws_kms_key.a", "aws_kms_key", "managed", {}), {"deposed": "00000000"})
	alias := object.union(change("aws_kms_alias.a", "aws_kms_alias", "managed", {}), {"deposed": "00000000"})
	inventory := keywright.inventory with input as of([current, deposed, alias])
		with data.keywright_profile as fixture.profile
	{key.address | some key in inventory.keys} == {"aws_kms_key.a", "aws_kms_key.a (deposed 00000000)"}
	inventory.plans[0].recognised == 2
}

test_incomplete_by_deferred_changes if {
	plan.complete == false with input as object.union(of([]), {"deferred_changes": [{}]})
	plan.complete with input as of([])
}

test_instance_keys_may_hold_anything if {
	plan.block_of(`module.m["a].b[\"c"].aws_kms_key.k[0]`) == "module.m.aws_kms_key.k"
}

test_a_deleted_key_keeps_what_it_was if {
	gone := {
		"address": "aws_kms_key.a",
		"mode": "managed",
		"type": "aws_kms_key",
		"change": {"actions": ["delete"], "before": {"region": "eu-north-1"}, "after": null, "after_unknown": {}},
	}
	inventory := keywright.inventory with input as of([gone])
		with data.keywright_profile as fixture.profile
	inventory.keys[0].region == "eu-north-1"
	inventory.keys[0].actions == ["delete"]
}

test_keywright_grants_are_grants if {
	grant := change("keywright_grant.g", "keywright_grant", "managed", {
		"key_id": "1234abcd-12ab-34cd-56ef-1234567890ab",
		"name": "snapshots",
		"grantee_principal": "rds.amazonaws.com",
		"operations": ["Decrypt"],
		"constraints": {"encryption_context_equals": {"table": "orders"}, "encryption_context_subset": null, "source_arn": "arn:aws:rds:eu-north-1:123456789012:db:drop"},
	})
	inventory := keywright.inventory with input as of([grant])
		with data.keywright_profile as fixture.profile
	[row] := inventory.grants
	row.constraints == {"equals": {"table": "orders"}, "subset": {}, "source_arn": "arn:aws:rds:eu-north-1:123456789012:db:drop"}
	row.constrained
	row.service
	inventory.outside[0].type == "keywright_grant"
}

# What is marked as sensitive is not shown, and bounds the grant all the same.
test_sensitive_constraints_are_not_shown if {
	after := {"key_id": "k", "name": "g", "grantee_principal": fixture.key_admin, "operations": ["Decrypt"], "constraints": {"encryption_context_equals": {"table": "orders"}, "source_arn": null}}
	every marks in [true, {"encryption_context_equals": true}, {"encryption_context_equals": {"table": true}}] {
		grant := object.union(change("keywright_grant.g", "keywright_grant", "managed", after), {"change": {"after_sensitive": {"constraints": marks}}})
		inventory := keywright.inventory with input as of([grant])
			with data.keywright_profile as fixture.profile
		inventory.grants[0].constraints.equals == {}
		inventory.grants[0].constrained
	}
}

test_a_grant_for_a_key_elsewhere_is_judged_by_itself if {
	grant := change("aws_kms_grant.g", "aws_kms_grant", "managed", {
		"key_id": "1234abcd-12ab-34cd-56ef-1234567890ab",
		"grantee_principal": fixture.key_admin,
		"operations": ["Decrypt"],
	})
	findings := keywright.findings with input as of([grant])
		with data.keywright_profile as fixture.profile
	["ACC-01", "fail", "aws_kms_grant.g"] in {[finding.rule, finding.outcome, finding.address] | some finding in findings}
}

test_no_profile_no_findings if not keywright.findings with input as of([])

policy := json.marshal({"Statement": [{
	"Effect": "Allow",
	"Principal": {"AWS": "arn:aws:iam::123456789012:role/ops/admin"},
	"Action": "kms:Decrypt",
	"Resource": "*",
}]})

test_an_administrator_by_address if {
	by_address := object.union(fixture.profile, {"role": {"key-admin": {"principals": ["aws_iam_role.a*"]}}})
	key := change("aws_kms_key.a", "aws_kms_key", "managed", {"policy": policy, "region": "eu-north-1"})
	role := change("aws_iam_role.admin", "aws_iam_role", "managed", {"name": "admin"})
	with_role := keywright.findings with input as of([key, role])
		with data.keywright_profile as by_address
	["ACC-01", "fail"] in {[finding.rule, finding.outcome] | some finding in with_role}
	without := keywright.findings with input as of([key])
		with data.keywright_profile as by_address
	["ACC-01", "undetermined"] in {[finding.rule, finding.outcome] | some finding in without}
}
