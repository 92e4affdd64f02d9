package source

import (
	"maps"

	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// sameAttribute holds blocks against an attribute that Terraform lets be written as blocks: the plan has one expression for them.
func sameAttribute(planned any, body *hclsyntax.Body, kind string) bool {
	described := object(planned)
	refs, wanted := map[string]bool{}, map[string]bool{}
	for _, ref := range list(described["references"]) {
		if text, ok := ref.(string); ok {
			wanted[text] = true
		}
	}
	constants, i := list(described["constant_value"]), 0
	for _, b := range body.Blocks {
		if b.Type != kind {
			continue
		}
		for name, a := range b.Body.Attributes {
			for _, t := range a.Expr.Variables() {
				refs[written(t)] = true
			}
			if len(wanted) == 0 && (i >= len(constants) || literalJSON(a.Expr) != encoded(object(constants[i])[name])) {
				return false
			}
		}
		if i < len(constants) {
			for name, value := range object(constants[i]) {
				if value != nil && b.Body.Attributes[name] == nil {
					return false
				}
			}
		}
		i++
	}
	return i > 0 && (len(wanted) > 0 || i == len(constants)) && maps.Equal(longest(refs), longest(wanted))
}

// sameBlocks holds the blocks of a type against the plan's; those that a dynamic block makes are not in the plan.
func sameBlocks(planned any, body *hclsyntax.Body, kind string) bool {
	var blocks []*hclsyntax.Body
	for _, b := range body.Blocks {
		if b.Type == kind {
			blocks = append(blocks, b.Body)
		}
	}
	wanted, ok := planned.([]any)
	if !ok {
		wanted = []any{planned}
	}
	if len(blocks) != len(wanted) {
		return false
	}
	for i, b := range blocks {
		for name, v := range object(wanted[i]) {
			if a := b.Attributes[name]; a != nil {
				if !same(v, a.Expr) {
					return false
				}
			} else if !sameBlocks(v, b, name) {
				return false
			}
		}
		for name := range b.Attributes {
			if object(wanted[i])[name] == nil {
				return false
			}
		}
	}
	return true
}
