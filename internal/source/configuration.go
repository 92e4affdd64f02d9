package source

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/keywright/terraform-provider-keywright/internal/source/lang"
)

// maxConfigured bounds how many modules a configuration may call, each counted as often as it is called.
const maxConfigured = 5_000

// configuration describes the source as a plan's configuration does: of each expression, what it refers to, or what it is.
type configuration struct {
	e         *Evaluator
	providers map[string]any
	left      int
}

// module describes a module and those that it calls.
func (c *configuration) module(f *frame, depth int) (map[string]any, error) {
	if c.left--; c.left < 0 || depth > maxModuleDepth {
		return nil, fmt.Errorf("source: modules nest more than %d deep, or call more than %d", maxModuleDepth, maxConfigured)
	}
	resources, calls, variables, outputs := []any{}, map[string]any{}, map[string]any{}, map[string]any{}
	for _, name := range slices.Sorted(maps.Keys(f.module.blocks)) {
		b := f.module.blocks[name]
		kind, rest, _ := strings.Cut(name, ".")
		switch kind {
		case "variable":
			variables[rest] = c.variable(b)
		case "output":
			outputs[rest] = c.output(b)
		case "module":
			call, err := c.call(f, b, rest, depth)
			if err != nil {
				return nil, err
			}
			calls[rest] = call
		default:
			resources = append(resources, c.resource(f, b, name))
		}
	}
	for name, b := range f.module.providers {
		c.provider(f, name, b)
	}
	out := map[string]any{}
	for name, part := range map[string]map[string]any{"module_calls": calls, "variables": variables, "outputs": outputs} {
		if len(part) > 0 {
			out[name] = part
		}
	}
	if len(resources) > 0 {
		out["resources"] = resources
	}
	return out, nil
}

func (c *configuration) resource(f *frame, b *block, address string) map[string]any {
	parts := strings.Split(address, ".")
	mode := "managed"
	if parts[0] == "data" {
		mode, parts = "data", parts[1:]
	}
	shape := formOf(mode == "data", parts[0])
	out := map[string]any{
		"address": address, "mode": mode, "type": parts[0], "name": parts[1], "schema_version": 0,
		"provider_config_key": c.e.providerOf(f, b, parts[0]),
	}
	if body, err := b.merged(shape); err == nil {
		out["expressions"] = expressions(body, shape)
	}
	c.repetition(b, out)
	return out
}

func (c *configuration) repetition(b *block, out map[string]any) {
	for attribute, member := range map[string]string{"count": "count_expression", "for_each": "for_each_expression"} {
		if expr := b.attribute(attribute); expr != nil {
			out[member] = described(expr)
		}
	}
}

// expressions describes the attributes of a body, and its nested blocks but for those that dynamic blocks make.
func expressions(body *hclsyntax.Body, shape *form) map[string]any {
	out := map[string]any{}
	for name, a := range body.Attributes {
		if !notAttributes[name] {
			out[name] = described(a.Expr)
		}
	}
	for _, inner := range body.Blocks {
		var nested *blockForm
		if shape != nil {
			nested = shape.Blocks[inner.Type]
		}
		switch {
		case inner.Type == "dynamic" || inner.Type == "lifecycle" || inner.Type == "provisioner" || inner.Type == "connection":
		case nested != nil && nested.Nesting == "single":
			out[inner.Type] = expressions(inner.Body, &nested.form)
		default:
			var below *form
			if nested != nil {
				below = &nested.form
			}
			out[inner.Type] = append(list(out[inner.Type]), expressions(inner.Body, below))
		}
	}
	return out
}

func (c *configuration) variable(b *block) map[string]any {
	out := map[string]any{}
	if expr := b.attribute("default"); expr != nil {
		if v, ok := lang.Literal(expr); ok {
			if converted, err := typed(b.attribute("type"), v); err == nil {
				out["default"], _, _ = split(converted, 0)
			}
		}
	}
	if expr := b.attribute("sensitive"); expr != nil && !isFalse(expr) {
		out["sensitive"] = true
	}
	return out
}

func (c *configuration) output(b *block) map[string]any {
	out := map[string]any{}
	if expr := b.attribute("value"); expr != nil {
		out["expression"] = described(expr)
	}
	if expr := b.attribute("sensitive"); expr != nil && !isFalse(expr) {
		out["sensitive"] = true
	}
	return out
}

// ofCalls are the arguments of a module call that are no input variables.
var ofCalls = []string{"source", "version", "providers", "count", "for_each", "depends_on"}

func (c *configuration) call(f *frame, b *block, name string, depth int) (map[string]any, error) {
	out := map[string]any{"module": map[string]any{}}
	if expr := b.attribute("source"); expr != nil {
		out["source"] = literal(expr)
	}
	passed := map[string]any{}
	for variable := range b.attributes() {
		if !slices.Contains(ofCalls, variable) {
			passed[variable] = described(b.attribute(variable))
		}
	}
	if len(passed) > 0 {
		out["expressions"] = passed
	}
	c.repetition(b, out)
	inner, err := c.e.within(f, name, keyOfIndex(nil))
	if err != nil {
		return out, nil // its files are not here
	}
	module, err := c.module(inner, depth+1)
	out["module"] = module
	return out, err
}

func (c *configuration) provider(f *frame, name string, b *block) {
	kind, alias, aliased := strings.Cut(name, ".")
	out := map[string]any{"name": kind}
	key := name
	if aliased {
		out["alias"] = alias
	}
	if f.called != "" {
		address := "module." + strings.ReplaceAll(f.called, ".", ".module.")
		out["module_address"], key = address, address+":"+name
	}
	if body, err := b.merged(providerForm); err == nil {
		told := expressions(body, nil)
		delete(told, "alias")
		for _, secret := range []string{"access_key", "secret_key", "token"} {
			delete(told, secret)
		}
		out["expressions"] = told
	}
	c.providers[key] = out
}

// described is an expression as a plan describes it.
func described(expr hcl.Expression) map[string]any {
	out := map[string]any{}
	native, err := lang.Native(expr)
	if err != nil {
		return out
	}
	var refs []any
	seen := map[string]bool{}
	for _, t := range native.Variables() {
		for _, ref := range references(t) {
			if !seen[ref] {
				seen[ref] = true
				refs = append(refs, ref)
			}
		}
	}
	if len(refs) > 0 {
		out["references"] = refs
		return out
	}
	if text := literalJSON(native); text != "" && text != "null" {
		out["constant_value"] = json.RawMessage(text)
	}
	return out
}

// references gives a name as Terraform lists it: whole, and then each shorter one that it begins with, down to what it is
// a name of.
func references(t hcl.Traversal) []string {
	least := 2
	switch t.RootName() {
	case "data":
		least = 3
	case "module":
		least = 3
		if len(t) > 2 {
			if _, ok := t[2].(hcl.TraverseIndex); ok {
				least = 4
			}
		}
	}
	var out []string
	for n := len(t); n >= min(least, len(t)); n-- {
		if _, ok := t[n-1].(hcl.TraverseSplat); !ok {
			out = append(out, written(t[:n]))
		}
	}
	if t.RootName() == "module" && len(t) > 2 {
		if least == 4 {
			out = append(out, written(t[:3]))
		}
		out = append(out, written(t[:2]))
	}
	return out
}
