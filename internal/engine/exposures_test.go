package engine

import (
	"encoding/json"
	"os"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/keywright/terraform-provider-keywright/internal/plan"
)

// The reader takes out what a plan marks as sensitive. A host that reads the plan itself finds the same places.
func TestExposuresOfTheRawPlanAreTheSame(t *testing.T) {
	e := compiled(t)
	text, err := os.ReadFile("../../policies/testdata/plans/secrets-in-plain/plan.json")
	if err != nil {
		t.Fatal(err)
	}
	var document map[string]any
	if err := json.Unmarshal(text, &document); err != nil {
		t.Fatal(err)
	}
	raw := &plan.Input{Kind: "plan", Path: "secrets-in-plain.json", Document: document, Complete: true}
	exposures := func(in *plan.Input) any {
		inventory, err := e.inventory(t.Context(), []*plan.Input{in}, own(t), nil)
		if err != nil {
			t.Fatal(err)
		}
		return inventory["exposures"]
	}
	if diff := gocmp.Diff(exposures(raw), exposures(open(t, "secrets-in-plain", e.ReadSet()))); diff != "" {
		t.Errorf("-raw +read:\n%s", diff)
	}
}
