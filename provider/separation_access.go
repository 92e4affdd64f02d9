package provider

import (
	"slices"
	"strings"

	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
)

// power is what somebody can do with a key that nobody may do with another.
type power struct {
	verb         string
	capabilities map[string][]string // capability → the actions that count; nil: all
	beside       func(keypolicy.Statement) bool
}

// The powers of a key's users and of its administrators. Who makes plaintext data keys holds what they encrypt, so that
// it counts as decrypting; who only verifies signatures or codes makes none. A grant that an AWS service needs for its
// own resource manages nothing.
var (
	using = power{verb: "use", capabilities: map[string][]string{
		"decrypt": nil, "data-key": nil, "sign": {"kms:Sign"}, "mac": {"kms:GenerateMac"},
	}}
	managing = power{verb: "manage", capabilities: map[string][]string{
		"policy": nil, "grant": nil, "replicate": nil, "import": nil, "attribute": nil, "lifecycle": nil,
	}, beside: grantsForServices}
)

// shared names the principals who can do with both keys what the power says, or of whom that cannot be excluded. It is
// open where all of them reach one of the keys as everybody of an account does, through an AWS service alone: what the
// service does for whom is for identity policies to say.
func shared(a, b keyFacts, p power) (why string, open bool) {
	if a.policy == nil || b.policy == nil {
		return "", false
	}
	ask := append(a.principals(), b.principals()...)
	if both := p.inBoth(a.without(forEveryoneThroughService), b.without(forEveryoneThroughService), ask); len(both) > 0 {
		return strings.Join(both, ", ") + " may " + p.verb + " both", false
	}
	if both := p.inBoth(a, b, ask); len(both) > 0 {
		return strings.Join(both, ", ") + " may " + p.verb + " both, one of them through an AWS service that may use it for everybody of the account (role service without principals)", true
	}
	return "", false
}

func (p power) inBoth(a, b keyFacts, ask []string) []string {
	first, second := p.holders(a, ask), p.holders(b, ask)
	var both []string
	for _, who := range sortedKeys(first) {
		if _, too := second[who]; !too {
			continue
		}
		if first[who] == keypolicy.Can && second[who] == keypolicy.Can {
			both = append(both, who)
		} else {
			both = append(both, who+" (not excluded: delegated to identity policies)")
		}
	}
	return both
}

// holders are the principals who have the power over a key, and how sure that is.
func (p power) holders(f keyFacts, ask []string) map[string]keypolicy.Verdict {
	if p.beside != nil {
		f = f.without(p.beside)
	}
	found := map[string]keypolicy.Verdict{}
	analysis := keypolicy.Analyse(f.policy, f.grants, ask)
	for who, verdicts := range analysis.Principals {
		for capability, actions := range p.capabilities {
			v := verdicts[capability]
			if actions != nil && !slices.ContainsFunc(v.Actions, func(action string) bool { return slices.Contains(actions, action) }) {
				continue
			}
			switch v.Verdict {
			case keypolicy.Can:
				found[who] = keypolicy.Can
			case keypolicy.Undecided:
				if found[who] == "" {
					found[who] = keypolicy.Undecided
				}
			}
		}
	}
	return found
}

// principals are those whom the key's policy or a grant names.
func (f *keyFacts) principals() []string {
	var all []string
	for i := range f.policy.Statements {
		for _, p := range f.policy.Statements[i].Principals {
			all = append(all, p.Kind+":"+p.Value)
		}
	}
	for i := range f.grants {
		all = append(all, f.grants[i].GranteePrincipal)
	}
	return all
}

// without is the key with a policy that lacks some statements.
func (f keyFacts) without(set func(keypolicy.Statement) bool) keyFacts {
	policy := *f.policy
	policy.Statements = slices.DeleteFunc(slices.Clone(policy.Statements), set)
	f.policy = &policy
	return f
}

// forEveryoneThroughService says that a statement allows everybody of an account what one AWS service does for them.
func forEveryoneThroughService(s keypolicy.Statement) bool {
	return s.Effect == keypolicy.Allow && len(s.Principals) == 1 && s.Principals[0].Value == "*" &&
		demands(s, "StringEquals", "kms:ViaService") && demands(s, "StringEquals", "kms:CallerAccount")
}

// grantsForServices says that a statement allows grants to AWS services alone.
func grantsForServices(s keypolicy.Statement) bool {
	for _, c := range s.Conditions {
		if strings.EqualFold(c.Operator, "Bool") && strings.EqualFold(c.Key, "kms:GrantIsForAWSResource") && slices.Equal(c.Values, []string{"true"}) {
			return s.Effect == keypolicy.Allow && !slices.ContainsFunc(s.Actions, notAboutGrants) && len(s.NotActions) == 0
		}
	}
	return false
}

func notAboutGrants(action string) bool {
	return !slices.ContainsFunc([]string{"kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"}, func(name string) bool { return strings.EqualFold(name, action) })
}

func demands(s keypolicy.Statement, operator, key string) bool {
	return slices.ContainsFunc(s.Conditions, func(c keypolicy.Condition) bool {
		return strings.EqualFold(c.Operator, operator) && strings.EqualFold(c.Key, key) && len(c.Values) > 0
	})
}
