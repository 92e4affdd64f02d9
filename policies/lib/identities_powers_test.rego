package keywright.lib.identities_powers_test

import data.keywright.lib.identities
import data.keywright.lib.identities_test as given

app := given.role("app")

the_app := given.the_role("app", {})

limited := given.the_role("app", {"permissions_boundary": "arn:aws:iam::123456789012:policy/limit"})

limit(statements) := given.policy("limit", statements)

inline(statements) := given.inline("app", statements)

denying(actions, resource) := {"Effect": "Deny", "Action": actions, "Resource": resource}

mfa := {"Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}

on_condition(statement) := object.union(statement, mfa)

# Of whom the plan shows nothing, nothing is given or taken; who is in view without a policy has none for certain.
test_of_whom_no_policy_speaks if {
	silent([], app) == true
	silent([the_app], given.role("other")) == true
	silent([the_app], app) == false
	silent([inline([given.decrypt])], app) == false
	silent([given.hiding(limited, "arn")], app) == false
}

silent(changes, principal) := said if {
	said := identities.silent(principal) with input as given.plan(changes)
}

test_whose_policies_ask_for_something if {
	asks([the_app, inline([on_condition(given.decrypt)])])
	asks([the_app, inline([on_condition(given.deny("kms:Decrypt"))])])
	asks([limited, limit([on_condition(given.decrypt)])])
	not asks([the_app, inline([given.decrypt, given.deny("kms:Encrypt")])])
	not asks([the_app])
}

asks(changes) if {
	identities.asks(app) with input as given.plan(changes)
}

# A policy that gives nothing on keys carries nothing.
test_what_carries_rights_on_keys if {
	carriers([the_app, inline([given.decrypt])]) == ["aws_iam_role_policy.app"]
	carriers([the_app, inline([given.allow("s3:*", "*")])]) == []
	carriers([the_app, inline([given.deny("kms:*")])]) == []
}

carriers(changes) := addresses if {
	addresses := identities.carriers(app) with input as given.plan(changes)
}

test_rights_on_keys_of_another_tag if {
	every condition in [
		{"StringEquals": {"aws:ResourceTag/team": "x"}},
		{"StringEquals": {"kms:RequestAlias": "alias/x"}},
		{"ForAnyValue:StringEquals": {"kms:ResourceAliases": "alias/x"}},
	] {
		labelled([object.union(given.decrypt, {"Condition": condition})]) == {"kms:decrypt"}
		labelled([object.union(given.decrypt, {"Condition": condition}), given.deny("kms:Decrypt")]) == set()
	}
	labelled([on_condition(given.decrypt), given.deny("kms:Encrypt")]) == set()
}

labelled(statements) := actions if {
	actions := identities.labelled(app) with input as given.plan([the_app, inline(statements)])
}

powers(changes) := [object.filter(power, ["actions", "sure"]) | some power in found] if {
	found := identities.powers(app) with input as given.plan(changes)
}

writing(sure) := [{"actions": {"iam:putrolepolicy"}, "sure": sure}]

test_powers_over_identities if {
	put := given.allow("iam:PutRolePolicy", "*")
	powers([the_app, inline([put])]) == writing(true)
	powers([the_app, inline([on_condition(put)])]) == writing(false)
	powers([the_app, inline([{"Effect": "Allow", "Action": "iam:PutRolePolicy", "NotResource": given.role("x")}])]) == writing(false)
	powers([the_app, inline([given.allow(["iam:PutRolePolicy", "iam:AttachRolePolicy"], "*"), given.deny("iam:Attach*")])]) == writing(true)
	powers([the_app, inline([put, given.deny("iam:*")])]) == []
	powers([the_app, given.hiding(inline([put]), "role")]) == []
}

# A Deny of a boundary takes away as well, and what a boundary does not allow is out of reach.
test_powers_that_a_boundary_takes if {
	both := inline([given.allow(["iam:PutRolePolicy", "iam:AttachRolePolicy"], "*")])
	powers([limited, limit([given.allow("*", "*"), given.deny("iam:Attach*")]), both]) == writing(true)
	powers([limited, limit([given.allow("iam:Put*Policy", "*")]), both]) == writing(true)
	powers([limited, limit([given.decrypt]), both]) == []
	count(powers([limited, both])[0].actions) == 2 # nobody knows what the boundary says
}

refused(changes) := actions if {
	actions := identities.refused(app) with input as given.plan(changes)
}

# A Deny on some roles alone, or on conditions, takes no power for certain.
test_powers_that_are_refused if {
	refused([the_app, inline([given.deny("iam:PutRolePolicy")])]) == {"iam:putrolepolicy"}
	refused([the_app, inline([denying("iam:PutRolePolicy", given.role("x"))])]) == set()
	refused([the_app, inline([on_condition(given.deny("iam:PutRolePolicy"))])]) == set()
	not "iam:putrolepolicy" in refused([limited, limit([given.allow("iam:PutRolePolicy", "*")])])
	"iam:attachrolepolicy" in refused([limited, limit([given.allow("iam:PutRolePolicy", "*")])])
	refused([the_app]) == set()
}

test_assuming_roles if {
	right := given.allow("sts:AssumeRole", "arn:aws:iam::123456789012:role/x")
	assumes([the_app, inline([right])]) == {"may": {"arn:aws:iam::123456789012:role/x"}, "refuses": false}
	assumes([the_app, inline([right, given.deny("sts:*")])]) == {"may": set(), "refuses": true}
	assumes([the_app, inline([given.decrypt])]) == {"may": set(), "refuses": false}
	assumes([the_app, given.hiding(inline([right]), "role")]) == {"may": set(), "refuses": false}
}

assumes(changes) := {"may": may, "refuses": count(refuses) > 0} if {
	may := identities.may_assume(app) with input as given.plan(changes)
	refuses := {true | identities.refuses_assuming(app) with input as given.plan(changes)}
}

# Of a boundary that nobody can read, or that its bearer takes off, there are no limits.
test_limits_of_a_boundary if {
	limits([limited, limit([given.allow("iam:PutRolePolicy", "*")])]) == [{"iam:putrolepolicy"}]
	not limits([the_app])
	not limits([limited])
	not limits([limited, limit([given.allow("*", "*")]), inline([given.allow("iam:DeleteRolePermissionsBoundary", "*")])])
}

limits(changes) := [given_by.actions | some given_by in found] if {
	found := identities.limits(app) with input as given.plan(changes)
}

test_shields_of_policies_and_boundaries if {
	put := denying("iam:PutRolePolicy", given.role("x"))
	shields([the_app, inline([put])]) == [{"iam:putrolepolicy"}]
	shields([limited, limit([given.allow("*", "*"), put])]) == [{"iam:putrolepolicy"}]
	shields([the_app, inline([given.decrypt])]) == []
}

shields(changes) := [shield.actions | some shield in found] if {
	found := identities.shields(app) with input as given.plan(changes)
}

# Who puts users into groups alone that the plan shows gives no more than these have.
test_groups_that_the_plan_shows if {
	group := given.change("aws_iam_group.admins", "aws_iam_group", {"name": "admins", "path": "/", "arn": "arn:aws:iam::123456789012:group/admins"})
	shown := "arn:aws:iam::123456789012:group/admins"
	given.writes([the_app, group, inline([given.allow("iam:AddUserToGroup", shown)])], app) == "no"
	every resource in ["*", "arn:aws:iam::123456789012:group/*", "arn:aws:iam::123456789012:group/other", "arn:aws:iam::123456789012:role/app"] {
		given.writes([the_app, group, inline([given.allow("iam:AddUserToGroup", resource)])], app) == "can"
		given.writes([the_app, group, inline([given.allow("iam:AddUserToGroup", [shown, resource])])], app) == "can"
	}
	kept := object.union(group, {"change": object.union(group.change, {"actions": ["update"], "before": group.change.after})})
	given.writes([the_app, kept, inline([given.allow("iam:AddUserToGroup", shown)])], app) == "can"
}

# Services alone may assume a role where its trust policy names some, and nobody else.
test_who_is_assumed_by_services_alone if {
	alone([the_app])
	not alone([given.the_role("app", {"assume_role_policy": given.trust({"Service": "ec2.amazonaws.com", "AWS": "*"})})])
	not alone([given.the_role("app", {"assume_role_policy": given.trust({"AWS": "arn:aws:iam::123456789012:user/ada"})})])
	not alone([given.the_role("app", {"assume_role_policy": json.marshal({"Version": "2012-10-17", "Statement": []})})])
	not alone([given.hiding(the_app, "assume_role_policy")])
	not alone([given.hiding(the_app, "arn")])
	not alone([])
}

alone(changes) if {
	identities.trusted_by_services_alone(app) with input as given.plan(changes)
}
