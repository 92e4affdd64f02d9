package engine

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/keywright/terraform-provider-keywright/internal/facts"
	"github.com/keywright/terraform-provider-keywright/internal/finding"
	"github.com/keywright/terraform-provider-keywright/internal/plan"
	"github.com/keywright/terraform-provider-keywright/internal/profile"
	"github.com/keywright/terraform-provider-keywright/policies"
)

var clock = time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)

// compiledOnce is the bundle, which no test changes.
var compiledOnce = sync.OnceValues(func() (*Engine, error) { return New(context.Background()) })

// compiled gives each test an engine of its own over it.
func compiled(t testing.TB) *Engine {
	t.Helper()
	e, err := compiledOnce()
	if err != nil {
		t.Fatal(err)
	}
	own := *e
	return &own
}

// plans are real ones of different shapes.
func plans(t *testing.T, set *plan.ReadSet) []*plan.Input {
	t.Helper()
	var out []*plan.Input
	for _, name := range []string{"drop-stock", "awkward-for-each", "acc-01-grant", "sep-01-replica", "undetermined-new-role", "policy-for-a-key-elsewhere", "change-class-lowered",
		"change-destroyed", "change-grant-made", "keywright-change-separation-weakened", "keywright-change-rotates-now", "stores-wrong"} {
		out = append(out, open(t, name, set))
	}
	return out
}

func open(t testing.TB, name string, set *plan.ReadSet) *plan.Input {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("../../policies/testdata/plans", name, "plan.json"))
	if err != nil {
		t.Fatal(err)
	}
	in, err := plan.Read(bytes.NewReader(text), name+".json", plan.Options{ReadSet: set})
	if err != nil {
		t.Fatal(err)
	}
	return in
}

// valueOf is a document as the rules take it.
func valueOf(t testing.TB, document any) ast.Value {
	t.Helper()
	value, err := ast.InterfaceToValue(document)
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func own(t *testing.T) *profile.Profile {
	t.Helper()
	p, err := profile.Load("testdata/profile.hcl")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func judged(t *testing.T, e *Engine, f facts.Facts, inputs ...*plan.Input) *Report {
	t.Helper()
	r, err := e.Check(t.Context(), inputs, own(t), f, Options{Now: clock, All: true})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// The size of shards is nobody's business but the engine's.
func TestShardsDoNotMatter(t *testing.T) {
	e := compiled(t)
	inputs := plans(t, e.ReadSet())
	e.shardSize, e.shareSize, e.shareMost = 1, 1, 1
	one := judged(t, e, nil, inputs...)
	e.shardSize, e.shareSize, e.shareMost = 1000, 1000, 1000
	all := judged(t, e, nil, inputs...)
	if diff := gocmp.Diff(all, one); diff != "" {
		t.Errorf("shards of one key say otherwise (-unsharded +sharded):\n%s", diff)
	}
	if len(all.Inventory.Keys) < 10 || all.Result.Summary.Fail == 0 || all.Result.Summary.Undetermined == 0 {
		t.Errorf("these plans show too little: %+v", all.Result.Summary)
	}
}

// A stock OPA evaluates data.keywright.findings over the plan itself. It must find what the engine finds in stages.
func TestStockHostFindsTheSame(t *testing.T) {
	e := compiled(t)
	for _, in := range plans(t, e.ReadSet()) {
		value, err := e.bundle.eval(t.Context(), question{entry: policies.Findings, input: valueOf(t, in.Document), profile: own(t).Data()})
		if err != nil {
			t.Fatal(err)
		}
		stock, err := rawFindings(value)
		if err != nil {
			t.Fatal(err)
		}
		inventory, err := e.inventory(t.Context(), []*plan.Input{in}, own(t), nil)
		if err != nil {
			t.Fatal(err)
		}
		selected, err := e.selected(own(t), Options{})
		if err != nil {
			t.Fatal(err)
		}
		staged, err := e.judge(t.Context(), inventory, own(t), nil, selected)
		if err != nil {
			t.Fatal(err)
		}
		if diff := gocmp.Diff(ordered(stock), ordered(staged)); diff != "" {
			t.Errorf("%s: -stock +engine:\n%s", in.Path, diff)
		}
	}
}

func ordered(list []rawFinding) []rawFinding {
	out := slices.Clone(list)
	slices.SortFunc(out, func(a, b rawFinding) int {
		return cmp.Or(strings.Compare(a.Rule, b.Rule), strings.Compare(a.Address, b.Address), strings.Compare(a.Attribute, b.Attribute))
	})
	for i := range out {
		if strings.HasPrefix(out[i].Rule, "PLAN-") {
			out[i].Address = "" // the engine knows the plan's name, and a stock host does not
		}
	}
	return out
}

// Facts may only decide what is open without them.
func TestFactsOnlyDecide(t *testing.T) {
	e := compiled(t)
	for _, in := range plans(t, e.ReadSet()) {
		f, err := facts.Build([]*plan.Input{in}, facts.Options{Now: clock})
		if err != nil {
			t.Fatal(err)
		}
		with := outcomes(judged(t, e, f, in))
		for place, without := range outcomes(judged(t, e, nil, in)) {
			if without != finding.Undetermined && with[place] != without {
				t.Errorf("%s %s: %s without facts, %q with them", in.Path, place, without, with[place])
			}
		}
	}
}

func outcomes(r *Report) map[string]finding.Outcome {
	out := map[string]finding.Outcome{}
	for _, f := range r.Result.Findings {
		out[f.Rule+" "+f.Address+" "+f.Attribute] = f.Outcome
	}
	return out
}

// What the read set leaves out, no rule sees.
func TestPruningDoesNotMatter(t *testing.T) {
	e := compiled(t)
	dirs, err := filepath.Glob("../../policies/testdata/plans/*/plan.json")
	if err != nil || len(dirs) == 0 {
		t.Fatalf("no plans: %v", err)
	}
	for i, path := range dirs {
		if i%4 != 0 { // a quarter of them has every type of resource, and the rest of the day is left
			continue
		}
		name := filepath.Base(filepath.Dir(path))
		pruned := judged(t, e, nil, open(t, name, e.ReadSet()))
		whole := judged(t, e, nil, open(t, name, nil))
		if diff := gocmp.Diff(whole, pruned); diff != "" {
			t.Errorf("%s: -whole +pruned:\n%s", name, diff)
		}
	}
}

// Two runs over the same input give the same bytes.
func TestDeterministic(t *testing.T) {
	e := compiled(t)
	inputs := plans(t, e.ReadSet())
	var first []byte
	for range 3 {
		text, err := json.Marshal(judged(t, e, nil, inputs...))
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = text
		}
		if !bytes.Equal(first, text) {
			t.Fatal("two runs differ")
		}
	}
}

func TestSeveralPlansKeepTheirKeysApart(t *testing.T) {
	e := compiled(t)
	a, b := open(t, "good-key", e.ReadSet()), open(t, "key-08-seven-days", e.ReadSet())
	r := judged(t, e, nil, a, b)
	var addresses []string
	for _, k := range r.Inventory.Keys {
		addresses = append(addresses, k.Address)
	}
	want := []string{"good-key:aws_kms_key.database", "key-08-seven-days:aws_kms_key.database"}
	if diff := gocmp.Diff(want, addresses); diff != "" {
		t.Error(diff)
	}
	for _, f := range r.Result.Findings {
		if f.Rule == "KEY-08" && f.Outcome == finding.Fail && f.Address != want[1] {
			t.Errorf("KEY-08 fails at %s", f.Address)
		}
	}
}

// A state says of its keys what the plan said that made them, beside what belongs to the making: who must approve it, and
// that new keys are not overdue.
func TestStateAndPlanAgree(t *testing.T) {
	e := compiled(t)
	text, err := os.ReadFile("../../policies/testdata/plans/drop-stock/state.json")
	if err != nil {
		t.Fatal(err)
	}
	state, err := plan.Read(bytes.NewReader(text), "state.json", plan.Options{ReadSet: e.ReadSet()})
	if err != nil {
		t.Fatal(err)
	}
	want, got := outcomes(judged(t, e, nil, open(t, "drop-stock", e.ReadSet()))), outcomes(judged(t, e, nil, state))
	for _, said := range []map[string]finding.Outcome{want, got} {
		maps.DeleteFunc(said, func(place string, _ finding.Outcome) bool {
			return strings.HasPrefix(place, "CHG-01 ") || strings.HasPrefix(place, "ROT-04 ")
		})
	}
	if diff := gocmp.Diff(want, got); diff != "" || len(got) == 0 {
		t.Errorf("-plan +state:\n%s", diff)
	}
}

// Older versions of Terraform write neither errored nor complete.
func TestOlderPlans(t *testing.T) {
	e := compiled(t)
	in := open(t, "good-key", e.ReadSet())
	want := judged(t, e, nil, in)
	delete(in.Document, "errored")
	delete(in.Document, "complete")
	if diff := gocmp.Diff(want.Result.Summary, judged(t, e, nil, in).Result.Summary); diff != "" {
		t.Error(diff)
	}
}

// A plan whose values have other types than a provider gives them is refused or judged, and never passes unseen.
func TestOddPlans(t *testing.T) {
	e := compiled(t)
	for _, attribute := range []string{"policy", "region", "tags", "tags_all", "enable_key_rotation", "rotation_period_in_days", "deletion_window_in_days", "customer_master_key_spec", "key_usage", "multi_region"} {
		for _, odd := range []any{true, "x", json.Number("1"), []any{"x"}, map[string]any{"x": nil}} {
			in := open(t, "good-key", e.ReadSet())
			for _, raw := range in.Document["resource_changes"].([]any) {
				change := raw.(map[string]any)["change"].(map[string]any)
				if after := change["after"].(map[string]any); after[attribute] != nil {
					after[attribute] = odd
				}
			}
			r, err := e.Check(t.Context(), []*plan.Input{in}, own(t), nil, Options{Now: clock, All: true})
			if err == nil && len(r.Inventory.Keys) != 1 {
				t.Errorf("%s = %v: %d keys and no error", attribute, odd, len(r.Inventory.Keys))
			}
		}
	}
}

// A bundle that did not load finds nothing, which must not look like a pass.
func TestNoSelfTestNoVerdict(t *testing.T) {
	for _, value := range []any{[]any{}, nil, []any{map[string]any{"rule": "ACC-01", "outcome": "pass"}}} {
		if _, err := rawFindings(value); err == nil {
			t.Errorf("%v was taken for a verdict", value)
		}
	}
	e := compiled(t)
	if _, err := e.bundle.eval(context.Background(), question{entry: policies.Findings, input: ast.NewObject()}); err == nil {
		t.Error("without a profile there was a verdict")
	}
}
