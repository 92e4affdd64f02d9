package keypolicy_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
	"github.com/keywright/terraform-provider-keywright/internal/require"
	"github.com/keywright/terraform-provider-keywright/policies/data"
)

// asked is a condition key with the values that policies and requests draw from, few so that they meet.
type askedKey struct {
	name     string
	values   []string // of requests
	patterns []string // of policies, beside these
	multi    bool
	kind     string // operators of: String, Arn, Bool, Numeric, Date, Ip
}

var askedKeys = []askedKey{
	{name: "aws:SourceVpce", kind: "String", values: []string{"vpce-1", "vpce-2", "VPCE-1", "ÿ", "other"}, patterns: []string{"vpce-*", "vpce-?", "*", "?", "${aws:username}", "o*"}},
	{name: "aws:PrincipalTag/team", kind: "String", values: []string{"a", "b", "true", "A", "ÿ", "ab"}, patterns: []string{"a*", "*b", "?", "true", "false", "${aws:PrincipalTag/team}", "${*}"}},
	{name: "aws:PrincipalOrgID", kind: "String", values: []string{"o-abcdefghij", "o-other12345"}, patterns: []string{"o-*", "*"}},
	{name: "aws:PrincipalAccount", kind: "String", patterns: []string{home, foreign, "1*", "*"}},
	{name: "aws:PrincipalType", kind: "String", patterns: []string{"User", "AssumedRole", "A*", "user"}},
	{name: "aws:username", kind: "String", patterns: []string{"ada", "a*", "Ada", "eva"}},
	{name: "aws:PrincipalArn", kind: "Arn", patterns: []string{"arn:aws:iam::" + home + ":role/app", "arn:aws:iam::" + home + ":role/team/app", "arn:aws:iam::" + home + ":role/*/app",
		"arn:aws:iam::" + home + ":role/*app", "arn:aws:iam::*:role/*", "arn:aws:iam::" + home + ":role/??????????/app", "arn:aws:iam::" + home + ":role/t???/app", "arn:aws:iam::" + home + ":user/ada",
		"arn:aws:iam", "*", "arn:*", "arn:aws:iam::" + home + ":role/${aws:username}", "arn:aws:iam::" + home + ":ROLE/app"}},
	{name: "aws:SourceArn", kind: "Arn", values: []string{"arn:aws:s3:::b", "arn:aws:sns:eu-north-1:" + home + ":t", "none"}, patterns: []string{"arn:aws:s3:::*", "arn:aws:s3", "arn:aws:s*:*:*:?", "*"}},
	{name: "aws:MultiFactorAuthPresent", kind: "Bool", values: []string{"true", "false"}},
	{name: "aws:MultiFactorAuthAge", kind: "Numeric", values: []string{"10", "3600"}, patterns: []string{"60", "x"}},
	{name: "aws:CurrentTime", kind: "Date", values: []string{"2026-11-21T00:00:00Z", "2020-01-01T00:00:00Z"}, patterns: []string{"2025-01-01"}},
	{name: "aws:SourceIp", kind: "Ip", values: []string{"10.0.0.1", "203.0.113.9"}, patterns: []string{"10.0.0.0/8"}},
	{name: "kms:ViaService", kind: "String", values: []string{"s3.eu-north-1.amazonaws.com", "rds.eu-north-1.amazonaws.com"}, patterns: []string{"s3.*", "*"}},
	{name: "kms:GranteePrincipal", kind: "String", values: []string{"arn:aws:iam::" + home + ":role/app", "arn:aws:iam::" + foreign + ":role/x"}, patterns: []string{"arn:aws:iam::" + home + ":*"}},
	{name: "kms:GrantIsForAWSResource", kind: "Bool", values: []string{"true", "false"}},
	{name: "kms:GrantOperations", kind: "String", multi: true, values: []string{"Decrypt", "Encrypt", "DescribeKey", "Sign"}, patterns: []string{"De*", "*crypt"}},
	{name: "kms:EncryptionContextKeys", kind: "String", multi: true, values: []string{"app", "env", "ÿ"}, patterns: []string{"a*", "*"}},
	{name: "aws:TagKeys", kind: "String", multi: true, values: []string{"team", "env"}, patterns: []string{"t*"}},
	{name: "aws:ResourceTag/x", kind: "String", values: []string{"1", "2"}, patterns: []string{"1*"}},
	{name: "aws:ViaAWSService", kind: "Bool"}, {name: "aws:SecureTransport", kind: "Bool"}, {name: "aws:PrincipalIsAWSService", kind: "Bool"},
}

var operatorsOf = map[string][]string{
	"String":  {"StringEquals", "StringNotEquals", "StringLike", "StringNotLike", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "Bool"},
	"Arn":     {"ArnEquals", "ArnNotEquals", "ArnLike", "ArnNotLike", "StringLike", "StringNotLike", "StringEquals", "StringNotEquals"},
	"Bool":    {"Bool", "Bool", "StringEquals", "StringNotEquals"},
	"Numeric": {"NumericLessThan", "NumericNotEquals", "NumericGreaterThanEquals"},
	"Date":    {"DateLessThan", "DateGreaterThan", "DateNotEquals"},
	"Ip":      {"IpAddress", "NotIpAddress"},
}

// adversarialCondition combines operator, set operator, IfExists and values of one key.
func (g generator) adversarialCondition(k askedKey) keypolicy.Condition {
	c := keypolicy.Condition{Operator: pick(g, operatorsOf[k.kind]...), Key: k.name}
	if g.IntN(4) == 0 {
		c.Key = strings.ToUpper(c.Key)
	}
	if g.IntN(6) == 0 {
		c.Operator, c.Values = "Null", []string{pick(g, "true", "false")}
		return c
	}
	if k.multi || g.IntN(8) == 0 {
		c.Operator = pick(g, "ForAllValues:", "ForAnyValue:", "ForAnyValue:", "") + c.Operator
	}
	if g.IntN(4) == 0 {
		c.Operator += "IfExists"
	}
	from := slices.Concat(k.values, k.patterns)
	if strings.HasSuffix(strings.TrimSuffix(c.Operator, "IfExists"), "Bool") || len(from) == 0 {
		from = []string{"true", "false", "True"}
	}
	c.Values = []string{pick(g, from...)}
	for range g.IntN(3) {
		c.Values = append(c.Values, pick(g, from...))
	}
	if g.IntN(30) == 0 {
		c.Values = []string{}
	}
	return c
}

// adversarialPolicy turns around few keys, the same in Allow and Deny.
func (g generator) adversarialPolicy() (*keypolicy.Document, []askedKey) {
	keys := []askedKey{pick(g, askedKeys...), pick(g, askedKeys...), pick(g, askedKeys...)}
	d := &keypolicy.Document{Version: pick(g, "2012-10-17", "2012-10-17", "2012-10-17", "2008-10-17", "")}
	for range 1 + g.IntN(5) {
		s := g.statement()
		s.Conditions = nil
		if g.IntN(2) == 0 {
			s.Principals, s.NotPrincipals = []keypolicy.Principal{{Kind: "AWS", Value: "*"}}, nil
		}
		if g.IntN(3) > 0 {
			s.Resources, s.NotResources = []string{"*"}, nil
		}
		if g.IntN(2) == 0 {
			s.Actions, s.NotActions = []string{"kms:*"}, nil
		}
		for range g.IntN(4) {
			s.Conditions = append(s.Conditions, g.adversarialCondition(pick(g, keys...)))
		}
		d.Statements = append(d.Statements, s)
	}
	return d, keys
}

// adversarialRequest carries the keys of the policy, where its action may carry them, with values of the policy's own.
func (g generator) adversarialRequest(key *keypolicy.KeyFacts, keys []askedKey) keypolicy.Request {
	r := g.request(key)
	r.Context, r.Caller.MFA, r.EncryptionContext = map[string][]string{}, nil, nil
	for _, k := range keys {
		row, _ := data.ConditionKeyNamed(k.name)
		if len(k.values) == 0 || !row.CarriedBy(r.Action) || g.IntN(3) == 0 {
			continue
		}
		values := []string{pick(g, k.values...)}
		if k.multi {
			values = g.some(3, func() string { return pick(g, k.values...) })
		}
		r.Context[strings.ToLower(k.name)] = values
	}
	// A session does not tell its role's path.
	if strings.Contains(r.Caller.ARN, ":assumed-role/app/") && !namesRole(key.Policy, "/app") && g.IntN(2) == 0 {
		account := strings.Split(r.Caller.ARN, ":")[4]
		r.Context["aws:principalarn"] = []string{"arn:aws:iam::" + account + ":role/" + pick(g, "", "t/", "team/", "any path/", "x/y/") + "app"}
	}
	return r
}

func namesRole(d *keypolicy.Document, suffix string) bool {
	return slices.ContainsFunc(d.Statements, func(s keypolicy.Statement) bool {
		return slices.ContainsFunc(slices.Concat(s.Principals, s.NotPrincipals), func(p keypolicy.Principal) bool {
			return strings.Contains(p.Value, ":role/") && strings.HasSuffix(p.Value, suffix)
		})
	})
}

// outside says what Reach must list where Decide allows a request, by name.
func outside(r keypolicy.Request, reach keypolicy.Reach) map[string][]string {
	lists := map[string][]string{"can or maybe": slices.Concat(reach.Can, reach.Maybe)}
	if mfa := r.Context["aws:multifactorauthpresent"]; !slices.Equal(mfa, []string{"true"}) && len(r.Context["aws:multifactorauthage"]) == 0 {
		lists["without MFA"] = slices.Concat(reach.Without.MFA, reach.Perhaps.MFA)
	}
	if r.Caller.ViaService == "" && len(r.Context["kms:viaservice"]) == 0 && !slices.Equal(r.Context["kms:grantisforawsresource"], []string{"true"}) {
		lists["by itself"] = slices.Concat(reach.Without.Self, reach.Perhaps.Self)
		if r.Caller.VPCE == "" && len(r.Context["aws:sourcevpce"]) == 0 && len(r.Context["aws:sourcevpc"]) == 0 {
			lists["off the network"] = slices.Concat(reach.Without.Network, reach.Perhaps.Network)
		}
	}
	return lists
}

func check(t *testing.T, seed uint64) (allowed, excluded int) {
	t.Helper()
	g := generator{rand.New(rand.NewPCG(seed, 11))}
	policy, keys := g.adversarialPolicy()
	key := &keypolicy.KeyFacts{ARN: keyARN, Account: home, Policy: policy}
	for range 12 {
		r := g.adversarialRequest(key, keys)
		who := "AWS:" + r.Caller.ARN
		if r.Caller.ARN == "logs.eu-north-1.amazonaws.com" {
			who = "Service:" + r.Caller.ARN
		}
		a := keypolicy.Analyse(policy, nil, []string{r.Caller.ARN})
		d := keypolicy.Decide(r)
		action := strings.ToLower(r.Action)
		if !d.Allowed {
			if !slices.Contains(slices.Concat(a.Reach[who].Can, a.Reach[who].Maybe), action) {
				excluded++
			}
			continue
		}
		allowed++
		if action == "kms:futurething" && !strings.Contains(strings.ToLower(fmt.Sprintf("%+v", policy)), action) {
			continue // a name that the text does not have is not judged
		}
		for what, list := range outside(r, a.Reach[who]) {
			if !slices.Contains(list, action) {
				t.Fatalf("seed %d: Decide allows %s to %s by %s, which Analyse does not have %s\n%+v\ncaller %+v\ncontext %v", seed, action, who, d.Statement, what, policy, r.Caller, r.Context)
			}
		}
	}
	return allowed, excluded
}

// TestNothingThatAnalyseExcludesIsAllowed holds the abstract evaluator to its promise, whatever the conditions: what it
// says a principal cannot do, at all or in a certain way, no request of that kind may do.
func TestNothingThatAnalyseExcludesIsAllowed(t *testing.T) {
	allowed, excluded := 0, 0
	first, n := require.Cases(t, 3000)
	for seed := first; seed < first+uint64(n); seed++ {
		a, e := check(t, seed)
		allowed, excluded = allowed+a, excluded+e
	}
	if allowed < n/2 || excluded < n/2 {
		t.Errorf("%d requests allowed and %d excluded of %d: the generator no longer tells the evaluators apart", allowed, excluded, 12*n)
	}
	t.Logf("%d policies: %d requests allowed, %d excluded", n, allowed, excluded)
}

// FuzzBounds looks for a policy of the generator that breaks the promise.
func FuzzBounds(f *testing.F) {
	for seed := range uint64(8) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) { check(t, seed) })
}
