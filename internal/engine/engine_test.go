package engine_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/keywright/terraform-provider-keywright/internal/engine"
	"github.com/keywright/terraform-provider-keywright/internal/facts"
	"github.com/keywright/terraform-provider-keywright/internal/finding"
	"github.com/keywright/terraform-provider-keywright/internal/plan"
	"github.com/keywright/terraform-provider-keywright/internal/profile"
)

var update = flag.Bool("update", false, "write the golden files anew")

// now is the clock of these tests.
var now = time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)

var shared = sync.OnceValues(func() (*engine.Engine, error) { return engine.New(context.Background()) })

func newEngine(t testing.TB) *engine.Engine {
	t.Helper()
	e, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func readPlan(t testing.TB, path string, set *plan.ReadSet) *plan.Input {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	in, err := plan.Read(bytes.NewReader(text), filepath.Base(filepath.Dir(path)), plan.Options{ReadSet: set})
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func fixture(t testing.TB, name string) *plan.Input {
	t.Helper()
	return readPlan(t, filepath.Join("../../policies/testdata/plans", name, "plan.json"), newEngine(t).ReadSet())
}

func readProfile(t testing.TB, path string) *profile.Profile {
	t.Helper()
	p, err := profile.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// buildFacts gathers the facts without source, so that what a plan leaves open stays so: other tests are about what the
// source tells. That a key is kept from being destroyed no plan could say, and is taken from the configuration that a
// fixture was made from.
func buildFacts(t testing.TB, inputs []*plan.Input) facts.Facts {
	t.Helper()
	o := facts.Options{Now: clockOf(t, inputs)}
	f, err := facts.Build(inputs, o)
	if err != nil {
		t.Fatal(err)
	}
	if len(inputs) == 1 {
		o.SourceDir = sourceOf(t, inputs[0].Path)
		sourced, err := facts.Build(inputs, o)
		if err != nil {
			t.Fatal(err)
		}
		f["kept"] = sourced["kept"]
		f["dynamic"] = sourced["dynamic"]
		onRecord(t, inputs[0].Path, f)
	}
	return f
}

// onRecord adds what stands beside a fixture as evidence.json, which the command line cannot be given yet, and the profile
// of the base branch, base.hcl.
func onRecord(t testing.TB, name string, f facts.Facts) {
	t.Helper()
	dir := filepath.Join("../../policies/testdata/plans", name)
	if text, err := os.ReadFile(filepath.Join(dir, "evidence.json")); err == nil { //nolint:gosec // a fixture
		var records []any
		if err := json.Unmarshal(text, &records); err != nil {
			t.Fatal(err)
		}
		f["evidence"] = records
	}
	if base := filepath.Join(dir, "base.hcl"); exists(base) {
		f["base_profile"] = readProfile(t, base).Data()
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// settings are those of a fixture's case.json that tests need.
type settings struct {
	Source   string `json:"source"`
	Override string `json:"override"`
	Now      string `json:"now"`
}

// overridden gives a source with a file that overrides it, as the plan was made from both.
func overridden(t testing.TB, dir, override string) string {
	t.Helper()
	if override == "" {
		return dir
	}
	whole := t.TempDir()
	if err := os.CopyFS(whole, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join("../..", override)) //nolint:gosec // a file of a fixture
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(whole, filepath.Base(override)), text, 0o600); err != nil {
		t.Fatal(err)
	}
	return whole
}

func settingsOf(t testing.TB, name string) settings {
	t.Helper()
	var s settings
	if text, err := os.ReadFile(filepath.Join("../../policies/testdata/plans", name, "case.json")); err == nil {
		if err := json.Unmarshal(text, &s); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// sourceOf gives the folder of a fixture's configuration, if it is one: its own, or the one that its case.json names.
func sourceOf(t testing.TB, name string) string {
	t.Helper()
	if s := settingsOf(t, name); s.Source != "" {
		return overridden(t, filepath.Join("../..", s.Source), s.Override)
	}
	dir := filepath.Join("../../policies/testdata/plans", name)
	if _, err := os.Stat(filepath.Join(dir, "main.tf")); err != nil {
		return ""
	}
	return dir
}

// clockOf gives the time at which a fixture is judged.
func clockOf(t testing.TB, inputs []*plan.Input) time.Time {
	t.Helper()
	if len(inputs) != 1 || settingsOf(t, inputs[0].Path).Now == "" {
		return now
	}
	at, err := time.Parse(time.RFC3339, settingsOf(t, inputs[0].Path).Now)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func check(t testing.TB, o engine.Options, p *profile.Profile, inputs ...*plan.Input) *engine.Report {
	t.Helper()
	o.Now = clockOf(t, inputs)
	r, err := newEngine(t).Check(t.Context(), inputs, p, buildFacts(t, inputs), o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// fixtures are the plans that Terraform made of real configurations, by name.
func fixtures(t testing.TB) []string {
	t.Helper()
	paths, err := filepath.Glob("../../policies/testdata/plans/*/plan.json")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no plans to judge: %v", err)
	}
	return paths
}

// profileFor gives the profile that a fixture is judged by: Drop's own for Drop's keys, one of a whole estate for estates.
func profileFor(t testing.TB, path string) *profile.Profile {
	t.Helper()
	switch name, _, _ := strings.Cut(filepath.Base(filepath.Dir(path)), "-"); name {
	case "drop":
		return readProfile(t, "../../examples/drop/keywright.hcl")
	case "estate":
		return readProfile(t, "testdata/estate.hcl")
	default:
		return readProfile(t, "testdata/profile.hcl")
	}
}

// results are what is found on fixtures, which several tests look at.
var results sync.Map

// ofFixture judges a fixture by its profile.
func ofFixture(t testing.TB, path string) finding.Result {
	t.Helper()
	if found, ok := results.Load(path); ok {
		return found.(finding.Result)
	}
	found := check(t, engine.Options{}, profileFor(t, path), readPlan(t, path, newEngine(t).ReadSet())).Result
	results.Store(path, found)
	return found
}

var promise = regexp.MustCompile(`^# (Fails|Passes|Legacy under) ?([A-Z]+-[0-9]+)?`)

// Each fixture says in its first line what it breaks or satisfies.
func TestFixturesKeepTheirPromise(t *testing.T) {
	promises := 0
	for _, path := range fixtures(t) {
		source, err := os.ReadFile(filepath.Join(filepath.Dir(path), "main.tf"))
		if err != nil {
			continue // made from another folder's configuration; the golden file has its outcomes
		}
		word := promise.FindStringSubmatch(string(source))
		if word == nil {
			continue // it promises nothing; the golden file has its outcomes
		}
		promises++
		t.Run(filepath.Base(filepath.Dir(path)), func(t *testing.T) {
			if word[2] != "" && !slices.ContainsFunc(newEngine(t).Rules(), func(r finding.Rule) bool { return r.ID == word[2] }) {
				t.Skipf("there is no rule %s", word[2])
			}
			result := ofFixture(t, path)
			kept(t, word[1], word[2], &result)
		})
	}
	if promises < 20 {
		t.Errorf("only %d fixtures promise anything: this test looked in the wrong place", promises)
	}
}

// beyondPlans says that a finding is about what no plan shows by itself: who else in the account reaches a secret, and when
// what rotation replaces ends.
func beyondPlans(f finding.Finding) bool {
	return slices.Contains([]string{"SEC-05", "ACC-16", "ROT-05"}, f.Rule) && f.Outcome == finding.Undetermined && !f.Blocks
}

func kept(t *testing.T, word, rule string, r *finding.Result) {
	t.Helper()
	found := slices.ContainsFunc(r.Findings, func(f finding.Finding) bool {
		return (rule == "" || f.Rule == rule) && f.Outcome != finding.Pass && !beyondPlans(f)
	})
	switch {
	case word == "Passes" && found:
		t.Errorf("expected nothing against %s, found:\n%s", rule, lines(r))
	case word != "Passes" && !slices.ContainsFunc(r.Findings, func(f finding.Finding) bool {
		return f.Rule == rule && f.Outcome == finding.Fail
	}):
		t.Errorf("expected %s to fail, found:\n%s", rule, lines(r))
	}
}

func lines(r *finding.Result) string {
	var out strings.Builder
	for _, f := range r.Findings {
		fmt.Fprintf(&out, "%s %s %s %s blocks=%t %s | expected: %s | actual: %s\n", f.Rule, f.Outcome, f.Severity, f.Address, f.Blocks, f.Message, f.Expected, f.Actual)
	}
	return out.String()
}

// The golden file holds the outcomes of every fixture, so that a rule cannot change what it finds unseen.
func TestOutcomes(t *testing.T) {
	got := map[string][]string{}
	for _, path := range fixtures(t) {
		result := ofFixture(t, path)
		said := []string{}
		for _, f := range result.Findings {
			said = append(said, fmt.Sprintf("%s %s %s %s", f.Rule, f.Outcome, f.Address, f.Attribute))
		}
		s := result.Summary
		got[filepath.Base(filepath.Dir(path))] = append(said, fmt.Sprintf("pass %d, blocked %t", s.Pass, s.Blocked))
	}
	text, err := json.MarshalIndent(got, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/outcomes.golden.json", append(text, '\n'))
}

// A rule that no real plan breaks has not been shown to work.
func TestEveryRuleFiresOnAPlan(t *testing.T) {
	text, err := os.ReadFile("testdata/outcomes.golden.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range newEngine(t).Rules() {
		if awaitsApprovals[r.ID] != nil || slices.Contains(exceptionRules, r.ID) {
			continue // TestChangesAwaitApprovals and TestExceptionRules show them
		}
		fails := r.ID + " " + string(finding.Fail) + " "
		if r.Family == "plan" {
			fails = r.ID + " " + string(finding.Undetermined) + " "
		}
		if !bytes.Contains(text, []byte(fails)) {
			t.Errorf("no plan breaks %s", r.ID)
		}
	}
}

func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil { //nolint:gosec // a test's file
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path) //nolint:gosec // a test's file
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", path, diff)
	}
}
