package engine

import (
	"slices"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
)

// What draws on the share that is asked for must not be taken from another share. Two rules look at it, and all others
// ask these.
func TestWhatSharesHaveInCommon(t *testing.T) {
	b := compiled(t).bundle
	shared := b.common()
	var asking []string
	for _, module := range b.compiler.Modules {
		ast.WalkRules(module, func(rule *ast.Rule) bool {
			if readsPart(rule) {
				asking = append(asking, rule.Ref().String())
			}
			return false
		})
	}
	slices.Sort(asking)
	want := []string{"data.keywright.lib.identifiers.first", "data.keywright.lib.identifiers.part"}
	if got := slices.Compact(asking); !slices.Equal(got, want) {
		t.Errorf("%v ask for the share of the keys, not %v alone", got, want)
	}
	for name, want := range map[ruleName]bool{
		{"plan", "by_address"}: true, {"identifiers", "by_identifier"}: true, {"identities", "bearers"}: true, {"grants", "of_key"}: true,
		{"identifiers", "part"}: false, {"identifiers", "first"}: false, {"keys", "rows"}: false, {"policies", "documents"}: false,
		{"iam", "of_text"}: false, {"settings", "facts"}: false,
	} {
		if got, met := shared[name]; !met || got != want {
			t.Errorf("%v in common: %v (met %v)", name, got, met)
		}
	}
}

// What stands in the place of the input or of data concerns nothing else.
func TestWhatIsReplacedIsNotRemembered(t *testing.T) {
	ref := ast.MustParseRef("data.keywright.lib.plan.by_address")
	m := newMemory(map[ruleName]bool{{"plan", "by_address"}: true})
	one, other := remember(m), remember(m)
	one.Push()
	one.Put(ref, ast.StringTerm("replaced"))
	one.Pop()
	if value, undefined := other.Get(ref); value != nil || undefined {
		t.Errorf("another evaluation has %v", value)
	}
	one.Put(ref, ast.StringTerm("plain"))
	other.Push()
	if value, _ := other.Get(ref); value != nil {
		t.Errorf("under another input it is %v", value)
	}
	other.Pop()
	if value, _ := other.Get(ref); !value.Equal(ast.StringTerm("plain")) {
		t.Errorf("another evaluation has %v", value)
	}
	gone := ast.MustParseRef("data.keywright.lib.plan.kind")
	m.common[ruleName{"plan", "kind"}] = true
	one.Put(gone, nil)
	if value, undefined := other.Get(gone); value != nil || !undefined {
		t.Errorf("what is undefined is %v", value)
	}
}
