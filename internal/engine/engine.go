// Package engine judges plans and states by the bundle of rules: compiled once, keys in shards over all cores, one
// result whose bytes depend on nothing but what was given.
package engine

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/keywright/terraform-provider-keywright/internal/facts"
	"github.com/keywright/terraform-provider-keywright/internal/finding"
	"github.com/keywright/terraform-provider-keywright/internal/plan"
	"github.com/keywright/terraform-provider-keywright/internal/profile"
	"github.com/keywright/terraform-provider-keywright/policies"
)

// Options say how to judge. The zero value judges by the profile alone, at the clock's zero.
type Options struct {
	Now          time.Time
	FailOn       finding.Severity // empty: the profile's
	Undetermined string           // "warn" lets what is undetermined pass; else it blocks
	Require      []string         // approvals, evidence, estate, keys: block where they are missing
	Rules        []string         // only these, and those about the input as a whole; empty: all
	All          bool             // list what passes and what was not assessed, too
}

// Report is a verdict and what it was made of.
type Report struct {
	Result    finding.Result
	Inventory finding.Inventory
}

// Engine holds the compiled bundle. It can be used by several goroutines.
type Engine struct {
	bundle    *bundle
	rules     []finding.Rule
	byID      map[string]ruleEntry
	readSet   map[string][]string
	shardSize int
	shareSize int
	shareMost int
}

// ruleEntry is a rule with how it is to be run.
type ruleEntry struct {
	finding.Rule
	each     bool // looks at one key at a time
	last     bool // speaks of what the others found
	everyKey bool // says something of every key

	everyStore  bool // and of every store
	everySecret bool // and of every secret
}

// New compiles the bundle that is built in.
func New(_ context.Context) (*Engine, error) {
	b, err := compile()
	if err != nil {
		return nil, err
	}
	metadata, err := policies.Rules()
	if err != nil {
		return nil, err
	}
	readSet, err := policies.ReadSet()
	if err != nil {
		return nil, err
	}
	e := &Engine{bundle: b, byID: map[string]ruleEntry{}, readSet: readSet, shardSize: shardSize, shareSize: shareSize, shareMost: shareMost}
	for id, m := range metadata {
		e.byID[id] = ruleEntry{Rule: ruleOf(id, m), each: m.Rows == "each", last: m.Rows == "last", everyKey: m.EveryKey, everyStore: m.EveryStore, everySecret: m.EverySecret}
		e.rules = append(e.rules, e.byID[id].Rule)
	}
	slices.SortFunc(e.rules, func(a, b finding.Rule) int { return strings.Compare(a.ID, b.ID) })
	return e, nil
}

func ruleOf(id string, m policies.Rule) finding.Rule {
	return finding.Rule{
		ID: id, Family: m.Family, Title: m.Title, Description: m.Description,
		Severity: finding.Severity(m.Severity), Scope: finding.Scope(m.Scope),
		Source: m.Source, Controls: m.Controls, Remediation: m.Remediation, Avoid: m.Avoid, Prefer: m.Prefer,
	}
}

// ReadSet returns what of a plan the rules read.
func (e *Engine) ReadSet() *plan.ReadSet { return &plan.ReadSet{Types: e.readSet} }

// Rules returns every rule, sorted by ID.
func (e *Engine) Rules() []finding.Rule { return slices.Clone(e.rules) }

// Check judges the inputs together: their keys are compared with each other. Addresses carry the input's name where
// there are several.
func (e *Engine) Check(ctx context.Context, inputs []*plan.Input, p *profile.Profile, f facts.Facts, o Options) (*Report, error) {
	return e.CheckCases(ctx, []facts.Case{{Inputs: inputs, Facts: f}}, p, o)
}

// CheckCases judges what may be so in several ways, of which nobody knows which it is: what comes out alike in all of them
// is so, and what does not is undetermined. The report shows the inputs and the inventory of the first.
func (e *Engine) CheckCases(ctx context.Context, cases []facts.Case, p *profile.Profile, o Options) (*Report, error) {
	selected, err := e.selected(p, o)
	if err != nil {
		return nil, err
	}
	var first map[string]any
	found := make([][]rawFinding, len(cases))
	report := &Report{}
	for i, c := range cases {
		inventory, err := e.inventory(ctx, c.Inputs, p, c.Facts)
		if err != nil {
			return nil, err
		}
		var rows finding.Inventory
		var group errgroup.Group
		group.Go(func() (err error) {
			rows, err = typed(inventory)
			return err
		})
		group.Go(func() (err error) {
			found[i], err = e.judge(ctx, inventory, p, c.Facts, selected)
			return err
		})
		if err := group.Wait(); err != nil {
			return nil, err
		}
		if err := e.complete(&rows, found[i], selected); err != nil {
			return nil, err
		}
		found[i] = e.withoutHistory(found[i], c.Inputs, selected)
		if i == 0 {
			first, report.Inventory = inventory, rows
		}
	}
	raw := alike(cases, found)
	j := newJudgement(e, &report.Inventory, p, o)
	last, err := e.judgeLast(ctx, first, p, cases[0].Facts, selected, j.uses(raw, selected))
	if err != nil {
		return nil, err
	}
	raw = append(raw, last...)
	report.Result = j.result(cases[0].Inputs, raw, len(selected))
	return report, nil
}

// selected returns the IDs of the rules that judge: the ones asked for, without those that the profile switches off.
// The rules about the input as a whole always judge: a plan that ended in an error must not pass because other rules
// were asked for.
func (e *Engine) selected(p *profile.Profile, o Options) ([]string, error) {
	for _, id := range o.Rules {
		if _, ok := e.byID[id]; !ok {
			return nil, fmt.Errorf("there is no rule %q: keywright rules lists them", id)
		}
	}
	var out []string
	for _, r := range e.rules {
		setting, named := p.Rules[r.ID]
		off := named && !setting.Enabled
		switch {
		case off && r.Family == planFamily:
			return nil, fmt.Errorf("the profile switches off %s, without which no input can be judged", r.ID)
		case off:
		case r.Family == planFamily, len(o.Rules) == 0, slices.Contains(o.Rules, r.ID):
			out = append(out, r.ID)
		}
	}
	return out, nil
}

// complete says whether every rule that judges every key did. In Rego, what is undefined says nothing, and nothing
// said must not look like nothing found.
func (e *Engine) complete(inventory *finding.Inventory, raw []rawFinding, selected []string) error {
	type place struct{ rule, address string }
	said := make(map[place]bool, len(raw))
	for _, f := range raw {
		said[place{f.Rule, f.Address}] = true
	}
	silent := func(address string, due func(ruleEntry) bool) error {
		for _, id := range selected {
			if due(e.byID[id]) && !said[place{id, address}] {
				return fmt.Errorf("%s says nothing of %s: the plan holds something that keywright does not expect; please report it", id, address)
			}
		}
		return nil
	}
	var missing error
	for _, key := range inventory.Keys {
		if missing == nil && !gone(key.Actions) {
			missing = silent(key.Address, func(r ruleEntry) bool { return r.everyKey })
		}
	}
	for _, store := range inventory.Stores {
		if missing == nil && !gone(store.Actions) {
			missing = silent(store.Address, func(r ruleEntry) bool { return r.everyStore })
		}
	}
	for _, secret := range inventory.Secrets {
		if missing == nil && !gone(secret.Actions) {
			missing = silent(secret.Address, func(r ruleEntry) bool { return r.everySecret })
		}
	}
	return missing
}
