package source

import (
	"embed"
	"encoding/json"
	"fmt"
	"sync"

	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"
)

// What a plan knows of a type is its provider's to say, and a directory is read without providers. The forms of the types
// that rules look at stand in these files: stock.json is written by tools/standin (its table), keywright.json by the provider's
// own schemas; a test of each holds them together.
//
//go:embed schema/stock.json schema/keywright.json
var schemas embed.FS

// form is how a block of a type looks in a plan.
type form struct {
	Attributes map[string]*attributeForm `json:"attributes"`
	Blocks     map[string]*blockForm     `json:"blocks"`
}

// attributeForm is one attribute of a form.
type attributeForm struct {
	Raw       json.RawMessage `json:"type"`
	Computed  bool            `json:"computed"`
	Sensitive bool            `json:"sensitive"`
	WriteOnly bool            `json:"write_only"`
	Default   any             `json:"default"` // nil for none

	Nested string `json:"nested"` // map, list, set or single, of the attributes
	form

	typ cty.Type
}

// blockForm is a nested block of a form.
type blockForm struct {
	Nesting  string `json:"nesting"` // list, set or single
	Computed bool   `json:"computed"`
	form
}

// forms are the types by mode: resource or data.
var forms = sync.OnceValue(func() map[string]map[string]*form {
	out := map[string]map[string]*form{"resource": {}, "data": {}}
	for _, name := range []string{"schema/stock.json", "schema/keywright.json"} {
		text, err := schemas.ReadFile(name)
		if err != nil {
			panic(err)
		}
		raw := map[string]map[string]*form{}
		if err := json.Unmarshal(text, &raw); err != nil {
			panic(fmt.Errorf("%s: %w", name, err))
		}
		for mode, types := range raw {
			for name, f := range types {
				f.prepare()
				out[mode][name] = f
			}
		}
	}
	for kind, bearer := range exclusive {
		out["resource"][kind] = &form{Attributes: map[string]*attributeForm{
			bearer: {typ: cty.String}, "policy_arns": {typ: cty.Set(cty.String)},
		}}
	}
	for kind, name := range blockly {
		out["resource"][kind].asBlock(name)
	}
	for kind, attributes := range former {
		for name, typ := range attributes {
			out["resource"][kind].Attributes[name] = &attributeForm{typ: typ}
		}
	}
	return out
})

// former are the names that attributes have in other versions of a provider than the stand-in's, and that rules read as
// well: what a form does not have, a directory does not tell. Source: the azurerm provider before 4.0 and 5.0, the cloudflare
// provider before 5.0.
var former = map[string]map[string]cty.Type{
	"azurerm_key_vault":               {"enable_rbac_authorization": cty.Bool},
	"azurerm_storage_account":         {"enable_https_traffic_only": cty.Bool},
	"cloudflare_hostname_tls_setting": {"setting": cty.String},
}

// blockly are attributes that Terraform lets be written as blocks, which is how the documentation of their provider writes them.
var blockly = map[string]string{"azurerm_container_registry": "encryption", "azurerm_key_vault": "access_policy"}

// asBlock gives a form the block that an attribute may be written as, which then stands beside the attribute.
func (f *form) asBlock(name string) {
	inner := form{Attributes: map[string]*attributeForm{}}
	for member, typ := range f.Attributes[name].typ.ElementType().AttributeTypes() {
		inner.Attributes[member] = &attributeForm{typ: typ}
	}
	if f.Blocks == nil {
		f.Blocks = map[string]*blockForm{}
	}
	f.Blocks[name] = &blockForm{Nesting: "list", Computed: f.Attributes[name].Computed, form: inner}
}

// exclusive are types that the stand-in does not have. Source: AWS provider, aws_iam_*_policy_attachments_exclusive.
var exclusive = map[string]string{
	"aws_iam_role_policy_attachments_exclusive": "role_name", "aws_iam_user_policy_attachments_exclusive": "user_name",
	"aws_iam_group_policy_attachments_exclusive": "group_name",
}

func (f *form) prepare() {
	for _, a := range f.Attributes {
		a.typ = cty.DynamicPseudoType
		if len(a.Raw) > 0 {
			typ, err := ctyjson.UnmarshalType(a.Raw)
			if err != nil {
				panic(err)
			}
			a.typ = typ
		}
		a.prepare()
	}
	for _, b := range f.Blocks {
		b.prepare()
	}
}

// formOf gives the form of a type, nil where it is not known.
func formOf(data bool, kind string) *form {
	if data {
		return forms()["data"][kind]
	}
	return forms()["resource"][kind]
}

// Forms says whether the form of a type is known.
func Forms(data bool, kind string) bool { return formOf(data, kind) != nil }
