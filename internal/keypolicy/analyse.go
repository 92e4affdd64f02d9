package keypolicy

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/keywright/terraform-provider-keywright/policies/data"
)

// Analyse says, without a request, what principals can do with a key: those that the policy and the grants name, and
// those asked for (ARNs, account ids, service names, or the keys of a former Analysis). It errs one way only: an Allow
// counts where some request may meet it, whatever its conditions, unless one asks for another principal's ARN; a Deny
// counts where every request meets it, that is where it has no condition, or a single one that compares
// aws:PrincipalArn. So "cannot" is a proof, and "can" is a
// suspicion to be looked at. A nil policy allows nothing. RetireGrant is left out: no policy gives it, and it adds no
// power.
func Analyse(policy *Document, grants []Grant, principals []string) Analysis {
	a := newAnalyser(policy, grants)
	for _, p := range principals {
		a.subject(subjectNamed(p, a.partition))
	}
	out := Analysis{Principals: make(map[string]map[string]CapabilityVerdict, len(a.subjects)), Problems: a.problems}
	for key, s := range a.subjects {
		out.Principals[key] = a.judge(s)
	}
	return out
}

// Lockout says whether the caller can call PutKeyPolicy once the policy is in force, which KMS demands when the policy
// is set: Cannot is a certain refusal, Can a certain pass as far as the policy goes, Undecided depends on conditions,
// on identity policies, or on a caller or policy that cannot be read.
func Lockout(policy *Document, callerARN string) Verdict {
	switch identify(callerARN).kind {
	case account, role, user, roleSession, federated:
	default:
		return Undecided
	}
	if policy == nil {
		return Undecided
	}
	a := newAnalyser(policy, nil)
	s := subjectNamed(callerARN, a.partition)
	v, ok := a.judge(s)["policy"]
	switch {
	case !ok:
		return Cannot
	case v.Verdict != Can || v.Conditional || a.mayDenyPutKeyPolicy(s):
		return Undecided
	}
	return Can
}

// analyser is a policy prepared for many principals.
type analyser struct {
	policy     *Document
	partition  string
	roles      map[roleName][]string // ARNs by which principals name a role
	actions    []judgedAction        // the table's, then well-formed names that it lacks
	unknown    map[string]int        // lower-case name that the table lacks → its place in actions
	statements []clause
	grants     []Grant
	subjects   map[string]*subject
	problems   []string
}

// judgedAction is an action with the capability that it gives.
type judgedAction struct{ name, capability string }

// tableActions are the actions that a key policy can give, and their places by name.
var tableActions = sync.OnceValues(func() ([]judgedAction, map[string]int) {
	var actions []judgedAction
	index := map[string]int{}
	for _, a := range data.Actions() {
		if a.InKeyPolicy {
			index[a.Name] = len(actions)
			actions = append(actions, judgedAction{a.Name, a.Capability})
		}
	}
	return actions, index
})

// subject is a principal under judgement.
type subject struct {
	key  string // "AWS:arn…"
	p    Principal
	id   identity
	arns []string // that aws:PrincipalArn may be; none where it stands for many or has none
	all  bool     // these are all that it may be
}

// roleName is what identifies a role: its path does not.
type roleName struct{ partition, account, name string }

func (id identity) roleName() roleName { return roleName{id.partition, id.account, id.name} }

func newAnalyser(policy *Document, grants []Grant) *analyser {
	if policy == nil {
		policy = &Document{}
	}
	a := &analyser{policy: policy, partition: policy.partition(), grants: grants, unknown: map[string]int{}, subjects: map[string]*subject{}, roles: map[roleName][]string{}}
	table, _ := tableActions()
	a.actions = slices.Clip(table)
	for i, s := range policy.Statements {
		a.collect(s, statementName(s, i))
	}
	for _, g := range grants {
		for _, op := range g.Operations {
			if _, known := data.ActionNamed("kms:" + op); !known {
				a.addUnknown("kms:" + op)
			}
		}
		if g.GranteePrincipal != "" {
			a.subject(subjectOf(granteePrincipal(g.GranteePrincipal), a.partition))
		}
	}
	for i, s := range policy.Statements {
		a.statements = append(a.statements, a.clause(s, statementName(s, i)))
	}
	return a
}

// addUnknown adds a name that the table lacks to the actions judged. It counts as decrypt.
func (a *analyser) addUnknown(name string) {
	if _, ok := a.unknown[fold(name)]; !ok {
		a.unknown[fold(name)] = len(a.actions)
		a.actions = append(a.actions, judgedAction{name, data.CapabilityOf(name)})
	}
}

// named marks the judged actions that an action element names.
func (a *analyser) named(pattern string, mark []bool) {
	_, table := tableActions()
	if i, ok := table[pattern]; ok {
		mark[i] = true
		return
	}
	for _, name := range data.Expand(pattern).Actions {
		if i, ok := table[name]; ok {
			mark[i] = true
		}
	}
	if i, ok := a.unknown[fold(pattern)]; ok {
		mark[i] = true
	}
	if !strings.ContainsAny(pattern, "*?") {
		return // a literal name: looking through all of them would be quadratic
	}
	for name, i := range a.unknown {
		if data.ActionMatches(pattern, name) {
			mark[i] = true
		}
	}
}

// collect takes a statement's principals, the actions that the table lacks, and what is wrong with it.
func (a *analyser) collect(s Statement, name string) {
	for _, p := range slices.Concat(s.Principals, s.NotPrincipals) {
		if reason := refuseInDocument(p); reason != "" {
			a.problem(name, "principal "+reason)
		}
		s := subjectOf(p, a.partition)
		a.subject(s)
		if s.id.kind == role {
			a.roles[s.id.roleName()] = append(a.roles[s.id.roleName()], s.id.raw)
		}
	}
	for _, arn := range namedByConditions(s) {
		a.subject(subjectOf(Principal{Kind: "AWS", Value: arn}, a.partition))
	}
	_, table := tableActions()
	for _, action := range slices.Concat(s.Actions, s.NotActions) {
		if _, ok := table[action]; ok {
			continue
		}
		e := data.Expand(action)
		switch {
		case e.Malformed:
			a.problem(name, fmt.Sprintf("action %q is malformed and matches nothing", action))
		case e.Unknown:
			a.problem(name, fmt.Sprintf("action %q is not in the table and counts as decrypt", action))
			a.addUnknown(action)
		}
	}
	for _, c := range s.Conditions {
		if readOperator(c.Operator).base == "" {
			a.problem(name, fmt.Sprintf("condition operator %q is unknown", c.Operator))
		}
	}
}

func (a *analyser) problem(statement, what string) {
	a.problems = append(a.problems, "statement "+statement+": "+what)
}

func (a *analyser) subject(s *subject) { a.subjects[s.key] = s }

// subjectOf names a principal as an Analysis does; a bare account by its root ARN.
func subjectOf(p Principal, partition string) *subject {
	if p.Kind == "AWS" && isAccountID(p.Value) {
		p.Value = rootARN(partition, p.Value)
	}
	s := &subject{key: p.Kind + ":" + p.Value, p: p}
	if p.Kind == "AWS" || p.Kind == "Service" {
		s.id = identify(p.Value)
	}
	if p.Kind == "AWS" && s.id.kind == service {
		s.id.kind = malformed
	}
	return s
}

// subjectNamed reads a principal that was asked for.
func subjectNamed(name, partition string) *subject {
	for _, kind := range []string{"AWS", "Service", "Federated", "CanonicalUser"} {
		if value, ok := strings.CutPrefix(name, kind+":"); ok {
			return subjectOf(Principal{Kind: kind, Value: value}, partition)
		}
	}
	if isServiceName(name) {
		return subjectOf(Principal{Kind: "Service", Value: name}, partition)
	}
	return subjectOf(Principal{Kind: "AWS", Value: name}, partition)
}

// judge gives one principal's verdict on every capability that it has.
func (a *analyser) judge(s *subject) map[string]CapabilityVerdict {
	s.arns, s.all = a.arnsOf(s.id)
	denied, given := a.denied(s), make([]bool, len(a.actions))
	found := map[string]*CapabilityVerdict{}
	for _, p := range a.paths(s) {
		met := map[string]bool{}
		for i, action := range a.actions {
			if !p.actions[i] || denied[i] {
				continue
			}
			given[i] = true
			if !met[action.capability] {
				met[action.capability] = true
				found[action.capability] = p.addTo(found[action.capability])
			}
		}
	}
	for i, action := range a.actions {
		if given[i] {
			found[action.capability].Actions = append(found[action.capability].Actions, action.name)
		}
	}
	out := make(map[string]CapabilityVerdict, len(found))
	for name, v := range found {
		v.Actions, v.Statements = sorted(v.Actions), sorted(v.Statements)
		out[name] = *v
	}
	return out
}

// path is one way to actions: a statement that may allow them, or a grant.
type path struct {
	actions     []bool // by place in analyser.actions
	verdict     Verdict
	conditional bool
	name        string
	reason      string
}

// addTo adds the path to a verdict. Can goes before Undecided, and unconditional before conditional.
func (p path) addTo(v *CapabilityVerdict) *CapabilityVerdict {
	if v == nil {
		v = &CapabilityVerdict{}
	}
	v.Statements = append(v.Statements, p.name)
	switch {
	case v.Verdict == "" || v.Verdict == Undecided && p.verdict == Can:
		v.Verdict, v.Conditional, v.Reason = p.verdict, p.conditional, p.reason
	case v.Verdict == p.verdict && v.Conditional && !p.conditional:
		v.Conditional, v.Reason = false, p.reason
	}
	return v
}

// paths are the ways that may lead the principal to anything.
func (a *analyser) paths(s *subject) []path {
	var out []path
	for _, c := range a.statements {
		if c.effect != Allow || !c.mayBeThisKey || c.mustFail(s) {
			continue
		}
		if r := c.mayReach(s); r.verdict != Cannot {
			out = append(out, path{
				actions: c.actions, verdict: r.verdict, conditional: r.partly || len(c.conditions) > 0 || c.oneKey, name: c.name, reason: r.reason,
			})
		}
	}
	for _, g := range a.grants {
		if r := mayCover(subjectOf(granteePrincipal(g.GranteePrincipal), a.partition), s); r.verdict != Cannot {
			out = append(out, path{
				actions: a.operations(g), verdict: r.verdict, conditional: r.partly || g.constrained(), name: g.label(), reason: "a grant gives it",
			})
		}
	}
	return out
}

func (a *analyser) operations(g Grant) []bool {
	out := make([]bool, len(a.actions))
	for _, op := range g.Operations {
		a.named("kms:"+op, out)
	}
	return out
}

// denied marks the actions that every request of the principal is refused.
func (a *analyser) denied(s *subject) []bool {
	out := make([]bool, len(a.actions))
	for _, c := range a.statements {
		if c.effect != Deny || !c.everyKey || !c.mustReach(s) || !c.mustHold(s) {
			continue
		}
		for i, hit := range c.actions {
			out[i] = out[i] || hit
		}
	}
	return out
}

// mayDenyPutKeyPolicy says whether some PutKeyPolicy of the principal may meet a Deny.
func (a *analyser) mayDenyPutKeyPolicy(s *subject) bool {
	_, table := tableActions()
	put := table["kms:PutKeyPolicy"]
	s.arns, s.all = a.arnsOf(s.id)
	return slices.ContainsFunc(a.statements, func(c clause) bool {
		return c.effect == Deny && c.actions[put] && c.mayBeThisKey && c.mayDenyTo(s) && !c.mustFail(s)
	})
}
