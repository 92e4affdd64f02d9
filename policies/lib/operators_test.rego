package keywright.lib.operators_test

import data.keywright.lib.operators

parts(set, base, negative, if_exists) := {"set": set, "base": base, "negative": negative, "if_exists": if_exists}

# Every operator, with what it denies.
test_each_operator if {
	every name, of in {
		"StringEquals": ["stringequals", false],
		"StringNotEquals": ["stringequals", true],
		"StringEqualsIgnoreCase": ["stringequalsignorecase", false],
		"StringNotEqualsIgnoreCase": ["stringequalsignorecase", true],
		"StringLike": ["stringlike", false],
		"StringNotLike": ["stringlike", true],
		"NumericEquals": ["numericequals", false],
		"NumericNotEquals": ["numericequals", true],
		"NumericLessThan": ["numericlessthan", false],
		"NumericLessThanEquals": ["numericlessthanequals", false],
		"NumericGreaterThan": ["numericgreaterthan", false],
		"NumericGreaterThanEquals": ["numericgreaterthanequals", false],
		"DateEquals": ["dateequals", false],
		"DateNotEquals": ["dateequals", true],
		"DateLessThan": ["datelessthan", false],
		"DateLessThanEquals": ["datelessthanequals", false],
		"DateGreaterThan": ["dategreaterthan", false],
		"DateGreaterThanEquals": ["dategreaterthanequals", false],
		"Bool": ["bool", false],
		"BinaryEquals": ["binaryequals", false],
		"IpAddress": ["ipaddress", false],
		"NotIpAddress": ["ipaddress", true],
		"ArnEquals": ["arnequals", false],
		"ArnNotEquals": ["arnequals", true],
		"ArnLike": ["arnlike", false],
		"ArnNotLike": ["arnlike", true],
	} {
		operators.read(name) == parts("", of[0], of[1], false)
		operators.read(upper(name)) == parts("", of[0], of[1], false)
		operators.read(concat("", [name, "IfExists"])) == parts("", of[0], of[1], true)
		operators.read(concat("", ["ForAnyValue:", name])) == parts("foranyvalue", of[0], of[1], false)
		operators.read(concat("", ["ForAllValues:", name, "IfExists"])) == parts("forallvalues", of[0], of[1], true)
	}
}

test_null_has_no_if_exists if {
	operators.read("Null") == parts("", "null", false, false)
	operators.read("NullIfExists").base == ""
}

test_names_that_iam_does_not_know if {
	every name in ["StringEqual", "ForSomeValues:StringEquals", "IfExistsStringEquals", "", "StringEquals ", "Str\u0131ngEquals"] {
		operators.read(name).base == ""
	}
}

test_kinds if {
	every base in ["stringlike", "arnequals", "arnlike"] { operators.wild[base] }
	every base in ["binaryequals", "ipaddress", "numericequals", "datelessthan"] { operators.opaque(base) }
	every base in ["stringequals", "stringlike", "bool", "arnlike", "null", "stringequalsignorecase"] { not operators.opaque(base) }
}
