package audit

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/keywright/terraform-provider-keywright/internal/finding"
	"github.com/keywright/terraform-provider-keywright/policies/data"
)

// regions says where keys live, and in whose jurisdiction that is.
func (v *view) regions() Section {
	s := Section{ID: "regions", Title: "Regions and jurisdictions"}
	type place struct{ cloud, code string }
	byRegion := map[place][]string{}
	var nowhere []string
	for _, k := range v.keys {
		if _, ok := k.Unknown["region"]; ok || k.Region == "" {
			nowhere = append(nowhere, v.name[k.Address])
			continue
		}
		at := place{data.CloudOf(k.Type), k.Region}
		byRegion[at] = append(byRegion[at], v.name[k.Address])
	}
	t := &Table{Caption: "Where the keys live", Head: columns("Region", "Country", "Jurisdictions", "Keys")}
	places := slices.SortedFunc(maps.Keys(byRegion), func(a, b place) int {
		return cmp.Or(strings.Compare(a.cloud, b.cloud), strings.Compare(a.code, b.code))
	})
	for _, at := range places {
		t.Rows = append(t.Rows, regionRow(at.cloud, at.code, byRegion[at]))
	}
	if len(nowhere) > 0 {
		t.Rows = append(t.Rows, []Cell{marked(Open, "not known"), {}, {}, lines(nowhere)})
	}
	if len(t.Rows) > 0 {
		s.Blocks = append(s.Blocks, Block{Table: t})
	}
	if t := v.residencies(); len(t.Rows) > 0 {
		s.Blocks = append(s.Blocks, Block{Table: t})
	}
	return v.judged(s, "REG-", "What the rules of regions say")
}

func regionRow(cloud, code string, keys []string) []Cell {
	r, ok := data.RegionOf(cloud, code)
	if !ok {
		why := marked(Open, "not in the table of regions")
		return []Cell{text(code), why, why, lines(keys)}
	}
	return []Cell{text(code).and(Line{Text: r.Name, Weak: true}), text(r.Country), text(strings.Join(r.Jurisdictions, ", ")), lines(keys)}
}

func (v *view) residencies() *Table {
	t := &Table{Caption: "Declared residency", Head: columns("Declaration", "Primary region", "Backup region", "Jurisdiction")}
	all := slices.Clone(v.in.Inventory.Residencies)
	slices.SortFunc(all, func(a, b finding.Residency) int { return strings.Compare(a.Address, b.Address) })
	for _, r := range all {
		t.Rows = append(t.Rows, []Cell{code(r.Address), text(r.Primary), text(r.Backup), text(r.Jurisdiction)})
	}
	return t
}
