package source

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// calls gives the modules that a module calls, with the outputs that are asked for.
func (e *Evaluator) calls(f *frame, group []hcl.Traversal) (cty.Value, error) {
	asked := map[string]map[string]bool{} // nil for all outputs
	for _, t := range group {
		name, ok := attributeAt(t, 1)
		if !ok {
			return cty.DynamicVal, fmt.Errorf("module is not evaluated as a whole")
		}
		output, ok := attributeAt(t, 2)
		if !ok {
			output, ok = attributeAt(t, 3)
		}
		outputs, seen := asked[name]
		switch {
		case !ok:
			asked[name] = nil
		case !seen:
			asked[name] = map[string]bool{output: true}
		case outputs != nil:
			outputs[output] = true
		}
	}
	attributes := map[string]cty.Value{}
	for name, outputs := range asked {
		v, err := e.module(f, name, outputs)
		if err != nil {
			return cty.DynamicVal, err
		}
		attributes[name] = v
	}
	return cty.ObjectVal(attributes), nil
}

// module gives the outputs of a module that is called: one object, or a tuple or object of its instances.
func (e *Evaluator) module(f *frame, name string, outputs map[string]bool) (cty.Value, error) {
	b := f.module.blocks["module."+name]
	if b == nil || b.unclear != "" {
		return cty.DynamicVal, fmt.Errorf("module.%s is not declared, or not clearly", name)
	}
	count, each := b.attribute("count"), b.attribute("for_each")
	if count == nil && each == nil {
		return e.outputs(f, name, cty.NilVal, outputs)
	}
	expr := each
	if count != nil {
		expr = count
	}
	all, err := e.once(fmt.Sprintf("instances of module.%s in %q", name, f.path), func() (cty.Value, error) {
		return e.evaluate(f, expr, nil)
	})
	if err != nil || !all.IsKnown() || all.IsNull() {
		return cty.DynamicVal, err
	}
	if count != nil {
		return e.countedOutputs(f, name, all, outputs)
	}
	if !all.CanIterateElements() {
		return cty.DynamicVal, fmt.Errorf("the for_each of module.%s is no collection", name)
	}
	attributes := map[string]cty.Value{}
	for it := all.ElementIterator(); it.Next(); {
		key, element := it.Element()
		if all.Type().IsSetType() {
			key = element
		}
		if !key.IsKnown() || key.IsNull() || key.Type() != cty.String {
			return cty.DynamicVal, nil
		}
		if attributes[key.AsString()], err = e.outputs(f, name, key, outputs); err != nil {
			return cty.DynamicVal, err
		}
	}
	return cty.ObjectVal(attributes), nil
}

// maxInstances bounds how many instances of a module are evaluated for one expression.
const maxInstances = 1000

func (e *Evaluator) countedOutputs(f *frame, name string, all cty.Value, outputs map[string]bool) (cty.Value, error) {
	if all.Type() != cty.Number {
		return cty.DynamicVal, nil
	}
	n, _ := all.AsBigFloat().Int64()
	if n < 0 || n > maxInstances {
		return cty.DynamicVal, nil
	}
	elements := make([]cty.Value, n)
	for i := range elements {
		var err error
		if elements[i], err = e.outputs(f, name, cty.NumberIntVal(int64(i)), outputs); err != nil {
			return cty.DynamicVal, err
		}
	}
	return cty.TupleVal(elements), nil
}

func (e *Evaluator) outputs(f *frame, name string, key cty.Value, asked map[string]bool) (cty.Value, error) {
	child, err := e.within(f, name, key)
	if err != nil {
		return cty.DynamicVal, err
	}
	if asked == nil {
		asked = map[string]bool{}
		for block := range child.module.blocks {
			if output, ok := strings.CutPrefix(block, "output."); ok {
				asked[output] = true
			}
		}
	}
	attributes := map[string]cty.Value{}
	for output := range asked {
		v, err := e.once(fmt.Sprintf("output %s of %s", output, child.path), func() (cty.Value, error) { return e.output(child, output) })
		if err != nil {
			return cty.DynamicVal, err
		}
		attributes[output] = v
	}
	return cty.ObjectVal(attributes), nil
}

func decodeJSON(text []byte) (any, error) {
	var out any
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	if err := decoder.Decode(&out); err != nil {
		return nil, fmt.Errorf("source: %w", err)
	}
	return out, nil
}
