package keypolicy

import (
	"strings"

	"github.com/keywright/terraform-provider-keywright/policies/data"
)

// operators are IAM's condition operators, without set prefix and IfExists.
// Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
var operators = []string{
	"StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike", "StringNotLike",
	"NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan", "NumericGreaterThanEquals",
	"DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals",
	"Bool", "BinaryEquals", "IpAddress", "NotIpAddress", "ArnEquals", "ArnNotEquals", "ArnLike", "ArnNotLike", "Null",
}

var operatorCase = foldedIndex(operators)

func foldedIndex(names []string) map[string]string {
	out := make(map[string]string, len(names))
	for _, n := range names {
		out[fold(n)] = n
	}
	return out
}

// operator is a condition operator taken apart.
type operator struct {
	set      string // "", ForAllValues or ForAnyValue
	base     string // as in operators; "" where it is none
	ifExists bool
}

func readOperator(s string) operator {
	var o operator
	folded := fold(s)
	for _, set := range []string{"ForAllValues", "ForAnyValue"} {
		if rest, ok := strings.CutPrefix(folded, fold(set)+":"); ok {
			o.set, folded = set, rest
			break
		}
	}
	if base, ok := operatorCase[folded]; ok {
		o.base = base
		return o
	}
	if rest, ok := strings.CutSuffix(folded, "ifexists"); ok && rest != "null" {
		o.base, o.ifExists = operatorCase[rest], true
	}
	return o
}

func canonicalOperator(s string) string {
	o := readOperator(s)
	if o.base == "" {
		return s
	}
	out := o.base
	if o.set != "" {
		out = o.set + ":" + out
	}
	if o.ifExists {
		out += "IfExists"
	}
	return out
}

// canonicalKey spells a known key as documented. The part of a key that names an encryption context pair or a tag
// stays as written.
func canonicalKey(s string) string {
	known, ok := data.ConditionKeyNamed(s)
	if !ok {
		return s
	}
	return known.Name + s[len(known.Name):]
}

// multiValued says whether one request can hold several values of a key; without a set operator a comparison is then
// undefined.
func multiValued(key string) bool {
	known, _ := data.ConditionKeyNamed(key)
	return known.Multi
}

// fold lowers ASCII letters only: IAM's names are ASCII, and folding more would make look-alikes equal.
func fold(s string) string {
	if !strings.ContainsFunc(s, isUpper) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}

func isUpper(r rune) bool { return 'A' <= r && r <= 'Z' }
