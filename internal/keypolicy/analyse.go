package keypolicy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/keywright/terraform-provider-keywright/policies/data"
)

// Analyse says, without a request, what principals can do with a key: those that the policy and the grants name, and
// those asked for (ARNs, account ids, service names, or the keys of a former Analysis). It asks whether some request
// meets an Allow and evades every Deny, and errs one way only: what it does not reckon with counts for the request. So
// "cannot" is a proof, and "can" a suspicion to be looked at. A nil policy allows nothing. RetireGrant is left out: no
// policy gives it, and it adds no power.
func Analyse(policy *Document, grants []Grant, principals []string) Analysis {
	a := newAnalyser(policy, grants)
	for _, p := range principals {
		a.subject(subjectNamed(p, a.partition))
	}
	out := Analysis{
		Principals: make(map[string]map[string]CapabilityVerdict, len(a.subjects)), Reach: make(map[string]Reach, len(a.subjects)), Problems: a.problems,
	}
	for key, s := range a.subjects {
		j := a.judge(s)
		out.Reach[key], out.Principals[key] = j.reach(), j.verdicts()
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
	v, ok := a.judge(s).verdicts()["policy"]
	switch {
	case !ok:
		return Cannot
	case v.Verdict != Can || v.Conditional || a.mayDenyPutKeyPolicy(s):
		return Undecided
	}
	return Can
}

// Lacks says that the caller certainly does not have a capability once the policy is in force, grants aside. A policy
// that delegates to the account, a condition, or a caller that cannot be read leaves that open.
func Lacks(policy *Document, callerARN, capability string) bool {
	switch identify(callerARN).kind {
	case account, role, user, roleSession, federated:
	default:
		return false
	}
	if policy == nil {
		return false
	}
	a := newAnalyser(policy, nil)
	_, has := a.judge(subjectNamed(callerARN, a.partition)).verdicts()[capability]
	return !has
}

// analyser is a policy prepared for many principals.
type analyser struct {
	policy       *Document
	partition    string
	roles        map[roleName][]string // ARNs by which principals name a role
	universe     *universe
	capabilities []capabilitySet
	statements   []*clause
	keys         map[string]*contextKey
	concerned    [modes]bool // the mode concerns some key of the text
	grants       []Grant
	subjects     map[string]*subject
	problems     []string
}

// subject is a principal under judgement.
type subject struct {
	key  string // "AWS:arn…"
	p    Principal
	id   identity
	arns []candidate // that aws:PrincipalArn may be; nil where it stands for many or has none

	domains map[*contextKey]*domain // of the keys that it determines
}

// roleName is what identifies a role: its path does not.
type roleName struct{ partition, account, name string }

func (id identity) roleName() roleName { return roleName{id.partition, id.account, id.name} }

func newAnalyser(policy *Document, grants []Grant) *analyser {
	if policy == nil {
		policy = &Document{}
	}
	a := &analyser{
		policy: policy, partition: policy.partition(), grants: grants, universe: newUniverse(), keys: map[string]*contextKey{},
		subjects: map[string]*subject{}, roles: map[roleName][]string{},
	}
	for i, s := range policy.Statements {
		a.collect(s, statementName(s, i))
	}
	for _, arn := range namedByConditions(policy) {
		a.subject(subjectOf(Principal{Kind: "AWS", Value: arn}, a.partition))
	}
	for _, g := range grants {
		for _, op := range g.Operations {
			if _, known := data.ActionNamed("kms:" + op); !known {
				a.universe.addUnknown("kms:" + op)
			}
		}
		if g.GranteePrincipal != "" {
			a.subject(subjectOf(granteePrincipal(g.GranteePrincipal), a.partition))
		}
	}
	a.capabilities = a.universe.capabilitySets()
	for i, s := range policy.Statements {
		if (s.Actions != nil || s.NotActions != nil) && (s.Resources != nil || s.NotResources != nil) {
			a.statements = append(a.statements, a.clause(s, statementName(s, i)))
		}
	}
	return a
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
	if s.Effect == Allow && s.NotPrincipals != nil {
		a.subject(subjectOf(Principal{Kind: "AWS", Value: "*"}, a.partition))
	}
	_, table := tableActions()
	for _, action := range slices.Concat(s.Actions, s.NotActions) {
		if _, ok := table[action]; ok {
			continue
		}
		e := data.Expand(action)
		switch {
		case e.Malformed && servesPerhaps(action):
			a.problem(name, fmt.Sprintf("action %q has a wildcard in the service's name, which IAM may not take", action))
		case e.Malformed:
			a.problem(name, fmt.Sprintf("action %q is malformed and matches nothing", action))
		case e.Unknown:
			a.problem(name, fmt.Sprintf("action %q is not in the table and counts as decrypt", action))
			a.universe.addUnknown(action)
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
