package cli

import (
	"encoding/json"

	"github.com/keywright/terraform-provider-keywright/internal/facts"
	"github.com/keywright/terraform-provider-keywright/internal/finding"
)

// locate gives each finding the place of its resource in the source, as the facts have it.
func locate(findings []finding.Finding, f facts.Facts) {
	places, ok := f["locations"].(map[string]any)
	if !ok {
		return
	}
	for i := range findings {
		if findings[i].Location == nil {
			findings[i].Location = placeIn(places, findings[i].Address)
		}
	}
}

func placeIn(places map[string]any, address string) *finding.Location {
	place, ok := places[address].(map[string]any)
	if !ok {
		return nil
	}
	file, _ := place["file"].(string)
	l := &finding.Location{File: file, Line: number(place["line"]), EndLine: number(place["end_line"])}
	if l.File == "" || l.Line < 1 {
		return nil
	}
	return l
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
