//go:build mutation

package policies_test

import (
	"cmp"
	"context"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/keywright/terraform-provider-keywright/policies"
)

// suite is the tests beside the rules, and which rules each of them comes to.
type suite struct {
	texts   map[string]string // of all modules, tests among them, by file
	modules map[string]*ast.Module
	imports map[string][]string
	files   map[string][]string // package → files
	tests   []*regoTest
	store   storage.Store
}

// regoTest is one test: its query, its package, and the rules that it enters, as file and name.
type regoTest struct {
	query, pkg string
	enters     map[string]bool
	files      map[string]bool
}

// fewTests is how many tests of a mutated rule are tried before all of them are: most wrongs fall at once, and what few
// tests need is compiled in a moment.
const fewTests = 12

func readSuite(t *testing.T) *suite {
	t.Helper()
	data, err := policies.Data()
	if err != nil {
		t.Fatal(err)
	}
	s := &suite{texts: everything(), imports: map[string][]string{}, files: map[string][]string{}, store: inmem.NewFromObject(data)}
	modules := parse(t, s.texts)
	s.modules = modules
	for file, module := range modules {
		pkg := module.Package.Path.String()
		s.files[pkg] = append(s.files[pkg], file)
		for _, i := range module.Imports {
			s.imports[pkg] = append(s.imports[pkg], i.Path.String())
		}
		if strings.Contains(s.texts[file], "data.keywright.inventory") || strings.Contains(s.texts[file], "data.keywright.findings") || strings.Contains(s.texts[file], "data.keywright.rules") {
			s.imports[pkg] = append(s.imports[pkg], wholeBundle)
		}
		for _, rule := range module.Rules {
			if name := nameOf(rule); strings.HasPrefix(name, "test_") {
				s.tests = append(s.tests, &regoTest{query: pkg + "." + name, pkg: pkg})
			}
		}
	}
	compiler := ast.NewCompiler()
	if compiler.Compile(modules); compiler.Failed() {
		t.Fatal(compiler.Errors)
	}
	s.trace(t, compiler)
	return s
}

// trace runs each test once and notes which rules it enters.
func (s *suite) trace(t *testing.T, compiler *ast.Compiler) {
	t.Helper()
	side(s.tests, func(test *regoTest) {
		tracer := &entries{rules: map[string]bool{}, files: map[string]bool{}}
		if ok := s.passes(t.Context(), compiler, test, tracer); !ok {
			t.Errorf("%s fails without a mutant", test.query)
		}
		test.enters, test.files = tracer.rules, tracer.files
	})
}

// side runs a function for each item, on all cores.
func side[T any](items []T, do func(T)) {
	next := make(chan T)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for item := range next {
				do(item)
			}
		})
	}
	for _, item := range items {
		next <- item
	}
	close(next)
	workers.Wait()
}

// entries notes the rules that an evaluation enters.
type entries struct{ rules, files map[string]bool }

func (*entries) Enabled() bool               { return true }
func (*entries) Config() topdown.TraceConfig { return topdown.TraceConfig{} }

func (e *entries) TraceEvent(event topdown.Event) {
	if rule, ok := event.Node.(*ast.Rule); ok && event.Op == topdown.EnterOp && rule.Location != nil {
		e.rules[rule.Location.File+" "+nameOf(rule)] = true
		e.files[rule.Location.File] = true
	}
}

// nameOf is the name that a rule begins with.
func nameOf(rule *ast.Rule) string {
	if name, ok := rule.Head.Ref()[0].Value.(ast.Var); ok {
		return string(name)
	}
	return ""
}

func (s *suite) passes(ctx context.Context, compiler *ast.Compiler, test *regoTest, tracer topdown.QueryTracer) bool {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	options := []func(*rego.Rego){rego.Query(test.query), rego.Compiler(compiler), rego.Store(s.store), rego.StrictBuiltinErrors(true)}
	if tracer != nil {
		options = append(options, rego.QueryTracer(tracer))
	}
	results, err := rego.New(options...).Eval(ctx)
	return err == nil && len(results) == 1 && len(results[0].Expressions) == 1 && results[0].Expressions[0].Value == true
}

// wholeBundle stands for all packages: what asks for the bundle's entry points needs them.
const wholeBundle = "*"

// closure is the files that tests of a package need.
func (s *suite) closure(pkg string) map[string]bool {
	seen, files := map[string]bool{}, map[string]bool{}
	var visit func(string) bool
	visit = func(name string) bool {
		if name == wholeBundle {
			return false
		}
		if seen[name] {
			return true
		}
		seen[name] = true
		for _, file := range s.files[name] {
			files[file] = true
		}
		for _, other := range s.imports[name] {
			for len(s.files[other]) == 0 && strings.Contains(other, ".") && other != wholeBundle { // a rule of a package is imported
				other = other[:strings.LastIndex(other, ".")]
			}
			if !visit(other) {
				return false
			}
		}
		return true
	}
	if !visit(pkg) {
		return allFiles(s.texts)
	}
	return files
}

func allFiles(texts map[string]string) map[string]bool {
	out := map[string]bool{}
	for name := range texts {
		out[name] = true
	}
	return out
}

// unchanging are checks that change nothing of the modules, and take half the time.
var unchanging = []ast.StageID{
	ast.StageCheckRecursion, ast.StageCheckTypes, ast.StageCheckRuleConflicts, ast.StageCheckUnusedImports,
	ast.StageCheckDuplicateImports, ast.StageCheckUnsafeBuiltins, ast.StageCheckDeprecatedBuiltins, ast.StageCheckUndefinedFuncs,
}

// compile compiles files with a mutant among them; nil where that does not compile.
func (s *suite) compile(m mutant, files map[string]bool) *ast.Compiler {
	modules := map[string]*ast.Module{}
	for file := range files {
		modules[file] = s.modules[file] // the compiler copies what it is given
	}
	var err error
	if modules[m.file], err = ast.ParseModuleWithOpts(m.file, m.text, ast.ParserOptions{ProcessAnnotation: false}); err != nil {
		return nil
	}
	compiler := ast.NewCompiler().WithSkipStages(unchanging...)
	if compiler.Compile(modules); compiler.Failed() {
		return nil
	}
	return compiler
}

// notices says whether a test fails with a mutant, or it does not compile.
func (s *suite) notices(ctx context.Context, m mutant) bool {
	var near, far []*regoTest
	for _, test := range s.tests {
		switch {
		case test.enters[m.file+" "+m.rule]:
			near = append(near, test)
		case test.files[m.file]:
			far = append(far, test)
		}
	}
	sizes := map[string]int{}
	for _, test := range slices.Concat(near, far) {
		if _, known := sizes[test.pkg]; !known {
			sizes[test.pkg] = len(s.closure(test.pkg))
		}
	}
	bySize := func(a, b *regoTest) int { return cmp.Or(sizes[a.pkg]-sizes[b.pkg], strings.Compare(a.query, b.query)) }
	slices.SortFunc(near, bySize)
	slices.SortFunc(far, bySize)
	first := near[:min(fewTests, len(near))]
	rest := slices.Concat(near[len(first):], far)
	return s.fail(ctx, m, first) || s.fail(ctx, m, rest)
}

func (s *suite) fail(ctx context.Context, m mutant, tests []*regoTest) bool {
	if len(tests) == 0 {
		return false
	}
	files := map[string]bool{m.file: true}
	done := map[string]bool{}
	for _, test := range tests {
		if !done[test.pkg] {
			done[test.pkg] = true
			maps.Copy(files, s.closure(test.pkg))
		}
	}
	compiler := s.compile(m, files)
	if compiler == nil {
		return true
	}
	return slices.ContainsFunc(tests, func(test *regoTest) bool { return !s.passes(ctx, compiler, test, nil) })
}
