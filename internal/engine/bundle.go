package engine

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"

	"github.com/keywright/terraform-provider-keywright/policies"
)

// bundle is the compiled rules and the tables they stand on.
type bundle struct {
	compiler *ast.Compiler
	base     map[string]any
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
	return &bundle{compiler: compiler, base: base}, nil
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

// eval evaluates one entry point over an input, with documents beside the bundle's own.
func (b *bundle) eval(ctx context.Context, entry string, input any, profile, facts map[string]any) (any, error) {
	data := map[string]any{"keywright_profile": profile, "keywright_facts": facts}
	maps.Copy(data, b.base)
	store := inmem.NewFromObjectWithOpts(data, inmem.OptRoundTripOnWrite(false), inmem.OptReturnASTValuesOnRead(true))
	value, err := ast.InterfaceToValue(input)
	if err != nil {
		return nil, fmt.Errorf("the input cannot be given to the rules: %w", err)
	}
	results, err := rego.New(
		rego.Query(entry),
		rego.Compiler(b.compiler),
		rego.Store(store),
		rego.ParsedInput(value),
		rego.StrictBuiltinErrors(true),
	).Eval(ctx)
	if err != nil {
		return nil, fmt.Errorf("the rules stopped: %w", err)
	}
	if len(results) != 1 || len(results[0].Expressions) != 1 {
		return nil, errors.New("the rules give no " + entry + ": the bundle is not loaded, or the input holds something that keywright does not expect")
	}
	return results[0].Expressions[0].Value, nil
}
