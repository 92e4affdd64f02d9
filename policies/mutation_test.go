//go:build mutation

package policies_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"

	"github.com/keywright/terraform-provider-keywright/internal/profile"
	"github.com/keywright/terraform-provider-keywright/policies"
)

// mutations are the small wrongs that somebody might write: each must make a test fail.
var mutations = []struct {
	find *regexp.Regexp
	with string
}{
	{regexp.MustCompile(` == `), " != "},
	{regexp.MustCompile(` != `), " == "},
	{regexp.MustCompile(` > `), " >= "},
	{regexp.MustCompile(` >= `), " > "},
	{regexp.MustCompile(` < `), " > "},
	{regexp.MustCompile(` & `), " | "},
	{regexp.MustCompile(` \| \(`), " & ("},
	{regexp.MustCompile(`\) \| `), ") & "},
	{regexp.MustCompile(` - `), " | "},
	{regexp.MustCompile(`\bnot `), ""},
	{regexp.MustCompile(`^\t([a-z_.\[\]]+ in )`), "\tnot $1"},
	{regexp.MustCompile(`\btrue\b`), "false"},
	{regexp.MustCompile(`\bfalse\b`), "true"},
	{regexp.MustCompile(`"yes"`), `"no"`},
	{regexp.MustCompile(`"no"`), `"yes"`},
	{regexp.MustCompile(`"maybe"`), `"yes"`},
	{regexp.MustCompile(`"can"`), `"undecided"`},
	{regexp.MustCompile(`"undecided"`), `"can"`},
}

type mutant struct{ file, text, what string }

// TestMutants shows which wrongs the tests beside the rules do not notice: in the files whose names contain
// KEYWRIGHT_MUTATE, an expression, one at a time. It is for people (make mutate), not for the gate: it takes seconds for each
// mutant.
func TestMutants(t *testing.T) {
	which := os.Getenv("KEYWRIGHT_MUTATE")
	all := mutants(which)
	if len(all) == 0 {
		t.Fatalf("no file is named like %s", which)
	}
	corpora := readCorpora(t)
	var survivors []string
	var lock sync.Mutex
	var workers sync.WaitGroup
	next := make(chan mutant)
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for m := range next {
				if noticed(t.Context(), m, corpora) {
					continue
				}
				lock.Lock()
				survivors = append(survivors, m.what)
				lock.Unlock()
			}
		})
	}
	for _, m := range all {
		next <- m
	}
	close(next)
	workers.Wait()
	slices.Sort(survivors)
	t.Logf("%d mutants, %d unnoticed:\n%s", len(all), len(survivors), strings.Join(survivors, "\n"))
}

func mutants(which string) []mutant {
	var out []mutant
	modules := policies.Modules()
	for _, name := range slices.Sorted(maps.Keys(modules)) {
		if !regexp.MustCompile(which).MatchString(name) {
			continue
		}
		lines := strings.Split(modules[name], "\n")
		for i, line := range lines {
			if strings.HasPrefix(line, "#") || strings.HasPrefix(line, "import ") {
				continue
			}
			for _, m := range mutations {
				for _, at := range m.find.FindAllStringIndex(line, -1) {
					changed := line[:at[0]] + m.find.ReplaceAllString(line[at[0]:at[1]], m.with) + line[at[1]:]
					text := strings.Join(slices.Concat(lines[:i], []string{changed}, lines[i+1:]), "\n")
					out = append(out, mutant{name, text, fmt.Sprintf("%s:%d: %s", name, i+1, strings.TrimSpace(changed))})
				}
			}
		}
	}
	return out
}

// noticed says whether the tests fail with a mutant, or it does not compile, or the corpora of plans, whose outcomes the
// engine's tests hold, are judged otherwise.
func noticed(ctx context.Context, m mutant, corpora []corpus) bool {
	if failsTests(ctx, m) {
		return true
	}
	texts := policies.Modules()
	texts[m.file] = m.text
	compiler := ast.NewCompiler()
	modules := map[string]*ast.Module{}
	for name, text := range texts {
		modules[name] = ast.MustParseModule(text)
	}
	if compiler.Compile(modules); compiler.Failed() {
		return true
	}
	return slices.ContainsFunc(corpora, func(c corpus) bool {
		said, err := c.judge(ctx, compiler)
		return err != nil || said != c.said
	})
}

// corpus is a plan with many keys, and what the rules say of it.
type corpus struct {
	input any
	data  map[string]any
	said  string
}

// readCorpora judges the plans by the rules as they are.
func readCorpora(t *testing.T) []corpus {
	t.Helper()
	p, err := profile.Load("../internal/engine/testdata/profile.hcl")
	if err != nil {
		t.Fatal(err)
	}
	data, err := policies.Data()
	if err != nil {
		t.Fatal(err)
	}
	data["keywright_profile"] = p.Data()
	compiler := ast.NewCompiler()
	if compiler.Compile(parse(t, policies.Modules())); compiler.Failed() {
		t.Fatal(compiler.Errors)
	}
	var out []corpus
	for _, name := range []string{"evasion-corpus-identities", "evasion-corpus", "good-corpus-guide"} {
		text, err := os.ReadFile("testdata/plans/" + name + "/plan.json")
		if err != nil {
			t.Fatal(err)
		}
		c := corpus{data: data}
		if err := json.Unmarshal(text, &c.input); err != nil {
			t.Fatal(err)
		}
		if c.said, err = c.judge(t.Context(), compiler); err != nil {
			t.Fatal(err)
		}
		out = append(out, c)
	}
	return out
}

func (c corpus) judge(ctx context.Context, compiler *ast.Compiler) (string, error) {
	results, err := rego.New(rego.Query(policies.Findings), rego.Compiler(compiler),
		rego.Store(inmem.NewFromObject(c.data)), rego.Input(c.input)).Eval(ctx)
	if err != nil {
		return "", err
	}
	text, err := json.Marshal(results)
	return string(text), err
}

// failsTests says whether the tests beside the rules fail with a mutant, or it does not compile.
func failsTests(ctx context.Context, m mutant) bool {
	texts := everything()
	texts[m.file] = m.text
	modules := map[string]*ast.Module{}
	for name, text := range texts {
		module, err := ast.ParseModuleWithOpts(name, text, ast.ParserOptions{})
		if err != nil {
			return true
		}
		modules[name] = module
	}
	data, err := policies.Data()
	if err != nil {
		return true
	}
	store := inmem.NewFromObject(data)
	txn, err := store.NewTransaction(ctx)
	if err != nil {
		return true
	}
	defer store.Abort(ctx, txn)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	results, err := tester.NewRunner().SetCompiler(ast.NewCompiler()).SetStore(store).SetModules(modules).RaiseBuiltinErrors(true).RunTests(ctx, txn)
	if err != nil {
		return true
	}
	failed := false
	for r := range results {
		failed = failed || !r.Pass()
	}
	return failed
}
