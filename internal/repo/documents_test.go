package repo

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// A block in a document that does not parse teaches the reader something false.
func TestBlocksInDocumentsParse(t *testing.T) {
	blocks := 0
	walk(t, func(path string) {
		if !strings.HasSuffix(path, ".md") {
			return
		}
		source := []byte(read(t, path))
		tree := goldmark.DefaultParser().Parse(text.NewReader(source))
		err := ast.Walk(tree, func(node ast.Node, entering bool) (ast.WalkStatus, error) {
			if block, ok := node.(*ast.FencedCodeBlock); ok && entering {
				blocks += parseBlock(t, path, string(block.Language(source)), block.Lines().Value(source))
			}
			return ast.WalkContinue, nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
	if blocks == 0 {
		t.Error("no HCL or JSON block found in any document: this test looked at nothing")
	}
}

// parseBlock parses one block where its language is HCL or JSON, and says how many it parsed.
func parseBlock(t *testing.T, path, language string, body []byte) int {
	t.Helper()
	switch language {
	case "hcl", "terraform", "tf":
		if _, diags := hclsyntax.ParseConfig(body, path, hcl.InitialPos); diags.HasErrors() {
			t.Errorf("%s has an HCL block that does not parse: %v", path, diags)
		}
	case "json":
		if !json.Valid(body) {
			t.Errorf("%s has a JSON block that does not parse:\n%s", path, body)
		}
	default:
		return 0
	}
	return 1
}
