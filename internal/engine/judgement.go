package engine

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/keywright/terraform-provider-keywright/internal/finding"
	"github.com/keywright/terraform-provider-keywright/internal/plan"
	"github.com/keywright/terraform-provider-keywright/internal/profile"
	"github.com/keywright/terraform-provider-keywright/policies"
)

// judgement turns what rules say into a verdict: metadata joined, exceptions honoured, what blocks decided.
type judgement struct {
	engine  *Engine
	profile *profile.Profile
	options Options
	failOn  finding.Severity
	things  map[string]thing // keys and what is encrypted, by address
	count   int              // of keys that are there once the plan is applied
	bearers int              // roles, users and groups of the inputs
}

func newJudgement(e *Engine, inventory *finding.Inventory, p *profile.Profile, o Options) *judgement {
	j := &judgement{engine: e, profile: p, options: o, failOn: o.FailOn, things: map[string]thing{}}
	if j.failOn == "" {
		j.failOn = finding.Severity(p.Policy.FailOn)
	}
	if rank(j.failOn) == 0 {
		j.failOn = finding.High
	}
	j.bearers = len(inventory.Identities)
	for i := range inventory.Keys {
		key := &inventory.Keys[i]
		j.things[key.Address] = thingOf(key)
		if !gone(key.Actions) {
			j.count++
		}
	}
	for i := range inventory.Stores {
		store := &inventory.Stores[i]
		j.things[store.Address] = thing{class: store.Class, purposes: store.Purposes, unknown: store.Unknown}
	}
	for i := range inventory.Secrets {
		secret := &inventory.Secrets[i]
		if _, known := j.things[secret.Address]; !known { // a database and the password that it keeps have one address
			j.things[secret.Address] = thing{class: secret.Class, purposes: secret.Purposes, unknown: secret.Unknown}
		}
	}
	for i := range inventory.Pools {
		pool := &inventory.Pools[i]
		j.things[pool.Address] = thing{class: pool.Class, purposes: []string{pool.Purpose}, unknown: pool.Unknown}
	}
	for i := range inventory.Transports {
		t := &inventory.Transports[i]
		j.things[t.Address] = thing{class: t.Class, purposes: t.Purposes, unknown: t.Unknown}
	}
	return j
}

func gone(actions []string) bool {
	return len(actions) == 1 && (actions[0] == "delete" || actions[0] == "forget")
}

func (j *judgement) result(inputs []*plan.Input, raw []rawFinding, rules int) finding.Result {
	r := finding.Result{
		Version:     1,
		Input:       []finding.Input{},
		Profile:     finding.Document{Path: j.profile.Path, SHA256: j.profile.SHA256},
		Bundle:      finding.Bundle{Revision: policies.Revision()},
		Now:         j.options.Now.UTC(),
		Summary:     finding.Summary{Rules: rules, Keys: j.count},
		Assumptions: j.assumptions(),
		Findings:    []finding.Finding{},
	}
	for _, in := range inputs {
		r.Input = append(r.Input, finding.Input{
			Kind: in.Kind, Path: in.Path, SHA256: in.SHA256, ContentSHA256: in.ContentSHA256, TerraformVersion: in.TerraformVersion,
		})
	}
	var all []finding.Finding
	for _, f := range worst(raw) {
		all = append(all, j.join(f))
	}
	gather(all)
	for _, f := range all {
		j.tally(&r.Summary, &f)
		if j.listed(&f) {
			r.Findings = append(r.Findings, f)
		}
	}
	r.Directory = decided(inputs, all)
	slices.SortFunc(r.Findings, func(a, b finding.Finding) int {
		return cmp.Or(strings.Compare(a.Rule, b.Rule), strings.Compare(a.Address, b.Address), strings.Compare(a.Attribute, b.Attribute))
	})
	return r
}

// decided counts what a directory could decide; nil where none was judged.
func decided(inputs []*plan.Input, all []finding.Finding) *finding.Decided {
	var out *finding.Decided
	for _, in := range inputs {
		if in.Kind != plan.KindDirectory {
			continue
		}
		if out == nil {
			out = &finding.Decided{Open: []string{}, Notes: []string{}}
		}
		out.Open, out.Notes = append(out.Open, in.Open...), append(out.Notes, in.Notes...)
	}
	for i := range all {
		switch f := &all[i]; {
		case out == nil || f.Outcome == finding.NotAssessed:
		case f.Outcome == finding.Undetermined:
			out.Asked++
		default:
			out.Asked++
			out.Decided++
		}
	}
	return out
}

func (j *judgement) listed(f *finding.Finding) bool { return j.options.All || f.Listed() }

// heads are the rules under which others stand, with the outcome that they must have for it.
var heads = map[string]finding.Outcome{
	"KEY-04": finding.Fail,         // the key does not say what it is
	"ACC-01": finding.Undetermined, // identity policies of the account decide
	"KEY-01": finding.Undetermined, // the plan does not tell the algorithm
	"REG-01": finding.Undetermined, // the plan does not tell the region
	"SEC-05": finding.Undetermined, // who else reaches the secret, the inputs do not show
	"ENC-01": finding.Undetermined, // the store does not say what it holds, or its key cannot be told
}

// gather puts what waits for another rule's question at the same address under it: one finding instead of many. What
// would have blocked by itself blocks by that one. Where that rule says otherwise, or is excepted, each stands for itself.
func gather(all []finding.Finding) {
	type place struct{ rule, address string }
	asked := map[place]*finding.Finding{}
	for i := range all {
		if f := &all[i]; f.Outcome == heads[f.Rule] {
			asked[place{f.Rule, f.Address}] = f
		}
	}
	for i := range all {
		f := &all[i]
		over := asked[place{f.Under, f.Address}]
		if f.Outcome != finding.Undetermined || over == nil || over == f {
			f.Under = ""
			continue
		}
		over.Blocks = over.Blocks || f.Blocks
		over.Waiting = append(over.Waiting, f.Rule)
		f.Blocks = false
	}
	for _, f := range asked {
		slices.Sort(f.Waiting)
	}
}

// join adds what the rule's metadata, the profile and the key say.
func (j *judgement) join(f rawFinding) finding.Finding {
	rule := j.engine.byID[f.Rule]
	out := finding.Finding{
		Rule: f.Rule, Title: rule.Title, Outcome: finding.Outcome(f.Outcome), Severity: j.severity(f), Scope: rule.Scope,
		Address: f.Address, Message: f.Message, Attribute: f.Attribute, Statement: f.Statement,
		Expected: f.Expected, Actual: f.Actual, Basis: f.Basis, Witness: f.Witness, Under: f.Under,
		Remediation: rule.Remediation, Source: rule.Source, Controls: rule.Controls,
		Fingerprint: fingerprint(f.Rule, f.Address, f.Attribute),
	}
	if f.Scope != "" {
		out.Scope = finding.Scope(f.Scope)
	}
	if out.Outcome == finding.Fail {
		if e := j.excepted(f); e != nil {
			out.Outcome, out.Exception = finding.Excepted, e
		}
	}
	out.Blocks = j.blocks(out)
	return out
}

// severity is the profile's, else the finding's own, else the rule's.
func (j *judgement) severity(f rawFinding) finding.Severity {
	if s := finding.Severity(j.profile.Rules[f.Rule].Severity); rank(s) > 0 {
		return s
	}
	if s := finding.Severity(f.Severity); rank(s) > 0 {
		return s
	}
	return j.engine.byID[f.Rule].Severity
}

func (j *judgement) tally(s *finding.Summary, f *finding.Finding) {
	switch f.Outcome {
	case finding.Pass:
		s.Pass++
	case finding.Fail:
		s.Fail++
	case finding.Undetermined:
		s.Undetermined++
	case finding.NotAssessed:
		s.NotAssessed++
	case finding.Excepted:
		s.Excepted++
	}
	s.Blocked = s.Blocked || f.Blocks
}

// rank orders severities; what is none has rank 0.
func rank(s finding.Severity) int {
	switch s {
	case finding.Critical:
		return 4
	case finding.High:
		return 3
	case finding.Medium:
		return 2
	case finding.Low:
		return 1
	default:
		return 0
	}
}

// fingerprint names a finding across runs. It is of where, never of what: values may be secret.
func fingerprint(rule, address, attribute string) string {
	sum := sha256.Sum256([]byte(rule + "\x00" + address + "\x00" + attribute))
	return hex.EncodeToString(sum[:16])
}

// worst leaves one finding for each rule, address and attribute: the worst outcome counts, the first of equals.
func worst(raw []rawFinding) []rawFinding {
	type place struct{ rule, address, attribute string }
	at := map[place]int{}
	out := raw[:0:0]
	for _, f := range raw {
		p := place{f.Rule, f.Address, f.Attribute}
		i, ok := at[p]
		if !ok {
			at[p] = len(out)
			out = append(out, f)
			continue
		}
		if gravity(f.Outcome) > gravity(out[i].Outcome) {
			out[i] = f
		}
	}
	return out
}

func gravity(outcome string) int {
	return slices.Index([]string{"not_assessed", "pass", "undetermined", "fail"}, outcome)
}
