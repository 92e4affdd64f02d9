package audit

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/keywright/terraform-provider-keywright/internal/finding"
)

func sortedKeys[V any](m map[string]V) []string {
	return slices.Sorted(maps.Keys(m))
}

// findings lists what stands against the keys: failed, undetermined, excepted.
func (v *view) findings() Section {
	s := Section{ID: "findings", Title: "Findings"}
	for _, part := range []struct {
		outcome finding.Outcome
		title   string
	}{
		{finding.Fail, "Failed"},
		{finding.Undetermined, "Undetermined: the inputs do not say"},
		{finding.Excepted, "Excepted, by the register of exceptions"},
	} {
		t := &Table{Caption: part.title, Head: columns("Rule", "Where", "What was found", "How to mend", "Source and controls")}
		for _, f := range v.with(part.outcome) {
			t.Rows = append(t.Rows, findingRow(f))
		}
		if len(t.Rows) > 0 {
			s.Blocks = append(s.Blocks, Block{Table: t})
		}
	}
	if len(s.Blocks) == 0 {
		s.Blocks = []Block{note("No rule failed, none was undetermined and none is excepted. What was not assessed is listed below.")}
	}
	return s
}

// with gives the findings of one outcome, worst and then by address.
func (v *view) with(o finding.Outcome) []finding.Finding {
	var out []finding.Finding
	for _, f := range v.in.Result.Findings {
		if f.Outcome == o {
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(a, b finding.Finding) int {
		if c := severityRank(a.Severity) - severityRank(b.Severity); c != 0 {
			return c
		}
		return slices.Compare([]string{a.Address, a.Rule, a.Attribute, a.Fingerprint}, []string{b.Address, b.Rule, b.Attribute, b.Fingerprint})
	})
	return out
}

func severityRank(s finding.Severity) int {
	return slices.Index([]finding.Severity{finding.Critical, finding.High, finding.Medium, finding.Low}, s)
}

func findingRow(f finding.Finding) []Cell {
	rule := text(f.Rule).and(Line{Text: f.Title}).and(Line{Text: string(f.Severity), Weak: true})
	switch f.Outcome {
	case finding.Fail:
		rule.Mark = Bad
	case finding.Undetermined:
		rule.Mark = Open
	default:
		rule.Mark = Aside
	}
	if f.Blocks {
		rule = rule.and(Line{Text: "blocks", Weak: true})
	}
	return []Cell{rule, findingPlace(f), found(f), text(f.Remediation), lines(slices.Concat(f.Source, f.Controls))}
}

func findingPlace(f finding.Finding) Cell {
	c := code(f.Address)
	if f.Address == "" {
		c = text("the whole input")
	}
	c = c.and(Line{Text: prefixed("attribute ", f.Attribute)}).and(Line{Text: prefixed("statement ", f.Statement)})
	if f.Location != nil {
		c = c.and(Line{Text: f.Location.File + ":" + strconv.Itoa(f.Location.Line), Code: true, Weak: true})
	}
	return c
}

func found(f finding.Finding) Cell {
	c := text(f.Message).and(Line{Text: prefixed("Expected: ", f.Expected)})
	if f.Outcome == finding.Undetermined {
		c = c.and(Line{Text: prefixed("Missing: ", f.Actual)})
	} else {
		c = c.and(Line{Text: prefixed("Actual: ", f.Actual)})
	}
	for _, w := range f.Witness {
		c = c.and(Line{Text: "Because: " + w, Weak: true})
	}
	if e := f.Exception; e != nil {
		c = c.and(Line{Text: "Exception " + e.ID + prefixed(", approved by ", e.ApprovedBy) + prefixed(", ends ", e.Ends)})
	}
	return c
}

func prefixed(prefix, s string) string {
	if s == "" {
		return ""
	}
	return prefix + s
}

// judged adds what the rules of one family said, so that facts and verdict stand side by side.
func (v *view) judged(s Section, family, caption string) Section {
	t := &Table{Caption: caption, Head: columns("Rule", "Key", "Outcome", "Message")}
	for _, o := range []finding.Outcome{finding.Fail, finding.Undetermined, finding.Excepted, finding.NotAssessed, finding.Pass} {
		found := v.with(o)
		slices.SortStableFunc(found, func(a, b finding.Finding) int { return strings.Compare(a.Rule, b.Rule) })
		for _, f := range found {
			if strings.HasPrefix(f.Rule, family) {
				t.Rows = append(t.Rows, []Cell{text(f.Rule).and(Line{Text: f.Title, Weak: true}), code(v.nameOf(f.Address)), outcomeCell(o), text(f.Message)})
			}
		}
	}
	if len(t.Rows) == 0 {
		s.Blocks = append(s.Blocks, warning("No rule of this family said anything of these inputs."))
		return s
	}
	s.Blocks = append(s.Blocks, Block{Table: t})
	return s
}

func outcomeCell(o finding.Outcome) Cell {
	word := strings.ReplaceAll(string(o), "_", " ")
	switch o {
	case finding.Pass:
		return marked(Good, word)
	case finding.Fail:
		return marked(Bad, word)
	case finding.Excepted:
		return marked(Aside, word)
	default:
		return marked(Open, word)
	}
}
