package facts

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/keywright/terraform-provider-keywright/internal/source"
)

// The plan's configuration says nothing of what stands in locals. Where the plan knows a value all the same, the source
// must come to the same: a source of another commit, or with other variables, tells on itself there.

// planned are the attributes that a provider plans for a new resource as they are configured, in these types.
var planned = map[string][]string{
	"aws_kms_key":         {"policy", "tags"},
	"aws_kms_key_policy":  {"policy"},
	"aws_iam_role":        {"assume_role_policy", "name", "tags"},
	"aws_iam_role_policy": {"name", "policy"},
	"aws_iam_policy":      {"name", "policy"},
	"aws_kms_alias":       {"name"},
}

// maxTold bounds how many values are compared.
const maxTold = 500

// contradiction says where the source comes to another value than the plan; nil for nowhere.
func contradiction(all map[string]instance, evaluator *source.Evaluator) error {
	compared := 0
	for _, address := range slices.Sorted(maps.Keys(all)) {
		i := all[address]
		if !i.created || i.Data {
			continue
		}
		for _, attribute := range planned[i.Type] {
			value := i.Values[attribute]
			if value == nil || object(i.Unknown)[attribute] == true || hidden(object(i.Unknown)[attribute]) {
				continue
			}
			if compared++; compared > maxTold {
				return nil
			}
			if v, err := evaluator.Attribute(address, attribute); err == nil && !alike(value, v, evaluator) {
				return fmt.Errorf("%w: %s of %s is another in it", source.ErrMismatch, attribute, address)
			}
		}
	}
	return nil
}

// hidden says that something in a value is marked.
func hidden(mark any) bool {
	for _, m := range object(mark) {
		if m == true || hidden(m) {
			return true
		}
	}
	for _, m := range list(mark) {
		if m == true || hidden(m) {
			return true
		}
	}
	return mark == true
}

// alike says that a planned value may be the configured one: texts of JSON are compared by what they say.
func alike(planned, configured any, evaluator *source.Evaluator) bool {
	text, isText := configured.(string)
	want, wantsText := planned.(string)
	if isText && wantsText {
		symbols := false
		text = evaluator.Fill(text, func(source.Symbol) string { symbols = true; return "" })
		var a, b any
		if symbols || text == want {
			return true // what the plan knows is no longer a symbol
		}
		return json.Unmarshal([]byte(text), &a) == nil && json.Unmarshal([]byte(want), &b) == nil && reflect.DeepEqual(a, b)
	}
	a, b := maps.Clone(object(planned)), maps.Clone(object(configured))
	if a == nil || b == nil {
		return false
	}
	for _, o := range []map[string]any{a, b} {
		maps.DeleteFunc(o, func(_ string, v any) bool { return v == nil })
		for name, v := range o {
			o[name] = strings.TrimSpace(fmt.Sprint(v)) // a tag may be given as a number
		}
	}
	return reflect.DeepEqual(a, b)
}
