package plan

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// providers takes the literals out of provider settings that rules have no use for.
func providers(configs map[string]any) {
	for _, config := range configs {
		expressions := object(object(config)["expressions"])
		for name, e := range expressions {
			if !slices.Contains(providerSettings, name) {
				literals(e)
			}
		}
	}
}

// module takes out of a module's configuration the literals of marked attributes, of sensitive variables and
// outputs, and of what is passed to sensitive variables of the modules it calls.
func (r *redactor) module(module map[string]any, prefix string) {
	for _, v := range list(module["resources"]) {
		resource := object(v)
		address, _ := resource["address"].(string)
		for name := range r.marked[prefix+address] {
			literals(object(resource["expressions"])[name])
		}
	}
	for _, v := range object(module["variables"]) {
		if variable := object(v); isTrue(variable["sensitive"]) {
			r.learn(variable["default"])
			hide(variable, "default")
		}
	}
	for _, v := range object(module["outputs"]) {
		if output := object(v); isTrue(output["sensitive"]) {
			literals(output["expression"])
		}
	}
	for name, v := range object(module["module_calls"]) {
		call := object(v)
		inner := object(call["module"])
		for variable, declaration := range object(inner["variables"]) {
			if isTrue(object(declaration)["sensitive"]) {
				passed := object(call["expressions"])[variable]
				r.learn(object(passed)["constant_value"])
				literals(passed)
			}
		}
		r.module(inner, prefix+"module."+name+".")
	}
}

// literals takes the constant values out of an expression and of the blocks inside it.
func literals(expression any) {
	switch e := expression.(type) {
	case map[string]any:
		hide(e, "constant_value")
		for _, inner := range e {
			literals(inner)
		}
	case []any:
		for _, inner := range e {
			literals(inner)
		}
	}
}

// copyMask marks what equals a marked value without carrying the mark: Terraform loses marks in what providers
// compute, and has none on literals.
func (r *redactor) copyMask(value any) any {
	switch v := value.(type) {
	case string:
		return r.secrets[v]
	case map[string]any:
		var mask map[string]any
		for name, e := range v {
			if m := r.copyMask(e); anyTrue(m) {
				if mask == nil {
					mask = map[string]any{}
				}
				mask[name] = m
			}
		}
		if mask == nil {
			return false
		}
		return mask
	case []any:
		mask := make([]any, len(v))
		for i, e := range v {
			mask[i] = r.copyMask(e)
		}
		return mask
	}
	return false
}

// copiesIn takes copies out of the literals of the configuration and of variables. Names and references stay.
func (r *redactor) copiesIn(node any) {
	switch n := node.(type) {
	case map[string]any:
		for _, name := range []string{"constant_value", "default", "value"} {
			if anyTrue(r.copyMask(n[name])) {
				hide(n, name)
			}
		}
		for _, e := range n {
			r.copiesIn(e)
		}
	case []any:
		for _, e := range n {
			r.copiesIn(e)
		}
	}
}

// configAddress is a resource's address as its configuration has it: without the instances' keys.
func configAddress(address string) string {
	var out strings.Builder
	depth, quoted := 0, false
	for i := 0; i < len(address); i++ {
		c := address[i]
		switch {
		case quoted && c == '\\':
			i++
		case depth > 0 && c == '"':
			quoted = !quoted
		case quoted:
		case c == '[':
			depth++
		case c == ']' && depth > 0:
			depth--
		case depth == 0:
			out.WriteByte(c)
		}
	}
	return out.String()
}

func anyTrue(mask any) bool {
	switch m := mask.(type) {
	case bool:
		return m
	case map[string]any:
		for _, e := range m {
			if anyTrue(e) {
				return true
			}
		}
	case []any:
		return slices.ContainsFunc(m, anyTrue)
	}
	return false
}

func isTrue(v any) bool { return v == true }

func object(v any) map[string]any {
	o, _ := v.(map[string]any)
	return o
}

func list(v any) []any {
	l, _ := v.([]any)
	return l
}

func sorted(o map[string]any) []string { return slices.Sorted(maps.Keys(o)) }

func itoa(i int) string { return strconv.Itoa(i) }
