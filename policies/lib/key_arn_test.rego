package keywright.lib.key_arn_test

import data.keywright.lib.key_arn

known := {"region": "eu-north-1", "account": "123456789012", "key_id": "1234"}

new_key := {"region": "eu-north-1", "account": "", "key_id": ""}

test_names_this_key if {
	every resource in [
		"arn:aws:kms:eu-north-1:123456789012:key/1234",
		"arn:aws:kms:*:*:key/*",
		"arn:aws:kms:eu-*:123456789012:*",
		"arn:*:kms:eu-north-?:*:key/12*",
	] {
		key_arn.names(resource, known) == "yes"
	}
}

test_names_another_key if {
	every resource in [
		"arn:aws:kms:eu-west-1:123456789012:key/1234",
		"arn:aws:kms:eu-north-1:999999999999:key/*",
		"arn:aws-cn:kms:*:*:key/*",
		"arn:aws:kms:*:*:key/12345",
		"arn:aws:kms:*:*:alias/*",
		"arn:aws:s3:::*",
	] {
		key_arn.names(resource, known) == "no"
	}
}

# Short ARNs and variables may be anything.
test_names_perhaps_this_key if {
	every resource in ["arn:aws:kms", "arn:aws:kms:*:${aws:PrincipalAccount}:key/*", "arn:aws:kms:*:*:key/${aws:username}", "arn:${aws:x:y"] {
		key_arn.names(resource, known) == "maybe"
	}
}

# Of a key that is not there yet, account and id are not known.
test_names_of_a_new_key if {
	key_arn.names("arn:aws:kms:eu-north-1:123456789012:key/*", new_key) == "maybe"
	key_arn.names("arn:aws:kms:*:*:key/1234", new_key) == "maybe"
	key_arn.names("arn:aws:kms:*:*:key/*", new_key) == "yes"
	key_arn.names("arn:aws:kms:eu-west-1:*:key/*", new_key) == "no"
}

test_parts_of_variables if key_arn.parts("arn:aws:kms:*:${aws:PrincipalTag/a:b}:key/x") == ["arn", "aws", "kms", "*", "$", "key/x"]
