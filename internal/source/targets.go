package source

import (
	"errors"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/keywright/terraform-provider-keywright/internal/source/lang"
)

// Told is what a source tells of the attributes of a resource that the plan does not know, by their paths as JSON pointers
// without the first slash.
type Told struct {
	Targets map[string]string // the address of what an attribute identifies that is an identifier and nothing beside it
	Values  map[string]any    // what attributes of nested blocks are; an empty list where no block of a type is made
}

// Tell gives what the source tells of a resource of the plan.
func (e *Evaluator) Tell(address string) Told {
	out := Told{Targets: map[string]string{}, Values: map[string]any{}}
	i := e.addresses[address]
	if e.mismatch != nil || i == nil {
		return out
	}
	var err error
	defer recovered(&err) // then there are fewer
	f, b, err := e.blockOf(i)
	if err != nil {
		return out
	}
	shape := formOf(i.Data, i.Type)
	body, err := b.merged(shape)
	if err != nil || shape == nil {
		return out
	}
	t := &targets{e: e, f: f, b: b, i: i, out: out}
	t.body(body, nil, shape, i.Unknown, "", 0)
	return out
}

// targets gathers what the attributes of one resource identify.
type targets struct {
	e   *Evaluator
	f   *frame
	b   *block
	i   *Instance
	out Told
}

func (t *targets) body(body *hclsyntax.Body, scope iterators, shape *form, unknown any, prefix string, depth int) {
	for name, a := range body.Attributes {
		if notAttributes[name] || !marked(markOf(unknown, name)) {
			continue
		}
		if v, err := t.evaluate(a.Expr, scope); err == nil {
			t.value(v, prefix+pointerStep(name), depth > 0, 0)
		}
	}
	if depth > lang.MaxDepth {
		return
	}
	for kind, nested := range shape.Blocks {
		marks := markOf(unknown, kind)
		if !marked(marks) || body.Attributes[kind] != nil { // some blocks can be written as an attribute
			continue
		}
		blocks, ok := t.blocksOf(body, kind, scope)
		if ok && len(blocks) == 0 {
			t.out.Values[prefix+pointerStep(kind)] = []any{}
		}
		for n, inner := range blocks {
			switch {
			case !ok:
			case nested.Nesting == "single":
				t.body(inner.body, inner.scope, &nested.form, marks, prefix+pointerStep(kind)+"/", depth+1)
			case nested.Nesting == "list":
				t.body(inner.body, inner.scope, &nested.form, markAt(marks, n), prefix+pointerStep(kind)+"/"+strconv.Itoa(n)+"/", depth+1)
			case len(blocks) == 1: // a set of one
				t.body(inner.body, inner.scope, &nested.form, markAt(marks, 0), prefix+pointerStep(kind)+"/0/", depth+1)
			}
		}
	}
}

var errUntold = errors.New("it cannot be told")

func (t *targets) evaluate(expr hcl.Expression, scope iterators) (cty.Value, error) {
	t.e.lang.Begin()
	clear(t.e.missing)
	clear(t.e.used)
	t.e.scope = scope
	defer func() { t.e.scope = nil }()
	v, err := t.e.evaluate(t.f, expr, func() (map[string]cty.Value, error) { return t.e.repetition(t.f, t.b, t.i.Index) })
	if err == nil && (t.e.lang.Spent() || t.e.irrelevant() != "") {
		err = errUntold
	}
	return v, err
}

// scoped is a body, with what the dynamic blocks around it name.
type scoped struct {
	body  *hclsyntax.Body
	scope iterators
}

// blocksOf gives the blocks of a type in order, those that dynamic blocks make among them; ok says that these are all.
func (t *targets) blocksOf(body *hclsyntax.Body, kind string, scope iterators) (blocks []scoped, ok bool) {
	ok = true
	for _, b := range body.Blocks {
		switch {
		case nestedType(b) != kind:
		case b.Type != "dynamic":
			blocks = append(blocks, scoped{b.Body, scope})
		default:
			ok = repeated(b, scope,
				func(expr hcl.Expression) (cty.Value, error) { return t.evaluate(expr, scope) },
				func(content *hclsyntax.Body, inner iterators) { blocks = append(blocks, scoped{content, inner}) }) && ok
		}
	}
	return blocks, ok
}

// value notes what in a value is an identifier, and what else it is in a nested block. Of a set nobody knows which place it has.
func (t *targets) value(v cty.Value, path string, nested bool, depth int) {
	marked := v.IsMarked()
	v, _ = v.Unmark()
	switch ty := v.Type(); {
	case !v.IsKnown() || v.IsNull() || depth > lang.MaxDepth || ty.IsSetType():
	case ty == cty.String:
		number, only := t.e.lang.Only(v.AsString())
		switch {
		case only && number < len(t.e.symbols):
			t.out.Targets[path] = t.e.symbols[number].Address
		case nested && !marked && !t.e.lang.Symbolic(v.AsString()):
			t.out.Values[path] = v.AsString()
		}
	case ty == cty.Bool:
		if nested && !marked {
			t.out.Values[path] = v.True()
		}
	case v.CanIterateElements():
		for it := v.ElementIterator(); it.Next(); {
			key, element := it.Element()
			step := ""
			if key.Type() == cty.String {
				step = pointerStep(key.AsString())
			} else {
				step = key.AsBigFloat().Text('f', -1)
			}
			t.value(element, path+"/"+step, nested, depth+1)
		}
	}
}

func pointerStep(name string) string {
	return strings.NewReplacer("~", "~0", "/", "~1").Replace(name)
}

// markOf gives the mark of a member: one mark holds for all that is inside.
func markOf(mark any, name string) any {
	if mark == true {
		return true
	}
	return object(mark)[name]
}

func markAt(mark any, n int) any {
	if mark == true {
		return true
	}
	return at(list(mark), n)
}
