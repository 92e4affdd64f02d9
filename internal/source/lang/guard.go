package lang

import (
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// charging is a function that no configuration can name: it charges the value that goes through it.
const charging = "\x00charge"

// Bare gives an expression without what Prepare has put around it.
func Bare(e hclsyntax.Expression) hclsyntax.Expression {
	for {
		call, ok := e.(*hclsyntax.FunctionCallExpr)
		if !ok || call.Name != charging {
			return e
		}
		e = call.Args[0]
	}
}

// Prepare makes an expression safe to evaluate, in place and once: whatever could grow, or go round, is charged for at
// every turn, and every operator that looks at its operands is kept from looking at symbols.
func (l *Lang) Prepare(e hclsyntax.Expression) error {
	err, done := l.prepared[e]
	if !done {
		_, err = l.guard(e)
		l.prepared[e] = err
	}
	return err
}

// PrepareBody does the same for all expressions of a body and of the blocks in it.
func (l *Lang) PrepareBody(body *hclsyntax.Body) error {
	for name, a := range body.Attributes {
		if name == "iterator" || name == "labels" { // of dynamic blocks: names, which are not evaluated
			continue
		}
		if _, done := l.prepared[a.Expr]; done {
			continue
		}
		guarded, err := l.charged(a.Expr)
		if err != nil {
			return err
		}
		a.Expr = guarded
		l.prepared[guarded] = nil
	}
	for _, b := range body.Blocks {
		if err := l.PrepareBody(b.Body); err != nil {
			return err
		}
	}
	return nil
}

// guard goes through an expression and gives what stands in its place.
func (l *Lang) guard(e hclsyntax.Expression) (hclsyntax.Expression, error) {
	switch x := e.(type) {
	case nil, *hclsyntax.LiteralValueExpr, *hclsyntax.ScopeTraversalExpr, *hclsyntax.AnonSymbolExpr:
		return e, nil
	case *hclsyntax.ParenthesesExpr:
		return e, l.each(l.guard, &x.Expression)
	case *hclsyntax.TemplateExpr:
		return e, l.all(l.charged, x.Parts)
	case *hclsyntax.TemplateWrapExpr:
		return e, l.each(l.guard, &x.Wrapped)
	case *hclsyntax.TemplateJoinExpr:
		return e, l.each(l.guard, &x.Tuple)
	case *hclsyntax.TupleConsExpr:
		return e, l.all(l.charged, x.Exprs)
	case *hclsyntax.ObjectConsExpr:
		return e, l.items(x)
	case *hclsyntax.ConditionalExpr:
		return e, l.each(l.charged, &x.Condition, &x.TrueResult, &x.FalseResult)
	case *hclsyntax.ForExpr:
		return e, l.each(l.charged, &x.CollExpr, &x.KeyExpr, &x.ValExpr, &x.CondExpr)
	case *hclsyntax.SplatExpr:
		return e, l.each(l.charged, &x.Source, &x.Each)
	case *hclsyntax.IndexExpr:
		if _, named := x.Collection.(*hclsyntax.ScopeTraversalExpr); named { // charged for where it was made
			return e, l.each(l.charged, &x.Key)
		}
		return e, l.each(l.charged, &x.Collection, &x.Key)
	case *hclsyntax.RelativeTraversalExpr:
		return e, l.each(l.guard, &x.Source)
	case *hclsyntax.UnaryOpExpr:
		return e, l.each(l.charged, &x.Val)
	case *hclsyntax.BinaryOpExpr:
		x.Op = l.operation(x.Op)
		return e, l.each(l.charged, &x.LHS, &x.RHS)
	case *hclsyntax.FunctionCallExpr:
		if _, ok := l.functions[x.Name]; !ok {
			return nil, fmt.Errorf("%s:%d: the function %s is not evaluated", x.NameRange.Filename, x.NameRange.Start.Line, strings.TrimPrefix(x.Name, "core::"))
		}
		return e, l.all(l.guard, x.Args)
	}
	r := e.Range()
	return nil, fmt.Errorf("%s:%d: an expression of a form that is not evaluated", r.Filename, r.Start.Line)
}

func (l *Lang) each(how func(hclsyntax.Expression) (hclsyntax.Expression, error), parts ...*hclsyntax.Expression) error {
	for _, part := range parts {
		if *part == nil {
			continue
		}
		guarded, err := how(*part)
		if err != nil {
			return err
		}
		*part = guarded
	}
	return nil
}

func (l *Lang) all(how func(hclsyntax.Expression) (hclsyntax.Expression, error), parts []hclsyntax.Expression) error {
	for i := range parts {
		if err := l.each(how, &parts[i]); err != nil {
			return err
		}
	}
	return nil
}

// charged is an expression whose value is charged for.
func (l *Lang) charged(e hclsyntax.Expression) (hclsyntax.Expression, error) {
	guarded, err := l.guard(e)
	if err != nil {
		return nil, err
	}
	if literal, ok := guarded.(*hclsyntax.LiteralValueExpr); ok && literal.Val.Type() != cty.Number {
		return guarded, nil
	}
	if guarded == nil {
		return nil, nil
	}
	r := guarded.Range()
	return &hclsyntax.FunctionCallExpr{
		Name: charging, Args: []hclsyntax.Expression{guarded}, NameRange: r, OpenParenRange: r, CloseParenRange: r,
	}, nil
}

func (l *Lang) items(x *hclsyntax.ObjectConsExpr) error {
	for i := range x.Items {
		if err := l.each(l.charged, &x.Items[i].ValueExpr); err != nil {
			return err
		}
		key, ok := x.Items[i].KeyExpr.(*hclsyntax.ObjectConsKeyExpr)
		switch {
		case !ok:
			if err := l.each(l.charged, &x.Items[i].KeyExpr); err != nil {
				return err
			}
		case hcl.ExprAsKeyword(key.Wrapped) == "" || key.ForceNonLiteral:
			if err := l.each(l.charged, &key.Wrapped); err != nil {
				return err
			}
		}
	}
	return nil
}

// besideNull compares null with something that is there, whatever is in it.
func besideNull(op *hclsyntax.Operation, args []cty.Value) (v cty.Value, ok bool) {
	if op != hclsyntax.OpEqual && op != hclsyntax.OpNotEqual || !args[0].IsKnown() || !args[1].IsKnown() || args[0].IsNull() == args[1].IsNull() {
		return cty.NilVal, false
	}
	return cty.BoolVal(op == hclsyntax.OpNotEqual), true
}

// operation is an operator that does not look at symbols. Where one is among its operands, the result is not known.
func (l *Lang) operation(op *hclsyntax.Operation) *hclsyntax.Operation {
	if op == hclsyntax.OpLogicalAnd || op == hclsyntax.OpLogicalOr {
		return op
	}
	params := op.Impl.Params()
	for i := range params {
		params[i].AllowUnknown, params[i].AllowDynamicType = true, true
	}
	return &hclsyntax.Operation{Type: op.Type, ShortCircuit: op.ShortCircuit, Impl: function.New(&function.Spec{
		Params: params,
		Type:   function.StaticReturnType(op.Type),
		Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
			if known, ok := besideNull(op, args); ok {
				return known, nil
			}
			for _, arg := range args {
				if m := l.charge(arg); m.symbolic || m.odd || m.beyond || m.unknown {
					return cty.UnknownVal(ty), nil
				}
			}
			return op.Impl.Call(args)
		},
	})}
}
