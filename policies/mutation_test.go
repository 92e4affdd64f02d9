package policies_test

import (
	"context"
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
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"

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
// KEYWRIGHT_MUTATE, one at a time. It is for people, not for the gate: it takes seconds for each mutant.
func TestMutants(t *testing.T) {
	which := os.Getenv("KEYWRIGHT_MUTATE")
	if which == "" {
		t.Skip("KEYWRIGHT_MUTATE names no files")
	}
	all := mutants(which)
	if len(all) == 0 {
		t.Fatalf("no file is named like %s", which)
	}
	var survivors []string
	var lock sync.Mutex
	var workers sync.WaitGroup
	next := make(chan mutant)
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for m := range next {
				if noticed(t.Context(), m) {
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

// noticed says whether the tests fail with a mutant, or it does not compile.
func noticed(ctx context.Context, m mutant) bool {
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
