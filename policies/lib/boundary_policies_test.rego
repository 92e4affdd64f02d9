package keywright.lib.boundary_policies_test

import data.keywright
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.identities_test as identity

_arn := "arn:aws:iam::123456789012:policy/limit"

_limit(actions, count) := object.union(identity.policy("limit", [identity.decrypt]), {"change": {
	"actions": actions,
	"before": null,
	"after": {"arn": _arn, "name": "limit", "policy": identity.text([identity.decrypt]), "attachment_count": count},
	"after_unknown": {},
}})

_new := _limit(["create"], 0)

_bounded := identity.the_role("app", {"permissions_boundary": _arn})

_row(changes) := row if {
	rows := keywright.inventory with input as identity.plan(changes) with data.keywright_profile as fixture.profile
	some row in rows.identity_policies
	row.address == "aws_iam_policy.limit"
}

_attachment(arn) := identity.change("aws_iam_role_policy_attachment.a", "aws_iam_role_policy_attachment", {"role": "app", "policy_arn": arn})

_going(resource) := object.union(object.remove(resource, ["change"]), {"change": {
	"actions": ["delete"],
	"before": resource.change.after,
	"after": null,
	"after_unknown": {},
}})

_judged(changes) := "alone" if {
	row := _row(changes)
	row.boundary_alone
	not row.unknown.bearers
} else := "perhaps" if {
	_row(changes).boundary_alone
} else := "no" if {
	_row(changes)
}

test_a_boundary_alone if {
	_judged([_new, _bounded]) == "alone"
	_judged([_new, identity.the_user("ada", {"permissions_boundary": _arn})]) == "alone"
	_judged([_new, _bounded, _attachment("arn:aws:iam::aws:policy/limit")]) == "alone"
	_judged([_new, _bounded, _attachment("arn:aws:iam::123456789012:policy/other")]) == "alone"
	_judged([_limit(["no-op"], 0), _bounded]) == "alone"
	_judged([_limit(["update"], 1), _bounded, _going(_attachment(_arn))]) == "alone"
	_judged([_limit(["delete", "create"], 3), _bounded]) == "alone"
}

test_nobodys_boundary if {
	_judged([_new]) == "no"
	_judged([_new, identity.the_role("app", {})]) == "no"
	_judged([_new, _going(_bounded)]) == "no"
	_judged([_new, identity.the_role("app", {"permissions_boundary": "arn:aws:iam::123456789012:policy/other"})]) == "no"
}

test_a_boundary_that_is_borne if {
	_judged([_new, _bounded, _attachment(_arn)]) == "no"
	_judged([_new, _bounded, identity.the_role("other", {"managed_policy_arns": [_arn]})]) == "no"
	_judged([_new, _bounded, identity.change("aws_iam_policy_attachment.a", "aws_iam_policy_attachment", {"groups": ["g"], "policy_arn": _arn})]) == "no"
	_judged([_new, _bounded, identity.hiding(_attachment(_arn), "role")]) == "no"
	_judged([_limit(["no-op"], 1), _bounded]) == "no"
	_judged([_limit(["no-op"], 2), _bounded, _going(_attachment(_arn))]) == "no"
}

test_a_boundary_that_somebody_may_bear if {
	_judged([_new, _bounded, identity.hiding(_attachment(_arn), "policy_arn")]) == "perhaps"
	_judged([_new, _bounded, _attachment("arn:aws:iam::210987654321:policy/path/limit")]) == "perhaps"
	every count in [null, "many"] {
		_judged([_limit(["no-op"], count), _bounded]) == "perhaps"
	}
	_judged([_limit(["state"], 0), _bounded]) == "perhaps"
}
