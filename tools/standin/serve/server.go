// Package serve answers Terraform's plugin protocol (version 5, as the providers it stands for) from a table:
// plans fill in defaults and leave computed values unknown, applies give synthetic values and keep state. It calls
// no service and writes no file.
package serve

import (
	"context"
	"fmt"
	"os"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/keywright/terraform-provider-keywright/tools/standin/table"
)

// Server serves one provider. Make it with New.
type Server struct {
	unsupported

	table    table.Provider
	settings table.Settings
	names    *sequence
}

// New makes the server of a table.
func New(t table.Provider) *Server {
	return &Server{unsupported: unsupported{provider: t.Name}, table: t, names: &sequence{}}
}

// GetMetadata names the types that the table has.
func (s *Server) GetMetadata(context.Context, *tfprotov5.GetMetadataRequest) (*tfprotov5.GetMetadataResponse, error) {
	out := &tfprotov5.GetMetadataResponse{ServerCapabilities: capabilities()}
	for name := range s.table.Resources {
		out.Resources = append(out.Resources, tfprotov5.ResourceMetadata{TypeName: name})
	}
	for name := range s.table.Data {
		out.DataSources = append(out.DataSources, tfprotov5.DataSourceMetadata{TypeName: name})
	}
	return out, nil
}

// GetProviderSchema gives the whole table in the protocol's form.
func (s *Server) GetProviderSchema(context.Context, *tfprotov5.GetProviderSchemaRequest) (*tfprotov5.GetProviderSchemaResponse, error) {
	out := &tfprotov5.GetProviderSchemaResponse{
		ServerCapabilities: capabilities(),
		Provider:           s.table.Config.Schema(0),
		ResourceSchemas:    map[string]*tfprotov5.Schema{},
		DataSourceSchemas:  map[string]*tfprotov5.Schema{},
	}
	for name, r := range s.table.Resources {
		out.ResourceSchemas[name] = r.Full().Schema(r.Version)
	}
	for name, d := range s.table.Data {
		out.DataSourceSchemas[name] = d.Schema(0)
	}
	return out, nil
}

func capabilities() *tfprotov5.ServerCapabilities {
	return &tfprotov5.ServerCapabilities{GetProviderSchemaOptional: true}
}

// PrepareProviderConfig takes the configuration as it is.
func (s *Server) PrepareProviderConfig(_ context.Context, r *tfprotov5.PrepareProviderConfigRequest) (*tfprotov5.PrepareProviderConfigResponse, error) {
	return &tfprotov5.PrepareProviderConfigResponse{PreparedConfig: r.Config}, nil
}

// ConfigureProvider reads region, account and default tags from the configuration.
func (s *Server) ConfigureProvider(_ context.Context, r *tfprotov5.ConfigureProviderRequest) (*tfprotov5.ConfigureProviderResponse, error) {
	out := &tfprotov5.ConfigureProviderResponse{}
	config, err := r.Config.Unmarshal(s.table.Config.Type())
	if err != nil {
		out.Diagnostics = failure("Provider configuration cannot be read", err)
		return out, nil
	}
	if s.settings, err = s.table.Configure(table.Object(config), os.Getenv); err != nil {
		out.Diagnostics = failure("Provider configuration cannot be used", err)
	}
	return out, nil
}

// StopProvider has nothing to stop.
func (s *Server) StopProvider(context.Context, *tfprotov5.StopProviderRequest) (*tfprotov5.StopProviderResponse, error) {
	return &tfprotov5.StopProviderResponse{}, nil
}

func (s *Server) resource(name string) (table.Resource, error) {
	r, ok := s.table.Resources[name]
	if !ok {
		return r, fmt.Errorf("the stand-in for %s has no resource type %q: add it to its table", s.table.Name, name)
	}
	return r, nil
}

func failure(summary string, err error) []*tfprotov5.Diagnostic {
	return []*tfprotov5.Diagnostic{{
		Severity: tfprotov5.DiagnosticSeverityError, Summary: summary, Detail: err.Error(),
	}}
}

func failureAt(path *tftypes.AttributePath, summary, detail string) *tfprotov5.Diagnostic {
	return &tfprotov5.Diagnostic{
		Severity: tfprotov5.DiagnosticSeverityError, Summary: summary, Detail: detail, Attribute: path,
	}
}
