package keywright.lib.rights_test

import data.keywright
import data.keywright.lib.fixture_test as fixture

acct := "123456789012"

arn(name) := sprintf("arn:aws:iam::%s:%s", [acct, name])

root := arn("root")

change(address, type, after) := {
	"address": address,
	"mode": "managed",
	"type": type,
	"change": {"actions": ["create"], "before": null, "after": after, "after_unknown": {}},
}

text(statements) := json.marshal({"Version": "2012-10-17", "Statement": statements})

lets(principal, actions) := {"Effect": "Allow", "Principal": {"AWS": principal}, "Action": actions, "Resource": "*"}

allow(actions) := {"Effect": "Allow", "Action": actions, "Resource": "*"}

deny(actions) := {"Effect": "Deny", "Action": actions, "Resource": "*"}

key_id := "1234abcd-12ab-34cd-56ef-1234567890ab"

with_policy(policy) := change("aws_kms_key.a", "aws_kms_key", object.union(policy, {
	"region": "eu-north-1",
	"arn": sprintf("arn:aws:kms:eu-north-1:%s:key/%s", [acct, key_id]),
	"key_id": key_id,
	"id": key_id,
}))

key(statements) := with_policy({"policy": text(statements)})

the_role(name, more) := change(sprintf("aws_iam_role.%s", [name]), "aws_iam_role", object.union({"name": name, "path": "/", "arn": arn(concat("/", ["role", name]))}, more))

inline(name, statements) := change(sprintf("aws_iam_role_policy.%s", [name]), "aws_iam_role_policy", {"role": name, "policy": text(statements)})

policy(name, statements) := change(sprintf("aws_iam_policy.%s", [name]), "aws_iam_policy", {"arn": arn(concat("/", ["policy", name])), "policy": text(statements)})

row(changes, principal) := found if {
	inventory := keywright.inventory with input as {"format_version": "1.2", "resource_changes": changes} with data.keywright_profile as fixture.profile
	some found in inventory.keys[0].access
	found.principal == principal
}

held(changes, principal) := object.get(row(changes, principal), "capabilities", {}) if {
	row(changes, principal)
} else := {}

app := arn("role/app")

test_identity_policies_in_view_decide if {
	held([key([lets(root, "kms:*")]), the_role("app", {}), inline("app", [allow("kms:Decrypt")])], app) == {"decrypt": "can"}
	held([key([lets(root, "kms:*")]), the_role("app", {})], app) == {}
}

test_the_policy_that_kms_gives if {
	found := row([with_policy({}), the_role("app", {}), inline("app", [allow("kms:Decrypt")])], app)
	found.capabilities == {"decrypt": "can"}
	found.in_view
	found.without_mfa == {"decrypt": "can"}
	found.off_network == {"decrypt": "can"}
	held([with_policy({}), the_role("app", {})], app) == {}
}

test_out_of_view_is_undecided if {
	attached := change("aws_iam_role_policy_attachment.a", "aws_iam_role_policy_attachment", {"role": "app", "policy_arn": arn("policy/elsewhere")})
	held([key([lets(root, "kms:Decrypt")]), the_role("app", {}), inline("app", [allow("s3:*")]), attached], app) == {"decrypt": "undecided"}
}

test_what_a_statement_by_exclusion_leaves_is_undecided if {
	other := {"Effect": "Allow", "NotPrincipal": {"AWS": app}, "Action": "kms:Decrypt", "Resource": "*"}
	held([key([lets(root, "kms:*"), other]), the_role("app", {}), inline("app", [allow("s3:*")])], app).decrypt == "undecided"
}

test_a_deny_takes_away_on_every_path if {
	refused := [the_role("app", {}), inline("app", [deny("kms:Decrypt")])]
	held(array.concat([key([lets(app, ["kms:Decrypt", "kms:Encrypt"])])], refused), app) == {"encrypt": "can"}
	grant := change("aws_kms_grant.g", "aws_kms_grant", {"key_id": key_id, "grantee_principal": app, "operations": ["Decrypt", "Encrypt"]})
	found := row(array.concat([key([lets(root, "kms:*")]), grant], refused), app)
	found.capabilities == {"encrypt": "can"}
	found.by == {"encrypt": ["aws_kms_grant.g"]}
}

bounded := [the_role("app", {"permissions_boundary": arn("policy/limit")}), policy("limit", [allow(["kms:Encrypt", "s3:*"])])]

test_a_boundary_bounds_what_names_the_role if {
	held(array.concat([key([lets(app, ["kms:Decrypt", "kms:Encrypt"])])], bounded), app) == {"encrypt": "can"}
	given := inline("app", [allow("kms:*")])
	held(array.concat([key([lets(root, "kms:*")]), given], bounded), app) == {"encrypt": "can"}
}

test_a_boundary_does_not_bound_what_names_others if {
	held(array.concat([key([lets([app, "*"], "kms:Decrypt")])], bounded), app) == {"decrypt": "can"}
	session := "arn:aws:sts::123456789012:assumed-role/app/one"
	held(array.concat([key([lets(session, "kms:Decrypt")])], bounded), session) == {"decrypt": "can"}
	held(array.concat([key([lets([app, session], "kms:Decrypt")])], bounded), app) == {"decrypt": "can"}
}

by_mfa(statement) := object.union(statement, {"Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}})

# What needs MFA by the policy needs it of whom the account lets in, too; what a grant gives does not.
test_what_needs_mfa if {
	delegated := row([key([by_mfa(lets(root, "kms:*"))]), the_role("app", {}), inline("app", [allow("kms:Decrypt")])], app)
	delegated.capabilities == {"decrypt": "can"}
	delegated.without_mfa == {}
	grant := change("aws_kms_grant.g", "aws_kms_grant", {"key_id": key_id, "grantee_principal": app, "operations": ["Decrypt"]})
	granted := row([key([by_mfa(lets(app, ["kms:Decrypt", "kms:Encrypt"]))]), grant], app)
	granted.capabilities == {"decrypt": "can", "encrypt": "can"}
	granted.without_mfa == {"decrypt": "can"}
}

# So does what the account may let in whom the inputs do not show.
test_what_may_need_mfa if {
	found := row([key([by_mfa(lets(root, "kms:Decrypt")), lets(app, "kms:DescribeKey")])], app)
	found.capabilities.decrypt == "undecided"
	not found.without_mfa.decrypt
	open := row([key([lets(root, "kms:Decrypt"), by_mfa(lets(app, "kms:DescribeKey"))])], app)
	open.without_mfa == {"decrypt": "undecided"}
}

# A boundary bounds what is reached without MFA as it bounds the rest.
test_a_boundary_bounds_each_way if {
	found := row(array.concat([key([lets(app, ["kms:Decrypt", "kms:Encrypt"]), by_mfa(lets(app, "kms:ScheduleKeyDeletion"))])], bounded), app)
	found.capabilities == {"encrypt": "can"}
	found.without_mfa == {"encrypt": "can"}
}

test_grants_that_identity_policies_let_make if {
	delegating := key([lets(root, "kms:*")])
	row([delegating, the_role("app", {}), inline("app", [allow("kms:CreateGrant")])], app).open_grant == "can"
	row([delegating, the_role("app", {}), inline("app", [allow("kms:Encrypt")])], app).open_grant == "no"
}

trusting(principal) := the_role("app", {"assume_role_policy": json.marshal({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}]})})

test_persons if {
	using := key([lets(app, "kms:Decrypt")])
	row([using, trusting({"Service": "ec2.amazonaws.com"})], app).person == "no"
	row([using, trusting({"AWS": root})], app).person == "yes"
	row([using], app).person == "unknown"
	row([key([lets(arn("user/ada"), "kms:Decrypt")])], arn("user/ada")).person == "yes"
}

judged(changes, principals) := outcome if {
	profile := object.union(fixture.profile, {"role": {"key-admin": {"principals": principals}}})
	findings := keywright.findings with input as {"format_version": "1.2", "resource_changes": changes} with data.keywright_profile as profile
	some finding in findings
	finding.rule == "ACC-01"
	outcome := finding.outcome
}

test_administrators_in_view_are_decided_where_the_account_decides if {
	delegating := key([lets(root, "kms:*")])
	judged([delegating, the_role("app", {}), inline("app", [allow("kms:DisableKey")])], [app]) == "pass"
	judged([delegating, the_role("app", {}), inline("app", [allow("kms:DisableKey")])], ["aws_iam_role.app"]) == "pass"
	judged([delegating, the_role("app", {}), inline("app", [allow("kms:De*")])], [app]) == "fail"
	judged([delegating, the_role("app", {})], [app, arn("role/other")]) == "undetermined"
	judged([delegating, the_role("app", {})], [arn("role/*")]) == "undetermined"
}

# Conditions of identity policies.
under(condition) := [the_role("app", {}), inline("app", [object.union(allow("kms:Decrypt"), {"Condition": condition})])]

test_conditions_of_identity_policies if {
	delegating := key([lets(root, "kms:*")])
	with_mfa := row(array.concat([delegating], under({"Bool": {"aws:MultiFactorAuthPresent": "true"}})), app)
	with_mfa.capabilities == {"decrypt": "can"}
	with_mfa.without_mfa == {}
	with_mfa.off_network == {"decrypt": "can"}
	from_endpoint := row(array.concat([delegating], under({"StringEquals": {"aws:SourceVpce": "vpce-1"}})), app)
	from_endpoint.off_network == {}
	from_endpoint.without_mfa == {"decrypt": "can"}
	held(array.concat([delegating], under({"StringEquals": {"aws:PrincipalAccount": "210987654321"}})), app) == {}
}

test_a_deny_on_conditions_takes_away_in_its_mode if {
	bare := object.union(deny("*"), {"Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}})
	found := row([key([lets(app, "kms:Decrypt")]), the_role("app", {}), inline("app", [bare])], app)
	found.capabilities == {"decrypt": "can"}
	found.without_mfa == {}
	grant := change("aws_kms_grant.g", "aws_kms_grant", {"key_id": key_id, "grantee_principal": app, "operations": ["Decrypt"]})
	row([key([lets(root, "kms:*")]), grant, the_role("app", {}), inline("app", [bare])], app).without_mfa == {}
}

test_what_identity_policies_out_of_view_may_give_without_mfa if {
	attached := change("aws_iam_role_policy_attachment.a", "aws_iam_role_policy_attachment", {"role": "app", "policy_arn": arn("policy/elsewhere")})
	found := row(array.concat([key([lets(root, "kms:Decrypt")]), attached], under({"Bool": {"aws:MultiFactorAuthPresent": "true"}})), app)
	found.capabilities == {"decrypt": "can"}
	found.without_mfa == {"decrypt": "undecided"}
}
