package provider

import (
	"context"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

func TestSchemasAreValid(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	p := New("test")()
	var ps provider.SchemaResponse
	p.Schema(ctx, provider.SchemaRequest{}, &ps)
	if d := ps.Schema.ValidateImplementation(ctx); d.HasError() {
		t.Errorf("provider: %v", d)
	}
	for name, attribute := range ps.Schema.Attributes {
		if attribute.GetMarkdownDescription() == "" {
			t.Errorf("provider: %s has no description", name)
		}
	}
	for _, create := range p.Resources(ctx) {
		r := create()
		var meta resource.MetadataResponse
		r.Metadata(ctx, resource.MetadataRequest{ProviderTypeName: "keywright"}, &meta)
		var rs resource.SchemaResponse
		r.Schema(ctx, resource.SchemaRequest{}, &rs)
		if d := rs.Schema.ValidateImplementation(ctx); d.HasError() {
			t.Errorf("%s: %v", meta.TypeName, d)
		}
		for name, attribute := range rs.Schema.Attributes {
			if attribute.GetMarkdownDescription() == "" {
				t.Errorf("%s: %s has no description", meta.TypeName, name)
			}
		}
	}
	for _, create := range p.DataSources(ctx) {
		d := create()
		var meta datasource.MetadataResponse
		d.Metadata(ctx, datasource.MetadataRequest{ProviderTypeName: "keywright"}, &meta)
		var ds datasource.SchemaResponse
		d.Schema(ctx, datasource.SchemaRequest{}, &ds)
		if d := ds.Schema.ValidateImplementation(ctx); d.HasError() {
			t.Errorf("data.%s: %v", meta.TypeName, d)
		}
		for name, attribute := range ds.Schema.Attributes {
			if attribute.GetMarkdownDescription() == "" {
				t.Errorf("data.%s: %s has no description", meta.TypeName, name)
			}
		}
	}
	for _, create := range p.(provider.ProviderWithFunctions).Functions(ctx) {
		f := create()
		var ds function.DefinitionResponse
		f.Definition(ctx, function.DefinitionRequest{}, &ds)
		var fs function.MetadataResponse
		f.Metadata(ctx, function.MetadataRequest{}, &fs)
		var vs function.DefinitionValidateResponse
		ds.Definition.ValidateImplementation(ctx, function.DefinitionValidateRequest{FuncName: fs.Name}, &vs)
		if vs.Diagnostics.HasError() {
			t.Errorf("function %s: %v", fs.Name, vs.Diagnostics)
		}
	}
}

// Secrets of the configuration are marked so that Terraform hides them.
func TestSecretsAreSensitive(t *testing.T) {
	t.Parallel()
	var ps provider.SchemaResponse
	New("test")().Schema(context.Background(), provider.SchemaRequest{}, &ps)
	for _, name := range []string{"access_key", "secret_key", "token"} {
		if !ps.Schema.Attributes[name].IsSensitive() {
			t.Errorf("%s is not sensitive", name)
		}
	}
}
