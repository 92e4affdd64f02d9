package report

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/keywright/terraform-provider-keywright/internal/finding"
	"github.com/keywright/terraform-provider-keywright/internal/untrusted"
)

// indexPage is the name that code hosts show of a folder.
const indexPage = "README.md"

// families says what the rules of a family speak of, in the order of the index.
var families = []struct{ name, title string }{
	{"key", "What a key is"},
	{"separation", "Separation"},
	{"region", "Regions"},
	{"rotation", "Rotation"},
	{"access", "Who can do what"},
	{"secret", "Secrets"},
	{"encryption", "What the keys are for"},
	{"audit", "Evidence"},
	{"change", "What a change needs"},
	{"exception", "Exceptions"},
	{"pool", "DEK pools"},
	{"plan", "The plan itself"},
}

// scopes says what a rule of each scope needs, for readers.
var scopes = map[finding.Scope]string{
	finding.ScopeKey:      "it needs the plan and the profile, and nothing else",
	finding.ScopeChange:   "it needs what was there before the change, and who approved it",
	finding.ScopeEstate:   "it needs the whole estate, and the profile says whether the inputs are that",
	finding.ScopeEvidence: "it needs dated records",
}

// RulePages gives the documents of the rules by file name: a page for each, and an index.
func RulePages(rules []finding.Rule) map[string]string {
	rules = slices.Clone(rules)
	slices.SortFunc(rules, func(a, b finding.Rule) int { return strings.Compare(a.ID, b.ID) })
	pages := map[string]string{indexPage: rulesIndex(rules)}
	for i := range rules {
		pages[rules[i].ID+".md"] = rulePage(&rules[i])
	}
	return pages
}

// page puts Markdown together, a paragraph at a time.
type page struct{ strings.Builder }

// printf writes to memory, which takes everything.
func (p *page) printf(format string, args ...any) { _, _ = fmt.Fprintf(p, format, args...) }

func (p *page) paragraph(format string, args ...any) { p.printf(format+"\n\n", args...) }

func (p *page) heading(level int, text string) {
	p.paragraph("%s %s", strings.Repeat("#", level), untrusted.Markdown(text))
}

func (p *page) list(title string, items []string) {
	if len(items) == 0 {
		return
	}
	p.heading(2, title)
	for _, item := range items {
		p.printf("- %s\n", untrusted.Markdown(item))
	}
	p.WriteByte('\n')
}

// code shows HCL between bars that it does not hold itself.
func (p *page) code(title, hcl string) {
	if hcl == "" {
		return
	}
	bar := "```"
	for strings.Contains(hcl, bar) {
		bar += "`"
	}
	p.heading(2, title)
	p.paragraph("%shcl\n%s\n%s", bar, strings.TrimRight(hcl, "\n"), bar)
}

func (p *page) text() string { return strings.TrimRight(p.String(), "\n") + "\n" }

func rulePage(r *finding.Rule) string {
	p := &page{}
	p.heading(1, r.ID+": "+r.Title)
	p.paragraph("**%s**, scope `%s`: %s. All rules: [the index](%s).", r.Severity, r.Scope, scopes[r.Scope], indexPage)
	p.paragraph("%s", untrusted.Markdown(r.Description))
	p.heading(2, "How to mend it")
	p.paragraph("%s", untrusted.Markdown(r.Remediation))
	p.code("Refused", r.Avoid)
	p.code("Accepted", r.Prefer)
	p.list("Source", r.Source)
	p.list("Controls", r.Controls)
	return p.text()
}

func rulesIndex(rules []finding.Rule) string {
	p := &page{}
	p.heading(1, "The rules")
	p.paragraph("What `keywright check` applies, %d rules. `keywright rules ID` prints one of these pages. A rule blocks from the severity that\nthe profile's `fail_on` names; [checking.md](../checking.md) says what each outcome means.", len(rules))
	p.heading(2, "By family")
	for _, family := range familiesOf(rules) {
		p.heading(3, family.title)
		p.WriteString("| rule | what must hold | severity | scope |\n|---|---|---|---|\n")
		for i := range rules {
			if r := &rules[i]; r.Family == family.name {
				p.printf("| %s | %s | %s | %s |\n", link(r.ID), untrusted.Markdown(r.Title), r.Severity, r.Scope)
			}
		}
		p.WriteByte('\n')
	}
	p.index("By severity", "severity", []string{"critical", "high", "medium", "low"}, rules, func(r *finding.Rule) []string { return []string{string(r.Severity)} })
	p.index("By control", "control", nil, rules, func(r *finding.Rule) []string { return r.Controls })
	p.index("By source", "document and section", nil, rules, func(r *finding.Rule) []string { return r.Source })
	return p.text()
}

// familiesOf gives the families that have rules, those that are not known last.
func familiesOf(rules []finding.Rule) []struct{ name, title string } {
	left := map[string]bool{}
	for i := range rules {
		left[rules[i].Family] = true
	}
	var out []struct{ name, title string }
	for _, f := range families {
		if left[f.name] {
			out = append(out, f)
			delete(left, f.name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(left)) {
		out = append(out, struct{ name, title string }{name, name})
	}
	return out
}

// index lists rules by what they have: in the order given, else in that of the words.
func (p *page) index(title, head string, order []string, rules []finding.Rule, of func(*finding.Rule) []string) {
	with := map[string][]string{}
	for i := range rules {
		for _, key := range of(&rules[i]) {
			with[key] = append(with[key], link(rules[i].ID))
		}
	}
	place := func(key string) int { return slices.Index(order, key) }
	keys := slices.SortedFunc(maps.Keys(with), func(a, b string) int { return cmp.Or(cmp.Compare(place(a), place(b)), naturally(a, b)) })
	p.heading(2, title)
	p.printf("| %s | rules |\n|---|---|\n", head)
	for _, key := range keys {
		p.printf("| %s | %s |\n", untrusted.Markdown(key), strings.Join(with[key], ", "))
	}
	p.WriteByte('\n')
}

// naturally compares texts with the numbers in them as numbers, so that 3.10 comes after 3.9.
func naturally(a, b string) int {
	for a != "" && b != "" {
		x, y := leading(a), leading(b)
		if c := compareParts(x, y); c != 0 {
			return c
		}
		a, b = a[len(x):], b[len(y):]
	}
	return strings.Compare(a, b)
}

// leading is the run of digits or of other signs that a text begins with.
func leading(s string) string {
	digit := isDigit(s[0])
	for i := range len(s) {
		if isDigit(s[i]) != digit {
			return s[:i]
		}
	}
	return s
}

func compareParts(a, b string) int {
	if isDigit(a[0]) && isDigit(b[0]) {
		return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b))
	}
	return strings.Compare(a, b)
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func link(id string) string { return fmt.Sprintf("[%s](%s.md)", untrusted.Markdown(id), id) }
