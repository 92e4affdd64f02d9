package engine

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
	"github.com/keywright/terraform-provider-keywright/internal/require"
)

const (
	homeAccount  = "111122223333"
	otherAccount = "444455556666"
	farAccount   = "777788889999" // that no policy names
	future       = "kms:FutureThing"
	judgedKey    = "arn:aws:kms:eu-north-1:" + homeAccount + ":key/11111111-2222-3333-4444-555555555555"
)

// What the rules call impossible, no request may do: Decide, which is exact and shares no code with them, must refuse
// whatever it is asked. KEYWRIGHT_CASES raises the number of policies, KEYWRIGHT_SEED takes others.
func TestNothingThatRulesExcludeIsAllowed(t *testing.T) {
	const batch = 300
	e := compiled(t)
	first, count := require.Cases(t, 2*batch)
	allowed, asked, excluded := 0, 0, 0
	for start := first; start < first+uint64(count); start += batch {
		var cases []policyCase
		for seed := start; seed < start+batch; seed++ {
			cases = append(cases, newPolicyCase(t, seed))
		}
		meanings, unasked := meaningOf(t, e, cases, everybody()), meaningOf(t, e, cases, nil)
		for i := range cases {
			for range 40 {
				asked++
				r := cases[i].request()
				d := keypolicy.Decide(r)
				possible := meanings[cases[i].text].may(r, "")
				if !possible {
					excluded++
				}
				if !d.Allowed {
					continue
				}
				allowed++
				if !possible {
					t.Fatalf("seed %d: %s may %s by %s, and the rules say it cannot\n%s\n%+v", start+uint64(i), r.Caller.ARN, r.Action, d.Statement, cases[i].text, r)
				}
				if !unasked[cases[i].text].accounts(r) {
					t.Fatalf("seed %d: %s may %s by %s, has no row of its own, and everyone's is for others\n%s\n%+v", start+uint64(i), r.Caller.ARN, r.Action, d.Statement, cases[i].text, r)
				}
				for _, mode := range modesOf(r) {
					if !meanings[cases[i].text].may(r, mode) {
						t.Fatalf("seed %d: %s may %s by %s in mode %s, and the rules say it cannot\n%s\n%+v", start+uint64(i), r.Caller.ARN, r.Action, d.Statement, mode, cases[i].text, r)
					}
				}
			}
		}
	}
	t.Logf("%d requests, %d allowed, %d excluded", asked, allowed, excluded)
	if allowed*12 < asked || excluded*4 < asked {
		t.Errorf("of %d requests %d are allowed and %d excluded: the policies no longer tell anything", asked, allowed, excluded)
	}
}

// modesOf are the modes that a request is an instance of.
func modesOf(r keypolicy.Request) []string {
	var modes []string
	if (r.Caller.MFA == nil || !*r.Caller.MFA) && r.Context["aws:multifactorauthage"] == nil {
		modes = append(modes, "mfa")
	}
	if r.Caller.ViaService == "" && r.Context["kms:grantisforawsresource"] == nil {
		modes = append(modes, "self")
		if r.Caller.VPCE == "" && r.Caller.VPC == "" {
			modes = append(modes, "network")
		}
	}
	if strings.Contains(r.Caller.ARN, farAccount) && r.Caller.OrgID == "" && r.Context["aws:sourceaccount"] == nil {
		modes = append(modes, "stranger")
	}
	return modes
}

// meaning is what the rules say of one policy, by principal.
type meaning map[string]map[string]any

// may says whether the rules think a request possible. A session that no statement names is its role.
func (m meaning) may(r keypolicy.Request, mode string) bool {
	if mode == "stranger" {
		everyone := m["AWS:*"]
		return everyone == nil || has(everyone["stranger"], r.Action)
	}
	for principal, found := range m {
		if principal != "AWS:"+r.Caller.ARN && principal != "AWS:*" && !sameRole(principal, r.Caller.ARN) {
			continue
		}
		if principal == "AWS:*" && m["AWS:"+r.Caller.ARN] != nil {
			continue // who has a row of its own is judged by it
		}
		lists := []any{found["can"], found["maybe"]}
		if mode != "" {
			without, _ := found["without"].(map[string]any)
			perhaps, _ := found["perhaps"].(map[string]any)
			lists = []any{without[mode], perhaps[mode]}
		}
		if slices.ContainsFunc(lists, func(list any) bool { return has(list, r.Action) }) {
			return true
		}
	}
	return false
}

// accounts says whether some row stands for a caller whom nobody asked about: its own, its role's, its account's, or
// everyone's as far as that is not for those alone whom conditions name by ARN.
func (m meaning) accounts(r keypolicy.Request) bool {
	part := strings.SplitN(r.Caller.ARN, ":", 6)
	for principal := range m {
		if principal == "AWS:"+r.Caller.ARN || sameRole(principal, r.Caller.ARN) || principal == "AWS:arn:aws:iam::"+part[4]+":root" {
			return true
		}
	}
	return m["AWS:*"] != nil && has(m["AWS:*"]["unnamed"], r.Action)
}

func has(list any, action string) bool {
	items, _ := list.([]any)
	return slices.Contains(items, any(strings.ToLower(action)))
}

func sameRole(principal, caller string) bool {
	one, other := roleOf(strings.TrimPrefix(principal, "AWS:")), roleOf(caller)
	return one != "" && one == other
}

// meaningOf asks the bundle, without facts, what each policy means for whom it names and for those asked about.
func meaningOf(t *testing.T, e *Engine, cases []policyCase, asked []string) map[string]meaning {
	t.Helper()
	var changes []any
	for i, c := range cases {
		changes = append(changes, map[string]any{
			"address": fmt.Sprintf("aws_kms_key.k[%d]", i), "mode": "managed", "type": "aws_kms_key", "name": "k", "index": i,
			"change": map[string]any{"actions": []any{"create"}, "before": nil, "after": map[string]any{"policy": c.text}, "after_unknown": map[string]any{}},
		})
	}
	callers := []any{}
	for _, c := range asked {
		callers = append(callers, c)
	}
	profile := map[string]any{"policy": map[string]any{}, "role": map[string]any{"asked": map[string]any{"principals": callers}}}
	value, err := e.bundle.eval(t.Context(), question{
		entry: "data.keywright.lib.iam.of_text", profile: profile,
		input: valueOf(t, map[string]any{"format_version": "1.2", "resource_changes": changes}),
	})
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]meaning
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		if out[c.text] == nil {
			t.Fatalf("the bundle does not read %s", c.text)
		}
	}
	return out
}

// policyCase is a generated policy with what asks about it.
type policyCase struct {
	*rand.Rand
	text   string
	policy *keypolicy.Document
}

func newPolicyCase(t *testing.T, seed uint64) policyCase {
	t.Helper()
	c := policyCase{Rand: rand.New(rand.NewPCG(seed, 11))}
	var statements []any
	for range 1 + c.IntN(4) {
		statements = append(statements, c.statement())
	}
	document := map[string]any{"Statement": statements}
	if c.IntN(6) > 0 {
		document["Version"] = "2012-10-17"
	}
	text, err := json.Marshal(document)
	if err != nil {
		t.Fatal(err)
	}
	c.text = string(text)
	if c.policy, err = keypolicy.Parse(c.text); err != nil {
		t.Fatalf("seed %d: %v\n%s", seed, err, c.text)
	}
	return c
}

func one[T any](c policyCase, from ...T) T { return from[c.IntN(len(from))] }

func everybody() []string {
	var out []string
	for _, account := range []string{homeAccount, otherAccount, farAccount} {
		out = append(out,
			"arn:aws:iam::"+account+":role/admin", "arn:aws:iam::"+account+":role/team/app", "arn:aws:iam::"+account+":user/ada",
			"arn:aws:sts::"+account+":assumed-role/admin/one", "arn:aws:sts::"+account+":assumed-role/app/one",
		)
	}
	return out
}

func (c policyCase) principal() any {
	account := one(c, homeAccount, homeAccount, homeAccount, otherAccount)
	return one[any](c,
		"*", map[string]any{"AWS": "*"}, map[string]any{"AWS": account}, map[string]any{"AWS": "arn:aws:iam::" + account + ":root"},
		map[string]any{"AWS": "arn:aws:iam::" + account + ":role/admin"}, map[string]any{"AWS": "arn:aws:iam::" + account + ":role/admin"},
		map[string]any{"AWS": []any{"arn:aws:iam::" + account + ":role/team/app", "arn:aws:iam::" + account + ":user/ada"}},
		map[string]any{"AWS": []any{"arn:aws:sts::" + account + ":assumed-role/admin/one"}},
		map[string]any{"AWS": "arn:aws:sts::" + account + ":assumed-role/app/one"},
	)
}

func (c policyCase) statement() map[string]any {
	s := map[string]any{"Effect": one(c, "Allow", "Allow", "Deny"), "Resource": one(c, "*", "*", "*", "*", "*", judgedKey, "arn:aws:s3:::x", "arn:aws:kms:*:${aws:PrincipalAccount}:key/*")}
	s[one(c, "Principal", "Principal", "Principal", "Principal", "Principal", "NotPrincipal")] = c.principal()
	actions := []any{}
	for range 1 + c.IntN(3) {
		actions = append(actions, one(c, "kms:Decrypt", "kms:*", "*", "kms:De*", "KMS:dECRYPT", "kms:CreateGrant", "kms:Put*", "kms:GenerateDataKey", "kms:Sign", "kms:Futu?eThing", "kms:FutureThing", "s3:*"))
	}
	s[one(c, "Action", "Action", "Action", "Action", "NotAction")] = actions
	condition := map[string]any{}
	for range one(c, 0, 0, 0, 1, 1, 1, 2, 2, 3) {
		operator, key, values := c.condition()
		if condition[operator] == nil {
			condition[operator] = map[string]any{key: values}
		}
	}
	if len(condition) > 0 {
		s["Condition"] = condition
	}
	return s
}

// condition gives any operator on a key with values that requests may have.
func (c policyCase) condition() (operator, key string, values []any) {
	k := one(c, conditionPools...)
	for range one(c, 1, 1, 1, 2, 3) {
		values = append(values, one(c, k.values...))
	}
	operator = one(c, k.operators...)
	if operator == "Null" {
		return operator, k.key, []any{one(c, "true", "false")}
	}
	if c.IntN(5) == 0 {
		operator = one(c, "ForAllValues:", "ForAnyValue:") + operator
	}
	if c.IntN(5) == 0 {
		operator += "IfExists"
	}
	return operator, k.key, values
}

type conditionPool struct {
	key       string
	operators []string
	values    []any
}

var texts = []string{"StringEquals", "StringNotEquals", "StringLike", "StringNotLike", "StringEqualsIgnoreCase", "Null"}

var arns = []string{"ArnEquals", "ArnNotEquals", "ArnLike", "ArnNotLike", "StringEquals", "StringNotEquals", "StringLike", "StringNotLike", "Null"}

var conditionPools = []conditionPool{
	{"aws:PrincipalArn", arns, []any{
		"arn:aws:iam::" + homeAccount + ":role/admin", "arn:aws:iam::" + homeAccount + ":role/team/app", "arn:aws:iam::" + homeAccount + ":role/*",
		"arn:aws:iam::" + homeAccount + ":user/ada", "arn:aws:iam::*:role/admin", "*", "arn:aws:iam::" + homeAccount + ":role/*app", "arn:aws:*", "${aws:PrincipalArn}",
	}},
	{"AWS:principalarn", arns, []any{"arn:aws:iam::" + homeAccount + ":role/adm?n", "arn:aws:iam::" + otherAccount + ":role/admin"}},
	{"aws:PrincipalAccount", texts, []any{homeAccount, otherAccount, "1111*", "${aws:PrincipalAccount}"}},
	{"kms:CallerAccount", texts, []any{homeAccount, otherAccount}},
	{"aws:PrincipalOrgID", texts, []any{"o-a1b2c3d4e5", "o-*"}},
	{"aws:MultiFactorAuthPresent", []string{"Bool", "Bool", "Null", "StringEquals"}, []any{"true", "false"}},
	{"aws:SecureTransport", []string{"Bool", "Null"}, []any{"true", "false"}},
	{"aws:SourceVpce", texts, []any{"vpce-1", "vpce-2", "vpce-*", "*"}},
	{"kms:ViaService", texts, []any{"s3.eu-north-1.amazonaws.com", "*.amazonaws.com"}},
	{"kms:GrantIsForAWSResource", []string{"Bool", "Null"}, []any{"true", "false"}},
	{"kms:GrantOperations", texts, []any{"Decrypt", "Encrypt", "*crypt"}},
	{"kms:EncryptionContextKeys", texts, []any{"app", "other", "a*"}},
	{"kms:EncryptionContext:app", texts, []any{"pay", "Pay", "p*"}},
	{"aws:SourceIp", []string{"IpAddress", "NotIpAddress", "Null"}, []any{"10.0.0.0/8", "192.0.2.1"}},
	{"aws:MultiFactorAuthAge", []string{"NumericLessThan", "NumericGreaterThanEquals", "Null"}, []any{"3600", "60"}},
	{"aws:CurrentTime", []string{"DateLessThan", "DateGreaterThan"}, []any{"2020-01-01T00:00:00Z", "2030-01-01T00:00:00Z"}},
	{"aws:username", texts, []any{"ada", "a*"}},
	{"aws:ResourceTag/Team", texts, []any{"pay"}},
	{"aws:PrincipalType", texts, []any{"User", "AssumedRole"}},
	{"aws:TagKeys", texts, []any{"Team"}},
	{"aws:SourceAccount", texts, []any{homeAccount, otherAccount}},
	{"custom:Key", texts, []any{"x", "y*"}},
}

func (c policyCase) request() keypolicy.Request {
	r := keypolicy.Request{
		Action: one(c, "kms:Decrypt", "kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:PutKeyPolicy", "kms:CreateGrant", future, "kms:Sign", "kms:DescribeKey"),
		Caller: keypolicy.Caller{ARN: one(c, everybody()...)},
		Key:    &keypolicy.KeyFacts{ARN: judgedKey, Account: homeAccount, Region: "eu-north-1", Spec: "SYMMETRIC_DEFAULT", Usage: "ENCRYPT_DECRYPT", Origin: "AWS_KMS", Policy: c.policy},
	}
	if r.Action == future && !strings.Contains(c.text, future) {
		r.Action = "kms:Decrypt" // a name that the table lacks is judged where a policy spells it
	}
	if c.IntN(3) > 0 {
		r.Caller.ARN = one(c, everybody()[:5]...)
	}
	if c.IntN(2) == 0 {
		mfa := c.IntN(2) == 0
		r.Caller.MFA = &mfa
	}
	r.Caller.VPCE = one(c, "", "", "vpce-1", "vpce-2", "vpce-3")
	r.Caller.ViaService = one(c, "", "", "s3.eu-north-1.amazonaws.com", "ec2.eu-north-1.amazonaws.com")
	r.Caller.OrgID = one(c, "", "o-a1b2c3d4e5", "o-zzzzzzzzzz")
	r.Caller.SourceIP = one(c, "", "10.1.2.3", "192.0.2.1", "198.51.100.7")
	r.Context = map[string][]string{}
	if c.IntN(2) == 0 {
		r.EncryptionContext = map[string]string{one(c, "app", "other"): one(c, "pay", "PAY", "x")}
	}
	if r.Action == "kms:CreateGrant" {
		r.Context["kms:grantoperations"] = one(c, []string{"Decrypt"}, []string{"Encrypt"}, []string{"Decrypt", "Encrypt"})
		if c.IntN(3) == 0 {
			r.Context["kms:grantisforawsresource"] = []string{one(c, "true", "false")}
		}
	}
	if c.IntN(4) == 0 {
		r.Context["custom:key"] = []string{one(c, "x", "y", "yes", "z")}
	}
	if c.IntN(4) == 0 {
		r.Context["aws:multifactorauthage"] = []string{one(c, "30", "5000")}
	}
	r.Context["aws:currenttime"] = []string{"2026-11-21T00:00:00Z"}
	return r
}
