package finding_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/keywright/terraform-provider-keywright/internal/finding"
)

func TestVerdict(t *testing.T) {
	for _, c := range []struct {
		name string
		s    finding.Summary
		want string
	}{
		{"all pass", finding.Summary{Rules: 14, Keys: 1, Pass: 10}, "passed: 10 pass (1 key, 14 rules)"},
		{"pass and not assessed", finding.Summary{Rules: 14, Keys: 2, Pass: 10, NotAssessed: 4}, "passed: 10 pass, 4 not assessed (2 keys, 14 rules)"},
		{"nothing", finding.Summary{Rules: 14}, "not judged: no rule found anything to judge (0 keys, 14 rules)"},
		{"only not assessed", finding.Summary{Rules: 14, Keys: 1, NotAssessed: 3}, "not judged: no rule found anything to judge, 3 not assessed (1 key, 14 rules)"},
		{"no key", finding.Summary{Rules: 14, Pass: 2, NotAssessed: 1}, "not blocked: no key was recognised, 2 pass, 1 not assessed (0 keys, 14 rules)"},
		{"only excepted", finding.Summary{Rules: 1, Keys: 1, Excepted: 1}, "not blocked: 1 excepted (1 key, 1 rule)"},
		{"a low fail", finding.Summary{Rules: 14, Keys: 1, Pass: 9, Fail: 1}, "not blocked: 1 fail, 9 pass (1 key, 14 rules)"},
		{"undetermined as a warning", finding.Summary{Rules: 14, Keys: 1, Pass: 9, Undetermined: 1}, "not blocked: 1 undetermined, 9 pass (1 key, 14 rules)"},
		{"blocked by what is missing", finding.Summary{Rules: 14, NotAssessed: 2, Blocked: true}, "blocked: 2 not assessed (0 keys, 14 rules)"},
		{"blocked with no count", finding.Summary{Blocked: true}, "blocked: nothing counted (0 keys, 0 rules)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.s.Verdict(); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestMissing(t *testing.T) {
	r := finding.Result{
		Summary: finding.Summary{NotAssessed: 8},
		Findings: []finding.Finding{
			{Rule: "SEP-02", Outcome: finding.NotAssessed, Scope: finding.ScopeEstate},
			{Rule: "CHG-04", Outcome: finding.NotAssessed, Scope: finding.ScopeChange},
			{Rule: "CHG-01", Outcome: finding.NotAssessed, Scope: finding.ScopeChange},
			{Rule: "CHG-04", Outcome: finding.NotAssessed, Scope: finding.ScopeChange},
			{Rule: "ACC-01", Outcome: finding.Fail, Scope: finding.ScopeKey},
			{Rule: "ROT-04", Outcome: finding.NotAssessed, Scope: finding.ScopeKey, Message: "The last rotation of a is not known."},
			{Rule: "ROT-04", Outcome: finding.NotAssessed, Scope: finding.ScopeKey, Message: "The last rotation of b is not known."},
			{Rule: "KEY-14", Outcome: finding.NotAssessed, Scope: finding.ScopeKey, Message: "No record was given."},
		},
	}
	want := []finding.MissingInput{
		{Input: "No record was given", Rules: []string{"KEY-14"}, Count: 1},
		{Input: "approvals", Rules: []string{"CHG-01", "CHG-04"}, Count: 3},
		{Input: "something that the inputs do not hold", Rules: []string{"ROT-04"}, Count: 2},
		{Input: "the whole estate (the profile says estate { complete = true })", Rules: []string{"SEP-02"}, Count: 1},
		{Input: "inputs that the findings do not name", Count: 1},
	}
	if diff := cmp.Diff(want, r.Missing()); diff != "" {
		t.Error(diff)
	}
}
