package policies_test

import (
	"bytes"
	"context"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/format"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"

	"github.com/keywright/terraform-provider-keywright/policies"
)

func everything() map[string]string {
	out := policies.Modules()
	maps.Copy(out, policies.Tests())
	return out
}

func parse(t *testing.T, texts map[string]string) map[string]*ast.Module {
	t.Helper()
	modules := map[string]*ast.Module{}
	for name, text := range texts {
		module, err := ast.ParseModuleWithOpts(name, text, ast.ParserOptions{ProcessAnnotation: true})
		if err != nil {
			t.Fatal(err)
		}
		modules[name] = module
	}
	return modules
}

// The tests that stand beside the rules, run by OPA's own runner: all, or those whose names match KEYWRIGHT_REGO.
func TestRego(t *testing.T) {
	data, err := policies.Data()
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	store := inmem.NewFromObject(data)
	txn, err := store.NewTransaction(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Abort(ctx, txn)
	runner := tester.NewRunner().
		SetCompiler(ast.NewCompiler()).
		SetStore(store).
		SetModules(parse(t, everything())).
		RaiseBuiltinErrors(true).
		SetTimeout(2 * time.Minute). // five seconds by default, which a busy machine takes for the heaviest
		CapturePrintOutput(true).
		Filter(os.Getenv("KEYWRIGHT_REGO"))
	results, err := runner.RunTests(ctx, txn)
	if err != nil {
		t.Fatal(err)
	}
	ran := 0
	for r := range results {
		ran++
		if !r.Pass() {
			t.Errorf("%s.%s: %v %s", r.Package, r.Name, r.Error, r.Output)
		}
	}
	if ran == 0 {
		t.Fatal("no test ran")
	}
	t.Logf("%d tests", ran)
}

func TestFormatted(t *testing.T) {
	for name, text := range everything() {
		formatted, err := format.Source(name, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(formatted, []byte(text)) {
			t.Errorf("%s: opa fmt would change it", name)
			if os.Getenv("KEYWRIGHT_FORMAT") != "" { // mends it, for whoever asks
				if err := os.WriteFile(name, formatted, 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

func TestStrict(t *testing.T) {
	compiler := ast.NewCompiler().WithStrict(true)
	if compiler.Compile(parse(t, everything())); compiler.Failed() {
		t.Error(compiler.Errors)
	}
}

func TestMetadataIsCurrent(t *testing.T) {
	rules, err := policies.Metadata(policies.Modules())
	if err != nil {
		t.Fatal(err)
	}
	want, err := policies.EncodeMetadata(rules)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(policies.RulesFile)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, got) {
		t.Errorf("%s is stale: run go generate ./policies", policies.RulesFile)
	}
}

func TestMetadataIsComplete(t *testing.T) {
	rules, err := policies.Rules()
	if err != nil {
		t.Fatal(err)
	}
	if len(rules) == 0 {
		t.Fatal("no rules")
	}
	id := regexp.MustCompile(`^[A-Z]+-[0-9]{2}$`)
	for name, r := range rules {
		sentence := strings.HasSuffix(r.Description, ".") && strings.Contains(r.Description, " ")
		complete := r.Title != "" && sentence && r.Remediation != "" && r.Avoid != "" && r.Prefer != ""
		if !id.MatchString(name) || !complete || len(r.Source) == 0 || len(r.Controls) == 0 {
			t.Errorf("%s: its metadata lacks something: %+v", name, r)
		}
		if !slices.Contains([]string{"critical", "high", "medium", "low"}, r.Severity) ||
			!slices.Contains([]string{"key", "change", "estate", "evidence"}, r.Scope) ||
			!slices.Contains([]string{"each", "all", "last"}, r.Rows) {
			t.Errorf("%s: severity %q, scope %q or rows %q is none", name, r.Severity, r.Scope, r.Rows)
		}
		if regexp.MustCompile(`\bS[0-4]\b`).MatchString(strings.Join(r.Source, " ")) {
			t.Errorf("%s: cites %v; a reader knows documents by their names", name, r.Source)
		}
	}
}

// What a rule refuses and accepts is shown as HCL that can be read, and the two are not the same.
func TestExamplesParse(t *testing.T) {
	rules, err := policies.Rules()
	if err != nil {
		t.Fatal(err)
	}
	for name, r := range rules {
		for _, example := range []string{r.Avoid, r.Prefer} {
			if _, diags := hclsyntax.ParseConfig([]byte(example), name, hcl.InitialPos); diags.HasErrors() {
				t.Errorf("%s shows HCL that does not parse: %v", name, diags)
			}
		}
		if r.Avoid == r.Prefer {
			t.Errorf("%s refuses and accepts the same", name)
		}
	}
}

// Every module says what it is.
func TestPackagesAreDescribed(t *testing.T) {
	for name, module := range parse(t, policies.Modules()) {
		if len(module.Annotations) == 0 || module.Annotations[0].Scope != "package" || module.Annotations[0].Description == "" {
			t.Errorf("%s: the package has no METADATA with a description", name)
		}
	}
}

// A rule without tests of each outcome has not been tried.
func TestEveryRuleIsTested(t *testing.T) {
	tests := policies.Tests()
	for name := range policies.Modules() {
		if !strings.HasPrefix(name, "rules/") {
			continue
		}
		text, ok := tests[strings.TrimSuffix(name, ".rego")+"_test.rego"]
		if !ok {
			t.Errorf("%s has no test beside it", name)
			continue
		}
		for _, outcome := range outcomes(name) {
			if !strings.Contains(text, "test_"+outcome) {
				t.Errorf("%s: its tests show no outcome %q", name, outcome)
			}
		}
	}
}

// outcomes are what a rule can say. Those about the plan as a whole say nothing where nothing is wrong.
func outcomes(name string) []string {
	if path.Dir(name) == "rules/plan" {
		return []string{"undetermined", "silent"}
	}
	return []string{"pass", "fail", "undetermined"}
}

// glob.match understands braces and brackets, and IAM does not: a Deny would look effective that is not.
func TestNoGlob(t *testing.T) {
	for name, text := range everything() {
		if strings.Contains(text, "glob.match") {
			t.Errorf("%s uses glob.match", name)
		}
	}
}

// Only the packages that give the input its form may name it: everything else stands on the inventory.
func TestInputIsReadInOnePlace(t *testing.T) {
	input := regexp.MustCompile(`(?m)^[^#\n]*\binput\b`)
	for name, text := range policies.Modules() {
		text = strings.ReplaceAll(text, "with input as", "") // names another, and does not read it
		if name != "lib/plan.rego" && input.MatchString(text) {
			t.Errorf("%s reads input; lib/plan.rego does that", name)
		}
	}
}

// What rules read of a resource must be in the read set, else pruning would hide it from them.
func TestReadSetNamesWhatIsRead(t *testing.T) {
	set, err := policies.ReadSet()
	if err != nil {
		t.Fatal(err)
	}
	attributes := map[string]bool{}
	for _, names := range set {
		for _, name := range names {
			attributes[name] = true
		}
	}
	read := regexp.MustCompile(`values\.(?:read|optional|unknown|reason)\(\w+, "([a-z_]+)"|\.values\.([a-z_]+)\b`)
	for name, text := range policies.Modules() {
		for _, found := range read.FindAllStringSubmatch(text, -1) {
			attribute := found[1] + found[2]
			if !attributes[attribute] && attribute != "root_module" {
				t.Errorf("%s reads %q, which is not in the read set", name, attribute)
			}
		}
	}
}
