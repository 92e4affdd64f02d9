package engine_test

import (
	"encoding/json"
	"hash/fnv"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/keywright/terraform-provider-keywright/internal/engine"
	"github.com/keywright/terraform-provider-keywright/internal/facts"
	"github.com/keywright/terraform-provider-keywright/internal/finding"
	"github.com/keywright/terraform-provider-keywright/internal/plan"
	"github.com/keywright/terraform-provider-keywright/internal/profile"
	"github.com/keywright/terraform-provider-keywright/internal/source"
)

// asDirectory judges the configuration of a fixture in place of its plan.
func asDirectory(t *testing.T, name, dir string, p *profile.Profile) *engine.Report {
	t.Helper()
	return inAccount(t, name, dir, p, "")
}

// inAccount does the same where the account is given.
func inAccount(t *testing.T, name, dir string, p *profile.Profile, account string) *engine.Report {
	t.Helper()
	e := newEngine(t)
	var settings struct{ Vars map[string]string }
	if text, err := os.ReadFile(filepath.Join("../../policies/testdata/plans", name, "case.json")); err == nil {
		if err := json.Unmarshal(text, &settings); err != nil {
			t.Fatal(err)
		}
	}
	at := clockOf(t, []*plan.Input{{Path: name}})
	cases, err := facts.Directory(t.Context(), dir, source.DirectoryOptions{Environment: settings.Vars, Account: account},
		plan.Options{ReadSet: e.ReadSet()}, facts.Options{Now: at, Principals: p.Principals()}, p.Data())
	if err != nil {
		t.Fatal(err)
	}
	r, err := e.CheckCases(t.Context(), cases, p, engine.Options{Now: at, All: true})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// differs are fixtures of which a plan holds something else than a directory can, with the reason.
var differs = map[string]string{
	"pools-wrong":               "the plan changes pools that are there, of whose keys a directory says nothing",
	"pools-new":                 "the contract of a resource that no provider makes yet does not say which members of its objects may be left out",
	"estate-pools":              "as pools-new",
	"keysets-wrong":             "as pools-new",
	"plan-targeted":             "the plan leaves out what is not targeted",
	"plan-errored":              "the plan lacks what was refused",
	"keywright-sep-05-regions":  "the plan lacks what was refused",
	"keywright-sep-05-users":    "the plan lacks what was refused",
	"buckets-renamed":           "what goes, and takes settings of its bucket with it, is in the plan alone",
	"lifecycles-overwritten":    "what goes, and takes a lifecycle with it, is in the plan alone",
	"buckets-read":              "what stands in the older blocks of its buckets was there before",
	"change-destroy-all":        "the plan destroys what the directory declares",
	"keywright-change-disabled": "the key of the plan exists, and its tags are known",
}

// sampled says whether a fixture is among those that an ordinary run compares: KEYWRIGHT_DIRECTORIES=all compares all, and
// the name of a fixture that one alone.
func sampled(name string) bool {
	if asked := os.Getenv("KEYWRIGHT_DIRECTORIES"); asked != "" && asked != "all" {
		return name == asked
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(name))
	return os.Getenv("KEYWRIGHT_DIRECTORIES") == "all" || strings.HasPrefix(name, "good-") || h.Sum32()%4 == 0
}

// decidedAlone are keys that a directory decides and their plan with its source does not, with the reason.
var decidedAlone = map[string]string{
	"aws_kms_key.other_provider_open":                   "both configurations of the provider take their credentials from one environment, and so work in one account",
	`aws_kms_key.case["form-other-account-key"]`:        "the policies of the other keys tell the account, so that a Resource of another account is no key of this one",
	`aws_kms_key.case["star-denied-but-other-account"]`: "the policies of the other keys tell the account, so that the one that is spared is a stranger's",
}

type question struct{ rule, address, attribute string }

func answers(r *engine.Report) map[question]finding.Finding {
	out := map[question]finding.Finding{}
	for _, f := range r.Result.Findings {
		if aboutChanges(f) || strings.HasPrefix(f.Rule, "PLAN-") {
			continue
		}
		out[question{f.Rule, f.Address, f.Attribute}] = f
	}
	return out
}

// aboutChanges says that a finding turns on what is there already, which a directory does not tell.
func aboutChanges(f finding.Finding) bool {
	return f.Scope == finding.ScopeChange || f.Rule == "KEY-17"
}

// What a change makes of what is there is not assessed of a directory, rule by rule, and nothing of it passes.
func TestDirectoriesTellNothingOfChanges(t *testing.T) {
	name := "key-17-before-its-data"
	said := map[string]bool{}
	for _, f := range asDirectory(t, name, sourceOf(t, name), profileFor(t, "../../policies/testdata/plans/"+name+"/plan.json")).Result.Findings {
		if !aboutChanges(f) {
			continue
		}
		said[f.Rule] = true
		if f.Outcome != finding.NotAssessed {
			t.Errorf("%s is %s: %s", f.Rule, f.Outcome, f.Message)
		}
	}
	for _, rule := range newEngine(t).Rules() {
		if (rule.Scope == finding.ScopeChange || rule.ID == "KEY-17") && !said[rule.ID] {
			t.Errorf("nothing is said of %s", rule.ID)
		}
	}
}

// A directory finds what a plan of it finds, or says that it does not know. Nothing that fails in a plan passes, and
// nothing that a plan leaves open is taken for decided.
func TestDirectoriesAreJudgedLikeTheirPlans(t *testing.T) {
	same, open, compared := 0, 0, 0
	for _, path := range fixtures(t) {
		name := filepath.Base(filepath.Dir(path))
		dir := sourceOf(t, name)
		if dir == "" || differs[name] != "" || !sampled(name) || settingsOf(t, name).Source != "" {
			continue
		}
		compared++
		p := profileFor(t, path)
		in := fixture(t, name)
		inputs := []*plan.Input{in}
		at := clockOf(t, inputs)
		f, err := facts.Build(inputs, facts.Options{Now: at, Principals: p.Principals(), SourceDir: dir})
		if err != nil {
			t.Fatal(err)
		}
		planned, err := newEngine(t).Check(t.Context(), inputs, p, f, engine.Options{Now: at, All: true})
		if err != nil {
			t.Fatal(err)
		}
		want, got := answers(planned), answers(asDirectory(t, name, dir, p))
		for at, f := range want {
			g, ok := got[at]
			switch {
			case ok && f.Outcome == g.Outcome:
				same++
			case decidedAlone[at.address] != "":
				same++
			case ok && (g.Outcome == finding.Undetermined || g.Outcome == finding.NotAssessed), f.Outcome == finding.NotAssessed:
				open++
			case !ok && (f.Outcome == finding.Pass || leftOpen(got, at)):
				open++
			default:
				t.Errorf("%s: %v is %s in the plan, and %q in the directory: %s %s", name, at, f.Outcome, g.Outcome, g.Message, g.Actual)
			}
		}
		for at, g := range got {
			if _, ok := want[at]; !ok && g.Outcome == finding.Fail {
				t.Errorf("%s: the plan does not say what the directory does: %v: %s", name, at, g.Message)
			}
		}
	}
	t.Logf("%d configurations: %d answers are the plan's, %d are left open", compared, same, open)
	if len(os.Getenv("KEYWRIGHT_DIRECTORIES")) > len("all") {
		return
	}
	if same < 9*open || compared < 20 {
		t.Errorf("of %d configurations %d answers are the plan's, and %d are left open", compared, same, open)
	}
}

// leftOpen says that a directory leaves open a question of the same rule and address, of which the attribute may be a part.
func leftOpen(got map[question]finding.Finding, at question) bool {
	for other, g := range got {
		if other.rule == at.rule && other.address == at.address && g.Outcome == finding.Undetermined {
			return true
		}
	}
	return false
}

// leastDecidedOfDirectories is how many keys of the source corpus are decided without any plan, and rightly: where the account
// is not told, and where it is. It may grow and never fall.
var leastDecidedOfDirectories = map[string]int{"": 99, "123456789012": 104}

// The corpus that is judged as plans with their source, as directories.
func TestSourceCorpusAsDirectories(t *testing.T) {
	for account, least := range leastDecidedOfDirectories {
		t.Run("account "+account, func(t *testing.T) { corpusAsDirectories(t, account, least) })
	}
}

func corpusAsDirectories(t *testing.T, account string, least int) {
	paths, err := filepath.Glob("../../policies/testdata/plans/source-corpus-*/plan.json")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no corpus: %v", err)
	}
	decided, open, wrong := 0, 0, 0
	for _, path := range paths {
		name := filepath.Base(filepath.Dir(path))
		report := inAccount(t, name, filepath.Dir(path), readProfile(t, "testdata/profile.hcl"), account)
		expected, found := readVerdicts(t, name), openFindings(report)
		for _, address := range slices.Sorted(maps.Keys(expected)) {
			want := expected[address].Findings
			switch got := found[address]; {
			case got == nil:
				wrong++
				t.Errorf("%s: %s is not found", name, address)
			case undetermined(got):
				open++
				t.Logf("%s: %s is undetermined", name, address)
				for rule, outcome := range failing(got) {
					if want[rule] != outcome {
						wrong++
						t.Errorf("%s: %s fails %s, and should not", name, address, rule)
					}
				}
			case cmp.Diff(want, failing(got)) != "":
				wrong++
				t.Errorf("%s: %s (-want +got):\n%s", name, address, cmp.Diff(want, failing(got)))
			default:
				decided++
			}
		}
	}
	t.Logf("%d keys: %d decided rightly, %d undetermined, %d wrong", decided+open+wrong, decided, open, wrong)
	if decided < least {
		t.Errorf("%d keys are decided rightly, and at least %d were", decided, least)
	}
}

// Several directories in one call, and plans beside them, are each judged as alone: what a source tells of one address says
// nothing of the same address of another.
func TestSeveralDirectories(t *testing.T) {
	const account = "123456789012"
	e, p := newEngine(t), readProfile(t, "testdata/profile.hcl")
	names := []string{"source-corpus-json", "source-corpus-styles"}
	inputs := []*plan.Input{fixture(t, "good-key")}
	for _, name := range names {
		in, err := facts.ReadDirectory(filepath.Join("../../policies/testdata/plans", name), source.DirectoryOptions{Account: account}, plan.Options{ReadSet: e.ReadSet()})
		if err != nil {
			t.Fatal(err)
		}
		inputs = append(inputs, in)
	}
	at := clockOf(t, inputs)
	f, err := facts.Build(inputs, facts.Options{Now: at, Principals: p.Principals()})
	if err != nil {
		t.Fatal(err)
	}
	report, err := e.Check(t.Context(), inputs, p, f, engine.Options{Now: at, All: true})
	if err != nil {
		t.Fatal(err)
	}
	together := answers(report)
	for i, name := range names {
		compared := 0
		for at, alone := range answers(inAccount(t, name, inputs[i+1].Path, p, account)) {
			if !strings.HasPrefix(at.rule, "ACC-") && !strings.HasPrefix(at.rule, "KEY-") || alone.Outcome == finding.NotAssessed {
				continue
			}
			compared++
			at.address = engine.Prefixes(inputs)[i+1] + at.address
			if got := together[at]; got.Outcome != alone.Outcome && (alone.Outcome != finding.Undetermined || got.Outcome == finding.Pass) {
				t.Errorf("%v is %s alone, and %q beside others: %s", at, alone.Outcome, got.Outcome, got.Actual)
			}
		}
		if compared < 100 {
			t.Errorf("%s: %d answers were compared", name, compared)
		}
		if len(f.Locations(i+1)) == 0 {
			t.Errorf("%s: nothing is located", name)
		}
	}
}

// A type that the rules read and whose form is not known would be read without what its provider fills in.
func TestFormsCoverTheReadSet(t *testing.T) {
	for kind := range newEngine(t).ReadSet().Types {
		if !source.Forms(false, kind) && !source.Forms(true, kind) {
			t.Errorf("%s: internal/source/schema has no form of it", kind)
		}
	}
}
