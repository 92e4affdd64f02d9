package audit

import (
	"cmp"
	"slices"
	"strings"

	"github.com/keywright/terraform-provider-keywright/internal/finding"
)

// view is an input in the order of the document, with what several sections look up.
type view struct {
	in      Input
	keys    []finding.Key
	outside []finding.Key     // policies whose key is not in the inputs
	name    map[string]string // address → the name that the document gives a key
}

func newView(in Input) *view {
	v := &view{in: in, keys: slices.Clone(in.Inventory.Keys), name: map[string]string{}}
	slices.SortFunc(v.keys, func(a, b finding.Key) int {
		return cmp.Or(strings.Compare(firstAlias(a), firstAlias(b)), strings.Compare(a.Address, b.Address))
	})
	v.outside = slices.Clone(in.Inventory.Outside)
	slices.SortFunc(v.outside, func(a, b finding.Key) int { return strings.Compare(a.Address, b.Address) })
	for _, o := range v.outside {
		v.name[o.Address] = o.Address
	}
	count := map[string]int{}
	for _, k := range v.keys {
		count[firstAlias(k)]++
	}
	for _, k := range v.keys {
		v.name[k.Address] = k.Address
		if alias := firstAlias(k); count[alias] == 1 {
			v.name[k.Address] = alias
		}
	}
	return v
}

// firstAlias is what people call a key: its first alias, else its address. Two regions may each have the alias, and
// then only addresses tell the keys apart.
func firstAlias(k finding.Key) string {
	if len(k.Aliases) == 0 {
		return k.Address
	}
	return slices.Min(k.Aliases)
}

// nameOf is the document's name for an address.
func (v *view) nameOf(address string) string {
	if n, ok := v.name[address]; ok {
		return n
	}
	return address
}

// keyCell names a key in the first cell of a row: its name, and below it the address.
func keyCell(k finding.Key) Cell {
	name := firstAlias(k)
	if name == k.Address {
		return code(name)
	}
	return text(name).and(Line{Text: k.Address, Code: true, Weak: true})
}

// value is one attribute of a key: what it is and on what basis, or what stands in the way of knowing it.
func value(k finding.Key, attribute, what string) Cell {
	if why, ok := k.Unknown[attribute]; ok {
		return unknown(why)
	}
	if what == "" {
		return Cell{}
	}
	return text(what).and(Line{Text: basis(k.Basis[attribute]), Weak: true})
}

// declared is an attribute that every key should have.
func declared(k finding.Key, attribute, what string) Cell {
	if c := value(k, attribute, what); len(c.Lines) > 0 {
		return c
	}
	return marked(Open, "not declared")
}

func unknown(why string) Cell {
	return marked(Open, "not known").and(Line{Text: why, Weak: true})
}

// basis says where a value comes from, unless it is stated on the resource itself.
func basis(b string) string {
	switch b {
	case "", "plan", "state":
		return ""
	case "default":
		return "the provider's default"
	default:
		return "from " + b
	}
}

// stack puts cells into one, line under line. The worst mark holds for all.
func stack(cells ...Cell) Cell {
	var out Cell
	for _, c := range cells {
		out.Lines = append(out.Lines, c.Lines...)
		if rank(c.Mark) > rank(out.Mark) {
			out.Mark = c.Mark
		}
	}
	return out
}

func rank(m Mark) int {
	return slices.Index([]Mark{Plain, Aside, Good, Open, Bad}, m)
}

// labelled puts a word before a value that means little by itself.
func labelled(label string, c Cell) Cell {
	if len(c.Lines) == 0 {
		return c
	}
	c.Lines = slices.Clone(c.Lines)
	c.Lines[0].Text = label + " " + c.Lines[0].Text
	return c
}
