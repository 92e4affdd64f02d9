package engine

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/keywright/terraform-provider-keywright/internal/finding"
	"github.com/keywright/terraform-provider-keywright/internal/profile"
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

// classes orders the classes, the strictest last.
var classes = []string{"public", "internal", "confidential", restricted}

// guarded says that an address is about a key that is restricted or may be, or about no single key: only a class that
// is known, is in the policy's words, and is not below that of the key's domains lets a key out.
func (j *judgement) guarded(address string) bool {
	key, ok := j.keys[address]
	if !ok || key.Unknown["classification"] != "" || key.Unknown["purpose"] != "" {
		return true
	}
	class := slices.Index(classes, key.Class)
	return class < 0 || key.Class == restricted || class < j.asked(key)
}

// asked is the place among the classes of the strictest that a key's domains have, or -1: of the domains that it names
// as its purpose, and of those whose fields it protects.
func (j *judgement) asked(key *finding.Key) int {
	strictest := -1
	for name := range j.profile.Domains {
		domain := j.profile.Domains[name]
		if slices.Contains(key.Purposes, name) || slices.ContainsFunc(key.Protects, func(item string) bool {
			return slices.ContainsFunc(domain.Fields, func(field string) bool { return strings.EqualFold(field, item) })
		}) {
			strictest = max(strictest, slices.Index(classes, domain.Classification))
		}
	}
	return strictest
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
		if !slices.Contains(e.Rules, f.Rule) || !overlap(e.Scope, names) || !inForce(&e, j.options.Now) {
			continue
		}
		if e.ApprovedBy == "" || e.Classification == restricted {
			continue
		}
		return &finding.Exception{ID: id, ApprovedBy: e.ApprovedBy, Ends: e.Ends}
	}
	return nil
}

// board is who may approve an exception for longer than a year.
const board = "board"

// inForce says whether a time lies between an exception's two days, both included, in UTC. Without a day of its own to
// end on, an exception holds for no time at all; nor does one for more than twelve months, unless the board approved it.
func inForce(e *profile.Exception, now time.Time) bool {
	from, err := time.Parse(time.DateOnly, e.Starts)
	if err != nil || now.Before(from) {
		return false
	}
	last, err := time.Parse(time.DateOnly, e.Ends)
	if err != nil || (last.After(from.AddDate(1, 0, 0)) && e.ApprovedBy != board) {
		return false
	}
	return now.Before(last.AddDate(0, 0, 1))
}

func overlap(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// assumptions says what the verdict takes for granted.
func (j *judgement) assumptions() []string {
	out := []string{}
	if j.count > 0 {
		out = append(out, "Policies of the organisation (SCPs, RCPs), of VPC endpoints and of sessions are not in the inputs; they could only take away from what is found.")
	}
	if j.count > 0 {
		out = append(out, "Who may assume roles that the inputs do not hold is not seen.")
	}
	if j.bearers > 0 {
		out = append(out, "Roles and users of the inputs bear the identity policies that the inputs show, and no others.")
	}
	if class := j.profile.Policy.DefaultClassification; class != "" {
		out = append(out, fmt.Sprintf("Keys without a classification are taken for %s, as the profile says.", class))
	}
	if len(j.profile.Roles["key-admin"].Principals) == 0 {
		out = append(out, "The profile names no key administrators: of keys that name none themselves, whoever can manage a key and does not own it counts as one.")
	}
	if len(j.profile.Roles["key-decrypt"].Principals) == 0 {
		out = append(out, "The profile names no compliance role (key-decrypt): of a key for national IDs that names none itself, the one principal that can decrypt and nothing else counts as it.")
	}
	if j.count > 0 && j.profile.Policy.WayBack == "kms" {
		out = append(out, "Keys whose material KMS alone holds have the durability of KMS for their way back, as the profile says.")
	}
	for _, id := range sorted(j.profile.Rules) {
		if r := j.profile.Rules[id]; !r.Enabled {
			out = append(out, fmt.Sprintf("%s is switched off by the profile: %s.", id, r.Reason))
		}
	}
	for _, id := range sorted(j.profile.Exceptions) {
		if e := j.profile.Exceptions[id]; !inForce(&e, j.options.Now) {
			out = append(out, fmt.Sprintf("The exception %s is not in force (from %s to %s) and is not honoured; more than twelve months need the board's approval.", id, e.Starts, e.Ends))
		}
	}
	return out
}

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
