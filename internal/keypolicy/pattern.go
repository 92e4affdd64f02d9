package keypolicy

import (
	"strings"
	"unicode/utf8"
)

// pattern is a policy's value, variables put in and wildcards marked: what a variable brings is never a wildcard.
type pattern []token

type token struct {
	r    rune
	wild bool // r is '*' or '?' with its special meaning
}

// readPattern reads a value of a policy. variables resolves ${names}, nil where the document's Version has none. It
// reports false where a variable has no value: such a value matches nothing.
func readPattern(s string, wildcards bool, variables func(string) (string, bool)) (pattern, bool) {
	var out pattern
	for s != "" {
		if name, rest, ok := cutVariable(s); ok && variables != nil {
			value, found := variables(name)
			if !found {
				return nil, false
			}
			for _, r := range value {
				out = append(out, token{r: r})
			}
			s = rest
			continue
		}
		r, size := utf8.DecodeRuneInString(s)
		out = append(out, token{r: r, wild: wildcards && (r == '*' || r == '?')})
		s = s[size:]
	}
	return out, true
}

// cutVariable splits "${name}rest".
func cutVariable(s string) (name, rest string, ok bool) {
	inner, ok := strings.CutPrefix(s, "${")
	if !ok {
		return "", "", false
	}
	return strings.Cut(inner, "}")
}

// matches compares without recursion, in time linear in the product of the lengths at worst.
func (p pattern) matches(value string) bool {
	v := []rune(value)
	i, j, star, mark := 0, 0, -1, 0
	for j < len(v) {
		switch {
		case i < len(p) && p[i].wild && p[i].r == '*':
			star, mark = i, j
			i++
		case i < len(p) && (p[i].wild || p[i].r == v[j]):
			i++
			j++
		case star >= 0:
			mark++
			i, j = star+1, mark
		default:
			return false
		}
	}
	for i < len(p) && p[i].wild && p[i].r == '*' {
		i++
	}
	return i == len(p)
}

// text is the pattern read literally.
func (p pattern) text() string {
	var b strings.Builder
	for _, t := range p {
		b.WriteRune(t.r)
	}
	return b.String()
}

// matchesARN compares the six parts of an ARN one by one, so that no wildcard crosses a colon but in the last. IAM
// completes a pattern of fewer parts with wildcards.
func (p pattern) matchesARN(value string) bool {
	parts := strings.SplitN(value, ":", 6)
	if len(parts) < 6 || parts[0] != "arn" {
		return false
	}
	fields := p.fields()
	for i, part := range parts {
		if i < len(fields) && !fields[i].matches(part) {
			return false
		}
	}
	return true
}

// fields splits at the first five colons.
func (p pattern) fields() []pattern {
	out := []pattern{nil}
	for _, t := range p {
		if t.r == ':' && len(out) < 6 {
			out = append(out, nil)
			continue
		}
		out[len(out)-1] = append(out[len(out)-1], t)
	}
	return out
}
