package facts

import (
	"encoding/json"
	"strconv"

	"github.com/keywright/terraform-provider-keywright/internal/plan"
	"github.com/keywright/terraform-provider-keywright/internal/source"
)

// locations says where in the source each resource of the inputs stands.
func locations(inputs []*plan.Input, dir string) (map[string]any, error) {
	out := map[string]any{}
	if dir == "" {
		return out, nil
	}
	index, err := source.New(dir)
	if err != nil {
		return nil, err
	}
	for resource := range everyResource(inputs) {
		address, _ := resource["address"].(string)
		if _, ok := out[address]; ok {
			continue
		}
		if file, line, end, ok := index.Locate(address, ""); ok {
			out[address] = map[string]any{
				"file": file, "line": json.Number(strconv.Itoa(line)), "end_line": json.Number(strconv.Itoa(end)),
			}
		}
	}
	return out, nil
}
