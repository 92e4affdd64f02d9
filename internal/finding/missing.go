package finding

import (
	"cmp"
	"slices"
	"strings"
)

// MissingInput counts the results that could not be made because one input was not given.
type MissingInput struct {
	Input string
	Rules []string
	Count int
}

// Missing counts what was not assessed, by the input that was missing. What a result counts and does not list has
// an entry of its own, so that the counts add up to the summary's.
func (r *Result) Missing() []MissingInput {
	groups := map[string]*MissingInput{}
	named := 0
	for _, f := range r.Findings {
		if f.Outcome != NotAssessed {
			continue
		}
		id, input := missingOf(f)
		if r.Directory != nil && f.Scope == ScopeChange {
			input = "a plan: a directory does not tell what is there already"
		}
		m := groups[id]
		if m == nil {
			m = &MissingInput{Input: input}
			groups[id] = m
		}
		if m.Input != input {
			m.Input = unnamedInput
		}
		m.Count++
		m.Rules = append(m.Rules, f.Rule)
		named++
	}
	var out []MissingInput
	for _, m := range groups {
		slices.Sort(m.Rules)
		m.Rules = slices.Compact(m.Rules)
		out = append(out, *m)
	}
	slices.SortFunc(out, func(a, b MissingInput) int {
		return cmp.Or(strings.Compare(a.Input, b.Input), slices.Compare(a.Rules, b.Rules))
	})
	if rest := r.Summary.NotAssessed - named; rest > 0 {
		out = append(out, MissingInput{Input: "inputs that the findings do not name", Count: rest})
	}
	return out
}

const unnamedInput = "something that the inputs do not hold"

// missingOf names the group of a finding that was not assessed, and the input that it lacks: by scope, and for a rule
// about single keys by rule, in the rule's own words where it says the same of all.
func missingOf(f Finding) (group, input string) {
	switch f.Scope {
	case ScopeChange:
		return string(f.Scope), "approvals"
	case ScopeEstate:
		return string(f.Scope), "the whole estate (the profile says estate { complete = true })"
	case ScopeEvidence:
		return string(f.Scope), "evidence records"
	default:
		return f.Rule, cmp.Or(strings.TrimSuffix(f.Message, "."), unnamedInput)
	}
}
