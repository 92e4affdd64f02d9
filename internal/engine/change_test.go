package engine_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/keywright/terraform-provider-keywright/internal/engine"
	"github.com/keywright/terraform-provider-keywright/internal/finding"
	"github.com/keywright/terraform-provider-keywright/internal/plan"
	"github.com/keywright/terraform-provider-keywright/internal/profile"
)

// Whoever ends a key is stopped, whatever else the change does and whatever words the profile has for it.
func TestEndedKeysBlock(t *testing.T) {
	for name, rule := range map[string]string{
		"change-destroyed":           "CHG-02",
		"change-destroy-all":         "CHG-02",
		"change-replaced":            "CHG-05",
		"change-replaced-by-request": "CHG-05",
		"change-forgotten":           "CHG-05",
	} {
		t.Run(name, func(t *testing.T) {
			r := check(t, engine.Options{Undetermined: "warn", All: true}, profile.Builtin(), fixture(t, name)).Result
			if got := outcomeOf(&r, rule); got != finding.Fail || !strings.HasPrefix(r.Summary.Verdict(), "blocked:") {
				t.Errorf("%s is %q, the verdict %q", rule, got, r.Summary.Verdict())
			}
			for _, f := range r.Findings {
				if f.Address == "aws_kms_key.database" && f.Outcome == finding.Pass && !strings.HasPrefix(name, "change-replaced") {
					t.Errorf("%s passes a key that is gone", f.Rule)
				}
				if f.Scope == finding.ScopeChange && f.Outcome == finding.NotAssessed && awaitsApprovals[f.Rule] == nil {
					t.Errorf("%s is not assessed", f.Rule)
				}
			}
		})
	}
}

// With the rule switched off, as the finding advises, nothing is left to judge: that is no pass either.
func TestOnlyDestroyingNeverPasses(t *testing.T) {
	off := parseProfile(t, "rule \"CHG-02\" {\n enabled = false\n reason = \"reviewed\"\n}")
	r := check(t, engine.Options{}, off, fixture(t, "change-destroy-all")).Result
	if verdict := r.Summary.Verdict(); strings.HasPrefix(verdict, "passed") || r.Summary.Pass > 0 {
		t.Errorf("the verdict is %q", verdict)
	}
}

// What happens to keys needs approval, not an exception, even where the key's class allows one.
func TestNoExceptionCoversAChange(t *testing.T) {
	in := fixture(t, "change-destroyed")
	database := changeOf(t, in, "aws_kms_key.database")
	for _, tags := range []string{"tags", "tags_all"} {
		if values, ok := database["change"].(map[string]any)["before"].(map[string]any)[tags].(map[string]any); ok {
			values["DataClassification"] = "internal"
		}
	}
	r := check(t, engine.Options{}, parseProfile(t, exception("CHG-02", "aws_kms_key.database", "2026-11-01", "2027-10-31")), in).Result
	if got := outcomeOf(&r, "CHG-02"); got != finding.Fail || !r.Summary.Blocked {
		t.Errorf("CHG-02 is %q, blocked %t", got, r.Summary.Blocked)
	}
}

// The remains of a replacement that was not finished are a key.
func TestDeposedKeysCount(t *testing.T) {
	in := fixture(t, "change-none")
	changes := in.Document["resource_changes"].([]any)
	current := changeOf(t, in, "aws_kms_key.database")
	deposed := maps.Clone(current)
	deposed["deposed"] = "0a1b2c3d"
	deposed["change"] = map[string]any{"actions": []any{"delete"}, "before": current["change"].(map[string]any)["before"], "after": nil}
	in.Document["resource_changes"] = append(slices.Clone(changes), deposed)
	r := check(t, engine.Options{All: true}, readProfile(t, "testdata/profile.hcl"), in).Result
	want := "aws_kms_key.database (deposed 0a1b2c3d)"
	for _, f := range r.Findings {
		if (f.Address == want) != (f.Outcome == finding.Fail) && f.Outcome != finding.NotAssessed {
			t.Errorf("%s %s %s", f.Rule, f.Outcome, f.Address)
		}
	}
	if got := outcomeOf(&r, "CHG-02"); got == "" || !r.Summary.Blocked || r.Summary.Keys != 1 {
		t.Errorf("CHG-02 is %q, %d keys, blocked %t", got, r.Summary.Keys, r.Summary.Blocked)
	}
}

// Of several plans, each is judged for what it changes, under its name.
func TestSeveralPlansEndKeysUnderTheirNames(t *testing.T) {
	r := check(t, engine.Options{}, profile.Builtin(), fixture(t, "change-destroyed"), fixture(t, "change-forgotten")).Result
	for rule, address := range map[string]string{"CHG-02": "change-destroyed:aws_kms_key.database", "CHG-05": "change-forgotten:aws_kms_key.database"} {
		if !slices.ContainsFunc(r.Findings, func(f finding.Finding) bool {
			return f.Rule == rule && f.Address == address && f.Outcome == finding.Fail
		}) {
			t.Errorf("%s does not fail at %s:\n%s", rule, address, lines(&r))
		}
	}
}

func changeOf(t *testing.T, in *plan.Input, address string) map[string]any {
	t.Helper()
	for _, raw := range in.Document["resource_changes"].([]any) {
		if change := raw.(map[string]any); change["address"] == address {
			return change
		}
	}
	t.Fatalf("%s changes nothing at %s", in.Path, address)
	return nil
}

// awaitsApprovals are the rules about changes that only approvals could judge, with plans that need them and at which
// address.
var awaitsApprovals = map[string]map[string]string{
	"CHG-01": {"good-key": "aws_kms_key.database", "keywright-good-key": "keywright_key.database"},
	"CHG-03": {"change-alias-repointed": "aws_kms_key.tokens_next", "keywright-change-rotates-now": "keywright_key.database"},
	"CHG-04": {"change-capability-gained": "aws_kms_key.database", "change-grant-made": "aws_kms_key.database", "change-policy-widened": "aws_kms_key.database"},
	"CHG-06": {"change-disabled": "aws_kms_key.database", "keywright-change-disabled": "keywright_key.database"},
	"CHG-09": {"change-secret-renewed": "aws_secretsmanager_secret.jwt"},
}

// Without approvals they are not assessed, and fail where the profile requires approvals; asked for by an option, they
// block all the same.
func TestChangesAwaitApprovals(t *testing.T) {
	requiring := parseProfile(t, admins+"policy {\n require = [\"approvals\"]\n}\n")
	for rule, plans := range awaitsApprovals {
		for name, address := range plans {
			t.Run(rule+" "+name, func(t *testing.T) {
				for _, c := range []struct {
					profile *profile.Profile
					require []string
					want    finding.Outcome
					blocks  bool
				}{
					{parseProfile(t, admins), nil, finding.NotAssessed, false},
					{parseProfile(t, admins), []string{"approvals"}, finding.NotAssessed, true},
					{requiring, nil, finding.Fail, rule != "CHG-09"}, // whose severity is below what blocks
				} {
					r := check(t, engine.Options{All: true, Require: c.require}, c.profile, fixture(t, name)).Result
					found := slices.IndexFunc(r.Findings, func(f finding.Finding) bool { return f.Rule == rule && f.Address == address })
					if found < 0 {
						t.Fatalf("%s says nothing of %s:\n%s", rule, address, lines(&r))
					}
					if f := r.Findings[found]; f.Outcome != c.want || f.Blocks != c.blocks || f.Message == "" {
						t.Errorf("%s is %s and blocks: %t; want %s, %t: %s", rule, f.Outcome, f.Blocks, c.want, c.blocks, f.Message)
					}
				}
			})
		}
	}
}

// What a change does not do, no rule about it says.
func TestChangesThatGiveNothing(t *testing.T) {
	requiring := parseProfile(t, admins+"policy {\n require = [\"approvals\"]\n}\n")
	for name, rules := range map[string][]string{
		"change-capability-lost": {"CHG-01", "CHG-03", "CHG-04", "CHG-06", "CHG-07", "ROT-06"},
		"change-none":            {"CHG-01", "CHG-03", "CHG-04", "CHG-06", "CHG-07", "ROT-06"},
		"change-moved":           {"CHG-01", "CHG-03", "CHG-04", "CHG-06", "CHG-07", "ROT-06"},
		"change-imported":        {"CHG-01", "CHG-03", "CHG-06", "CHG-07", "ROT-06"},
		"change-disabled":        {"CHG-01", "CHG-03", "CHG-04", "CHG-07", "ROT-06"},
	} {
		t.Run(name, func(t *testing.T) {
			r := check(t, engine.Options{All: true}, requiring, fixture(t, name)).Result
			for _, f := range r.Findings {
				if slices.Contains(rules, f.Rule) && f.Outcome != finding.Pass {
					t.Errorf("%s is %s at %s: %s", f.Rule, f.Outcome, f.Address, f.Message)
				}
			}
		})
	}
}
