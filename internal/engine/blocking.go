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

// thing is what can be guarded: a key, or what a key encrypts.
type thing struct {
	class    string
	purposes []string
	protects []string
	names    []string // besides its address: aliases
	unknown  map[string]string
}

func thingOf(key *finding.Key) thing {
	return thing{class: key.Class, purposes: key.Purposes, protects: key.Protects, names: key.Aliases, unknown: key.Unknown}
}

// guarded says that an address is about something that is restricted or may be, or about no single thing: only a class
// that is known, is in the policy's words, and is not below that of its domains lets it out.
func (j *judgement) guarded(address string) bool {
	t, ok := j.things[address]
	if !ok || t.unknown["classification"] != "" || t.unknown["purpose"] != "" {
		return true
	}
	class := slices.Index(classes, t.class)
	return class < 0 || t.class == restricted || class < j.asked(t)
}

// asked is the place among the classes of the strictest that a thing's domains have, or -1: of the domains that it names
// as its purpose, and of those whose fields it protects.
func (j *judgement) asked(t thing) int {
	strictest := -1
	for name := range j.profile.Domains {
		domain := j.profile.Domains[name]
		if slices.Contains(t.purposes, name) || slices.ContainsFunc(t.protects, func(item string) bool {
			return slices.ContainsFunc(domain.Fields, func(field string) bool { return strings.EqualFold(field, item) })
		}) {
			strictest = max(strictest, slices.Index(classes, domain.Classification))
		}
	}
	return strictest
}

// excepted finds the exception that covers a failure: of the rule, of the thing, in force at the clock's time, complete and
// approved. None covers a restricted key, or one whose class is not known. Nor does one cover what a change does: that is
// for the people to approve who see the change, and its class may be a part of it.
func (j *judgement) excepted(f rawFinding) *finding.Exception {
	if j.guarded(f.Address) || j.engine.byID[f.Rule].Scope == finding.ScopeChange {
		return nil
	}
	for _, id := range sorted(j.profile.Exceptions) {
		e := j.profile.Exceptions[id]
		if !slices.Contains(e.Rules, f.Rule) || !overlap(e.Scope, j.names(f.Address)) || !j.holds(&e) {
			continue
		}
		return &finding.Exception{ID: id, ApprovedBy: e.ApprovedBy, Ends: e.Ends}
	}
	return nil
}

// names are what an exception may call the thing at an address: the address, and a key's aliases with or without the
// prefix that KMS writes before them.
func (j *judgement) names(address string) []string {
	out := []string{address}
	for _, alias := range j.things[address].names {
		out = append(out, alias, "alias/"+alias)
	}
	return out
}

// holds says whether an exception is in force, complete, approved by whom it must be, and not for restricted data.
func (j *judgement) holds(e *profile.Exception) bool {
	return j.inForce(e) && complete(e) && e.Classification != restricted && slices.Contains(j.approvers(), e.ApprovedBy)
}

// complete says whether every setting of an exception says something.
func complete(e *profile.Exception) bool {
	for _, text := range []string{e.System, e.Classification, e.Reason, e.Risk} {
		if strings.TrimSpace(text) == "" {
			return false
		}
	}
	return slices.ContainsFunc(e.CompensatingControls, func(c string) bool { return strings.TrimSpace(c) != "" })
}

// approvers are the teams that may approve an exception; longApprovers those that may for more than a year.
func (j *judgement) approvers() []string {
	return append(slices.Clone(j.profile.Approvals["exception"].Teams), j.longApprovers()...)
}

func (j *judgement) longApprovers() []string {
	return j.profile.Approvals["exception-beyond-a-year"].Teams
}

// inForce says whether the clock's time lies between an exception's two days, both included, in UTC. Without a day of its
// own to end on, an exception holds for no time at all; nor does one that ends later than on the same day a year after its
// first, unless the board approved it.
func (j *judgement) inForce(e *profile.Exception) bool {
	from, err := time.Parse(time.DateOnly, e.Starts)
	if err != nil || j.options.Now.Before(from) {
		return false
	}
	last, err := time.Parse(time.DateOnly, e.Ends)
	if err != nil || (last.After(from.AddDate(1, 0, 0)) && !slices.Contains(j.longApprovers(), e.ApprovedBy)) {
		return false
	}
	return j.options.Now.Before(last.AddDate(0, 0, 1))
}

// What became of an exception.
const (
	useExcuses   = "excuses"   // it covers a failure
	useOpen      = "open"      // its rules are not decided in its scope, or it does not cover what fails there
	useIdle      = "idle"      // its rules hold for everything in its scope
	useElsewhere = "elsewhere" // its scope is in no input, or a rule of it was not judged
)

// uses says what became of each exception.
func (j *judgement) uses(raw []rawFinding, selected []string) map[string]any {
	out := map[string]any{}
	for id := range j.profile.Exceptions {
		e := j.profile.Exceptions[id]
		out[id] = j.use(id, &e, raw, selected)
	}
	return out
}

func (j *judgement) use(id string, e *profile.Exception, raw []rawFinding, selected []string) string {
	judged, open := false, false
	for i := range raw {
		f := &raw[i]
		if !slices.Contains(e.Rules, f.Rule) || !overlap(e.Scope, j.names(f.Address)) {
			continue
		}
		judged = true
		if f.Outcome == string(finding.Pass) {
			continue
		}
		if by := j.excepted(*f); f.Outcome == string(finding.Fail) && by != nil && by.ID == id {
			return useExcuses
		}
		open = true
	}
	switch all := !slices.ContainsFunc(e.Rules, func(rule string) bool { return !slices.Contains(selected, rule) }); {
	case open:
		return useOpen
	case judged && all, all && j.there(e):
		return useIdle
	default:
		return useElsewhere
	}
}

// there says whether a thing of the inputs is in an exception's scope.
func (j *judgement) there(e *profile.Exception) bool {
	for address := range j.things {
		if overlap(e.Scope, j.names(address)) {
			return true
		}
	}
	return false
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
		if e := j.profile.Exceptions[id]; !j.inForce(&e) {
			out = append(out, fmt.Sprintf("The exception %s is not in force (from %s to %s) and is not honoured; more than twelve months need the board's approval.", id, e.Starts, e.Ends))
		}
	}
	return out
}

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
