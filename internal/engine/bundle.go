package engine

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"

	"github.com/keywright/terraform-provider-keywright/policies"
)

// bundle is the compiled rules and the tables they stand on.
type bundle struct {
	compiler *ast.Compiler
	base     map[string]any
	common   func() map[ruleName]bool // worked out when first asked for: few inputs are so large that it matters
}

// proven are checks that change nothing of the bundle, take half the time of a start, and are made of the same modules by
// the tests of package policies.
var proven = []ast.StageID{
	ast.StageCheckRecursion, ast.StageCheckTypes, ast.StageCheckRuleConflicts, ast.StageCheckUnusedImports,
	ast.StageCheckDuplicateImports, ast.StageCheckUnsafeBuiltins, ast.StageCheckDeprecatedBuiltins, ast.StageCheckUndefinedFuncs,
}

func compile() (*bundle, error) {
	modules := map[string]*ast.Module{}
	texts := policies.Modules()
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		module, err := ast.ParseModuleWithOpts(name, texts[name], ast.ParserOptions{})
		if err != nil {
			return nil, fmt.Errorf("the bundle does not parse, which is a fault of keywright: %w", err)
		}
		modules[name] = module
	}
	compiler := ast.NewCompiler().WithSkipStages(proven...)
	if compiler.Compile(modules); compiler.Failed() {
		return nil, fmt.Errorf("the bundle does not compile, which is a fault of keywright: %w", compiler.Errors)
	}
	data, err := policies.Data()
	if err != nil {
		return nil, err
	}
	base, err := values(data)
	if err != nil {
		return nil, err
	}
	return &bundle{compiler: compiler, base: base, common: sync.OnceValue(func() map[ruleName]bool { return common(compiler) })}, nil
}

// values turns the members of a document into what the rules take, so that several evaluations share them.
func values(document map[string]any) (map[string]any, error) {
	out := make(map[string]any, len(document))
	for name, member := range document {
		value, err := ast.InterfaceToValue(member)
		if err != nil {
			return nil, fmt.Errorf("%s cannot be given to the rules: %w", name, err)
		}
		out[name] = value
	}
	return out, nil
}

// question is what is asked of the bundle: an entry point over an input, with documents beside the bundle's own.
type question struct {
	entry          string
	input          ast.Value
	profile, facts map[string]any
	memory         *memory // of other questions about the input, if any
}

// eval answers a question in Go's types. An entry point that is undefined is an error.
func (b *bundle) eval(ctx context.Context, q question) (any, error) {
	value, err := b.ask(ctx, q)
	if err != nil {
		return nil, err
	}
	if value == nil {
		return nil, errors.New("the rules give no " + q.entry + ": the bundle is not loaded, or the input holds something that keywright does not expect")
	}
	return ast.JSON(value)
}

// ask answers a question as the rules do, with nothing for an entry point that is undefined.
func (b *bundle) ask(ctx context.Context, q question) (ast.Value, error) {
	data := map[string]any{"keywright_profile": q.profile, "keywright_facts": q.facts}
	maps.Copy(data, b.base)
	store := inmem.NewFromObjectWithOpts(data, inmem.OptRoundTripOnWrite(false), inmem.OptReturnASTValuesOnRead(true))
	prepared, err := rego.New(
		rego.Query(q.entry),
		rego.Compiler(b.compiler),
		rego.Store(store),
		rego.StrictBuiltinErrors(true),
		rego.GenerateJSON(asTheyAre),
	).PrepareForEval(ctx)
	if err != nil {
		return nil, fmt.Errorf("the rules cannot be asked: %w", err)
	}
	options := []rego.EvalOption{rego.EvalParsedInput(q.input)}
	if q.memory != nil {
		options = append(options, rego.EvalVirtualCache(remember(q.memory)))
	}
	results, err := prepared.Eval(ctx, options...)
	if err != nil {
		return nil, fmt.Errorf("the rules stopped: %w", err)
	}
	if len(results) == 0 {
		return nil, nil
	}
	if len(results) != 1 || len(results[0].Expressions) != 1 {
		return nil, errors.New("the rules give several answers for " + q.entry)
	}
	return results[0].Expressions[0].Value.(ast.Value), nil
}

// asTheyAre leaves results in the types of the rules.
func asTheyAre(term *ast.Term, _ *rego.EvalContext) (any, error) { return term.Value, nil }
