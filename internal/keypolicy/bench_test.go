package keypolicy_test

import (
	"testing"

	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
)

// BenchmarkAnalyse is one key of the example; an estate has ten thousand.
func BenchmarkAnalyse(b *testing.B) {
	text, err := keypolicy.Generate(keypolicy.Spec{Access: nationalID()})
	if err != nil {
		b.Fatal(err)
	}
	policy, err := keypolicy.Parse(text)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		keypolicy.Analyse(policy, nil, []string{adminRole, compliance})
	}
}

// BenchmarkParse is the same key's policy, read.
func BenchmarkParse(b *testing.B) {
	text, err := keypolicy.Generate(keypolicy.Spec{Access: nationalID()})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := keypolicy.Parse(text); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkReadAccess is what a refresh of one imported key pays.
func BenchmarkReadAccess(b *testing.B) {
	text, err := keypolicy.Generate(keypolicy.Spec{Access: nationalID()})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, _, err := keypolicy.ReadAccess(text); err != nil {
			b.Fatal(err)
		}
	}
}
