package plan_test

import (
	"encoding/json"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/keywright/terraform-provider-keywright/internal/plan"
)

const rounds = 300

func newGenerator(seed uint64) *generator { return &generator{Rand: rand.New(rand.NewPCG(seed, 1))} }

// Pruning while reading keeps what pruning afterwards keeps: exactly what the read set names.
func TestPruningKeepsWhatTheReadSetNames(t *testing.T) {
	for seed := range uint64(rounds) {
		g := newGenerator(seed)
		set := &plan.ReadSet{Types: map[string][]string{}}
		for range g.IntN(4) {
			attributes := slices.Clone(someAttributes[:g.IntN(len(someAttributes))])
			if g.IntN(5) == 0 {
				attributes = []string{"*"}
			}
			set.Types[pick(g, someTypes)] = attributes
		}
		text := g.spell(g.document())
		whole := read(t, text, plan.Options{}).Document
		pruned := read(t, text, plan.Options{ReadSet: set}).Document
		if diff := cmp.Diff(unmarked(pruneWhole(whole, set)), unmarked(pruned)); diff != "" {
			t.Fatalf("seed %d: -pruned afterwards +pruned while reading:\n%s", seed, diff)
		}
	}
}

// unmarked takes out the records of what was taken out: one of a dropped attribute stays where pruning comes after.
func unmarked(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for name, e := range v {
			if name != plan.Mark {
				out[name] = unmarked(e)
			}
		}
		return out
	case []any:
		out := []any{}
		for _, e := range v {
			out = append(out, unmarked(e))
		}
		return out
	}
	return v
}

// pruneWhole is the same pruning, written plainly over the whole document.
func pruneWhole(doc map[string]any, set *plan.ReadSet) map[string]any {
	out := map[string]any{}
	for name, v := range doc {
		switch name {
		case "checks", "resource_drift":
			continue
		case "resource_changes":
			v = pruneResources(v, set, "change")
		case "planned_values":
			v = map[string]any{"root_module": pruneModule(v.(map[string]any)["root_module"], set)}
		case "prior_state":
			values := v.(map[string]any)["values"].(map[string]any)
			v = map[string]any{"values": map[string]any{"root_module": pruneModule(values["root_module"], set)}}
		case "configuration":
			v = maps.Clone(v.(map[string]any))
			v.(map[string]any)["root_module"] = pruneModule(v.(map[string]any)["root_module"], set)
		}
		out[name] = v
	}
	return out
}

func pruneModule(v any, set *plan.ReadSet) any {
	module := maps.Clone(v.(map[string]any))
	module["resources"] = pruneResources(module["resources"], set, "")
	if children, ok := module["child_modules"].([]any); ok {
		out := []any{}
		for _, child := range children {
			out = append(out, pruneModule(child, set))
		}
		module["child_modules"] = out
	}
	if calls, ok := module["module_calls"].(map[string]any); ok {
		out := map[string]any{}
		for name, call := range calls {
			c := maps.Clone(call.(map[string]any))
			c["module"] = pruneModule(c["module"], set)
			out[name] = c
		}
		module["module_calls"] = out
	}
	return module
}

func pruneResources(v any, set *plan.ReadSet, nested string) any {
	out := []any{}
	for _, e := range v.([]any) {
		resource := maps.Clone(e.(map[string]any))
		attributes, ok := set.Types[resource["type"].(string)]
		if !ok {
			continue
		}
		holder := resource
		if nested != "" {
			holder = maps.Clone(resource[nested].(map[string]any))
			resource[nested] = holder
		}
		for _, side := range []string{"before", "after", "before_sensitive", "after_sensitive", "after_unknown", "values", "sensitive_values", "expressions"} {
			if o, ok := holder[side].(map[string]any); ok && !slices.Contains(attributes, "*") {
				o = maps.Clone(o)
				maps.DeleteFunc(o, func(name string, _ any) bool { return !slices.Contains(attributes, name) })
				holder[side] = o
			}
		}
		out = append(out, resource)
	}
	return out
}

// No marked value is in what leaves the package, pruned or not, nor a copy of one.
func TestNoMarkedValueLeaves(t *testing.T) {
	for seed := range uint64(rounds) {
		g := newGenerator(seed)
		text := g.spell(g.document())
		for _, set := range []*plan.ReadSet{nil, {Types: map[string][]string{"aws_kms_key": {"*"}, "keywright_key": {"policy"}}}} {
			out, err := json.Marshal(read(t, text, plan.Options{ReadSet: set}).Document)
			if err != nil {
				t.Fatal(err)
			}
			if at := strings.Index(string(out), "SECRET-"); at >= 0 {
				t.Fatalf("seed %d: a marked value is left: …%s…", seed, out[max(0, at-200):min(len(out), at+40)])
			}
		}
	}
}

// What is taken out of a change looks unknown, never absent.
func TestMarkedValueLooksUnknown(t *testing.T) {
	const text = `{"format_version":"1.2","planned_values":{},"resource_changes":[{"address":"aws_kms_key.k","type":"aws_kms_key",
		"change":{"actions":["create"],"before":null,
		"after":{"policy":"hidden policy","tags":{"Purpose":"hidden purpose","Owner":"team"},"list":["hidden item","plain item"],"copy":"hidden policy"},
		"after_unknown":{"id":true,"list":[false,false]},"before_sensitive":false,
		"after_sensitive":{"policy":true,"tags":{"Purpose":true},"list":[true,false]}}}]}`
	doc := read(t, text, plan.Options{}).Document
	got := doc["resource_changes"].([]any)[0].(map[string]any)["change"].(map[string]any)
	want := map[string]any{
		"actions": []any{"create"}, "before": nil, "before_sensitive": false,
		"after":           map[string]any{"tags": map[string]any{"Owner": "team"}, "list": []any{nil, "plain item"}},
		"after_sensitive": map[string]any{"policy": true, "tags": map[string]any{"Purpose": true}, "list": []any{true, false}, "copy": true},
		"after_unknown": map[string]any{
			"id": true, "policy": true, "tags": map[string]any{"Purpose": true}, "list": []any{true, false}, "copy": true,
		},
		plan.Mark: []any{"/after/list/0", "/after/policy", "/after/tags/Purpose", "/after/copy"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// A variable that nothing declares loses its value; what happens to equal it does not.
func TestUndeclaredVariable(t *testing.T) {
	const text = `{"format_version":"1.2","variables":{"region":{"value":"eu-north-1"}},"resource_changes":[
		{"address":"a.b","type":"a","change":{"actions":["create"],"after":{"region":"eu-north-1"},"after_unknown":{}}}]}`
	doc := read(t, text, plan.Options{}).Document
	if diff := cmp.Diff(map[string]any{"region": map[string]any{plan.Mark: []any{"/value"}}}, doc["variables"]); diff != "" {
		t.Error(diff)
	}
	change := doc["resource_changes"].([]any)[0].(map[string]any)["change"].(map[string]any)
	if diff := cmp.Diff(map[string]any{"region": "eu-north-1"}, change["after"]); diff != "" {
		t.Error(diff)
	}
}

// One plan has one content digest, however it is spelled; another has another.
func TestContentDigestIsOfWhatThePlanSays(t *testing.T) {
	seen := map[string]uint64{}
	for seed := range uint64(rounds) {
		g := newGenerator(seed)
		doc := g.document()
		first := read(t, g.spell(doc), plan.Options{})
		doc["timestamp"] = "2027-01-01T00:00:00Z"
		second := read(t, g.spell(doc), plan.Options{ReadSet: &plan.ReadSet{}})
		if first.ContentSHA256 != second.ContentSHA256 {
			t.Fatalf("seed %d: two spellings, %s and %s", seed, first.ContentSHA256, second.ContentSHA256)
		}
		if first.SHA256 == second.SHA256 {
			t.Fatalf("seed %d: two texts, one digest of bytes", seed)
		}
		if other, ok := seen[first.ContentSHA256]; ok {
			t.Fatalf("seeds %d and %d have one digest", seed, other)
		}
		seen[first.ContentSHA256] = seed
	}
}

// The digest tells apart what differs in one place only.
func TestContentDigestSeesEveryDifference(t *testing.T) {
	texts := []string{
		`{"format_version":"1.0","x":1}`, `{"format_version":"1.0","x":"1"}`, `{"format_version":"1.0","x":[1]}`,
		`{"format_version":"1.0","x":[[1]]}`, `{"format_version":"1.0","x":{"1":null}}`, `{"format_version":"1.0","x":null}`,
		`{"format_version":"1.0","x":[]}`, `{"format_version":"1.0","x":{}}`, `{"format_version":"1.0","y":1}`,
		`{"format_version":"1.0","x":["a","b"]}`, `{"format_version":"1.0","x":["b","a"]}`, `{"format_version":"1.0","x":["ab"]}`,
		`{"format_version":"1.0"}`, `{"format_version":"1.0","x":{"a":{"b":1}}}`, `{"format_version":"1.0","x":{"a":{},"b":1}}`,
	}
	seen := map[string]string{}
	for _, text := range texts {
		sum := read(t, text, plan.Options{}).ContentSHA256
		if other, ok := seen[sum]; ok {
			t.Errorf("%s and %s have one digest", text, other)
		}
		seen[sum] = text
	}
}
