package profile

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// A setting that the reference does not name is a setting nobody finds; a block in it that is refused is worse.
func TestReferenceIsWholeAndTrue(t *testing.T) {
	text, err := os.ReadFile("../../docs/profile.md")
	if err != nil {
		t.Fatal(err)
	}
	var example strings.Builder
	for _, fenced := range regexp.MustCompile("(?s)```hcl\n(.*?)```").FindAllStringSubmatch(string(text), -1) {
		example.WriteString(fenced[1])
	}
	if _, err := Parse([]byte(example.String()), "docs/profile.md"); err != nil {
		t.Errorf("the blocks of the reference, taken together, are refused: %v", err)
	}
	var visit func(path string, b block)
	visit = func(path string, b block) {
		named := func(name string) {
			if !regexp.MustCompile(`\b` + name + `\b`).Match(text) {
				t.Errorf("the reference does not name %s.%s", path, name)
			}
		}
		for _, a := range b.attributes {
			named(a.name)
		}
		for _, inner := range b.blocks {
			named(inner.name)
			visit(path+"."+inner.name, inner)
		}
	}
	visit("profile", profileBlock)
}
