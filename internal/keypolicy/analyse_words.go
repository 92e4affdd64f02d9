package keypolicy

import (
	"slices"
	"strings"
)

// inWords says what a request carries of each key that matters: the first that will do. What the principal leaves no
// choice of is left out.
func inWords(choices []choice) []string {
	out := []string{}
	for _, c := range choices {
		first := c.domain.candidates[c.left[0]]
		key := c.domain.key.name
		switch first.origin {
		case ofPrincipal:
		case ofAbsence:
			out = append(out, "without "+key)
		case ofTop:
			out = append(out, key+" of some value")
		default:
			words := make([]string, 0, len(first.atoms))
			for _, a := range first.atoms {
				words = append(words, strings.ReplaceAll(a.text, filler, "…"))
			}
			out = append(out, key+" = "+strings.Join(words, ", "))
		}
	}
	return sorted(out)
}

// words says what conditions ask of the principal: those of the statements that give it something, and those of Denies
// about it.
func (j *judged) words() []string {
	out := []string{}
	for _, g := range j.given {
		out = append(out, g.clause.words...)
	}
	for _, c := range j.statements {
		if c.effect == Deny && len(c.words) > 0 && c.mayReach(j.s).verdict != Cannot {
			out = append(out, c.words...)
		}
	}
	return sorted(out)
}

// words says what a statement asks by its conditions. A Deny asks by refusing the contrary.
func words(s Statement) []string {
	say := asked
	if s.Effect == Deny {
		say = refused
	}
	var out []string
	for _, c := range s.Conditions {
		if word := say(c); word != "" {
			out = append(out, word)
		}
	}
	return out
}

// demanding are the operators under which an absent key does not match. …IfExists and ForAllValues let it through.
var demanding = map[string]bool{
	"stringequals": true, "stringequalsignorecase": true, "stringlike": true, "arnequals": true, "arnlike": true,
	"foranyvalue:stringequals": true, "foranyvalue:stringlike": true,
}

// places are the keys that say where requests come from.
var places = map[string]string{"aws:sourcevpce": "from ", "aws:sourcevpc": "from ", "kms:viaservice": "via "}

func asked(c Condition) string {
	operator, key, values := fold(c.Operator), fold(c.Key), joined(c.Values)
	switch {
	case operator == "bool" && key == "aws:multifactorauthpresent" && values == "true":
		return "MFA"
	case demanding[operator] && places[key] != "":
		return places[key] + values
	case demanding[operator] && key == "aws:principalorgid":
		return "of organisation " + values
	}
	return c.Key + " " + c.Operator + " " + values
}

func refused(c Condition) string {
	operator, key, values := fold(c.Operator), fold(c.Key), joined(c.Values)
	switch {
	case (operator == "boolifexists" || operator == "bool") && key == "aws:multifactorauthpresent" && values == "false":
		return "MFA"
	case strings.HasPrefix(operator, "stringnot") && places[key] != "":
		return places[key] + values
	}
	return ""
}

func joined(values []string) string {
	values = slices.Clone(values)
	slices.Sort(values)
	return strings.Join(values, ", ")
}
