package report

import (
	"bytes"
	"cmp"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/keywright/terraform-provider-keywright/internal/finding"
	"github.com/keywright/terraform-provider-keywright/internal/untrusted"
)

// writeText prints what a reviewer wants to know, worst first, and the verdict in the last line.
func writeText(w io.Writer, r *finding.Result, o Options) error {
	p := newPrinter(o)
	p.header(r)
	for _, g := range groups(r, o.All) {
		p.group(g)
	}
	p.excepted(r)
	p.notAssessed(r)
	p.assumptions(r)
	p.directory(r)
	p.line(p.paint(verdictStyle(r.Summary), r.Summary.Verdict()))
	_, err := w.Write(p.buf.Bytes())
	return err
}

// group is what was found at one address, worst first.
type group struct {
	address  string
	location *finding.Location
	findings []finding.Finding
}

// groups gathers failures and the undetermined (with all: passes too) by address, the worst address first.
func groups(r *finding.Result, all bool) []group {
	var out []group
	for _, f := range listed(r, all) {
		if f.Outcome == finding.Excepted || f.Outcome == finding.NotAssessed {
			continue
		}
		if n := len(out); n == 0 || out[n-1].address != f.Address {
			out = append(out, group{address: f.Address})
		}
		g := &out[len(out)-1]
		g.findings = append(g.findings, f)
		if g.location == nil {
			g.location = f.Location
		}
	}
	for _, g := range out {
		slices.SortStableFunc(g.findings, worseFirst)
	}
	slices.SortStableFunc(out, func(a, b group) int { return worseFirst(a.findings[0], b.findings[0]) })
	return out
}

// worseFirst orders by what blocks, then by outcome, then by severity.
func worseFirst(a, b finding.Finding) int {
	return slices.Compare(badness(a), badness(b))
}

func badness(f finding.Finding) []int {
	blocks := 1
	if f.Blocks {
		blocks = 0
	}
	return []int{
		blocks,
		slices.Index([]finding.Outcome{finding.Fail, finding.Undetermined, finding.Pass}, f.Outcome),
		slices.Index([]finding.Severity{finding.Critical, finding.High, finding.Medium, finding.Low}, f.Severity),
	}
}

// printer lays out text in the columns it is given.
type printer struct {
	buf       bytes.Buffer
	width     int
	color     bool
	explained map[string]string // rule → the remediation that was printed in full
}

func newPrinter(o Options) *printer {
	return &printer{width: cmp.Or(o.Width, DefaultWidth), color: o.Color, explained: map[string]string{}}
}

func (p *printer) line(s string) {
	p.buf.WriteString(s)
	p.buf.WriteByte('\n')
}

func (p *printer) header(r *finding.Result) {
	var names []string
	for _, in := range r.Input {
		name := untrusted.Terminal(inputName(in.Path)) + " (" + untrusted.Terminal(in.Kind)
		if in.TerraformVersion != "" {
			name += " of Terraform " + untrusted.Terminal(in.TerraformVersion)
		}
		names = append(names, name+")")
	}
	profile := "the built-in profile"
	if r.Profile.Path != "" {
		profile = untrusted.Terminal(r.Profile.Path)
	}
	text := "Checked " + strings.Join(names, ", ") + " against " + profile + " as of " +
		r.Now.UTC().Format("2006-01-02 15:04 MST") + "."
	for i, l := range wrap(text, p.width-2) {
		if i > 0 {
			l = "  " + l
		}
		p.line(p.paint(dim, l))
	}
	p.line("")
}

// inputName is an input's path; "-" stands for standard input on the command line.
func inputName(path string) string {
	if path == "-" {
		return "standard input"
	}
	return path
}

func (p *printer) group(g group) {
	head := p.paint(bold, addressText(g.address))
	if g.location != nil {
		head += "  " + p.paint(dim, place(g.location))
	}
	p.line(head)
	for _, f := range g.findings {
		p.finding(f, g.location)
	}
	p.line("")
}

func addressText(address string) string {
	if address == "" {
		return "the whole input"
	}
	return untrusted.Terminal(address)
}

func place(l *finding.Location) string {
	return untrusted.Terminal(l.File) + ":" + strconv.Itoa(l.Line)
}

func (p *printer) finding(f finding.Finding, at *finding.Location) {
	p.findingHead(f)
	if f.Outcome == finding.Pass {
		return
	}
	for _, l := range wrap(untrusted.Terminal(f.Message), p.width-4) {
		p.line("    " + l)
	}
	p.field("where", where(f, at))
	p.field("expected", untrusted.Terminal(f.Expected))
	if f.Outcome == finding.Undetermined {
		p.field("missing", untrusted.Terminal(f.Actual))
	} else {
		p.field("actual", actual(f))
	}
	for i, w := range f.Witness {
		label := "because"
		if i > 0 {
			label = ""
		}
		p.field(label, untrusted.Terminal(w))
	}
	p.field("waiting", waiting(f))
	p.explain(f)
}

// waiting says which rules cannot be decided before this is mended.
func waiting(f finding.Finding) string {
	if len(f.Waiting) == 0 {
		return ""
	}
	return "undetermined until then: " + strings.Join(f.Waiting, ", ")
}

// explain says how to mend and who asks for it, in full where a rule first appears.
func (p *printer) explain(f finding.Finding) {
	if p.explained[f.Rule] == f.Remediation && f.Remediation != "" {
		p.field("mend", "as said above for "+untrusted.Terminal(f.Rule))
		return
	}
	p.explained[f.Rule] = f.Remediation
	p.field("mend", untrusted.Terminal(f.Remediation))
	p.field("source", sources(f))
}

// findingHead is the line that says the outcome, the rule and what the rule asks, in words.
func (p *printer) findingHead(f finding.Finding) {
	word := strings.ToUpper(string(f.Outcome))
	lead := []string{p.paint(outcomeStyle(f), word)}
	plain := len("  ") + len(word)
	for _, s := range []string{string(f.Severity), f.Rule} {
		if s == "" {
			continue
		}
		lead = append(lead, untrusted.Terminal(s))
		plain += 1 + len([]rune(untrusted.Terminal(s)))
	}
	title := untrusted.Terminal(f.Title)
	if f.Outcome != finding.Pass && !f.Blocks {
		title = strings.TrimSpace(title + " (does not block)")
	}
	lines := wrap(title, max(p.width-plain-2, 20))
	p.line(strings.TrimRight("  "+strings.Join(lead, " ")+"  "+first(lines), " "))
	for _, l := range lines[min(1, len(lines)):] {
		p.line(strings.Repeat(" ", plain+2) + l)
	}
}

func first(lines []string) string {
	if len(lines) == 0 {
		return ""
	}
	return lines[0]
}

// labelWidth is the column at which the text of a labelled field starts.
const labelWidth = 14

func (p *printer) field(label, text string) {
	if text == "" {
		return
	}
	for i, l := range wrap(text, max(p.width-labelWidth, 20)) {
		lead := ""
		if i == 0 {
			lead = label
		}
		p.line("    " + p.paint(dim, pad(lead, labelWidth-4)) + l)
	}
}

func pad(s string, n int) string {
	return s + strings.Repeat(" ", max(n-len(s), 0))
}

func where(f finding.Finding, at *finding.Location) string {
	var parts []string
	l := f.Location
	if l == nil {
		l = &finding.Location{}
	}
	if f.Attribute != "" {
		parts = append(parts, "attribute "+untrusted.Terminal(f.Attribute)+line(l.Attribute))
	}
	if f.Statement != "" {
		parts = append(parts, "statement "+untrusted.Terminal(f.Statement)+line(l.Statement))
	}
	if f.Location != nil && (at == nil || l.File != at.File || l.Line != at.Line) {
		parts = append(parts, place(f.Location))
	}
	return strings.Join(parts, ", ")
}

// line says where a part of a resource stands.
func line(p *finding.Place) string {
	if p == nil {
		return ""
	}
	return " (" + untrusted.Terminal(p.File) + ":" + strconv.Itoa(p.Line) + ")"
}

func actual(f finding.Finding) string {
	if f.Actual == "" || f.Basis == "" || f.Basis == "plan" {
		return untrusted.Terminal(f.Actual)
	}
	return untrusted.Terminal(f.Actual) + " (basis: " + untrusted.Terminal(f.Basis) + ")"
}

// sources are the policies that ask for the rule. Its controls are with `keywright rules ID`.
func sources(f finding.Finding) string {
	out := make([]string, len(f.Source))
	for i, s := range f.Source {
		out[i] = untrusted.Terminal(s)
	}
	return strings.Join(out, "; ")
}
