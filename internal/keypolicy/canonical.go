package keypolicy

import (
	"cmp"
	"slices"
	"strings"

	"github.com/keywright/terraform-provider-keywright/policies/data"
)

// Canonical returns the one form of a policy: every scalar a list, lists sorted and without duplicates, statements
// sorted by content, conditions' numbers and booleans as strings, names that IAM reads without regard to case in one
// case, a bare account as its root ARN, Version always said. Two policies with one canonical form mean the same; the
// reverse does not hold, since IAM can say one thing in many ways. Its error is a *ParseError.
func Canonical(text string) (string, error) {
	doc, err := Parse(text)
	if err != nil {
		return "", err
	}
	return doc.text(), nil
}

// Equal says whether two policies have the same canonical form. Texts that cannot be read are equal only to themselves.
func Equal(a, b string) bool {
	if a == b {
		return true
	}
	ca, errA := Canonical(a)
	cb, errB := Canonical(b)
	return errA == nil && errB == nil && ca == cb
}

// text is the document's canonical form.
func (d *Document) text() string {
	partition := d.partition()
	statements := make([]string, 0, len(d.Statements))
	for _, s := range d.Statements {
		statements = append(statements, s.canonical(partition).text())
	}
	slices.Sort(statements)
	statements = slices.Compact(statements)
	w := newWriter()
	w.field("Version").string(cmp.Or(d.Version, "2008-10-17"))
	if d.ID != "" {
		w.field("Id").string(d.ID)
	}
	w.field("Statement").raw("[" + strings.Join(statements, ",") + "]")
	return w.end()
}

// partition is the one that the document's principals name. A bare account does not say its own; account ids are
// unique across partitions, so that the others' is a choice of spelling and not of meaning.
func (d *Document) partition() string {
	found := ""
	for _, s := range d.Statements {
		for _, p := range slices.Concat(s.Principals, s.NotPrincipals) {
			id := identify(p.Value)
			if id.partition == "" {
				continue
			}
			if found != "" && found != id.partition {
				return "aws"
			}
			found = id.partition
		}
	}
	return cmp.Or(found, "aws")
}

// canonical returns the statement with its lists in canonical form.
func (s Statement) canonical(partition string) Statement {
	s.Principals = canonicalPrincipals(s.Principals, partition)
	s.NotPrincipals = canonicalPrincipals(s.NotPrincipals, partition)
	s.Actions = canonicalActions(s.Actions)
	s.NotActions = canonicalActions(s.NotActions)
	s.Resources = sorted(s.Resources)
	s.NotResources = sorted(s.NotResources)
	conditions := make([]Condition, 0, len(s.Conditions))
	for _, c := range s.Conditions {
		conditions = append(conditions, Condition{
			Operator: canonicalOperator(c.Operator), Key: canonicalKey(c.Key), Values: sorted(c.Values),
		})
	}
	slices.SortFunc(conditions, func(a, b Condition) int {
		return cmp.Or(strings.Compare(a.Operator, b.Operator), strings.Compare(a.Key, b.Key))
	})
	s.Conditions = conditions
	return s
}

// sorted keeps nil and empty apart: an absent element differs from an empty one.
func sorted(in []string) []string {
	if in == nil {
		return nil
	}
	out := append([]string{}, in...)
	slices.Sort(out)
	return slices.Compact(out)
}

func canonicalPrincipals(in []Principal, partition string) []Principal {
	if in == nil {
		return nil
	}
	out := []Principal{}
	for _, p := range in {
		if p.Kind == "AWS" && isAccountID(p.Value) {
			p.Value = rootARN(partition, p.Value)
		}
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b Principal) int {
		return cmp.Or(strings.Compare(a.Kind, b.Kind), strings.Compare(a.Value, b.Value))
	})
	return slices.Compact(out)
}

func canonicalActions(in []string) []string {
	if in == nil {
		return nil
	}
	out := make([]string, 0, len(in))
	for _, name := range in {
		out = append(out, canonicalAction(name))
	}
	return sorted(out)
}

// canonicalAction spells an action as the table does, another well-formed name in lower case, and leaves what IAM
// would not match alone.
func canonicalAction(name string) string {
	if a, ok := data.ActionNamed(name); ok {
		return a.Name
	}
	if data.Expand(name).Malformed {
		return name
	}
	return fold(name)
}
