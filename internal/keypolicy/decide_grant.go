package keypolicy

import (
	"maps"
	"slices"

	"github.com/keywright/terraform-provider-keywright/policies/data"
)

// unconstrained are the operations that a grant's constraints do not touch.
// Source: AWS KMS Developer Guide, grants, "Using grant constraints"; CreateGrant binds the grant it makes instead.
var unconstrained = []string{"DescribeKey", "RetireGrant", "CreateGrant"}

// byGrant looks for a grant that gives the caller the operation.
func (e *evaluation) byGrant() (Decision, bool) {
	for _, g := range e.Key.Grants {
		if !g.gives(e.Action) || !e.meets(g) {
			continue
		}
		switch covers(granteePrincipal(g.GranteePrincipal), e.caller) {
		case direct:
			return Decision{Allowed: true, Statement: g.label(), Reason: "a grant gives the caller the operation"}, true
		case delegated:
			if e.byIdentity("").Allowed {
				return Decision{Allowed: true, Statement: g.label(), Reason: "a grant gives the caller's account the operation, and identity policies allow it"}, true
			}
		}
	}
	return Decision{}, false
}

// granteePrincipal is a grantee as policies would name it.
func granteePrincipal(value string) Principal {
	if identify(value).kind == service {
		return Principal{Kind: "Service", Value: value}
	}
	if value == "*" {
		return Principal{} // no grant is for everyone
	}
	return Principal{Kind: "AWS", Value: value}
}

func (g Grant) gives(action string) bool {
	a, known := data.ActionNamed(action)
	return known && slices.Contains(g.Operations, a.Operation())
}

// label is how findings call a grant: by its id, else by its name.
func (g Grant) label() string {
	if g.ID != "" {
		return "grant " + g.ID
	}
	return "grant " + g.Name
}

func (g Grant) constrained() bool {
	return len(g.EncryptionContextEquals)+len(g.EncryptionContextSubset) > 0 || g.SourceARN != ""
}

// meets says whether the request keeps to the grant's constraints.
func (e *evaluation) meets(g Grant) bool {
	a, _ := data.ActionNamed(e.Action)
	if slices.Contains(unconstrained, a.Operation()) {
		return true
	}
	if len(g.EncryptionContextEquals) > 0 && !maps.Equal(g.EncryptionContextEquals, e.EncryptionContext) {
		return false
	}
	for name, value := range g.EncryptionContextSubset {
		if have, ok := e.EncryptionContext[name]; !ok || have != value {
			return false
		}
	}
	return g.SourceARN == "" || slices.Contains(e.key["aws:sourcearn"], g.SourceARN)
}

// retire judges RetireGrant, which no key policy can give: the grant itself says who may retire it, beside the account
// that issued it. Any of the grants in view will do; give Decide the one that is to be retired.
func (e *evaluation) retire() Decision {
	for _, g := range e.Key.Grants {
		retirers := []string{g.RetiringPrincipal, g.IssuingAccount}
		if slices.Contains(g.Operations, "RetireGrant") {
			retirers = append(retirers, g.GranteePrincipal)
		}
		for _, who := range retirers {
			reach := covers(granteePrincipal(who), e.caller)
			if reach == direct || reach == delegated && e.byIdentity("").Allowed {
				return Decision{Allowed: true, Statement: g.label(), Reason: "the grant lets the caller retire it"}
			}
		}
	}
	return Decision{Reason: "no grant lets the caller retire it"}
}
