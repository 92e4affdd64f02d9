package lang

import (
	"github.com/zclconf/go-cty/cty"
)

// measure is what a look at a value found.
type measure struct {
	steps    int
	symbolic bool // a symbol is in it
	unknown  bool // something in it is not known
	odd      bool // its form depends on what symbols stand for, or it is too deep or too large a number
	beyond   bool // it is more than there are steps left
}

// charge looks at a value and takes the steps off.
func (l *Lang) charge(v cty.Value) measure {
	m := measure{steps: 1}
	l.look(v, 0, &m)
	l.left -= m.steps
	if l.left <= 0 {
		l.left, l.spent, m.beyond = 0, true, true
	}
	return m
}

func (l *Lang) look(v cty.Value, depth int, m *measure) {
	if m.steps++; m.steps > l.left {
		return
	}
	if depth > maxValueDepth {
		m.odd = true
		return
	}
	v, _ = v.Unmark()
	switch ty := v.Type(); {
	case v.IsNull():
	case !v.IsKnown():
		m.unknown = true
	case ty == cty.String:
		text := v.AsString()
		m.steps += len(text) / 8
		m.symbolic = m.symbolic || l.Symbolic(text)
	case ty == cty.Number:
		if f := v.AsBigFloat(); !f.IsInf() {
			exponent := f.MantExp(nil)
			m.odd = m.odd || exponent > maxExponent || exponent < -maxExponent
		}
	case ty.IsCapsuleType(), !v.CanIterateElements():
	default:
		if ty.IsTupleType() {
			n := v.LengthInt()
			m.steps += n * n / 256
			m.odd = m.odd || n > maxTuple
		}
		l.lookInside(v, depth, m)
	}
}

func (l *Lang) lookInside(v cty.Value, depth int, m *measure) {
	inner := measure{steps: m.steps}
	named := v.Type().IsObjectType() || v.Type().IsMapType()
	for it := v.ElementIterator(); it.Next(); {
		key, element := it.Element()
		if named {
			name := key.AsString()
			inner.steps += len(name) / 8
			inner.odd = inner.odd || l.Symbolic(name) // it may be another name in the end, or the same
		}
		l.look(element, depth+1, &inner)
		if inner.steps > l.left {
			break
		}
	}
	// Of a set with a symbol in it nobody knows how many elements it has.
	if v.Type().IsSetType() && inner.symbolic && v.LengthInt() > 1 {
		inner.odd = true
	}
	m.steps = inner.steps
	m.symbolic, m.unknown, m.odd = m.symbolic || inner.symbolic, m.unknown || inner.unknown, m.odd || inner.odd
}
