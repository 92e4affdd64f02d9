package engine_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/keywright/terraform-provider-keywright/internal/engine"
	"github.com/keywright/terraform-provider-keywright/internal/facts"
	"github.com/keywright/terraform-provider-keywright/internal/finding"
	"github.com/keywright/terraform-provider-keywright/internal/plan"
	"github.com/keywright/terraform-provider-keywright/internal/profile"
)

// precise is what may be found at one address of a good configuration: the outcome by rule, and for each rule why that
// is right, or what is wrong with it. A rule that finds nothing and should stands under wrong alone.
type precise struct {
	Why      map[string]string          `json:"why,omitempty"`
	Wrong    map[string]string          `json:"wrong,omitempty"`
	Findings map[string]finding.Outcome `json:"findings"`
}

// Good configurations say exactly what is found on them, and why: a false alarm shows as a finding nobody can justify.
func TestGoodKeysAreFoundGood(t *testing.T) {
	paths, err := filepath.Glob("../../policies/testdata/plans/good-corpus-*/expected.json")
	if err != nil {
		t.Fatal(err)
	}
	p := readProfile(t, "testdata/profile.hcl")
	keys, findings, wrong := 0, 0, 0
	for _, path := range paths {
		name := filepath.Base(filepath.Dir(path))
		t.Run(name, func(t *testing.T) {
			want := expectations(t, path)
			result := checkWithSource(t, p, name).Result
			keys += result.Summary.Keys
			got := map[string]map[string]finding.Outcome{}
			for _, f := range result.Findings {
				if !f.Listed() {
					continue
				}
				if got[f.Address] == nil {
					got[f.Address] = map[string]finding.Outcome{}
				}
				if before, twice := got[f.Address][f.Rule]; twice && before != f.Outcome {
					t.Errorf("%s finds %s and %s at %s: expected.json cannot say both", f.Rule, before, f.Outcome, f.Address)
				}
				got[f.Address][f.Rule] = f.Outcome
			}
			expected := map[string]map[string]finding.Outcome{}
			for address, w := range want {
				if len(w.Findings) > 0 {
					expected[address] = w.Findings
				}
				findings += len(w.Findings)
				wrong += len(w.Wrong)
				justified(t, address, w)
			}
			if diff := cmp.Diff(expected, got); diff != "" {
				t.Errorf("other findings than those that are justified (-expected +found):\n%s\n%s", diff, lines(&result))
			}
			for address := range want {
				if strings.HasSuffix(address, ".plain") && len(got[address]) > 6 {
					t.Errorf("%d findings on a plain key", len(got[address]))
				}
			}
		})
	}
	if keys < 45 {
		t.Errorf("only %d good keys: this test looked in the wrong place", keys)
	}
	folders, err := filepath.Glob("../../policies/testdata/plans/good-corpus-*")
	if err != nil || len(folders) != len(paths) {
		t.Errorf("%d folders of good keys, of which %d say what is expected: %v", len(folders), len(paths), err)
	}
	t.Logf("%d good keys, %d findings, %d judgements that are wrong", keys, findings, wrong)
}

// checkWithSource judges a fixture together with the configuration that it was made from.
func checkWithSource(t *testing.T, p *profile.Profile, name string) *engine.Report {
	t.Helper()
	inputs := []*plan.Input{fixture(t, name)}
	f, err := facts.Build(inputs, facts.Options{Now: now, SourceDir: sourceOf(t, name)})
	if err != nil {
		t.Fatal(err)
	}
	r, err := newEngine(t).Check(t.Context(), inputs, p, f, engine.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// justified says whether each finding has a reason, or is known to be wrong, and not both.
func justified(t *testing.T, address string, w precise) {
	t.Helper()
	for rule := range w.Findings {
		why, wrong := strings.TrimSpace(w.Why[rule]), strings.TrimSpace(w.Wrong[rule])
		if (why == "") == (wrong == "") {
			t.Errorf("%s at %s needs either a why or a wrong", rule, address)
		}
	}
	for rule := range w.Why {
		if _, found := w.Findings[rule]; !found {
			t.Errorf("%s at %s has a reason and no finding", rule, address)
		}
	}
	for rule := range w.Wrong {
		if !slices.ContainsFunc(newEngine(t).Rules(), func(r finding.Rule) bool { return r.ID == rule }) {
			t.Errorf("there is no rule %s, which %s calls wrong", rule, address)
		}
	}
}

func expectations(t *testing.T, path string) map[string]precise {
	t.Helper()
	text, err := os.ReadFile(path) //nolint:gosec // a test's file
	if err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	want := map[string]precise{}
	if err := decoder.Decode(&want); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return want
}
