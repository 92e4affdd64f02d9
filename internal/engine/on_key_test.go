package engine

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
	"github.com/keywright/terraform-provider-keywright/internal/require"
)

// What a policy says of other keys than its own, and of keys of another spec, usage, origin, region or account, is decided
// by what the plan knows of the key. Decide, which knows all of it, must refuse what the rules exclude.
func TestNothingThatAKeyExcludesIsAllowed(t *testing.T) {
	const batch = 200
	e := compiled(t)
	first, count := require.Cases(t, 2*batch)
	allowed, asked, excluded, sharper := 0, 0, 0, 0
	for start := first; start < first+uint64(count); start += batch {
		var cases []keyCase
		for seed := start; seed < start+batch; seed++ {
			cases = append(cases, newKeyCase(t, seed))
		}
		meanings, bare := e.meaningOnKeys(t, cases), meaningOf(t, e, policiesOf(cases), everybody())
		for i, c := range cases {
			for range 30 {
				asked++
				r := c.request()
				r.Key = c.facts
				possible := meanings[address(i)].may(r, "")
				if !possible {
					excluded++
				}
				if !possible && bare[c.text].may(r, "") {
					sharper++
				}
				if d := keypolicy.Decide(r); d.Allowed {
					allowed++
					if !possible {
						t.Logf("%v", meanings[address(i)])
						t.Fatalf("seed %d: %s may %s by %s, and the rules say it cannot\n%s\n%+v\n%v", start+uint64(i), r.Caller.ARN, r.Action, d.Statement, c.text, r, c.attributes)
					}
				}
			}
		}
	}
	t.Logf("%d requests, %d allowed, %d excluded, %d of these by the key alone", asked, allowed, excluded, sharper)
	if allowed*20 < asked || sharper*40 < asked {
		t.Errorf("of %d requests %d are allowed and %d excluded by the key: the keys no longer tell anything", asked, allowed, sharper)
	}
}

// keyCase is a generated policy on a key of which the plan knows some attributes.
type keyCase struct {
	policyCase
	facts      *keypolicy.KeyFacts
	attributes map[string]any
}

var keyPools = []conditionPool{
	{"kms:KeySpec", texts, []any{"SYMMETRIC_DEFAULT", "RSA_2048", "RSA_*", "${kms:KeySpec}"}},
	{"kms:KeyUsage", texts, []any{"ENCRYPT_DECRYPT", "SIGN_VERIFY"}},
	{"kms:KeyOrigin", texts, []any{"AWS_KMS", "EXTERNAL"}},
	{"kms:MultiRegion", []string{"Bool", "Null", "StringEquals"}, []any{"true", "false"}},
	{"aws:ResourceAccount", texts, []any{homeAccount, otherAccount}},
	{"aws:RequestedRegion", texts, []any{"eu-north-1", "eu-west-1", "eu-*"}},
}

func newKeyCase(t *testing.T, seed uint64) keyCase {
	t.Helper()
	c := newPolicyCase(t, seed)
	var document map[string]any
	if err := json.Unmarshal([]byte(c.text), &document); err != nil {
		t.Fatal(err)
	}
	for _, raw := range document["Statement"].([]any) {
		s := raw.(map[string]any)
		delete(s, "NotResource")
		s["Resource"] = c.resource()
		if c.IntN(4) == 0 {
			s["NotResource"] = s["Resource"]
			delete(s, "Resource")
		}
		if c.IntN(2) == 0 {
			k := one(c, keyPools...)
			s["Condition"] = map[string]any{one(c, k.operators...): map[string]any{k.key: one(c, k.values...)}}
		}
	}
	text, err := json.Marshal(document)
	if err != nil {
		t.Fatal(err)
	}
	c.text = string(text)
	if c.policy, err = keypolicy.Parse(c.text); err != nil {
		t.Fatal(err)
	}
	out := keyCase{policyCase: c, attributes: map[string]any{"policy": c.text}, facts: &keypolicy.KeyFacts{
		ARN: judgedKey, Account: homeAccount, Region: "eu-north-1", Spec: "SYMMETRIC_DEFAULT", Usage: "ENCRYPT_DECRYPT", Origin: "AWS_KMS", Policy: c.policy,
	}}
	if c.IntN(2) == 0 {
		out.attributes["arn"], out.attributes["key_id"] = judgedKey, judgedKey[strings.LastIndex(judgedKey, "/")+1:]
	}
	if c.IntN(2) == 0 {
		out.attributes["region"] = "eu-north-1"
	}
	if c.IntN(3) == 0 {
		out.attributes["customer_master_key_spec"], out.attributes["key_usage"] = "RSA_2048", "SIGN_VERIFY"
		out.facts.Spec, out.facts.Usage = "RSA_2048", "SIGN_VERIFY"
	}
	if c.IntN(3) == 0 {
		out.attributes["multi_region"], out.facts.MultiRegion = true, true
	}
	return out
}

func (c policyCase) resource() any {
	id := judgedKey[strings.LastIndex(judgedKey, "/")+1:]
	arn := strings.Join([]string{
		"arn", one(c, "aws", "aws", "aws*", "aws-cn"), one(c, "kms", "kms", "kms", "*", "s3"), one(c, "eu-north-1", "eu-north-1", "eu-west-1", "*", "eu-*", ""),
		one(c, homeAccount, homeAccount, otherAccount, "*", "1111*", "${aws:PrincipalAccount}"), one(c, "key/*", "key/*", "*", "key/"+id, "key/00000000-2222-3333-4444-555555555555", "alias/x", "k*"),
	}, ":")
	return one[any](c, "*", arn, arn, []any{arn, "arn:aws:kms:eu-north-1:" + homeAccount + ":key/*"}, "arn:aws:kms", judgedKey)
}

func policiesOf(cases []keyCase) []policyCase {
	var out []policyCase
	for _, c := range cases {
		out = append(out, c.policyCase)
	}
	return out
}

func address(i int) string { return fmt.Sprintf("aws_kms_key.k[%d]", i) }

// meaningOnKeys asks the bundle, without facts, what each policy means on its key.
func (e *Engine) meaningOnKeys(t *testing.T, cases []keyCase) map[string]meaning {
	t.Helper()
	var changes []any
	for i, c := range cases {
		unknown := map[string]any{}
		for _, name := range []string{"arn", "key_id", "region"} {
			if c.attributes[name] == nil {
				unknown[name] = true
			}
		}
		changes = append(changes, map[string]any{
			"address": address(i), "mode": "managed", "type": "aws_kms_key", "name": "k", "index": i,
			"change": map[string]any{"actions": []any{"create"}, "before": nil, "after": c.attributes, "after_unknown": unknown},
		})
	}
	callers := []any{}
	for _, c := range everybody() {
		callers = append(callers, c)
	}
	profile := map[string]any{"policy": map[string]any{}, "role": map[string]any{"asked": map[string]any{"principals": callers}}}
	const query = `{key.address: found |
		some key in data.keywright.lib.identifiers.keys
		found := data.keywright.lib.iam.of_text[data.keywright.lib.policies.on(key, key.values.policy)]
	}`
	value, err := e.bundle.eval(t.Context(), question{entry: query, input: valueOf(t, map[string]any{"format_version": "1.2", "resource_changes": changes}), profile: profile})
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
	if len(out) != len(cases) {
		t.Fatalf("the bundle reads %d of %d policies", len(out), len(cases))
	}
	return out
}
