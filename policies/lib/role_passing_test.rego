package keywright.lib.role_passing_test

import data.keywright.lib.escalation
import data.keywright.lib.escalation_test as e
import data.keywright.lib.fixture_test as fixture

lambda := {"Service": "lambda.amazonaws.com"}

allow(actions, resource, more) := object.union({"Effect": "Allow", "Action": actions, "Resource": resource}, more)

deny(actions, resource, more) := object.union(allow(actions, resource, more), {"Effect": "Deny"})

policy(statements) := e.change("aws_iam_role_policy.admin", "aws_iam_role_policy", {
	"role": "admin",
	"policy": json.marshal({"Version": "2012-10-17", "Statement": statements}),
})

making := allow(["lambda:CreateFunction", "lambda:InvokeFunction"], "*", {})

passing := allow("iam:PassRole", "*", {})

# found gives the verdicts of the administrator, with policies of its own and an application that trusts a service.
found(trust, statements) := with_more(trust, statements, [])

with_more(trust, statements, changes) := as_admin(e.the_role("admin", e.ec2), trust, statements, changes)

as_admin(admin, trust, statements, changes) := {verdict |
	some [principal, "assume", verdict] in e.among([e.admin, e.app], array.concat(changes, [admin, e.the_role("app", trust), policy(statements)]))
	principal == e.role("admin")
}

for(service) := {"Condition": {"StringEquals": {"iam:PassedToService": service}}}

test_who_passes_a_role_to_a_function if {
	found(lambda, [making, passing]) == {"can"}
	found(lambda, [making, allow("iam:PassRole", e.role("app"), {})]) == {"can"}
	found(lambda, [making, allow("iam:Pass*", e.role("a*"), {})]) == {"can"}
	found(lambda, [allow(["lambda:*", "iam:PassRole"], "*", {})]) == {"can"}
	found(lambda, [making]) == set()
	found(lambda, [passing]) == set()
}

test_another_role_is_passed if {
	every resource in [e.role("other"), e.role("b*"), "arn:aws:iam::210987654321:role/app", e.role("team/app"), e.user("app")] {
		found(lambda, [making, allow("iam:PassRole", resource, {})]) == set()
	}
}

test_a_service_that_the_role_does_not_trust if {
	found(e.ec2, [making, passing]) == set()
	found({"Service": "ecs-tasks.amazonaws.com"}, [making, passing]) == set()
	found({"Service": ["ec2.amazonaws.com", "lambda.amazonaws.com"]}, [making, passing]) == {"can"}
	found({"Service": "states.eu-north-1.amazonaws.com"}, [allow("states:TestState", "*", {}), passing]) == {"can"}
}

test_the_service_to_which_a_role_is_passed if {
	found(lambda, [making, allow("iam:PassRole", "*", for("lambda.amazonaws.com"))]) == {"can"}
	found(lambda, [making, allow("iam:PassRole", "*", for(["ec2.amazonaws.com", "lambda.amazonaws.com"]))]) == {"can"}
	found(lambda, [making, allow("iam:PassRole", "*", for("ec2.amazonaws.com"))]) == set()
	found(lambda, [making, allow("iam:PassRole", "*", {"Condition": {"StringNotEquals": {"iam:PassedToService": "lambda.amazonaws.com"}}})]) == set()
	found(lambda, [making, allow("iam:PassRole", "*", {"Condition": {"StringLike": {"iam:PassedToService": "lam*"}}})]) == {"can"}
	found(lambda, [making, allow("iam:PassRole", "*", {"Condition": {"StringLike": {"iam:AssociatedResourceArn": "*"}}})]) == {"undecided"}
	found(lambda, [making, allow("iam:PassRole", "*", {"Condition": {
		"StringLike": {"iam:AssociatedResourceArn": "*"},
		"StringEquals": {"iam:PassedToService": "ec2.amazonaws.com"},
	}})]) == set()
}

test_how_a_service_is_made_to_run_something if {
	every row in [
		["lambda", ["lambda:CreateFunction", "lambda:CreateEventSourceMapping"]],
		["lambda", ["lambda:UpdateFunctionConfiguration", "lambda:UpdateFunctionCode", "lambda:InvokeFunction"]],
		["lambda", ["lambda:UpdateFunctionConfiguration", "lambda:InvokeFunction"]],
		["lambda", ["synthetics:*"]],
		["ec2", ["ec2:CreateLaunchTemplate", "ec2:CreateFleet"]],
		["ec2", ["ec2:RequestSpotFleet"]],
		["ecs-tasks", ["ecs:RunTask"]],
		["codebuild", ["codebuild:StartBuild"]],
		["apigateway", ["apigateway:POST"]],
		["appsync", ["appsync:Create*"]],
		["rolesanywhere", ["rolesanywhere:CreateTrustAnchor", "rolesanywhere:CreateProfile"]],
		["credentials.iot", ["iot:*"]],
		["pods.eks", ["eks:CreatePodIdentityAssociation", "eks:CreateAccessEntry"]],
		["airflow-env", ["airflow:*"]],
		["kinesisanalytics", ["kinesisanalytics:*"]],
		["ec2", ["ec2:RunInstances"]],
		["ec2", ["ec2:AssociateIamInstanceProfile", "ssm:StartSession"]],
		["ecs-tasks", ["ecs:RegisterTaskDefinition", "ecs:RunTask"]],
		["glue", ["glue:CreateJob", "glue:StartJobRun"]],
		["glue", ["glue:CreateDevEndpoint"]],
		["cloudformation", ["cloudformation:CreateStack"]],
		["datapipeline", ["datapipeline:*"]],
		["sagemaker", ["sagemaker:CreateProcessingJob"]],
		["codebuild", ["codebuild:CreateProject", "codebuild:StartBuild"]],
		["states", ["states:CreateStateMachine", "states:StartExecution"]],
		["ssm", ["ssm:CreateDocument", "ssm:StartAutomationExecution"]],
	] {
		trust := {"Service": sprintf("%s.amazonaws.com", [row[0]])}
		found(trust, [allow(row[1], "*", {}), passing]) == {"can"}
	}
}

# What a service does that the table does not have is not known.
test_a_service_that_the_table_does_not_have if {
	scheduler := {"Service": "scheduler.amazonaws.com"}
	making_schedules := allow(["scheduler:CreateSchedule", "lambda:*"], "*", {})
	found(scheduler, [making_schedules, passing]) == {"undecided"}
	found(scheduler, [allow("*", "*", {})]) == {"can"}
	found(scheduler, [{"Effect": "Allow", "NotAction": "kms:*", "Resource": e.role("app")}]) == {"can"}
	found(scheduler, [making_schedules, allow("iam:PassRole", e.role("app"), for("scheduler.amazonaws.com"))]) == {"undecided"}
	found(scheduler, [making_schedules, allow("iam:PassRole", "*", for("lambda.amazonaws.com"))]) == set()
	found(scheduler, [making_schedules, allow("iam:PassRole", e.role("other"), {})]) == set()
	found(scheduler, [making_schedules, passing, deny("iam:PassRole", e.role("app"), {})]) == set()
	found(scheduler, [making_schedules]) == set()
	found(scheduler, [passing]) == set()
	found(scheduler, [allow(["scheduler:Get*", "scheduler:ListSchedules", "s3:*"], "*", {}), passing]) == set()
}

# Nor how its actions begin, where its name is not the beginning.
test_a_service_of_another_name if {
	unheard := {"Service": "unheard-of.amazonaws.com"}
	found(unheard, [allow("s3:PutObject", "*", {}), passing]) == {"undecided"}
	found(unheard, [allow(["kms:DescribeKey", "s3:ListAllMyBuckets"], "*", {}), passing]) == set()
}

# Somebody else may start what it makes.
test_what_nobody_is_seen_to_start if {
	found(lambda, [allow("lambda:CreateFunction", "*", {}), passing]) == {"undecided"}
	found({"Service": "codebuild.amazonaws.com"}, [allow("codebuild:CreateProject", "*", {}), passing]) == {"undecided"}
	found(lambda, [allow("lambda:InvokeFunction", "*", {}), passing]) == set()
	found(lambda, [allow("lambda:UpdateFunctionConfiguration", "*", {}), passing]) == {"undecided"}
}

test_rights_under_a_condition_are_perhaps if {
	mfa := {"Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}
	found(lambda, [object.union(making, mfa), passing]) == {"undecided"}
	found(lambda, [making, object.union(passing, mfa)]) == {"undecided"}
	found(lambda, [making, {"Effect": "Allow", "Action": "iam:PassRole", "NotResource": e.role("app")}]) == {"undecided"}
	found(lambda, [making, allow("iam:PassRole", "arn:aws:iam::*:role/${aws:PrincipalTag/team}", {})]) == {"undecided"}
}

test_denies_of_one_role_or_service if {
	found(lambda, [making, passing, deny("iam:PassRole", "*", {})]) == set()
	found(lambda, [making, passing, deny("iam:PassRole", e.role("app"), {})]) == set()
	found(lambda, [making, passing, deny("iam:*", e.role("a*"), {})]) == set()
	found(lambda, [making, passing, deny("iam:PassRole", e.role("other"), {})]) == {"can"}
	found(lambda, [making, passing, deny("iam:PassRole", e.role("${aws:username}"), {})]) == {"can"}
	found(lambda, [making, passing, deny("iam:PassRole", "*", for("lambda.amazonaws.com"))]) == set()
	found(lambda, [making, passing, deny("iam:PassRole", "*", for("ec2.amazonaws.com"))]) == {"can"}
	found(lambda, [making, passing, deny("iam:PassRole", "*", {"Condition": {"StringNotEquals": {"iam:PassedToService": "ec2.amazonaws.com"}}})]) == set()
	found(lambda, [making, passing, deny("iam:PassRole", "*", {"Condition": {"Bool": {"aws:MultiFactorAuthPresent": "false"}}})]) == {"can"}
	found(lambda, [making, passing, deny("lambda:CreateFunction", "*", {})]) == set()
	found(lambda, [making, passing, {"Effect": "Deny", "Action": "iam:PassRole", "NotResource": e.role("other")}]) == {"can"}
}

limited := object.union(e.the_role("admin", e.ec2), {"change": {"after": {"permissions_boundary": "arn:aws:iam::123456789012:policy/limit"}}})

bounded(statements, own) := as_admin(limited, lambda, own, [
	e.change("aws_iam_policy.limit", "aws_iam_policy", {
		"arn": "arn:aws:iam::123456789012:policy/limit",
		"policy": json.marshal({"Version": "2012-10-17", "Statement": statements}),
	}),
])

test_boundaries_of_one_role_or_service if {
	bounded([allow("*", "*", {})], [making, passing]) == {"can"}
	bounded([making, allow("iam:PassRole", e.role("other"), {})], [making, passing]) == set()
	bounded([making, allow("iam:PassRole", e.role("a*"), {})], [making, passing]) == {"can"}
	bounded([making, allow("iam:PassRole", "*", for("ec2.amazonaws.com"))], [making, passing]) == set()
	bounded([passing], [making, passing]) == set()
	bounded([making, allow(["kms:*"], "*", {})], [making, passing]) == set()
}

function(name, role) := e.change(sprintf("aws_lambda_function.%s", [name]), "aws_lambda_function", {
	"function_name": name,
	"arn": sprintf("arn:aws:lambda:eu-north-1:123456789012:function:%s", [name]),
	"role": e.role(role),
})

updating(resource) := [allow("lambda:UpdateFunctionCode", resource, {})]

one := "arn:aws:lambda:eu-north-1:123456789012:function:orders"

test_who_changes_the_code_of_a_function if {
	runs := [function("orders", "app")]
	every resource in ["*", one, "arn:aws:lambda:*:*:function:*", "arn:aws:lambda:*"] {
		with_more(lambda, updating(resource), runs) == {"can"}
	}
	with_more(lambda, updating("arn:aws:lambda:eu-north-1:123456789012:function:other"), runs) == set()
	with_more(lambda, [allow("lambda:InvokeFunction", "*", {})], runs) == set()
	with_more(lambda, array.concat(updating("*"), [deny("lambda:UpdateFunctionCode", one, {})]), runs) == set()
	with_more(lambda, updating(one), [function("other", "else"), function("orders", "app")]) == {"can"}
	with_more(lambda, [allow("lambda:UpdateFunctionConfiguration", one, {})], runs) == {"can"}
	with_more(lambda, [allow("lambda:UpdateFunctionConfiguration", "*", {}), deny("lambda:UpdateFunctionConfiguration", one, {})], runs) == set()
}

# Which functions run as the role, the plan need not show.
test_functions_that_are_not_in_the_plan if {
	found(lambda, updating("*")) == {"undecided"}
	found(e.ec2, updating("*")) == set()
	found({"Service": "codebuild.amazonaws.com"}, [allow("codebuild:StartBuild", "*", {})]) == {"undecided"}
	found(e.ec2, [allow("ssm:SendCommand", "arn:aws:ec2:*:*:instance/*", {})]) == {"undecided"}
	found(e.ec2, [allow("ssm:SendCommand", "arn:aws:s3:::b/*", {})]) == set()
}

# Whom a role trusts that is not in the plan is not seen.
verdicts(statements) := e.among([e.admin, e.app], [e.the_role("admin", e.ec2), policy(statements)])

test_a_role_that_is_not_in_the_plan if {
	verdicts([making, passing]) == {[e.role("admin"), "assume", "undecided"]}
	verdicts([making, allow("iam:PassRole", e.role("other"), {})]) == set()
	verdicts([passing]) == set()
}

test_the_step_is_told if {
	key := fixture.key({"access": [e.admin, e.app]})
	some way in escalation.of(key) with input as {"format_version": "1.2", "resource_changes": [e.the_role("admin", e.ec2), e.the_role("app", lambda), policy([making, passing])]}
	way.steps[0] == sprintf("%s may come to role/app: identity policies let %s have a service that it trusts act as it, by passing it on (iam:PassRole) or by changing what runs as it.", [e.role("admin"), e.role("admin")])
}
