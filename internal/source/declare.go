package source

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// local is one name of a locals block.
type local struct {
	place
	expr hcl.Expression
}

// declare notes what a file says of a block: anew, or, in a file that overrides, over what was said before.
func (b *block) declare(body hcl.Body, overriding bool) {
	switch {
	case len(b.bodies) == 0 || overriding:
	default:
		b.unclear = "it is declared twice"
	}
	if overriding && len(b.bodies) == 0 {
		b.unclear = "it stands in an override file alone"
	}
	b.bodies = append(b.bodies, body)
}

// attribute gives the expression of an attribute as the last file has it that sets it; nil where none does.
func (b *block) attribute(name string) hcl.Expression {
	for i := len(b.bodies) - 1; i >= 0; i-- {
		if native, ok := b.bodies[i].(*hclsyntax.Body); ok {
			if a := native.Attributes[name]; a != nil {
				return a.Expr
			}
			continue
		}
		content, _, _ := b.bodies[i].PartialContent(&hcl.BodySchema{Attributes: []hcl.AttributeSchema{{Name: name}}}) // what else is there is no fault
		if content != nil && content.Attributes[name] != nil {
			return content.Attributes[name].Expr
		}
	}
	return nil
}

// attributes gives the names of the attributes that are set. In JSON, blocks look like attributes.
func (b *block) attributes() map[string]bool {
	out := map[string]bool{}
	for _, body := range b.bodies {
		if native, ok := body.(*hclsyntax.Body); ok {
			for name := range native.Attributes {
				out[name] = true
			}
			continue
		}
		attributes, _ := body.JustAttributes() // what is no attribute is left out
		for name := range attributes {
			out[name] = true
		}
	}
	return out
}
