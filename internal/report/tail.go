package report

import (
	"fmt"
	"strings"

	"github.com/keywright/terraform-provider-keywright/internal/finding"
)

// excepted lists what an entry of the exception register covers, one line each.
func (p *printer) excepted(r *finding.Result) {
	var lines []string
	for _, f := range listed(r, false) {
		if f.Outcome == finding.Excepted {
			lines = append(lines, exceptedLine(f))
		}
	}
	p.list("Excepted", lines)
}

func exceptedLine(f finding.Finding) string {
	s := terminal(f.Rule) + " " + addressText(f.Address)
	if f.Exception == nil {
		return s
	}
	s += ": exception " + terminal(f.Exception.ID)
	if f.Exception.ApprovedBy != "" {
		s += ", approved by " + terminal(f.Exception.ApprovedBy)
	}
	if f.Exception.Ends != "" {
		s += ", ends " + terminal(f.Exception.Ends)
	}
	return s
}

// notAssessed says which inputs were not given and how many results each would have allowed.
func (p *printer) notAssessed(r *finding.Result) {
	var lines []string
	for _, m := range Missing(r) {
		lines = append(lines, m.Input+": "+count(m.Count, "result"))
	}
	p.list("Not assessed, because an input was not given", lines)
}

// MissingInput counts the results that could not be made because one input was not given.
type MissingInput struct {
	Input string
	Rules []string
	Count int
}

// Missing counts what was not assessed, by the input that was missing. What a result counts and does not list has
// an entry of its own, so that the counts add up to the summary's.
func Missing(r *finding.Result) []MissingInput {
	byScope := map[finding.Scope]*MissingInput{}
	named := 0
	for _, f := range r.Findings {
		if f.Outcome != finding.NotAssessed {
			continue
		}
		m := byScope[f.Scope]
		if m == nil {
			m = &MissingInput{Input: scopeInput(f.Scope)}
			byScope[f.Scope] = m
		}
		m.Count++
		m.Rules = appendNew(m.Rules, f.Rule)
		named++
	}
	var out []MissingInput
	for _, s := range []finding.Scope{finding.ScopeChange, finding.ScopeEstate, finding.ScopeEvidence, finding.ScopeKey} {
		if m := byScope[s]; m != nil {
			out = append(out, *m)
		}
	}
	if rest := r.Summary.NotAssessed - named; rest > 0 {
		out = append(out, MissingInput{Input: "inputs that the findings do not name", Count: rest})
	}
	return out
}

func appendNew(list []string, s string) []string {
	for _, have := range list {
		if have == s {
			return list
		}
	}
	return append(list, s)
}

// scopeInput names the input that rules of a scope need.
func scopeInput(s finding.Scope) string {
	switch s {
	case finding.ScopeChange:
		return "approvals"
	case finding.ScopeEstate:
		return "the whole estate (the profile says estate { complete = true })"
	case finding.ScopeEvidence:
		return "evidence records"
	default:
		return "facts that this input does not hold"
	}
}

func (p *printer) assumptions(r *finding.Result) {
	var lines []string
	for _, a := range r.Assumptions {
		lines = appendNew(lines, terminal(a))
	}
	p.list("Assumed", lines)
}

func (p *printer) list(title string, items []string) {
	if len(items) == 0 {
		return
	}
	p.line(p.paint(bold, title))
	for _, item := range items {
		for i, l := range wrap(item, max(p.width-4, 20)) {
			lead := "    "
			if i == 0 {
				lead = "  - "
			}
			p.line(lead + l)
		}
	}
	p.line("")
}

// Verdict is the verdict in one line. It says "passed" only where something was judged and nothing stands against it.
func Verdict(s finding.Summary) string {
	against := []string{count0(s.Fail, "fail"), count0(s.Undetermined, "undetermined")}
	rest := []string{count0(s.Pass, "pass"), count0(s.NotAssessed, "not assessed"), count0(s.Excepted, "excepted")}
	of := fmt.Sprintf(" (%s, %s)", count(s.Keys, "key"), count(s.Rules, "rule"))
	switch {
	case s.Blocked:
		return "blocked: " + joined(against, rest) + of
	case s.Pass+s.Fail+s.Undetermined+s.Excepted == 0:
		return "not judged: " + joined([]string{"no rule found anything to judge"}, rest) + of
	case s.Fail+s.Undetermined > 0:
		return "not blocked: " + joined(against, rest) + of
	case s.Pass == 0:
		return "not blocked: " + joined(rest) + of
	default:
		return "passed: " + joined(rest) + of
	}
}

func joined(lists ...[]string) string {
	var out []string
	for _, l := range lists {
		for _, s := range l {
			if s != "" {
				out = append(out, s)
			}
		}
	}
	if len(out) == 0 {
		return "nothing counted"
	}
	return strings.Join(out, ", ")
}

func count0(n int, what string) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%d %s", n, what)
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
