package engine

import (
	"fmt"
	"maps"
	"testing"

	"github.com/keywright/terraform-provider-keywright/internal/plan"
	"github.com/keywright/terraform-provider-keywright/internal/profile"
)

// Time for each key must not grow with the number of keys: compare the two sizes within one run.
func BenchmarkCheck(b *testing.B) {
	e, err := New(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	for _, keys := range []int{200, 2000} {
		b.Run(fmt.Sprintf("%d-keys", keys), func(b *testing.B) {
			in := estate(b, e, keys)
			for b.Loop() {
				r, err := e.Check(b.Context(), []*plan.Input{in}, profile.Builtin(), nil, Options{Now: clock})
				if err != nil {
					b.Fatal(err)
				}
				if r.Result.Summary.Keys != keys {
					b.Fatalf("%d keys judged", r.Result.Summary.Keys)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(b.N*keys), "ms/key")
		})
	}
}

// estate is a plan of many keys with a policy each, made of one that Terraform planned.
func estate(b *testing.B, e *Engine, keys int) *plan.Input {
	b.Helper()
	in := open(b, "good-key", e.ReadSet())
	var one map[string]any
	for _, raw := range in.Document["resource_changes"].([]any) {
		if row := raw.(map[string]any); row["type"] == "aws_kms_key" {
			one = row
		}
	}
	var all []any
	for i := range keys {
		row := maps.Clone(one)
		row["address"] = fmt.Sprintf("aws_kms_key.key[%d]", i)
		row["index"] = i
		all = append(all, row)
	}
	in.Document["resource_changes"] = all
	return in
}
