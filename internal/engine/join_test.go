package engine

import (
	"strings"
	"testing"

	"github.com/keywright/terraform-provider-keywright/internal/finding"
	"github.com/keywright/terraform-provider-keywright/internal/plan"
	"github.com/keywright/terraform-provider-keywright/internal/profile"
)

// A grant in one plan adds to what the key's own policy gives in another: whoever manages there and decrypts here does
// both.
func TestGrantsAreJoinedAcrossInputs(t *testing.T) {
	const arn = "arn:aws:kms:eu-north-1:123456789012:key/11111111-2222-3333-4444-555555555555"
	for name, c := range map[string]struct {
		grantee, key string
		want         finding.Outcome
	}{
		"the administrator":              {"arn:aws:iam::123456789012:role/key-admin", arn, finding.Fail},
		"a session of the administrator": {"arn:aws:sts::123456789012:assumed-role/key-admin/alice", arn, finding.Fail},
		"by the key's id":                {"arn:aws:iam::123456789012:role/key-admin", "11111111-2222-3333-4444-555555555555", finding.Fail},
		"somebody else":                  {"arn:aws:iam::123456789012:role/reader", arn, finding.Pass},
		"another key":                    {"arn:aws:iam::123456789012:role/key-admin", arn[:len(arn)-1] + "6", finding.Pass},
	} {
		t.Run(name, func(t *testing.T) {
			e := compiled(t)
			key := withARN(t, e, arn)
			r, err := e.Check(t.Context(), []*plan.Input{key, granting(t, c.grantee, c.key)}, profile.Builtin(), nil, Options{Now: clock, All: true})
			if err != nil {
				t.Fatal(err)
			}
			wants(t, r, c.want)
		})
	}
}

// A policy in one plan for a key of another may replace the key's own: the key does not pass by what may be replaced.
func TestPoliciesOfOtherInputsLeaveAKeyOpen(t *testing.T) {
	const arn = "arn:aws:kms:eu-north-1:123456789012:key/11111111-2222-3333-4444-555555555555"
	const elsewhere = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:role/key-admin"},"Action":["kms:DisableKey","kms:Decrypt"],"Resource":"*"}]}`
	e := compiled(t)
	own, _ := changed(t, withARN(t, e, arn), "aws_kms_key.database")["after"].(map[string]any)["policy"].(string)
	for name, c := range map[string]struct {
		policy, key string
		want        finding.Outcome
	}{
		"another policy": {elsewhere, arn, finding.Undetermined},
		"the same text":  {own, arn, finding.Pass},
		"another key":    {elsewhere, arn[:len(arn)-1] + "6", finding.Pass},
	} {
		t.Run(name, func(t *testing.T) {
			other := single(t, "aws_kms_key_policy", map[string]any{"key_id": c.key, "policy": c.policy})
			r, err := e.Check(t.Context(), []*plan.Input{withARN(t, e, arn), other}, profile.Builtin(), nil, Options{Now: clock, All: true})
			if err != nil {
				t.Fatal(err)
			}
			wants(t, r, c.want)
		})
	}
}

// What a grant of another input gives is there before the change as it is after it, whether that input changes or not.
func TestGrantsOfOtherInputsAreNotGained(t *testing.T) {
	const arn = "arn:aws:kms:eu-north-1:123456789012:key/11111111-2222-3333-4444-555555555550"
	requiring, err := profile.Parse([]byte("policy {\n require = [\"approvals\"]\n}\n"), "keywright.hcl")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		key, grant []any
		want       finding.Outcome
	}{
		"a new grant":              {[]any{"no-op"}, []any{"create"}, finding.Fail},
		"a grant that is there":    {[]any{"update"}, []any{"no-op"}, finding.Pass},
		"nothing changes anywhere": {[]any{"no-op"}, []any{"no-op"}, finding.Pass},
	} {
		t.Run(name, func(t *testing.T) {
			e := compiled(t)
			key, grant := withARN(t, e, arn), granting(t, "arn:aws:iam::123456789012:role/reader", arn)
			there(changed(t, key, "aws_kms_key.database"), c.key)
			there(changed(t, grant, "aws_kms_grant.x"), c.grant)
			r, err := e.Check(t.Context(), []*plan.Input{key, grant}, requiring, nil, Options{Now: clock, All: true})
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range r.Result.Findings {
				if f.Rule == "CHG-04" && f.Address == "good-key:aws_kms_key.database" && f.Outcome != c.want {
					t.Errorf("CHG-04 is %s: %s; want %s", f.Outcome, f.Message, c.want)
				}
			}
		})
	}
}

// there makes a change of something that was there before, unless it is made.
func there(change map[string]any, actions []any) {
	change["actions"] = actions
	if actions[0] != "create" {
		change["before"] = change["after"]
	}
}

// withARN is the plan of a good key, whose ARN is known as after an apply.
func withARN(t *testing.T, e *Engine, arn string) *plan.Input {
	t.Helper()
	key := open(t, "good-key", e.ReadSet())
	change := changed(t, key, "aws_kms_key.database")
	change["after"].(map[string]any)["arn"] = arn
	change["after"].(map[string]any)["key_id"] = arn[strings.LastIndex(arn, "/")+1:]
	delete(change["after_unknown"].(map[string]any), "arn")
	delete(change["after_unknown"].(map[string]any), "key_id")
	return key
}

// wants holds what ACC-01 says of the good key.
func wants(t *testing.T, r *Report, want finding.Outcome) {
	t.Helper()
	for _, f := range r.Result.Findings {
		if f.Rule == "ACC-01" && f.Address == "good-key:aws_kms_key.database" {
			if f.Outcome != want {
				t.Errorf("ACC-01 is %s: %s; want %s", f.Outcome, f.Message, want)
			}
			return
		}
	}
	t.Error("ACC-01 says nothing of the key")
}

func changed(t *testing.T, in *plan.Input, address string) map[string]any {
	t.Helper()
	for _, raw := range in.Document["resource_changes"].([]any) {
		if row := raw.(map[string]any); row["address"] == address {
			return row["change"].(map[string]any)
		}
	}
	t.Fatalf("%s is not in the plan", address)
	return nil
}

// granting is a plan of one grant, on a key of another plan.
func granting(t *testing.T, grantee, key string) *plan.Input {
	t.Helper()
	return single(t, "aws_kms_grant", map[string]any{"key_id": key, "grantee_principal": grantee, "operations": []any{"Decrypt"}})
}

// single is a plan that creates one resource.
func single(t *testing.T, kind string, after map[string]any) *plan.Input {
	t.Helper()
	return &plan.Input{Kind: "plan", Path: "other.json", Complete: true, Document: map[string]any{
		"format_version": "1.2", "terraform_version": "1.11.4", "complete": true, "errored": false,
		"resource_changes": []any{map[string]any{
			"address": kind + ".x", "mode": "managed", "type": kind, "name": "x",
			"change": map[string]any{
				"actions": []any{"create"}, "before": nil, "after": after,
				"after_unknown": map[string]any{}, "after_sensitive": map[string]any{},
			},
		}},
	}}
}
