package keypolicy_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
	"github.com/keywright/terraform-provider-keywright/policies/data"
)

const (
	home    = "111122223333"
	foreign = "444455556666"
	keyARN  = "arn:aws:kms:eu-north-1:" + home + ":key/11111111-2222-3333-4444-555555555555"
)

// generator makes policies, grants and requests that are awkward on purpose: few names, so that they meet.
type generator struct{ *rand.Rand }

func pick[T any](g generator, from ...T) T { return from[g.IntN(len(from))] }

func (g generator) some(n int, one func() string) []string {
	out := []string{one()}
	for range g.IntN(n) {
		out = append(out, one())
	}
	return out
}

func (g generator) principal() string {
	account := pick(g, home, home, home, foreign)
	return pick(g,
		"*", account, "arn:aws:iam::"+account+":root",
		"arn:aws:iam::"+account+":role/admin", "arn:aws:iam::"+account+":role/team/app", "arn:aws:iam::"+account+":role/app",
		"arn:aws:iam::"+account+":user/ada", "arn:aws:sts::"+account+":assumed-role/admin/one",
		"arn:aws:sts::"+account+":assumed-role/app/one", "arn:aws:sts::"+account+":federated-user/fed",
	)
}

func (g generator) caller() string {
	for {
		if p := g.principal(); p != "*" && len(p) != 12 {
			return p
		}
	}
}

func (g generator) action() string {
	return pick(g, "kms:Decrypt", "kms:decrypt", "kms:De*", "kms:*", "*", "kms:Put*", "kms:GenerateDataKey", "kms:?ncrypt",
		"kms:CreateGrant", "kms:FutureThing", "kms:ListKeys", "kms:Sign", "k*:Decrypt", "kms:De crypt", "s3:GetObject", "kms:DescribeKey")
}

func (g generator) resource() string {
	return pick(g, "*", "*", "*", keyARN, "arn:aws:kms:*:*:key/*", "arn:aws:kms:eu-north-1:"+home+":alias/x", "arn:aws:s3:::x", "arn:aws:kms:*:${aws:PrincipalAccount}:key/*")
}

func (g generator) condition() keypolicy.Condition {
	return pick(g,
		keypolicy.Condition{Operator: "ArnEquals", Key: "aws:PrincipalArn", Values: g.some(2, g.principal)},
		keypolicy.Condition{Operator: "ArnLike", Key: "aws:principalarn", Values: []string{"arn:aws:iam::*:role/*"}},
		keypolicy.Condition{Operator: "StringLike", Key: "aws:PrincipalArn", Values: []string{"*:role/a*"}},
		keypolicy.Condition{Operator: "StringNotEquals", Key: "aws:PrincipalArn", Values: g.some(2, g.principal)},
		keypolicy.Condition{Operator: "ArnEqualsIfExists", Key: "aws:PrincipalArn", Values: g.some(1, g.principal)},
		keypolicy.Condition{Operator: "Bool", Key: "aws:MultiFactorAuthPresent", Values: []string{"true"}},
		keypolicy.Condition{Operator: "BoolIfExists", Key: "aws:MultiFactorAuthPresent", Values: []string{"false"}},
		keypolicy.Condition{Operator: "StringEquals", Key: "aws:SourceVpce", Values: []string{"vpce-1"}},
		keypolicy.Condition{Operator: "ForAllValues:StringEquals", Key: "kms:EncryptionContextKeys", Values: []string{"app"}},
		keypolicy.Condition{Operator: "Null", Key: "kms:ViaService", Values: []string{"true"}},
		keypolicy.Condition{Operator: "StringEquals", Key: "aws:PrincipalAccount", Values: []string{home}},
	)
}

func (g generator) statement() keypolicy.Statement {
	s := keypolicy.Statement{Effect: pick(g, keypolicy.Allow, keypolicy.Allow, keypolicy.Deny)}
	var principals []keypolicy.Principal
	for _, p := range g.some(3, g.principal) {
		principals = append(principals, keypolicy.Principal{Kind: "AWS", Value: p})
	}
	if g.IntN(8) == 0 {
		principals = append(principals, keypolicy.Principal{Kind: "Service", Value: "logs.eu-north-1.amazonaws.com"})
	}
	if g.IntN(5) == 0 {
		s.NotPrincipals = principals
	} else {
		s.Principals = principals
	}
	if g.IntN(5) == 0 {
		s.NotActions = g.some(3, g.action)
	} else {
		s.Actions = g.some(3, g.action)
	}
	switch g.IntN(10) {
	case 0:
		s.NotResources = g.some(2, g.resource)
	case 1: // no resource at all
	default:
		s.Resources = g.some(2, g.resource)
	}
	for range g.IntN(3) {
		c := g.condition()
		if !slices.ContainsFunc(s.Conditions, func(o keypolicy.Condition) bool { return o.Operator == c.Operator }) {
			s.Conditions = append(s.Conditions, c)
		}
	}
	return s
}

func (g generator) document() *keypolicy.Document {
	d := &keypolicy.Document{Version: pick(g, "2012-10-17", "2012-10-17", "")}
	for range 1 + g.IntN(5) {
		d.Statements = append(d.Statements, g.statement())
	}
	return d
}

func (g generator) grants() []keypolicy.Grant {
	var out []keypolicy.Grant
	for i := range g.IntN(3) {
		grant := keypolicy.Grant{ID: fmt.Sprint(i), GranteePrincipal: g.caller(), Operations: []string{pick(g, "Decrypt", "Encrypt", "CreateGrant")}}
		if g.IntN(2) == 0 {
			grant.EncryptionContextSubset = map[string]string{"app": "pay"}
		}
		out = append(out, grant)
	}
	return out
}

func (g generator) request(key *keypolicy.KeyFacts) keypolicy.Request {
	r := keypolicy.Request{Key: key, Caller: keypolicy.Caller{ARN: g.caller()}}
	if g.IntN(10) == 0 {
		r.Caller.ARN = "logs.eu-north-1.amazonaws.com"
	}
	r.Action = pick(g, "kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:PutKeyPolicy", "kms:CreateGrant", "kms:FutureThing", "kms:Sign", "kms:DescribeKey")
	if g.IntN(2) == 0 {
		mfa := g.IntN(2) == 0
		r.Caller.MFA = &mfa
	}
	r.Caller.VPCE = pick(g, "", "vpce-1", "vpce-2")
	if g.IntN(2) == 0 {
		r.EncryptionContext = map[string]string{pick(g, "app", "other"): "pay"}
	}
	r.Caller.ViaService = pick(g, "", "s3.eu-north-1.amazonaws.com")
	return r
}

// TestAnalyseBoundsDecide is the contract between the two evaluators: what Analyse says a principal cannot do, Decide
// denies for every request; equivalently, what Decide allows, Analyse does not exclude.
func TestAnalyseBoundsDecide(t *testing.T) {
	rounds := 1500
	if testing.Short() {
		rounds = 400
	}
	allowed, decided := 0, 0
	for seed := range uint64(rounds) {
		g := generator{rand.New(rand.NewPCG(seed, 1))}
		key := &keypolicy.KeyFacts{ARN: keyARN, Account: home, Region: "eu-north-1", Spec: "SYMMETRIC_DEFAULT", Usage: "ENCRYPT_DECRYPT", Policy: g.document(), Grants: g.grants()}
		for range 12 {
			r := g.request(key)
			d := keypolicy.Decide(r)
			who := "AWS:" + r.Caller.ARN
			if r.Caller.ARN == "logs.eu-north-1.amazonaws.com" {
				who = "Service:" + r.Caller.ARN
			}
			verdict, some := keypolicy.Analyse(key.Policy, key.Grants, []string{r.Caller.ARN}).Principals[who][data.CapabilityOf(r.Action)]
			possible := some && slices.Contains(verdict.Actions, r.Action) || some && r.Action == "kms:FutureThing"
			decided++
			if !d.Allowed {
				continue
			}
			allowed++
			if !possible {
				t.Fatalf("seed %d: Decide allows %s to %s by %s (%s), and Analyse says it cannot\n%+v\n%+v", seed, r.Action, r.Caller.ARN, d.Statement, d.Reason, key.Policy, verdict)
			}
		}
	}
	if allowed*20 < decided || allowed*2 > decided*19/10 {
		t.Errorf("%d of %d requests allowed: the generator no longer tells the evaluators apart", allowed, decided)
	}
}

// TestAnalyseIsNotVacuous keeps Analyse from meeting its contract by suspecting everyone: where no condition, no
// delegation and no complement is in play, it and Decide say the same.
func TestAnalyseIsNotVacuous(t *testing.T) {
	for seed := range uint64(2000) {
		g := generator{rand.New(rand.NewPCG(seed, 2))}
		doc := g.document()
		for i := range doc.Statements {
			s := &doc.Statements[i]
			s.Conditions, s.Resources, s.NotResources = nil, []string{"*"}, nil
			s.Principals = slices.DeleteFunc(append(s.Principals, s.NotPrincipals...), func(p keypolicy.Principal) bool {
				return len(p.Value) == 12 || p.Value == "arn:aws:iam::"+home+":root" || p.Value == "arn:aws:iam::"+foreign+":root"
			})
			s.NotPrincipals = nil
			// Analyse takes a wildcard in the service's name for one that may give something.
			s.Actions = slices.DeleteFunc(s.Actions, func(a string) bool { return a == "k*:Decrypt" })
			s.NotActions = slices.DeleteFunc(s.NotActions, func(a string) bool { return a == "k*:Decrypt" })
		}
		key := &keypolicy.KeyFacts{ARN: keyARN, Account: home, Policy: doc}
		r := keypolicy.Request{Key: key, Action: pick(g, "kms:Decrypt", "kms:PutKeyPolicy", "kms:Sign"), Caller: keypolicy.Caller{ARN: pick(g,
			"arn:aws:iam::"+home+":user/ada", "arn:aws:sts::"+home+":assumed-role/admin/one", "arn:aws:iam::"+home+":role/app")}}
		d := keypolicy.Decide(r)
		verdict := keypolicy.Analyse(doc, nil, []string{r.Caller.ARN}).Principals["AWS:"+r.Caller.ARN][data.CapabilityOf(r.Action)]
		partly := r.Caller.ARN == "arn:aws:iam::"+home+":role/app" // Analyse counts one session of it
		if can := slices.Contains(verdict.Actions, r.Action); can != d.Allowed && (d.Allowed || !partly) {
			t.Fatalf("seed %d: Decide %+v, Analyse %+v\n%+v\n%+v", seed, d, verdict, r.Caller, doc)
		}
	}
}

// TestLockoutBoundsDecide: a certain pass is one for every request, a certain refusal likewise.
func TestLockoutBoundsDecide(t *testing.T) {
	seen := map[keypolicy.Verdict]int{}
	for seed := range uint64(3000) {
		g := generator{rand.New(rand.NewPCG(seed, 6))}
		key := &keypolicy.KeyFacts{ARN: keyARN, Account: home, Policy: g.document()}
		caller := g.caller()
		if identifiesForeign(caller) {
			continue // no policy lets another account call PutKeyPolicy
		}
		verdict := keypolicy.Lockout(key.Policy, caller)
		seen[verdict]++
		for range 8 {
			r := g.request(key)
			r.Action, r.Caller.ARN = "kms:PutKeyPolicy", caller
			d := keypolicy.Decide(r)
			if verdict == keypolicy.Can && !d.Allowed || verdict == keypolicy.Cannot && d.Allowed {
				t.Fatalf("seed %d: Lockout says %s for %s, and Decide %+v\n%+v\n%+v", seed, verdict, caller, d, r.Caller, key.Policy)
			}
		}
	}
	for _, v := range []keypolicy.Verdict{keypolicy.Can, keypolicy.Undecided, keypolicy.Cannot} {
		if seen[v] < 50 {
			t.Errorf("only %d policies of verdict %s: the generator no longer tests it", seen[v], v)
		}
	}
}

func identifiesForeign(arn string) bool { return strings.Contains(arn, foreign) }

// Who certainly lacks a capability is refused every request of it.
func TestLacksBoundsDecide(t *testing.T) {
	lacking := 0
	for seed := range uint64(3000) {
		g := generator{rand.New(rand.NewPCG(seed, 7))}
		key := &keypolicy.KeyFacts{ARN: keyARN, Account: home, Policy: g.document()}
		caller := g.caller()
		if !keypolicy.Lacks(key.Policy, caller, "import") {
			continue
		}
		lacking++
		for _, action := range []string{"kms:ImportKeyMaterial", "kms:GetParametersForImport", "kms:DeleteImportedKeyMaterial"} {
			r := g.request(key)
			r.Action, r.Caller.ARN = action, caller
			if d := keypolicy.Decide(r); d.Allowed {
				t.Fatalf("seed %d: Lacks says so of %s, and Decide %+v\n%+v\n%+v", seed, caller, d, r.Caller, key.Policy)
			}
		}
	}
	if lacking < 100 {
		t.Errorf("only %d callers lacked it", lacking)
	}
}
