package cli_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/keywright/terraform-provider-keywright/internal/engine"
	"github.com/keywright/terraform-provider-keywright/internal/report"
)

// rulePages is where each rule is explained for readers.
var rulePages = filepath.Join("..", "..", "docs", "rules")

// TestRulePagesAreCurrent holds docs/rules to be what the rules say of themselves, a page each, an index, and no more.
func TestRulePagesAreCurrent(t *testing.T) {
	e, err := engine.New(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	pages := report.RulePages(e.Rules())
	if len(pages) != len(e.Rules())+1 || len(pages) < 30 {
		t.Fatalf("%d pages for %d rules", len(pages), len(e.Rules()))
	}
	if *update {
		if err := os.MkdirAll(rulePages, 0o750); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range pages {
		path := filepath.Join(rulePages, name)
		if *update {
			if err := os.WriteFile(path, []byte(want), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		have, err := os.ReadFile(path)
		if err != nil {
			t.Errorf("%v (run make generate)", err)
			continue
		}
		if diff := cmp.Diff(want, string(have)); diff != "" {
			t.Errorf("%s is stale (run make generate):\n%s", path, diff)
		}
	}
	entries, err := os.ReadDir(rulePages)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if _, ok := pages[entry.Name()]; ok {
			continue
		}
		if *update {
			if err := os.Remove(filepath.Join(rulePages, entry.Name())); err != nil {
				t.Fatal(err)
			}
			continue
		}
		t.Errorf("%s is about a rule that there is not", entry.Name())
	}
}

// Whatever the documents say in an order of their own is in it.
func TestRulePagesAreInOrder(t *testing.T) {
	e, err := engine.New(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	shuffled := e.Rules()
	slices.Reverse(shuffled)
	if diff := cmp.Diff(report.RulePages(e.Rules()), report.RulePages(shuffled)); diff != "" {
		t.Error(diff)
	}
}
