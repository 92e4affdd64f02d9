package facts

import (
	"encoding/json"
	"strconv"

	"github.com/keywright/terraform-provider-keywright/internal/plan"
	"github.com/keywright/terraform-provider-keywright/internal/source"
)

// located says of each resource of the inputs where in the source it stands, where its settings do and the statements of its
// policy, whether its block keeps it from being destroyed, and which blocks of it dynamic blocks make. The source is of one input, so that of several it says
// nothing of the second.
func located(inputs []*plan.Input, index *source.Index) (places, kept, dynamic map[string]any) {
	places, kept, dynamic = map[string]any{}, map[string]any{}, map[string]any{}
	blocks := map[string]any{}
	if index == nil {
		return places, kept, dynamic
	}
	for resource := range everyResource(inputs) {
		address, _ := resource["address"].(string)
		if _, ok := places[address]; ok {
			continue
		}
		block := blockOf(address) // its instances stand in one place
		if _, seen := blocks[block]; !seen {
			kind, _ := resource["type"].(string)
			blocks[block] = location(index, address, policyAttributes[kind])
		}
		if blocks[block] != nil {
			places[address] = blocks[block]
		}
		if yes, ok := index.Kept(address); ok && len(inputs) == 1 {
			kept[address] = yes
		}
		if types, ok := index.Dynamic(address); ok && len(inputs) == 1 {
			dynamic[address] = anys(types)
		}
	}
	return places, kept, dynamic
}

func location(index *source.Index, address string, policies []string) any {
	file, line, end, ok := index.Locate(address, "")
	if !ok {
		return nil
	}
	out := placed(source.Place{File: file, Line: line, End: end})
	out["attributes"] = placesOf(index.Settings(address))
	for _, attribute := range policies {
		if found := index.Statements(address, attribute); len(found) > 0 {
			out["statements"] = placesOf(found)
			break
		}
	}
	return out
}

func placesOf(found map[string]source.Place) map[string]any {
	out := make(map[string]any, len(found))
	for name, p := range found {
		out[name] = placed(p)
	}
	return out
}

func placed(p source.Place) map[string]any {
	return map[string]any{
		"file": p.File, "line": json.Number(strconv.Itoa(p.Line)), "end_line": json.Number(strconv.Itoa(p.End)),
	}
}
