package engine

import (
	"encoding/json"
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
			key := open(t, "good-key", e.ReadSet())
			change := changed(t, key, "aws_kms_key.database")
			change["after"].(map[string]any)["arn"] = arn
			change["after"].(map[string]any)["key_id"] = "11111111-2222-3333-4444-555555555555"
			delete(change["after_unknown"].(map[string]any), "arn")
			delete(change["after_unknown"].(map[string]any), "key_id")
			r, err := e.Check(t.Context(), []*plan.Input{key, granting(t, c.grantee, c.key)}, profile.Builtin(), nil, Options{Now: clock, All: true})
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range r.Result.Findings {
				if f.Rule == "ACC-01" && f.Address == "good-key:aws_kms_key.database" && f.Outcome != c.want {
					t.Errorf("ACC-01 is %s: %s; want %s", f.Outcome, f.Message, c.want)
				}
			}
		})
	}
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
	text := `{"format_version": "1.2", "terraform_version": "1.11.4", "complete": true, "errored": false, "resource_changes": [{
		"address": "aws_kms_grant.g", "mode": "managed", "type": "aws_kms_grant", "name": "g",
		"change": {"actions": ["create"], "before": null, "after_unknown": {}, "after_sensitive": {},
			"after": {"key_id": "` + key + `", "grantee_principal": "` + grantee + `", "operations": ["Decrypt"]}}}]}`
	in := &plan.Input{Kind: "plan", Path: "grants.json", Complete: true}
	if err := json.Unmarshal([]byte(text), &in.Document); err != nil {
		t.Fatal(err)
	}
	return in
}
