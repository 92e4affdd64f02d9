package profile

import (
	"encoding/json"
	"maps"
	"strconv"
)

// The standards that are numbers, spelled as data has them.
const (
	number0  = json.Number("0")
	number90 = json.Number("90")
)

// merge puts one tree before another. Neither is changed.
func merge(base, own *node) *node {
	out := newNode(base.schema, base.label, base.at)
	maps.Copy(out.values, base.values)
	maps.Copy(out.ranges, base.ranges)
	for _, n := range []*node{base, own} {
		for kind, blocks := range n.inner {
			if out.inner[kind] == nil {
				out.inner[kind] = map[string]*node{}
			}
			for label, b := range blocks {
				if under, ok := out.inner[kind][label]; ok && n == own {
					b = merge(under, b)
				}
				out.inner[kind][label] = b
			}
		}
	}
	if own.schema != &profileBlock {
		out.at = own.at
	}
	maps.Copy(out.values, own.values)
	maps.Copy(out.ranges, own.ranges)
	return out
}

// data gives a tree as JSON mirrors it.
func (n *node) data() map[string]any {
	out := map[string]any{}
	for i := range n.schema.attributes {
		n.put(&n.schema.attributes[i], out)
	}
	for i := range n.schema.blocks {
		b := &n.schema.blocks[i]
		if !b.labelled {
			inner, ok := n.inner[b.name][""]
			if !ok {
				inner = newNode(b, "", n.at)
			}
			out[b.name] = inner.data()
			continue
		}
		labels := map[string]any{}
		for label, inner := range n.inner[b.name] {
			labels[label] = inner.data()
		}
		out[b.name] = labels
	}
	return out
}

// put writes one setting, its standard where it is not set, and the days of a duration.
func (n *node) put(a *attribute, out map[string]any) {
	v, ok := n.values[a.name]
	switch {
	case ok:
		out[a.name] = v
	case a.standard != nil:
		out[a.name] = a.standard
	case a.kind == texts:
		out[a.name] = []any{}
	case a.kind == periods:
		out[a.name] = map[string]any{}
	}
	switch v := out[a.name].(type) {
	case string:
		if a.kind == period {
			out[a.name+"_days"] = days(v)
		}
	case map[string]any:
		byName := map[string]any{}
		for name, p := range v {
			s, _ := p.(string)
			byName[name] = days(s)
		}
		out[a.name+"_days"] = byName
	}
}

func days(s string) json.Number {
	n, _ := periodDays(s)
	return json.Number(strconv.Itoa(n))
}
