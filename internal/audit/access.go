package audit

import (
	"slices"
	"strings"

	"github.com/keywright/terraform-provider-keywright/internal/finding"
)

// capabilities in the order of the matrix: what touches data first, what rules the key next, reading last.
var capabilities = []string{"decrypt", "data-key", "encrypt", "sign", "mac", "policy", "grant", "replicate", "import", "attribute", "lifecycle", "read"}

// using are the capabilities that touch data.
var using = []string{"decrypt", "data-key", "encrypt", "sign", "mac"}

// access says who can do what with which key.
func (v *view) access() Section {
	s := Section{ID: "access", Title: "Access: who can do what with which key",
		Intro: "By capability, from the key policies' meaning and not their spelling. \"can\" holds under the conditions listed; \"undecided\" is decided " +
			"outside the inputs, for example by identity policies of the account; a dash is a capability that the key policy does not give."}
	if len(v.keys)+len(v.outside) == 0 {
		s.Blocks = []Block{warning("There is no key to tell of.")}
		return s
	}
	for _, k := range v.keys {
		s.Blocks = append(s.Blocks, v.matrix(k)...)
	}
	for _, o := range v.outside {
		s.Blocks = append(s.Blocks, warning("The key that "+o.Address+" is about is not in the inputs. What follows is what this policy alone gives."))
		s.Blocks = append(s.Blocks, v.matrix(o)...)
	}
	if t := v.byPrincipal(); len(t.Rows) > 0 {
		s.Blocks = append(s.Blocks, Block{Table: t})
	}
	if t := v.grants(); len(t.Rows) > 0 {
		s.Blocks = append(s.Blocks, Block{Table: t})
	}
	return s
}

// matrix is one key's principals against the capabilities.
func (v *view) matrix(k finding.Key) []Block {
	name := v.name[k.Address]
	switch k.Policy.Status {
	case "unknown":
		return []Block{warning(name + ": the key policy is not known, so who can use this key is not known. " + k.Unknown["policy"])}
	case "unreadable":
		return []Block{warning(name + ": the key policy cannot be read with certainty, so who can use this key is not known. " + k.Unknown["policy"])}
	}
	if len(k.Access) == 0 {
		return []Block{warning(name + ": no principal is named in what the inputs hold of the key policy.")}
	}
	t := &Table{Caption: "Access to " + name, Matrix: true, Head: columns(append(append([]string{"Principal"}, capabilities...), "Roles", "Conditions")...)}
	for _, a := range sortedAccess(k) {
		row := []Cell{principalCell(a)}
		for _, c := range capabilities {
			row = append(row, verdictCell(a.Capabilities[c]))
		}
		t.Rows = append(t.Rows, append(row, lines(a.Roles), lines(a.Conditions)))
	}
	blocks := []Block{{Table: t}}
	if why, ok := k.Unknown["access"]; ok {
		blocks = append(blocks, warning(name+": the table is not complete. "+why))
	}
	if k.Policy.Status == "default" {
		blocks = append(blocks, warning(name+": no key policy is declared. The service's default policy applies, which leaves the decision to the identity policies of the account."))
	}
	return blocks
}

func sortedAccess(k finding.Key) []finding.Access {
	access := slices.Clone(k.Access)
	slices.SortStableFunc(access, func(a, b finding.Access) int {
		if c := strings.Compare(a.Principal, b.Principal); c != 0 {
			return c
		}
		return strings.Compare(a.Kind, b.Kind)
	})
	return access
}

func principalCell(a finding.Access) Cell {
	c := code(a.Principal)
	if a.Kind != "" && a.Kind != "AWS" {
		c = c.and(Line{Text: a.Kind, Weak: true})
	}
	switch {
	case a.Principal == "*":
		return stack(c, marked(Bad, "everyone"))
	case delegates(a):
		c = stack(c, marked(Open, "delegation: the identity policies of this account decide"))
	}
	return stack(c, residual(a))
}

// delegates reports whether the principal is an account, and so hands the decision to its identity policies.
// Source: AWS KMS developer guide, "Default key policy": an account principal delegates, it is no person.
func delegates(a finding.Access) bool {
	if a.Kind != "" && a.Kind != "AWS" {
		return false
	}
	return strings.HasSuffix(a.Principal, ":root") || isAccount(a.Principal)
}

func isAccount(s string) bool {
	return len(s) == 12 && strings.Trim(s, "0123456789") == ""
}

// residual marks who may rewrite the policy: KMS demands that somebody can.
func residual(a finding.Access) Cell {
	if a.Capabilities["policy"] == "" || delegates(a) {
		return Cell{}
	}
	for _, c := range using {
		if a.Capabilities[c] != "" {
			return marked(Bad, "can rewrite the policy and use the key")
		}
	}
	return marked(Aside, "residual holder of policy")
}

func verdictCell(verdict string) Cell {
	switch verdict {
	case "":
		return Cell{}
	case "can":
		return marked(Aside, "can")
	default:
		return marked(Open, verdict)
	}
}

// reach is a column of the table by principal.
type reach struct {
	name         string
	capabilities []string
}

var reaches = []reach{
	{"Reads data", []string{"decrypt", "data-key"}},
	{"Encrypts", []string{"encrypt"}},
	{"Signs or MACs", []string{"sign", "mac"}},
	{"Manages", []string{"replicate", "import", "attribute", "lifecycle"}},
	{"Makes grants", []string{"grant"}},
	{"Rewrites the policy", []string{"policy"}},
	{"Looks", []string{"read"}},
}

// byPrincipal turns the matrix round: every principal, and the keys that it reaches.
func (v *view) byPrincipal() *Table {
	t := &Table{Caption: "The same by principal", Head: columns("Principal")}
	for _, r := range reaches {
		t.Head = append(t.Head, Column{Name: r.name})
	}
	rows := map[string][]Cell{}
	for _, k := range slices.Concat(v.keys, v.outside) {
		for _, a := range sortedAccess(k) {
			if rows[a.Principal] == nil {
				rows[a.Principal] = make([]Cell, 1+len(reaches))
				rows[a.Principal][0] = code(a.Principal)
			}
			for i, r := range reaches {
				if remark, ok := reached(a, r.capabilities); ok {
					rows[a.Principal][i+1] = rows[a.Principal][i+1].and(Line{Text: v.name[k.Address] + remark})
				}
			}
		}
	}
	for _, principal := range sortedKeys(rows) {
		t.Rows = append(t.Rows, rows[principal])
	}
	return t
}

// reached reports whether one of the capabilities is there, and the remark to make where none is certain.
func reached(a finding.Access, of []string) (remark string, ok bool) {
	for _, c := range of {
		switch a.Capabilities[c] {
		case "":
		case "can":
			return "", true
		default:
			remark, ok = " (undecided)", true
		}
	}
	return remark, ok
}

func (v *view) grants() *Table {
	t := &Table{Caption: "Grants", Head: columns("Grant", "Key", "Grantee", "Operations")}
	grants := slices.Clone(v.in.Inventory.Grants)
	slices.SortFunc(grants, func(a, b finding.Grant) int { return strings.Compare(a.Address, b.Address) })
	for _, g := range grants {
		t.Rows = append(t.Rows, []Cell{
			code(g.Address),
			orUnknown(g.Unknown, "key", text(v.nameOf(g.Key))),
			orUnknown(g.Unknown, "grantee", code(g.Grantee)),
			orUnknown(g.Unknown, "operations", lines(g.Operations)),
		})
	}
	return t
}

func orUnknown(why map[string]string, attribute string, c Cell) Cell {
	if w, ok := why[attribute]; ok {
		return unknown(w)
	}
	return c
}
