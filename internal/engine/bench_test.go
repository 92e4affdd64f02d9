package engine

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/keywright/terraform-provider-keywright/internal/facts"
	"github.com/keywright/terraform-provider-keywright/internal/plan"
	"github.com/keywright/terraform-provider-keywright/internal/profile"
)

// Time for each key must not grow with the number of keys: compare the sizes within one run. Facts are given as the command
// line gives them, and once none: then the rules work out by themselves what each policy lets whom do.
func BenchmarkCheck(b *testing.B) {
	e, err := New(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range []struct {
		name       string
		keys       int
		own, facts bool
	}{
		{"one-policy-no-facts", 200, false, false},
		{"one-policy-no-facts", 2000, false, false},
		{"one-policy", 2000, false, true},
		{"own-policies", 200, true, true},
		{"own-policies", 2000, true, true},
		{"own-policies-no-facts", 200, true, false},
	} {
		b.Run(fmt.Sprintf("%s-%d-keys", c.name, c.keys), func(b *testing.B) {
			in := estate(b, e, c.keys, c.own, c.own)
			for b.Loop() {
				var f facts.Facts
				if c.facts {
					f = factsOf(b, in)
				}
				r, err := e.Check(b.Context(), []*plan.Input{in}, profile.Builtin(), f, Options{Now: clock})
				if err != nil {
					b.Fatal(err)
				}
				if r.Result.Summary.Keys != c.keys {
					b.Fatalf("%d keys judged", r.Result.Summary.Keys)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(b.N*c.keys), "ms/key")
		})
	}
}

func factsOf(t testing.TB, in *plan.Input) facts.Facts {
	t.Helper()
	f, err := facts.Build([]*plan.Input{in}, facts.Options{Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// estate is a plan of many keys, made of one that Terraform planned: each with the same policy or with one of its own, which
// names roles of its own, and with its alias or without.
func estate(t testing.TB, e *Engine, keys int, own, aliased bool) *plan.Input {
	t.Helper()
	in := open(t, "good-key", e.ReadSet())
	var all []any
	for _, raw := range in.Document["resource_changes"].([]any) {
		row := raw.(map[string]any)
		if row["type"] != "aws_kms_key" && !aliased {
			continue
		}
		for i := range keys {
			all = append(all, copied(t, row, i, own))
		}
	}
	in.Document["resource_changes"] = all
	if aliased {
		link(in)
	}
	return in
}

// copied is one of many instances of a resource.
func copied(t testing.TB, row map[string]any, i int, own bool) map[string]any {
	t.Helper()
	text, err := json.Marshal(row)
	if err != nil {
		t.Fatal(err)
	}
	if own {
		text = []byte(strings.NewReplacer("role/app", fmt.Sprintf("role/app-%d", i), "role/key-admin", fmt.Sprintf("role/key-admin-%d", i%50),
			"drop-db-master-key", fmt.Sprintf("drop-db-%d-key", i)).Replace(string(text)))
	}
	var out map[string]any
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	key := fmt.Sprintf("k%d", i)
	out["address"] = fmt.Sprintf("%s[%q]", row["address"], key)
	out["index"] = key
	return out
}

// link makes each alias of a plan name the key of the same for_each key.
func link(in *plan.Input) {
	root := in.Document["configuration"].(map[string]any)["root_module"].(map[string]any)
	for _, raw := range root["resources"].([]any) {
		if block := raw.(map[string]any); block["type"] == "aws_kms_alias" {
			block["expressions"].(map[string]any)["target_key_id"] = map[string]any{"references": []any{"aws_kms_key.database", "each.key"}}
		}
	}
}
