package keypolicy

import (
	"slices"
	"strings"

	"github.com/keywright/terraform-provider-keywright/policies/data"
)

// Decide says what KMS would answer to one request, by the rules of policy evaluation: an explicit Deny anywhere
// refuses; else the key policy must name the caller, or the caller's account and its identity policies allow, or a
// grant must give the operation; a caller of another account needs the identity policies in every case, and only some
// actions reach across accounts. Identity policies alone never suffice. What is not modelled: permissions boundaries
// and session policies, and, on CreateGrant through a grant, that the new grant is no wider than its parent.
// Source: AWS KMS Developer Guide, "Troubleshooting key access" and "Default key policy"; IAM User Guide, policy
// evaluation logic.
func Decide(r Request) Decision {
	e := newEvaluation(r)
	if e.caller.kind == malformed && e.caller.account == "" {
		return Decision{Reason: "the caller is no principal: " + r.Caller.ARN}
	}
	if !isActionName(r.Action) {
		return Decision{Reason: "no action has the name " + r.Action}
	}
	if d, denied := e.denied(); denied {
		return d
	}
	a, known := data.ActionNamed(r.Action)
	switch {
	case e.foreign() && !a.CrossAccount:
		return Decision{Reason: r.Action + " does not work on a key of another account"}
	case fold(r.Action) == "kms:retiregrant" && r.Key != nil:
		return e.retire()
	case r.Key == nil || known && !a.InKeyPolicy:
		return e.byIdentity("identity policies allow " + r.Action)
	}
	return e.onKey()
}

func isActionName(name string) bool {
	e := data.Expand(name)
	return !e.Malformed && !e.Open
}

// evaluation is one request with its contexts worked out.
type evaluation struct {
	Request
	caller   identity
	key      environment
	identity environment
}

func newEvaluation(r Request) *evaluation {
	e := &evaluation{Request: r, caller: identify(r.Caller.ARN)}
	if e.caller.account == "" && e.caller.kind != service {
		e.caller.account = r.Caller.Account
	}
	if e.caller.kind == everyone || e.caller.kind == deletedID {
		e.caller.kind = malformed // policies may name these; no one calls as one
	}
	e.identity = r.identityContext(e.caller)
	e.key = r.keyContext(e.caller)
	return e
}

// foreign says whether the key is of another account than the caller. A service has no account.
func (e *evaluation) foreign() bool {
	return e.Key != nil && e.caller.kind != service && e.Key.account() != e.caller.account
}

func (e *evaluation) denied() (Decision, bool) {
	if e.Key != nil && e.Key.Policy != nil {
		for i, s := range e.Key.Policy.Statements {
			if s.Effect == Deny && s.reach(e.caller) != notCovered && e.applies(s, e.Key.Policy, e.key) {
				return explicit(statementName(s, i), "the key policy denies it"), true
			}
		}
	}
	for _, doc := range slices.Concat(e.Caller.Identity, e.Caller.Denied) {
		for i, s := range doc.Statements {
			if s.Effect == Deny && e.applies(s, doc, e.identity) {
				return explicit(statementName(s, i), "a policy of the caller denies it"), true
			}
		}
	}
	return Decision{}, false
}

func explicit(statement, reason string) Decision {
	return Decision{Explicit: true, Statement: statement, Reason: reason}
}

// applies says whether action, resource and conditions of a statement are met; its principal is judged elsewhere.
func (e *evaluation) applies(s Statement, doc *Document, env environment) bool {
	variables := doc.Version == "2012-10-17"
	if !s.namesAction(e.Action) || !e.namesResource(s, env, variables) {
		return false
	}
	return !slices.ContainsFunc(s.Conditions, func(c Condition) bool { return !env.holds(c, variables) })
}

func (s Statement) namesAction(action string) bool {
	matches := func(pattern string) bool { return data.ActionMatches(pattern, action) }
	if s.NotActions != nil {
		return !slices.ContainsFunc(s.NotActions, matches)
	}
	return slices.ContainsFunc(s.Actions, matches)
}

// namesResource says whether a statement is about the request's key. An action on the account is about "*" alone.
func (e *evaluation) namesResource(s Statement, env environment, variables bool) bool {
	var resolve func(string) (string, bool)
	if variables {
		resolve = env.variable
	}
	matches := func(value string) bool {
		if at := strings.Index(value, "${"); at >= 0 && strings.Count(value[:at], ":") < 5 {
			return false // a variable is put in after the fifth colon alone; before it, it is a text that no ARN has
		}
		p, ok := readPattern(value, true, resolve)
		if !ok || value == "*" || e.Key == nil {
			return value == "*"
		}
		return p.matchesARN(e.Key.ARN)
	}
	if s.NotResources != nil {
		return !slices.ContainsFunc(s.NotResources, matches)
	}
	return slices.ContainsFunc(s.Resources, matches)
}

// onKey judges an action that key policies and grants can allow.
func (e *evaluation) onKey() Decision {
	d, reach := e.byPolicy()
	if grant, ok := e.byGrant(); reach != direct && ok {
		d, reach = grant, direct
	}
	switch {
	case reach == notCovered:
		return Decision{Reason: "neither the key policy nor a grant allows it"}
	case reach == direct && !e.foreign():
		return d
	}
	if by := e.byIdentity(""); !by.Allowed {
		by.Statement = d.Statement
		by.Reason = "the key policy leaves it to the caller's account, whose identity policies do not allow it"
		return by
	}
	return d
}

// byPolicy finds the statement of the key policy that reaches the caller best.
func (e *evaluation) byPolicy() (Decision, coverage) {
	var d Decision
	best := notCovered
	if e.Key.Policy == nil {
		return d, best
	}
	for i, s := range e.Key.Policy.Statements {
		if s.Effect != Allow || best == direct {
			continue
		}
		if reach := s.reach(e.caller); reach > best && e.applies(s, e.Key.Policy, e.key) {
			best = reach
			d = Decision{Allowed: true, Statement: statementName(s, i), Reason: "the key policy allows the caller"}
			if reach == delegated {
				d.Reason = "the key policy delegates to the caller's account, and identity policies allow it"
			}
		}
	}
	return d, best
}

// byIdentity judges by identity policies. nil policies allow everything; a service has none and needs none.
func (e *evaluation) byIdentity(reason string) Decision {
	if e.Caller.Identity == nil {
		return Decision{Allowed: true, Reason: reason}
	}
	for _, doc := range e.Caller.Identity {
		for i, s := range doc.Statements {
			if s.Effect == Allow && e.applies(s, doc, e.identity) {
				return Decision{Allowed: true, Statement: statementName(s, i), Reason: reason}
			}
		}
	}
	return Decision{Reason: "no identity policy allows " + e.Action}
}
