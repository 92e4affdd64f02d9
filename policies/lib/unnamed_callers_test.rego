package keywright.lib.unnamed_callers_test

import data.keywright.lib.escalation_test as e
import data.keywright.lib.identity_targets
import data.keywright.lib.role_passing_test as passing

everyone(words) := e.row("*", {"decrypt": "can", "data-key": "can"}, {"unnamed": ["data-key", "decrypt"], "conditions": [words]})

# found gives the administrator's verdicts on a key that everyone uses under a condition.
found(words, action) := {verdict |
	changes := [e.the_role("admin", e.ec2), passing.policy([passing.allow(action, e.role("app-*"), {})])]
	some [principal, "assume", verdict] in e.among([e.admin, everyone(words)], changes)
	principal == e.role("admin")
}

named := "aws:PrincipalArn ArnLike arn:aws:iam::123456789012:role/app-*"

test_roles_that_no_plan_shows if {
	found(named, "iam:UpdateAssumeRolePolicy") == {"undecided"}
	found("aws:PrincipalTag/team StringEquals pay", "iam:UpdateAssumeRolePolicy") == {"undecided"}
	found("AWS:username StringEquals ada", "iam:UpdateAssumeRolePolicy") == {"undecided"}
}

test_who_takes_nobody_over if found(named, "iam:GetRole") == set()

test_conditions_that_are_alike_for_all if found("aws:SourceVpce StringEquals vpce-1", "iam:UpdateAssumeRolePolicy") == set()

test_a_policy_whose_name_is_not_known_may_be_any if {
	identity_targets.policy_arn({"type": "aws_iam_policy", "values": {"name": null, "path": "/"}, "provider": ""}) == ""
	identity_targets.covers("arn:aws:iam::123456789012:policy/app-*", "")
	not identity_targets.surely("arn:aws:iam::123456789012:policy/app-*", "")
}
