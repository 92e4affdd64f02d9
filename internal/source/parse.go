package source

import (
	"fmt"
	"path"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	hcljson "github.com/hashicorp/hcl/v2/json"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/keywright/terraform-provider-keywright/internal/source/lang"
)

// topLevel are the blocks that an index has, in both spellings of the language.
var topLevel = &hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{
	{Type: "resource", LabelNames: []string{"type", "name"}},
	{Type: "data", LabelNames: []string{"type", "name"}},
	{Type: "module", LabelNames: []string{"name"}},
	{Type: "variable", LabelNames: []string{"name"}},
	{Type: "output", LabelNames: []string{"name"}},
	{Type: "provider", LabelNames: []string{"name"}},
	{Type: "locals"},
	{Type: "removed"},
	{Type: "moved"},
	{Type: "import"},
	{Type: "check", LabelNames: []string{"name"}},
}}

func parse(src []byte, filename string) (hcl.Body, error) {
	var file *hcl.File
	var diags hcl.Diagnostics
	if strings.HasSuffix(filename, ".json") {
		if err := shallowJSON(src, filename); err != nil {
			return nil, err
		}
		file, diags = hcljson.Parse(src, filename)
	} else {
		if err := shallow(src, filename); err != nil {
			return nil, err
		}
		file, diags = hclsyntax.ParseConfig(src, filename, hcl.InitialPos)
	}
	if diags.HasErrors() {
		return nil, fmt.Errorf("source: %w", diags)
	}
	return file.Body, nil
}

// shallow looks at the depth before the parser, which recurses, sees the text.
func shallow(src []byte, filename string) error {
	tokens, _ := hclsyntax.LexConfig(src, filename, hcl.InitialPos) // its faults are the parser's to explain
	if line, deep := lang.Deep(tokens); deep {
		return tooDeep(filename, line)
	}
	return nil
}

func shallowJSON(src []byte, filename string) error {
	if line, deep := lang.DeepJSON(src); deep {
		return tooDeep(filename, line)
	}
	return nil
}

func tooDeep(filename string, line int) error {
	return fmt.Errorf("source: %s:%d: nested more than %d deep", filename, line, lang.MaxDepth)
}

// add puts the blocks of a file into a module. What an overriding file sets is found in that file.
func (m *module) add(body hcl.Body, folder string, overriding bool) error {
	content, _, diags := body.PartialContent(topLevel)
	if diags.HasErrors() {
		return fmt.Errorf("source: %w", diags)
	}
	for _, b := range content.Blocks {
		if err := m.block(b, folder, overriding); err != nil {
			return err
		}
	}
	return nil
}

func (m *module) block(b *hcl.Block, folder string, overriding bool) error {
	switch b.Type {
	case "locals":
		m.define(b.Body)
		return nil
	case "provider":
		m.provide(b, overriding)
		return nil
	case "removed", "moved", "import":
		m.remember(b)
		return nil
	case "check":
		return m.check(b, folder, overriding)
	}
	name := strings.Join(b.Labels, ".")
	if b.Type != "resource" {
		name = b.Type + "." + name
	}
	if m.blocks[name] == nil {
		m.blocks[name] = &block{place: whole(b), settings: map[string]place{}}
	}
	for setting, p := range settings(b.Body) {
		m.blocks[name].settings[setting] = p
	}
	if kept, said := prevented(b.Body); said {
		m.blocks[name].kept = kept
	}
	m.blocks[name].repeat(b.Body)
	m.blocks[name].declare(b.Body, overriding)
	if b.Type == "module" {
		m.call(b, folder)
	}
	return nil
}

// provide notes the configuration of a provider.
func (m *module) provide(b *hcl.Block, overriding bool) {
	m.provides = true
	name := b.Labels[0]
	if content, _, _ := b.Body.PartialContent(&hcl.BodySchema{Attributes: []hcl.AttributeSchema{{Name: "alias"}}}); content != nil && content.Attributes["alias"] != nil {
		name += "." + literal(content.Attributes["alias"].Expr)
	}
	if m.providers[name] == nil {
		m.providers[name] = &block{place: whole(b), settings: map[string]place{}}
	}
	m.providers[name].declare(b.Body, overriding)
}

// define notes the names of a locals block. A file that overrides comes last.
func (m *module) define(body hcl.Body) {
	attributes, _ := body.JustAttributes() // blocks are no locals
	for name, a := range attributes {
		m.locals[name] = local{place: placeOf(a.Range), expr: a.Expr}
	}
}

var (
	lifecycle      = &hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{{Type: "lifecycle"}}}
	preventDestroy = &hcl.BodySchema{Attributes: []hcl.AttributeSchema{{Name: "prevent_destroy"}}}
)

// prevented reads prevent_destroy of a block's lifecycle, which Terraform wants to be a literal. What is none prevents
// nothing.
func prevented(body hcl.Body) (kept, said bool) {
	content, _, diags := body.PartialContent(lifecycle)
	if diags.HasErrors() {
		return false, false
	}
	for _, b := range content.Blocks {
		inner, _, _ := b.Body.PartialContent(preventDestroy)
		if inner == nil {
			continue
		}
		if a, ok := inner.Attributes["prevent_destroy"]; ok {
			v, diags := a.Expr.Value(nil)
			v, err := convert.Convert(v, cty.Bool)
			kept, said = !diags.HasErrors() && err == nil && v.IsWhollyKnown() && !v.IsNull() && v.True(), true
		}
	}
	return kept, said
}

// repeat notes which blocks a body makes by dynamic blocks.
func (b *block) repeat(body hcl.Body) {
	content, _, _ := body.PartialContent(&hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{{Type: "dynamic", LabelNames: []string{"type"}}}})
	if content == nil {
		return
	}
	for _, inner := range content.Blocks {
		if b.dynamic == nil {
			b.dynamic = map[string]bool{}
		}
		b.dynamic[inner.Labels[0]] = true
	}
}

// whole is where a block stands, from its type to its closing brace.
func whole(b *hcl.Block) place {
	p := place{file: b.DefRange.Filename, line: b.DefRange.Start.Line, end: b.DefRange.End.Line}
	if body, ok := b.Body.(*hclsyntax.Body); ok {
		p.end = max(p.end, body.SrcRange.End.Line)
	} else {
		p.end = max(p.end, b.Body.MissingItemRange().End.Line)
	}
	return p
}

// settings gives the places of a block's attributes and of the first block of each type inside it.
func settings(body hcl.Body) map[string]place {
	out := map[string]place{}
	if native, ok := body.(*hclsyntax.Body); ok {
		for name, a := range native.Attributes {
			out[name] = placeOf(a.SrcRange)
		}
		for _, b := range native.Blocks {
			if _, ok := out[b.Type]; !ok {
				out[b.Type] = placeOf(b.Range())
			}
		}
		return out
	}
	attributes, _ := body.JustAttributes() // what is no attribute has no place of its own
	for name, a := range attributes {
		out[name] = placeOf(a.Range)
	}
	return out
}

func placeOf(r hcl.Range) place {
	return place{file: r.Filename, line: r.Start.Line, end: r.End.Line}
}

// call notes which folder a module call names: one inside the root, or, where the source is no path, the folder that
// terraform init has put it in (see manifest.go). Another has no place here.
func (m *module) call(b *hcl.Block, folder string) {
	delete(m.calls, b.Labels[0])
	delete(m.fetched, b.Labels[0])
	delete(m.named, b.Labels[0])
	attributes, _ := b.Body.JustAttributes()
	source, ok := attributes["source"]
	if !ok {
		return
	}
	text := literal(source.Expr)
	if text == "" {
		return
	}
	if !isPath(text) {
		m.fetched[b.Labels[0]] = true
		return
	}
	m.named[b.Labels[0]] = path.Clean(text)
	called := path.Join(folder, text)
	if m.index.at(called) != "" {
		m.calls[b.Labels[0]] = called
	}
}

func isPath(source string) bool {
	return strings.HasPrefix(source, "./") || strings.HasPrefix(source, "../")
}

// literal is the value of a text without templates, else empty. Without a context, texts in JSON are taken as they are.
func literal(e hcl.Expression) string {
	if template, ok := e.(*hclsyntax.TemplateExpr); ok && !template.IsStringLiteral() {
		return ""
	} else if _, native := e.(hclsyntax.Expression); native && !ok {
		return ""
	}
	v, diags := e.Value(nil)
	if diags.HasErrors() || v.IsNull() || !v.IsKnown() || v.Type() != cty.String {
		return ""
	}
	return v.AsString()
}
