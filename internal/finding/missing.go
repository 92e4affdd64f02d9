package finding

import "slices"

// MissingInput counts the results that could not be made because one input was not given.
type MissingInput struct {
	Input string
	Rules []string
	Count int
}

// Missing counts what was not assessed, by the input that was missing. What a result counts and does not list has
// an entry of its own, so that the counts add up to the summary's.
func (r *Result) Missing() []MissingInput {
	byScope := map[Scope]*MissingInput{}
	named := 0
	for _, f := range r.Findings {
		if f.Outcome != NotAssessed {
			continue
		}
		m := byScope[f.Scope]
		if m == nil {
			m = &MissingInput{Input: scopeInput(f.Scope)}
			byScope[f.Scope] = m
		}
		m.Count++
		m.Rules = append(m.Rules, f.Rule)
		named++
	}
	var out []MissingInput
	for _, s := range []Scope{ScopeChange, ScopeEstate, ScopeEvidence, ScopeKey} {
		if m := byScope[s]; m != nil {
			slices.Sort(m.Rules)
			m.Rules = slices.Compact(m.Rules)
			out = append(out, *m)
		}
	}
	if rest := r.Summary.NotAssessed - named; rest > 0 {
		out = append(out, MissingInput{Input: "inputs that the findings do not name", Count: rest})
	}
	return out
}

// scopeInput names the input that rules of a scope need.
func scopeInput(s Scope) string {
	switch s {
	case ScopeChange:
		return "approvals"
	case ScopeEstate:
		return "the whole estate (the profile says estate { complete = true })"
	case ScopeEvidence:
		return "evidence records"
	default:
		return "something that the inputs do not hold"
	}
}
