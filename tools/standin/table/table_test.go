package table

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

func must(t *testing.T, ty tftypes.Type, v any) tftypes.Value {
	t.Helper()
	out, err := Value(ty, v)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestValue(t *testing.T) {
	pair := tftypes.Object{AttributeTypes: map[string]tftypes.Type{"a": Text, "n": Number}}
	good := []struct {
		ty tftypes.Type
		v  any
	}{
		{Text, "x"}, {Text, nil}, {Flag, true}, {Number, 7}, {Texts, []string{"b", "a"}}, {Names, []string{}},
		{Labels, map[string]string{"k": "v"}}, {pair, map[string]any{"a": "x", "n": 1}},
		{tftypes.List{ElementType: pair}, []any{map[string]any{"a": nil, "n": 2}}},
	}
	for _, c := range good {
		if got := must(t, c.ty, c.v); !got.Type().Equal(c.ty) || !got.IsFullyKnown() {
			t.Errorf("%v became %s", c.v, got)
		}
	}
	bad := []struct {
		ty tftypes.Type
		v  any
	}{
		{Text, 1}, {Flag, "true"}, {Text, []string{"x"}}, {Texts, map[string]string{}}, {Names, []any{1}},
		{pair, map[string]any{"b": "x"}}, {Labels, []string{}},
	}
	for _, c := range bad {
		if got, err := Value(c.ty, c.v); err == nil {
			t.Errorf("%v was taken for a %s: %s", c.v, c.ty, got)
		}
	}
}

// Nothing is read out of what is null, unknown, absent or of another type.
func TestValuesOfNothing(t *testing.T) {
	v := Values{
		"null": must(t, Text, nil), "unknown": tftypes.NewValue(Text, tftypes.UnknownValue), "number": must(t, Number, 3),
		"some": tftypes.NewValue(Texts, []tftypes.Value{must(t, Text, "a"), tftypes.NewValue(Text, tftypes.UnknownValue)}),
	}
	for _, name := range []string{"null", "unknown", "absent"} {
		if v.Known(name) || v.Text(name) != "" || v.Flag(name) || len(v.Texts(name)) > 0 || len(v.Labels(name)) > 0 || len(v.Blocks(name)) > 0 {
			t.Errorf("%s is something", name)
		}
		if _, ok := v.Number(name); ok {
			t.Errorf("%s is a number", name)
		}
	}
	if v.Text("number") != "" || v.Flag("number") {
		t.Error("a number is a text or a truth value")
	}
	if !v.Unknown("unknown") || !v.Unknown("some") || v.Unknown("null") || v.Unknown("absent") {
		t.Error("what is unknown is not told from what is not")
	}
	if got := v.Texts("some"); len(got) != 1 || got[0] != "a" {
		t.Errorf("texts: %v", got)
	}
}

func TestFull(t *testing.T) {
	names := func(r Resource) map[string]*tfprotov5.SchemaAttribute {
		out := map[string]*tfprotov5.SchemaAttribute{}
		for _, a := range r.Full().Schema(r.Version).Block.Attributes {
			out[a.Name] = a
		}
		return out
	}
	plain := names(Resource{Global: true})
	if len(plain) != 1 || !plain["id"].Optional || !plain["id"].Computed {
		t.Errorf("a global resource without attributes has %v", plain)
	}
	whole := names(Resource{Tagged: true, Block: Block{Attrs: Attrs{"id": Computed(Text), "secret": Required(Text).Sensitive()}}})
	if len(whole) != 5 || whole["id"].Optional || !whole["region"].Computed || !whole["tags_all"].Computed || whole["tags"].Computed || !whole["secret"].Sensitive {
		t.Errorf("a tagged resource of a region has %v", whole)
	}
}
