package source

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
)

// Blocks that speak of what is there already: removed, moved and import. What becomes of that, a directory does not tell, but it
// tells that something of the name may be there, and may go.

// Going is what may be there already and would go, though nothing else says so.
type Going struct {
	Address string
	File    string
	Line    int
	Moved   bool // a moved block leads to it, and nothing of the name is declared; else a removed block names it
}

// remembered is one such block.
type remembered struct {
	place
	kind     string
	from, to string // as written; empty where it does not say, or says it by an expression
}

var ofHistory = &hcl.BodySchema{Attributes: []hcl.AttributeSchema{{Name: "from"}, {Name: "to"}, {Name: "for_each"}}}

func (m *module) remember(b *hcl.Block) {
	out := remembered{place: whole(b), kind: b.Type}
	content, _, _ := b.Body.PartialContent(ofHistory) // what else is in it is no fault
	if content == nil {
		return
	}
	for name, to := range map[string]*string{"from": &out.from, "to": &out.to} {
		if a := content.Attributes[name]; a != nil {
			*to = addressIn(a.Expr)
		}
	}
	m.history = append(m.history, out)
}

// addressIn gives the address that an expression is, without the keys of instances where these are expressions themselves.
func addressIn(expr hcl.Expression) string {
	if t, diags := hcl.AbsTraversalForExpr(expr); !diags.HasErrors() {
		return written(t)
	}
	for _, t := range expr.Variables() {
		if t.RootName() != "each" && t.RootName() != "count" {
			return withoutKeys(written(t))
		}
	}
	return ""
}

// check reads the data sources of a check block, which a plan has among the others of the module.
func (m *module) check(b *hcl.Block, folder string, overriding bool) error {
	content, _, diags := b.Body.PartialContent(&hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{{Type: "data", LabelNames: []string{"type", "name"}}}})
	if content == nil {
		return fmt.Errorf("source: %w", diags)
	}
	for _, inner := range content.Blocks {
		if err := m.block(inner, folder, overriding); err != nil {
			return err
		}
	}
	return nil
}

// recall notes what the blocks of a module say of what is there already.
func (p *planner) recall(f *frame) {
	for _, h := range f.module.history {
		switch {
		case h.kind == "removed" && h.from != "":
			p.going = append(p.going, Going{Address: within(f.path, h.from), File: h.file, Line: h.line})
		case h.kind == "moved" && h.to != "" && !slices.ContainsFunc(f.module.history, func(other remembered) bool { return other.kind == "moved" && other.from == h.to }):
			p.moved = append(p.moved, Going{Address: within(f.path, h.to), File: h.file, Line: h.line, Moved: true})
		case h.kind == "import":
			p.imported = append(p.imported, Going{Address: within(f.path, h.to), File: h.file, Line: h.line})
		}
	}
}

// settle says, once all is planned, what of it may be there already.
func (p *planner) settle() (going []Going, notes []string) {
	declared := map[string]bool{}
	for _, i := range p.settled {
		for _, address := range []string{i.Address, withoutKeys(i.Address)} {
			for declared[address] = true; strings.Contains(address, "."); declared[address] = true {
				address = address[:strings.LastIndex(address, ".")]
			}
		}
	}
	for _, g := range p.moved {
		if !declared[g.Address] {
			p.going = append(p.going, g)
		}
	}
	for _, g := range p.imported {
		at := fmt.Sprintf("%s:%d", g.File, g.Line)
		switch {
		case g.Address == "":
			p.lack("the import block at %s does not say plainly what it brings in", at)
		case !declared[g.Address] && !declared[withoutKeys(g.Address)]:
			p.lack("%s is brought in by an import block (%s), and its configuration is not in the directory", g.Address, at)
		default:
			notes = append(notes, fmt.Sprintf("%s is there already, and is brought in by an import block (%s): it was judged as if it were made anew", g.Address, at))
		}
	}
	slices.SortFunc(p.going, func(a, b Going) int { return strings.Compare(a.Address, b.Address) })
	return p.going, notes
}

// withoutKeys leaves the keys of instances out of an address.
func withoutKeys(address string) string { return strings.Join(names(address), ".") }
