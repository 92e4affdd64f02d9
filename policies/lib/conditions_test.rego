package keywright.lib.conditions_test

import data.keywright.lib.conditions
import data.keywright.lib.operators

condition(operator, key, values) := object.union(operators.read(operator), {"operator": operator, "key": key, "spelled": key, "values": values, "variables": true})

value(values) := {"origin": "literal", "values": values, "names": []}

absent := {"origin": "absent", "values": [], "names": []}

holds(operator, values, candidate) := conditions.holds(condition(operator, "custom:key", values), candidate, false)

test_one_value if {
	every row in [
		["StringEquals", ["a", "b"], "a", "yes"],
		["StringEquals", ["a", "b"], "A", "no"],
		["StringNotEquals", ["a", "b"], "a", "no"],
		["StringNotEquals", ["a", "b"], "c", "yes"],
		["StringEqualsIgnoreCase", ["a"], "A", "yes"],
		["StringEqualsIgnoreCase", ["a"], "b", "no"],
		["StringEqualsIgnoreCase", ["\u00e9"], "\u00c9", "maybe"],
		["StringNotEqualsIgnoreCase", ["a"], "A", "no"],
		["StringLike", ["a*"], "abc", "yes"],
		["StringLike", ["a?"], "abc", "no"],
		["StringLike", ["a[b]*"], "ab", "no"],
		["StringNotLike", ["a*"], "abc", "no"],
		["StringLike", ["a*"], "a\nb", "yes"],
		["Bool", ["true"], "TRUE", "yes"],
		["Bool", ["true"], "false", "no"],
		["ArnEquals", ["arn:aws:iam::*:role/a"], "arn:aws:iam::123456789012:role/a", "yes"],
		["ArnLike", ["arn:aws:iam::*:role/a"], "arn:aws:iam::1:x:role/a", "no"],
		["ArnNotLike", ["arn:aws:iam::*:role/a"], "arn:aws:iam::123456789012:role/a", "no"],
		["ArnLike", ["arn:aws:iam"], "arn:aws:iam::123456789012:role/a", "maybe"],
		["ArnLike", ["arn:aws:iam::123456789012"], "arn:aws:iam::123456789012:role/a", "maybe"],
		["ArnLike", ["*"], "no arn", "no"],
		["NumericNotEquals", ["1"], "1", "maybe"],
		["StringNotEquals", ["${aws:username}"], "a", "maybe"],
		["NumericLessThan", ["3600"], "10", "maybe"],
		["DateGreaterThan", ["2020-01-01T00:00:00Z"], "2026-01-01T00:00:00Z", "maybe"],
		["IpAddress", ["10.0.0.0/8"], "10.1.2.3", "maybe"],
		["Nonsense", ["a"], "a", "maybe"],
		["StringEquals", ["${aws:username}"], "a", "maybe"],
	] {
		holds(row[0], row[1], value([row[2]])) == row[3]
	}
}

test_days_that_are_past if {
	now := value(["2026-11-25T00:00:00Z"])
	every row in [
		["DateGreaterThan", "2020-01-01T00:00:00Z", "yes"],
		["DateGreaterThanEquals", "2020-01-01", "yes"],
		["DateLessThan", "2020-01-01T00:00:00Z", "no"],
		["DateLessThanEquals", "2020-01-01T00:00:00Z", "no"],
		["DateEquals", "2020-01-01T00:00:00Z", "no"],
		["DateNotEquals", "2020-01-01T00:00:00Z", "yes"],
		["DateGreaterThan", "2026-11-25T00:00:00Z", "maybe"],
		["DateLessThan", "2030-01-01T00:00:00Z", "maybe"],
		["DateGreaterThan", "1577836800", "maybe"],
		["DateLessThan", "2020-1-1", "maybe"],
	] {
		conditions.holds(condition(row[0], "aws:currenttime", [row[1]]), now, false) == row[2]
	}
	conditions.holds(condition("DateLessThan", "custom:key", ["2020-01-01"]), now, false) == "maybe"
}

# What is absent meets denials, IfExists and ForAllValues, and nothing else.
test_no_value if {
	every row in [
		["StringEquals", "no"],
		["StringNotEquals", "yes"],
		["StringEqualsIfExists", "yes"],
		["ForAllValues:StringEquals", "yes"],
		["ForAnyValue:StringEquals", "no"],
		["ForAnyValue:StringNotEquals", "no"],
		["ForAnyValue:StringEqualsIfExists", "maybe"],
		["ForAllValues:StringEqualsIfExists", "yes"],
		["Bool", "no"],
		["IpAddress", "no"],
		["NotIpAddress", "yes"],
	] {
		holds(row[0], ["a"], absent) == row[1]
	}
}

test_null if {
	holds("Null", ["true"], absent) == "yes"
	holds("Null", ["false"], absent) == "no"
	holds("Null", ["TRUE"], value(["a"])) == "no"
	holds("Null", ["False"], value(["a"])) == "yes"
	holds("Null", ["${aws:username}"], value(["a"])) == "maybe"
	holds("Null", ["nonsense"], value(["a"])) == "no"
}

test_several_values if {
	every row in [
		["ForAllValues:StringEquals", ["a", "b"], ["a", "b"], "yes"],
		["ForAllValues:StringEquals", ["a"], ["a", "b"], "no"],
		["ForAnyValue:StringEquals", ["a"], ["a", "b"], "yes"],
		["ForAnyValue:StringEquals", ["c"], ["a", "b"], "no"],
		["ForAllValues:StringNotEquals", ["a"], ["a", "b"], "no"],
		["ForAnyValue:StringNotEquals", ["a"], ["a", "b"], "yes"],
		["ForAllValues:StringEquals", ["${x}"], ["a"], "maybe"],
		["StringEquals", ["a"], ["a", "b"], "maybe"],
	] {
		holds(row[0], row[1], value(row[2])) == row[3]
	}
}

# Of a value of which nothing is known, only strangers are sure not to have one that names somebody.
test_unknown_values if {
	top := {"origin": "top", "values": [null], "names": []}
	holds("StringEquals", ["a"], top) == "maybe"
	account := condition("StringEquals", "aws:principalaccount", ["123456789012"])
	conditions.holds(account, top, true) == "no"
	conditions.holds(account, top, false) == "maybe"
	conditions.holds(condition("StringEquals", "custom:key", ["123456789012"]), top, true) == "maybe"
}

# Of a session only the role's name is known, and of its path nothing.
test_roles_of_unknown_paths if {
	role := value([{"role": {"name": "app", "paths": ["arn:aws:iam::123456789012:role/\u0000/app", "arn:aws:iam::123456789012:role/\u0000x\u0000/app"]}}])
	every row in [
		["ArnEquals", "arn:aws:iam::123456789012:role/team/app", "maybe"],
		["ArnEquals", "arn:aws:iam::123456789012:role/team/other", "no"],
		["ArnLike", "arn:aws:iam::123456789012:role/*/app", "yes"],
		["ArnLike", "arn:aws:iam::123456789012:role/*", "yes"],
		["ArnLike", "arn:aws:iam::123456789012:role/team/*", "maybe"],
		["ArnLike", "arn:aws:iam::123456789012:role/*/other", "no"],
		["ArnEquals", "arn:aws:iam::123456789012", "maybe"],
		["ArnEquals", "arn:aws:iam::999999999999", "no"],
		["ArnLike", "arn:aws:*", "maybe"],
		["ArnLike", "*", "yes"],
		["StringLike", "arn:aws:*", "yes"],
		["StringEquals", "arn:aws:iam::123456789012:role/team/app", "maybe"],
		["StringEquals", "arn:aws:iam::123456789012", "no"],
	] {
		conditions.holds(condition(row[0], "aws:principalarn", [row[1]]), role, false) == row[2]
	}
}

# An escaped wildcard is a character that no name has, and so names nobody.
test_escaped_wildcards if {
	caller := value(["arn:aws:iam::123456789012:role/key-admin"])
	every row in [
		["StringLike", "arn:aws:iam::123456789012:role/key-${*}", "no"],
		["ArnLike", "arn:aws:iam::123456789012:role/key-${?}", "no"],
		["StringEquals", "arn:aws:iam::123456789012:role/${$}{aws:username}", "no"],
		["StringNotLike", "arn:aws:iam::123456789012:role/key-${*}", "yes"],
		["StringLike", "arn:aws:iam::123456789012:role/a${*}b/key-admin", "maybe"],
		["StringLike", "arn:aws:iam::123456789012:role/${aws:username}", "maybe"],
	] {
		conditions.holds(condition(row[0], "aws:principalarn", [row[1]]), caller, false) == row[2]
	}
	holds("StringLike", ["key-${*}"], value(["key-*"])) == "maybe"
}

test_keys_of_the_table if {
	conditions.many("kms:encryptioncontextkeys")
	not conditions.many("aws:principalarn")
	conditions.row("aws:principaltag/team").name == "aws:PrincipalTag/"
	not conditions.row("custom:key")
}

test_values_that_a_key_may_have if {
	conditions.possible("aws:principalaccount", "123456789012")
	not conditions.possible("aws:principalaccount", "12345678901")
	not conditions.possible("kms:calleraccount", "x")
	conditions.possible("aws:principalorgid", "o-a1b2c3d4e5")
	not conditions.possible("aws:principalorgid", "o-x")
	conditions.possible("custom:key", "anything")
}

test_words if {
	conditions.words(condition("Bool", "aws:multifactorauthpresent", ["true"]), "Allow") == "MFA"
	conditions.words(condition("BoolIfExists", "aws:multifactorauthpresent", ["false"]), "Deny") == "MFA"
	conditions.words(condition("Bool", "aws:multifactorauthpresent", ["false"]), "Deny") == "MFA"
	not conditions.words(condition("Bool", "aws:multifactorauthpresent", ["true"]), "Deny")
	conditions.words(condition("StringEquals", "aws:sourcevpce", ["vpce-2", "vpce-1"]), "Allow") == "from vpce-1, vpce-2"
	conditions.words(condition("StringNotEquals", "aws:sourcevpce", ["vpce-1"]), "Deny") == "from vpce-1"
	conditions.words(condition("StringEquals", "kms:viaservice", ["s3"]), "Allow") == "via s3"
	conditions.words(condition("StringEquals", "custom:key", ["x"]), "Allow") == "custom:key StringEquals x"
	not conditions.words(condition("StringEquals", "aws:sourcevpce", ["vpce-1"]), "Deny")
}
