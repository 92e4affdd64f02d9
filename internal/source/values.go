package source

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/keywright/terraform-provider-keywright/internal/source/lang"
)

// Given is a value of a root variable, or a file of such values.
type Given struct {
	Name, Value string // of one variable, as --var gives it
	File        string // of several, as --var-file names it
}

// values are those of the root's variables.
type values struct {
	known map[string]any // by name, of those that have a value and are no secrets
	notes []string
}

// values gives the value of each root variable by Terraform's order: its default, the environment, terraform.tfvars,
// terraform.tfvars.json, *.auto.tfvars and *.auto.tfvars.json in the order of their names, and what the command line gives.
// Source: Terraform, input variables, variable definition precedence.
func (x *Index) values(dir string, e *Evaluator, o DirectoryOptions) (*values, error) {
	root := x.modules["."]
	set := map[string]cty.Value{}
	for _, name := range slices.Sorted(maps.Keys(o.Environment)) {
		if b := root.blocks["variable."+name]; b != nil {
			v, err := e.text(b, "TF_VAR_"+name, o.Environment[name])
			if err != nil {
				return nil, err
			}
			set[name] = v
		}
	}
	files, err := x.automatic(dir)
	if err != nil {
		return nil, err
	}
	for _, name := range files {
		if err := x.valuesOf(dir, name, e, set); err != nil {
			return nil, err
		}
	}
	for _, g := range o.Given {
		if g.File != "" {
			if err := x.valuesOf(filepath.Dir(g.File), filepath.Base(g.File), e, set); err != nil {
				return nil, err
			}
			continue
		}
		b := root.blocks["variable."+g.Name]
		if b == nil {
			return nil, fmt.Errorf("source: --var gives %s a value, and the configuration declares no such variable", g.Name)
		}
		if set[g.Name], err = e.text(b, "--var "+g.Name, g.Value); err != nil {
			return nil, err
		}
	}
	return e.settle(root, set)
}

// settle gives each variable the value that is given, or its default.
func (e *Evaluator) settle(root *module, set map[string]cty.Value) (*values, error) {
	out := &values{known: map[string]any{}}
	for _, block := range slices.Sorted(maps.Keys(root.blocks)) {
		name, ok := strings.CutPrefix(block, "variable.")
		if !ok {
			continue
		}
		b := root.blocks[block]
		v, given := set[name]
		if fallback := b.attribute("default"); fallback != nil && (!given || v.IsNull() && isFalse(b.attribute("nullable"))) {
			e.lang.Begin()
			var err error
			if v, err = e.evaluate(&frame{folder: ".", module: root}, fallback, nil); err != nil {
				return nil, fmt.Errorf("source: the default of var.%s: %w", name, err)
			}
			given = true
		}
		if !given {
			out.notes = append(out.notes, fmt.Sprintf("var.%s has no value: what turns on it is not known", name))
			continue
		}
		v, err := typed(b.attribute("type"), v)
		if err != nil {
			return nil, fmt.Errorf("source: var.%s (%s:%d): %w", name, b.file, b.line, err)
		}
		if secret(b) {
			continue // it is sensitive, and stays unknown
		}
		value, mark, _ := split(v, 0)
		if mark != nil {
			return nil, fmt.Errorf("source: var.%s (%s:%d) has no known value", name, b.file, b.line)
		}
		out.known[name] = value
	}
	return out, nil
}

// text reads a value as a command line or an environment gives it: as it is where the variable is of a plain type or of
// none, else as an expression.
func (e *Evaluator) text(b *block, from, text string) (cty.Value, error) {
	plain := true
	if constraint := b.attribute("type"); constraint != nil {
		switch hcl.ExprAsKeyword(constraint) {
		case "string", "number", "bool":
		default:
			plain = literal(constraint) == "string"
		}
	}
	if plain {
		return cty.StringVal(text), nil
	}
	if err := shallow([]byte(text), from); err != nil {
		return cty.DynamicVal, err
	}
	expr, diags := hclsyntax.ParseExpression([]byte(text), from, hcl.InitialPos)
	if diags.HasErrors() {
		return cty.DynamicVal, fmt.Errorf("source: the value of %s is no expression: %s", from, diags[0].Summary)
	}
	e.lang.Begin()
	v, err := e.lang.Value(expr, nil)
	if err != nil || !v.IsWhollyKnown() {
		return cty.DynamicVal, fmt.Errorf("source: the value of %s is not plain", from)
	}
	return v, nil
}

// automatic names the files of values that Terraform reads by itself, in its order.
func (x *Index) automatic(dir string) ([]string, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("source: %w", err)
	}
	defer root.Close()
	f, err := root.Open(".")
	if err != nil {
		return nil, fmt.Errorf("source: %w", err)
	}
	defer f.Close()
	entries, err := f.ReadDir(-1)
	if err != nil {
		return nil, fmt.Errorf("source: %w", err)
	}
	var first, rest []string
	for _, e := range entries {
		switch name := e.Name(); {
		case e.IsDir():
		case name == "terraform.tfvars" || name == "terraform.tfvars.json":
			first = append(first, name)
		case strings.HasSuffix(name, ".auto.tfvars") || strings.HasSuffix(name, ".auto.tfvars.json"):
			rest = append(rest, name)
		}
	}
	slices.Sort(first)
	slices.Sort(rest)
	if len(rest) > MaxFiles {
		return nil, fmt.Errorf("source: more than %d files in %s", MaxFiles, dir)
	}
	return append(first, rest...), nil
}

// valuesOf reads a file of values.
func (x *Index) valuesOf(dir, name string, e *Evaluator, set map[string]cty.Value) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("source: %w", err)
	}
	defer root.Close()
	src, err := readIn(root, name)
	if err != nil {
		return err
	}
	x.contents.Write(fmt.Appendf(nil, "%s\x00%d\x00", name, len(src)))
	x.contents.Write(src)
	x.note(src)
	body, err := parse(src, name)
	if err != nil {
		return err
	}
	attributes, diags := body.JustAttributes()
	if diags.HasErrors() {
		return fmt.Errorf("source: %w", diags)
	}
	for variable, a := range attributes {
		if x.modules["."].blocks["variable."+variable] == nil {
			continue // Terraform warns of it
		}
		v, known := lang.Literal(a.Expr)
		if !known {
			e.lang.Begin()
			if v, err = e.lang.Value(a.Expr, nil); err != nil || !v.IsWhollyKnown() {
				return fmt.Errorf("source: %s:%d: the value of %s is not plain", name, a.Range.Start.Line, variable)
			}
		}
		set[variable] = v
	}
	return nil
}
