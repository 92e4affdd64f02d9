package table

import (
	"math/big"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Values are the attributes of one block, as Terraform sent them.
type Values map[string]tftypes.Value

// Object takes a block's value apart; nil where it is null or unknown.
func Object(v tftypes.Value) Values {
	if v.Type() == nil || v.IsNull() || !v.IsKnown() {
		return nil
	}
	out := map[string]tftypes.Value{}
	if err := v.As(&out); err != nil {
		return nil
	}
	return out
}

// Elements takes a list or set apart; nil where it is null or unknown.
func Elements(v tftypes.Value) []tftypes.Value {
	if v.Type() == nil || v.IsNull() || !v.IsKnown() {
		return nil
	}
	var out []tftypes.Value
	if err := v.As(&out); err != nil {
		return nil
	}
	return out
}

// Known says that the attribute is set to something known.
func (v Values) Known(name string) bool {
	x, ok := v[name]
	return ok && !x.IsNull() && x.IsKnown()
}

// Unknown says that the attribute's value, or a part of it, is not known yet.
func (v Values) Unknown(name string) bool {
	x, ok := v[name]
	return ok && !x.IsFullyKnown()
}

// Text is a text attribute, empty where null, unknown or of another type.
func (v Values) Text(name string) string {
	if !v.Known(name) {
		return ""
	}
	var out string
	if err := v[name].As(&out); err != nil {
		return ""
	}
	return out
}

// Flag is a truth value, false where null, unknown or of another type.
func (v Values) Flag(name string) bool {
	if !v.Known(name) {
		return false
	}
	var out bool
	if err := v[name].As(&out); err != nil {
		return false
	}
	return out
}

// Number is a whole number; false where null, unknown or of another type.
func (v Values) Number(name string) (int64, bool) {
	if !v.Known(name) {
		return 0, false
	}
	var out big.Float
	if err := v[name].As(&out); err != nil {
		return 0, false
	}
	n, _ := out.Int64()
	return n, true
}

// Texts are a list's or set's texts; unknown and null ones are left out.
func (v Values) Texts(name string) []string {
	var out []string
	for _, e := range Elements(v[name]) {
		if t := (Values{"x": e}); t.Known("x") {
			out = append(out, t.Text("x"))
		}
	}
	return out
}

// Labels are a map's texts by key.
func (v Values) Labels(name string) map[string]string {
	out := map[string]string{}
	for k := range Object(v[name]) {
		out[k] = Object(v[name]).Text(k)
	}
	return out
}

// Blocks are the nested blocks of that name.
func (v Values) Blocks(name string) []Values {
	var out []Values
	for _, e := range Elements(v[name]) {
		out = append(out, Object(e))
	}
	return out
}
