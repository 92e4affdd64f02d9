package lang

import (
	"encoding/base64"
	"fmt"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// fileFunctions are those whose result depends on what files there are.
var fileFunctions = map[string]bool{"file": true, "filebase64": true, "fileexists": true, "templatefile": true}

// callsFiles says that an expression calls one of them.
func callsFiles(e hcl.Expression) bool {
	native, ok := e.(hclsyntax.Expression)
	if !ok {
		return true
	}
	found := false
	_ = hclsyntax.VisitAll(native, func(n hclsyntax.Node) hcl.Diagnostics {
		call, ok := n.(*hclsyntax.FunctionCallExpr)
		found = found || ok && fileFunctions[call.Name]
		return nil
	})
	return found
}

// file makes a function of a file's content. A file that is not there may have been when the plan was made.
func (l *Lang) file(read func(text []byte) (cty.Value, bool)) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "path", Type: cty.String}},
		Type:   function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
			if text, ok := l.read(args[0].AsString()); ok {
				if v, ok := read(text); ok {
					return v, nil
				}
			}
			return cty.UnknownVal(ty), nil
		},
	})
}

func asText(text []byte) (cty.Value, bool) {
	return cty.StringVal(string(text)), utf8.Valid(text)
}

func asBase64(text []byte) (cty.Value, bool) {
	return cty.StringVal(base64.StdEncoding.EncodeToString(text)), true
}

func (l *Lang) fileExists() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "path", Type: cty.String}},
		Type:   function.StaticReturnType(cty.Bool),
		Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
			if _, ok := l.read(args[0].AsString()); ok {
				return cty.True, nil
			}
			return cty.UnknownVal(ty), nil
		},
	})
}

// templateFile evaluates the template in a file with the names that it is given and no others.
func (l *Lang) templateFile() function.Function {
	return ofValues(func(args []cty.Value) (cty.Value, error) {
		if len(args) != 2 || args[0].IsNull() || args[1].IsNull() {
			return cty.DynamicVal, fmt.Errorf("a path and the template's variables are needed")
		}
		if !args[0].IsKnown() || !args[1].IsKnown() || args[0].Type() != cty.String || !args[1].CanIterateElements() {
			return cty.DynamicVal, nil
		}
		e, err := l.templateOf(args[0].AsString())
		if err != nil || e == nil {
			return cty.DynamicVal, err
		}
		names := map[string]cty.Value{}
		for it := args[1].ElementIterator(); it.Next(); {
			key, v := it.Element()
			if key.Type() == cty.String {
				names[key.AsString()] = v
			}
		}
		v, diags := e.Value(&hcl.EvalContext{Variables: names, Functions: l.functions})
		if diags.HasErrors() {
			return cty.DynamicVal, said(diags)
		}
		return v, nil
	})
}

// templateOf reads a template once. One that calls templatefile is none that Terraform takes.
func (l *Lang) templateOf(path string) (hclsyntax.Expression, error) {
	if e, ok := l.templates[path]; ok {
		return e, nil
	}
	text, ok := l.read(path)
	if !ok || !utf8.Valid(text) {
		return nil, nil
	}
	e, err := template(string(text), hcl.Range{Filename: path, Start: hcl.InitialPos, End: hcl.InitialPos})
	if err != nil {
		return nil, err
	}
	if callsFiles(e) {
		return nil, fmt.Errorf("%s: a template that reads files is not evaluated", path)
	}
	if err := l.Prepare(e); err != nil {
		return nil, err
	}
	l.templates[path] = e
	return e, nil
}
