package source

import (
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/keywright/terraform-provider-keywright/internal/source/lang"
)

// frame is one instance of a module.
type frame struct {
	path   string // its address, "" for the root
	called string // the names of the calls that lead there, joined by dots
	folder string
	module *module
	parent *frame
	call   *block // in the parent
	key    cty.Value
}

// frame gives the instance of a module at an address.
func (e *Evaluator) frame(address string) (*frame, error) {
	if f := e.frames[address]; f != nil {
		return f, nil
	}
	f := &frame{folder: ".", module: e.index.modules["."]}
	list := steps(address)
	if address != "" && (len(list) == 0 || len(list)%2 != 0) {
		return nil, errors.New("its module's address cannot be read")
	}
	for i := 0; i+1 < len(list); i += 2 {
		next, err := e.within(f, list[i+1].name, list[i+1].key)
		if err != nil {
			return nil, err
		}
		f = next
	}
	e.frames[address] = f
	return f, nil
}

// blockAddress is the address of a block in the module, without keys.
func (f *frame) blockAddress(i *Instance) string {
	if f.called == "" {
		return i.block()
	}
	return "module." + strings.ReplaceAll(f.called, ".", ".module.") + "." + i.block()
}

// within gives an instance of a module that is called in another.
func (e *Evaluator) within(parent *frame, name string, key cty.Value) (*frame, error) {
	b := parent.module.blocks["module."+name]
	if b == nil || b.unclear != "" {
		return nil, fmt.Errorf("%w: module.%s is not in it, or not clearly", ErrMismatch, name)
	}
	f := &frame{
		path: strings.TrimPrefix(parent.path+".module."+name+keyText(key), "."), called: strings.TrimPrefix(parent.called+"."+name, "."),
		parent: parent, call: b, key: key,
	}
	f.folder = e.index.folderOf(parent.module, f.called, name)
	f.module = e.index.modules[f.folder]
	if f.module == nil || f.folder == "" {
		return nil, fmt.Errorf("the files of module.%s are not in the folder", name)
	}
	if e.planner == nil && !e.verified[f.called] {
		return nil, fmt.Errorf("the plan tells nothing of module.%s", name)
	}
	return f, nil
}

// Inherits says that a module, by its address, has its providers from the root: nobody on the way passes it others or
// configures its own.
func (x *Index) Inherits(address string) bool {
	m, called := x.modules["."], ""
	list := steps(address)
	for i := 0; i+1 < len(list) && m != nil; i += 2 {
		call := m.blocks["module."+list[i+1].name]
		if call == nil || call.unclear != "" || call.attribute("providers") != nil || call.settings["providers"] != (place{}) {
			return false
		}
		called = strings.TrimPrefix(called+"."+list[i+1].name, ".")
		if m = x.modules[x.folderOf(m, called, list[i+1].name)]; m == nil || m.provides {
			return false
		}
	}
	return m != nil && len(list)%2 == 0
}

func keyText(key cty.Value) string {
	switch {
	case key == cty.NilVal:
		return ""
	case key.Type() == cty.String:
		return "[" + quotedKey(key.AsString()) + "]"
	default:
		return fmt.Sprintf("[%s]", key.AsBigFloat().Text('f', -1))
	}
}

// repetition gives each and count for an instance of a block.
func (e *Evaluator) repetition(f *frame, b *block, index any) (map[string]cty.Value, error) {
	switch {
	case b == nil:
		return nil, nil
	case index == nil && b.attribute("count") != nil: // it stands for however many there will be
		return map[string]cty.Value{"count": cty.ObjectVal(map[string]cty.Value{"index": cty.UnknownVal(cty.Number)})}, nil
	case index == nil && b.attribute("for_each") != nil:
		return map[string]cty.Value{"each": cty.ObjectVal(map[string]cty.Value{"key": cty.UnknownVal(cty.String), "value": cty.DynamicVal})}, nil
	case index == nil:
		return nil, nil
	}
	key := toCty(index, nil, 0)
	if key.Type() == cty.Number {
		return map[string]cty.Value{"count": cty.ObjectVal(map[string]cty.Value{"index": key})}, nil
	}
	expr := b.attribute("for_each")
	if expr == nil || key.Type() != cty.String {
		return nil, fmt.Errorf("%w: %s has no for_each", ErrMismatch, b.file)
	}
	all, err := e.once(fmt.Sprintf("for_each of %s:%d in %q", b.file, b.line, f.path), func() (cty.Value, error) {
		return e.evaluate(f, expr, nil)
	})
	if err != nil {
		return nil, err
	}
	v := cty.DynamicVal
	switch ty := all.Type(); {
	case !all.IsKnown() || all.IsNull():
	case ty.IsSetType():
		v = key
	case ty.IsObjectType() && ty.HasAttribute(key.AsString()):
		v = all.GetAttr(key.AsString())
	case ty.IsMapType() && all.HasIndex(key).True():
		v = all.Index(key)
	case ty.IsObjectType() || ty.IsMapType():
		return nil, fmt.Errorf("%w: it has no instance %q", ErrMismatch, key.AsString())
	}
	return map[string]cty.Value{"each": cty.ObjectVal(map[string]cty.Value{"key": key, "value": v})}, nil
}

// index is the key of a module's instance as a plan has keys.
func (f *frame) index() any {
	switch {
	case f.key == cty.NilVal:
		return nil
	case f.key.Type() == cty.String:
		return f.key.AsString()
	default:
		return jsonNumber(f.key)
	}
}

// variable gives the value of a variable: of the root, the plan's; of another module, what its caller passes.
func (e *Evaluator) variable(f *frame, name string) (cty.Value, error) {
	b := f.module.blocks["variable."+name]
	if b == nil || b.unclear != "" {
		return cty.DynamicVal, fmt.Errorf("var.%s is not declared, or not clearly", name)
	}
	if secret(b) {
		e.missing["var."+name+sensitiveMark] = true
		return cty.DynamicVal, nil
	}
	v, given, err := e.passed(f, name)
	if err != nil {
		return cty.DynamicVal, err
	}
	if fallback := b.attribute("default"); fallback != nil && (!given || v.IsKnown() && v.IsNull() && isFalse(b.attribute("nullable"))) {
		if v, err = e.evaluate(f, fallback, nil); err != nil {
			return cty.DynamicVal, err
		}
	} else if !given {
		e.missing["var."+name] = true
		return cty.DynamicVal, nil
	}
	return typed(b.attribute("type"), e.lang.Check(v))
}

func (e *Evaluator) passed(f *frame, name string) (cty.Value, bool, error) {
	if f.parent == nil {
		v, ok := e.plan.Variables[name]
		if !ok { // a secret, or given at apply: its default says nothing
			e.missing["var."+name] = true
		}
		if !ok {
			return cty.DynamicVal, true, nil
		}
		return toCty(v, nil, 0), true, nil
	}
	expr := f.call.attribute(name)
	if expr == nil {
		return cty.DynamicVal, false, nil
	}
	v, err := e.evaluate(f.parent, expr, func() (map[string]cty.Value, error) { return e.repetition(f.parent, f.call, f.index()) })
	return v, true, err
}

// typed turns a value into one of a variable's type.
func typed(constraint hcl.Expression, v cty.Value) (cty.Value, error) {
	if constraint == nil {
		return v, nil
	}
	ty, defaults, diags := constrained(constraint)
	if diags.HasErrors() {
		return cty.DynamicVal, diags
	}
	if defaults != nil && v.IsKnown() && !v.IsNull() {
		v = defaults.Apply(v)
	}
	out, err := convert.Convert(v, ty)
	if err != nil {
		return cty.DynamicVal, fmt.Errorf("a variable is not of its type: %w", err)
	}
	return out, nil
}

// constrained reads the type of a variable. The bare words list and map stand for those of anything, as they did before types
// had arguments.
func constrained(constraint hcl.Expression) (cty.Type, *typeexpr.Defaults, hcl.Diagnostics) {
	switch hcl.ExprAsKeyword(constraint) {
	case "list":
		return cty.List(cty.DynamicPseudoType), nil, nil
	case "map":
		return cty.Map(cty.DynamicPseudoType), nil, nil
	}
	return typeexpr.TypeConstraintWithDefaults(constraint)
}

// output gives an output of a module.
func (e *Evaluator) output(f *frame, name string) (cty.Value, error) {
	b := f.module.blocks["output."+name]
	if b == nil || b.unclear != "" || b.attribute("value") == nil {
		return cty.DynamicVal, fmt.Errorf("%s has no output %s, or not clearly", f.path, name)
	}
	if secret(b) {
		e.missing[f.path+"."+name+sensitiveMark] = true
		return cty.DynamicVal, nil
	}
	return e.evaluate(f, b.attribute("value"), nil)
}

// sensitiveMark is said of what is not known since it is sensitive.
const sensitiveMark = ", which is sensitive,"

// secret says that a variable or output is declared as sensitive or ephemeral, or that this cannot be told.
func secret(b *block) bool {
	for _, name := range []string{"sensitive", "ephemeral"} {
		if expr := b.attribute(name); expr != nil && !isFalse(expr) {
			return true
		}
	}
	return false
}

func isFalse(expr hcl.Expression) bool {
	if expr == nil {
		return false
	}
	v, ok := lang.Literal(expr)
	return ok && !v.IsNull() && v.Type() == cty.Bool && v.False()
}

// quotedKey is the key of an instance as addresses have it.
func quotedKey(key string) string {
	return strings.NewReplacer("${", "$${", "%{", "%%{").Replace(fmt.Sprintf("%q", key))
}
