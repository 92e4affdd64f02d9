package plan_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/keywright/terraform-provider-keywright/internal/plan"
)

// FuzzRead holds the reader to this of any text: it does not panic, a refusal says where, and what was read reads the
// same again. The seeds are in testdata/fuzz/FuzzRead.
func FuzzRead(f *testing.F) {
	f.Fuzz(func(t *testing.T, text string) {
		o := plan.Options{MaxBytes: 1 << 20, MaxDepth: 64}
		in, err := plan.Read(strings.NewReader(text), "fuzz", o)
		if err != nil {
			var e *plan.Error
			if !errors.As(err, &e) || e.Offset < 0 || e.Offset > int64(len(text)) || e.Reason == "" {
				t.Fatalf("%d bytes refused with %v", len(text), err)
			}
			return
		}
		again, err := json.Marshal(in.Document)
		if err != nil {
			t.Fatal(err)
		}
		second, err := plan.Read(strings.NewReader(string(again)), "fuzz", o)
		if err != nil {
			t.Fatalf("%s reads as %s and then is refused: %v", text, again, err)
		}
		if diff := cmp.Diff(in.Document, second.Document); diff != "" {
			t.Fatalf("%s reads as two documents:\n%s", text, diff)
		}
	})
}

// A fuzz test without seeds runs nothing.
func TestFuzzSeedsAreThere(t *testing.T) {
	seeds, err := os.ReadDir(filepath.Join("testdata", "fuzz", "FuzzRead"))
	if err != nil || len(seeds) < 10 {
		t.Errorf("%d seeds, %v", len(seeds), err)
	}
}

// What is too much is refused, whatever it is.
func TestBounds(t *testing.T) {
	deep := `{"format_version":"1.0","values":` + strings.Repeat("[", 5000) + strings.Repeat("]", 5000) + `}`
	deepResource := `{"format_version":"1.2","resource_changes":[{"type":"t","change":{"after":` +
		strings.Repeat(`{"a":`, 600) + "1" + strings.Repeat("}", 600) + `}}]}`
	long := `{"format_version":"1.0","x":"` + strings.Repeat("x", 1000) + `"}`
	tests := []struct {
		name, text, reason string
		o                  plan.Options
	}{
		{"depth of a member", strings.ReplaceAll(deep, "values", "other"), "nested more than 512 deep", plan.Options{}},
		{"depth of a resource", deepResource, "nested more than 512 deep", plan.Options{}},
		{"depth of a pruned resource", deepResource, "nested more than 512 deep", plan.Options{ReadSet: &plan.ReadSet{}}},
		{"depth beyond the decoder", `{"format_version":"1.0","resource_changes":` + strings.Repeat("[", 20_000), "exceeded max depth", plan.Options{}},
		{"a long name", `{"format_version":"1.0","` + strings.Repeat("ø", 5000) + `":[1e999999999]}`, "a number too long or too large", plan.Options{}},
		{"depth as asked", `{"format_version":"1.0","x":[[[]]]}`, "nested more than 3 deep", plan.Options{MaxDepth: 3}},
		{"digits", `{"format_version":"1.0","x":` + strings.Repeat("9", 2000) + `}`, "a number too long or too large at /x", plan.Options{}},
		{"exponent", `{"format_version":"1.0","x":[1e999999999]}`, "a number too long or too large at /x/0", plan.Options{}},
		{"length", long, "longer than 100 bytes", plan.Options{MaxBytes: 100}},
		{"length of blanks", long + strings.Repeat(" ", 1<<20), "longer than 2000 bytes", plan.Options{MaxBytes: 2000}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := plan.Read(strings.NewReader(tt.text), "p", tt.o)
			if err == nil || !strings.Contains(err.Error(), tt.reason) {
				t.Fatalf("got %v, want %q", err, tt.reason)
			}
			if len(err.Error()) > 400 {
				t.Errorf("an error of %d bytes: its place is not cut", len(err.Error()))
			}
		})
	}
}
