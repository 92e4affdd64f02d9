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

// oddPlans are plans that have every kind of resource between them.
var oddPlans = []string{
	"acc-01-grant",
	"identities-grouped",
	"keywright-good-key",
	"good-corpus-shapes",
	"stores",
	"secrets",
	"estate-trail",
	"transport",
	"cloudflare-zones",
	"key-10-stores",
	"google-good",
	"google-faulty",
	"google-stores",
	"azure-certificates",
	"azure-keys",
	"azure-secrets",
	"azure-stores",
	"azure-vaults",
	"estate-azure-logs",
	"estate-vault",
	"acmpca-certificates",
	"vault-access",
	"caches",
	"stores-databases",
	"stores-streams",
	"stores-volumes",
	"made-by-terraform",
	"google-authorities",
	"google-authority-certificates",
	"google-authority-certificates-undetermined",
	"vault-keys",
	"vpc-endpoints",
	"backups",
	"buckets",
	"buckets-faulty",
	"buckets-closed",
	"buckets-http",
	"buckets-read",
	"pools-wrong",
	"keysets",
	"registered-keys",
	"ci-secrets",
	"key-16-in-escrow",
	"estate-secret-readers-faulty",
	"estate-google-secret-readers-faulty",
	"estate-google-trail-faulty",
}

// An odd value leaves a rule undetermined at most: it never stops the check, which would judge nothing of the rest of the
// plan. In each round every kind of resource has one of its attributes odd.
func TestOddValuesStopNothing(t *testing.T) {
	e := compiled(t)
	tried := map[place]bool{} // one plan with a kind is enough
	for _, name := range oddPlans {
		text, err := os.ReadFile(filepath.Join("../../policies/testdata/plans", name, "plan.json"))
		if err != nil {
			t.Fatal(err)
		}
		odd := map[string][]oddity{}
		for at, values := range attributesOf(t, text) {
			if tried[at] || !slices.Contains(e.readSet[at.kind], at.attribute) {
				continue // or no rule reads it
			}
			tried[at] = len(values) > 0
			for _, value := range values {
				odd[at.kind] = append(odd[at.kind], oddity{at.attribute, value})
			}
		}
		for round := 0; ; round++ {
			now := map[string]oddity{}
			for kind, list := range odd {
				if round < len(list) {
					now[kind] = list[round]
				}
			}
			if len(now) == 0 {
				break
			}
			in := &plan.Input{Kind: "plan", Path: name, Document: withOdd(t, text, now), Complete: true}
			f, err := facts.Build([]*plan.Input{in}, facts.Options{Now: clock})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := e.Check(t.Context(), []*plan.Input{in}, own(t), f, Options{Now: clock}); err != nil {
				t.Errorf("%s, one of %v: %v", name, now, err)
			}
		}
	}
	if len(tried) < 250 {
		t.Errorf("only %d attributes were odd", len(tried))
	}
}

// oddity is an attribute with a value that it should not have.
type oddity struct {
	attribute string
	value     any
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

// withOdd gives every resource of a kind the odd value of that kind.
func withOdd(t *testing.T, text []byte, odd map[string]oddity) map[string]any {
	t.Helper()
	return eachChange(t, text, func(kind string, after map[string]any) {
		if _, has := after[odd[kind].attribute]; has {
			after[odd[kind].attribute] = odd[kind].value
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
