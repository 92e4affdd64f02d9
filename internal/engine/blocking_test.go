package engine_test

import (
	"strings"
	"testing"

	"github.com/keywright/terraform-provider-keywright/internal/engine"
	"github.com/keywright/terraform-provider-keywright/internal/finding"
	"github.com/keywright/terraform-provider-keywright/internal/profile"
)

func parseProfile(t *testing.T, text string) *profile.Profile {
	t.Helper()
	p, err := profile.Parse([]byte(text), "keywright.hcl")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

const admins = `
role "key-admin" {
  principals = ["arn:aws:iam::123456789012:role/key-admin"]
}
`

func exception(rule, scope, starts, ends string) string {
	return `
exception "e" {
  system                = "Drop"
  classification        = "internal"
  rules                 = ["` + rule + `"]
  scope                 = ["` + scope + `"]
  reason                = "the old key goes in spring"
  risk                  = "low"
  compensating_controls = ["alarm"]
  approved_by           = "ciso"
  starts                = "` + starts + `"
  ends                  = "` + ends + `"
  reviewed              = "` + starts + `"
}
`
}

// What blocks, by fixture, profile and options.
func TestBlocking(t *testing.T) {
	const internalKey = `
key "aws_kms_key.database" {
  classification = "internal"
}
`
	for name, c := range map[string]struct {
		fixture, profile string
		options          engine.Options
		rule             string
		outcome          finding.Outcome
		blocked          bool
	}{
		"a failure of the rule's severity":  {fixture: "key-08-seven-days", rule: "KEY-08", outcome: finding.Fail, blocked: true},
		"a failure below fail_on":           {fixture: "key-08-seven-days", options: engine.Options{FailOn: finding.Critical}, rule: "KEY-08", outcome: finding.Fail},
		"the profile's fail_on":             {fixture: "key-08-seven-days", profile: `policy { fail_on = "critical" }`, rule: "KEY-08", outcome: finding.Fail},
		"the profile's severity":            {fixture: "key-08-seven-days", profile: "rule \"KEY-08\" {\n severity = \"low\"\n reason = \"x\"\n}", rule: "KEY-08", outcome: finding.Fail},
		"undetermined of a restricted key":  {fixture: "undetermined-region", rule: "REG-01", outcome: finding.Undetermined, blocked: true},
		"undetermined, only warned of":      {fixture: "undetermined-region", options: engine.Options{Undetermined: "warn"}, rule: "REG-01", outcome: finding.Undetermined},
		"an errored plan":                   {fixture: "plan-errored", options: engine.Options{Undetermined: "warn"}, rule: "PLAN-01", outcome: finding.Undetermined, blocked: true},
		"a plan with -target":               {fixture: "plan-targeted", options: engine.Options{Undetermined: "warn"}, rule: "PLAN-02", outcome: finding.Undetermined, blocked: true},
		"nothing recognised":                {fixture: "plan-nothing-recognised", rule: "PLAN-03", outcome: finding.Undetermined},
		"nothing recognised, keys required": {fixture: "plan-nothing-recognised", options: engine.Options{Require: []string{"keys"}}, rule: "PLAN-03", outcome: finding.Undetermined, blocked: true},
		"the estate, required":              {fixture: "good-key", options: engine.Options{Require: []string{"estate"}, All: true}, rule: "SEP-02", outcome: finding.NotAssessed, blocked: true},
		"an entry of the national-ID key":   {fixture: "sep-01-shared-field", rule: "SEP-01", outcome: finding.Fail, blocked: true},
		"an entry of the key for pii":       {fixture: "sep-02-shared-field", rule: "SEP-02", outcome: finding.Fail, blocked: true},
		"a class that the profile gives":    {fixture: "key-04-no-tags", profile: internalKey, options: engine.Options{Rules: []string{"KEY-04"}}, rule: "KEY-04", outcome: finding.Fail},
		"a class below the domain's":        {fixture: "key-04-class-below-domain", options: engine.Options{Rules: []string{"KEY-08"}}, rule: "KEY-08", outcome: finding.Fail, blocked: true},
		"an exception of a class too low":   {fixture: "key-04-class-below-domain", profile: exception("KEY-08", "aws_kms_key.database", "2026-11-01", "2027-10-31"), rule: "KEY-08", outcome: finding.Fail, blocked: true},
		"an exception of a class misspelt":  {fixture: "key-04-class-spelling", profile: exception("KEY-04", "aws_kms_key.database", "2026-11-01", "2027-10-31"), rule: "KEY-04", outcome: finding.Fail, blocked: true},
		"an exception of a restricted key":  {fixture: "rot-01-off", profile: exception("ROT-01", "aws_kms_key.database", "2026-11-01", "2027-10-31"), rule: "ROT-01", outcome: finding.Fail, blocked: true},
	} {
		t.Run(name, func(t *testing.T) {
			r := check(t, c.options, parseProfile(t, admins+c.profile), fixture(t, c.fixture)).Result
			if got := outcomeOf(&r, c.rule); got != c.outcome || r.Summary.Blocked != c.blocked {
				t.Errorf("%s is %q, blocked %t; want %q, blocked %t:\n%s", c.rule, got, r.Summary.Blocked, c.outcome, c.blocked, lines(&r))
			}
		})
	}
}

func outcomeOf(r *finding.Result, rule string) finding.Outcome {
	var out finding.Outcome
	for _, f := range r.Findings {
		if f.Rule == rule && f.Outcome != finding.Pass {
			out = f.Outcome
		}
	}
	return out
}

// An exception covers its rule on its keys in its time, and nothing restricted.
func TestExceptions(t *testing.T) {
	const unowned = "key-04-no-tags"
	const class = "internal"
	for name, c := range map[string]struct {
		profile string
		class   string
		want    finding.Outcome
	}{
		"in force, by alias":   {exception("KEY-04", "drop-db-master-key", "2026-11-01", "2027-10-31"), class, finding.Excepted},
		"in force, by address": {exception("KEY-04", "aws_kms_key.database", "2026-11-01", "2027-10-31"), class, finding.Excepted},
		"on its last day":      {exception("KEY-04", "aws_kms_key.database", "2026-11-01", "2026-11-21"), class, finding.Excepted},
		"over since yesterday": {exception("KEY-04", "aws_kms_key.database", "2026-11-01", "2026-11-20"), class, finding.Fail},
		"for two years":        {exception("KEY-04", "aws_kms_key.database", "2026-11-01", "2028-10-31"), class, finding.Fail},
		"two years, the board": {strings.Replace(exception("KEY-04", "aws_kms_key.database", "2026-11-01", "2028-10-31"), `"ciso"`, `"board"`, 1), class, finding.Excepted},
		"not begun":            {exception("KEY-04", "aws_kms_key.database", "2026-11-22", "2027-10-31"), class, finding.Fail},
		"of another key":       {exception("KEY-04", "aws_kms_key.kyc", "2026-11-01", "2027-10-31"), class, finding.Fail},
		"of another rule":      {exception("KEY-01", "aws_kms_key.database", "2026-11-01", "2027-10-31"), class, finding.Fail},
		"of a restricted key":  {exception("KEY-04", "aws_kms_key.database", "2026-11-01", "2027-10-31"), "restricted", finding.Fail},
		"of a key whose class is below its domain's": {
			exception("KEY-04", "aws_kms_key.database", "2026-11-01", "2027-10-31") + "\ndomain \"database\" {\n classification = \"confidential\"\n}\nkey \"aws_kms_key.database\" {\n purpose = \"database\"\n}\n",
			class, finding.Fail,
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := check(t, engine.Options{}, parseProfile(t, admins+c.profile+classified(c.class)), fixture(t, unowned)).Result
			if got := outcomeOf(&r, "KEY-04"); got != c.want {
				t.Errorf("KEY-04 is %q; want %q:\n%s", got, c.want, lines(&r))
			}
		})
	}
}

// classified is a key block that gives the key of these fixtures a class, and leaves it without an owner.
func classified(class string) string {
	return "\nkey \"drop-db-master-key\" {\n  classification = \"" + class + "\"\n}\n"
}

// A rule that does not exist is a mistake of whoever asks, not a rule that passes.
func TestUnknownRuleIsAnError(t *testing.T) {
	_, err := newEngine(t).Check(t.Context(), nil, profile.Builtin(), nil, engine.Options{Rules: []string{"ACC-99"}})
	if err == nil {
		t.Error("ACC-99 was judged")
	}
}

// Neither a choice of rules nor a profile takes out the rules about the input as a whole.
func TestPlanRulesAlwaysJudge(t *testing.T) {
	r := check(t, engine.Options{Rules: []string{"REG-02"}}, profile.Builtin(), fixture(t, "plan-errored")).Result
	if got := outcomeOf(&r, "PLAN-01"); got != finding.Undetermined || !r.Summary.Blocked {
		t.Errorf("PLAN-01 is %q, blocked %t", got, r.Summary.Blocked)
	}
	off := parseProfile(t, "rule \"PLAN-01\" {\n enabled = false\n reason = \"x\"\n}")
	if _, err := newEngine(t).Check(t.Context(), nil, off, nil, engine.Options{}); err == nil {
		t.Error("a profile switched PLAN-01 off")
	}
}

// The part of a rule that needs the whole estate says so, whatever it finds.
func TestEstatePartHasItsScope(t *testing.T) {
	whole := parseProfile(t, "policy {\n estate {\n complete = true\n }\n}")
	seen := map[finding.Outcome]bool{}
	r := check(t, engine.Options{All: true, Require: []string{"estate"}}, whole, fixture(t, "drop-stock")).Result
	for _, f := range r.Findings {
		if f.Attribute == "estate" {
			seen[f.Outcome] = true
			if f.Scope != finding.ScopeEstate {
				t.Errorf("%s %s %s has the scope %s", f.Rule, f.Outcome, f.Address, f.Scope)
			}
		}
	}
	if !seen[finding.Pass] || !seen[finding.Fail] || !r.Summary.Blocked {
		t.Errorf("this shows too little: %v, blocked %t", seen, r.Summary.Blocked)
	}
}
