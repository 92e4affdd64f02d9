package source

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"
)

// names gives a value for everything that an expression names.
func (e *Evaluator) names(f *frame, traversals []hcl.Traversal, repeated func() (map[string]cty.Value, error)) (map[string]cty.Value, error) {
	out := map[string]cty.Value{}
	for root, group := range byRoot(traversals) {
		if v, ok := e.scope[root]; ok {
			out[root] = v
			continue
		}
		v, err := e.root(f, root, group)
		if err != nil {
			return nil, err
		}
		if v != cty.NilVal {
			out[root] = v
			continue
		}
		if repeated == nil {
			return nil, fmt.Errorf("%s has no meaning here", root)
		}
		more, err := repeated()
		if err != nil {
			return nil, err
		}
		if v, ok := more[root]; ok {
			out[root] = v
		}
	}
	return out, nil
}

func byRoot(traversals []hcl.Traversal) map[string][]hcl.Traversal {
	out := map[string][]hcl.Traversal{}
	for _, t := range traversals {
		out[t.RootName()] = append(out[t.RootName()], t)
	}
	return out
}

// root gives what the first part of a name stands for, as far as the names ask; NilVal for each and count.
func (e *Evaluator) root(f *frame, root string, group []hcl.Traversal) (cty.Value, error) {
	switch root {
	case "each", "count":
		return cty.NilVal, nil
	case "self", "resource", "ephemeral", "action", "list":
		return cty.DynamicVal, fmt.Errorf("%s is not evaluated", root)
	case "path":
		folder := f.folder
		return cty.ObjectVal(map[string]cty.Value{
			"module": cty.StringVal(folder), "root": cty.StringVal("."), "cwd": cty.DynamicVal,
		}), nil
	case "terraform", "tofu":
		if e.workspace() != "" {
			return cty.ObjectVal(map[string]cty.Value{"workspace": cty.StringVal(e.workspace())}), nil
		}
		e.missing["the workspace"] = true
		return cty.DynamicVal, nil
	case "var":
		return e.named(f, root, group, e.variable)
	case "local":
		return e.named(f, root, group, func(f *frame, name string) (cty.Value, error) {
			l, ok := f.module.locals[name]
			if !ok {
				return cty.DynamicVal, fmt.Errorf("local.%s is not declared", name)
			}
			return e.evaluate(f, l.expr, nil)
		})
	case "module":
		return e.calls(f, group)
	case "data":
		return e.dataSources(f, group)
	default:
		return e.resources(f, root, group, 1)
	}
}

// workspace is the one that a directory is read for, "" where it is not known: a plan does not say in which it was made.
func (e *Evaluator) workspace() string {
	if e.planner != nil {
		return e.planner.workspace
	}
	return e.plan.Workspace
}

// named gives an object of the names that are asked for.
func (e *Evaluator) named(f *frame, root string, group []hcl.Traversal, one func(f *frame, name string) (cty.Value, error)) (cty.Value, error) {
	attributes := map[string]cty.Value{}
	for _, t := range group {
		name, ok := attributeAt(t, 1)
		if !ok {
			return cty.DynamicVal, fmt.Errorf("%s is not evaluated as a whole", root)
		}
		v, err := e.once(fmt.Sprintf("%s.%s in %q", root, name, f.path), func() (cty.Value, error) { return one(f, name) })
		if err != nil {
			return cty.DynamicVal, err
		}
		attributes[name] = v
	}
	return cty.ObjectVal(attributes), nil
}

func attributeAt(t hcl.Traversal, i int) (string, bool) {
	if i >= len(t) {
		return "", false
	}
	a, ok := t[i].(hcl.TraverseAttr)
	return a.Name, ok
}

// dataSources gives data sources by type and name.
func (e *Evaluator) dataSources(f *frame, group []hcl.Traversal) (cty.Value, error) {
	types := map[string][]hcl.Traversal{}
	for _, t := range group {
		name, ok := attributeAt(t, 1)
		if !ok {
			return cty.DynamicVal, fmt.Errorf("data is not evaluated as a whole")
		}
		types[name] = append(types[name], t)
	}
	attributes := map[string]cty.Value{}
	for name, group := range types {
		v, err := e.resources(f, name, group, 2)
		if err != nil {
			return cty.DynamicVal, err
		}
		attributes[name] = v
	}
	return cty.ObjectVal(attributes), nil
}

// resources gives the resources of a type by name, whose place in the traversals is from.
func (e *Evaluator) resources(f *frame, kind string, group []hcl.Traversal, from int) (cty.Value, error) {
	attributes, mentioned := map[string]cty.Value{}, map[string]map[string]bool{}
	for _, t := range group {
		name, ok := attributeAt(t, from)
		if !ok {
			return cty.DynamicVal, fmt.Errorf("%s is not evaluated as a whole", kind)
		}
		if mentioned[name] == nil {
			mentioned[name] = map[string]bool{}
		}
		if attribute, ok := attributeAt(t, from+1); ok {
			mentioned[name][attribute] = true
		} else if attribute, ok := attributeAt(t, from+2); ok {
			mentioned[name][attribute] = true
		}
	}
	for name, asked := range mentioned {
		which := Instance{Type: kind, Name: name, Data: from == 2, Module: f.path}
		for attribute := range asked {
			e.used[[2]string{f.blockAddress(&which), attribute}] = true
		}
		name := strings.Join(slices.Sorted(maps.Keys(asked)), ",")
		v, err := e.once(fmt.Sprintf("%s of %s in %q", name, which.block(), f.path), func() (cty.Value, error) { return e.resource(f, which, asked) })
		if err != nil {
			return cty.DynamicVal, err
		}
		attributes[which.Name] = v
	}
	return cty.ObjectVal(attributes), nil
}

// resource gives a resource: one object, or a tuple or object of its instances.
func (e *Evaluator) resource(f *frame, which Instance, asked map[string]bool) (cty.Value, error) {
	b := f.module.blocks[which.block()]
	if b == nil || b.unclear != "" {
		return cty.DynamicVal, fmt.Errorf("%s is not declared, or not clearly", which.block())
	}
	single := b.attribute("count") == nil && b.attribute("for_each") == nil
	if e.planner != nil {
		if err := e.planner.expand(f, b, which); err != nil {
			return cty.DynamicVal, err
		}
	}
	if _, seen := e.plan.Types[which.Type]; e.plan.Types != nil && !seen {
		if !single {
			e.missing[which.block()] = true
			return cty.DynamicVal, nil
		}
		which.Address = which.block()
		if f.path != "" {
			which.Address = f.path + "." + which.block()
		}
		return e.object(&which, asked), nil
	}
	all := e.instances[f.path][which.block()]
	if !single {
		if known, err := e.complete(f, b, which.block(), all); err != nil || !known {
			return cty.DynamicVal, err
		}
	}
	switch {
	case single && len(all) == 1 && all[0].Index == nil:
		return e.object(all[0], asked), nil
	case single:
		e.missing[which.block()] = true
		return cty.DynamicVal, nil
	case b.attribute("count") != nil:
		return e.counted(all, which, asked), nil
	default:
		attributes := map[string]cty.Value{}
		for _, i := range all {
			key, ok := i.Index.(string)
			if !ok {
				return cty.DynamicVal, fmt.Errorf("%w: %s has no key", ErrMismatch, i.Address)
			}
			attributes[key] = e.object(i, asked)
		}
		return cty.ObjectVal(attributes), nil
	}
}

// complete says that the instances of a block are all there: as many, or under those keys, as the source asks for.
func (e *Evaluator) complete(f *frame, b *block, name string, all []*Instance) (bool, error) {
	expr := b.attribute("count")
	if expr == nil {
		expr = b.attribute("for_each")
	}
	v, err := e.once(fmt.Sprintf("instances of %s in %q", name, f.path), func() (cty.Value, error) { return e.evaluate(f, expr, nil) })
	if err != nil {
		return false, err
	}
	wanted := -1
	switch {
	case !v.IsKnown() || v.IsNull():
	case v.Type() == cty.Number:
		n, _ := v.AsBigFloat().Int64()
		wanted = int(n)
	case v.CanIterateElements() && (!v.Type().IsSetType() || v.IsWhollyKnown()):
		wanted = v.LengthInt()
	}
	if wanted >= 0 && wanted != len(all) {
		return false, fmt.Errorf("%w: it has %d of %s, and the plan %d", ErrMismatch, wanted, name, len(all))
	}
	if wanted < 0 && len(all) == 0 {
		e.missing[name] = true
		return false, nil
	}
	return true, nil
}

func (e *Evaluator) counted(all []*Instance, which Instance, asked map[string]bool) cty.Value {
	elements := make([]cty.Value, len(all))
	for _, i := range all {
		n, ok := i.Index.(json.Number)
		at, err := n.Int64()
		if !ok || err != nil || at < 0 || int(at) >= len(all) || elements[at] != cty.NilVal {
			e.missing[which.block()] = true
			return cty.DynamicVal
		}
		elements[at] = e.object(i, asked)
	}
	if slices.Contains(elements, cty.NilVal) {
		return cty.DynamicVal
	}
	return cty.TupleVal(elements)
}

func jsonNumber(v cty.Value) json.Number { return json.Number(v.AsBigFloat().Text('f', -1)) }

// fromCty gives a known value as JSON has it.
func fromCty(v cty.Value) (any, error) {
	text, err := ctyjson.Marshal(v, v.Type())
	if err != nil {
		return nil, fmt.Errorf("source: %w", err)
	}
	return decodeJSON(text)
}
