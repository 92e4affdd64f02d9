package serve

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/keywright/terraform-provider-keywright/tools/standin/table"
)

// imported marks a state that an import made and that the next read fills in.
const imported = "imported"

// ApplyResourceChange gives what the plan left unknown a synthetic value.
func (s *Server) ApplyResourceChange(_ context.Context, r *tfprotov5.ApplyResourceChangeRequest) (*tfprotov5.ApplyResourceChangeResponse, error) {
	out := &tfprotov5.ApplyResourceChangeResponse{UnsafeToUseLegacyTypeSystem: true, Private: r.PlannedPrivate} //nolint:staticcheck // the provider it stands in for says the same, and terraform judges its plans by it
	res, err := s.resource(r.TypeName)
	if err != nil {
		return nil, err
	}
	body := res.Full()
	values, err := unmarshal(body.Type(), r.PlannedState)
	if err != nil {
		out.Diagnostics = failure("Apply request cannot be read", err)
		return out, nil
	}
	if values[0].IsNull() {
		out.NewState = r.PlannedState
		return out, nil
	}
	out.NewState, err = s.settle(r.TypeName, res, table.Object(values[0]))
	if err != nil {
		out.Diagnostics = failure("Apply cannot be made", err)
	}
	return out, nil
}

// settle makes a planned resource's values whole.
func (s *Server) settle(name string, res table.Resource, planned table.Values) (*tfprotov5.DynamicValue, error) {
	if res.Tagged && planned.Unknown("tags_all") {
		planned["tags_all"] = labels(s.merged(planned))
	}
	m := &maker{settings: s.settings, body: res.Full(), values: planned, seed: s.names.seed(name, planned)}
	if err := m.block(m.body, planned); err != nil {
		return nil, err
	}
	return dynamic(m.body.Type(), planned)
}

// ReadResource gives the state back: there is nothing else to read. An imported one is filled in first.
func (s *Server) ReadResource(_ context.Context, r *tfprotov5.ReadResourceRequest) (*tfprotov5.ReadResourceResponse, error) {
	out := &tfprotov5.ReadResourceResponse{NewState: r.CurrentState, Private: r.Private}
	if string(r.Private) != imported {
		return out, nil
	}
	out.Private = nil
	res, err := s.resource(r.TypeName)
	if err != nil {
		return nil, err
	}
	body := res.Full()
	values, err := unmarshal(body.Type(), r.CurrentState)
	if err != nil {
		out.Diagnostics = failure("Imported state cannot be read", err)
		return out, nil
	}
	state := table.Object(values[0])
	filled, err := fill(body, state, state, nil)
	if err == nil {
		s.region(res, filled, state, nil)
		out.NewState, err = s.settle(r.TypeName, res, filled)
	}
	if err != nil {
		out.Diagnostics = failure("Imported state cannot be filled in", err)
	}
	return out, nil
}

// ImportResourceState takes the id at its word.
func (s *Server) ImportResourceState(_ context.Context, r *tfprotov5.ImportResourceStateRequest) (*tfprotov5.ImportResourceStateResponse, error) {
	out := &tfprotov5.ImportResourceStateResponse{}
	res, err := s.resource(r.TypeName)
	if err != nil {
		return nil, err
	}
	body := res.Full()
	state := table.Values{}
	for name, a := range body.Attrs {
		state[name] = tftypes.NewValue(a.Type, nil)
	}
	for name, n := range body.Blocks {
		state[name] = absent(n)
	}
	state["id"] = tftypes.NewValue(table.Text, r.ID)
	if name := templateName(res.ID); name != "" && body.Attrs[name].Type != nil {
		state[name] = tftypes.NewValue(table.Text, r.ID)
	}
	value, err := dynamic(body.Type(), state)
	if err != nil {
		out.Diagnostics = failure("Import cannot be made", err)
		return out, nil
	}
	out.ImportedResources = []*tfprotov5.ImportedResource{{TypeName: r.TypeName, State: value, Private: []byte(imported)}}
	return out, nil
}

func absent(n table.Nested) tftypes.Value {
	if n.Nesting == table.Single {
		return tftypes.NewValue(n.Type(), nil)
	}
	return tftypes.NewValue(n.Type(), []tftypes.Value{})
}

// UpgradeResourceState reads a state that an earlier table wrote: what the table no longer has is left out.
func (s *Server) UpgradeResourceState(_ context.Context, r *tfprotov5.UpgradeResourceStateRequest) (*tfprotov5.UpgradeResourceStateResponse, error) {
	out := &tfprotov5.UpgradeResourceStateResponse{}
	res, err := s.resource(r.TypeName)
	if err != nil {
		return nil, err
	}
	t := res.Full().Type()
	opts := tfprotov5.UnmarshalOpts{ValueFromJSONOpts: tftypes.ValueFromJSONOpts{IgnoreUndefinedAttributes: true}}
	v, err := r.RawState.UnmarshalWithOpts(t, opts)
	if err != nil {
		out.Diagnostics = failure("State cannot be read", err)
		return out, nil
	}
	upgraded, err := tfprotov5.NewDynamicValue(t, v)
	if err != nil {
		return nil, fmt.Errorf("state of %s: %w", r.TypeName, err)
	}
	out.UpgradedState = &upgraded
	return out, nil
}
