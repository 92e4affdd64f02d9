package facts

import (
	"encoding/json"
	"strconv"

	"github.com/keywright/terraform-provider-keywright/internal/plan"
	"github.com/keywright/terraform-provider-keywright/internal/source"
)

// located says of each resource of the inputs where in the source it stands, and whether its block keeps it from being
// destroyed. The source is of one input, so that of several it says nothing of the second.
func located(inputs []*plan.Input, dir string) (places, kept map[string]any, err error) {
	places, kept = map[string]any{}, map[string]any{}
	if dir == "" {
		return places, kept, nil
	}
	index, err := source.New(dir)
	if err != nil {
		return nil, nil, err
	}
	for resource := range everyResource(inputs) {
		address, _ := resource["address"].(string)
		if _, ok := places[address]; ok {
			continue
		}
		if file, line, end, ok := index.Locate(address, ""); ok {
			places[address] = map[string]any{
				"file": file, "line": json.Number(strconv.Itoa(line)), "end_line": json.Number(strconv.Itoa(end)),
			}
		}
		if yes, ok := index.Kept(address); ok && len(inputs) == 1 {
			kept[address] = yes
		}
	}
	return places, kept, nil
}
