package facts_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/keywright/terraform-provider-keywright/internal/facts"
)

// applied gives the values of every resource of a state, by address.
func applied(t *testing.T, path string) map[string]map[string]any {
	t.Helper()
	text, err := os.ReadFile(path) //nolint:gosec // a test's file
	if err != nil {
		t.Fatal(err)
	}
	type module struct {
		Resources []struct {
			Address string
			Values  map[string]any
		}
		ChildModules []json.RawMessage `json:"child_modules"`
	}
	var state struct {
		Values struct {
			RootModule json.RawMessage `json:"root_module"`
		}
	}
	if err := json.Unmarshal(text, &state); err != nil {
		t.Fatal(err)
	}
	out := map[string]map[string]any{}
	for queue := []json.RawMessage{state.Values.RootModule}; len(queue) > 0; queue = queue[1:] {
		var m module
		if err := json.Unmarshal(queue[0], &m); err != nil {
			t.Fatal(err)
		}
		for _, r := range m.Resources {
			out[r.Address] = r.Values
		}
		queue = append(queue, m.ChildModules...)
	}
	return out
}

var inFact = regexp.MustCompile(`known after apply: ([^"]+)\.([a-z_]+)"`)

// A name that the provider makes is the prefix and 26 digits: what stands for it is compared by the prefix.
var (
	standsFor = regexp.MustCompile(`([\w-]*)200000000000000000000[0-9]{5}`)
	digits    = regexp.MustCompile(`([\w-]*)202601010000000000[0-9a-f]{8}`)
)

func madeNames(text any) any {
	if s, ok := text.(string); ok {
		return digits.ReplaceAllString(s, "${1}MADE")
	}
	return text
}

// What Terraform makes in the end is what the source was said to come to: a state is a witness that nobody here wrote.
func TestSourceForeseesWhatApplyMakes(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join(plansDir, "source-corpus-*", "state.json"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no states: %v", err)
	}
	compared := 0
	for _, path := range paths {
		name := filepath.Base(filepath.Dir(path))
		made := applied(t, path)
		resolved, _ := build(t, facts.Options{SourceDir: filepath.Dir(path)}, readCase(t, name))["resolved"].(map[string]any)
		for address, attributes := range resolved {
			for attribute, v := range attributes.(map[string]any) {
				text, ok := v.(map[string]any)["value"].(string)
				if draft, isDraft := v.(map[string]any)["draft"].(string); isDraft {
					text, ok = draft, true
				}
				if !ok || strings.Contains(text, "known:after") {
					continue
				}
				text = inFact.ReplaceAllStringFunc(text, func(symbol string) string {
					m := inFact.FindStringSubmatch(symbol)
					value, _ := made[strings.ReplaceAll(m[1], `\"`, `"`)][m[2]].(string)
					return value + `"`
				})
				text = standsFor.ReplaceAllString(text, "${1}MADE")
				compared++
				if diff := cmp.Diff(read(madeNames(made[address][attribute])), read(text)); diff != "" {
					t.Errorf("%s: %s of %s (-made +foreseen):\n%s", name, attribute, address, diff)
				}
			}
		}
	}
	if compared < 70 {
		t.Errorf("only %d attributes compared", compared)
	}
}

// read gives a policy's meaning as far as its spelling is concerned: lists in order, a list of one as one.
func read(text any) any {
	s, _ := text.(string)
	var v any
	if json.Unmarshal([]byte(s), &v) != nil {
		return text
	}
	return plainly(v)
}

func plainly(v any) any {
	switch x := v.(type) {
	case map[string]any:
		for name, e := range x {
			x[name] = plainly(e)
		}
	case []any:
		if len(x) == 1 {
			return plainly(x[0])
		}
		for i := range x {
			x[i] = plainly(x[i])
		}
		if _, isText := x[0].(string); isText {
			slices.SortFunc(x, func(a, b any) int { return strings.Compare(a.(string), b.(string)) })
		}
	}
	return v
}
