package engine

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/keywright/terraform-provider-keywright/internal/finding"
)

// restricted is the class for which no exception holds and nothing undetermined is let through.
const restricted = "restricted"

// planFamily are the rules about the input as a whole.
const planFamily = "plan"

// emptyPlan says that nothing was recognised. It blocks only where keys are required.
const emptyPlan = "PLAN-03"

// blocks says whether a finding stands in the way of the change.
func (j *judgement) blocks(f finding.Finding) bool {
	if j.engine.byID[f.Rule].Family == planFamily {
		return f.Outcome != finding.Pass && (f.Rule != emptyPlan || j.requires("keys"))
	}
	switch f.Outcome {
	case finding.Fail:
		return rank(f.Severity) >= rank(j.failOn)
	case finding.Undetermined:
		// The class of a key that goes may be a part of the change.
		guarded := f.Scope == finding.ScopeChange || j.guarded(f.Address)
		return j.options.Undetermined != "warn" && rank(f.Severity) >= rank(j.failOn) && guarded
	case finding.NotAssessed:
		return j.requires(map[finding.Scope]string{
			finding.ScopeChange: "approvals", finding.ScopeEstate: "estate", finding.ScopeEvidence: "evidence",
		}[f.Scope])
	default:
		return false
	}
}

func (j *judgement) requires(input string) bool {
	return input != "" && (slices.Contains(j.options.Require, input) || slices.Contains(j.profile.Policy.Require, input))
}

// guarded says that an address is about a key whose class is restricted or not known, or about no single key.
func (j *judgement) guarded(address string) bool {
	key, ok := j.keys[address]
	return !ok || key.Class == "" || key.Class == restricted || key.Unknown["classification"] != ""
}

// excepted finds the exception that covers a failure: of the rule, of the key, in force at the clock's time. None
// covers a restricted key, or one whose class is not known. Nor does one cover what a change does: that is for the
// people to approve who see the change, and its class may be a part of it.
func (j *judgement) excepted(f rawFinding) *finding.Exception {
	if j.guarded(f.Address) || j.engine.byID[f.Rule].Scope == finding.ScopeChange {
		return nil
	}
	names := append([]string{f.Address}, j.keys[f.Address].Aliases...)
	for _, id := range sorted(j.profile.Exceptions) {
		e := j.profile.Exceptions[id]
		if !slices.Contains(e.Rules, f.Rule) || !overlap(e.Scope, names) || !inForce(e.Starts, e.Ends, j.options.Now) {
			continue
		}
		if e.ApprovedBy == "" || e.Classification == restricted {
			continue
		}
		return &finding.Exception{ID: id, ApprovedBy: e.ApprovedBy, Ends: e.Ends}
	}
	return nil
}

// inForce says whether a time lies between two days, both included, in UTC. Without a day of its own to end on, an
// exception holds for no time at all.
func inForce(starts, ends string, now time.Time) bool {
	from, err := time.Parse(time.DateOnly, starts)
	if err != nil || now.Before(from) {
		return false
	}
	last, err := time.Parse(time.DateOnly, ends)
	return err == nil && now.Before(last.AddDate(0, 0, 1))
}

func overlap(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// assumptions says what the verdict takes for granted.
func (j *judgement) assumptions() []string {
	out := []string{}
	if class := j.profile.Policy.DefaultClassification; class != "" {
		out = append(out, fmt.Sprintf("Keys without a classification are taken for %s, as the profile says.", class))
	}
	if len(j.profile.Roles["key-admin"].Principals) == 0 {
		out = append(out, "The profile names no key administrators: of keys that name none themselves, whoever can manage a key and does not own it counts as one.")
	}
	for _, id := range sorted(j.profile.Rules) {
		if r := j.profile.Rules[id]; !r.Enabled {
			out = append(out, fmt.Sprintf("%s is switched off by the profile: %s.", id, r.Reason))
		}
	}
	for _, id := range sorted(j.profile.Exceptions) {
		if e := j.profile.Exceptions[id]; !inForce(e.Starts, e.Ends, j.options.Now) {
			out = append(out, fmt.Sprintf("The exception %s is not in force (from %s to %s) and is not honoured.", id, e.Starts, e.Ends))
		}
	}
	return out
}

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
