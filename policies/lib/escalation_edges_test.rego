package keywright.lib.escalation_edges_test

import data.keywright.lib.escalation_edges as edges
import data.keywright.lib.fixture_test as fixture

role(name) := sprintf("arn:aws:iam::123456789012:role/%s", [name])

row(capabilities, more) := object.union(fixture.access(role("admin"), [], capabilities), more)

context := {"key": fixture.base, "uses": {"decrypt", "data-key"}, "managing": {role("other")}, "delegated": []}

trusting := {"format_version": "1.2", "resource_changes": [{
	"address": "aws_iam_role.app",
	"mode": "managed",
	"type": "aws_iam_role",
	"change": {"actions": ["create"], "before": null, "after_unknown": {}, "after": {
		"name": "app",
		"path": "/",
		"arn": role("app"),
		"assume_role_policy": json.marshal({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": role("admin")}, "Action": "sts:AssumeRole"}]}),
	}},
}]}

# of gives the edges of a row, without their steps.
of(who, key) := {[edge.edge, edge.verdict] | some edge in found} if {
	found := edges.of(who, object.union(context, {"key": fixture.key(key)})) with data.keywright_profile as fixture.profile with input as trusting
}

# A grant serves its maker where it is to itself, to who manages the key, or to a role that it may assume.
test_whom_a_grant_serves if {
	every grantee, verdicts in {
		role("admin"): {"can"},
		role("other"): {"can"},
		fixture.key_admin: {"can"},
		role("app"): {"can"},
		"arn:aws:iam::123456789012:root": {"undecided"},
		role("third"): set(),
	} {
		{verdict | some ["grant", verdict] in of(row({"grant": "can"}, {"open_grant": "no", "grantees": [grantee]}), {})} == verdicts
	}
	of(row({"grant": "undecided"}, {"open_grant": "no", "grantees": [role("app")]}), {}) == {["grant", "undecided"]}
}

# What a capability comes to may be had without the action that is the step.
test_capabilities_without_the_step if {
	multi := {"multi_region": true}
	of(row({"replicate": "can"}, {"acts": {"replicate": "can"}}), multi) == {["replicate", "can"]}
	of(row({"replicate": "can"}, {"acts": {"replicate": "undecided"}}), multi) == {["replicate", "undecided"]}
	of(row({"replicate": "can"}, {"acts": {"replicate": "no"}}), multi) == set()
	of(row({"replicate": "can"}, {}), multi) == {["replicate", "can"]}
	imported := {"origin": "EXTERNAL", "spec": "RSA_2048"}
	of(row({"import": "can"}, {"acts": {"import": "can"}}), imported) == {["import", "can"]}
	of(row({"import": "can"}, {"acts": {"import": "no"}}), imported) == set()
}

# A condition of the key itself that asks for an alias is met by whoever sets one, perhaps.
test_an_alias_that_the_key_asks_for if {
	asking := {"conditions": ["kms:RequestAlias StringEquals alias/x"]}
	of(row({"attribute": "can"}, asking), {}) == {["attribute", "undecided"]}
	of(row({"attribute": "can"}, {"conditions": ["MFA"]}), {}) == set()
	of(row({"read": "can"}, asking), {}) == set()
}

test_what_is_left_to_an_account if {
	who := row({"policy": "can", "grant": "can", "replicate": "can", "import": "can", "attribute": "can"}, {"open_grant": "can"})
	found := edges.of_account(who, object.union(context, {"key": fixture.key({"origin": "EXTERNAL", "multi_region": true})}))
	{edge.edge | some edge in found} == {"policy", "grant", "replicate", "import"}
}

test_by_what_a_row_has_a_capability if {
	edges.by({"by": {"policy": ["A", "B"]}}, "policy") == " by A, B"
	edges.by({"by": {"policy": []}}, "policy") == ""
	edges.by({"by": {}}, "policy") == ""
	edges.by({}, "policy") == ""
}
