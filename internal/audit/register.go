package audit

import (
	"fmt"
	"strings"
	"time"

	"github.com/keywright/terraform-provider-keywright/internal/finding"
)

// control is document control: whose policy this is, in which version, and what was looked at.
func (v *view) control() Section {
	p := v.in.Policy
	row := func(name, value string) []Cell {
		if value == "" {
			return []Cell{text(name), marked(Open, "not stated")}
		}
		return []Cell{text(name), text(value)}
	}
	profile := v.in.Result.Profile.Path
	if profile == "" {
		profile = "the built-in profile"
	}
	rows := [][]Cell{
		row("Organisation", p.Organization),
		row("Policy", p.Document),
		row("Version", p.Version),
		row("Status", p.Status),
		row("Owner", p.Owner),
		row("Reviewers", strings.Join(p.Reviewers, ", ")),
		{text("Next review by"), v.reviewBy()},
		row("Regulations", strings.Join(p.Regulations, ", ")),
		row("Profile applied", profile),
		row("Clock", v.in.Result.Now.UTC().Format("2006-01-02T15:04:05Z")),
	}
	s := Section{ID: "control", Title: "Document control", Blocks: []Block{
		{Table: &Table{Caption: "The policy, as its profile states it", Head: columns("Item", "Value"), Rows: rows}},
	}}
	if len(p.SignOffs) > 0 {
		t := &Table{Caption: "Sign-off", Head: columns("Role", "Name", "Date")}
		for _, so := range p.SignOffs {
			t.Rows = append(t.Rows, []Cell{text(so.Role), text(so.Name), text(so.Date)})
		}
		s.Blocks = append(s.Blocks, Block{Table: t})
	}
	return s
}

// reviewBy is the date of the policy's next review, and whether it has passed.
func (v *view) reviewBy() Cell {
	by := v.in.Policy.ReviewBy
	if by == "" {
		return marked(Open, "not stated")
	}
	last, err := time.Parse(time.DateOnly, by)
	if err == nil && v.in.Result.Now.After(last.AddDate(0, 0, 1)) {
		return marked(Bad, by).and(Line{Text: "overdue at the document's clock"})
	}
	return text(by)
}

// register is the inventory of keys.
func (v *view) register() Section {
	s := Section{ID: "register", Title: "Key register",
		Intro: "Every key that the inputs hold, with what is declared of it. A value that is not stated on the key itself says where it comes from."}
	s.Blocks = v.partial()
	if len(v.keys) == 0 {
		s.Blocks = append(s.Blocks, warning("The inputs hold no key. Nothing below can be read as a statement about keys."))
		return s
	}
	t := &Table{
		Caption: plural(len(v.keys), "key"),
		Head:    columns("Key", "Purpose", "Classification", "Protects", "Owner", "Environment", "Algorithm", "Home", "Deletion", "Change"),
	}
	for _, k := range v.keys {
		t.Rows = append(t.Rows, []Cell{
			keyCell(k),
			declared(k, "purpose", k.Purpose),
			declared(k, "classification", k.Class),
			list(k, "protects", k.Protects),
			declared(k, "owner", k.Owner),
			declared(k, "environment", k.Environment),
			algorithm(k),
			home(k),
			deletion(k),
			lines(k.Actions),
		})
	}
	s.Blocks = append(s.Blocks, Block{Table: t})
	return s
}

// partial warns of inputs that do not hold all that they are about.
func (v *view) partial() []Block {
	var out []Block
	for _, p := range v.in.Inventory.Plans {
		if p.Errored {
			out = append(out, warning(p.Name+" ended in an error and lacks what was refused. The register is not whole."))
		}
		if !p.Complete {
			out = append(out, warning(p.Name+" leaves something out (-target, or deferred changes). The register is not whole."))
		}
	}
	return out
}

func list(k finding.Key, attribute string, values []string) Cell {
	if why, ok := k.Unknown[attribute]; ok {
		return unknown(why)
	}
	return lines(values)
}

func algorithm(k finding.Key) Cell {
	return stack(
		value(k, "spec", k.Spec),
		value(k, "usage", k.Usage),
		labelled("origin", value(k, "origin", k.Origin)),
		kind(k),
	)
}

func kind(k finding.Key) Cell {
	if k.Kind == "" || k.Kind == "key" {
		return Cell{}
	}
	c := text(k.Kind)
	if k.Primary != "" {
		c = text(k.Kind + " of").and(Line{Text: k.Primary, Code: true})
	}
	return c
}

func home(k finding.Key) Cell {
	c := stack(value(k, "region", k.Region), labelled("account", value(k, "account", k.Account)))
	if k.MultiRegion != nil && *k.MultiRegion {
		c = c.and(Line{Text: "multi-region"})
	}
	if k.Enabled != nil && !*k.Enabled {
		c = stack(c, marked(Open, "disabled"))
	}
	return c
}

func deletion(k finding.Key) Cell {
	var wait, locked string
	if k.DeletionDays != nil {
		wait = fmt.Sprintf("waits %s", plural(*k.DeletionDays, "day"))
	}
	if k.Protected != nil {
		locked = "not protected"
		if *k.Protected {
			locked = "protected"
		}
	}
	return stack(value(k, "deletion_window_days", wait), value(k, "deletion_protection", locked))
}
