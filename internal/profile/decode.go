package profile

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// node is one block as it was written: what it sets, where, and what it holds.
type node struct {
	schema *block
	label  string
	at     hcl.Range
	values map[string]any
	ranges map[string]hcl.Range
	inner  map[string]map[string]*node // type → label ("" where it has none) → block
}

func newNode(schema *block, label string, at hcl.Range) *node {
	return &node{
		schema: schema, label: label, at: at,
		values: map[string]any{}, ranges: map[string]hcl.Range{}, inner: map[string]map[string]*node{},
	}
}

// title names the block as the file does.
func (n *node) title() string {
	if n.label == "" {
		return n.schema.name
	}
	return fmt.Sprintf("%s %q", n.schema.name, n.label)
}

// decode reads a body by its schema.
func decode(body *hclsyntax.Body, into *node) hcl.Diagnostics {
	var diags hcl.Diagnostics
	attributes := slices.SortedFunc(maps.Values(body.Attributes), func(a, b *hclsyntax.Attribute) int {
		return cmp.Compare(a.SrcRange.Start.Byte, b.SrcRange.Start.Byte)
	})
	for _, a := range attributes {
		diags = append(diags, decodeAttribute(a, into)...)
	}
	for _, b := range body.Blocks {
		diags = append(diags, decodeBlock(b, into)...)
	}
	return diags
}

func decodeAttribute(a *hclsyntax.Attribute, into *node) hcl.Diagnostics {
	schema := into.schema.attribute(a.Name)
	if schema == nil {
		return hcl.Diagnostics{unknownAttribute(a, into)}
	}
	v, diags := evaluate(a.Expr, schema)
	if diags.HasErrors() {
		return diags
	}
	into.values[a.Name] = v
	into.ranges[a.Name] = a.Expr.Range()
	return nil
}

func unknownAttribute(a *hclsyntax.Attribute, into *node) *hcl.Diagnostic {
	if into.schema.block(a.Name) != nil {
		return problem("Block written as a setting", fmt.Sprintf("%q is a block: write %s { … } without the equals sign.", a.Name, a.Name), a.NameRange)
	}
	names := into.schema.attributeNames()
	if len(names) == 0 {
		return problem("Unknown setting", fmt.Sprintf("%s has no settings of its own, and so none named %q. %s",
			into.title(), a.Name, "Blocks: "+strings.Join(into.schema.blockNames(), ", ")+"."), a.NameRange)
	}
	return problem("Unknown setting", fmt.Sprintf("%s has no setting %q. %s", into.title(), a.Name, nearest(a.Name, names)), a.NameRange)
}

func decodeBlock(b *hclsyntax.Block, into *node) hcl.Diagnostics {
	schema := into.schema.block(b.Type)
	if schema == nil {
		return hcl.Diagnostics{unknownBlock(b, into)}
	}
	label, diags := blockLabel(b, schema)
	if diags.HasErrors() {
		return diags
	}
	if into.inner[b.Type] == nil {
		into.inner[b.Type] = map[string]*node{}
	}
	inner := newNode(schema, label, b.DefRange())
	if first, ok := into.inner[b.Type][label]; ok {
		return hcl.Diagnostics{problem("Block given twice", fmt.Sprintf("%s is already on line %d. Put the settings into one block.",
			inner.title(), first.at.Start.Line), b.DefRange())}
	}
	into.inner[b.Type][label] = inner
	return decode(b.Body, inner)
}

func unknownBlock(b *hclsyntax.Block, into *node) *hcl.Diagnostic {
	if into.schema.attribute(b.Type) != nil {
		return problem("Setting written as a block", fmt.Sprintf("%q is a setting: write %s = … with an equals sign.", b.Type, b.Type), b.TypeRange)
	}
	where := "A profile"
	if into.schema != &profileBlock {
		where = into.title()
	}
	names := into.schema.blockNames()
	if len(names) == 0 {
		return problem("Unknown block", fmt.Sprintf("%s holds no blocks, and so none named %q.", where, b.Type), b.TypeRange)
	}
	return problem("Unknown block", fmt.Sprintf("%s has no block %q. %s", where, b.Type, nearest(b.Type, names)), b.TypeRange)
}

// blockLabel reads the label of a block, where its type has one.
func blockLabel(b *hclsyntax.Block, schema *block) (string, hcl.Diagnostics) {
	switch {
	case !schema.labelled && len(b.Labels) > 0:
		return "", hcl.Diagnostics{problem("Label on a block that has none", fmt.Sprintf("Write %s { … } without a label.", b.Type), b.LabelRanges[0])}
	case !schema.labelled:
		return "", nil
	case len(b.Labels) != 1:
		return "", hcl.Diagnostics{problem("Label missing or too many",
			fmt.Sprintf("Write %s \"…\" { … } with one label: %s.", b.Type, schema.labelName), b.DefRange())}
	}
	label := b.Labels[0]
	switch {
	case schema.labelWords != nil && !slices.Contains(schema.labelWords, label):
		return "", hcl.Diagnostics{problem("Unknown "+strings.TrimPrefix(strings.TrimPrefix(schema.labelName, "a "), "an "),
			fmt.Sprintf("%q is not %s. %s", label, schema.labelName, nearest(label, schema.labelWords)), b.LabelRanges[0])}
	case schema.labelForm != nil && !schema.labelForm.MatchString(label):
		return "", hcl.Diagnostics{problem("Malformed label", fmt.Sprintf("%q is not %s.%s", label, schema.labelName, formHint(schema)), b.LabelRanges[0])}
	case strings.TrimSpace(label) == "" || len(label) > maxText:
		return "", hcl.Diagnostics{problem("Malformed label", fmt.Sprintf("A label has 1 to %d bytes.", maxText), b.LabelRanges[0])}
	}
	return label, nil
}

func formHint(schema *block) string {
	if schema.labelForm == name {
		return " It takes lower-case letters, digits and single hyphens."
	}
	return ""
}
