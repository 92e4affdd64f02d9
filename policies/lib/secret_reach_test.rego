package keywright.lib.secret_reach_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.identities_test as identity
import data.keywright.lib.secret_access_rows

secret := identity.change("aws_secretsmanager_secret.jwt", "aws_secretsmanager_secret", {"name": "drop/jwt", "region": "eu-north-1"})

known := identity.change("aws_secretsmanager_secret.jwt", "aws_secretsmanager_secret", {
	"name": "drop/jwt",
	"arn": "arn:aws:secretsmanager:eu-north-1:123456789012:secret:drop/jwt-AbCdEf",
})

parameter := identity.change("aws_ssm_parameter.dsn", "aws_ssm_parameter", {"name": "/drop/dsn", "type": "SecureString", "region": "eu-north-1"})

row(changes, address) := found if {
	rows := secret_access_rows.rows with input as identity.plan(changes) with data.keywright_profile as fixture.profile
	[found] := [one | some one in rows; one.address == address]
}

# can gives what the role app can do with the secret.
can(changes) := held if {
	found := row(changes, "aws_secretsmanager_secret.jwt")
	held := object.union_n(array.concat([{}], [one.capabilities | some one in found.access; endswith(one.principal, "role/app")]))
}

of(statements) := can([known, identity.the_role("app", {}), identity.inline("app", statements)])

new(statements) := can([secret, identity.the_role("app", {}), identity.inline("app", statements)])

read(resource) := identity.allow("secretsmanager:GetSecretValue", resource)

test_actions if {
	of([read("*")]) == {"read": "can"}
	of([identity.allow("SECRETSMANAGER:getsecretvalue", "*")]) == {"read": "can"}
	of([identity.allow("secretsmanager:Get*", "*")]) == {"read": "can"}
	of([identity.allow("secretsmanager:?etSecretValue", "*")]) == {"read": "can"}
	of([identity.allow("secretsmanager:*", "*")]) == {"manage": "can", "policy": "can", "read": "can", "write": "can"}
	of([identity.allow("*", "*")]) == {"logs": "can", "manage": "can", "policy": "can", "read": "can", "write": "can"}
	of([identity.allow("s*:GetSecretValue", "*")]) == {"read": "can"}
	of([identity.allow("secretsmanager:ReadInSomeNewWay", "*")]) == {"read": "can"}
	of([identity.allow(["secretsmanager:DescribeSecret", "secretsmanager:BatchGetSecretValue", "ssm:GetParameter"], "*")]) == {}
	of([{"Effect": "Allow", "NotAction": ["iam:*"], "Resource": "*"}]) == {"logs": "can", "manage": "can", "policy": "can", "read": "can", "write": "can"}
	of([{"Effect": "Allow", "NotAction": ["secretsmanager:*", "logs:*", "cloudtrail:*"], "Resource": "*"}]) == {}
	of([{"Effect": "Allow", "NotAction": ["s*:*"], "Resource": "*"}]).read == "can"
}

test_resources_of_a_secret_that_is_there if {
	of([read("arn:aws:secretsmanager:eu-north-1:123456789012:secret:drop/jwt-AbCdEf")]) == {"read": "can"}
	of([read("arn:aws:secretsmanager:*:*:secret:drop/*")]) == {"read": "can"}
	of([read("arn:aws:secretsmanager:eu-north-1:123456789012:secret:drop/jwt-??????")]) == {"read": "can"}
	of([read("arn:aws:secretsmanager:*")]) == {"read": "undecided"}
	of([read("arn:aws:secretsmanager:eu-north-1:123456789012:secret:drop/${aws:PrincipalTag/app}-*")]) == {"read": "undecided"}
	of([read("arn:aws:secretsmanager:eu-north-1:123456789012:secret:drop/jwt")]) == {}
	of([read("arn:aws:secretsmanager:eu-west-1:123456789012:secret:drop/jwt-AbCdEf")]) == {}
	of([read("arn:aws:secretsmanager:eu-north-1:123456789012:secret:other-*")]) == {}
	of([read("arn:aws:ssm:*:*:parameter/*")]) == {}
	of([{"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "NotResource": "arn:aws:secretsmanager:*:*:secret:other-*"}]) == {"read": "undecided"}
}

test_resources_of_a_new_secret if {
	new([read("arn:aws:secretsmanager:eu-north-1:123456789012:secret:drop/jwt-*")]) == {"read": "undecided"} # of which account is not known
	new([read("arn:aws:secretsmanager:eu-north-1:*:secret:drop/jwt-*")]) == {"read": "can"}
	new([read("arn:aws:secretsmanager:eu-north-1:*:secret:drop/jwt-AbCdEf")]) == {"read": "undecided"}
	new([read("arn:aws:secretsmanager:eu-north-1:*:secret:drop/jw-AbCdEf")]) == {}
	new([read("arn:aws:secretsmanager:eu-north-1:*:secret:rds!*")]) == {}
}

_database := identity.change("aws_db_instance.drop", "aws_db_instance", {"identifier": "drop", "manage_master_user_password": true, "region": "eu-north-1"})

of_database(resource) := row([_database, identity.the_role("app", {}), identity.inline("app", [read(resource)])], "aws_db_instance.drop")

test_a_database_keeps_its_own if {
	of_database("arn:aws:secretsmanager:*:*:secret:rds!*").access[0].capabilities == {"read": "can"}
	of_database("arn:aws:secretsmanager:*:*:secret:rds!db-1234*").access[0].capabilities == {"read": "undecided"}
	of_database("arn:aws:secretsmanager:*:*:secret:drop/*").access == []
}

of_parameter(action, resource) := [one.capabilities |
	found := row([parameter, identity.the_role("app", {}), identity.inline("app", [identity.allow(action, resource)])], "aws_ssm_parameter.dsn")
	some one in found.access
]

test_parameters if {
	of_parameter("ssm:GetParameters", "arn:aws:ssm:*:*:parameter/drop/*") == [{"read": "can"}]
	of_parameter("ssm:PutParameter", "*") == [{"write": "can"}]
	of_parameter("ssm:SendCommand", "*") == []
	of_parameter("ssm:SeeParameterInSomeNewWay", "*") == [{"read": "can"}]
	of_parameter("ssm:GetParameter", "arn:aws:ssm:*:*:parameter/other") == []
	of_parameter("secretsmanager:*", "*") == []
}

deny(resource) := {"Effect": "Deny", "Action": "secretsmanager:GetSecretValue", "Resource": resource}

test_denies if {
	of([read("*"), deny("*")]) == {}
	of([read("*"), deny("arn:aws:secretsmanager:*:*:secret:drop/*")]) == {}
	of([read("*"), deny("arn:aws:secretsmanager:*:*:secret:other/*")]) == {"read": "can"}
	of([read("*"), deny("arn:aws:secretsmanager:*")]) == {"read": "can"}
	of([read("*"), {"Effect": "Deny", "NotAction": "iam:*", "Resource": "*"}]) == {}
	of([read("*"), object.union(deny("*"), {"Condition": {"Bool": {"aws:MultiFactorAuthPresent": "false"}}})]) == {"read": "can"}
	of([read("*"), {"Effect": "Deny", "Action": "s*:GetSecretValue", "Resource": "*"}]) == {"read": "can"}
}

test_conditions_on_the_secret_are_not_decided if {
	of([object.union(read("*"), {"Condition": {"StringEquals": {"aws:ResourceTag/app": "jwt"}}})]) == {"read": "undecided"}
	of([object.union(read("*"), {"Condition": {"StringEquals": {"secretsmanager:ResourceTag/app": "jwt"}}})]) == {"read": "undecided"}
	of([object.union(read("*"), {"Condition": {"StringEquals": {"aws:SourceVpce": "vpce-1"}}})]) == {"read": "can"}
}

bounded(statements) := can([
	known,
	identity.the_role("app", {"permissions_boundary": "arn:aws:iam::123456789012:policy/limit"}),
	identity.policy("limit", statements),
	identity.inline("app", [identity.allow("secretsmanager:*", "*")]),
])

test_boundaries if {
	bounded([read("*")]) == {"read": "can"}
	bounded([identity.allow("s3:*", "*")]) == {}
}

test_what_is_not_known if {
	every_duty := {duty: "undecided" | some duty in ["logs", "manage", "policy", "read", "write"]}
	hidden := identity.hiding(identity.inline("app", []), "policy")
	can([known, identity.the_role("app", {}), hidden]) == every_duty
	unseen := identity.managed("SomethingNew")
	can([known, identity.the_role("app", {}), unseen]) == every_duty
	loose := identity.hiding(identity.inline("app", [read("*")]), "role")
	found := row([known, loose], "aws_secretsmanager_secret.jwt")
	contains(found.unknown.access, "whose it is")
	harmless := identity.hiding(identity.inline("app", [identity.allow("s3:*", "*")]), "role")
	not row([known, harmless], "aws_secretsmanager_secret.jwt").unknown.access
}

managed(name) := can([known, identity.the_role("app", {}), identity.managed(name)])

test_aws_own_policies if {
	managed("SecretsManagerReadWrite").read == "can"
	managed("AdministratorAccess").logs == "can"
	managed("ReadOnlyAccess") == {"logs": "can"}
	managed("PowerUserAccess").policy == "can"
	managed("AmazonS3FullAccess") == {}
}

test_whom_it_is if {
	found := row([known, identity.the_user("ada", {}), identity.change("aws_iam_user_policy.ada", "aws_iam_user_policy", {"user": "ada", "policy": identity.text([read("*")])})], "aws_secretsmanager_secret.jwt")
	found.access[0].person == "yes"
	found.access[0].every
	service := row([known, identity.the_role("app", {}), identity.inline("app", [read("arn:aws:secretsmanager:*:*:secret:*")])], "aws_secretsmanager_secret.jwt")
	service.access[0].person == "no"
	service.access[0].every
	named := row([known, identity.the_role("app", {}), identity.inline("app", [read("arn:aws:secretsmanager:*:*:secret:drop/*")])], "aws_secretsmanager_secret.jwt")
	not named.access[0].every
	people := row([known, identity.the_role("app", {"assume_role_policy": identity.trust({"AWS": "arn:aws:iam::123456789012:root"})}), identity.inline("app", [read("*")])], "aws_secretsmanager_secret.jwt")
	people.access[0].person == "yes"
	unseen := row([known, identity.inline("app", [read("*")])], "aws_secretsmanager_secret.jwt")
	unseen.access[0].principal == "role/app"
	unseen.access[0].person == "unknown"
}

# own gives the row of the secret with a policy of its own.
own(statements) := row(
	[known, identity.the_role("app", {}), identity.change("aws_secretsmanager_secret_policy.jwt", "aws_secretsmanager_secret_policy", {
		"secret_arn": "arn:aws:secretsmanager:eu-north-1:123456789012:secret:drop/jwt-AbCdEf",
		"policy": identity.text(statements),
	})],
	"aws_secretsmanager_secret.jwt",
)

to(principal) := object.union(read("*"), {"Principal": principal})

principals_of(statements) := {one.principal: one.open | some one in own(statements).access}

test_its_own_policy if {
	principals_of([to({"AWS": "arn:aws:iam::123456789012:role/app"})]) == {"arn:aws:iam::123456789012:role/app": false}
	principals_of([to("*")]) == {"*": true}
	principals_of([to({"AWS": "arn:aws:iam::123456789012:root"})]) == {}
	principals_of([to({"AWS": "210987654321"})]) == {"arn:aws:iam::210987654321:root": true}
	principals_of([to({"AWS": "arn:aws:iam::210987654321:role/partner"})]) == {"arn:aws:iam::210987654321:role/partner": false}
	principals_of([to({"Service": "lambda.amazonaws.com"})]) == {"lambda.amazonaws.com": false}
	principals_of([object.union(to("*"), {"Condition": {"ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::123456789012:role/app"}}})]) == {"arn:aws:iam::123456789012:role/app": false}
	principals_of([object.union(to("*"), {"Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::123456789012:role/*"}}})]) == {"*": true}
	principals_of([object.union(to("*"), {"Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1234567890"}}})]) == {"*": true}
	principals_of([object.union(read("*"), {"NotPrincipal": {"AWS": "arn:aws:iam::123456789012:role/app"}})]) == {"*": true}
	contains(own([{"Effect": "Sometimes"}]).unknown.access, "cannot be read")
}

refusing(condition) := {"Effect": "Deny", "Principal": "*", "Action": "secretsmanager:GetSecretValue", "Resource": "*", "Condition": condition}

app := "arn:aws:iam::123456789012:role/app"

test_confined if {
	own([refusing({"ArnNotEquals": {"aws:PrincipalArn": app}})]).confined == [app]
	own([refusing({"StringNotLike": {"aws:PrincipalArn": [app, "arn:aws:iam::123456789012:role/o*"]}})]).confined == sort([app, "arn:aws:iam::123456789012:role/o*"])
	own([object.union(object.remove(refusing({}), ["Condition", "Principal"]), {"NotPrincipal": {"AWS": app}})]).confined == [app]
	own([refusing({"ArnEquals": {"aws:PrincipalArn": app}})]).confined == null
	own([refusing({"ArnNotEquals": {"aws:PrincipalArn": app}, "Bool": {"aws:SecureTransport": "false"}})]).confined == null
	own([refusing({"StringNotEquals": {"aws:SourceVpce": "vpce-1"}})]).confined == null
	own([object.union(refusing({"ArnNotEquals": {"aws:PrincipalArn": app}}), {"Action": "secretsmanager:PutSecretValue"})]).confined == null
	own([object.union(refusing({"ArnNotEquals": {"aws:PrincipalArn": app}}), {"Principal": {"AWS": "arn:aws:iam::123456789012:root"}})]).confined == null
	own([]).confined == null
}

# Whom a Deny leaves of everyone is let in, and nobody else.
test_everyone_but_whom_it_refuses if {
	principals_of([to("*"), refusing({"ArnNotEquals": {"aws:PrincipalArn": app}})]) == {app: false}
	principals_of([to("*"), object.union(object.remove(refusing({}), ["Condition", "Principal"]), {"NotPrincipal": {"AWS": app}})])[app] == false
	not principals_of([to("*"), object.union(object.remove(refusing({}), ["Condition", "Principal"]), {"NotPrincipal": {"AWS": app}})])["*"]
	principals_of([to("*"), refusing({"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::123456789012:role/*"}})]) == {"*": true}
	principals_of([to("*"), refusing({"ArnNotEquals": {"aws:PrincipalArn": app}, "Bool": {"aws:SecureTransport": "false"}})]) == {"*": true}
	principals_of([to("*"), object.union(refusing({"ArnNotEquals": {"aws:PrincipalArn": app}}), {"Action": "secretsmanager:PutSecretValue"})])["*"]
	principals_of([to("*"), object.union(refusing({"ArnNotEquals": {"aws:PrincipalArn": app}}), {"Resource": "arn:aws:secretsmanager:eu-north-1:123456789012:secret:other-AbCdEf"})])["*"]
	principals_of([to({"AWS": "210987654321"}), refusing({"ArnNotEquals": {"aws:PrincipalArn": app}})]) == {}
}

# What it does not refuse stays everyone's.
test_everyone_keeps_what_no_deny_refuses if {
	all := object.union(to("*"), {"Action": "secretsmanager:*"})
	rows := {one.principal: object.keys(one.capabilities) | some one in own([all, refusing({"ArnNotEquals": {"aws:PrincipalArn": app}})]).access}
	rows["*"] == {"manage", "policy", "write"}
	"read" in rows[app]
}

refused(condition) := can([
	known,
	identity.the_role("app", {}),
	identity.inline("app", [read("*")]),
	identity.change("aws_secretsmanager_secret_policy.jwt", "aws_secretsmanager_secret_policy", {"secret_arn": known.change.after.arn, "policy": identity.text([refusing(condition)])}),
])

test_its_own_policy_refuses if {
	refused({"ArnNotEquals": {"aws:PrincipalArn": "arn:aws:iam::123456789012:role/other"}}) == {}
	refused({"ArnNotEquals": {"aws:PrincipalArn": app}}) == {"read": "can"}
}

test_policies_that_cannot_be_told if {
	policy := identity.change("aws_secretsmanager_secret_policy.jwt", "aws_secretsmanager_secret_policy", {"secret_arn": known.change.after.arn, "policy": identity.text([])})
	contains(row([known, identity.hiding(policy, "policy")], "aws_secretsmanager_secret.jwt").unknown.access, "aws_secretsmanager_secret_policy.jwt")
	contains(row([known, identity.hiding(policy, "secret_arn")], "aws_secretsmanager_secret.jwt").unknown.access, "may be its policy")
	attribute := object.union(known, {"change": {"after": {"policy": identity.text([to("*")])}}})
	row([attribute], "aws_secretsmanager_secret.jwt").access[0].open
}

trail := identity.change("aws_cloudtrail.all", "aws_cloudtrail", {"name": "all", "s3_bucket_name": "b", "cloud_watch_logs_group_arn": "arn:aws:logs:eu-north-1:123456789012:log-group:trail:*"})

# Who reads the secret beside: whose policies are about no secret has no row.
beside(changes, allowed) := object.remove(held, ["read"]) if {
	held := can(array.concat([known, identity.the_role("app", {}), identity.inline("app", [read("*"), allowed])], changes))
}

trailed(resource) := beside([trail], identity.allow("logs:GetLogEvents", resource))

of_logs(action, resource) := beside([], identity.allow(action, resource))

test_logs if {
	of_logs("cloudtrail:LookupEvents", "*") == {"logs": "can"}
	of_logs("logs:FilterLogEvents", "*") == {"logs": "can"}
	of_logs("logs:PutLogEvents", "*") == {}
	of_logs("logs:GetLogEvents", "arn:aws:logs:*:*:log-group:drop:*") == {"logs": "undecided"} # no trail is in the plan
	trailed("arn:aws:logs:*:*:log-group:trail:*") == {"logs": "can"}
	trailed("arn:aws:logs:*:*:log-group:*") == {"logs": "can"}
	trailed("arn:aws:logs:*:*:log-group:drop:*") == {}
}

test_a_secret_of_no_row_is_not_left_out if {
	rows := secret_access_rows.rows with input as identity.plan([known, parameter]) with data.keywright_profile as fixture.profile
	{one.address | some one in rows} == {"aws_secretsmanager_secret.jwt", "aws_ssm_parameter.dsn"}
}

# Only what may be about a secret is held against it: what begins as its ARN does, or what its ARN begins with.
test_statements_about_a_secret_are_found if {
	every resource in [
		"arn:aws:secretsmanager:eu-north-1:*:secret:drop/jwt-*",
		"arn:aws:secretsmanager:eu-north-1:*:secret:drop/jwt-??????",
		"arn:aws:secretsmanager:*:*:secret:d*",
		"arn:aws:secretsmanager:*:*:*",
		"arn:aws:secretsmanager:*:*:s?cret:*",
	] {
		new([read(resource)]) == {"read": "can"}
	}
	new([read("arn:aws:secretsmanager:eu-north-1:123456789012:secret:drop/jwt-AbCdEf")]) == {"read": "undecided"}
	new([read("arn:aws:secretsmanager:eu-north-1:*:secret:drop/${aws:username}-*")]) == {"read": "undecided"}
	new([read("arn:aws:secretsmanager:eu-north-1:*:secret:drop/jw-*")]) == {}
	new([read("arn:aws:secretsmanager:eu-north-1:*:secret:drop/jwt2-*")]) == {}
}
