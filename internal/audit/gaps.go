package audit

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/keywright/terraform-provider-keywright/internal/finding"
)

// rules lists the rules that were applied and how often each came to which outcome.
func (v *view) rules() Section {
	outcomes := []finding.Outcome{finding.Pass, finding.Fail, finding.Undetermined, finding.NotAssessed, finding.Excepted}
	counts := map[string]map[finding.Outcome]int{}
	for _, f := range v.in.Result.Findings {
		if counts[f.Rule] == nil {
			counts[f.Rule] = map[finding.Outcome]int{}
		}
		counts[f.Rule][f.Outcome]++
	}
	t := &Table{Caption: plural(len(v.in.Rules), "rule"), Head: columns("Rule", "Severity", "Pass", "Fail", "Undetermined", "Not assessed", "Excepted", "Source", "Controls")}
	rules := slices.Clone(v.in.Rules)
	slices.SortFunc(rules, func(a, b finding.Rule) int { return strings.Compare(a.ID, b.ID) })
	for _, r := range rules {
		row := []Cell{text(r.ID).and(Line{Text: r.Title, Weak: true}), text(string(r.Severity))}
		for _, o := range outcomes {
			row = append(row, countCell(o, counts[r.ID][o]))
		}
		t.Rows = append(t.Rows, append(row, lines(r.Source), lines(r.Controls)))
	}
	return Section{ID: "rules", Title: "Rules applied", Intro: "Every rule of the bundle. A rule without any result found nothing that it speaks of.", Blocks: []Block{{Table: t}}}
}

func countCell(o finding.Outcome, n int) Cell {
	if n == 0 {
		return Cell{}
	}
	c := text(strconv.Itoa(n))
	if o == finding.Fail || o == finding.Undetermined || o == finding.NotAssessed {
		c.Mark = outcomeCell(o).Mark
	}
	return c
}

// notAssessed lists what could not be judged because an input was not given. It is never a pass.
func (v *view) notAssessed() Section {
	s := Section{ID: "not-assessed", Title: "Not assessed", Intro: "What no rule could judge, because an input was not given. This is not a pass."}
	missing := v.in.Result.Missing()
	if len(missing) == 0 {
		s.Blocks = []Block{note("Every rule that applies had its inputs.")}
		return s
	}
	t := &Table{Caption: "By the input that is missing", Head: columns("Missing input", "Results", "Rules")}
	for _, m := range missing {
		t.Rows = append(t.Rows, []Cell{text(m.Input), marked(Open, strconv.Itoa(m.Count)), text(strings.Join(m.Rules, ", "))})
	}
	s.Blocks = []Block{{Table: t}}
	if found := v.with(finding.NotAssessed); len(found) > 0 {
		each := &Table{Caption: "Each of them", Head: columns("Rule", "Where", "What is missing")}
		for _, f := range found {
			each.Rows = append(each.Rows, []Cell{text(f.Rule).and(Line{Text: f.Title, Weak: true}), findingPlace(f), text(f.Message)})
		}
		s.Blocks = append(s.Blocks, Block{Table: each})
	}
	return s
}

func (v *view) assumptions() Section {
	s := Section{ID: "assumptions", Title: "Assumptions", Intro: "What was taken for granted. A reader who does not share an assumption should not rely on what follows from it."}
	all := slices.Clone(v.in.Result.Assumptions)
	slices.Sort(all)
	all = slices.Compact(all)
	if len(all) == 0 {
		s.Blocks = []Block{note("Nothing was assumed.")}
		return s
	}
	s.Blocks = []Block{{List: all}}
	return s
}

// Claim is a sentence of the policies that no reader of plans can confirm.
type Claim struct {
	Claim  string   `json:"claim"`
	Why    string   `json:"why"`
	Ask    string   `json:"ask"`
	Source []string `json:"source"`
}

//go:embed data/beyond.json
var beyondJSON []byte

func claims() ([]Claim, error) {
	var c []Claim
	if err := json.Unmarshal(beyondJSON, &c); err != nil {
		return nil, fmt.Errorf("reading the list of what no tool can check (a fault of this program): %w", err)
	}
	return c, nil
}

// beyondSection lists what no tool can check, with what an auditor may ask for instead.
func beyondSection() (Section, error) {
	all, err := claims()
	if err != nil {
		return Section{}, err
	}
	t := &Table{Caption: plural(len(all), "claim"), Head: columns("Claim", "Why it is not checked here", "What to ask for", "Source")}
	for _, c := range all {
		t.Rows = append(t.Rows, []Cell{text(c.Claim), text(c.Why), text(c.Ask), lines(c.Source)})
	}
	return Section{ID: "beyond", Title: "What no tool can check",
		Intro:  "Parts of the policies that leave no trace in Terraform. Nothing in this document speaks for or against them.",
		Blocks: []Block{{Table: t}}}, nil
}

// inputs says what was read, by digests that do not change when the same change is planned again.
func (v *view) inputs() Section {
	r := v.in.Result
	t := &Table{Caption: "Inputs", Head: columns("Input", "Kind", "Terraform", "SHA-256 of the content")}
	for _, in := range r.Input {
		t.Rows = append(t.Rows, []Cell{code(in.Path), text(in.Kind), text(in.TerraformVersion), code(in.ContentSHA256)})
	}
	profile := "the built-in profile"
	if r.Profile.Path != "" {
		profile = r.Profile.Path
	}
	t.Rows = append(t.Rows,
		[]Cell{code(profile), text("profile"), {}, code(r.Profile.SHA256)},
		[]Cell{text("the rules"), text("bundle"), {}, code(r.Bundle.Revision)})
	return Section{ID: "inputs", Title: "Inputs and digests",
		Intro: "The digest of a plan leaves out the plan's own timestamp, so that the same change has the same digest. " +
			"keywright check --format json gives the digest of each file as well.",
		Blocks: []Block{{Table: t}}}
}
