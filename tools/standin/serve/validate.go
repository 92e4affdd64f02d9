package serve

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/keywright/terraform-provider-keywright/tools/standin/table"
)

// ValidateResourceTypeConfig checks what the table says of each attribute, as far as the values are known.
func (s *Server) ValidateResourceTypeConfig(_ context.Context, r *tfprotov5.ValidateResourceTypeConfigRequest) (*tfprotov5.ValidateResourceTypeConfigResponse, error) {
	out := &tfprotov5.ValidateResourceTypeConfigResponse{}
	res, err := s.resource(r.TypeName)
	if err != nil {
		return nil, err
	}
	body := res.Full()
	config, err := r.Config.Unmarshal(body.Type())
	if err != nil {
		out.Diagnostics = failure("Configuration cannot be read", err)
		return out, nil
	}
	out.Diagnostics = validate(body, tftypes.NewAttributePath(), table.Object(config))
	return out, nil
}

// ValidateDataSourceConfig does the same for a data source.
func (s *Server) ValidateDataSourceConfig(_ context.Context, r *tfprotov5.ValidateDataSourceConfigRequest) (*tfprotov5.ValidateDataSourceConfigResponse, error) {
	out := &tfprotov5.ValidateDataSourceConfigResponse{}
	d, err := s.data(r.TypeName)
	if err != nil {
		return nil, err
	}
	config, err := r.Config.Unmarshal(d.Type())
	if err != nil {
		out.Diagnostics = failure("Configuration cannot be read", err)
		return out, nil
	}
	out.Diagnostics = validate(d.Block, tftypes.NewAttributePath(), table.Object(config))
	return out, nil
}

func validate(b table.Block, at *tftypes.AttributePath, v table.Values) []*tfprotov5.Diagnostic {
	var out []*tfprotov5.Diagnostic
	if v == nil {
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(b.Attrs)) {
		if problem := check(b.Attrs[name], name, v); problem != "" {
			out = append(out, failureAt(at.WithAttributeName(name), "Invalid value of "+name, problem))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(b.Blocks)) {
		n := b.Blocks[name]
		here := at.WithAttributeName(name)
		if n.Nesting == table.Single {
			out = append(out, validate(n.Block, here, table.Object(v[name]))...)
			continue
		}
		for i, e := range table.Elements(v[name]) {
			step := here.WithElementKeyInt(i)
			if n.Nesting == table.InSet {
				step = here.WithElementKeyValue(e)
			}
			out = append(out, validate(n.Block, step, table.Object(e))...)
		}
	}
	return out
}

func check(a table.Attr, name string, v table.Values) string {
	if !v.Known(name) {
		return ""
	}
	if a.Needs != "" && v[a.Needs].IsNull() {
		return fmt.Sprintf("%s must be set together with %s.", name, a.Needs)
	}
	for _, other := range a.Against {
		if !v[other].IsNull() {
			return fmt.Sprintf("%s must not be set together with %s.", name, other)
		}
	}
	if len(a.OneOf) > 0 {
		return oneOf(a, name, v)
	}
	if n, ok := v.Number(name); ok && a.Least != nil && (n < *a.Least || n > *a.Most) {
		return fmt.Sprintf("%s is %d; it must be between %d and %d.", name, n, *a.Least, *a.Most)
	}
	if a.IsARN && v.Text(name) != "" && strings.Count(v.Text(name), ":") < 5 {
		return fmt.Sprintf("%s is %q; it must be an ARN.", name, v.Text(name))
	}
	if a.IsJSON && v.Text(name) != "" && !json.Valid([]byte(v.Text(name))) {
		return name + " must hold valid JSON."
	}
	return ""
}

func oneOf(a table.Attr, name string, v table.Values) string {
	given := v.Texts(name)
	if a.Type.Is(table.Text) {
		given = []string{v.Text(name)}
	}
	for _, text := range given {
		if !slices.Contains(a.OneOf, text) {
			return fmt.Sprintf("%s is %q; it must be one of %s.", name, text, strings.Join(a.OneOf, ", "))
		}
	}
	return ""
}
