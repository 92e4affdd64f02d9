package engine

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/keywright/terraform-provider-keywright/internal/facts"
	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
	"github.com/keywright/terraform-provider-keywright/internal/plan"
	"github.com/keywright/terraform-provider-keywright/internal/require"
)

// Policies that look closed to a caller and are not: Decide allows each of these requests, and both the rules and Analyse
// must see that it may. Each is a way in which few values of a key fail to stand for all.
func TestEvasionsAreSeen(t *testing.T) {
	const (
		open    = `{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*"}`
		session = "arn:aws:sts::" + homeAccount + ":assumed-role/admin/one"
		ada     = "arn:aws:iam::" + homeAccount + ":user/ada"
	)
	allow := func(condition string) string {
		return `{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*","Condition":` + condition + `}`
	}
	deny := func(condition string) string {
		return open + `,{"Effect":"Deny","Principal":"*","Action":"kms:*","Resource":"*","Condition":` + condition + `}`
	}
	role := "arn:aws:iam::" + homeAccount + ":role/"
	e := compiled(t)
	for _, tc := range []struct{ name, statements, caller, key, value string }{
		{"a tag that is neither true nor false", deny(`{"BoolIfExists":{"aws:PrincipalTag/team":["true","false"]},"Null":{"aws:PrincipalTag/team":"false"}}`), ada, "aws:principaltag/team", "blue"},
		{"such a tag without Null", deny(`{"BoolIfExists":{"aws:PrincipalTag/team":["true","false"]}}`), ada, "aws:principaltag/team", "blue"},
		{"a tag that is true beside a pattern", allow(`{"Bool":{"aws:PrincipalTag/team":"true"}}`) + `,{"Effect":"Allow","Principal":"*","Action":"kms:Sign","Resource":"*","Condition":{"StringLike":{"aws:PrincipalTag/team":"x*"}}}`, ada, "aws:principaltag/team", "true"},
		{"an ARN of few parts", allow(`{"ArnLike":{"aws:SourceArn":"arn:aws:s3"}}`), ada, "aws:sourcearn", "arn:aws:s3:::b"},
		{"the letter that stands for others", allow(`{"StringNotEquals":{"aws:PrincipalTag/team":"ÿ"},"Null":{"aws:PrincipalTag/team":"false"}}`), ada, "aws:principaltag/team", "blue"},
		{"a variable whose name has a colon", `{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"arn:aws:kms:*:*:key/${aws:absent, '11111111-2222-3333-4444-555555555555'}"}`, ada, "aws:username", "ada"},
		{"a role without a path", deny(`{"ArnLike":{"aws:PrincipalArn":"` + role + `*/admin"}}`), session, "aws:principalarn", role + "admin"},
		{"a path of another length", deny(`{"ArnLike":{"aws:PrincipalArn":"` + role + `??????????/admin"}}`), session, "aws:principalarn", role + "x/admin"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			text := `{"Version":"2012-10-17","Statement":[` + tc.statements + `]}`
			policy, err := keypolicy.Parse(text)
			if err != nil {
				t.Fatal(err)
			}
			r := keypolicy.Request{
				Action: "kms:Decrypt", Caller: keypolicy.Caller{ARN: tc.caller}, Context: map[string][]string{tc.key: {tc.value}},
				Key: &keypolicy.KeyFacts{ARN: judgedKey, Account: homeAccount, Policy: policy},
			}
			if d := keypolicy.Decide(r); !d.Allowed {
				t.Fatalf("no evasion: %+v", d)
			}
			reach := keypolicy.Analyse(policy, nil, []string{tc.caller}).Reach["AWS:"+tc.caller]
			if !strings.Contains(strings.Join(reach.Can, " "), "kms:decrypt") {
				t.Errorf("Analyse does not see it: %+v", reach)
			}
			found := meaningOf(t, e, []policyCase{{text: text, policy: policy}}, everybody())[text]
			if own := found["AWS:"+tc.caller]; !has(own["can"], "kms:Decrypt") {
				t.Errorf("the rules do not see it: can %v, denied %v", own["can"], own["denied"])
			}
		})
	}
}

// The rules and Analyse are written apart from one specification: of every generated policy they must say the same, to
// the last word.
func TestRegoAndGoReachAlike(t *testing.T) {
	e := compiled(t)
	first, count := require.Cases(t, 300)
	compared, differ := 0, 0
	for start := first; start < first+uint64(count); start += 300 {
		var cases []policyCase
		for seed := start; seed < start+300; seed++ {
			cases = append(cases, newPolicyCase(t, seed))
		}
		meanings := meaningOf(t, e, cases, everybody())
		for i, c := range cases {
			if exempts(c.policy) {
				continue
			}
			reach := keypolicy.Analyse(c.policy, nil, everybody()).Reach
			for principal, found := range meanings[c.text] {
				compared++
				own, known := reach[principal]
				if diff := gocmp.Diff(meaning{principal: asJSON(t, own)}, meaning{principal: found}); diff != "" || !known {
					if differ++; differ <= 5 {
						t.Errorf("seed %d, %s (known to Go: %v), -Go +Rego:\n%s\n%s", start+uint64(i), principal, known, diff, c.text)
					}
				}
			}
		}
	}
	t.Logf("%d principals compared, %d differ", compared, differ)
	if compared < 2*count {
		t.Errorf("only %d principals compared", compared)
	}
}

// exempts says whether NotPrincipal lets somebody in or asks something of others. Of whom it lists, and of their accounts,
// sessions and roles, the two do not say alike whether it is about them; that neither excludes too much, Decide witnesses.
func exempts(policy *keypolicy.Document) bool {
	return slices.ContainsFunc(policy.Statements, func(s keypolicy.Statement) bool {
		return s.NotPrincipals != nil && (s.Effect == keypolicy.Allow || len(s.Conditions) > 0)
	})
}

func asJSON(t *testing.T, value any) map[string]any {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]any
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// Facts must not take anything away: whom only a grant names has the rest of the policy all the same, and a text that the
// facts could not read is read by the rules.
func TestFactsTakeNothingAway(t *testing.T) {
	const guest = "arn:aws:iam::" + homeAccount + ":role/guest"
	text := `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"kms:Disable*","Resource":"*"}]}`
	resource := func(kind, name string, after map[string]any) map[string]any {
		return map[string]any{
			"address": kind + "." + name, "mode": "managed", "type": kind, "name": name,
			"change": map[string]any{"actions": []any{"create"}, "before": nil, "after": after, "after_unknown": map[string]any{}},
		}
	}
	in := &plan.Input{Path: "plan.json", Kind: "plan", Complete: true, Document: map[string]any{"format_version": "1.2", "resource_changes": []any{
		resource("aws_kms_key", "k", map[string]any{"policy": text, "arn": judgedKey, "key_id": "11111111-2222-3333-4444-555555555555", "id": "11111111-2222-3333-4444-555555555555", "region": "eu-north-1"}),
		resource("aws_kms_grant", "g", map[string]any{"key_id": judgedKey, "grantee_principal": guest, "operations": []any{"Decrypt"}}),
	}}}
	built, err := facts.Build([]*plan.Input{in}, facts.Options{Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	unread := facts.Facts{"access": map[string]any{}}
	for digest := range built["access"].(map[string]any) {
		unread["access"].(map[string]any)[digest] = map[string]any{"form": "reach", "readable": false, "reason": "x", "principals": map[string]any{}, "problems": []any{}}
	}
	for name, f := range map[string]facts.Facts{"none": nil, "built": built, "unread": unread} {
		keys := judged(t, compiled(t), f, in).Inventory.Keys
		if len(keys) != 1 {
			t.Fatalf("%s: %d keys", name, len(keys))
		}
		held := map[string]map[string]string{}
		for _, row := range keys[0].Access {
			held[row.Principal] = row.Capabilities
		}
		if held[guest]["lifecycle"] != "can" || held[guest]["decrypt"] != "can" || held["*"]["lifecycle"] != "can" {
			t.Errorf("with facts %s: %v", name, held)
		}
	}
}
