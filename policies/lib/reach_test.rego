package keywright.lib.reach_test

import data.keywright.lib.actions
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.iam
import data.keywright.lib.policies
import data.keywright.lib.reach

role := "AWS:arn:aws:iam::123456789012:role/ops"

ops := {"AWS": "arn:aws:iam::123456789012:role/ops"}

allow(action, condition) := {"Effect": "Allow", "Principal": ops, "Action": action, "Resource": "*", "Condition": condition}

found(statements, principal) := result if {
	text := json.marshal({"Version": "2012-10-17", "Statement": statements})
	reached := iam.of_text with policies.texts as {text} with data.keywright_profile as fixture.profile
	result := reached[text][principal]
}

# in_mode says whether a Decrypt under a condition is left without MFA, off the network, by itself.
in_mode(condition, mode) if "kms:decrypt" in found([allow("kms:Decrypt", condition)], role).without[mode]

# Of each key that a mode is about: what asks for it is out, and the same asked of another key is not.
test_modes if {
	every mode, conditions in {
		"mfa": [
			{"Bool": {"aws:MultiFactorAuthPresent": "true"}},
			{"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}},
		],
		"network": [
			{"StringEquals": {"aws:SourceVpce": "vpce-1"}},
			{"StringEquals": {"aws:SourceVpc": "vpc-1"}},
			{"ArnEquals": {"aws:SourceVpcArn": "arn:aws:ec2:eu-north-1:123456789012:vpc/vpc-1"}},
			{"StringEquals": {"aws:VpceAccount": "123456789012"}},
			{"StringEquals": {"aws:VpceOrgID": "o-a1b2c3d4e5"}},
			{"StringEquals": {"kms:ViaService": "s3.eu-north-1.amazonaws.com"}},
		],
		"self": [
			{"StringEquals": {"kms:ViaService": "s3.eu-north-1.amazonaws.com"}},
		],
	} {
		every condition in conditions { not in_mode(condition, mode) }
		in_mode({"StringEquals": {"custom:Key": "x"}}, mode)
	}
}

# An address inside a VPC is one of the network's; what it is compared with cannot be told, and lets through.
test_modes_of_addresses if in_mode({"IpAddress": {"aws:VpcSourceIp": "10.0.0.0/8"}}, "network")

# A pattern for every endpoint leaves the network open, and a false flag asks for no MFA.
test_modes_that_are_not_asked_for if {
	in_mode({"StringLike": {"aws:SourceVpce": "vpce-*"}}, "network")
	in_mode({"Bool": {"aws:MultiFactorAuthPresent": "false"}}, "mfa")
	in_mode({"Null": {"aws:MultiFactorAuthAge": "true"}}, "mfa")
	in_mode({"StringEquals": {"aws:SourceVpce": "vpce-1"}}, "mfa")
	in_mode({"Bool": {"aws:MultiFactorAuthPresent": "true"}}, "network")
	in_mode({"StringEquals": {"aws:SourceVpce": "vpce-1"}}, "self")
	in_mode({"Null": {"kms:ViaService": "true"}}, "self")
}

test_grants_for_services_alone if {
	every mode in ["self", "network"] {
		found([allow("kms:CreateGrant", {"Bool": {"kms:GrantIsForAWSResource": "true"}})], role).without[mode] == set()
		found([allow("kms:CreateGrant", {"Bool": {"kms:GrantIsForAWSResource": "false"}})], role).without[mode] == {"kms:creategrant"}
	}
}

# Whether grants can be made to whomever the maker likes, of what is use.
grants(condition) := found([allow("kms:CreateGrant", condition)], role).grants

test_grants_of_use if {
	grants({}) == "can"
	every condition in [
		{"ForAllValues:StringEquals": {"kms:GrantOperations": ["Encrypt", "DescribeKey"]}},
		{"StringEquals": {"kms:GranteePrincipal": "arn:aws:iam::123456789012:role/x"}},
		{"StringEquals": {"kms:GranteeServicePrincipal": "logs.amazonaws.com"}},
		{"Bool": {"kms:GrantIsForAWSResource": "true"}},
		{"StringEquals": {"kms:ViaService": "ec2.eu-north-1.amazonaws.com"}},
	] {
		grants(condition) == "no"
	}
	every condition in [
		{"ForAnyValue:StringEquals": {"kms:GrantOperations": ["Encrypt"]}},
		{"ForAllValues:StringEquals": {"kms:GrantOperations": ["Encrypt", "Decrypt"]}},
		{"StringLike": {"kms:GranteePrincipal": "arn:aws:iam::*:role/x*"}},
	] {
		grants(condition) == "can"
	}
}

test_grantees_that_an_allow_fixes if {
	named := {"StringEquals": {"kms:GranteePrincipal": ["arn:aws:iam::123456789012:role/x", "arn:aws:iam::123456789012:role/y"]}}
	found([allow("kms:CreateGrant", named)], role).grantees == {"arn:aws:iam::123456789012:role/x", "arn:aws:iam::123456789012:role/y"}
	found([allow("kms:CreateGrant", {})], role).grantees == set()
	not found([allow("kms:Decrypt", named)], role) # no request to decrypt names a grantee
	useless := object.union(named, {"ForAllValues:StringEquals": {"kms:GrantOperations": ["Encrypt"]}})
	found([allow("kms:CreateGrant", useless)], role).grantees == set()
}

# A situation in which an Allow without conditions is refused by a Deny without any.
test_denies_without_conditions if {
	deny := {"Effect": "Deny", "Principal": "*", "Action": "kms:De*", "Resource": "*"}
	found([allow(["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt"], {}), deny], role).can == {"kms:encrypt"}
	found([allow(["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt"], {}), deny], role).denied == {action | some action in actions.all; startswith(action, "kms:de")}
}

# Denies on one key alone leave the values that they spare, and one on several keys counts where it surely holds.
test_denies_with_conditions if {
	spared := {"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*", "Condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-1"}}}
	found([allow("kms:Decrypt", {}), spared], role).can == {"kms:decrypt"}
	other := {"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*", "Condition": {"StringEquals": {"aws:SourceVpce": "vpce-1"}}}
	not found([allow("kms:Decrypt", {}), spared, other], role)
	not found([allow("kms:Decrypt", {"StringEquals": {"aws:SourceVpce": "vpce-2"}}), spared], role)
	both := {"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*", "Condition": {
		"StringNotEquals": {"aws:SourceVpce": "vpce-1"},
		"Null": {"custom:Key": "true"},
	}}
	found([allow("kms:Decrypt", {"StringEquals": {"aws:SourceVpce": "vpce-2"}}), both], role).can == {"kms:decrypt"}
	not found([allow("kms:Decrypt", {"StringEquals": {"aws:SourceVpce": "vpce-2"}, "Null": {"custom:Key": "true"}}), both], role)
}

# The request that is told shows what it carries and what it does not.
test_requests if {
	condition := {"StringEquals": {"aws:SourceVpce": "vpce-1"}, "Null": {"custom:Key": "true"}, "IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}
	request := found([allow("kms:Decrypt", condition)], role).requests.decrypt
	request.action == "kms:decrypt"
	{word | some word in request["with"]} == {"aws:sourcevpce = vpce-1", "without custom:key", "aws:sourceip = …"}
	sampled := found([allow("kms:Decrypt", {"StringLike": {"aws:SourceVpce": "vpce-*"}})], role).requests.decrypt
	sampled["with"] == ["aws:sourcevpce = vpce-…"]
	determined := found([allow("kms:Decrypt", {"StringEquals": {"aws:PrincipalAccount": "123456789012"}})], role).requests.decrypt
	determined["with"] == []
}

everyone(condition) := found([{"Effect": "Allow", "Principal": "*", "Action": "kms:Decrypt", "Resource": "*", "Condition": condition}], "AWS:*")

# What names an account, an organisation or a principal leaves no stranger.
test_strangers if {
	every condition in [
		{"StringEquals": {"aws:PrincipalAccount": "123456789012"}},
		{"StringEquals": {"kms:CallerAccount": "123456789012"}},
		{"StringEquals": {"aws:SourceAccount": "123456789012"}},
		{"StringEquals": {"aws:SourceOwner": "123456789012"}},
		{"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}},
		{"StringEquals": {"aws:SourceOrgID": "o-a1b2c3d4e5"}},
		{"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*"}},
		{"ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::123456789012:role/x"}},
		{"ArnLike": {"aws:SourceArn": "arn:aws:s3:eu-north-1:123456789012:x"}},
		{"StringLike": {"aws:userid": "AROAABCDEFGHIJKLMNOPQ:*"}},
	] {
		everyone(condition).stranger == set()
	}
	every condition in [
		{"StringLike": {"aws:PrincipalAccount": "*"}},
		{"StringLike": {"aws:PrincipalOrgID": "o-*"}},
		{"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/x"}},
		{"StringLike": {"aws:userid": "*:x"}},
		{"StringEquals": {"kms:ViaService": "s3.eu-north-1.amazonaws.com"}},
		{"StringEquals": {"aws:SourceVpce": "vpce-1"}},
		{"Bool": {"aws:MultiFactorAuthPresent": "true"}},
	] {
		everyone(condition).stranger == {"kms:decrypt"}
	}
}

# Of several patterns, a value counts of which nothing is known: it is no stranger's where each of them names an account, whether an
# Allow asks for them, a Deny refuses all others, or a Deny does so beside something else.
test_strangers_among_several_patterns if {
	roles := ["arn:aws:iam::123456789012:role/app-*", "arn:aws:iam::123456789012:role/db-*"]
	asking := [for_everyone("Allow", action, {"ArnLike": {"aws:PrincipalArn": roles[i]}}) | some i, action in ["kms:Decrypt", "kms:Encrypt"]]
	found(asking, "AWS:*").can == {"kms:decrypt", "kms:encrypt"}
	found(asking, "AWS:*").stranger == set()
	refusing := [for_everyone("Deny", action, {"ArnNotLike": {"aws:PrincipalArn": roles[i]}}) | some i, action in ["kms:Decrypt", "kms:Encrypt"]]
	left := found(array.concat([for_everyone("Allow", ["kms:Decrypt", "kms:Encrypt"], {})], refusing), "AWS:*")
	left.can == {"kms:decrypt", "kms:encrypt"}
	left.stranger == set()
	beside := [for_everyone("Deny", action, {"ArnNotLike": {"aws:PrincipalArn": roles[i]}, "StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}) |
		some i, action in ["kms:Decrypt", "kms:Encrypt"]
	]
	spared := found(array.concat([for_everyone("Allow", ["kms:Decrypt", "kms:Encrypt"], {})], beside), "AWS:*")
	spared.can == {"kms:decrypt", "kms:encrypt"}
	spared.stranger == set()
}

for_everyone(effect, action, condition) := {"Effect": effect, "Principal": "*", "Action": action, "Resource": "*", "Condition": condition}

# Whom a condition names by ARN has a row of its own, and everyone's is for who is left.
test_unnamed if {
	everyone({"ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::123456789012:role/x"}}).unnamed == set()
	everyone({"ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::123456789012:user/x"}}).unnamed == set()
	everyone({"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::123456789012:role/x*"}}).unnamed == {"kms:decrypt"}
	everyone({"ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::123456789012:root"}}).unnamed == {"kms:decrypt"}
	everyone({"StringEquals": {"aws:PrincipalAccount": "123456789012"}}).unnamed == {"kms:decrypt"}
}

test_whole_names if {
	reach.whole("arn:aws:iam::123456789012:role/a/b")
	reach.whole("arn:aws-cn:iam::123456789012:user/a")
	every name in ["arn:aws:iam::123456789012:role/a*", "arn:aws:iam::*:role/a", "arn:aws:iam::123456789012:group/a", "arn:aws:iam::123456789012:role/${aws:username}"] {
		not reach.whole(name)
	}
}
