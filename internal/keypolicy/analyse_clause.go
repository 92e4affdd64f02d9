package keypolicy

import (
	"regexp"
	"slices"
	"strings"

	"github.com/keywright/terraform-provider-keywright/policies/data"
)

// clause is a statement prepared for judging principals. It shares no evaluation with Decide, so that each can witness
// against the other.
type clause struct {
	name          string
	effect        Effect
	actions       actionSet
	principals    []*subject
	notPrincipals []*subject // nil where the statement has Principal
	conditions    []Condition
	byKey         []keyTests // the same, prepared
	words         []string   // the same, as readers are told
	mayBeThisKey  bool       // the resource may be the key that carries the policy
	everyKey      bool       // the resource is that key, whichever it is
	oneKey        bool       // the resource is narrower than "*"
}

func (a *analyser) clause(s Statement, name string) *clause {
	c := &clause{
		name: name, effect: s.Effect, principals: a.subjectsOf(s.Principals), notPrincipals: a.subjectsOf(s.NotPrincipals),
		conditions: s.Conditions, byKey: a.tests(s.Conditions), words: words(s), actions: a.universe.meaning(s),
	}
	c.everyKey = slices.Contains(s.Resources, "*")
	c.mayBeThisKey = c.everyKey || slices.ContainsFunc(s.Resources, mayBeKey)
	if s.NotResources != nil {
		c.mayBeThisKey = !slices.Contains(s.NotResources, "*")
	}
	c.oneKey = !c.everyKey
	return c
}

// tests prepares the conditions of a statement, each key's together.
func (a *analyser) tests(conditions []Condition) []keyTests {
	var out []keyTests
	for _, c := range conditions {
		k := a.key(fold(c.Key))
		t := newTest(c, k, a.policy.Version == "2012-10-17")
		k.tests = append(k.tests, t)
		i := slices.IndexFunc(out, func(on keyTests) bool { return on.key == k })
		if i < 0 {
			i = len(out)
			out = append(out, keyTests{key: k})
		}
		out[i].tests = append(out[i].tests, t)
	}
	return out
}

// key is what the text asks of a condition key.
func (a *analyser) key(name string) *contextKey {
	if k := a.keys[name]; k != nil {
		return k
	}
	row, _ := data.ConditionKeyNamed(name)
	a.keys[name] = &contextKey{name: name, row: row, carried: a.universe.carrying(row)}
	for m := range modes {
		a.concerned[m] = a.concerned[m] || m.concerns(name)
	}
	return a.keys[name]
}

func (a *analyser) subjectsOf(principals []Principal) []*subject {
	if principals == nil {
		return nil
	}
	out := make([]*subject, 0, len(principals))
	for _, p := range principals {
		out = append(out, subjectOf(p, a.partition))
	}
	return out
}

// keyPrefix begins the last part of a key's ARN.
const keyPrefix = "key/"

// variables are the variables of policies. The name of one may have colons of its own.
var variables = regexp.MustCompile(`\$\{[^}]*\}`)

// mayBeKey says whether a Resource may be a KMS key. What is left of a variable that does not end may be anything.
func mayBeKey(resource string) bool {
	bare := variables.ReplaceAllLiteralString(resource, "$")
	part := strings.SplitN(bare, ":", 6)
	if len(part) < 6 || strings.Contains(bare, "${") {
		return true
	}
	if !strings.Contains(part[2], "$") && !like(part[2], "kms") {
		return false
	}
	fixed, wild := part[5], false
	if i := strings.IndexAny(fixed, "*?$"); i >= 0 {
		fixed, wild = fixed[:i], true
	}
	return strings.HasPrefix(fixed, keyPrefix) || wild && strings.HasPrefix(keyPrefix, fixed)
}

// reached is how a statement may reach a principal.
type reached struct {
	verdict Verdict
	partly  bool // some of what the principal stands for: one session of a role
	reason  string
}

var notReached = reached{verdict: Cannot}

func (c *clause) mayReach(s *subject) reached {
	if c.notPrincipals != nil {
		return c.mayReachOthers(s)
	}
	best := notReached
	for _, p := range c.principals {
		if best.verdict == Can && !best.partly {
			break
		}
		switch r := mayCover(p, s); {
		case r.verdict == Can && (best.verdict != Can || best.partly):
			best = r
		case r.verdict == Undecided && best.verdict == Cannot:
			best = r
		}
	}
	return best
}

// mayCover says whether a principal of a policy may be, or stand for, the one under judgement.
func mayCover(p, s *subject) reached {
	can := reached{verdict: Can, reason: "the key policy allows it"}
	if p.p.Kind == "" {
		return notReached
	}
	id := p.id
	switch {
	case p.p.Kind != "AWS":
		if p.key != s.key {
			return notReached
		}
		return can
	case id.kind == everyone:
		can.reason = "the key policy allows everyone"
		return can
	case id.kind == malformed && p.key == s.key:
		can.reason = "the key policy names it, in a form that KMS would refuse"
		return can
	case id.kind == malformed:
		return notReached
	case id.kind == deletedID && p.key != s.key:
		return mayBeID(id.raw, s)
	case id.kind == account:
		return mayDelegate(id, s)
	case sameRole(id, s.id):
		if id.kind == roleSession && s.id.kind == role {
			can.partly, can.reason = true, "the key policy allows one session of the role"
		} else if id.kind == roleSession && id.session != s.id.session {
			return notReached
		}
		return can
	case p.key == s.key:
		return can
	}
	return notReached
}

func mayDelegate(id identity, s *subject) reached {
	switch {
	case s.id.account != id.account:
		return notReached
	case s.id.kind == account:
		return reached{verdict: Can, reason: "delegates to identity policies"}
	}
	return reached{verdict: Undecided, reason: "delegated to identity policies"}
}

// mayBeID judges a principal that is a unique id. KMS writes one where the role or user is gone; but IAM takes ids too,
// and whose it is cannot be seen.
func mayBeID(value string, s *subject) reached {
	isRole := s.id.kind == role || s.id.kind == roleSession
	if strings.HasPrefix(value, "AROA") && isRole || strings.HasPrefix(value, "AIDA") && s.id.kind == user {
		return reached{verdict: Undecided, partly: true, reason: "the key policy names " + value + ", which may be its id"}
	}
	return notReached
}

// mayReachOthers judges an Allow by NotPrincipal: it is for whoever is not listed. Of a listed role or account it is
// not sure that its sessions and members are left out.
func (c *clause) mayReachOthers(s *subject) reached {
	out := reached{verdict: Can, reason: "the key policy allows everyone whom it does not list"}
	for _, p := range c.notPrincipals {
		r := mayCover(p, s)
		switch {
		case r.verdict == Cannot:
		case p.id.kind == everyone || r.verdict == Can && s.id.kind != role && s.id.kind != roleSession:
			return notReached
		default:
			out = reached{verdict: Undecided, reason: "the key policy lists it under NotPrincipal, which may leave its sessions out or not"}
		}
	}
	return out
}

// mustReach says whether a Deny is for every request of the principal.
func (c *clause) mustReach(s *subject) bool {
	if c.notPrincipals != nil {
		return s.id.kind != everyone && !slices.ContainsFunc(c.notPrincipals, func(p *subject) bool { return spares(p, s) })
	}
	return slices.ContainsFunc(c.principals, func(p *subject) bool {
		r := mayCover(p, s)
		// A Deny for an account is for all in it.
		return r.verdict != Cannot && !r.partly
	})
}

// mayDenyTo says whether a Deny may be for some request of the principal. Sparing by NotPrincipal takes every part of
// it: the account, and of a session the role too.
func (c *clause) mayDenyTo(s *subject) bool {
	if c.notPrincipals == nil {
		return c.mayReach(s).verdict != Cannot
	}
	lists := func(match func(p *subject) bool) bool { return slices.ContainsFunc(c.notPrincipals, match) }
	if lists(func(p *subject) bool { return p.id.kind == everyone }) {
		return false
	}
	itself := lists(func(p *subject) bool { return p.key == s.key })
	inAccount := lists(func(p *subject) bool { return p.id.kind == account && p.id.account == s.id.account })
	inRole := s.id.kind != roleSession || lists(func(p *subject) bool { return p.id.kind == role && sameRole(p.id, s.id) })
	return s.id.kind == role || !itself || !inAccount || !inRole
}

// spares says whether a principal under the NotPrincipal of a Deny may spare the one under judgement, or someone for whom
// it stands. Whether the account beside a role spares others of the account is told in two ways: it may.
func spares(p, s *subject) bool {
	if mayCover(p, s).verdict != Cannot {
		return true
	}
	return s.id.kind == account && p.id.account == s.id.account
}

func isPrincipalARN(c Condition) bool { return fold(c.Key) == "aws:principalarn" }

// opens says whether a statement lets in whom it does not name: everyone, or whole accounts.
func opens(s Statement) bool {
	return s.Effect == Allow && (s.NotPrincipals != nil || slices.ContainsFunc(s.Principals, func(p Principal) bool {
		kind := identify(p.Value).kind
		return p.Kind == "AWS" && (kind == everyone || kind == account)
	}))
}

// namedByConditions gives the users and roles that the conditions of a policy name by ARN, where it is open: whether an
// Allow lets one in by that or a Deny spares it, each has the rest of the policy as well, which "everyone" does not tell.
func namedByConditions(policy *Document) []string {
	if !slices.ContainsFunc(policy.Statements, opens) {
		return nil
	}
	var out []string
	for _, s := range policy.Statements {
		for _, c := range s.Conditions {
			if isPrincipalARN(c) {
				out = append(out, slices.DeleteFunc(slices.Clone(c.Values), func(v string) bool { return !namesCaller.MatchString(v) })...)
			}
		}
	}
	return out
}
