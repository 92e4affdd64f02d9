package keywright.lib.iam_covers_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.iam
import data.keywright.lib.policies

arn(name) := sprintf("arn:aws:iam::123456789012:role/%s", [name])

role(name) := sprintf("AWS:%s", [arn(name)])

account := "arn:aws:iam::123456789012:root"

session := "arn:aws:sts::123456789012:assumed-role/app/alice"

says(effect, principal, actions) := {"Effect": effect, "Principal": principal, "Action": actions, "Resource": "*"}

text(statements) := json.marshal({"Version": "2012-10-17", "Statement": statements})

# found gives what a principal, itself named or not, can do by some statements.
found(statements, principal) := result if {
	written := text(statements)
	result := iam.found(written, principal) with policies.texts as {written} with data.keywright_profile as fixture.profile
}

can(statements, principal) := found(statements, principal).can

allowing(names) := says("Allow", {"AWS": [arn(name) | some name in names]}, "kms:Decrypt")

sparing(principals) := {"Effect": "Deny", "NotPrincipal": {"AWS": principals}, "Action": "*", "Resource": "*"}

test_a_deny_is_for_those_whom_it_names if {
	statements := [allowing(["app", "ops"]), says("Deny", {"AWS": arn("ops")}, "*")]
	can(statements, role("app")) == {"kms:decrypt"}
	can(statements, role("ops")) == set()
	can([allowing(["app"]), says("Deny", {"AWS": account}, "*")], role("app")) == set()
}

# In one account a role's name is the role's alone, whatever path it is written with.
test_a_deny_of_a_role_is_for_its_sessions_whatever_the_path if {
	statements := [says("Allow", {"AWS": session}, "kms:Decrypt"), says("Deny", {"AWS": arn("teams/app")}, "*")]
	can(statements, sprintf("AWS:%s", [session])) == set()
	can([statements[0], says("Deny", {"AWS": arn("teams/ops")}, "*")], sprintf("AWS:%s", [session])) == {"kms:decrypt"}
}

test_a_deny_spares_whom_not_principal_lists if {
	statements := [allowing(["app", "ops"]), sparing([arn("ops")])]
	can(statements, role("app")) == set()
	can(statements, role("ops")) == {"kms:decrypt"}
}

# Whether a session that is spared spares its role, and an account those in it, is not certain.
test_a_deny_that_may_spare_does_not_take_away if {
	can([allowing(["app"]), sparing([session])], role("app")) == {"kms:decrypt"}
	can([allowing(["app"]), sparing([account])], role("app")) == {"kms:decrypt"}
	can([allowing(["app"]), {"Effect": "Deny", "NotPrincipal": "*", "Action": "*", "Resource": "*"}], role("app")) == {"kms:decrypt"}
	can([says("Allow", "*", "kms:Decrypt"), sparing([arn("ops")])], "AWS:*") == {"kms:decrypt"}
}

test_an_account_is_denied_where_only_others_are_spared if {
	whole := says("Allow", {"AWS": account}, "kms:Decrypt")
	can([whole, sparing(["arn:aws:iam::210987654321:role/app"])], sprintf("AWS:%s", [account])) == set()
	can([whole, sparing(["arn:aws:iam::210987654321:role/app", arn("ops")])], sprintf("AWS:%s", [account])) == {"kms:decrypt"}
	can([whole, {"Effect": "Deny", "NotPrincipal": {"Service": "logs.amazonaws.com"}, "Action": "*", "Resource": "*"}], sprintf("AWS:%s", [account])) == {"kms:decrypt"}
}

test_a_unique_id_may_be_anyone_s_of_its_kind if {
	statements := [says("Allow", {"AWS": "AROAABCDEFGHIJKLMNOPQ"}, "kms:Decrypt"), says("Allow", {"AWS": arn("app")}, "kms:Encrypt")]
	app := found(statements, role("app"))
	app.can == {"kms:encrypt"}
	app.maybe == {"kms:decrypt"}
	found(statements, "AWS:arn:aws:iam::123456789012:user/ada").maybe == set()
}

# The action that one thinks of first shows a capability, where it is among those that are reached.
test_actions_of_witnesses if {
	app := found([says("Allow", {"AWS": arn("app")}, ["kms:DisableKey", "kms:ScheduleKeyDeletion"])], role("app"))
	app.requests.lifecycle.action == "kms:schedulekeydeletion"
	less := found([says("Allow", {"AWS": arn("app")}, ["kms:DisableKey", "kms:EnableKey"])], role("app"))
	less.requests.lifecycle.action == "kms:disablekey"
	perhaps := found([says("Allow", {"AWS": account}, ["kms:Decrypt", "kms:Encrypt"])], role("app"))
	perhaps.requests.decrypt.action == "kms:decrypt"
	perhaps.requests.encrypt.action == "kms:encrypt"
}

test_words_of_conditions if {
	via := object.union(says("Allow", {"AWS": arn("app")}, "kms:Decrypt"), {"Condition": {"StringEquals": {"kms:ViaService": "s3.eu-north-1.amazonaws.com"}}})
	from := object.union(says("Deny", "*", "*"), {"Condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-1"}}})
	elsewhere := object.union(says("Deny", {"AWS": arn("ops")}, "*"), {"Condition": {"StringNotEquals": {"aws:SourceVpc": "vpc-1"}}})
	found([via, from, elsewhere], role("app")).conditions == ["from vpce-1", "via s3.eu-north-1.amazonaws.com"]
}

# Of the accounts that conditions name, those of which somebody is let in.
test_accounts_that_are_let_in if {
	named := {"StringEquals": {"aws:PrincipalAccount": ["123456789012", "210987654321"]}}
	open := object.union(says("Allow", "*", "kms:Decrypt"), {"Condition": named})
	shut := object.union(says("Deny", "*", "*"), {"Condition": {"StringEquals": {"aws:PrincipalAccount": "210987654321"}}})
	accounts([open], "AWS:*") == {"123456789012", "210987654321"}
	accounts([open, shut], "AWS:*") == {"123456789012"}
	accounts([open], role("app")) == set()
}

accounts(statements, principal) := result if {
	written := text(statements)
	result := iam.accounts(principal, written) with policies.texts as {written} with data.keywright_profile as fixture.profile
}

test_whom_an_allow_names if {
	named([says("Allow", {"AWS": arn("app")}, "kms:Decrypt")], role("app"))
	not named([says("Allow", {"AWS": account}, "kms:Decrypt"), says("Deny", {"AWS": arn("app")}, "kms:Encrypt")], role("app"))
	not named([object.union(sparing([arn("app")]), {"Effect": "Allow"})], role("app"))
}

named(statements, principal) if {
	written := text(statements)
	iam.lets_in(written, principal) with policies.texts as {written} with data.keywright_profile as fixture.profile
}

# Who may make grants by what an account is left, perhaps makes them.
test_grants_that_may_be_made if {
	found([says("Allow", {"AWS": account}, "kms:CreateGrant")], role("app")).grants == "maybe"
	found([says("Allow", {"AWS": [account, arn("app")]}, "kms:CreateGrant")], role("app")).grants == "can"
	found([says("Allow", {"AWS": account}, "kms:Decrypt")], role("app")).grants == "no"
}

# A unique id leaves open who it is. That one is denied leaves nothing to anybody.
test_what_is_left_to_an_account_alone if {
	whole := says("Allow", {"AWS": account}, "kms:*")
	alone([whole])
	alone([whole, says("Deny", {"AWS": "AROAABCDEFGHIJKLMNOPQ"}, "kms:Decrypt")])
	alone([whole, sparing([arn("app")])])
	not alone([whole, says("Allow", {"AWS": "AROAABCDEFGHIJKLMNOPQ"}, "kms:Decrypt")])
	not alone([whole, object.union(sparing([arn("app")]), {"Effect": "Allow"})])
}

alone(statements) if {
	written := text(statements)
	iam.delegates_alone(written) with policies.texts as {written} with data.keywright_profile as fixture.profile
}

test_actions_on_grants if iam.grant_actions == {"kms:creategrant", "kms:revokegrant"}
