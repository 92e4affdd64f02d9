package serve

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"

	"github.com/keywright/terraform-provider-keywright/tools/standin/table"
)

func (s *Server) data(name string) (table.Data, error) {
	d, ok := s.table.Data[name]
	if !ok {
		return d, fmt.Errorf("the stand-in for %s has no data source %q: add it to its table", s.table.Name, name)
	}
	return d, nil
}

// ReadDataSource computes a data source from its configuration and the provider's settings.
func (s *Server) ReadDataSource(_ context.Context, r *tfprotov5.ReadDataSourceRequest) (*tfprotov5.ReadDataSourceResponse, error) {
	out := &tfprotov5.ReadDataSourceResponse{}
	d, err := s.data(r.TypeName)
	if err != nil {
		return nil, err
	}
	config, err := r.Config.Unmarshal(d.Type())
	if err != nil {
		out.Diagnostics = failure("Configuration cannot be read", err)
		return out, nil
	}
	out.State, err = s.compute(d, table.Object(config))
	if err != nil {
		out.Diagnostics = failure("Data source "+r.TypeName+" cannot be read", err)
	}
	return out, nil
}

func (s *Server) compute(d table.Data, config table.Values) (*tfprotov5.DynamicValue, error) {
	state, err := fill(d.Block, config, config, nil)
	if err != nil {
		return nil, err
	}
	made, err := d.Read(state, s.settings)
	if err != nil {
		return nil, err
	}
	for name, v := range made {
		if state[name], err = table.Value(d.Attrs[name].Type, v); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	for name, a := range d.Attrs {
		if !state[name].IsFullyKnown() {
			if state[name], err = table.Value(a.Type, nil); err != nil {
				return nil, err
			}
		}
	}
	return dynamic(d.Type(), state)
}
