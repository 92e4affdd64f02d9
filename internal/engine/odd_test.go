package engine

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/keywright/terraform-provider-keywright/internal/facts"
	"github.com/keywright/terraform-provider-keywright/internal/plan"
)

// oddFor are values that a provider may give instead of one: nothing, something empty, a text that means nothing.
func oddFor(value any) []any {
	switch value.(type) {
	case string:
		return []any{nil, "", "x", "{"}
	case []any:
		return []any{nil, []any{}, []any{nil}}
	case map[string]any:
		return []any{nil, map[string]any{}}
	case nil:
		return nil
	default:
		return []any{nil}
	}
}

// An odd value leaves a rule undetermined at most: it never stops the check, which would judge nothing of the rest of the
// plan.
func TestOddValuesStopNothing(t *testing.T) {
	e := compiled(t)
	tried := map[place]bool{} // one plan with a kind is enough: each takes seconds
	for _, name := range []string{"acc-01-grant", "identities-grouped", "keywright-good-key", "good-corpus-shapes", "stores", "secrets", "estate-trail", "transport", "google-good", "google-faulty", "google-stores", "azure-keys", "vault-keys", "backups", "ci-secrets", "key-16-in-escrow"} {
		text, err := os.ReadFile(filepath.Join("../../policies/testdata/plans", name, "plan.json"))
		if err != nil {
			t.Fatal(err)
		}
		for at, values := range attributesOf(t, text) {
			if tried[at] || !slices.Contains(e.readSet[at.kind], at.attribute) {
				continue // or no rule reads it
			}
			tried[at] = len(values) > 0
			for _, value := range values {
				in := &plan.Input{Kind: "plan", Path: name, Document: withOdd(t, text, at, value), Complete: true}
				f, err := facts.Build([]*plan.Input{in}, facts.Options{Now: clock})
				if err != nil {
					t.Fatal(err)
				}
				if _, err := e.Check(t.Context(), []*plan.Input{in}, own(t), f, Options{Now: clock}); err != nil {
					t.Errorf("%s, %s.%s = %v: %v", name, at.kind, at.attribute, value, err)
				}
			}
		}
	}
}

// place is an attribute of a kind of resource.
type place struct{ kind, attribute string }

func attributesOf(t *testing.T, text []byte) map[place][]any {
	t.Helper()
	out := map[place][]any{}
	eachChange(t, text, func(kind string, after map[string]any) {
		for attribute, value := range after {
			if at := (place{kind, attribute}); len(out[at]) == 0 {
				out[at] = oddFor(value)
			}
		}
	})
	return out
}

// withOdd puts a value into an attribute of every resource of a kind.
func withOdd(t *testing.T, text []byte, at place, value any) map[string]any {
	t.Helper()
	return eachChange(t, text, func(kind string, after map[string]any) {
		if _, has := after[at.attribute]; has && kind == at.kind {
			after[at.attribute] = value
		}
	})
}

func eachChange(t *testing.T, text []byte, do func(kind string, after map[string]any)) map[string]any {
	t.Helper()
	var document map[string]any
	if err := json.Unmarshal(text, &document); err != nil {
		t.Fatal(err)
	}
	changes, _ := document["resource_changes"].([]any)
	for _, raw := range changes {
		row, _ := raw.(map[string]any)
		kind, _ := row["type"].(string)
		change, _ := row["change"].(map[string]any)
		if after, ok := change["after"].(map[string]any); ok {
			do(kind, after)
		}
	}
	return document
}
