package engine

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/keywright/terraform-provider-keywright/internal/facts"
	"github.com/keywright/terraform-provider-keywright/internal/finding"
	"github.com/keywright/terraform-provider-keywright/internal/plan"
	"github.com/keywright/terraform-provider-keywright/policies/data"
)

// The rules work out what a policy means in Rego, and the facts in Go, each by itself. Where they differ, one is wrong.
func TestRegoAndGoReadPoliciesAlike(t *testing.T) {
	e := compiled(t)
	paths, err := filepath.Glob("../../policies/testdata/plans/*/plan.json")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no plans: %v", err)
	}
	principals := own(t).Principals()
	compared := 0
	for _, path := range paths {
		name := filepath.Base(filepath.Dir(path))
		in := open(t, name, e.ReadSet())
		f, err := facts.Build([]*plan.Input{in}, facts.Options{Now: clock, Principals: principals})
		if err != nil {
			t.Fatal(err)
		}
		access, _ := f["access"].(map[string]any)
		for _, key := range inventoryOf(t, e, in).Keys {
			known, ok := access[key.Policy.Digest].(map[string]any)
			if !ok || len(key.Access) == 0 || slices.Contains(beyondPolicies, name) {
				continue
			}
			compared++
			if slices.ContainsFunc(onTheirKey, func(part string) bool { return strings.Contains(key.Address, part) }) {
				continue
			}
			if diff := gocmp.Diff(fromGo(known, key), fromRego(key.Access)); diff != "" {
				t.Errorf("%s %s: -Go +Rego:\n%s", name, key.Address, diff)
			}
		}
	}
	if compared == 0 {
		t.Fatal("no policy was compared")
	}
}

// beyondPolicies are the plans whose access comes from grants and identity policies as well, which these facts leave
// out.
var beyondPolicies = []string{
	"acc-01-grant", "acc-01-grant-key-unknown", "acc-01-grant-session", "acc-01-identity-policy", "identities", "identities-grouped",
	"change-grant-made", "escalations", "evasion-corpus-identities", "good-corpus-module", "good-corpus-roles", "good-corpus-shapes", "source-corpus-identities", "source-corpus-keys", "source-corpus-trust", "keywright-grants",
}

// onTheirKey are keys of which the policy asks something that the text alone does not tell. TestNothingThatAKeyExcludes
// holds what the rules make of it.
var onTheirKey = []string{"deny-covers-key-spec", "form-other-partition-key", "form-other-region", "multi-region-on-single", "deny-covers-date"}

func fromRego(rows []finding.Access) map[string]map[string]string {
	out := map[string]map[string]string{}
	for _, row := range rows {
		out[row.Kind+":"+row.Principal] = row.Capabilities
	}
	return out
}

func fromGo(known map[string]any, key finding.Key) map[string]map[string]string {
	out := map[string]map[string]string{}
	principals, _ := known["principals"].(map[string]any)
	for principal, value := range principals {
		found, _ := value.(map[string]any)
		for _, of := range []struct{ list, verdict string }{{"maybe", "undecided"}, {"can", "can"}} {
			actions, _ := found[of.list].([]any)
			for _, action := range actions {
				name, _ := action.(string)
				if !fits(name, key) {
					continue
				}
				if out[principal] == nil {
					out[principal] = map[string]string{}
				}
				out[principal][data.CapabilityOf(name)] = of.verdict
			}
		}
	}
	return out
}

// fits says whether an action can do anything on a key: by its usage, and as no material of its own is imported and a key
// of one region has no replicas.
func fits(name string, key finding.Key) bool {
	switch data.CapabilityOf(name) {
	case "import":
		return key.Origin != "AWS_KMS"
	case "replicate":
		return key.MultiRegion == nil || *key.MultiRegion
	}
	action, ok := data.ActionNamed(name)
	return !ok || key.Usage == "" || slices.Contains(action.Usages, key.Usage)
}
