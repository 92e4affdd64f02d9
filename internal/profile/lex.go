package profile

import (
	"fmt"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// Limits of a profile. The parser and the evaluator recurse, so depth is counted before either sees the text.
const (
	MaxBytes = 1 << 20
	maxDepth = 16
)

// literalTokens are all that a profile is made of: it takes no variables, functions, templates or operators, so
// that reading it can neither reach for anything outside nor compute for long.
var literalTokens = []hclsyntax.TokenType{
	hclsyntax.TokenOBrace, hclsyntax.TokenCBrace, hclsyntax.TokenOBrack, hclsyntax.TokenCBrack, hclsyntax.TokenEqual,
	hclsyntax.TokenComma, hclsyntax.TokenColon, hclsyntax.TokenNewline, hclsyntax.TokenIdent, hclsyntax.TokenNumberLit,
	hclsyntax.TokenOQuote, hclsyntax.TokenCQuote, hclsyntax.TokenQuotedLit, hclsyntax.TokenStringLit,
	hclsyntax.TokenOHeredoc, hclsyntax.TokenCHeredoc, hclsyntax.TokenMinus, hclsyntax.TokenComment, hclsyntax.TokenEOF,
}

// broken are tokens that the parser itself explains well.
var broken = []hclsyntax.TokenType{
	hclsyntax.TokenBadUTF8, hclsyntax.TokenInvalid, hclsyntax.TokenQuotedNewline, hclsyntax.TokenApostrophe,
	hclsyntax.TokenBacktick, hclsyntax.TokenSemicolon, hclsyntax.TokenTabs,
}

// lex refuses text that is too long, too deep, or holds anything but literals.
func lex(src []byte, filename string) hcl.Diagnostics {
	start := hcl.Pos{Line: 1, Column: 1}
	if len(src) > MaxBytes {
		return hcl.Diagnostics{problem("Profile too long", fmt.Sprintf("A profile has at most %d bytes; this one has %d.", MaxBytes, len(src)),
			hcl.Range{Filename: filename, Start: start, End: start})}
	}
	tokens, diags := hclsyntax.LexConfig(src, filename, start)
	if diags.HasErrors() {
		return diags
	}
	depth, minus := 0, 0
	for _, t := range tokens {
		switch t.Type {
		case hclsyntax.TokenOBrace, hclsyntax.TokenOBrack:
			depth++
		case hclsyntax.TokenCBrace, hclsyntax.TokenCBrack:
			depth = max(depth-1, 0)
		}
		if t.Type == hclsyntax.TokenMinus {
			minus++
		} else {
			minus = 0
		}
		if depth > maxDepth {
			return hcl.Diagnostics{problem("Nested too deep", fmt.Sprintf("Blocks, lists and maps nest at most %d deep here.", maxDepth), t.Range)}
		}
		if slices.Contains(broken, t.Type) {
			continue
		}
		if minus > 1 || !slices.Contains(literalTokens, t.Type) {
			return hcl.Diagnostics{problem("Not a literal", "A profile holds literal values only: no variables, functions, templates, "+
				"parentheses or operators. Write the value itself; a dollar sign before a brace is written $${.", t.Range)}
		}
	}
	return nil
}
