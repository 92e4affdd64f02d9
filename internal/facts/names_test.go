package facts_test

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/keywright/terraform-provider-keywright/internal/facts"
	"github.com/keywright/terraform-provider-keywright/internal/plan"
	"github.com/keywright/terraform-provider-keywright/internal/source"
)

const namesCase = "source-corpus-names"

// namesOf gives the names that facts stand in for, by address.
func namesOf(f map[string]any) map[string]string {
	out := map[string]string{}
	resolved, _ := f["resolved"].(map[string]any)
	for address, v := range resolved {
		entries, _ := v.(map[string]any)
		entry, _ := entries["name"].(map[string]any)
		if name, ok := entry["value"].(string); ok {
			out[address] = name
		}
	}
	return out
}

// What stands for a name is as long as what the provider will make, and like no other: patterns say of both the same.
func TestNamesThatAProviderMakesAreStoodInFor(t *testing.T) {
	names := namesOf(build(t, facts.Options{SourceDir: sources(t, namesCase, "", "", "")}, readCase(t, namesCase)))
	prefixes := map[string]string{
		"aws_iam_role.admin": "key-admin-", "aws_iam_role.prefixed": "app-", "aws_iam_role.nameless": "terraform-",
		"aws_iam_role.perhaps": "perhaps-", `aws_iam_role.each["a"]`: "a-", `aws_iam_role.each["b"]`: "b-",
	}
	if got, want := slices.Sorted(maps.Keys(names)), slices.Sorted(maps.Keys(prefixes)); !slices.Equal(got, want) {
		t.Fatalf("names of %q, want %q", got, want)
	}
	suffixes := map[string]bool{}
	for address, name := range names {
		suffix, ok := strings.CutPrefix(name, prefixes[address])
		if !ok || !regexp.MustCompile(`^20[0-9a-f]{24}$`).MatchString(suffix) {
			t.Errorf("%s is called %q", address, name)
		}
		suffixes[suffix] = true
	}
	if len(suffixes) != len(names) {
		t.Errorf("two have one name: %q", names)
	}
}

// A pattern may ask for digits that are in a name: then no name is stood in for.
func TestPatternsThatAskForDigitsLeaveNamesOpen(t *testing.T) {
	for _, text := range []string{`"app-2026*"`, `"??p-20261129*"`, `"app-202????????????????????????"`, `"app-20${var.year}*"`, `"role/app-20?6*"`, `"app-*00*"`, `"app-?0*"`, `"*01"`} {
		dir := sources(t, namesCase, "more.tf", "", "locals {\n  pattern = "+text+"\n}\n")
		if names := namesOf(build(t, facts.Options{SourceDir: dir}, readCase(t, namesCase))); len(names) > 0 {
			t.Errorf("%s: %q", text, names)
		}
	}
	o := facts.Options{SourceDir: sources(t, namesCase, "", "", ""), Principals: []string{"arn:aws:iam::123456789012:role/app-2026*"}}
	if names := namesOf(build(t, o, readCase(t, namesCase))); len(names) > 0 {
		t.Errorf("a principal of the profile: %q", names)
	}
}

// A plan that leaves nothing else open has such roles too.
func TestNamesAreStoodInForWhereNothingElseIsOpen(t *testing.T) {
	const main = `
resource "aws_iam_role" "app" {
  name_prefix        = "app-"
  assume_role_policy = "{}"
}
`
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "main.tf"), []byte(main), 0o600); err != nil {
		t.Fatal(err)
	}
	in, err := facts.ReadDirectory(dir, source.DirectoryOptions{}, plan.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if names := namesOf(build(t, facts.Options{SourceDir: dir}, in)); len(names) != 1 {
		t.Errorf("names %q", names)
	}
}

func TestDigitPatterns(t *testing.T) {
	for text, want := range map[string]bool{
		"app-*": false, "app-2*": false, "*-admin": false, "*-a1": false, "kms:*Encrypt": false, "2012-10-17": false, "ec2:*": false, "arn:aws:iam::111122223333:role/*": false,
		"app-20*": true, "app-202*": true, "app-20261129063000000100000001*": true, "app-20?": true, "app-20${x}": true, "app-2026${x}": true,
		"*00*": true, "app-?0*": true, "*1": true, "*f?": true,
	} {
		if got := source.AskForDigits(text); got != want {
			t.Errorf("%q: %t", text, got)
		}
	}
}

// Two directories of one check may each have a role of one prefix: they are two roles.
func TestNamesOfSeveralDirectoriesDiffer(t *testing.T) {
	seen := map[string]bool{}
	dirs := []string{sources(t, namesCase, "", "", ""), sources(t, namesCase, "", "", "")}
	var inputs []*plan.Input
	for _, dir := range dirs {
		in, err := facts.ReadDirectory(dir, source.DirectoryOptions{}, plan.Options{})
		if err != nil {
			t.Fatal(err)
		}
		inputs = append(inputs, in)
	}
	f := build(t, facts.Options{}, inputs...)
	for i := range dirs {
		names := namesOf(f.Of(i))
		if len(names) == 0 {
			t.Fatal("no names")
		}
		for _, name := range names {
			if seen[name] {
				t.Errorf("%s is in both", name)
			}
			seen[name] = true
		}
	}
}
