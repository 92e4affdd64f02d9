package keypolicy

import (
	"slices"
	"strings"
)

// filler stands in samples and fresh values for text that no policy in its senses names.
const filler = "ÿ"

var fillers = strings.NewReplacer("*", filler, "?", filler)

// openCandidates stand for all values of a key that the principal does not determine: of two values that no condition
// of the text tells apart, one is enough.
func (k *contextKey) openCandidates() []candidate {
	if k.row.Type == "Bool" {
		return append([]candidate{{}}, several(ofBool, "false", "true")...)
	}
	literals, samples := k.literals(), k.samples()
	atoms := make([]atom, 0, len(literals)+len(samples)+1)
	for _, text := range literals {
		atoms = append(atoms, atom{text: text, origin: ofLiteral})
	}
	atoms = append(append(atoms, samples...), atom{text: filler, origin: ofFresh})
	top := k.needsTop(literals, samples)
	if k.row.Multi || slices.ContainsFunc(k.tests, func(t *test) bool { return t.op.set != "" }) {
		return lists(atoms, top || k.manySets())
	}
	out := []candidate{{}}
	for _, a := range atoms {
		out = append(out, one(a))
	}
	if top {
		out = append(out, one(atom{origin: ofTop}))
	}
	return out
}

// maxPairs is how many values are still taken in pairs.
const maxPairs = 12

// lists are the lists of values that stand for all others: two of three conditions about some value of a list need a
// value each, and three leave none that is about all of them.
func lists(atoms []atom, top bool) []candidate {
	out := []candidate{{}}
	add := func(of ...atom) {
		c := candidate{atoms: of}
		for _, a := range of {
			c.origin = max(c.origin, a.origin)
		}
		out = append(out, c)
	}
	for _, a := range atoms {
		add(a)
	}
	if len(atoms) <= maxPairs {
		for i, a := range atoms {
			for _, b := range atoms[i+1:] {
				add(a, b)
			}
		}
	}
	if len(atoms) > 2 {
		add(atoms...)
	}
	if top || len(atoms) > maxPairs {
		add(atom{origin: ofTop})
	}
	return out
}

// literals are the values that conditions compare with as they are.
func (k *contextKey) literals() []string {
	var out []string
	for _, t := range k.tests {
		exact := strings.HasPrefix(t.positive, "StringEquals")
		for _, v := range t.values {
			if (exact || t.isLike() && !t.isPattern(v)) && !t.hasVariable(v) && isPossible(k.name, v) {
				out = append(out, v)
			}
		}
	}
	if k.name == "kms:grantoperations" {
		out = append(out, operationsOfUse...)
	}
	return sorted(out)
}

// isPossible says whether a key may have a value: an account is twelve digits, an organisation has an id.
func isPossible(key, value string) bool {
	switch key {
	case "aws:principalaccount", "kms:calleraccount":
		return isAccountID(value)
	case "aws:principalorgid":
		return organisation.MatchString(value)
	}
	return true
}

// operationsOfUse are the operations by which a grant gives use of a key.
var operationsOfUse = []string{
	"Decrypt", "ReEncryptFrom", "DeriveSharedSecret", "Decapsulate", "GenerateDataKey", "GenerateDataKeyPair", "Sign", "GenerateMac",
}

// samples are one value for each pattern.
func (k *contextKey) samples() []atom {
	var patterns []string
	for _, t := range k.tests {
		for _, v := range t.values {
			if t.isPattern(v) {
				patterns = append(patterns, v)
			}
		}
	}
	var out []atom
	for _, p := range sorted(patterns) {
		out = append(out, atom{text: fillers.Replace(p), pattern: p, origin: ofSample})
	}
	return out
}

// needsTop says whether literals, samples and a fresh value may fail to stand for all values: patterns that overlap,
// comparisons that are not reckoned with, and values that the fillers happen to be.
func (k *contextKey) needsTop(literals []string, samples []atom) bool {
	if slices.Contains(literals, filler) {
		return true
	}
	var first *test // that has a pattern
	for _, t := range k.tests {
		patterned := slices.ContainsFunc(t.values, t.isPattern)
		switch {
		case isUnreckoned(t.positive) || slices.ContainsFunc(t.values, t.missesItself):
			return true
		case patterned && first == nil:
			first = t
		case patterned && !sameTest(first, t):
			return true
		}
	}
	return first != nil && slices.ContainsFunc(samples, func(s atom) bool { return first.mistakes(s, literals) })
}

// isUnreckoned says whether values compare by more than what they are. Bool is among these where the key is none: a
// tag, say, may be neither true nor false.
func isUnreckoned(positive string) bool {
	return slices.ContainsFunc([]string{"Numeric", "Date", "IpAddress", "Binary", "StringEqualsIgnoreCase", "Bool"}, func(prefix string) bool {
		return strings.HasPrefix(positive, prefix)
	})
}

// missesItself says whether a literal of an ARN operator is no ARN: one of fewer parts stands for many.
func (t *test) missesItself(v string) bool {
	return t.isARN() && !t.isPattern(v) && !t.hasVariable(v) && !isWholeARN(v)
}

// mistakes says whether the sample of a pattern may be taken for something else, or the pattern takes a fresh value.
func (t *test) mistakes(s atom, literals []string) bool {
	match := t.matcher()
	if strings.Trim(s.pattern, "*") == "" {
		return !match(s.pattern, s.text)
	}
	return !match(s.pattern, s.text) || s.text == filler || slices.Contains(literals, s.text) || match(s.pattern, filler)
}

// manySets says whether more conditions on lists meet on the key than pairs of values can tell apart.
func (k *contextKey) manySets() bool {
	var found []*test
	for _, t := range k.tests {
		same := func(o *test) bool { return o.op.set == t.op.set && o.negative == t.negative && sameTest(o, t) }
		if t.op.set != "" && !slices.ContainsFunc(found, same) {
			found = append(found, t)
		}
	}
	return len(found) > 3
}
