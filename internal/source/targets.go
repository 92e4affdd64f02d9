package source

import (
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/keywright/terraform-provider-keywright/internal/source/lang"
)

// Targets says, of a resource of the plan, which of its attributes are an identifier of something else that apply makes, and
// nothing beside it: by their paths as JSON pointers without the first slash, the address of what they identify. Attributes
// that the plan knows are not among them, nor what dynamic blocks make.
func (e *Evaluator) Targets(address string) map[string]string {
	out := map[string]string{}
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
	t.body(body, shape, i.Unknown, "", 0)
	return out
}

// targets gathers what the attributes of one resource identify.
type targets struct {
	e   *Evaluator
	f   *frame
	b   *block
	i   *Instance
	out map[string]string
}

func (t *targets) body(body *hclsyntax.Body, shape *form, unknown any, prefix string, depth int) {
	for name, a := range body.Attributes {
		if notAttributes[name] || !marked(markOf(unknown, name)) {
			continue
		}
		t.e.lang.Begin()
		clear(t.e.missing)
		clear(t.e.used)
		v, err := t.e.evaluate(t.f, a.Expr, func() (map[string]cty.Value, error) { return t.e.repetition(t.f, t.b, t.i.Index) })
		if err == nil && !t.e.lang.Spent() && t.e.irrelevant() == "" {
			t.value(v, prefix+pointerStep(name), 0)
		}
	}
	if depth > lang.MaxDepth {
		return
	}
	for kind, nested := range shape.Blocks {
		blocks, plain := blocksOf(body, kind)
		marks := markOf(unknown, kind)
		for n, inner := range blocks {
			switch {
			case !plain:
			case nested.Nesting == "single":
				t.body(inner, &nested.form, marks, prefix+pointerStep(kind)+"/", depth+1)
			case nested.Nesting == "list":
				t.body(inner, &nested.form, markAt(marks, n), prefix+pointerStep(kind)+"/"+strconv.Itoa(n)+"/", depth+1)
			case len(blocks) == 1: // a set of one
				t.body(inner, &nested.form, markAt(marks, 0), prefix+pointerStep(kind)+"/0/", depth+1)
			}
		}
	}
}

// blocksOf gives the blocks of a type; plain says that no dynamic block makes others beside them.
func blocksOf(body *hclsyntax.Body, kind string) (blocks []*hclsyntax.Body, plain bool) {
	plain = true
	for _, b := range body.Blocks {
		if nestedType(b) != kind {
			continue
		}
		plain = plain && b.Type != "dynamic"
		blocks = append(blocks, b.Body)
	}
	return blocks, plain
}

// value notes what in a value is an identifier. Of a set nobody knows which place it has.
func (t *targets) value(v cty.Value, path string, depth int) {
	v, _ = v.Unmark()
	switch ty := v.Type(); {
	case !v.IsKnown() || v.IsNull() || depth > lang.MaxDepth || ty.IsSetType():
	case ty == cty.String:
		if number, ok := t.e.lang.Only(v.AsString()); ok && number < len(t.e.symbols) {
			t.out[path] = t.e.symbols[number].Address
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
			t.value(element, path+"/"+step, depth+1)
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
