package provider_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/defaults"

	"github.com/keywright/terraform-provider-keywright/provider"
)

var update = flag.Bool("update", false, "write the forms of the resources anew")

// formsFile is what internal/source knows of the resources, which may not import this package.
const formsFile = "../internal/source/schema/keywright.json"

type form struct {
	Type       json.RawMessage  `json:"type,omitempty"`
	Computed   bool             `json:"computed,omitempty"`
	Sensitive  bool             `json:"sensitive,omitempty"`
	WriteOnly  bool             `json:"write_only,omitempty"`
	Default    any              `json:"default,omitempty"`
	Nested     string           `json:"nested,omitempty"`
	Nesting    string           `json:"nesting,omitempty"`
	Attributes map[string]*form `json:"attributes,omitempty"`
	Blocks     map[string]*form `json:"blocks,omitempty"`
}

// A directory is read by the schemas and defaults that plans are made by.
func TestFormsAreWritten(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	forms := map[string]*form{}
	for _, create := range provider.New("test")().Resources(ctx) {
		r := create()
		var meta resource.MetadataResponse
		r.Metadata(ctx, resource.MetadataRequest{ProviderTypeName: "keywright"}, &meta)
		var rs resource.SchemaResponse
		r.Schema(ctx, resource.SchemaRequest{}, &rs)
		forms[meta.TypeName] = &form{Attributes: attributeForms(t, rs.Schema.Attributes), Blocks: map[string]*form{}}
		for name := range rs.Schema.Blocks {
			if name != "timeouts" {
				t.Errorf("%s has a block %s: say here how its form is written", meta.TypeName, name)
			}
		}
	}
	var want bytes.Buffer
	encoder := json.NewEncoder(&want)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(map[string]any{"resource": forms, "data": map[string]any{}}); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(formsFile, want.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(formsFile); err != nil || !bytes.Equal(got, want.Bytes()) {
		t.Errorf("%s is not what the schemas say (%v): run this test with -update", formsFile, err)
	}
}

func attributeForms(t *testing.T, attributes map[string]schema.Attribute) map[string]*form {
	t.Helper()
	ctx := context.Background()
	out := map[string]*form{}
	for name, a := range attributes {
		f := &form{Computed: a.IsComputed(), Sensitive: a.IsSensitive(), WriteOnly: a.IsWriteOnly()}
		out[name] = f
		switch x := a.(type) {
		case schema.MapNestedAttribute:
			f.Nested, f.Attributes = "map", attributeForms(t, x.NestedObject.Attributes)
			continue
		case schema.ListNestedAttribute:
			f.Nested, f.Attributes = "list", attributeForms(t, x.NestedObject.Attributes)
			continue
		case schema.SetNestedAttribute:
			f.Nested, f.Attributes = "set", attributeForms(t, x.NestedObject.Attributes)
			continue
		case schema.SingleNestedAttribute:
			f.Nested, f.Attributes = "single", attributeForms(t, x.Attributes)
			continue
		case schema.StringAttribute:
			if x.Default != nil {
				resp := defaults.StringResponse{}
				x.Default.DefaultString(ctx, defaults.StringRequest{}, &resp)
				f.Default = resp.PlanValue.ValueString()
			}
		case schema.BoolAttribute:
			if x.Default != nil {
				resp := defaults.BoolResponse{}
				x.Default.DefaultBool(ctx, defaults.BoolRequest{}, &resp)
				f.Default = resp.PlanValue.ValueBool()
			}
		case schema.Int64Attribute:
			if x.Default != nil {
				resp := defaults.Int64Response{}
				x.Default.DefaultInt64(ctx, defaults.Int64Request{}, &resp)
				f.Default = resp.PlanValue.ValueInt64()
			}
		}
		raw, err := json.Marshal(a.GetType().TerraformType(ctx))
		if err != nil {
			t.Fatal(err)
		}
		f.Type = raw
	}
	return out
}
