package table

import (
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Full is the resource's body with what every resource has: id, and region, tags and tags_all where it has those.
func (r Resource) Full() Block {
	attrs := maps.Clone(r.Attrs)
	if attrs == nil {
		attrs = Attrs{}
	}
	if _, own := attrs["id"]; !own {
		attrs["id"] = Optional(Text).Computed().As(r.ID)
	}
	if !r.Global {
		attrs["region"] = Optional(Text).Computed().ForceNew()
	}
	if r.Tagged {
		attrs["tags"] = Optional(Labels)
		attrs["tags_all"] = Optional(Labels).Computed()
	}
	return Block{Attrs: attrs, Blocks: r.Blocks}
}

// Schema is the protocol's form of a body. A default does not show in it: providers built on the older SDK do not call
// what they fill in so computed.
func (b Block) Schema(version int64) *tfprotov5.Schema {
	return &tfprotov5.Schema{Version: version, Block: b.protocol()}
}

func (b Block) protocol() *tfprotov5.SchemaBlock {
	out := &tfprotov5.SchemaBlock{}
	for _, name := range slices.Sorted(maps.Keys(b.Attrs)) {
		a := b.Attrs[name]
		out.Attributes = append(out.Attributes, &tfprotov5.SchemaAttribute{
			Name: name, Type: told(a.Type), Required: a.IsRequired, Optional: a.IsOptional,
			Computed: a.IsComputed, Sensitive: a.IsSensitive, WriteOnly: a.IsWriteOnly,
		})
	}
	for _, name := range slices.Sorted(maps.Keys(b.Blocks)) {
		n := b.Blocks[name]
		out.BlockTypes = append(out.BlockTypes, &tfprotov5.SchemaNestedBlock{
			TypeName: name, Block: n.protocol(), Nesting: n.Nesting.protocol(), MinItems: n.Min, MaxItems: n.Max,
		})
	}
	return out
}

// told is a type as Terraform is told it: any member of an object may be left out, which is then null, as in providers whose
// attributes nest. Values have the plain type.
func told(t tftypes.Type) tftypes.Type {
	switch x := t.(type) {
	case tftypes.List:
		return tftypes.List{ElementType: told(x.ElementType)}
	case tftypes.Set:
		return tftypes.Set{ElementType: told(x.ElementType)}
	case tftypes.Map:
		return tftypes.Map{ElementType: told(x.ElementType)}
	case tftypes.Object:
		members, optional := map[string]tftypes.Type{}, map[string]struct{}{}
		for name, member := range x.AttributeTypes {
			members[name], optional[name] = told(member), struct{}{}
		}
		return tftypes.Object{AttributeTypes: members, OptionalAttributes: optional}
	}
	return t
}

func (n Nesting) protocol() tfprotov5.SchemaNestedBlockNestingMode {
	switch n {
	case InSet:
		return tfprotov5.SchemaNestedBlockNestingModeSet
	case Single:
		return tfprotov5.SchemaNestedBlockNestingModeSingle
	case InList:
		return tfprotov5.SchemaNestedBlockNestingModeList
	}
	return tfprotov5.SchemaNestedBlockNestingModeInvalid
}

// Type is the type that values of the body have.
func (b Block) Type() tftypes.Object {
	types := make(map[string]tftypes.Type, len(b.Attrs)+len(b.Blocks))
	for name, a := range b.Attrs {
		types[name] = a.Type
	}
	for name, n := range b.Blocks {
		types[name] = n.Type()
	}
	return tftypes.Object{AttributeTypes: types}
}

// Type is the type that all blocks of one name have together.
func (n Nested) Type() tftypes.Type {
	switch n.Nesting {
	case InSet:
		return tftypes.Set{ElementType: n.Block.Type()}
	case InList:
		return tftypes.List{ElementType: n.Block.Type()}
	case Single:
	}
	return n.Block.Type()
}
