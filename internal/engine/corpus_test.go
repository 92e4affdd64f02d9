package engine_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/keywright/terraform-provider-keywright/internal/engine"
	"github.com/keywright/terraform-provider-keywright/internal/finding"
)

// verdict is what IAM's rules make of one case of the corpus of evasions.
type verdict struct {
	Why      string                     `json:"why"`
	Clean    bool                       `json:"clean"`
	Findings map[string]finding.Outcome `json:"findings"`
	Open     bool                       `json:"open"`  // something stays undetermined, as why says
	Wrong    string                     `json:"wrong"` // what keywright says instead, where it is not right yet
}

// Policies written to look harmless and not be, and twins that are harmless: the verdicts were made by hand from IAM's
// rules, so that this test holds the rules against something that they did not make.
func TestEvasionCorpus(t *testing.T) {
	evasive, clean := 0, 0
	for _, name := range []string{"evasion-corpus", "evasion-corpus-identities", "evasion-corpus-powers"} {
		t.Run(name, func(t *testing.T) {
			expected := readVerdicts(t, name)
			found := accessFindings(t, name)
			wrong := 0
			for _, address := range slices.Sorted(maps.Keys(found)) {
				want, ok := expected[address]
				if !ok {
					t.Errorf("expected.json does not know %s, which has %v", address, found[address])
					continue
				}
				switch diff := cmp.Diff(want.Findings, found[address]); {
				case want.Wrong != "" && diff == "":
					t.Errorf("%s is right now: take its member wrong out of expected.json", address)
				case want.Wrong != "":
					wrong++
					t.Logf("known to be wrong: %s: %s", address, want.Wrong)
				case diff != "":
					t.Errorf("%s: %s (-want +got):\n%s", address, want.Why, diff)
				}
			}
			for _, address := range slices.Sorted(maps.Keys(expected)) {
				if found[address] == nil {
					t.Errorf("expected.json has %s, and the plan does not", address)
				}
				if expected[address].Clean {
					clean++
				} else {
					evasive++
				}
			}
			t.Logf("%d cases, %d of them known to be wrong", len(expected), wrong)
		})
	}
	if evasive < 120 || clean < 40 {
		t.Errorf("%d evasions and %d clean twins: cases are missing", evasive, clean)
	}
}

func readVerdicts(t *testing.T, name string) map[string]verdict {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("../../policies/testdata/plans", name, "expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]verdict
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	for address, v := range out {
		if v.Why == "" || v.Findings == nil {
			t.Errorf("%s of %s says not why, or finds nothing at all", address, name)
		}
	}
	return out
}

// accessFindings are the access rules that do not pass, by case: by each key of the plan, and by whatever else they are
// about. A key that is one of many goes by its name among them.
func accessFindings(t *testing.T, name string) map[string]map[string]finding.Outcome {
	t.Helper()
	report := check(t, engine.Options{}, readProfile(t, "testdata/profile.hcl"), fixture(t, name))
	out := map[string]map[string]finding.Outcome{}
	for _, key := range report.Inventory.Keys {
		out[caseName(key.Address)] = map[string]finding.Outcome{}
	}
	for _, f := range report.Result.Findings {
		if !strings.HasPrefix(f.Rule, "ACC-") || f.Outcome != finding.Fail && f.Outcome != finding.Undetermined {
			continue
		}
		address := caseName(f.Address)
		if out[address] == nil {
			out[address] = map[string]finding.Outcome{}
		}
		out[address][f.Rule] = f.Outcome
	}
	return out
}

func caseName(address string) string {
	if block, name, ok := strings.Cut(strings.TrimSuffix(address, `"]`), `["`); ok && strings.HasSuffix(block, ".case") {
		return name
	}
	return address
}
