package engine_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/keywright/terraform-provider-keywright/internal/engine"
	"github.com/keywright/terraform-provider-keywright/internal/facts"
	"github.com/keywright/terraform-provider-keywright/internal/finding"
	"github.com/keywright/terraform-provider-keywright/internal/plan"
)

// exceptionRules are shown here and not in the golden file: what they judge is in the profile, not in the plan.
var exceptionRules = []string{"EXC-01", "EXC-02", "EXC-03", "EXC-04", "EXC-05", "EXC-06", "EXC-07"}

// unowned is a plan of a key that breaks KEY-04, for which an exception may be made where its class is not restricted.
const unowned = "key-04-no-tags"

// What the rules say of an exception, and whether it excuses.
func TestExceptionRules(t *testing.T) {
	good := exception("KEY-04", "drop-db-master-key", "2026-11-01", "2027-10-31")
	swap := func(old, replacement string) string { return strings.Replace(good, old, replacement, 1) }
	for name, c := range map[string]struct {
		profile string
		class   string
		want    map[string]finding.Outcome // what does not pass
		excuses bool
	}{
		"good":                       {profile: good, excuses: true},
		"by the alias with prefix":   {profile: swap(`"drop-db`, `"alias/drop-db`), excuses: true},
		"past":                       {profile: swap("2027-10-31", "2026-11-20"), want: map[string]finding.Outcome{"EXC-01": finding.Fail}},
		"too long":                   {profile: swap("2027-10-31", "2027-11-02"), want: map[string]finding.Outcome{"EXC-02": finding.Fail, "EXC-06": finding.Undetermined}},
		"never reviewed":             {profile: strings.ReplaceAll(swap("2027-10-31", "2027-01-31"), "2026-11-01", "2026-02-01"), want: map[string]finding.Outcome{"EXC-05": finding.Fail}, excuses: true},
		"rests on what is elsewhere": {profile: swap(`["alarm"]`, `["Secrets Manager"]`), want: map[string]finding.Outcome{"EXC-07": finding.NotAssessed}, excuses: true},
		"rests on what is not there": {profile: swap(`["alarm"]`, `["Secrets Manager"]`) + "policy {\n estate {\n complete = true\n }\n}\n", want: map[string]finding.Outcome{"EXC-07": finding.Fail}, excuses: true},
		"until an event":             {profile: swap(`ends                  = "2027-10-31"`, `ends_with = "phase 2"`), excuses: true},
		"no compensating control":    {profile: swap(`["alarm"]`, `[]`), want: map[string]finding.Outcome{"EXC-03": finding.Fail, "EXC-06": finding.Undetermined}},
		"approved by another team":   {profile: swap(`"ciso"`, `"system-owner"`), want: map[string]finding.Outcome{"EXC-03": finding.Fail, "EXC-06": finding.Undetermined}},
		"for restricted data":        {profile: swap(`"internal"`, `"restricted"`), want: map[string]finding.Outcome{"EXC-04": finding.Fail}},
		"of a restricted key":        {profile: good, class: "restricted", want: map[string]finding.Outcome{"EXC-04": finding.Fail, "EXC-06": finding.Undetermined}},
		"of a rule that holds":       {profile: swap("KEY-04", "KEY-01"), want: map[string]finding.Outcome{"EXC-06": finding.Fail}},
		"of a key that is elsewhere": {profile: swap("drop-db-master-key", "JWT_SECRET"), want: map[string]finding.Outcome{"EXC-06": finding.NotAssessed}},
		"of a rule that is not here": {profile: swap("KEY-04", "ENC-99"), want: map[string]finding.Outcome{"EXC-06": finding.NotAssessed}},
		"not begun":                  {profile: strings.ReplaceAll(good, "2026-11-01", "2026-11-22")},
	} {
		t.Run(name, func(t *testing.T) {
			class := c.class
			if class == "" {
				class = "internal"
			}
			r := check(t, engine.Options{All: true}, parseProfile(t, admins+c.profile+classified(class)), fixture(t, unowned)).Result
			for _, rule := range exceptionRules {
				want := c.want[rule]
				if got := outcomeOf(&r, rule); got != want {
					t.Errorf("%s is %q, want %q", rule, got, want)
				}
			}
			if got := outcomeOf(&r, "KEY-04") == finding.Excepted; got != c.excuses {
				t.Errorf("it excuses: %t, want %t", got, c.excuses)
			}
		})
	}
}

// What keeps the public out of a bucket is a compensating control that a plan shows.
func TestExceptionThatRestsOnABucket(t *testing.T) {
	for scope, want := range map[string]finding.Outcome{
		"aws_s3_bucket.closed": "",
		"aws_s3_bucket.half":   finding.Undetermined,
		"aws_s3_bucket.bare":   finding.Undetermined,
	} {
		profile := strings.Replace(exception("ENC-01", scope, "2026-11-01", "2027-10-31"), `["alarm"]`, `["no public access"]`, 1)
		r := check(t, engine.Options{All: true}, parseProfile(t, admins+profile), fixture(t, "buckets-closed")).Result
		if got := outcomeOf(&r, "EXC-07"); got != want {
			t.Errorf("of %s EXC-07 is %q, want %q", scope, got, want)
		}
	}
}

// An exception holds to the end of its last day in UTC, for the rule that reports it as for what it excuses.
func TestExceptionsEndWithTheirLastDay(t *testing.T) {
	p := parseProfile(t, admins+exception("KEY-04", "drop-db-master-key", "2026-11-01", "2026-11-21")+classified("internal"))
	for at, excuses := range map[string]bool{
		"2026-10-31T23:59:59Z":      false,
		"2026-11-01T00:00:00Z":      true,
		"2026-11-21T23:59:59Z":      true,
		"2026-11-22T00:00:00Z":      false,
		"2026-11-22T00:30:00+01:00": true, // still the last day in UTC
		"2026-11-21T23:30:00-01:00": false,
	} {
		clock, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		in := fixture(t, unowned)
		f, err := facts.Build([]*plan.Input{in}, facts.Options{Now: clock})
		if err != nil {
			t.Fatal(err)
		}
		r, err := newEngine(t).Check(t.Context(), []*plan.Input{in}, p, f, engine.Options{Now: clock})
		if err != nil {
			t.Fatal(err)
		}
		if got := outcomeOf(&r.Result, "KEY-04") == finding.Excepted; got != excuses {
			t.Errorf("at %s it excuses: %t, want %t", at, got, excuses)
		}
		over := clock.UTC().Format(time.DateOnly) > "2026-11-21"
		if got := outcomeOf(&r.Result, "EXC-01") == finding.Fail; got != over {
			t.Errorf("at %s EXC-01 fails: %t, want %t", at, got, over)
		}
	}
}

// An exception from the rules about exceptions excuses nothing.
func TestNoExceptionFromTheRulesAboutThem(t *testing.T) {
	text := exception("KEY-04", "drop-db-master-key", "2025-11-01", "2026-10-31") +
		strings.Replace(exception("EXC-01", "exception.e", "2026-11-01", "2027-10-31"), `"e"`, `"of-it"`, 1)
	r := check(t, engine.Options{}, parseProfile(t, admins+text+classified("internal")), fixture(t, unowned)).Result
	if !slices.ContainsFunc(r.Findings, func(f finding.Finding) bool {
		return f.Rule == "EXC-01" && f.Address == "exception.e" && f.Outcome == finding.Fail && f.Blocks
	}) {
		t.Errorf("the exception that is over is let through:\n%s", lines(&r))
	}
}
