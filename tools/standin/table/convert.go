package table

import (
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Value makes a value of the given type from plain Go: nil, string, bool, int, []string, map[string]string, []any
// and map[string]any.
func Value(t tftypes.Type, v any) (tftypes.Value, error) {
	switch x := v.(type) {
	case nil:
		return tftypes.NewValue(t, nil), nil
	case []string:
		return elements(t, x)
	case []any:
		return elements(t, x)
	case map[string]string:
		return members(t, x)
	case map[string]any:
		return members(t, x)
	case int:
		v = int64(x)
	}
	if err := tftypes.ValidateValue(t, v); err != nil {
		return tftypes.Value{}, fmt.Errorf("%v is not a value of type %s: %w", v, t, err)
	}
	return tftypes.NewValue(t, v), nil
}

func elements[E any](t tftypes.Type, in []E) (tftypes.Value, error) {
	var inner tftypes.Type
	switch x := t.(type) {
	case tftypes.List:
		inner = x.ElementType
	case tftypes.Set:
		inner = x.ElementType
	default:
		return tftypes.Value{}, fmt.Errorf("a list does not fit the type %s", t)
	}
	out := make([]tftypes.Value, 0, len(in))
	for _, e := range in {
		v, err := Value(inner, e)
		if err != nil {
			return tftypes.Value{}, err
		}
		out = append(out, v)
	}
	return tftypes.NewValue(t, out), nil
}

func members[E any](t tftypes.Type, in map[string]E) (tftypes.Value, error) {
	var inner func(string) tftypes.Type
	switch x := t.(type) {
	case tftypes.Map:
		inner = func(string) tftypes.Type { return x.ElementType }
	case tftypes.Object:
		inner = func(name string) tftypes.Type { return x.AttributeTypes[name] }
	default:
		return tftypes.Value{}, fmt.Errorf("a map does not fit the type %s", t)
	}
	out := make(map[string]tftypes.Value, len(in))
	for _, name := range slices.Sorted(maps.Keys(in)) {
		it := inner(name)
		if it == nil {
			return tftypes.Value{}, fmt.Errorf("the type %s has no member %q", t, name)
		}
		v, err := Value(it, in[name])
		if err != nil {
			return tftypes.Value{}, fmt.Errorf("%s: %w", name, err)
		}
		out[name] = v
	}
	return tftypes.NewValue(t, out), nil
}
