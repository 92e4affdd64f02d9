package source

import (
	"maps"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

const maxDynamic = 5_000 // blocks that one dynamic block makes

// iterators are what the dynamic blocks around an expression name.
type iterators map[string]cty.Value

// repeated goes through what a dynamic block is made for, with its content and what the iterators stand for there. It says
// whether that can be told; where it cannot, nothing was gone through.
func repeated(b *hclsyntax.Block, scope iterators, evaluate func(hcl.Expression) (cty.Value, error), add func(*hclsyntax.Body, iterators)) bool {
	each, content := b.Body.Attributes["for_each"], (*hclsyntax.Body)(nil)
	for _, inner := range b.Body.Blocks {
		if inner.Type == "content" {
			content = inner.Body
		}
	}
	if each == nil || content == nil {
		return false
	}
	iterator := b.Labels[0]
	if a := b.Body.Attributes["iterator"]; a != nil {
		if iterator = hcl.ExprAsKeyword(a.Expr); iterator == "" { // in JSON it is a text
			iterator = literal(a.Expr)
		}
	}
	all, err := evaluate(each.Expr)
	if err != nil || !all.IsKnown() || all.IsNull() || !all.CanIterateElements() || all.Type().IsSetType() && !all.IsWhollyKnown() ||
		all.LengthInt() > maxDynamic {
		return false
	}
	for it := all.ElementIterator(); it.Next(); {
		key, element := it.Element()
		if all.Type().IsSetType() {
			key = element
		}
		inner := maps.Clone(scope)
		if inner == nil {
			inner = iterators{}
		}
		inner[iterator] = cty.ObjectVal(map[string]cty.Value{"key": key, "value": element})
		add(content, inner)
	}
	return true
}
