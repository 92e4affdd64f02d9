package engine_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
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

// fact is one thing that is otherwise than a system's documents ask: in a plan that is good but for it, the rules that are
// meant for it fire, and no others.
type fact struct {
	says  string   // what is otherwise
	at    string   // the address of the resource, or "profile"
	edit  edit     // what terraform, or the profile, would say then
	rules []string // RULE that fails, RULE? that is open, RULE- that passes nothing any more
}

// edit changes the JSON of a resource: its row in the plan and its block in the configuration. Of the profile, its text.
type edit func(text string) string

// instead puts one text in the place of another.
func instead(old, with string) edit {
	return func(text string) string { return strings.ReplaceAll(text, old, with) }
}

// inPolicy does so within a policy, which is JSON in a text of JSON.
func inPolicy(old, with string) edit { return instead(quoted(old), quoted(with)) }

// states adds a statement to a policy.
func states(statement string) edit { return inPolicy(`"Statement":[`, `"Statement":[`+statement+`,`) }

func quoted(text string) string {
	out, _ := json.Marshal(text)
	return string(out[1 : len(out)-1])
}

func all(edits ...edit) edit {
	return func(text string) string {
		for _, e := range edits {
			text = e(text)
		}
		return text
	}
}

// gone takes the resource out of the plan.
func gone(string) string { return "" }

// testSystem judges a system's plan as it is, and then with each fact. Its configuration and its profile are in one folder.
func testSystem(t *testing.T, name string, list []fact) {
	t.Helper()
	dir := sourceOf(t, name)
	text := readText(t, filepath.Join("../../policies/testdata/plans", name, "plan.json"))
	policy := readText(t, filepath.Join(dir, "keywright.hcl"))
	told := configured(t, dir, text)
	good := judged(t, told, text, policy)
	for place, outcome := range good {
		if outcome == finding.Fail {
			t.Errorf("as it is, %s fails", place)
		}
	}
	for _, f := range list {
		t.Run(f.says, func(t *testing.T) {
			t.Parallel()
			plan, policy, told := text, policy, told
			if f.at == "profile" {
				policy = changed(t, policy, f.edit)
			} else if next, rewired := otherwise(t, text, f); rewired {
				plan, told = next, without(told, f.at)
			} else {
				plan = next
			}
			if diff := cmp.Diff(f.rules, fired(good, judged(t, told, plan, policy))); diff != "" {
				t.Errorf("the rules that fire (-want +got):\n%s", diff)
			}
		})
	}
}

func readText(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path) //nolint:gosec // a file of a fixture
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func changed(t *testing.T, text string, e edit) string {
	t.Helper()
	out := e(text)
	if out == text {
		t.Fatal("the edit changes nothing")
	}
	return out
}

// otherwise is the plan with one resource as the fact has it, and whether its block in the configuration is another one.
func otherwise(t *testing.T, text string, f fact) (next string, rewired bool) {
	t.Helper()
	document := parsed(t, text).(map[string]any)
	root := document["configuration"].(map[string]any)["root_module"].(map[string]any)
	block, _, _ := strings.Cut(f.at, "[")
	if f.edit("{}") != "" || alone(document, block) { // the others of for_each keep their block
		rewired = edited(t, root, "resources", block, f.edit)
	}
	if !edited(t, document, "resource_changes", f.at, f.edit) && !rewired {
		t.Fatalf("the edit changes nothing at %s", f.at)
	}
	return compact(t, document), rewired
}

// alone says whether a block has one instance and no more.
func alone(document map[string]any, block string) bool {
	others := 0
	for _, row := range document["resource_changes"].([]any) {
		if of, _, _ := strings.Cut(row.(map[string]any)["address"].(string), "["); of == block {
			others++
		}
	}
	return others == 1
}

// edited edits the row of an address in a list of a holder, or takes it out, and says whether that changed anything.
func edited(t *testing.T, holder map[string]any, list, address string, e edit) bool {
	t.Helper()
	rows := holder[list].([]any)
	i := slices.IndexFunc(rows, func(row any) bool { return row.(map[string]any)["address"] == address })
	if i < 0 {
		return false
	}
	old := compact(t, rows[i])
	next := e(old)
	if next == "" {
		holder[list] = slices.Delete(rows, i, i+1)
	} else {
		rows[i] = parsed(t, next)
	}
	return next != old
}

func compact(t *testing.T, v any) string {
	t.Helper()
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func parsed(t *testing.T, text string) any {
	t.Helper()
	var out any
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	if err := decoder.Decode(&out); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return out
}

func input(t *testing.T, text string) *plan.Input {
	t.Helper()
	in, err := plan.Read(strings.NewReader(text), "plan.json", plan.Options{ReadSet: newEngine(t).ReadSet()})
	if err != nil {
		t.Fatal(err)
	}
	return in
}

// configured gives what the configuration tells beside the plan. It is that of the good plan throughout: of a plan that says
// otherwise it would be another's.
func configured(t *testing.T, dir, text string) facts.Facts {
	t.Helper()
	f, err := facts.Build([]*plan.Input{input(t, text)}, facts.Options{Now: now, SourceDir: dir})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// without leaves out what it tells of the resource that is otherwise.
func without(told facts.Facts, address string) facts.Facts {
	out := maps.Clone(told)
	for _, of := range []string{"resolved", "targets"} {
		rows, _ := out[of].(map[string]any)
		rows = maps.Clone(rows)
		delete(rows, address)
		out[of] = rows
	}
	return out
}

// judged gives each rule's outcome at each place.
func judged(t *testing.T, told facts.Facts, text, policy string) map[string]finding.Outcome {
	t.Helper()
	p, err := profile.Parse([]byte(policy), "keywright.hcl")
	if err != nil {
		t.Fatal(err)
	}
	r, err := newEngine(t).Check(t.Context(), []*plan.Input{input(t, text)}, p, told, engine.Options{Now: now, All: true})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]finding.Outcome{}
	for _, f := range r.Result.Findings {
		out[fmt.Sprintf("%s %s %s", f.Rule, f.Address, f.Attribute)] = f.Outcome
	}
	return out
}

func passing(outcomes map[string]finding.Outcome) map[string]bool {
	out := map[string]bool{}
	for place, outcome := range outcomes {
		rule, _, _ := strings.Cut(place, " ")
		out[rule] = out[rule] || outcome == finding.Pass
	}
	return out
}

// fired gives the rules of which more fails, or is open, than before, and those that pass nothing any more.
func fired(before, after map[string]finding.Outcome) []string {
	out := map[string]bool{}
	for place, outcome := range after {
		rule, _, _ := strings.Cut(place, " ")
		switch {
		case before[place] == outcome:
		case outcome == finding.Fail:
			out[rule] = true
		case outcome == finding.Undetermined:
			out[rule+"?"] = true
		}
	}
	still := passing(after)
	for rule, passed := range passing(before) {
		if passed && !still[rule] && !out[rule] && !out[rule+"?"] {
			out[rule+"-"] = true
		}
	}
	return slices.Sorted(maps.Keys(out))
}
