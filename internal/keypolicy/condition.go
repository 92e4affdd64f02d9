package keypolicy

import (
	"encoding/base64"
	"math/big"
	"net/netip"
	"slices"
	"strings"
	"time"
)

// environment is the request context that conditions and variables are judged by: condition keys in lower case.
type environment map[string][]string

// negated maps an operator to the one it denies.
var negated = map[string]string{
	"StringNotEquals": "StringEquals", "StringNotEqualsIgnoreCase": "StringEqualsIgnoreCase", "StringNotLike": "StringLike",
	"NumericNotEquals": "NumericEquals", "DateNotEquals": "DateEquals", "NotIpAddress": "IpAddress",
	"ArnNotEquals": "ArnEquals", "ArnNotLike": "ArnLike",
}

// holds says whether a condition holds. A condition whose operator IAM does not know never does: KMS refuses the
// policy, so that there is nothing to be exact about.
func (e environment) holds(c Condition, variables bool) bool {
	o := readOperator(c.Operator)
	key := fold(c.Key)
	have := e[key]
	switch {
	case o.base == "":
		return false
	case o.base == "Null":
		return slices.ContainsFunc(c.Values, func(v string) bool {
			return strings.EqualFold(v, "true") && len(have) == 0 || strings.EqualFold(v, "false") && len(have) > 0
		})
	case len(have) == 0:
		_, negative := negated[o.base]
		// ForAnyValue asks for one value at least; IfExists behind it was observed to change nothing.
		return o.set == "ForAllValues" || o.set == "" && (o.ifExists || negative)
	case o.set == "" && (multiValued(key) || len(have) > 1):
		return false // undefined in IAM; observed not to match, whatever the operator
	}
	m := e.comparison(o.base, c.Values, variables)
	if o.set == "ForAllValues" {
		return !slices.ContainsFunc(have, func(v string) bool { return !m(v) })
	}
	return slices.ContainsFunc(have, m)
}

// comparison returns whether one value of the request satisfies the operator with the policy's values.
func (e environment) comparison(base string, values []string, variables bool) func(string) bool {
	positive, isNegated := negated[base]
	if !isNegated {
		positive = base
	}
	var resolve func(string) (string, bool)
	if variables && takesVariables(positive) {
		resolve = e.variable
	}
	wildcards := positive == "StringLike" || positive == "ArnLike" || positive == "ArnEquals"
	var patterns []pattern
	for _, v := range values {
		if p, ok := readPattern(v, wildcards, resolve); ok {
			patterns = append(patterns, p)
		}
	}
	return func(have string) bool {
		matched := slices.ContainsFunc(patterns, func(p pattern) bool { return compare(positive, p, have) })
		return matched != isNegated
	}
}

func takesVariables(base string) bool {
	return strings.HasPrefix(base, "String") || strings.HasPrefix(base, "Arn") || base == "Bool"
}

// variable resolves the inside of ${…}: a condition key with one value, a default in quotes behind a comma, or one of
// the three characters that are special.
func (e environment) variable(name string) (string, bool) {
	if name == "*" || name == "?" || name == "$" {
		return name, true
	}
	key, fallback, hasDefault := strings.Cut(name, ",")
	if have := e[fold(strings.TrimSpace(key))]; len(have) == 1 {
		return have[0], true
	}
	fallback = strings.TrimSpace(fallback)
	if n := len(fallback); hasDefault && n >= 2 && fallback[0] == '\'' && fallback[n-1] == '\'' {
		return fallback[1 : n-1], true
	}
	return "", false
}

// compare applies one positive operator.
func compare(base string, p pattern, have string) bool {
	want := p.text()
	switch base {
	case "StringEquals":
		return want == have
	case "StringEqualsIgnoreCase":
		return strings.EqualFold(want, have)
	case "StringLike":
		return p.matches(have)
	case "ArnEquals", "ArnLike":
		return p.matchesARN(have)
	case "Bool":
		return strings.EqualFold(want, have)
	case "BinaryEquals":
		return equalBinary(want, have)
	case "IpAddress":
		return inNetwork(want, have)
	}
	if op, ok := strings.CutPrefix(base, "Numeric"); ok {
		w, h := readNumber(want), readNumber(have)
		return w != nil && h != nil && ordered(op, h.Cmp(w))
	}
	if op, ok := strings.CutPrefix(base, "Date"); ok {
		w, okW := readDate(want)
		h, okH := readDate(have)
		return okW && okH && ordered(op, h.Compare(w))
	}
	return false
}

func ordered(op string, cmp int) bool {
	switch op {
	case "Equals":
		return cmp == 0
	case "LessThan":
		return cmp < 0
	case "LessThanEquals":
		return cmp <= 0
	case "GreaterThan":
		return cmp > 0
	default:
		return cmp >= 0
	}
}

func equalBinary(want, have string) bool {
	w, errW := base64.StdEncoding.DecodeString(want)
	h, errH := base64.StdEncoding.DecodeString(have)
	return errW == nil && errH == nil && string(w) == string(h)
}

func inNetwork(want, have string) bool {
	addr, err := netip.ParseAddr(have)
	if err != nil {
		return false
	}
	if network, err := netip.ParsePrefix(want); err == nil {
		return network.Contains(addr.Unmap())
	}
	single, err := netip.ParseAddr(want)
	return err == nil && single.Unmap() == addr.Unmap()
}

// readNumber reads a decimal number; nil where it is none. The length is bounded and exponents are refused, since a
// policy is untrusted and 1e999999999 would be written out.
func readNumber(s string) *big.Rat {
	if len(s) > 64 || strings.Trim(s, "+-.0123456789") != "" {
		return nil
	}
	n, ok := new(big.Rat).SetString(s)
	if !ok {
		return nil
	}
	return n
}

// readDate reads the W3C forms of ISO 8601 and seconds since 1970.
func readDate(s string) (time.Time, bool) {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04Z07:00", "2006-01-02", "2006-01", "2006"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, true
		}
	}
	if n := readNumber(s); n != nil && n.IsInt() && n.Num().IsInt64() {
		return time.Unix(n.Num().Int64(), 0), true
	}
	return time.Time{}, false
}
