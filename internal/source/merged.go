package source

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/keywright/terraform-provider-keywright/internal/source/lang"
)

// merged gives a block as one body in HCL's native form, whatever files and spellings it is declared in: a file that
// overrides replaces attributes by name, and nested blocks by type. Source: Terraform, override files.
func (b *block) merged(f *form) (*hclsyntax.Body, error) {
	if b.single != nil {
		return b.single, nil
	}
	out := &hclsyntax.Body{Attributes: hclsyntax.Attributes{}}
	for i, body := range b.bodies {
		native, err := nativeBody(body, f)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			out.SrcRange = native.SrcRange
		}
		for name, a := range native.Attributes {
			out.Attributes[name] = a
		}
		replaced := map[string]bool{}
		for _, inner := range native.Blocks {
			replaced[nestedType(inner)] = true
		}
		kept := out.Blocks[:0:0]
		for _, inner := range out.Blocks {
			if !replaced[nestedType(inner)] {
				kept = append(kept, inner)
			}
		}
		kept = append(kept, native.Blocks...)
		out.Blocks = kept
	}
	b.single = out
	return out, nil
}

// nestedType is the type of a nested block: of a dynamic one, what it makes.
func nestedType(b *hclsyntax.Block) string {
	if b.Type == "dynamic" && len(b.Labels) == 1 {
		return b.Labels[0]
	}
	return b.Type
}

// nativeBody gives a body in HCL's native form. One in JSON tells attributes from blocks by the form alone.
func nativeBody(body hcl.Body, f *form) (*hclsyntax.Body, error) {
	if native, ok := body.(*hclsyntax.Body); ok {
		return native, nil
	}
	schema := &hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{{Type: "dynamic", LabelNames: []string{"type"}}}}
	for _, name := range []string{"lifecycle", "provisioner", "connection"} {
		schema.Blocks = append(schema.Blocks, hcl.BlockHeaderSchema{Type: name})
	}
	if f != nil {
		for name := range f.Blocks {
			schema.Blocks = append(schema.Blocks, hcl.BlockHeaderSchema{Type: name})
		}
	}
	content, rest, diags := body.PartialContent(schema)
	if content == nil {
		return nil, fmt.Errorf("source: %w", diags)
	}
	out := &hclsyntax.Body{Attributes: hclsyntax.Attributes{}, SrcRange: body.MissingItemRange()}
	attributes, _ := rest.JustAttributes() // what is no attribute is left out
	for name, a := range attributes {
		expr, err := lang.Native(a.Expr)
		if err != nil {
			return nil, err
		}
		out.Attributes[name] = &hclsyntax.Attribute{Name: name, Expr: expr, SrcRange: a.Range, NameRange: a.NameRange}
	}
	for _, inner := range content.Blocks {
		if inner.Type == "lifecycle" || inner.Type == "provisioner" || inner.Type == "connection" {
			continue
		}
		var native *hclsyntax.Body
		var err error
		if inner.Type == "dynamic" {
			native, err = nativeDynamic(inner, f)
		} else {
			native, err = nativeBody(inner.Body, &f.Blocks[inner.Type].form)
		}
		if err != nil {
			return nil, err
		}
		out.Blocks = append(out.Blocks, &hclsyntax.Block{
			Type: inner.Type, Labels: inner.Labels, LabelRanges: inner.LabelRanges, Body: native, TypeRange: inner.TypeRange,
			OpenBraceRange: inner.DefRange, CloseBraceRange: inner.DefRange,
		})
	}
	return out, nil
}

func nativeDynamic(b *hcl.Block, f *form) (*hclsyntax.Body, error) {
	inner := &form{}
	if f != nil && f.Blocks[b.Labels[0]] != nil {
		inner = &f.Blocks[b.Labels[0]].form
	}
	return nativeBody(b.Body, &form{Blocks: map[string]*blockForm{"content": {form: *inner}}})
}
