package serve

import (
	"context"
	"encoding/json"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/keywright/terraform-provider-keywright/tools/standin/table"
)

// PlanResourceChange fills in what the configuration leaves to the provider.
func (s *Server) PlanResourceChange(_ context.Context, r *tfprotov5.PlanResourceChangeRequest) (*tfprotov5.PlanResourceChangeResponse, error) {
	out := &tfprotov5.PlanResourceChangeResponse{UnsafeToUseLegacyTypeSystem: true, PlannedPrivate: r.PriorPrivate} //nolint:staticcheck // the provider it stands in for says the same, and terraform judges its plans by it
	res, err := s.resource(r.TypeName)
	if err != nil {
		return nil, err
	}
	body := res.Full()
	values, err := unmarshal(body.Type(), r.ProposedNewState, r.Config, r.PriorState)
	if err != nil {
		out.Diagnostics = failure("Plan request cannot be read", err)
		return out, nil
	}
	if values[0].IsNull() {
		out.PlannedState = r.ProposedNewState
		return out, nil
	}
	proposed, config, prior := table.Object(values[0]), table.Object(values[1]), table.Object(values[2])
	planned, err := fill(body, proposed, config, prior)
	if err != nil {
		out.Diagnostics = failure("Plan cannot be made", err)
		return out, nil
	}
	s.region(res, planned, config, prior)
	s.tagsAll(res, planned, prior)
	if res.Plan != nil {
		if err := res.Plan(planned, prior == nil, s.settings); err != nil {
			out.Diagnostics = failure("Plan cannot be made", err)
			return out, nil
		}
	}
	if prior != nil {
		out.RequiresReplace = replacing(body, planned, prior)
	}
	out.PlannedState, err = dynamic(body.Type(), planned)
	return out, err
}

// fill gives every attribute that the configuration leaves out its default, its earlier value or an unknown one.
func fill(b table.Block, proposed, config, prior table.Values) (table.Values, error) {
	out := table.Values{}
	for name, a := range b.Attrs {
		v, err := attribute(a, name, proposed, config, prior)
		if err != nil {
			return nil, err
		}
		out[name] = v
	}
	for name, n := range b.Blocks {
		v, err := nested(n, proposed[name], config[name], prior[name])
		if err != nil {
			return nil, err
		}
		out[name] = v
	}
	return out, nil
}

func attribute(a table.Attr, name string, proposed, config, prior table.Values) (tftypes.Value, error) {
	switch {
	case a.IsWriteOnly:
		return tftypes.NewValue(a.Type, nil), nil
	case config[name].IsNull() && a.DefaultValue != nil:
		return table.Value(a.Type, a.DefaultValue)
	case config[name].IsNull() && a.IsComputed && prior != nil:
		return prior[name], nil
	case config[name].IsNull() && a.IsComputed:
		return tftypes.NewValue(a.Type, tftypes.UnknownValue), nil
	case a.IsJSON && config.Known(name):
		return document(a, name, config, prior), nil
	case config[name].IsNull() && prior.Known(name) && empty(prior[name]):
		// Providers built on the older SDK do not tell an empty value from none.
		return prior[name], nil
	}
	return proposed[name], nil
}

// empty says that a known value is its type's zero value.
func empty(v tftypes.Value) bool {
	one := table.Values{"v": v}
	n, isNumber := one.Number("v")
	switch {
	case v.Type().Is(table.Text):
		return one.Text("v") == ""
	case v.Type().Is(table.Flag):
		return !one.Flag("v")
	case isNumber:
		return n == 0
	}
	return len(table.Elements(v)) == 0 && len(table.Object(v)) == 0
}

// document is a JSON text in the form that the real provider plans, or the earlier text where it says the same.
func document(a table.Attr, name string, config, prior table.Values) tftypes.Value {
	text := normal(config.Text(name))
	if prior.Known(name) && normal(prior.Text(name)) == text {
		return prior[name]
	}
	return tftypes.NewValue(a.Type, text)
}

func normal(text string) string {
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		return text
	}
	out, err := json.Marshal(v)
	if err != nil {
		return text
	}
	return string(out)
}

func nested(n table.Nested, proposed, config, prior tftypes.Value) (tftypes.Value, error) {
	if n.Nesting == table.Single {
		if proposed.IsNull() || !proposed.IsKnown() {
			return proposed, nil
		}
		v, err := fill(n.Block, table.Object(proposed), table.Object(config), table.Object(prior))
		return tftypes.NewValue(n.Type(), map[string]tftypes.Value(v)), err
	}
	if !config.IsKnown() || config.IsNull() {
		return proposed, nil
	}
	if n.IsComputed && len(table.Elements(config)) == 0 {
		if prior.Type() == nil {
			return tftypes.NewValue(n.Type(), tftypes.UnknownValue), nil
		}
		return prior, nil
	}
	out := []tftypes.Value{}
	for i, e := range table.Elements(config) {
		if !e.IsKnown() {
			out = append(out, e)
			continue
		}
		before := earlier(n, i, e, prior)
		// Core keeps earlier computed values only where it can pair the elements; here both cases are alike.
		v, err := fill(n.Block, table.Object(e), table.Object(e), before)
		if err != nil {
			return tftypes.Value{}, err
		}
		out = append(out, tftypes.NewValue(n.Block.Type(), map[string]tftypes.Value(v)))
	}
	return tftypes.NewValue(n.Type(), out), nil
}

// earlier is the block of the prior state that a block of the configuration goes on from: by place in a list, by
// what the configuration sets in a set.
func earlier(n table.Nested, i int, config, prior tftypes.Value) table.Values {
	before := table.Elements(prior)
	if n.Nesting == table.InList {
		if i < len(before) {
			return table.Object(before[i])
		}
		return nil
	}
	for _, b := range before {
		if agrees(table.Object(config), table.Object(b)) {
			return table.Object(b)
		}
	}
	return nil
}

func agrees(config, prior table.Values) bool {
	for name, v := range config {
		if !v.IsNull() && !v.Equal(prior[name]) {
			return false
		}
	}
	return true
}

// region is the provider's where the resource names none; it is known at plan, and a change replaces.
func (s *Server) region(r table.Resource, planned, config, prior table.Values) {
	if r.Global || !config["region"].IsNull() {
		return
	}
	switch {
	case s.settings.RegionUnknown:
		planned["region"] = tftypes.NewValue(table.Text, tftypes.UnknownValue)
	case s.settings.Region != "":
		planned["region"] = tftypes.NewValue(table.Text, s.settings.Region)
	case prior != nil:
		planned["region"] = prior["region"]
	}
}

// tagsAll is the resource's tags over the provider's default tags; without any it is left to the apply.
func (s *Server) tagsAll(r table.Resource, planned, prior table.Values) {
	if !r.Tagged {
		return
	}
	unknown := tftypes.NewValue(table.Labels, tftypes.UnknownValue)
	if planned.Unknown("tags") || s.settings.TagsUnknown {
		planned["tags_all"] = unknown
		return
	}
	all := s.merged(planned)
	switch {
	case len(all) > 0:
		planned["tags_all"] = labels(all)
	case prior == nil:
		planned["tags_all"] = unknown
	default:
		planned["tags_all"] = labels(nil)
	}
}

func (s *Server) merged(v table.Values) map[string]string {
	all := maps.Clone(s.settings.DefaultTags)
	if all == nil {
		all = map[string]string{}
	}
	maps.Copy(all, v.Labels("tags"))
	return all
}

func labels(in map[string]string) tftypes.Value {
	out := map[string]tftypes.Value{}
	for k, v := range in {
		out[k] = tftypes.NewValue(tftypes.String, v)
	}
	return tftypes.NewValue(table.Labels, out)
}

// replacing lists the changes that cannot be made in place.
func replacing(b table.Block, planned, prior table.Values) []*tftypes.AttributePath {
	return replacingAt(tftypes.NewAttributePath(), b, planned, prior)
}

func replacingAt(at *tftypes.AttributePath, b table.Block, planned, prior table.Values) []*tftypes.AttributePath {
	var out []*tftypes.AttributePath
	for _, name := range slices.Sorted(maps.Keys(b.Attrs)) {
		if b.Attrs[name].IsForceNew && !planned[name].Equal(prior[name]) {
			out = append(out, at.WithAttributeName(name))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(b.Blocks)) {
		nested, path := b.Blocks[name], at.WithAttributeName(name)
		switch {
		case planned[name].Equal(prior[name]):
		case nested.ForceNew:
			out = append(out, path)
		case nested.Nesting == table.InList:
			now, before := elements(planned[name]), elements(prior[name])
			for i := range min(len(now), len(before)) {
				out = append(out, replacingAt(path.WithElementKeyInt(i), nested.Block, table.Object(now[i]), table.Object(before[i]))...)
			}
		}
	}
	return out
}

// elements are the blocks of a list, none where it is not known.
func elements(list tftypes.Value) []tftypes.Value {
	var out []tftypes.Value
	if !list.IsKnown() || list.As(&out) != nil {
		return nil
	}
	return out
}

func unmarshal(t tftypes.Type, in ...*tfprotov5.DynamicValue) ([]tftypes.Value, error) {
	out := make([]tftypes.Value, len(in))
	for i, d := range in {
		v, err := d.Unmarshal(t)
		if err != nil {
			return nil, err
		}
		out[i] = v
	}
	return out, nil
}

func dynamic(t tftypes.Type, v table.Values) (*tfprotov5.DynamicValue, error) {
	out, err := tfprotov5.NewDynamicValue(t, tftypes.NewValue(t, map[string]tftypes.Value(v)))
	return &out, err
}
