package source

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// drawing fills in the attributes and nested blocks of one instance.
type drawing struct {
	p     *planner
	f     *frame
	b     *block
	index any
}

// evaluate gives the value of an expression, and whether a secret is why it is not known.
func (d *drawing) evaluate(expr hcl.Expression, scope iterators) (v cty.Value, secret bool, err error) {
	v, missing, err := d.p.value(func() (cty.Value, error) {
		d.p.e.scope = scope
		return d.p.e.evaluate(d.f, expr, func() (map[string]cty.Value, error) { return d.p.e.repetition(d.f, d.b, d.index) })
	})
	if err != nil {
		return cty.DynamicVal, false, err
	}
	for name := range missing {
		secret = secret || strings.HasSuffix(name, sensitiveMark)
	}
	return v, secret && !v.IsWhollyKnown(), nil
}

// notAttributes are arguments that Terraform itself takes.
var notAttributes = map[string]bool{"count": true, "for_each": true, "provider": true, "depends_on": true}

// plainly gives the attributes of a type whose form is not known. What is not set is not known to be absent.
func (d *drawing) plainly(body *hclsyntax.Body, values, unknown, sensitive map[string]any) {
	for name, a := range body.Attributes {
		if notAttributes[name] {
			continue
		}
		v, secret, err := d.evaluate(a.Expr, nil)
		if err != nil || secret {
			unknown[name] = true
			if secret {
				sensitive[name] = true
			}
			continue
		}
		d.put(name, v, values, unknown)
	}
}

// put notes a value, and what of it is not known.
func (d *drawing) put(name string, v cty.Value, values, unknown map[string]any) {
	value, mark, size := split(v, 0)
	if d.p.bytes += size; d.p.bytes > maxPlannedBytes {
		d.p.lack("the attributes come to more than %d bytes", maxPlannedBytes)
		unknown[name] = true
		return
	}
	if mark != nil {
		unknown[name] = mark
	}
	if mark != true {
		values[name] = value
	}
}

// form fills in a body of a known form.
func (d *drawing) form(shape *form, body *hclsyntax.Body, scope iterators, values, unknown, sensitive map[string]any) {
	for name, a := range shape.Attributes {
		if shape.Blocks[name] == nil || body.Attributes[name] != nil {
			d.attribute(name, a, body.Attributes[name], scope, values, unknown, sensitive)
		}
	}
	for name, nested := range shape.Blocks {
		if body.Attributes[name] != nil { // what may be either is an attribute
			continue
		}
		d.blocks(name, nested, body, scope, values, unknown, sensitive)
	}
}

func (d *drawing) attribute(name string, a *attributeForm, set *hclsyntax.Attribute, scope iterators, values, unknown, sensitive map[string]any) {
	if a.WriteOnly {
		values[name] = nil
		return
	}
	if set == nil {
		unset(name, a, values, unknown)
		return
	}
	v, secret, err := d.evaluate(set.Expr, scope)
	if err == nil && v.IsKnown() && v.IsNull() {
		unset(name, a, values, unknown)
		return
	}
	if err == nil {
		v, err = a.shaped(v)
	}
	if a.Sensitive || secret {
		sensitive[name] = true
	}
	if err != nil || secret {
		unknown[name] = true
		return
	}
	d.put(name, v, values, unknown)
}

// unset gives an attribute that the configuration leaves out.
func unset(name string, a *attributeForm, values, unknown map[string]any) {
	switch {
	case a.Default != nil:
		values[name] = plainDefault(a.Default)
	case a.Computed:
		unknown[name] = true
	default:
		values[name] = nil
	}
}

// shaped gives a value as the attribute's type has it.
func (a *attributeForm) shaped(v cty.Value) (cty.Value, error) {
	if a.Nested == "" {
		return convert.Convert(v, a.typ)
	}
	if !v.IsKnown() || v.IsNull() {
		return v, nil
	}
	switch a.Nested {
	case "single":
		return a.object(v)
	case "map":
		return a.each(v, func(all map[string]cty.Value, _ []cty.Value) cty.Value { return cty.ObjectVal(all) })
	default:
		return a.each(v, func(_ map[string]cty.Value, all []cty.Value) cty.Value { return cty.TupleVal(all) })
	}
}

func (a *attributeForm) each(v cty.Value, gathered func(map[string]cty.Value, []cty.Value) cty.Value) (cty.Value, error) {
	if !v.CanIterateElements() {
		return cty.DynamicVal, errOpen
	}
	named, listed := map[string]cty.Value{}, []cty.Value{}
	for it := v.ElementIterator(); it.Next(); {
		key, element := it.Element()
		if element.IsKnown() && !element.IsNull() {
			var err error
			if element, err = a.object(element); err != nil {
				return cty.DynamicVal, err
			}
		}
		listed = append(listed, element)
		if key.Type() == cty.String && key.IsKnown() {
			named[key.AsString()] = element
		}
	}
	return gathered(named, listed), nil
}

// object gives an object of the nested attributes: those that are not there are null, unless whoever made the object knows
// more of it than is told.
func (a *attributeForm) object(v cty.Value) (cty.Value, error) {
	if !v.Type().IsObjectType() && !v.Type().IsMapType() {
		return cty.DynamicVal, errOpen
	}
	given := v.AsValueMap()
	_, partly := given[incomplete]
	out := map[string]cty.Value{}
	for name, inner := range a.Attributes {
		member, ok := given[name]
		switch {
		case !ok && partly:
			out[name] = cty.DynamicVal
		case !ok:
			out[name] = cty.NullVal(cty.DynamicPseudoType)
		default:
			shaped, err := inner.shaped(member)
			if err != nil {
				return cty.DynamicVal, err
			}
			out[name] = shaped
		}
	}
	return cty.ObjectVal(out), nil
}

// blocks fills in the nested blocks of a type, those that dynamic blocks make among them.
func (d *drawing) blocks(name string, nested *blockForm, body *hclsyntax.Body, scope iterators, values, unknown, sensitive map[string]any) {
	list, marks, hidden := []any{}, []any{}, []any{}
	open := false
	add := func(content *hclsyntax.Body, scope iterators) {
		v, u, s := map[string]any{}, map[string]any{}, map[string]any{}
		d.form(&nested.form, content, scope, v, u, s)
		list, marks, hidden = append(list, v), append(marks, u), append(hidden, s)
	}
	for _, b := range body.Blocks {
		switch {
		case nestedType(b) != name:
		case b.Type != "dynamic":
			add(b.Body, scope)
		default:
			secret, ok := d.dynamic(b, scope, add)
			open = open || !ok
			if secret {
				sensitive[name] = true
			}
		}
	}
	switch {
	case open:
		unknown[name] = true
	case nested.Nesting == "single" && len(list) == 0:
		values[name] = nil
	case nested.Nesting == "single":
		values[name] = list[0]
		note(unknown, name, marks[0])
		note(sensitive, name, hidden[0])
	case len(list) == 0 && nested.Computed:
		unknown[name] = true
	default:
		values[name] = list
		note(unknown, name, marks)
		note(sensitive, name, hidden)
	}
}

// note keeps marks that mark anything.
func note(marks map[string]any, name string, mark any) {
	if marked(mark) {
		marks[name] = mark
	}
}

func marked(mark any) bool {
	for _, m := range object(mark) {
		if marked(m) {
			return true
		}
	}
	for _, m := range list(mark) {
		if marked(m) {
			return true
		}
	}
	return mark == true
}

// dynamic goes through what a dynamic block is made for; ok says whether that can be told.
func (d *drawing) dynamic(b *hclsyntax.Block, scope iterators, add func(*hclsyntax.Body, iterators)) (secret, ok bool) {
	ok = repeated(b, scope, func(expr hcl.Expression) (v cty.Value, err error) {
		v, secret, err = d.evaluate(expr, scope)
		return v, err
	}, add)
	return secret && !ok, ok
}
