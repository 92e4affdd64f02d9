//go:build mutation

package policies_test

import (
	"context"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
)

// batch is how many copies of rules are compiled together: what compiling costs is mostly what they share.
const batch = 120

// copied is a mutant of a rule under a name of its own, with the tests beside the rule.
type copied struct {
	mutant
	file  string
	tests []*regoTest
}

// left gives the mutants that the tests beside their rule do not notice. Nothing but those tests imports the package of a rule,
// so that many of its mutants can stand side by side in one bundle, each under another name. What is no rule is left as it is.
func (s *suite) left(t *testing.T, all []mutant) []mutant {
	t.Helper()
	var rules, out []mutant
	for _, m := range all {
		if strings.HasPrefix(m.file, "rules/") {
			rules = append(rules, m)
		} else {
			out = append(out, m)
		}
	}
	batches := slices.Collect(slices.Chunk(rules, batch))
	found := make([][]mutant, len(batches))
	indices := make([]int, len(batches))
	for i := range indices {
		indices[i] = i
	}
	side(indices, func(i int) { found[i] = s.unnoticed(t.Context(), batches[i]) })
	return append(slices.Concat(found...), out...)
}

func (s *suite) unnoticed(ctx context.Context, mutants []mutant) []mutant {
	modules := maps.Clone(s.modules)
	var copies []copied
	for i, m := range mutants {
		if c, ok := s.copy(m, fmt.Sprintf("m%d", i), modules); ok {
			copies = append(copies, c)
		}
	}
	compiler, bad := compiled(modules)
	var out []mutant
	for _, c := range copies {
		if !bad[c.file] && !slices.ContainsFunc(c.tests, func(test *regoTest) bool { return !s.passes(ctx, compiler, test, nil) }) {
			out = append(out, c.mutant)
		}
	}
	return out
}

// copy adds a mutant and its tests to the modules, under a name; false where it is no Rego any more.
func (s *suite) copy(m mutant, name string, modules map[string]*ast.Module) (copied, bool) {
	own := strings.TrimPrefix(s.modules[m.file].Package.Path.String(), "data.")
	c := copied{mutant: m, file: "mutants/" + name + ".rego"}
	text := strings.Replace(m.text, "package "+own+"\n", "package keywright.mutants."+name+"\n", 1)
	module, err := ast.ParseModuleWithOpts(c.file, text, ast.ParserOptions{ProcessAnnotation: false})
	if err != nil {
		return c, false
	}
	modules[c.file] = module
	beside := strings.TrimSuffix(m.file, ".rego") + "_test.rego"
	tests := strings.NewReplacer(
		"package "+own+"_test\n", "package keywright.mutants."+name+"_test\n",
		"import data."+own+"\n", "import data.keywright.mutants."+name+" as "+strings.TrimSuffix(path.Base(m.file), ".rego")+"\n",
	).Replace(s.texts[beside])
	if module, err = ast.ParseModuleWithOpts("mutants/"+name+"_test.rego", tests, ast.ParserOptions{ProcessAnnotation: false}); err != nil {
		return c, false
	}
	modules["mutants/"+name+"_test.rego"] = module
	for _, rule := range module.Rules {
		if test := nameOf(rule); strings.HasPrefix(test, "test_") {
			c.tests = append(c.tests, &regoTest{query: module.Package.Path.String() + "." + test})
		}
	}
	return c, true
}

// compiled compiles modules, without those that do not compile, whose files it gives as well.
func compiled(modules map[string]*ast.Module) (*ast.Compiler, map[string]bool) {
	bad := map[string]bool{}
	for {
		compiler := ast.NewCompiler().SetErrorLimit(0).WithSkipStages(unchanging...)
		if compiler.Compile(modules); !compiler.Failed() {
			return compiler, bad
		}
		before := len(bad)
		for _, err := range compiler.Errors {
			if err.Location != nil && strings.HasPrefix(err.Location.File, "mutants/") {
				bad[strings.Replace(err.Location.File, "_test.rego", ".rego", 1)] = true
			}
		}
		if len(bad) == before {
			panic(compiler.Errors)
		}
		for file := range bad {
			delete(modules, file)
			delete(modules, strings.Replace(file, ".rego", "_test.rego", 1))
		}
	}
}
