package lang

import "github.com/hashicorp/hcl/v2/hclsyntax"

// Bounds on what the parsers recurse into.
const (
	MaxDepth    = 200    // brackets, braces, parentheses, templates inside one another
	maxBranches = 10_000 // conditionals and template directives in one file, which nest without brackets

	maxOperators = 2000 // operators, indices and steps in one expression, brackets aside
)

// Deep says in which line tokens nest too deep for a parser, which recurses, or for whoever goes through what it parses: a
// chain of operators or indices nests without brackets.
func Deep(tokens hclsyntax.Tokens) (line int, deep bool) {
	run, branches := 0, 0
	levels := []level{{lines: true}} // one for each bracket that is open
	for i, t := range tokens {
		here := &levels[len(levels)-1]
		switch t.Type {
		case hclsyntax.TokenOBrack:
			if i > 0 && endsOperand[tokens[i-1].Type] {
				here.operators++
			}
			levels = append(levels, level{})
		case hclsyntax.TokenOBrace:
			levels = append(levels, level{lines: true})
		case hclsyntax.TokenOParen, hclsyntax.TokenOQuote, hclsyntax.TokenOHeredoc, hclsyntax.TokenTemplateInterp, hclsyntax.TokenTemplateControl:
			levels = append(levels, level{})
		case hclsyntax.TokenCBrace, hclsyntax.TokenCBrack, hclsyntax.TokenCParen, hclsyntax.TokenCQuote,
			hclsyntax.TokenCHeredoc, hclsyntax.TokenTemplateSeqEnd:
			levels = levels[:max(len(levels)-1, 1)]
		case hclsyntax.TokenComma, hclsyntax.TokenEqual:
			here.operators = 0
		case hclsyntax.TokenNewline:
			if here.lines {
				here.operators = 0
			}
		case hclsyntax.TokenQuestion:
			branches++
		default:
			if operators[t.Type] {
				here.operators++
			}
		}
		if t.Type == hclsyntax.TokenTemplateControl {
			branches++
		}
		if run++; t.Type != hclsyntax.TokenMinus && t.Type != hclsyntax.TokenBang {
			run = 0
		}
		if len(levels) > MaxDepth || run > MaxDepth || branches > maxBranches || here.operators > maxOperators {
			return t.Range.Start.Line, true
		}
	}
	return 0, false
}

// level is what is inside one bracket: how many operators the expression at hand has, and whether a line ends it.
type level struct {
	operators int
	lines     bool
}

var operators = map[hclsyntax.TokenType]bool{
	hclsyntax.TokenPlus: true, hclsyntax.TokenMinus: true, hclsyntax.TokenStar: true, hclsyntax.TokenSlash: true,
	hclsyntax.TokenPercent: true, hclsyntax.TokenEqualOp: true, hclsyntax.TokenNotEqual: true, hclsyntax.TokenLessThan: true,
	hclsyntax.TokenLessThanEq: true, hclsyntax.TokenGreaterThan: true, hclsyntax.TokenGreaterThanEq: true,
	hclsyntax.TokenAnd: true, hclsyntax.TokenOr: true, hclsyntax.TokenDot: true,
}

var endsOperand = map[hclsyntax.TokenType]bool{
	hclsyntax.TokenIdent: true, hclsyntax.TokenCBrack: true, hclsyntax.TokenCParen: true, hclsyntax.TokenCBrace: true,
	hclsyntax.TokenCQuote: true, hclsyntax.TokenStar: true, hclsyntax.TokenNumberLit: true,
}

// DeepJSON says the same of JSON, outside of its texts.
func DeepJSON(text []byte) (line int, deep bool) {
	depth, line, quoted := 0, 1, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
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
		if depth > MaxDepth {
			return line, true
		}
	}
	return 0, false
}
