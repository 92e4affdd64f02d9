// Package table says what a provider's resources look like: a table of attributes and blocks per type, precise
// enough that a plan made from it reads like one made with the provider it stands for. It holds no behaviour
// beside the look-ups that a table needs.
package table

import "github.com/hashicorp/terraform-plugin-go/tftypes"

// The types that attributes have.
var (
	Text   tftypes.Type = tftypes.String
	Flag   tftypes.Type = tftypes.Bool
	Number tftypes.Type = tftypes.Number
	Texts  tftypes.Type = tftypes.List{ElementType: tftypes.String}
	Names  tftypes.Type = tftypes.Set{ElementType: tftypes.String}
	Labels tftypes.Type = tftypes.Map{ElementType: tftypes.String}
)

// Provider is one provider that the stand-in can be.
type Provider struct {
	Name      string // the last part of its address
	Config    Block
	Resources map[string]Resource
	Data      map[string]Data
	Configure func(config Values, env func(string) string) (Settings, error)
}

// Settings are what a provider's configuration comes to. An unknown region has RegionUnknown set.
type Settings struct {
	Region        string
	RegionUnknown bool
	Account       string
	Partition     string
	DNSSuffix     string
	DefaultTags   map[string]string
	TagsUnknown   bool
	Extra         map[string]string // what else the provider's own resources ask of its configuration
}

// Resource is one resource type.
type Resource struct {
	Block
	Version int64  // of its schema, as the plan's schema_version says
	ID      string // template of the id that apply gives it
	Global  bool   // has no region of its own
	Tagged  bool   // has tags and tags_all
	// Plan fills in at plan what this provider knows by then, where it is more than defaults; nil where it is not.
	Plan func(planned Values, creates bool, s Settings) error
}

// Data is one data source type and what it computes. Read gets the configuration, every value in it known, and
// returns the values of the computed attributes.
type Data struct {
	Block
	Read func(config Values, s Settings) (map[string]any, error)
}

// Block is a body: attributes and nested blocks by name.
type Block struct {
	Attrs  Attrs
	Blocks Blocks
}

// Attrs are attributes by name.
type Attrs map[string]Attr

// Blocks are nested blocks by name.
type Blocks map[string]Nested

// Nesting is how often a block may stand and whether its order counts.
type Nesting int

// The nestings that plugin protocol 5 has and providers of this kind use.
const (
	InList Nesting = iota
	InSet
	Single
)

// Nested is a nested block.
type Nested struct {
	Block
	Nesting    Nesting
	Min, Max   int64
	ForceNew   bool // any change of it replaces the resource
	IsComputed bool // the provider fills it where the configuration has none
}

// Attr is one attribute. Build it with Required, Optional or Computed and the methods.
type Attr struct {
	Type                             tftypes.Type
	IsRequired, IsOptional           bool
	IsComputed, IsForceNew           bool
	IsSensitive, IsJSON, IsWriteOnly bool
	IsARN                            bool
	DefaultValue                     any      // taken at plan where the configuration says nothing
	AppliedValue                     any      // a template, a literal or a func(Values) any: the value after apply
	OneOf                            []string // accepted texts
	Least, Most                      *int64   // accepted numbers
	Needs                            string   // another attribute that must be set with it
	Against                          []string // attributes that must not be set with it
}

// Required is an attribute that the configuration must set.
func Required(t tftypes.Type) Attr { return Attr{Type: t, IsRequired: true} }

// Optional is an attribute that the configuration may set.
func Optional(t tftypes.Type) Attr { return Attr{Type: t, IsOptional: true} }

// Computed is an attribute that only the provider sets; Optional(t).Computed() is one that both may.
func Computed(t tftypes.Type) Attr { return Attr{Type: t, IsComputed: true} }

// Computed makes the provider fill what the configuration leaves out.
func (a Attr) Computed() Attr { a.IsComputed = true; return a }

// ForceNew makes a change replace the resource.
func (a Attr) ForceNew() Attr { a.IsForceNew = true; return a }

// Sensitive hides the value in Terraform's output.
func (a Attr) Sensitive() Attr { a.IsSensitive = true; return a }

// WriteOnly keeps the value out of plan and state.
func (a Attr) WriteOnly() Attr { a.IsWriteOnly = true; return a }

// JSON marks text that holds a JSON document: checked, and normalised in the plan.
func (a Attr) JSON() Attr { a.IsJSON = true; return a }

// ARN marks text that must be an ARN.
func (a Attr) ARN() Attr { a.IsARN = true; return a }

// Default is the value at plan where the configuration has none.
func (a Attr) Default(v any) Attr { a.DefaultValue = v; return a }

// As is the value after apply where the plan does not know it: a literal, a text with {placeholders} (see package
// serve), or a func(Values) any.
func (a Attr) As(v any) Attr { a.AppliedValue = v; return a }

// In lists the accepted texts.
func (a Attr) In(texts ...string) Attr { a.OneOf = texts; return a }

// Between bounds a number.
func (a Attr) Between(least, most int64) Attr { a.Least, a.Most = &least, &most; return a }

// With names an attribute that must be set too.
func (a Attr) With(name string) Attr { a.Needs = name; return a }

// Without names attributes that must not be set beside this one.
func (a Attr) Without(names ...string) Attr { a.Against = names; return a }

// List is a block that may stand from least to most times, in order; most 0 is without limit.
func List(least, most int64, b Block) Nested {
	return Nested{Block: b, Nesting: InList, Min: least, Max: most}
}

// Set is as List, without order.
func Set(least, most int64, b Block) Nested {
	return Nested{Block: b, Nesting: InSet, Min: least, Max: most}
}

// Replacing makes any change of the block replace the resource.
func (n Nested) Replacing() Nested { n.ForceNew = true; return n }

// Computed makes the provider fill the block where the configuration has none: unknown at create, none after apply.
func (n Nested) Computed() Nested { n.IsComputed = true; return n }

// Timeouts is the block of that name with the given operations.
func Timeouts(operations ...string) Nested {
	attrs := Attrs{}
	for _, o := range operations {
		attrs[o] = Optional(Text)
	}
	return Nested{Block: Block{Attrs: attrs}, Nesting: Single}
}
