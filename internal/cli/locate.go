package cli

import (
	"encoding/json"
	"maps"
	"path/filepath"
	"strings"

	"github.com/keywright/terraform-provider-keywright/internal/engine"
	"github.com/keywright/terraform-provider-keywright/internal/facts"
	"github.com/keywright/terraform-provider-keywright/internal/finding"
	"github.com/keywright/terraform-provider-keywright/internal/plan"
)

// places gives where the resources of all inputs stand, by their addresses in findings. Of several inputs a file is named by
// the folder of its input as well.
func places(inputs []*plan.Input, f facts.Facts) map[string]any {
	if len(inputs) == 1 {
		return f.Locations(0)
	}
	out := map[string]any{}
	for i, prefix := range engine.Prefixes(inputs) {
		for address, place := range f.Locations(i) {
			out[prefix+address] = inFolder(place, inputs[i].Path)
		}
	}
	return out
}

func inFolder(place any, folder string) any {
	out := maps.Clone(object(place))
	for name, member := range out {
		if file, ok := member.(string); ok && name == "file" {
			out[name] = filepath.ToSlash(filepath.Join(folder, file))
		} else if object(member) != nil {
			out[name] = inFolder(member, folder)
		}
	}
	return out
}

// locate gives each finding the place of its resource in the source, and where its attribute and statement stand. A key's
// policy may be in a resource of its own.
func locate(findings []finding.Finding, keys []finding.Key, places map[string]any) {
	if len(places) == 0 {
		return
	}
	carriers := map[string]string{}
	for i := range keys {
		carriers[keys[i].Address] = keys[i].Policy.Address
	}
	for i := range findings {
		if findings[i].Location != nil {
			continue
		}
		carrier := findings[i].Address
		if findings[i].Attribute == "policy" && carriers[carrier] != "" {
			carrier = carriers[carrier]
		}
		findings[i].Location = locationOf(places, &findings[i], object(places[carrier]))
	}
}

// locationOf gives the place of a finding; carrier is that of the resource that carries what it is about.
func locationOf(places map[string]any, f *finding.Finding, carrier map[string]any) *finding.Location {
	p := placeIn(object(places[f.Address]))
	if p == nil {
		return nil
	}
	attribute, _, _ := strings.Cut(f.Attribute, ".")
	statement, _, _ := strings.Cut(f.Statement, ", ")
	return &finding.Location{
		File: p.File, Line: p.Line, EndLine: p.EndLine,
		Attribute: settingOf(object(carrier["attributes"]), attribute),
		Statement: placeIn(object(object(carrier["statements"])[statement])),
	}
}

// spelled are the arguments by which resource types say what a finding calls by one name, in the order in which they count.
var spelled = map[string][]string{
	"spec":                 {"customer_master_key_spec", "key_spec", "key_type", "type", "version_template"},
	"usage":                {"key_usage", "key_opts", "purpose"},
	"origin":               {"custom_key_store_id", "version_template", "key_type"},
	"rotation":             {"enable_key_rotation", "rotation_period_in_days", "rotation_period", "rotation_policy", "auto_rotate_period"},
	"rotation_period":      {"rotation_period_in_days", "rotation_policy", "auto_rotate_period"},
	"deletion_window_days": {"deletion_window_in_days", "destroy_scheduled_duration", "recovery_window_in_days", "version_destroy_ttl"},
	"deletion_window":      {"recovery_window_in_days", "version_destroy_ttl"},
	"enabled":              {"is_enabled"},
	"bypass_lockout_check": {"bypass_policy_lockout_safety_check"},
	"deletion_protection":  {"lifecycle", "deletion_policy", "deletion_allowed"},
	"purpose":              {"tags", "labels"},
	"classification":       {"tags", "labels"},
	"owner":                {"tags", "labels"},
	"environment":          {"tags", "labels"},
	"protects":             {"tags", "labels"},
	"fields":               {"tags", "labels"},
}

// settingOf gives the place of what sets an attribute.
func settingOf(settings map[string]any, attribute string) *finding.Place {
	for _, name := range append([]string{attribute}, spelled[attribute]...) {
		if p := placeIn(object(settings[name])); p != nil {
			return p
		}
	}
	return nil
}

func placeIn(place map[string]any) *finding.Place {
	file, _ := place["file"].(string)
	p := &finding.Place{File: file, Line: number(place["line"]), EndLine: number(place["end_line"])}
	if p.File == "" || p.Line < 1 {
		return nil
	}
	return p
}

func object(v any) map[string]any {
	o, _ := v.(map[string]any)
	return o
}

func number(v any) int {
	n, ok := v.(json.Number)
	if !ok {
		return 0
	}
	i, err := n.Int64()
	if err != nil {
		return 0
	}
	return int(i)
}
