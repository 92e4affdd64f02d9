package engine_test

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/keywright/terraform-provider-keywright/internal/engine"
	"github.com/keywright/terraform-provider-keywright/internal/facts"
	"github.com/keywright/terraform-provider-keywright/internal/finding"
	"github.com/keywright/terraform-provider-keywright/internal/plan"
)

// leastDecided is how many keys of the source corpus are decided, and rightly. It may grow and never fall.
const leastDecided = 103

// Keys whose policies the plan does not know, with the source that they were planned from, in every style of writing them.
// The verdicts were made by hand: what is undetermined says what stands in the way, and nothing is wrong.
func TestSourceCorpus(t *testing.T) {
	paths, err := filepath.Glob("../../policies/testdata/plans/source-corpus-*/plan.json")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no corpus: %v", err)
	}
	decided, open, wrong, without := 0, 0, 0, 0
	for _, path := range paths {
		name := filepath.Base(filepath.Dir(path))
		expected := readVerdicts(t, name)
		bare, found := sourceFindings(t, name, ""), sourceFindings(t, name, filepath.Dir(path))
		for _, address := range slices.Sorted(maps.Keys(found)) {
			want, ok := expected[address]
			switch diff := cmp.Diff(want.Findings, failing(found[address])); {
			case !ok:
				t.Errorf("%s: expected.json does not know %s, which has %v", name, address, found[address])
			case diff != "" || want.Open != undetermined(found[address]):
				wrong++
				t.Errorf("%s: %s: %s (-want +got):\n%s\nin all: %v", name, address, want.Why, diff, found[address])
			case undetermined(found[address]):
				open++
			default:
				decided++
			}
			if !undetermined(bare[address]) {
				without++
			}
		}
		for address := range expected {
			if found[address] == nil {
				t.Errorf("%s: expected.json has %s, and the plan does not", name, address)
			}
		}
	}
	t.Logf("%d keys: %d decided rightly (%d without the source), %d undetermined, %d wrong", decided+open+wrong, decided, without, open, wrong)
	if decided < leastDecided {
		t.Errorf("%d keys are decided rightly, and at least %d were", decided, leastDecided)
	}
}

// failing are the rules that fail: which others are undetermined beside them is for the rules to say.
func failing(found map[string]finding.Outcome) map[string]finding.Outcome {
	out := maps.Clone(found)
	maps.DeleteFunc(out, func(_ string, o finding.Outcome) bool { return o != finding.Fail })
	return out
}

func undetermined(found map[string]finding.Outcome) bool {
	return slices.Contains(slices.Collect(maps.Values(found)), finding.Undetermined)
}

// sourceFindings are the access rules that do not pass, by address, with the source in a folder or without.
func sourceFindings(t *testing.T, name, dir string) map[string]map[string]finding.Outcome {
	t.Helper()
	e, in := newEngine(t), fixture(t, name)
	inputs := []*plan.Input{in}
	f, err := facts.Build(inputs, facts.Options{Now: now, SourceDir: dir})
	if err != nil {
		t.Fatal(err)
	}
	report, err := e.Check(t.Context(), inputs, readProfile(t, "testdata/profile.hcl"), f, engine.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	return openFindings(report)
}

// openFindings are the access rules that do not pass, by the address of each key and identity policy.
func openFindings(report *engine.Report) map[string]map[string]finding.Outcome {
	out := map[string]map[string]finding.Outcome{}
	for _, key := range report.Inventory.Keys {
		out[key.Address] = map[string]finding.Outcome{}
	}
	for _, policy := range report.Inventory.IdentityPolicies {
		out[policy.Address] = map[string]finding.Outcome{}
	}
	for _, f := range report.Result.Findings {
		if !strings.HasPrefix(f.Rule, "ACC-") || f.Outcome != finding.Fail && f.Outcome != finding.Undetermined {
			continue
		}
		if out[f.Address] == nil {
			out[f.Address] = map[string]finding.Outcome{}
		}
		out[f.Address][f.Rule] = f.Outcome
	}
	return out
}
