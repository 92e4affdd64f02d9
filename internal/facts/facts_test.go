package facts_test

import (
	"testing"
	"time"

	"github.com/keywright/terraform-provider-keywright/internal/facts"
)

func TestNowIsInUTC(t *testing.T) {
	now := time.Date(2026, 11, 21, 1, 0, 0, 0, time.FixedZone("CET", 3600))
	f, err := facts.Build(nil, facts.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	if f["now"] != "2026-11-21T00:00:00Z" {
		t.Errorf("now is %v", f["now"])
	}
}
