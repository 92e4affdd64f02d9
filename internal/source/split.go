package source

import (
	"encoding/json"
	"strconv"

	"github.com/zclconf/go-cty/cty"

	"github.com/keywright/terraform-provider-keywright/internal/source/lang"
)

// split takes a value apart into what is known of it, as JSON has it, and what is not: marks of the same structure, nil for
// no mark. size is about how many bytes it takes.
func split(v cty.Value, depth int) (value, mark any, size int) {
	v, _ = v.Unmark()
	switch ty := v.Type(); {
	case depth > lang.MaxDepth, !v.IsKnown():
		return nil, true, 4
	case v.IsNull():
		return nil, nil, 4
	case ty == cty.String:
		return v.AsString(), nil, len(v.AsString()) + 2
	case ty == cty.Bool:
		return v.True(), nil, 5
	case ty == cty.Number:
		text := v.AsBigFloat().Text('f', -1)
		return json.Number(text), nil, len(text)
	case ty.IsObjectType() || ty.IsMapType():
		return splitObject(v, depth)
	case v.CanIterateElements():
		return splitList(v, depth)
	}
	return nil, true, 4
}

func splitObject(v cty.Value, depth int) (value, mark any, size int) {
	values, marks := map[string]any{}, map[string]any{}
	for it := v.ElementIterator(); it.Next(); {
		key, element := it.Element()
		name := key.AsString()
		inner, m, n := split(element, depth+1)
		if name == incomplete {
			continue
		}
		size += len(name) + 4 + n
		if m != true {
			values[name] = inner
		}
		if m != nil {
			marks[name] = m
		}
	}
	if len(marks) == 0 {
		return values, nil, size
	}
	return values, marks, size
}

func splitList(v cty.Value, depth int) (value, mark any, size int) {
	values, marks, some := []any{}, []any{}, false
	for it := v.ElementIterator(); it.Next(); {
		_, element := it.Element()
		inner, m, n := split(element, depth+1)
		size += n + 1
		values = append(values, inner)
		if m == nil {
			m = false
		} else {
			some = true
		}
		marks = append(marks, m)
	}
	if !some {
		return values, nil, size
	}
	return values, marks, size
}

// plainDefault gives a default as a plan has it.
func plainDefault(v any) any {
	if n, ok := v.(float64); ok {
		return json.Number(strconv.FormatFloat(n, 'f', -1, 64))
	}
	return v
}
