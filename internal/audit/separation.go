package audit

import (
	"slices"
	"strings"

	"github.com/keywright/terraform-provider-keywright/internal/finding"
)

// separation shows what each declared separation compares, and what the rules of separation made of it.
func (v *view) separation() Section {
	s := Section{ID: "separation", Title: "Separation",
		Intro: "What is declared to be separate, and the facts on which that stands: the document compares, the rules judge."}
	seps := slices.Clone(v.in.Inventory.Separations)
	slices.SortFunc(seps, func(a, b finding.Separation) int { return strings.Compare(a.Address, b.Address) })
	for _, sep := range seps {
		s.Blocks = append(s.Blocks, Block{Table: v.proof(sep)})
	}
	if len(seps) == 0 {
		s.Blocks = append(s.Blocks, note("No separation is declared (keywright_separation)."))
	}
	return v.judged(s, "SEP-", "What the rules of separation say")
}

// proof has a row for every pair and every thing that is to differ. That the keys are different ones is always asked,
// and is one row where they all are.
func (v *view) proof(sep finding.Separation) *Table {
	t := &Table{Caption: "Declared by " + sep.Address, Head: columns("Keys", "Must differ", "First", "Second", "Comparison")}
	names := sortedKeys(sep.Keys)
	t.Rows = v.distinctKeys(names, sep)
	for _, what := range []string{"regions", "accounts", "administrators", "users"} {
		t.Rows = append(t.Rows, v.pairs(what, names, sep, func(a, b string) bool {
			return slices.Contains(sep.Distinct[what], a) || slices.Contains(sep.Distinct[what], b)
		})...)
	}
	return t
}

func (v *view) distinctKeys(names []string, sep finding.Separation) [][]Cell {
	rows := v.pairs("keys", names, sep, func(_, _ string) bool { return true })
	for _, row := range rows {
		if row[len(row)-1].Mark != Good {
			return rows
		}
	}
	if len(rows) < 2 {
		return rows
	}
	return [][]Cell{{lines(names), text("keys"), text(plural(len(names), "key")), {}, marked(Good, "all differ")}}
}

func (v *view) pairs(what string, names []string, sep finding.Separation, asked func(a, b string) bool) [][]Cell {
	var rows [][]Cell
	for i, a := range names {
		for _, b := range names[i+1:] {
			if asked(a, b) {
				rows = append(rows, v.pair(what, a, b, sep))
			}
		}
	}
	return rows
}

func (v *view) pair(what, a, b string, sep finding.Separation) []Cell {
	left, right := v.identity(what, sep.Keys[a]), v.identity(what, sep.Keys[b])
	if why, ok := sep.Unknown["keys"]; ok {
		left, right = fact{unknown: why}, fact{unknown: why}
	}
	return []Cell{
		text(a + " and " + b),
		text(what),
		left.cell(),
		right.cell(),
		compare(left, right),
	}
}

// fact is what a comparison stands on: a set of values, or what stands in the way of knowing them all.
type fact struct {
	values  []string
	unknown string
}

func (f fact) cell() Cell {
	c := Cell{}
	for _, s := range f.values {
		c.Lines = append(c.Lines, Line{Text: s, Code: true})
	}
	if f.unknown != "" {
		c = stack(c, unknown(f.unknown))
	}
	return c
}

// compare says "differ" only where both sides are known in full.
func compare(a, b fact) Cell {
	for _, s := range a.values {
		if slices.Contains(b.values, s) {
			return marked(Bad, "the same: "+s)
		}
	}
	if a.unknown != "" || b.unknown != "" {
		return marked(Open, "not known")
	}
	return marked(Good, "differ")
}

func (v *view) identity(what, address string) fact {
	i := slices.IndexFunc(v.keys, func(k finding.Key) bool { return k.Address == address })
	if i < 0 {
		return fact{unknown: "the key " + address + " is not in the inputs"}
	}
	k := v.keys[i]
	switch what {
	case "keys":
		return sameKey(k)
	case "regions":
		return single(k, "region", k.Region)
	case "accounts":
		return account(k)
	case "administrators":
		return v.holders(k, "policy", "grant", "replicate", "attribute", "lifecycle")
	default:
		return v.holders(k, "decrypt", "data-key")
	}
}

// sameKey is what makes a key the same one as another: its address, its ARN, and of a replica its primary, whose
// material it has.
func sameKey(k finding.Key) fact {
	f := fact{values: []string{k.Address}}
	for _, s := range []string{k.ARN, k.Primary} {
		if s != "" {
			f.values = append(f.values, s)
		}
	}
	if why, ok := k.Unknown["primary"]; ok {
		f.unknown = why
	}
	return f
}

func single(k finding.Key, attribute, what string) fact {
	if why, ok := k.Unknown[attribute]; ok || what == "" {
		if why == "" {
			why = "the inputs do not say"
		}
		return fact{unknown: why}
	}
	return fact{values: []string{what}}
}

// account is a key's account. Where it is not known, keys of one unknown account share a name: that proves them the
// same, and two names prove nothing.
func account(k finding.Key) fact {
	f := single(k, "account", k.Account)
	if len(f.values) == 0 && k.AccountSymbol != "" {
		f.values = []string{k.AccountSymbol}
	}
	return f
}

// holders are the principals that have one of the capabilities. Whoever stands for principals that are not named
// (everyone, an account, a pattern) makes the set unknown, and so does a grant that may be of this key.
func (v *view) holders(k finding.Key, of ...string) fact {
	if k.Policy.Status != "known" {
		return fact{unknown: "the key policy is not known in full"}
	}
	var f fact
	for _, a := range sortedAccess(k) {
		if !slices.ContainsFunc(of, func(c string) bool { return a.Capabilities[c] != "" }) {
			continue
		}
		f.values = append(f.values, a.Principal)
		if delegates(a) || strings.ContainsAny(a.Principal, "*?") {
			f.unknown = a.Principal + " stands for principals that it does not name"
		}
	}
	for _, g := range v.in.Inventory.Grants {
		_, elsewhere := g.Unknown["key"]
		if len(g.Unknown) > 0 && (elsewhere || g.Key == k.Address) {
			f.unknown = "whom " + g.Address + " serves is not known"
		}
	}
	if why, ok := k.Unknown["access"]; ok {
		f.unknown = why
	}
	return f
}
