package source

import (
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/keywright/terraform-provider-keywright/internal/source/lang"
)

// Place is a range of lines of a file, counted from 1.
type Place struct {
	File      string
	Line, End int
}

// Settings gives the places of what a resource's block sets, by name.
func (x *Index) Settings(address string) map[string]Place {
	_, b := x.follow(address)
	if b == nil {
		return nil
	}
	out := map[string]Place{}
	for name, p := range b.settings {
		out[name] = Place{p.file, p.line, p.end}
	}
	return out
}

// Statements gives the places of the statements of a policy that an attribute holds, by Sid, or by number (#1) where they
// have none: as far as the expression shows them, through locals, documents, files and what modules are passed. Nothing is
// evaluated.
func (x *Index) Statements(address, attribute string) (places map[string]Place) {
	var err error
	defer recovered(&err) // then there are none
	s, b := x.follow(address)
	if b == nil {
		return nil
	}
	w := &statements{index: x, out: map[string]Place{}, left: maxStatementSteps, numbered: true, home: s, each: b.attribute("for_each")}
	if expr := b.attribute(attribute); expr != nil {
		w.policy(s, expr)
	}
	return w.out
}

const maxStatementSteps = 1000 // of one policy

// site is a module as it is called from others, without the keys of instances.
type site struct {
	module *module
	called string
	call   *block
	parent *site
}

// follow goes from the root to the block of an address.
func (x *Index) follow(address string) (*site, *block) {
	list := names(address)
	s := &site{module: x.modules["."]}
	for len(list) > 2 && list[0] == "module" && s.module != nil {
		s, list = x.into(s, list[1]), list[2:]
	}
	if s.module == nil || len(list) < 2 {
		return s, nil
	}
	return s, s.module.blocks[strings.Join(list, ".")]
}

func (x *Index) into(parent *site, name string) *site {
	called := strings.TrimPrefix(parent.called+"."+name, ".")
	return &site{module: x.modules[x.folderOf(parent.module, called, name)], called: called, call: parent.module.blocks["module."+name], parent: parent}
}

// statements gathers the places of a policy's statements.
type statements struct {
	index    *Index
	out      map[string]Place
	home     *site          // where the resource is
	each     hcl.Expression // its for_each
	left     int
	count    int
	numbered bool // count is the number of statements before, so far
}

// policy goes through an expression of the text of a policy.
func (w *statements) policy(s *site, expr hcl.Expression) {
	w.walk(s, expr, func(s *site, e hclsyntax.Expression) {
		switch x := e.(type) {
		case *hclsyntax.FunctionCallExpr:
			switch x.Name {
			case "jsonencode":
				w.all(s, x.Args, w.document)
			case "file", "templatefile":
				w.file(x.Args)
			default:
				w.all(s, x.Args, w.policy)
			}
		case *hclsyntax.TemplateExpr:
			w.text(x)
		}
	})
}

// document goes through an expression of a policy's structure.
func (w *statements) document(s *site, expr hcl.Expression) {
	w.walk(s, expr, func(s *site, e hclsyntax.Expression) {
		switch x := e.(type) {
		case *hclsyntax.ObjectConsExpr:
			for _, item := range x.Items {
				if keyOf(item) == "Statement" {
					w.list(s, item.ValueExpr)
				}
			}
		case *hclsyntax.FunctionCallExpr: // merge: which of several lists it is cannot be seen
			w.numbered = w.numbered && len(x.Args) < 2
			w.all(s, x.Args, w.document)
		}
	})
}

// list goes through an expression of a list of statements.
func (w *statements) list(s *site, expr hcl.Expression) {
	w.walk(s, expr, func(s *site, e hclsyntax.Expression) {
		switch x := e.(type) {
		case *hclsyntax.TupleConsExpr:
			w.all(s, x.Exprs, w.list)
		case *hclsyntax.FunctionCallExpr:
			if x.Name == "merge" {
				w.statement(x, x.Args...)
				return
			}
			w.numbered = w.numbered && x.Name == "concat"
			w.all(s, x.Args, w.list)
		case *hclsyntax.ObjectConsExpr:
			w.statement(x, x)
		case *hclsyntax.ForExpr:
			w.numbered = false
			w.list(s, x.ValExpr)
		default:
			w.numbered = false
		}
	})
}

// statement notes one statement, whose members stand in some objects.
func (w *statements) statement(whole hclsyntax.Expression, objects ...hclsyntax.Expression) {
	w.count++
	name := ""
	if w.numbered {
		name = "#" + strconv.Itoa(w.count)
	}
	for _, o := range objects {
		x, ok := lang.Bare(o).(*hclsyntax.ObjectConsExpr)
		if !ok {
			continue
		}
		for _, item := range x.Items {
			if keyOf(item) != "Sid" {
				continue
			}
			name = ""
			if v, ok := lang.Literal(item.ValueExpr); ok && v.Type() == cty.String && !v.IsNull() {
				name = v.AsString()
			}
		}
	}
	w.note(name, whole.Range())
}

func (w *statements) note(name string, r hcl.Range) {
	if _, seen := w.out[name]; name != "" && !seen {
		w.out[name] = Place{r.Filename, r.Start.Line, r.End.Line}
	}
}

func (w *statements) all(s *site, list []hclsyntax.Expression, how func(*site, hcl.Expression)) {
	for _, e := range list {
		how(s, e)
	}
}

// walk goes to what an expression stands for, and on from there.
func (w *statements) walk(s *site, expr hcl.Expression, on func(*site, hclsyntax.Expression)) {
	if w.left--; w.left < 0 || expr == nil {
		return
	}
	native, err := lang.Native(expr)
	if err != nil {
		return
	}
	switch x := lang.Bare(native).(type) {
	case *hclsyntax.ParenthesesExpr:
		w.walk(s, x.Expression, on)
	case *hclsyntax.TemplateWrapExpr:
		w.walk(s, x.Wrapped, on)
	case *hclsyntax.ConditionalExpr:
		w.walk(s, x.TrueResult, on)
		w.numbered = false
		w.walk(s, x.FalseResult, on)
	case *hclsyntax.RelativeTraversalExpr:
		if called := calledBy(x.Source); called != nil { // an output of one instance of a module
			w.named(s, slices.Concat(called, x.Traversal), on)
			return
		}
		w.walk(s, x.Source, on)
	case *hclsyntax.IndexExpr:
		w.walk(s, x.Collection, on)
	case *hclsyntax.ScopeTraversalExpr:
		w.named(s, x.Traversal, on)
	default:
		on(s, x)
	}
}

// calledBy gives the name of the module that an expression takes an instance of; nil where it does something else.
func calledBy(e hclsyntax.Expression) hcl.Traversal {
	index, ok := lang.Bare(e).(*hclsyntax.IndexExpr)
	if !ok {
		return nil
	}
	name, ok := lang.Bare(index.Collection).(*hclsyntax.ScopeTraversalExpr)
	if !ok || name.Traversal.RootName() != "module" || len(name.Traversal) != 2 {
		return nil
	}
	return name.Traversal
}

// named goes to what a name stands for.
func (w *statements) named(s *site, t hcl.Traversal, on func(*site, hclsyntax.Expression)) {
	first, _ := attributeAt(t, 1)
	second, ok := attributeAt(t, 2)
	if !ok { // beyond the key of an instance
		second, _ = attributeAt(t, 3)
	}
	switch t.RootName() {
	case "each":
		if first == "value" && s == w.home && w.each != nil {
			w.walk(s, w.each, on)
		}
	case "local":
		if l, ok := s.module.locals[first]; ok {
			w.walk(s, l.expr, on)
		}
	case "var":
		if s.call != nil {
			w.walk(s.parent, s.call.attribute(first), on)
		}
	case "module":
		if s.module.blocks["module."+first] == nil {
			return
		}
		if inner := w.index.into(s, first); inner.module != nil && inner.module.blocks["output."+second] != nil {
			w.walk(inner, inner.module.blocks["output."+second].attribute("value"), on)
		}
	case "data":
		if b := s.module.blocks["data."+first+"."+second]; first == documentType && b != nil {
			w.blocks(s, b)
		}
	}
}

// blocks notes the statements of an aws_iam_policy_document, its sources and overrides.
func (w *statements) blocks(s *site, b *block) {
	body, err := b.merged(formOf(true, documentType))
	if err != nil {
		return
	}
	for _, name := range []string{"source_policy_documents", "override_policy_documents", "source_json", "override_json"} {
		if expr := b.attribute(name); expr != nil {
			w.numbered = false
			w.walk(s, expr, func(s *site, e hclsyntax.Expression) {
				if x, ok := e.(*hclsyntax.TupleConsExpr); ok {
					w.all(s, x.Exprs, w.policy)
				}
			})
		}
	}
	for _, inner := range body.Blocks {
		content := inner.Body
		if inner.Type == "dynamic" && len(inner.Labels) == 1 && inner.Labels[0] == "statement" {
			w.numbered, content = false, nil
			for _, c := range inner.Body.Blocks {
				if c.Type == "content" {
					content = c.Body
				}
			}
		} else if inner.Type != "statement" {
			continue
		}
		w.count++
		name := ""
		if w.numbered {
			name = "#" + strconv.Itoa(w.count)
		}
		if content != nil && content.Attributes["sid"] != nil {
			name = ""
			if v, ok := lang.Literal(content.Attributes["sid"].Expr); ok && v.Type() == cty.String && !v.IsNull() {
				name = v.AsString()
			}
		}
		w.note(name, inner.Range())
		if p, ok := w.out[name]; ok && name != "" {
			p.End = max(p.End, inner.Body.SrcRange.End.Line)
			w.out[name] = p
		}
	}
}

var sidInText = regexp.MustCompile(`"Sid"\s*:\s*"([^"\\]+)"`)

// text notes the statements of a text by the lines that their Sids are in.
func (w *statements) text(x *hclsyntax.TemplateExpr) {
	for _, part := range x.Parts {
		literal, ok := lang.Bare(part).(*hclsyntax.LiteralValueExpr)
		if !ok || literal.Val.Type() != cty.String || literal.Val.IsNull() {
			continue
		}
		w.sids(literal.Val.AsString(), literal.SrcRange.Filename, literal.SrcRange.Start.Line)
	}
}

func (w *statements) sids(text, file string, line int) {
	for _, m := range sidInText.FindAllStringSubmatchIndex(text, maxStatementSteps) {
		at := line + strings.Count(text[:m[0]], "\n")
		w.note(text[m[2]:m[3]], hcl.Range{Filename: file, Start: hcl.Pos{Line: at}, End: hcl.Pos{Line: at}})
	}
}

// file notes the statements of a file that is named in place, relative to its module.
func (w *statements) file(args []hclsyntax.Expression) {
	if len(args) == 0 {
		return
	}
	name := ""
	if x, ok := lang.Bare(args[0]).(*hclsyntax.TemplateExpr); ok {
		if name, ok = pathOf(x); !ok {
			return
		}
	}
	if text, ok := w.index.readFile(name); ok && name != "" {
		w.sids(string(text), path.Clean(name), 1)
	}
}

// pathOf gives a path that is written in place, after path.module or path.root perhaps.
func pathOf(x *hclsyntax.TemplateExpr) (string, bool) {
	name := ""
	for i, part := range x.Parts {
		if t, ok := lang.Bare(part).(*hclsyntax.ScopeTraversalExpr); ok && i == 0 && len(t.Traversal) == 2 && t.Traversal.RootName() == "path" {
			attribute, _ := attributeAt(t.Traversal, 1)
			if name = "."; attribute == "module" {
				name = path.Dir(t.SrcRange.Filename)
			}
			continue
		}
		v, ok := lang.Literal(part)
		if !ok || v.Type() != cty.String || v.IsNull() {
			return "", false
		}
		name += v.AsString()
	}
	return name, true
}

func keyOf(item hclsyntax.ObjectConsItem) string {
	if key := hcl.ExprAsKeyword(item.KeyExpr); key != "" {
		return key
	}
	if v, ok := lang.Literal(item.KeyExpr); ok && v.Type() == cty.String && !v.IsNull() {
		return v.AsString()
	}
	return ""
}
