//go:build mutation

package policies_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"

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

type mutant struct{ file, rule, text, what string }

// TestMutants shows which wrongs the tests beside the rules do not notice: in the lines that KEYWRIGHT_MUTATE, an expression,
// finds by "file:line:". It is for people (make mutate), not for the gate: all rules but those on access take minutes, the
// library hours.
func TestMutants(t *testing.T) {
	which := os.Getenv("KEYWRIGHT_MUTATE")
	all := mutants(which)
	if len(all) == 0 {
		t.Fatalf("no file is named like %s", which)
	}
	tests, corpora := readSuite(t), readCorpora(t)
	var survivors []string
	var lock sync.Mutex
	left := tests.left(t, all)
	t.Logf("%d mutants, of which %d are to be tried by all tests", len(all), len(left))
	side(left, func(m mutant) {
		if tests.notices(t.Context(), m) || asksCorpora.MatchString(m.file) && noticed(t.Context(), m, corpora) {
			return
		}
		lock.Lock()
		defer lock.Unlock()
		survivors = append(survivors, m.what)
		t.Log(m.what) // as they are found: it takes a while
	})
	slices.Sort(survivors)
	t.Logf("%d mutants, %d unnoticed:\n%s", len(all), len(survivors), strings.Join(survivors, "\n"))
}

// asksCorpora is what the corpora, whose keys differ by who has access to them, can say something of.
var asksCorpora = regexp.MustCompile(`^(lib|rules/access)/`)

// head is the name that a rule begins with.
var head = regexp.MustCompile(`^(?:default )?([a-z_][a-zA-Z0-9_]*)`)

func mutants(which string) []mutant {
	var out []mutant
	wanted, modules := regexp.MustCompile(which), policies.Modules()
	for _, name := range slices.Sorted(maps.Keys(modules)) {
		lines, rule := strings.Split(modules[name], "\n"), ""
		for i, line := range lines {
			if found := head.FindStringSubmatch(line); found != nil {
				rule = found[1]
			}
			if strings.HasPrefix(strings.TrimSpace(line), "#") || strings.HasPrefix(line, "import ") || !wanted.MatchString(fmt.Sprintf("%s:%d:", name, i+1)) {
				continue
			}
			for _, m := range mutations {
				for _, at := range m.find.FindAllStringIndex(line, -1) {
					if strings.Count(line[:at[0]], `"`)%2 == 1 || strings.Contains(line[:at[0]], " # ") {
						continue // in a text, or a comment
					}
					changed := line[:at[0]] + m.find.ReplaceAllString(line[at[0]:at[1]], m.with) + line[at[1]:]
					text := strings.Join(slices.Concat(lines[:i], []string{changed}, lines[i+1:]), "\n")
					out = append(out, mutant{name, rule, text, fmt.Sprintf("%s:%d: %s", name, i+1, strings.TrimSpace(changed))})
				}
			}
		}
	}
	return out
}

// noticed says whether the corpora of plans, whose outcomes the engine's tests hold, are judged otherwise with a mutant, or it
// does not compile.
func noticed(ctx context.Context, m mutant, corpora []corpus) bool {
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
