package plan_test

import (
	"errors"
	"strings"
	"testing"

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
		{"escape in a name", `{"\u001b[31m":[1}`, 14, `at /\x1b[31m`},
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
