package keywright.lib.iam_document_test

import data.keywright.lib.iam_document

allow(principal, action) := {"Effect": "Allow", "Principal": principal, "Action": action, "Resource": "*"}

ops := {"AWS": "arn:aws:iam::123456789012:role/ops"}

test_doubtful_texts if {
	every statement in [
		allow({"AWS": "*:*"}, "kms:Decrypt"),
		allow({"AWS": "arn:*"}, "kms:Decrypt"),
		allow({"Service": "*.amazonaws.com"}, "kms:Decrypt"),
		allow({"Service": "arn:aws:iam::123456789012:role/ops"}, "kms:Decrypt"),
		allow({"AWS": "arn:aws:iam::123456789012:ROLE/ops"}, "kms:Decrypt"),
		allow({"AWS": "arn:aws:iam::123456789012:role/ops "}, "kms:Decrypt"),
		allow(ops, "decrypt"),
		allow(ops, "kms:{Decrypt}"),
	] {
		count(iam_document.parse(json.marshal({"Statement": [statement]})).doubts) == 1
	}
	count(iam_document.parse(json.marshal({"Version": "2020-01-01", "Statement": []})).doubts) == 1
	count(iam_document.parse(json.marshal({"Version": "2012-10-17", "Statement": [allow(ops, "kms:De*"), allow("*", "*")]})).doubts) == 0
	count(iam_document.parse(json.marshal({"Statement": [allow({"AWS": ["123456789012", "AROAABCDEFGHIJKLMNOPQ"], "Service": "logs.eu-north-1.amazonaws.com"}, "s3:Get*")]})).doubts) == 0
}

test_unreadable_texts if {
	every text in [
		"",
		"not JSON",
		"[]",
		"{}",
		`{"Statement": [], "Comment": "x"}`,
		`{"Statement": [{"Effect": "allow", "Principal": "*", "Action": "kms:*", "Resource": "*"}]}`,
		`{"Statement": [{"Effect": "Allow", "Action": "kms:*", "Resource": "*"}]}`,
		`{"Statement": [{"Effect": "Allow", "Principal": {"AWS": 1}, "Action": "kms:*", "Resource": "*"}]}`,
		`{"Statement": [{"Effect": "Allow", "Principal": {"aws": "x"}, "Action": "kms:*", "Resource": "*"}]}`,
		`{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "kms:*", "NotAction": "kms:*", "Resource": "*"}]}`,
		`{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": {"a": 1}, "Resource": "*"}]}`,
		`{"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "kms:*", "Resource": "*", "Effect": "Allow"}]}`,
		`{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "kms:*", "\u0041ction": "s3:*", "Resource": "*"}]}`,
		`{"Statement": ["x"]}`,
		`{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*", "Comment": "x"}]}`,
		`{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*", "NotResource": "*"}]}`,
		`{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": ["*", 1]}]}`,
		`{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*", "Sid": 1}]}`,
		`{"Id":"xy","Id":"<<","Statement":[]}`, # as long as what is left of it, written anew
		`{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*", "Condition": false}]}`,
		`{"Statement": [{"Effect": "Allow", "Principal": "*", "NotPrincipal": false, "Action": "kms:*", "Resource": "*"}]}`,
		`{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*", "Condition": {"ArnEquals": {"aws:PrincipalArn": "a", "AWS:PRINCIPALARN": "b"}}}]}`,
		`{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*", "Condition": {"ArnEquals": {"aws:a": "a"}, "arnequals": {"aws:a": "b"}}}]}`,
		json.marshal({"Statement": [allow("*", sprintf("kms:%d", [i])) | some i in numbers.range(1, 500)]}),
	] {
		iam_document.parse(text).readable == false
	}
}

test_readable_texts if {
	every text in [
		`{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*"}}`,
		`{"Statement": [{"Sid": "a \"quoted\": name", "Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*"}]}`,
		`{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": true}, "NumericLessThan": {"aws:MultiFactorAuthAge": 3600}}}]}`,
		`{"Version": "2012-10-17", "Id": "x:", "Statement": [ ]}`,
	] {
		iam_document.parse(text).readable == true
	}
}

# A statement that asks for nothing, or of nothing, is none.
test_statements_that_do_nothing if {
	idle := [{"Effect": "Allow", "Principal": ops, "Action": "kms:*"}, {"Effect": "Deny", "Principal": "*", "Resource": "*"}, {"Effect": "Allow", "Principal": ops}]
	read := iam_document.parse(json.marshal({"Statement": array.concat(idle, [allow(ops, "kms:Decrypt")])}))
	[statement.name | some statement in read.statements] == ["#4"]
	iam_document.parse_identity(`{"Statement": [{"Effect": "Allow", "Action": "kms:*"}]}`).statements == []
}

identity_texts := {
	"the text is not JSON": ["", "not JSON"],
	"it has no Statement": ["{}", "[]", `{"Statement": false}`],
	"it is malformed": [`{"Statement": ["x"]}`, `{"Statement": [{"Effect": "Allow", "Action": "kms:*", "Resource": "*"}, "x"]}`],
	"a member appears twice in one object, and readers differ on which one counts": [
		`{"Statement": [{"Effect": "Allow", "Action": "kms:*", "Resource": "*", "Effect": "Deny"}]}`,
		`{"Statement": [], "Statement": [{"Effect": "Allow", "Action": "kms:*", "Resource": "*"}]}`,
	],
	"the text is longer than IAM takes": [json.marshal({"Statement": [{"Sid": padded(32768), "Effect": "Allow", "Action": "kms:*", "Resource": "*"}]})],
	"statement 1 has no Effect of Allow or Deny": [`{"Statement": {"Action": "kms:*", "Resource": "*"}}`],
}

test_unreadable_identity_texts if {
	every reason, texts in identity_texts {
		every text in texts { iam_document.parse_identity(text) == {"readable": false, "reason": reason} }
	}
}

padded(length) := concat("", ["x" | some _ in numbers.range(1, length)])

# as_long gives a text of some length, and another of the same length with a sign that JSON may spell longer.
as_long(length, sign) := concat("", [head, padded((length - count(head)) - count(tail)), tail]) if {
	head := sprintf(`{"Statement":[{"Action":"kms:*","Condition":{"StringEquals":{"aws:a":"%s"}},"Effect":"Allow","Principal":"*","Resource":"*","Sid":"`, [sign])
	tail := `"}]}`
}

# KMS takes 32,768 bytes, and what a provider puts into the text or takes from it beyond that changes nothing.
test_the_longest_text if {
	iam_document.parse(as_long(32768, "a")).readable == true
	iam_document.parse(as_long(32768, "<")).readable == true
	iam_document.parse(concat("", [as_long(32768, "a"), "\n"])).readable == true
	iam_document.parse(as_long(32769, "a")) == {"readable": false, "reason": "the text is longer than KMS takes"}
}

# form gives some of what the first statement of a text comes to.
form(more, members) := object.filter(statement, members) if {
	whole := {"Effect": "Allow", "Principal": "*", "Action": "kms:Decrypt", "Resource": "*"}
	raw := object.union(object.remove(whole, [trim_prefix(name, "Not") | some name, _ in more]), more)
	statement := iam_document.parse(json.marshal({"Version": "2012-10-17", "Statement": [raw]})).statements[0]
}

test_what_is_excluded if {
	form({}, ["inverted", "but"]) == {"inverted": false, "but": false}
	form({"NotPrincipal": ops}, ["inverted", "principals", "not_principals"]) == {
		"inverted": true,
		"principals": set(),
		"not_principals": {"AWS:arn:aws:iam::123456789012:role/ops"},
	}
	form({"NotAction": "kms:Encrypt"}, ["but", "actions", "not_actions"]) == {"but": true, "actions": set(), "not_actions": {"kms:encrypt"}}
	form({"NotResource": "x"}, ["resources", "left_out"]) == {"resources": {"*"}, "left_out": {"x"}}
}

# A statement is about the key for certain, perhaps, or not at all.
test_whether_a_statement_is_about_the_key if {
	some_key := "arn:aws:kms:eu-north-1:123456789012:key/*"
	bucket := "arn:aws:s3:::bucket"
	form({}, ["whole", "near"]) == {"whole": true, "near": true}
	form({"Resource": [bucket, "*"]}, ["whole", "near"]) == {"whole": true, "near": true}
	form({"Resource": [bucket, some_key]}, ["whole", "near"]) == {"whole": false, "near": true}
	form({"Resource": bucket}, ["whole", "near"]) == {"whole": false, "near": false}
	form({"NotResource": bucket}, ["whole", "near"]) == {"whole": false, "near": true}
	form({"NotResource": [bucket, "*"]}, ["whole", "near"]) == {"whole": false, "near": false}
}

# Without a Version, or in the older one, a variable is a text like others.
test_variables_are_those_of_one_version if {
	variables({"Version": "2012-10-17"}) == {true}
	variables({"Version": "2008-10-17"}) == {false}
	variables({}) == {false}
}

variables(version) := {condition.variables | some condition in statement.conditions} if {
	raw := object.union(allow("*", "kms:Decrypt"), {"Condition": {"StringEquals": {"aws:PrincipalAccount": "${aws:PrincipalAccount}"}}})
	statement := iam_document.parse(json.marshal(object.union(version, {"Statement": [raw]}))).statements[0]
}
