package source

import (
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// The plan has one expression for blocks that stand for an attribute.
func TestSameAttribute(t *testing.T) {
	t.Parallel()
	of := func(text string) *hclsyntax.Body {
		file, diags := hclsyntax.ParseConfig([]byte(text), "main.tf", hcl.InitialPos)
		body, ok := file.Body.(*hclsyntax.Body)
		if diags.HasErrors() || !ok {
			t.Fatal(diags)
		}
		return body
	}
	refers := map[string]any{"references": []any{"azurerm_key_vault_key.k.id", "azurerm_key_vault_key.k"}}
	constant := map[string]any{"constant_value": []any{map[string]any{"key": "a", "identity": "b"}}}
	for _, c := range []struct {
		planned any
		text    string
		same    bool
	}{
		{refers, "encryption {\nkey = azurerm_key_vault_key.k.id\nidentity = \"b\"\n}", true},
		{refers, "encryption {\nkey = azurerm_key_vault_key.j.id\n}", false},
		{refers, "encryption {\nkey = \"a\"\n}", false},
		{refers, "other {\nkey = azurerm_key_vault_key.k.id\n}", false},
		{constant, "encryption {\nkey = \"a\"\nidentity = \"b\"\n}", true},
		{constant, "encryption {\nkey = \"a\"\nidentity = \"c\"\n}", false},
		{constant, "encryption {\nkey = \"a\"\nidentity = \"b\"\n}\nencryption {\nkey = \"a\"\n}", false},
		{constant, "encryption {\nkey = \"a\"\n}", false},
		{constant, "encryption {\nkey = azurerm_key_vault_key.k.id\n}", false},
		{[]any{}, "encryption {\nkey = \"a\"\n}", false},
		{nil, "", false},
	} {
		if got := sameAttribute(c.planned, of(c.text), "encryption"); got != c.same {
			t.Errorf("%q is the same: %t", c.text, got)
		}
	}
}
