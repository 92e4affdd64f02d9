package keypolicy

import (
	"strings"
	"testing"
)

// TestOperators has a row for each operator and each way it can go. have is the request's value or values, split at
// "|"; "-" stands for an absent key.
func TestOperators(t *testing.T) {
	for _, tc := range []struct {
		operator, key, want, have string
		holds                     bool
	}{
		{"StringEquals", "aws:SourceVpce", "vpce-1", "vpce-1", true},
		{"StringEquals", "aws:SourceVpce", "vpce-1", "VPCE-1", false},
		{"StringEquals", "aws:SourceVpce", "vpce-*", "vpce-1", false},
		{"StringEquals", "aws:SourceVpce", "vpce-*", "vpce-*", true},
		{"StringEquals", "aws:SourceVpce", "vpce-1|vpce-2", "vpce-2", true},
		{"StringEquals", "aws:SourceVpce", "vpce-1", "-", false},
		{"stringequals", "AWS:SOURCEVPCE", "vpce-1", "vpce-1", true},
		{"StringEqualsIfExists", "aws:SourceVpce", "vpce-1", "-", true},
		{"StringEqualsIfExists", "aws:SourceVpce", "vpce-1", "vpce-2", false},
		{"ForAnyValue:StringNotEqualsIfExists", "aws:TagKeys", "Team", "-", false},
		{"ForAllValues:StringNotEqualsIfExists", "aws:TagKeys", "Team", "-", true},
		{"StringNotEquals", "aws:SourceVpce", "vpce-1", "vpce-2", true},
		{"StringNotEquals", "aws:SourceVpce", "vpce-1|vpce-2", "vpce-2", false},
		{"StringNotEquals", "aws:SourceVpce", "vpce-1", "-", true},
		{"StringEqualsIgnoreCase", "aws:username", "Ada", "aDA", true},
		{"StringEqualsIgnoreCase", "aws:username", "Ada", "Eva", false},
		{"StringNotEqualsIgnoreCase", "aws:username", "Ada", "aDA", false},
		{"StringNotEqualsIgnoreCase", "aws:username", "Ada", "-", true},
		{"StringLike", "aws:username", "a*a", "abba", true},
		{"StringLike", "aws:username", "a?a", "abba", false},
		{"StringLike", "aws:username", "a??a", "abba", true},
		{"StringLike", "aws:username", "*", "", true},
		{"StringLike", "aws:username", "?", "ø", true},
		{"StringLike", "aws:username", "{ada,eva}", "ada", false},
		{"StringLike", "aws:username", "[a-z]*", "ada", false},
		{"StringNotLike", "aws:username", "a*", "abba", false},
		{"StringNotLike", "aws:username", "b*", "abba", true},
		{"NumericEquals", "kms:RotationPeriodInDays", "365", "365.0", true},
		{"NumericEquals", "kms:RotationPeriodInDays", "365", "3650", false},
		{"NumericNotEquals", "kms:RotationPeriodInDays", "365", "365", false},
		{"NumericLessThan", "kms:RotationPeriodInDays", "365", "90", true},
		{"NumericLessThan", "kms:RotationPeriodInDays", "365", "365", false},
		{"NumericLessThanEquals", "kms:RotationPeriodInDays", "365", "365", true},
		{"NumericLessThanEquals", "kms:RotationPeriodInDays", "365", "1000", false},
		{"NumericGreaterThan", "kms:RotationPeriodInDays", "9", "10", true},
		{"NumericGreaterThan", "kms:RotationPeriodInDays", "10", "10", false},
		{"NumericGreaterThanEquals", "kms:RotationPeriodInDays", "10", "10", true},
		{"NumericLessThan", "kms:RotationPeriodInDays", "many", "10", false},
		{"NumericLessThan", "kms:RotationPeriodInDays", "1e999999999", "10", false},
		{"NumericLessThan", "kms:RotationPeriodInDays", "1/3", "0", false},
		{"NumericLessThan", "kms:RotationPeriodInDays", "365", "-", false},
		{"DateLessThan", "aws:CurrentTime", "2026-11-21T00:00:00Z", "2026-11-20T23:59:59Z", true},
		{"DateLessThan", "aws:CurrentTime", "2026-11-21T00:00:00Z", "2026-11-21T00:30:00+01:00", true},
		{"DateLessThanEquals", "aws:CurrentTime", "2026-11-21", "2026-11-21T00:00:00Z", true},
		{"DateGreaterThan", "aws:CurrentTime", "2026-11-21T00:00:00Z", "2026-11-21T00:00:00.5Z", true},
		{"DateGreaterThan", "aws:CurrentTime", "soon", "2026-11-21T00:00:00Z", false},
		{"DateGreaterThanEquals", "aws:EpochTime", "1792540800", "1792540800", true},
		{"DateEquals", "aws:EpochTime", "1970-01-02T00:00:00Z", "86400", true},
		{"DateNotEquals", "aws:EpochTime", "86400", "86401", true},
		{"Bool", "aws:MultiFactorAuthPresent", "true", "true", true},
		{"Bool", "aws:MultiFactorAuthPresent", "True", "true", true},
		{"Bool", "aws:MultiFactorAuthPresent", "true", "false", false},
		{"Bool", "aws:MultiFactorAuthPresent", "true", "-", false},
		{"Bool", "aws:MultiFactorAuthPresent", "false", "-", false},
		{"BoolIfExists", "aws:MultiFactorAuthPresent", "false", "-", true},
		{"BoolIfExists", "aws:MultiFactorAuthPresent", "false", "true", false},
		{"BinaryEquals", "kms:x", "QUJD", "QUJD", true},
		{"BinaryEquals", "kms:x", "QUJD", "QUJE", false},
		{"BinaryEquals", "kms:x", "not base64", "not base64", false},
		{"IpAddress", "aws:SourceIp", "10.0.0.0/8", "10.1.2.3", true},
		{"IpAddress", "aws:SourceIp", "10.0.0.0/8", "11.1.2.3", false},
		{"IpAddress", "aws:SourceIp", "10.1.2.3", "10.1.2.3", true},
		{"IpAddress", "aws:SourceIp", "10.0.0.0/8", "::ffff:10.1.2.3", true},
		{"IpAddress", "aws:SourceIp", "2001:db8::/32", "2001:db8::1", true},
		{"IpAddress", "aws:SourceIp", "10.0.0.0/8", "-", false},
		{"IpAddress", "aws:SourceIp", "here", "10.1.2.3", false},
		{"NotIpAddress", "aws:SourceIp", "10.0.0.0/8", "11.1.2.3", true},
		{"NotIpAddress", "aws:SourceIp", "10.0.0.0/8", "10.1.2.3", false},
		{"NotIpAddress", "aws:SourceIp", "10.0.0.0/8", "-", true},
		{"ArnEquals", "aws:PrincipalArn", "arn:aws:iam::*:role/*", "arn:aws:iam::111122223333:role/a/b", true},
		{"ArnLike", "aws:PrincipalArn", "arn:aws:iam::1*:role/a", "arn:aws:iam::111122223333:role/a", true},
		{"ArnLike", "aws:SourceArn", "arn:aws:logs:*:1:log-group:x", "arn:aws:logs:eu-north-1:1:log-group:x", true},
		{"ArnLike", "aws:SourceArn", "arn:aws:logs:*:1:*", "arn:aws:logs:eu-north-1:1:log-group:x", true},
		{"ArnLike", "aws:SourceArn", "arn:aws:logs:*:log-group:x", "arn:aws:logs:eu-north-1:1:log-group:x", false},
		{"ArnLike", "aws:PrincipalArn", "arn:*", "arn:aws:iam::111122223333:role/a", true},
		{"ArnLike", "aws:PrincipalArn", "arn:*:role/a", "arn:aws:iam::111122223333:role/a", false},
		{"ArnLike", "aws:PrincipalArn", "*", "arn:aws:iam::111122223333:role/a", true},
		{"ArnLike", "aws:PrincipalArn", "arn:aws:iam::111122223333:role/a", "role/a", false},
		{"ArnNotEquals", "aws:PrincipalArn", "arn:aws:iam::*:role/*", "arn:aws:iam::111122223333:user/a", true},
		{"ArnNotLike", "aws:PrincipalArn", "arn:aws:iam::*:role/*", "arn:aws:iam::111122223333:role/a", false},
		{"ArnNotLike", "aws:PrincipalArn", "arn:aws:iam::*:role/*", "-", true},
		{"Null", "kms:ViaService", "true", "-", true},
		{"Null", "kms:ViaService", "true", "s3", false},
		{"Null", "kms:ViaService", "false", "s3", true},
		{"Null", "kms:ViaService", "false", "-", false},
		{"NullIfExists", "kms:ViaService", "true", "-", false},
		{"ForAnyValue:StringEquals", "kms:EncryptionContextKeys", "app", "app|other", true},
		{"ForAnyValue:StringEquals", "kms:EncryptionContextKeys", "app", "other", false},
		{"ForAnyValue:StringEquals", "kms:EncryptionContextKeys", "app", "-", false},
		{"ForAnyValue:StringEqualsIfExists", "kms:EncryptionContextKeys", "app", "-", false},
		{"ForAnyValue:StringNotEquals", "kms:EncryptionContextKeys", "app", "app|other", true},
		{"ForAnyValue:StringNotEquals", "kms:EncryptionContextKeys", "app", "app", false},
		{"ForAnyValue:StringNotEquals", "kms:EncryptionContextKeys", "app", "-", false},
		{"ForAllValues:StringEquals", "kms:GrantOperations", "Encrypt|DescribeKey", "Encrypt", true},
		{"ForAllValues:StringEquals", "kms:GrantOperations", "Encrypt|DescribeKey", "Encrypt|Decrypt", false},
		{"ForAllValues:StringEquals", "kms:GrantOperations", "Encrypt", "-", true},
		{"ForAllValues:StringNotEquals", "kms:GrantOperations", "Decrypt", "Encrypt|DescribeKey", true},
		{"ForAllValues:StringNotEquals", "kms:GrantOperations", "Decrypt", "Encrypt|Decrypt", false},
		{"ForAllValues:StringLike", "aws:TagKeys", "cost*", "cost-centre|costs", true},
		{"ForAllValues:StringEquals", "aws:SourceVpce", "vpce-1", "vpce-1", true},
		{"StringEquals", "kms:GrantOperations", "Encrypt", "Encrypt", false},
		{"StringNotEquals", "kms:GrantOperations", "Decrypt", "Encrypt", false},
		{"StringEquals", "kms:other", "a", "a|b", false},
		{"StringSame", "aws:SourceVpce", "vpce-1", "vpce-1", false},
		{"StringNotSame", "aws:SourceVpce", "vpce-1", "-", false},
	} {
		env := environment{}
		if tc.have != "-" {
			env[fold(tc.key)] = strings.Split(tc.have, "|")
		}
		c := Condition{Operator: tc.operator, Key: tc.key, Values: strings.Split(tc.want, "|")}
		if got := env.holds(c, true); got != tc.holds {
			t.Errorf("%s %s %q against %q: %v", tc.operator, tc.key, tc.want, tc.have, got)
		}
	}
}

// TestEveryOperatorIsCompared fails for an operator that is listed and not implemented.
func TestEveryOperatorIsCompared(t *testing.T) {
	samples := map[string]string{"Numeric": "7", "Date": "2026-11-21", "Bool": "true", "Binary": "QUJD", "Ip": "10.0.0.1", "NotIp": "10.0.0.1", "Arn": "arn:aws:iam::111122223333:role/a", "String": "x"}
	for _, name := range operators {
		if name == "Null" {
			continue
		}
		value := ""
		for prefix, sample := range samples {
			if strings.HasPrefix(name, prefix) {
				value = sample
			}
		}
		got := environment{"a:b": {value}}.holds(Condition{Operator: name, Key: "a:b", Values: []string{value}}, true)
		_, negative := negated[name]
		strict := strings.HasSuffix(name, "Than")
		if got != (!negative && !strict) {
			t.Errorf("%s of %q with itself: %v", name, value, got)
		}
	}
}

func TestConditionWithoutValues(t *testing.T) {
	env := environment{"aws:sourcevpce": {"vpce-1"}}
	if env.holds(Condition{Operator: "StringEquals", Key: "aws:SourceVpce"}, true) {
		t.Error("no value is equal to a value")
	}
	if !env.holds(Condition{Operator: "StringNotEquals", Key: "aws:SourceVpce"}, true) {
		t.Error("a value differs from every one of none")
	}
}

func TestVariables(t *testing.T) {
	env := environment{
		"aws:username": {"ada"}, "aws:principaltag/team": {"p*y"}, "kms:encryptioncontextkeys": {"a", "b"}, "kms:encryptioncontext:user": {"ada"},
	}
	for _, tc := range []struct {
		operator, want, have string
		variables, holds     bool
	}{
		{"StringEquals", "${aws:username}", "ada", true, true},
		{"StringEquals", "${AWS:UserName}", "ada", true, true},
		{"StringEquals", "${aws:username}", "ada", false, false},
		{"StringEquals", "${aws:username}", "${aws:username}", false, true},
		{"StringEquals", "x-${aws:username}-y", "x-ada-y", true, true},
		{"StringLike", "${aws:PrincipalTag/team}", "pay", true, false},
		{"StringLike", "${aws:PrincipalTag/team}", "p*y", true, true},
		{"StringLike", "${aws:PrincipalTag/team}*", "p*y-one", true, true},
		{"StringLike", "a${*}b", "a*b", true, true},
		{"StringLike", "a${*}b", "axb", true, false},
		{"StringLike", "a${?}${$}", "a?$", true, true},
		{"StringEquals", "${aws:absent}", "", true, false},
		{"StringNotEquals", "${aws:absent}", "x", true, true},
		{"StringEquals", "${aws:absent, 'fallback'}", "fallback", true, true},
		{"StringEquals", "${aws:username, 'fallback'}", "ada", true, true},
		{"StringEquals", "${kms:EncryptionContextKeys}", "a", true, false},
		{"StringEquals", "${aws:username", "${aws:username", true, true},
		{"ArnLike", "arn:aws:iam::*:user/${aws:username}", "arn:aws:iam::111122223333:user/ada", true, true},
		{"NumericEquals", "${aws:username}", "1", true, false},
	} {
		env["a:b"] = []string{tc.have}
		c := Condition{Operator: tc.operator, Key: "a:b", Values: []string{tc.want}}
		if got := env.holds(c, tc.variables); got != tc.holds {
			t.Errorf("%s %q against %q (variables %v): %v", tc.operator, tc.want, tc.have, tc.variables, got)
		}
	}
}

// FuzzPattern: a pattern of literals matches itself and nothing else; a star before and after changes nothing about
// matching itself; invalid UTF-8 does no harm.
func FuzzPattern(f *testing.F) {
	for _, s := range []string{"", "a", "a*b?", "${x}", "\xff", "arn:aws:iam::1:role/a", "${*}"} {
		f.Add(s, "b")
	}
	f.Fuzz(func(t *testing.T, s, other string) {
		literal, ok := readPattern(s, false, nil)
		if !ok || literal.text() != strings.ToValidUTF8(s, "\uFFFD") && !strings.ContainsRune(literal.text(), '\uFFFD') {
			t.Fatalf("%q reads as %q", s, literal.text())
		}
		if !literal.matches(literal.text()) {
			t.Fatalf("%q does not match itself", s)
		}
		if literal.matches(other) && literal.text() != strings.Map(func(r rune) rune { return r }, other) {
			t.Fatalf("%q matches %q", s, other)
		}
		wild, _ := readPattern("*"+s+"*", true, nil)
		if !wild.matches(literal.text()) {
			t.Fatalf("*%q* does not match what it stands for", s)
		}
	})
}
