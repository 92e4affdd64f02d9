package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/keywright/terraform-provider-keywright/internal/finding"
	"github.com/keywright/terraform-provider-keywright/internal/untrusted"
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
	s := untrusted.Terminal(f.Rule) + " " + addressText(f.Address)
	if f.Exception == nil {
		return s
	}
	s += ": exception " + untrusted.Terminal(f.Exception.ID)
	if f.Exception.ApprovedBy != "" {
		s += ", approved by " + untrusted.Terminal(f.Exception.ApprovedBy)
	}
	if f.Exception.Ends != "" {
		s += ", ends " + untrusted.Terminal(f.Exception.Ends)
	}
	return s
}

// notAssessed says which inputs were not given and how many results each would have allowed.
func (p *printer) notAssessed(r *finding.Result) {
	var lines []string
	for _, m := range r.Missing() {
		lines = append(lines, missingLine(m))
	}
	p.list("Not assessed, because an input was not given", lines)
}

func missingLine(m finding.MissingInput) string {
	s := untrusted.Terminal(m.Input)
	if len(m.Rules) > 0 {
		s += " (" + untrusted.Terminal(strings.Join(m.Rules, ", ")) + ")"
	}
	return s + ": " + count(m.Count, "result")
}

func appendNew(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

func (p *printer) assumptions(r *finding.Result) {
	var lines []string
	for _, a := range r.Assumptions {
		lines = appendNew(lines, untrusted.Terminal(a))
	}
	p.list("Assumed", lines)
}

// directory says how much of what was asked of a directory it could decide, and what it does not tell.
func (p *printer) directory(r *finding.Result) {
	d := r.Directory
	if d == nil {
		return
	}
	lines := []string{fmt.Sprintf("%d of %s decided; the rest only a plan could know, or nobody before apply.", d.Decided, count(d.Asked, "question"))}
	for _, note := range append(slices.Clone(d.Notes), d.Open...) {
		lines = appendNew(lines, untrusted.Terminal(note))
	}
	p.list("Judged from source, as if all of it were made anew", lines)
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

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
