package engine

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/keywright/terraform-provider-keywright/internal/facts"
	"github.com/keywright/terraform-provider-keywright/internal/finding"
	"github.com/keywright/terraform-provider-keywright/internal/plan"
	"github.com/keywright/terraform-provider-keywright/internal/source"
)

// linkedElsewhere says that a place is of something whose key the source tells.
func linkedElsewhere(place string, targets map[string]any) bool {
	for address, paths := range targets {
		if told, _ := paths.(map[string]any); told["key_id"] != nil && strings.Contains(place, " "+address+" ") {
			return true
		}
	}
	return false
}

// madeByDynamicBlocks says that a place is of something that has dynamic blocks: without the source, one of a name that the
// provider fills in itself is taken for none.
func madeByDynamicBlocks(place string, dynamic map[string]any) bool {
	for address := range dynamic {
		if strings.Contains(place, " "+address+" ") {
			return true
		}
	}
	return false
}

// The source may only decide what the plan leaves open: of every plan made from a folder, that folder changes nothing
// but what was undetermined. A policy or grant whose key it tells is judged with that key, and no longer by itself.
func TestSourceOnlyDecides(t *testing.T) {
	e := compiled(t)
	dirs, err := filepath.Glob("../../policies/testdata/plans/*/main.tf")
	if err != nil {
		t.Fatal(err)
	}
	decided := 0
	for i, path := range dirs {
		dir := filepath.Dir(path)
		if _, err := os.Stat(filepath.Join(dir, "plan.json")); err != nil {
			continue
		}
		in := open(t, filepath.Base(dir), e.ReadSet())
		inputs := []*plan.Input{in}
		bare, err := facts.Build(inputs, facts.Options{Now: clock})
		if err != nil {
			t.Fatal(err)
		}
		sourced, err := facts.Build(inputs, facts.Options{Now: clock, SourceDir: dir})
		if err != nil {
			t.Fatal(err)
		}
		targets, _ := sourced["targets"].(map[string]any)
		if len(sourced["resolved"].(map[string]any)) == 0 && (len(targets) == 0 || i%4 != 0 && os.Getenv("KEYWRIGHT_DIRECTORIES") != "all") {
			continue // nothing was open: but for locations, the facts are the same
		}
		with := outcomes(judged(t, e, sourced, in))
		for place, without := range outcomes(judged(t, e, bare, in)) {
			switch {
			case without != with[place] && without == finding.Undetermined:
				decided++
			case with[place] == "" && linkedElsewhere(place, targets):
			case madeByDynamicBlocks(place, sourced["dynamic"].(map[string]any)):
			case without != with[place]:
				t.Errorf("%s: %s is %s from the plan, and %s with its source", filepath.Base(dir), place, without, with[place])
			}
		}
	}
	if decided < 30 {
		t.Errorf("only %d findings are decided by the source", decided)
	}
}

// What a module makes by dynamic blocks of what it is passed is decided with the source, as a plan and as a directory.
func TestStoresInModulesAreDecided(t *testing.T) {
	const name = "stores-in-modules"
	dir := filepath.Join("../../policies/testdata/plans", name)
	e := compiled(t)
	directory, err := facts.ReadDirectory(dir, source.DirectoryOptions{}, plan.Options{ReadSet: e.ReadSet()})
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range []*plan.Input{open(t, name, e.ReadSet()), directory} {
		f, err := facts.Build([]*plan.Input{in}, facts.Options{Now: clock, SourceDir: dir})
		if err != nil {
			t.Fatal(err)
		}
		got := outcomes(judged(t, e, f, in))
		for module, want := range map[string]finding.Outcome{"own": finding.Pass, "other": finding.Fail, "none": finding.Fail} {
			for _, store := range []string{"aws_s3_bucket.this", "aws_dynamodb_table.this"} {
				found := finding.Outcome("")
				for place, outcome := range got {
					if strings.HasPrefix(place, "ENC-01 ") && strings.Contains(place, " module."+module+"."+store+" ") {
						found = outcome
					}
				}
				if found != want {
					t.Errorf("%s: ENC-01 is %q of %s of module.%s, want %s", in.Kind, found, store, module, want)
				}
			}
		}
	}
}

// A policy that names its new bucket by reference is told by the source, whichever way it is written.
func TestPoliciesOfNewBucketsAreDecided(t *testing.T) {
	const name = "buckets-http-undetermined"
	dir := filepath.Join("../../policies/testdata/plans", name)
	e := compiled(t)
	in := open(t, name, e.ReadSet())
	f, err := facts.Build([]*plan.Input{in}, facts.Options{Now: clock, SourceDir: dir})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]finding.Outcome{}
	for place, outcome := range outcomes(judged(t, e, f, in)) {
		if rest, ok := strings.CutPrefix(place, "ENC-04 "); ok {
			for _, word := range strings.Fields(rest) {
				if bucket, ok := strings.CutPrefix(word, "aws_s3_bucket."); ok {
					got[bucket] = outcome
				}
			}
		}
	}
	for bucket, want := range map[string]finding.Outcome{
		"by_reference": finding.Pass, "by_document": finding.Pass, "by_statements": finding.Pass, "merged": finding.Pass, "another": finding.Fail,
		"later": finding.Undetermined, "twice": finding.Undetermined, "tls_1_2": finding.Undetermined,
	} {
		if got[bucket] != want {
			t.Errorf("ENC-04 is %q of %s, want %s", got[bucket], bucket, want)
		}
	}
}
