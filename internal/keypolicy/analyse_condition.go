package keypolicy

import (
	"regexp"
	"slices"
	"strings"

	"github.com/keywright/terraform-provider-keywright/policies/data"
)

// truth is what can be said of a condition or a comparison: it fails, may do either, or holds. The order is that of
// certainty, so that the better of two is the greater.
type truth uint8

const (
	fails truth = iota
	either
	holds
)

func (t truth) not() truth { return holds - t }

func truthOf(b bool) truth {
	if b {
		return holds
	}
	return fails
}

// counterparts maps a negative operator to the positive one.
var counterparts = map[string]string{
	"StringNotEquals": "StringEquals", "StringNotEqualsIgnoreCase": "StringEqualsIgnoreCase", "StringNotLike": "StringLike",
	"NumericNotEquals": "NumericEquals", "DateNotEquals": "DateEquals", "NotIpAddress": "IpAddress",
	"ArnNotEquals": "ArnEquals", "ArnNotLike": "ArnLike",
}

// test is a condition prepared for judging.
type test struct {
	op        operator
	positive  string // the operator's positive counterpart
	negative  bool
	values    []string
	variables bool // ${…} has a meaning
	key       *contextKey
	place     int // in key.tests
}

func newTest(c Condition, key *contextKey, variables bool) *test {
	t := &test{op: readOperator(c.Operator), values: c.Values, variables: variables, key: key, place: len(key.tests)}
	t.positive, t.negative = counterparts[t.op.base]
	if !t.negative {
		t.positive = t.op.base
	}
	return t
}

// isLike says whether the operator takes wildcards.
func (t *test) isLike() bool { return t.positive == "StringLike" || t.isARN() }

func (t *test) isARN() bool { return t.positive == "ArnEquals" || t.positive == "ArnLike" }

// matcher is how the operator compares a pattern.
func (t *test) matcher() func(pattern, s string) bool {
	if t.isARN() {
		return likeARN
	}
	return like
}

// hasVariable says whether what a value stands for depends on the request.
func (t *test) hasVariable(value string) bool { return t.variables && strings.Contains(value, "${") }

// isPattern says whether a value stands for many.
func (t *test) isPattern(value string) bool {
	return t.isLike() && strings.ContainsAny(value, "*?") && !t.hasVariable(value)
}

// judge says whether the condition holds for a candidate. strange: a value of which nothing is known is none that
// names who calls.
func (t *test) judge(c candidate, strange bool) truth {
	switch {
	case t.op.base == "":
		return either
	case t.op.base == "Null":
		return t.judgeNull(c)
	case c.absent() && t.op.set == "ForAnyValue" && t.op.ifExists:
		return either // documented to hold, observed not to
	case c.absent():
		return truthOf(t.op.ifExists || t.op.set == "ForAllValues" || t.op.set == "" && t.negative)
	case t.op.set == "" && (t.key.row.Multi || len(c.atoms) > 1):
		return either
	}
	all, some := holds, fails
	for _, a := range c.atoms {
		v := t.matches(a, strange)
		all, some = min(all, v), max(some, v)
	}
	if t.op.set == "ForAllValues" {
		return all
	}
	return some
}

func (t *test) judgeNull(c candidate) truth {
	out := fails
	for _, v := range t.values {
		switch {
		case fold(v) == "true" && c.absent() || fold(v) == "false" && !c.absent():
			return holds
		case strings.Contains(v, "${"):
			out = either
		}
	}
	return out
}

// matches judges one value of the request against those of the policy, of which one is enough.
func (t *test) matches(a atom, strange bool) truth {
	best := fails
	for _, value := range t.values {
		best = max(best, t.compare(value, a, strange))
	}
	if t.negative {
		return best.not()
	}
	return best
}

func (t *test) compare(value string, a atom, strange bool) truth {
	switch {
	case t.isNobodys(value):
		return fails
	case a.origin == ofTop && strange && isNarrow(t.key.name, value):
		return fails
	case a.origin == ofTop || t.hasVariable(value):
		return either
	case a.role != "":
		return t.compareRole(value, a)
	}
	switch t.positive {
	case "StringEquals":
		return truthOf(value == a.text)
	case "StringEqualsIgnoreCase":
		if fold(value) == fold(a.text) {
			return holds
		}
		if isASCII(value) && isASCII(a.text) {
			return fails
		}
		return either
	case "StringLike":
		return truthOf(like(value, a.text))
	case "ArnEquals", "ArnLike":
		return matchARN(value, a.text)
	case "Bool":
		return truthOf(fold(value) == fold(a.text))
	}
	return either // numbers, dates, addresses and binary values are not reckoned with
}

// escaped are the wildcards and the dollar sign that stand for themselves, in the last part of a path.
var escaped = regexp.MustCompile(`\$\{[*?$]\}[^/]*$`)

// isNobodys says that a value means no caller: no name of a role, a user or a session has such characters.
func (t *test) isNobodys(value string) bool {
	return t.variables && t.key.name == "aws:principalarn" && (t.isARN() || strings.HasPrefix(t.positive, "String")) && escaped.MatchString(value)
}

// compareRole judges the ARN of a role that has a path, of which nothing is known.
func (t *test) compareRole(value string, a atom) truth {
	if !strings.HasPrefix(t.positive, "String") && !t.isARN() {
		return either
	}
	match := t.matcher()
	last := value[strings.LastIndexByte(value, '/')+1:]
	switch {
	case t.isARN() && !t.isPattern(value) && !isWholeARN(value):
		return matchARN(value, a.text) // no part of it is about the path
	// Only wildcards that take every path take both the shortest and one of many characters.
	case t.isPattern(value) && match(value, a.text) && match(value, strings.Replace(a.text, shortPath, anyPath, 1)):
		if t.isARN() {
			return matchARN(value, a.text)
		}
		return holds
	case strings.ContainsAny(last, "*?") && t.isPattern(value),
		last == a.role, t.positive == "StringEqualsIgnoreCase" && fold(last) == fold(a.role):
		return either
	}
	return fails
}

// like compares with wildcards: "*" for any run of characters, "?" for one.
func like(pattern, s string) bool {
	if isASCII(pattern) && isASCII(s) {
		return data.Wildcard(pattern, s)
	}
	return likeRunes([]rune(pattern), []rune(s))
}

func likeRunes(pattern, s []rune) bool {
	// matched[i] says whether what was read of the pattern matches the first i characters.
	matched := make([]bool, len(s)+1)
	matched[0] = true
	for _, p := range pattern {
		if p == '*' {
			for i := 1; i <= len(s); i++ {
				matched[i] = matched[i] || matched[i-1]
			}
			continue
		}
		for i := len(s); i > 0; i-- {
			matched[i] = matched[i-1] && (p == '?' || p == s[i-1])
		}
		matched[0] = false
	}
	return matched[len(s)]
}

// likeARN compares the six parts of ARNs one by one. A pattern of fewer parts leaves the others open.
func likeARN(pattern, arn string) bool {
	have := strings.SplitN(arn, ":", 6)
	if len(have) < 6 || have[0] != "arn" {
		return false
	}
	for i, part := range strings.SplitN(pattern, ":", 6) {
		if !like(part, have[i]) {
			return false
		}
	}
	return true
}

// matchARN says whether a pattern takes an ARN. What one of fewer parts than an ARN has takes is not documented, but that
// "*" takes every ARN.
func matchARN(pattern, arn string) truth {
	switch {
	case !likeARN(pattern, arn):
		return fails
	case strings.Count(pattern, ":") < 5 && strings.Trim(pattern, "*") != "":
		return either
	}
	return holds
}

func isWholeARN(s string) bool { return strings.HasPrefix(s, "arn:") && strings.Count(s, ":") >= 5 }

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= 0x80 })
}

// sameTest says whether two conditions ask the same.
func sameTest(a, b *test) bool {
	return a.positive == b.positive && slices.Equal(sorted(a.values), sorted(b.values))
}
