package lang

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// Native gives an expression in HCL's native form: one written in JSON is rebuilt, since its parts, parsed anew at each
// evaluation, could not be guarded.
func Native(e hcl.Expression) (hclsyntax.Expression, error) {
	if native, ok := e.(hclsyntax.Expression); ok {
		return native, nil
	}
	r := e.Range()
	if pairs, diags := hcl.ExprMap(e); !diags.HasErrors() {
		out := &hclsyntax.ObjectConsExpr{SrcRange: r, OpenRange: r}
		for _, pair := range pairs {
			key, err := Native(pair.Key)
			if err != nil {
				return nil, err
			}
			value, err := Native(pair.Value)
			if err != nil {
				return nil, err
			}
			out.Items = append(out.Items, hclsyntax.ObjectConsItem{
				KeyExpr: &hclsyntax.ObjectConsKeyExpr{Wrapped: key, ForceNonLiteral: true}, ValueExpr: value,
			})
		}
		return out, nil
	}
	if list, diags := hcl.ExprList(e); !diags.HasErrors() {
		out := &hclsyntax.TupleConsExpr{SrcRange: r, OpenRange: r}
		for _, item := range list {
			native, err := Native(item)
			if err != nil {
				return nil, err
			}
			out.Exprs = append(out.Exprs, native)
		}
		return out, nil
	}
	v, diags := e.Value(nil) // without a context a text is taken as it is
	if diags.HasErrors() {
		return nil, said(diags)
	}
	if v.Type() != cty.String || v.IsNull() {
		return &hclsyntax.LiteralValueExpr{Val: v, SrcRange: r}, nil
	}
	return template(v.AsString(), r)
}

// template parses the text of a template, which is shallow enough to be parsed.
func template(text string, r hcl.Range) (hclsyntax.Expression, error) {
	tokens, _ := hclsyntax.LexTemplate([]byte(text), r.Filename, r.Start)
	if line, deep := Deep(tokens); deep {
		return nil, fmt.Errorf("%s:%d: nested more than %d deep", r.Filename, line, MaxDepth)
	}
	e, diags := hclsyntax.ParseTemplate([]byte(text), r.Filename, r.Start)
	if diags.HasErrors() {
		return nil, said(diags)
	}
	return e, nil
}
