package plan_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/keywright/terraform-provider-keywright/internal/plan"
)

func read(t *testing.T, text string, o plan.Options) *plan.Input {
	t.Helper()
	in, err := plan.Read(strings.NewReader(text), "plan.json", o)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func TestKinds(t *testing.T) {
	tests := []struct {
		name, text, kind  string
		complete, errored bool
	}{
		{"plan", `{"format_version":"1.2","planned_values":{}}`, plan.KindPlan, true, false},
		{"HCP's envelope", `{"plan":{"format_version":"1.2","planned_values":{}},"run":{"id":"run-1"}}`, plan.KindPlan, true, false},
		{"byte order mark", "\ufeff" + `{"format_version":"1.2","planned_values":{}}`, plan.KindPlan, true, false},
		{"state", `{"format_version":"1.0","values":{"root_module":{}}}`, plan.KindState, true, false},
		{"empty state", `{"format_version":"1.0"}`, plan.KindState, true, false},
		{"targeted", `{"format_version":"1.2","planned_values":{},"complete":false}`, plan.KindPlan, false, false},
		{"errored", `{"format_version":"1.2","planned_values":{},"errored":true}`, plan.KindPlan, true, true},
		{"deferred", `{"format_version":"1.2","planned_values":{},"deferred_changes":[{}],"complete":true}`, plan.KindPlan, false, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := read(t, tt.text, plan.Options{})
			if in.Kind != tt.kind || in.Complete != tt.complete || in.Errored != tt.errored {
				t.Errorf("kind %s, complete %v, errored %v", in.Kind, in.Complete, in.Errored)
			}
		})
	}
}

// twice is a plan of two changes that begin alike.
func twice(member string) string {
	change := `{` + member + `,"type":"a","change":{}}`
	return `{"format_version":"1.2","resource_changes":[` + change + `,` + change + `]}`
}

func TestRefusals(t *testing.T) {
	tests := []struct {
		name, text string
		offset     int64
		reason     string
	}{
		{"empty", "", 0, "empty"},
		{"duplicate member", `{"format_version":"1.2","format_version":"1.0"}`, 24, "twice"},
		{"cut off", `{"format_version":`, 18, "ends too early"},
		{"not an object", `[1]`, 0, "expected an object"},
		{"trailing text", `{"format_version":"1.0"} x`, 25, ""},
		{"second value", `{"format_version":"1.0"}{}`, 25, "more text"},
		{"new major", `{"format_version":"2.0","planned_values":{}}`, 0, `"2.0" is not supported`},
		{"no version", `{}`, 0, "no format_version"},
		{"raw state", `{"version":4,"lineage":"x"}`, 0, "raw state file"},
		{"log", `{"@level":"info"}` + "\n" + `{"@level":"info"}`, 0, "log of terraform plan -json"},
		{"UTF-16", "\xff\xfe{\x00", 0, "UTF-16"},
		{"UTF-8", "{\"a\":\"\xff\"}", 6, "UTF-8"},
		{"UTF-8 after a mark", "\ufeff{\"a\":\"\xff\"}", 9, "UTF-8"},
		{"escape in a name", `{"\u001b[31m":[1}`, 16, `at /\x1b[31m`},
		{"plan beside a version", `{"plan":{"format_version":"1.2"},"format_version":"1.2"}`, 49, "plan inside a plan"},
		{"two changes of one address", twice(`"address":"a.b"`), 125, "a second change of a.b at /resource_changes/1"},
		{"no address", twice(`"mode":"managed"`), 85, "expected an address, a type and a change at /resource_changes/0"},
		{"plan in plan", `{"format_version":"1.2","plan":{}}`, 30, "plan inside a plan"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := plan.Read(strings.NewReader(tt.text), "plan.json", plan.Options{})
			var e *plan.Error
			if !errors.As(err, &e) {
				t.Fatalf("got %v, want an *Error", err)
			}
			if e.Offset != tt.offset || !strings.Contains(e.Reason, tt.reason) || e.Path != "plan.json" {
				t.Errorf("got %v, want byte %d and %q", e, tt.offset, tt.reason)
			}
		})
	}
}

func TestBinaryPlanIsNamed(t *testing.T) {
	_, err := plan.Read(strings.NewReader("PK\x03\x04rest"), "p", plan.Options{})
	if !errors.Is(err, plan.ErrBinary) || !strings.Contains(err.Error(), "terraform show -json") {
		t.Fatalf("got %v", err)
	}
}

// What stands beside the plan in HCP's envelope neither changes the plan nor its digest.
func TestEnvelopeChangesNothing(t *testing.T) {
	const inner = `{"format_version":"1.2","planned_values":{},"resource_changes":[{"address":"a.b","type":"a","change":{"actions":["create"]}}]}`
	bare := read(t, inner, plan.Options{})
	for _, text := range []string{
		`{"plan":` + inner + `,"run":{"id":"run-1"},"resource_changes":[],"complete":false,"errored":true}`,
		`{"resource_changes":[],"complete":false,"run":{"id":"run-2"},"plan":` + inner + `}`,
	} {
		wrapped := read(t, text, plan.Options{})
		if diff := cmp.Diff(bare.Document, wrapped.Document); diff != "" || !wrapped.Complete || wrapped.Errored {
			t.Errorf("%s reads as another plan:\n%s", text, diff)
		}
		if wrapped.ContentSHA256 != bare.ContentSHA256 {
			t.Errorf("%s has the content digest %s, want the plan's own %s", text, wrapped.ContentSHA256, bare.ContentSHA256)
		}
	}
}

// An empty text hides nothing: taken out, it would look like a secret that is there.
func TestEmptyTextsStay(t *testing.T) {
	const text = `{"format_version":"1.2","resource_changes":[{"address":"a.b","type":"a","change":{"actions":["no-op"],
		"before":{"x":"","y":["","a secret"]},"after":{"x":"","y":["","a secret"]},"after_unknown":{},
		"before_sensitive":{"x":true,"y":[true,true]},"after_sensitive":{"x":true,"y":[true,true]}}}],
		"prior_state":{"values":{"root_module":{"resources":[{"address":"a.b","type":"a","values":{"x":"","z":"plain"},"sensitive_values":{"x":true}}]}}}}`
	doc := read(t, text, plan.Options{}).Document
	marks := map[string]any{"x": true, "y": []any{true, true}}
	left := map[string]any{"x": "", "y": []any{"", nil}}
	want := map[string]any{
		"actions": []any{"no-op"}, "before": left, "after": left, "after_unknown": map[string]any{"y": []any{false, true}},
		"before_sensitive": marks, "after_sensitive": marks, plan.Mark: []any{"/before/y/1", "/after/y/1"},
	}
	if diff := cmp.Diff(want, doc["resource_changes"].([]any)[0].(map[string]any)["change"]); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	prior := doc["prior_state"].(map[string]any)["values"].(map[string]any)["root_module"].(map[string]any)["resources"]
	kept := []any{map[string]any{
		"address": "a.b", "type": "a", "values": map[string]any{"x": "", "z": "plain"}, "sensitive_values": map[string]any{"x": true},
	}}
	if diff := cmp.Diff(kept, prior); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// A state has no after_unknown: what is taken out of it is known by its mark, a copy too, and a resource marked whole.
func TestStateKeepsItsMarks(t *testing.T) {
	const text = `{"format_version":"1.0","values":{"root_module":{"resources":[
		{"address":"a.b","type":"a","values":{"x":"a secret value","y":"a secret value","z":"plain"},"sensitive_values":{"x":true}},
		{"address":"a.c","type":"a","values":{"policy":"another secret"},"sensitive_values":true}]}}}`
	doc := read(t, text, plan.Options{}).Document
	got := doc["values"].(map[string]any)["root_module"].(map[string]any)["resources"]
	want := []any{
		map[string]any{
			"address": "a.b", "type": "a", "values": map[string]any{"z": "plain"},
			"sensitive_values": map[string]any{"x": true, "y": true}, plan.Mark: []any{"/values/x", "/values/y"},
		},
		map[string]any{
			"address": "a.c", "type": "a", "values": map[string]any{},
			"sensitive_values": map[string]any{"policy": true}, plan.Mark: []any{"/values/policy"},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
