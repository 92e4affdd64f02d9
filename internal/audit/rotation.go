package audit

import (
	"slices"
	"strings"
	"time"

	"github.com/keywright/terraform-provider-keywright/internal/finding"
)

// rotation says how and when each key rotates.
func (v *view) rotation() Section {
	s := Section{ID: "rotation", Title: "Rotation",
		Intro: "How each key rotates, its own setting and its schedules taken together. \"Next\" is compared with the clock of this document."}
	if len(v.keys) == 0 {
		s.Blocks = []Block{warning("There is no key to tell of.")}
		return s
	}
	t := &Table{Caption: "Rotation by key", Head: columns("Key", "Method", "Period", "Alert when overdue by", "Owner", "Schedules", "Last", "Next")}
	for _, k := range v.keys {
		r := k.Rotation
		t.Rows = append(t.Rows, []Cell{
			keyCell(k),
			value(k, "rotation.method", method(r)),
			value(k, "rotation.period_days", days(r.PeriodDays)),
			value(k, "rotation.alert_after_days", days(r.AlertAfterDays)),
			value(k, "rotation.owner", r.Owner),
			lines(r.Schedules),
			orElse(day(r.Last), "not in the inputs"),
			v.next(r),
		})
	}
	s.Blocks = []Block{{Table: t}}
	if t := v.schedules(); len(t.Rows) > 0 {
		s.Blocks = append(s.Blocks, Block{Table: t})
	}
	return s
}

func method(r finding.KeyRotation) string {
	if r.Method == "none" {
		return "does not rotate"
	}
	return r.Method
}

func days(n *int) string {
	if n == nil {
		return ""
	}
	return plural(*n, "day")
}

// day is the date of an RFC 3339 time; another text stays as it is.
func day(s string) string {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return s
	}
	return t.UTC().Format(time.DateOnly)
}

func orElse(s, otherwise string) Cell {
	if s == "" {
		return marked(Open, otherwise)
	}
	return text(s)
}

func (v *view) next(r finding.KeyRotation) Cell {
	t, err := time.Parse(time.RFC3339, r.Next)
	if err != nil {
		return orElse(r.Next, "not in the inputs")
	}
	if v.in.Result.Now.After(t) {
		return marked(Bad, day(r.Next)).and(Line{Text: "overdue at the document's clock"})
	}
	return text(day(r.Next))
}

func (v *view) schedules() *Table {
	t := &Table{Caption: "Schedules", Head: columns("Schedule", "Method", "Period", "Alert when overdue by", "Owner", "Keys")}
	rotations := slices.Clone(v.in.Inventory.Rotations)
	slices.SortFunc(rotations, func(a, b finding.Rotation) int { return strings.Compare(a.Address, b.Address) })
	for _, r := range rotations {
		t.Rows = append(t.Rows, []Cell{
			code(r.Address),
			orUnknown(r.Unknown, "method", text(r.Method)),
			orUnknown(r.Unknown, "period_days", text(days(r.PeriodDays))),
			orUnknown(r.Unknown, "alert_after_days", text(days(r.AlertAfterDays))),
			orUnknown(r.Unknown, "owner", text(r.Owner)),
			orUnknown(r.Unknown, "keys", lines(v.names(r.Keys))),
		})
	}
	return t
}

func (v *view) names(addresses []string) []string {
	out := make([]string, 0, len(addresses))
	for _, a := range addresses {
		out = append(out, v.nameOf(a))
	}
	slices.Sort(out)
	return out
}
