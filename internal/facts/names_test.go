package facts_test

import (
	"maps"
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
		if !ok || len(suffix) != 26 || !strings.HasPrefix(suffix, "20") {
			t.Errorf("%s is called %q", address, name)
		}
		suffixes[suffix] = true
	}
	if len(suffixes) != len(names) {
		t.Errorf("two have one name: %q", names)
	}
}

// A pattern may ask for the time that is in a name: then no name is stood in for.
func TestPatternsThatAskForATimeLeaveNamesOpen(t *testing.T) {
	for _, text := range []string{`"app-2026*"`, `"??p-20261129*"`, `"app-202????????????????????????"`, `"app-20${var.year}*"`, `"role/app-20?6*"`} {
		dir := sources(t, namesCase, "more.tf", "", "locals {\n  pattern = "+text+"\n}\n")
		if names := namesOf(build(t, facts.Options{SourceDir: dir}, readCase(t, namesCase))); len(names) > 0 {
			t.Errorf("%s: %q", text, names)
		}
	}
}

func TestTimePattern(t *testing.T) {
	for text, want := range map[string]bool{
		"app-*": false, "app-2*": false, "2012-10-17": false, "ec2:*": false, "arn:aws:iam::111122223333:role/*": false,
		"app-20*": true, "app-202*": true, "app-20261129063000000100000001*": true, "app-20?": true, "app-20${x}": true, "app-2026${x}": true,
	} {
		if got := source.TimePattern.MatchString(text); got != want {
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
