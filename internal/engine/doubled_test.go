package engine

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"github.com/keywright/terraform-provider-keywright/internal/facts"
	"github.com/keywright/terraform-provider-keywright/internal/plan"
)

// identified are attributes that tell resources of a kind apart, which a plan of what exists knows.
var identified = []string{"arn", "id", "key_id", "name", "member", "principal_id", "email"}

// doubled gives a plan in which every resource is there twice, under two addresses: two blocks may bring in one thing, and
// two things may bear one name. What would be known after apply is known, and is the same of all. The second says nothing but
// who it is where it is bare.
func doubled(t *testing.T, text []byte, bare bool) map[string]any {
	t.Helper()
	var document map[string]any
	if err := json.Unmarshal(text, &document); err != nil {
		t.Fatal(err)
	}
	changes, _ := document["resource_changes"].([]any)
	for _, raw := range changes {
		row, _ := raw.(map[string]any)
		change, _ := row["change"].(map[string]any)
		after, _ := change["after"].(map[string]any)
		unknown, _ := change["after_unknown"].(map[string]any)
		for _, attribute := range identified {
			if unknown[attribute] == true && after != nil {
				delete(unknown, attribute)
				after[attribute] = "the-same"
			}
		}
		twin := maps.Clone(row)
		address, _ := row["address"].(string)
		twin["address"] = address + "_twin"
		if name, ok := row["name"].(string); ok {
			twin["name"] = name + "_twin"
		}
		if bare && after != nil {
			twin["change"] = maps.Clone(change)
			own := map[string]any{}
			for attribute := range after {
				own[attribute] = nil
			}
			for _, attribute := range identified {
				own[attribute] = after[attribute]
			}
			twin["change"].(map[string]any)["after"] = own
		}
		document["resource_changes"] = append(document["resource_changes"].([]any), twin)
	}
	return document
}

// What is there twice leaves rules undetermined at most: it never stops the check.
func TestDoubledResourcesStopNothing(t *testing.T) {
	e := compiled(t)
	for _, name := range oddPlans {
		text, err := os.ReadFile(filepath.Join("../../policies/testdata/plans", name, "plan.json"))
		if err != nil {
			t.Fatal(err)
		}
		for _, bare := range []bool{false, true} {
			in := &plan.Input{Kind: "plan", Path: name, Document: doubled(t, text, bare), Complete: true}
			f, err := facts.Build([]*plan.Input{in}, facts.Options{Now: clock})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := e.Check(t.Context(), []*plan.Input{in}, own(t), f, Options{Now: clock}); err != nil {
				t.Errorf("%s, bare %t: %v", name, bare, err)
			}
		}
	}
}
