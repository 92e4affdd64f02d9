package source

import (
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	hcljson "github.com/hashicorp/hcl/v2/json"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// Bounds on what the parsers recurse into.
const (
	maxDepth    = 200    // brackets, braces, parentheses, templates inside one another
	maxBranches = 10_000 // conditionals and template directives in one file, which nest without brackets
)

// topLevel are the blocks that an index has, in both spellings of the language.
var topLevel = &hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{
	{Type: "resource", LabelNames: []string{"type", "name"}},
	{Type: "data", LabelNames: []string{"type", "name"}},
	{Type: "module", LabelNames: []string{"name"}},
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

// shallow counts depth before the parser, which recurses, sees the text.
func shallow(src []byte, filename string) error {
	tokens, _ := hclsyntax.LexConfig(src, filename, hcl.InitialPos) // its faults are the parser's to explain
	depth, run, branches := 0, 0, 0
	for _, t := range tokens {
		switch t.Type {
		case hclsyntax.TokenOBrace, hclsyntax.TokenOBrack, hclsyntax.TokenOParen, hclsyntax.TokenOQuote,
			hclsyntax.TokenOHeredoc, hclsyntax.TokenTemplateInterp, hclsyntax.TokenTemplateControl:
			depth++
		case hclsyntax.TokenCBrace, hclsyntax.TokenCBrack, hclsyntax.TokenCParen, hclsyntax.TokenCQuote,
			hclsyntax.TokenCHeredoc, hclsyntax.TokenTemplateSeqEnd:
			depth = max(depth-1, 0)
		case hclsyntax.TokenQuestion:
			branches++
		}
		if t.Type == hclsyntax.TokenTemplateControl {
			branches++
		}
		if run++; t.Type != hclsyntax.TokenMinus && t.Type != hclsyntax.TokenBang {
			run = 0
		}
		if depth > maxDepth || run > maxDepth || branches > maxBranches {
			return tooDeep(filename, t.Range.Start.Line)
		}
	}
	return nil
}

// shallowJSON counts depth in JSON, outside of texts.
func shallowJSON(src []byte, filename string) error {
	depth, line, quoted := 0, 1, false
	for i := 0; i < len(src); i++ {
		switch c := src[i]; {
		case c == '\n':
			line++
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			depth = max(depth-1, 0)
		}
		if depth > maxDepth {
			return tooDeep(filename, line)
		}
	}
	return nil
}

func tooDeep(filename string, line int) error {
	return fmt.Errorf("source: %s:%d: nested more than %d deep", filename, line, maxDepth)
}

// add puts the blocks of a file into a module. What an overriding file sets is found in that file.
func (m *module) add(body hcl.Body, folder string) error {
	content, _, diags := body.PartialContent(topLevel)
	if diags.HasErrors() {
		return fmt.Errorf("source: %w", diags)
	}
	for _, b := range content.Blocks {
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
		if b.Type == "module" {
			m.call(b, folder)
		}
	}
	return nil
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
			out[name] = at(a.SrcRange)
		}
		for _, b := range native.Blocks {
			if _, ok := out[b.Type]; !ok {
				out[b.Type] = at(b.Range())
			}
		}
		return out
	}
	attributes, _ := body.JustAttributes() // what is no attribute has no place of its own
	for name, a := range attributes {
		out[name] = at(a.Range)
	}
	return out
}

func at(r hcl.Range) place {
	return place{file: r.Filename, line: r.Start.Line, end: r.End.Line}
}

// call notes which folder a module call names. A source that is not a literal path inside the root has no place here.
func (m *module) call(b *hcl.Block, folder string) {
	attributes, _ := b.Body.JustAttributes()
	source, ok := attributes["source"]
	if !ok {
		return
	}
	text := literal(source.Expr)
	if !strings.HasPrefix(text, "./") && !strings.HasPrefix(text, "../") {
		return
	}
	called := path.Join(folder, text)
	if filepath.IsLocal(filepath.FromSlash(called)) {
		m.calls[b.Labels[0]] = called
	}
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
