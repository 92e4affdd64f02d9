package keywright.lib.bucket_policies_test

import data.keywright
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.inventory_test as planned

_bucket := planned.change("aws_s3_bucket.b", "aws_s3_bucket", "managed", {"bucket": "b", "arn": "arn:aws:s3:::b"})

_said(document) := [row.plain, row.minimum] if row := _row(document)

_row(document) := _row_of([_bucket, planned.change("aws_s3_bucket_policy.b", "aws_s3_bucket_policy", "managed", {"bucket": "b", "policy": json.marshal(document)})])

_row_of(changes) := row if {
	inventory := keywright.inventory with input as planned.of(changes)
		with data.keywright_profile as fixture.profile
	some row in inventory.bucket_settings
	row.address == "aws_s3_bucket_policy.b"
}

_policy(statements) := {"Version": "2012-10-17", "Statement": statements}

_deny(changes) := object.union(
	{
		"Effect": "Deny",
		"Principal": "*",
		"Action": "s3:*",
		"Resource": ["arn:aws:s3:::b", "arn:aws:s3:::b/*"],
	},
	changes,
)

_where(operator, value) := {"Condition": {operator: {"aws:SecureTransport": value}}}

_http := _deny(_where("Bool", "false"))

_old := _deny({"Condition": {"NumericLessThan": {"s3:TlsVersion": "1.3"}}})

test_refused if {
	every deny in [
		_http,
		_deny(_where("Bool", false)),
		_deny(_where("Bool", ["false"])),
		_deny(_where("BoolIfExists", "FALSE")),
		_deny(_where("StringEquals", "false")),
		_deny(_where("StringEqualsIgnoreCase", "False")),
		_deny(_where("StringNotEquals", "true")),
		_deny({"Condition": {"bool": {"AWS:SECURETRANSPORT": "false"}}}),
		_deny({"Condition": {"Bool": {"aws:SecureTransport": "false", "aws:PrincipalIsAWSService": "false"}}}),
		object.union(_http, {"Principal": {"AWS": "*"}}),
		object.union(_http, {"Action": "*"}),
		object.union(_http, {"Action": ["s3:Get*", "s3:PUTOBJECT", "s3:List*"]}),
		object.union(_http, {"Resource": "*"}),
		object.union(_http, {"Resource": ["arn:aws:s3:::b*"]}),
	] {
		_said(_policy([deny])) == ["refused", "1.2"]
	}
	_said(_policy([object.remove(object.union(_http, {"NotAction": "s3:GetBucketLocation"}), ["Action"])])) == ["refused", "1.2"]
}

test_refused_by_several_statements if {
	_said(_policy([
		object.union(_http, {"Action": ["s3:GetObject*", "s3:PutObject"], "Resource": "arn:aws:s3:::b/*"}),
		object.union(_http, {"Action": "s3:ListBucket", "Resource": "arn:aws:s3:::b"}),
	])) == ["refused", "1.2"]
}

test_newest_alone if {
	_said(_policy([_http, _old])) == ["refused", "1.3"]
	_said(_policy([_http, _deny({"Condition": {"NumericLessThanEquals": {"s3:TlsVersion": 1.2}}})])) == ["refused", "1.3"]
	every value in ["1.2", "1.1", "x", "${s3:TlsVersion}"] {
		_said(_policy([_http, _deny({"Condition": {"NumericLessThan": {"s3:TlsVersion": value}}})])) == ["refused", "1.2"]
	}
}

test_served if {
	every statements in [
		[],
		[_old],
		[object.union(_http, {"Effect": "Allow"})],
		[_deny(_where("Bool", "true"))],
		[_deny(_where("StringEquals", "False"))],
		[_deny(_where("StringNotEquals", "false"))],
		[_deny({"Condition": {"Null": {"aws:SecureTransport": "true"}}})],
		[_deny({"Condition": {"Bool": {"aws:SecureTransport": "false"}, "NumericLessThan": {"s3:TlsVersion": "1.2"}}})],
		[_deny({"Condition": {"Bool": {"aws:SecureTransport": "false"}, "StringNotEquals": {"aws:SourceVpce": "vpce-1"}}})],
		[_deny({"Condition": {"Bool": {"aws:SecureTransport": "false"}, "NotIpAddress": {"aws:SourceIp": "10.0.0.0/8"}}})],
		[object.union(_http, {"Principal": {"AWS": "arn:aws:iam::123456789012:root"}})],
		[object.union(_http, {"Principal": {"Service": "*"}})],
		[object.union(_http, {"Action": "s3:GetObject"})],
		[object.union(_http, {"Action": ["s3:GetObject", "s3:PutObject"]})],
		[object.union(_http, {"Action": "s*:*"})],
		[object.union(_http, {"Resource": "arn:aws:s3:::b/*"})],
		[object.union(_http, {"Resource": "arn:aws:s3:::b"})],
		[object.union(_http, {"Resource": ["arn:aws:s3:::b", "arn:aws:s3:::b/public/*"]})],
		[object.union(_http, {"Resource": ["arn:aws:s3:::b", "arn:aws:s3:::b/?"]})],
		[object.union(_http, {"Resource": ["arn:aws:s3:::b", "arn:aws:s3:::b/?*?"]})],
		[object.union(_http, {"Resource": ["arn:aws:s3:::c", "arn:aws:s3:::c/*"]})],
		[object.remove(object.union(_http, {"NotPrincipal": {"AWS": "arn:aws:iam::123456789012:root"}}), ["Principal"])],
		[object.remove(object.union(_http, {"NotAction": "s3:Get*"}), ["Action"])],
		[object.remove(object.union(_http, {"NotAction": "*:GetObject"}), ["Action"])],
		[object.remove(object.union(_http, {"NotResource": "arn:aws:s3:::b/public/*"}), ["Resource"])],
	] {
		_said(_policy(statements))[0] == "served"
	}
}

test_what_is_let_in if _row(_policy([object.union(_http, {"Action": ["s3:GetObject", "s3:PutObject"]})])).lets_in == ["s3:GetObjectVersion", "s3:ListBucket"]

test_undetermined if {
	every statements in [
		[_deny(_where("Bool", "${aws:PrincipalTag/tls}"))],
		[_deny({"Condition": {"NumericLessThanIfExists": {"s3:TlsVersion": "1.3"}}})],
		[_deny({"Condition": {"Bool": {"aws:SecureTransport": "false"}, "Null": {"s3:TlsVersion": "true"}}})],
	] {
		row := _row(_policy(statements))
		row.plain == ""
		row.unknown.policy
	}
}

test_undetermined_text if {
	every text in ["{", "[]", `{"Statement": []}`, `{"Version": "2012-10-17", "Statement": [{"Effect": "Deny"}]}`, `{"Version": "2013-01-01", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}]}`] {
		row := _row_of([_bucket, planned.change("aws_s3_bucket_policy.b", "aws_s3_bucket_policy", "managed", {"bucket": "b", "policy": text})])
		[row.plain, row.minimum] == _expected[text]
	}
}

_expected[text] := ["", ""] if some text in ["{", "[]", `{"Version": "2012-10-17", "Statement": [{"Effect": "Deny"}]}`, `{"Version": "2013-01-01", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}]}`]

_expected["{\"Statement\": []}"] := ["served", "1.2"]

# A policy with the other names of buckets that only apply knows is the source's.
test_symbols_of_the_source if {
	symbol := "known after apply: aws_s3_bucket.b.arn"
	_said(_policy([object.union(_http, {"Resource": [symbol, concat("", [symbol, "/*"])]})])) == ["refused", "1.2"]
	_said(_policy([object.union(_http, {"Resource": ["known after apply: aws_s3_bucket.c.arn", "known after apply: aws_s3_bucket.c.arn/*"]})])) == ["served", "1.2"]
	_said(_policy([object.union(_http, {"Resource": ["arn:aws:s3:::known after apply: aws_s3_bucket.b.id", "arn:aws:s3:::known after apply: aws_s3_bucket.b.id/*"]})])) == ["refused", "1.2"]
}
