package keywright.lib.iam_document_test

import data.keywright.lib.iam_document

# A statement that asks for nothing, or of nothing, is none.
test_statements_that_do_nothing if {
	idle := [{"Effect": "Allow", "Principal": "*", "Action": "kms:*"}, {"Effect": "Deny", "Principal": "*", "Resource": "*"}, {"Effect": "Allow", "Principal": "*"}]
	read := iam_document.parse(json.marshal({"Statement": array.concat(idle, [{"Effect": "Allow", "Principal": "*", "Action": "kms:Decrypt", "Resource": "*"}])}))
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
