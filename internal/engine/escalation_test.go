package engine

import (
	"slices"
	"strings"
	"testing"
)

// What a plan by the real Terraform shows of the ways from administration to use.
func TestEscalationsOfAPlan(t *testing.T) {
	e := compiled(t)
	want := map[string][]string{
		`aws_kms_key.each["policy"]`:             {"policy can"},
		`aws_kms_key.each["grant"]`:              {"grant can"},
		`aws_kms_key.each["replica"]`:            {"replicate can"},
		`aws_kms_key.each["delegation"]`:         {"delegation can"},
		`aws_kms_key.each["none"]`:               nil,
		`aws_kms_key.application["assumed"]`:     {"assume can"},
		`aws_kms_key.application["credentials"]`: {"assume can"},
		`aws_kms_key.application["trust"]`:       {"assume can"},
		`aws_kms_key.application["untouched"]`:   nil,
	}
	keys := inventoryOf(t, e, open(t, "escalations", e.ReadSet())).Keys
	if len(keys) != len(want) {
		t.Fatalf("%d keys, want %d", len(keys), len(want))
	}
	for _, key := range keys {
		var got []string
		for _, way := range key.Escalations {
			if !strings.HasSuffix(way.Principal, ":role/key-admin") {
				continue
			}
			if len(way.Steps) < 2 {
				t.Errorf("%s: %s is told in %d steps", key.Address, way.Edge, len(way.Steps))
			}
			got = append(got, way.Edge+" "+way.Verdict)
		}
		slices.Sort(got)
		if got = slices.Compact(got); !slices.Equal(got, want[key.Address]) {
			t.Errorf("%s: %v, want %v", key.Address, got, want[key.Address])
		}
	}
}
