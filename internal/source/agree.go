package source

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	ctyjson "github.com/zclconf/go-cty/cty/json"

	"github.com/keywright/terraform-provider-keywright/internal/source/lang"
)

// A plan's configuration has, of each resource, module call and output, what its expressions refer to, and the values of
// those that are literals. The source counts only where it says the same of all of them: a plan of another commit, with
// other files or from another folder, tells on itself somewhere.

// redacted is the member by which a plan that was read says that a literal was taken out of it (internal/plan).
const redacted = "keywright_sensitive"

// agree holds a module against the plan's configuration of it, and those that it calls.
func (e *Evaluator) agree(m *module, config map[string]any, called string) error {
	if m == nil || config == nil {
		return fmt.Errorf("the plan has no configuration, or the folder none")
	}
	if err := e.sameResources(m, config); err != nil {
		return err
	}
	if err := sameVariables(m, object(config["variables"])); err != nil {
		return err
	}
	if err := sameOutputs(m, object(config["outputs"])); err != nil {
		return err
	}
	calls := object(config["module_calls"])
	for _, name := range slices.Sorted(maps.Keys(m.blocks)) {
		if call, ok := strings.CutPrefix(name, "module."); ok && calls[call] == nil {
			return differs(m.blocks[name], "module."+call, "is not in the plan")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(calls)) {
		if err := e.sameCall(m, name, object(calls[name]), strings.TrimPrefix(called+"."+name, ".")); err != nil {
			return err
		}
	}
	e.verified[called] = true
	return nil
}

func differs(b *block, name, how string) error {
	return fmt.Errorf("%s at %s:%d %s", name, b.file, b.line, how)
}

func (e *Evaluator) sameResources(m *module, config map[string]any) error {
	planned := map[string]bool{}
	for _, v := range list(config["resources"]) {
		resource := object(v)
		address, _ := resource["address"].(string)
		kind, _ := resource["type"].(string)
		if _, read := e.plan.Types[kind]; !read && e.plan.Types != nil {
			continue
		}
		planned[address] = true
		b := m.blocks[address]
		if b == nil {
			return fmt.Errorf("%s is not in it", address)
		}
		if err := e.sameResource(b, address, kind, resource); err != nil {
			return err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(m.blocks)) {
		kind, rest, _ := strings.Cut(name, ".")
		switch kind {
		case "variable", "output", "module":
			continue
		case "data":
			kind, _, _ = strings.Cut(rest, ".")
		}
		if _, read := e.plan.Types[kind]; (read || e.plan.Types == nil) && !planned[name] {
			return differs(m.blocks[name], name, "is not in the plan")
		}
	}
	return nil
}

// otherRepetition says whether count or for_each differs. The plan leaves out one that neither refers to anything nor is a
// literal.
func otherRepetition(planned map[string]any, b *block) string {
	for attribute, member := range map[string]string{"count": "count_expression", "for_each": "for_each_expression"} {
		described, expr := planned[member], b.attribute(attribute)
		if described == nil && expr != nil {
			described = map[string]any{}
		}
		if !same(described, expr) {
			return attribute
		}
	}
	return ""
}

func (e *Evaluator) sameResource(b *block, address, kind string, resource map[string]any) error {
	if attribute := otherRepetition(resource, b); attribute != "" {
		return differs(b, address, "has another "+attribute)
	}
	expressions := object(resource["expressions"])
	for _, name := range slices.Sorted(maps.Keys(expressions)) {
		expr := b.attribute(name)
		_, isObject := expressions[name].(map[string]any)
		if expr == nil || !isObject { // nested blocks
			body, err := b.merged(formOf(strings.HasPrefix(address, "data."), kind))
			if err != nil || (!sameBlocks(expressions[name], body, name) && !sameAttribute(expressions[name], body, name)) {
				return differs(b, address, "has another "+name)
			}
			continue
		}
		if !same(expressions[name], expr) {
			return differs(b, address, "has another "+name)
		}
	}
	known := e.plan.Types[kind]
	for name := range b.attributes() {
		if slices.Contains(known, name) && expressions[name] == nil {
			return differs(b, address, "sets "+name+", and the plan does not")
		}
	}
	return nil
}

func (e *Evaluator) sameCall(m *module, name string, call map[string]any, called string) error {
	b := m.blocks["module."+name]
	if b == nil {
		return fmt.Errorf("module.%s is not in it", name)
	}
	if planned, _ := call["source"].(string); isPath(planned) && path.Clean(planned) != m.named[name] || !isPath(planned) && !m.fetched[name] {
		return differs(b, "module."+name, "has another source")
	}
	if attribute := otherRepetition(call, b); attribute != "" {
		return differs(b, "module."+name, "has another "+attribute)
	}
	expressions := object(call["expressions"])
	for _, variable := range slices.Sorted(maps.Keys(expressions)) {
		if !same(expressions[variable], b.attribute(variable)) {
			return differs(b, "module."+name, "passes another "+variable)
		}
	}
	for variable := range b.attributes() {
		if !slices.Contains([]string{"source", "version", "providers", "count", "for_each", "depends_on"}, variable) && expressions[variable] == nil {
			return differs(b, "module."+name, "passes "+variable+", and the plan does not")
		}
	}
	folder := e.index.folderOf(m, called, name)
	inner := e.index.modules[folder]
	if folder == "" || inner == nil || len(inner.blocks)+len(inner.locals) == 0 {
		return nil // not here: what is in it is not known
	}
	return e.agree(inner, object(call["module"]), called)
}

func sameVariables(m *module, planned map[string]any) error {
	for _, name := range slices.Sorted(maps.Keys(planned)) {
		b := m.blocks["variable."+name]
		if b == nil {
			return fmt.Errorf("var.%s is not in it", name)
		}
		variable := object(planned[name])
		if (variable["sensitive"] == true) != (b.attribute("sensitive") != nil && !isFalse(b.attribute("sensitive"))) {
			return differs(b, "var."+name, "differs in whether it is sensitive")
		}
		if variable[redacted] != nil {
			continue
		}
		if !sameDefault(variable, b) {
			return differs(b, "var."+name, "has another default")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(m.blocks)) {
		if variable, ok := strings.CutPrefix(name, "variable."); ok && planned[variable] == nil {
			return differs(m.blocks[name], "var."+variable, "is not in the plan")
		}
	}
	return nil
}

func sameDefault(planned map[string]any, b *block) bool {
	expr := b.attribute("default")
	value := planned["default"]
	if expr == nil || value == nil {
		return value == nil && (expr == nil || literalJSON(expr) == "null")
	}
	v, ok := lang.Literal(expr)
	if !ok {
		return false
	}
	v, err := typed(b.attribute("type"), v)
	return err == nil && asJSON(v) == encoded(value)
}

func sameOutputs(m *module, planned map[string]any) error {
	for _, name := range slices.Sorted(maps.Keys(planned)) {
		b := m.blocks["output."+name]
		if b == nil {
			return fmt.Errorf("the output %s is not in it", name)
		}
		output := object(planned[name])
		if (output["sensitive"] == true) != (b.attribute("sensitive") != nil && !isFalse(b.attribute("sensitive"))) ||
			!same(output["expression"], b.attribute("value")) {
			return differs(b, "the output "+name, "is another")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(m.blocks)) {
		if output, ok := strings.CutPrefix(name, "output."); ok && planned[output] == nil {
			return differs(m.blocks[name], "the output "+output, "is not in the plan")
		}
	}
	return nil
}

// same says whether an expression may be the one that the plan describes.
func same(planned any, expr hcl.Expression) bool {
	described, ok := planned.(map[string]any)
	if !ok || expr == nil {
		return planned == nil && expr == nil
	}
	native, err := lang.Native(expr)
	if err != nil {
		return false
	}
	refs := map[string]bool{}
	for _, t := range native.Variables() {
		refs[written(t)] = true
	}
	wanted := map[string]bool{}
	for _, ref := range list(described["references"]) {
		if text, ok := ref.(string); ok {
			wanted[text] = true
		}
	}
	if !maps.Equal(longest(refs), longest(wanted)) {
		return false
	}
	if described[redacted] != nil || len(refs) > 0 {
		return true
	}
	if value, ok := described["constant_value"]; ok {
		return literalJSON(expr) == encoded(value)
	}
	text := literalJSON(expr)
	return text == "" || text == "null" // the plan leaves out a null
}

// longest leaves out names that are parts of others: Terraform lists a.b beside a.b.c.
func longest(refs map[string]bool) map[string]bool {
	out := maps.Clone(refs)
	for ref := range refs {
		for i := 1; i < len(ref); i++ {
			if ref[i] == '.' || ref[i] == '[' {
				delete(out, ref[:i])
			}
		}
	}
	return out
}

// written is a reference as Terraform writes it.
func written(t hcl.Traversal) string {
	var out strings.Builder
	for _, step := range t {
		switch s := step.(type) {
		case hcl.TraverseRoot:
			out.WriteString(s.Name)
		case hcl.TraverseAttr:
			out.WriteString("." + s.Name)
		case hcl.TraverseIndex:
			out.WriteString(keyText(s.Key))
		default:
			return out.String()
		}
	}
	return out.String()
}

// literalJSON gives a value that needs no context as JSON, "" where it needs one.
func literalJSON(expr hcl.Expression) string {
	v, ok := lang.Literal(expr)
	if !ok {
		return ""
	}
	return asJSON(v)
}

func asJSON(v cty.Value) string {
	text, err := ctyjson.Marshal(v, v.Type())
	if err != nil {
		return ""
	}
	decoded, err := decodeJSON(text)
	if err != nil {
		return ""
	}
	return encoded(decoded)
}

// encoded is JSON in one spelling: numbers are compared as numbers.
func encoded(v any) string {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(plainNumbers(v)); err != nil {
		return ""
	}
	return strings.TrimSpace(buffer.String())
}

func plainNumbers(v any) any {
	switch x := v.(type) {
	case json.Number:
		if n, err := cty.ParseNumberVal(x.String()); err == nil {
			if text, err := convert.Convert(n, cty.String); err == nil {
				return json.Number(text.AsString())
			}
		}
	case map[string]any:
		out := make(map[string]any, len(x))
		for name, element := range x {
			out[name] = plainNumbers(element)
		}
		return out
	case []any:
		out := make([]any, len(x))
		for i, element := range x {
			out[i] = plainNumbers(element)
		}
		return out
	}
	return v
}

func object(v any) map[string]any {
	o, _ := v.(map[string]any)
	return o
}

func list(v any) []any {
	l, _ := v.([]any)
	return l
}
