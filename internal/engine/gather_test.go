package engine_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/keywright/terraform-provider-keywright/internal/engine"
	"github.com/keywright/terraform-provider-keywright/internal/finding"
)

// on gives the findings about one rule.
func on(r *engine.Report, rule string) finding.Finding {
	for _, f := range r.Result.Findings {
		if f.Rule == rule {
			return f
		}
	}
	return finding.Finding{}
}

func shownOf(r *engine.Report) []finding.Finding {
	return slices.DeleteFunc(slices.Clone(r.Result.Findings), func(f finding.Finding) bool { return !f.Listed() })
}

// A key that says nothing of itself has one finding for that, and not one for each rule that waits for it.
func TestWhatWaitsForKEY04StandsUnderIt(t *testing.T) {
	r := check(t, engine.Options{All: true}, parseProfile(t, admins), fixture(t, "plain-key"))
	if n := len(shownOf(r)); n > 6 {
		t.Errorf("%d findings on a plain key, want at most six:\n%s", n, lines(&r.Result))
	}
	over, under := on(r, "KEY-04"), on(r, "SEP-01")
	if over.Outcome != finding.Fail || !slices.Contains(over.Waiting, "SEP-01") {
		t.Errorf("KEY-04 is %s, and %v wait for it", over.Outcome, over.Waiting)
	}
	if under.Outcome != finding.Undetermined || under.Under != "KEY-04" || under.Blocks {
		t.Errorf("SEP-01 is %s under %q, blocks %t", under.Outcome, under.Under, under.Blocks)
	}
	if r.Result.Summary.Undetermined <= len(shownOf(r)) {
		t.Errorf("%d are counted as undetermined, although more wait", r.Result.Summary.Undetermined)
	}
}

// What would have blocked blocks by the finding that it stands under, whatever the severity of that one.
func TestWhatWaitsBlocksAllTheSame(t *testing.T) {
	restricted := parseProfile(t, admins+"policy {\n  default_classification = \"restricted\"\n}\n")
	r := check(t, engine.Options{All: true, FailOn: finding.Critical}, restricted, fixture(t, "plain-key"))
	if over := on(r, "KEY-04"); over.Severity == finding.Critical || !over.Blocks {
		t.Errorf("KEY-04 is %s and blocks: %t", over.Severity, over.Blocks)
	}
}

// Where nothing stands over them, because it is excepted or switched off, they stand for themselves.
func TestWithoutKEY04EachStandsForItself(t *testing.T) {
	for name, text := range map[string]string{
		"excepted":     admins + "policy {\n  default_classification = \"internal\"\n}\n" + exception("KEY-04", "aws_kms_key.plain", "2026-11-01", "2027-03-01"),
		"switched off": admins + "rule \"KEY-04\" {\n  enabled = false\n  reason  = \"tags come later\"\n}\n",
	} {
		t.Run(name, func(t *testing.T) {
			r := check(t, engine.Options{All: true}, parseProfile(t, text), fixture(t, "plain-key"))
			if f := on(r, "SEP-01"); f.Outcome != finding.Undetermined || f.Under != "" || !f.Listed() {
				t.Errorf("SEP-01 is %s under %q", f.Outcome, f.Under)
			}
		})
	}
}

// What is taken for granted is said once, whatever the number of keys.
func TestAssumptionsAreSaidOnce(t *testing.T) {
	said := func(name string) string {
		return strings.Join(check(t, engine.Options{}, parseProfile(t, admins), fixture(t, name)).Result.Assumptions, "\n")
	}
	for _, c := range []struct {
		fixture, words string
		times          int
	}{
		{"sep-07-apart", "SCPs", 1},
		{"sep-07-apart", "bear the identity policies", 0},
		{"identities", "bear the identity policies", 1},
		{"plan-nothing-recognised", "SCPs", 0},
	} {
		if n := strings.Count(said(c.fixture), c.words); n != c.times {
			t.Errorf("%s: %q is said %d times, want %d", c.fixture, c.words, n, c.times)
		}
	}
}
