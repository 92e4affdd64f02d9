package report

import (
	"io"
	"strings"

	"github.com/keywright/terraform-provider-keywright/internal/finding"
	"github.com/keywright/terraform-provider-keywright/internal/untrusted"
)

// WriteRules prints the rules as a table (text) or with all that is known of them (json).
func WriteRules(w io.Writer, kind string, rules []finding.Rule, o Options) error {
	switch kind {
	case "text":
		p := newPrinter(o)
		for _, r := range rules {
			p.ruleLine(r)
		}
		_, err := w.Write(p.buf.Bytes())
		return err
	case "json":
		out := make([]finding.Rule, 0, len(rules))
		for _, r := range rules {
			out = append(out, listsOf(r))
		}
		return encode(w, out)
	default:
		return ErrKind{Kind: kind}
	}
}

// WriteRule explains one rule.
func WriteRule(w io.Writer, kind string, r finding.Rule, o Options) error {
	switch kind {
	case "text":
		p := newPrinter(o)
		p.rule(r)
		_, err := w.Write(p.buf.Bytes())
		return err
	case "json":
		return encode(w, listsOf(r))
	default:
		return ErrKind{Kind: kind}
	}
}

func listsOf(r finding.Rule) finding.Rule {
	r.Source, r.Controls = notNil(r.Source), notNil(r.Controls)
	return r
}

// The columns of the table of rules.
const (
	idWidth       = 9
	severityWidth = 10
	scopeWidth    = 10
)

func (p *printer) ruleLine(r finding.Rule) {
	lead := idWidth + severityWidth + scopeWidth
	for i, l := range wrap(untrusted.Terminal(r.Title), max(p.width-lead, 20)) {
		if i > 0 {
			p.line(strings.Repeat(" ", lead) + l)
			continue
		}
		p.line(p.paint(bold, pad(r.ID, idWidth)) + pad(string(r.Severity), severityWidth) + pad(string(r.Scope), scopeWidth) + l)
	}
}

func (p *printer) rule(r finding.Rule) {
	p.line(p.paint(bold, untrusted.Terminal(r.ID)+"  "+untrusted.Terminal(r.Title)))
	p.line(p.paint(dim, "severity "+string(r.Severity)+", scope "+string(r.Scope)+", family "+untrusted.Terminal(r.Family)))
	p.line("")
	p.paragraph("", r.Description)
	p.paragraph("Mend", r.Remediation)
	p.block("Refused", r.Avoid)
	p.block("Accepted", r.Prefer)
	p.list("Source", r.Source)
	p.list("Controls", r.Controls)
}

// paragraph prints wrapped text under a title.
func (p *printer) paragraph(title, text string) {
	if text == "" {
		return
	}
	if title != "" {
		p.line(p.paint(bold, title))
	}
	for _, l := range wrap(untrusted.Terminal(strings.Join(strings.Fields(text), " ")), p.width) {
		p.line(l)
	}
	p.line("")
}

// block prints an example of HCL as it is, indented.
func (p *printer) block(title, text string) {
	if text == "" {
		return
	}
	p.line(p.paint(bold, title))
	for line := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n") {
		p.line(strings.TrimRight("  "+untrusted.Terminal(line), " "))
	}
	p.line("")
}
