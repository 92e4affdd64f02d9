package cli_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/keywright/terraform-provider-keywright/internal/cli"
	"github.com/keywright/terraform-provider-keywright/internal/finding"
)

var mark = regexp.MustCompile(`<- ([A-Z]+-[0-9]+) (\S+)(?: \+([0-9]+))?`)

// Findings on a configuration of several modules point at the lines that comments in its files mark: at the statement, else at
// what sets the attribute, else at the block.
func TestFindingsPointAtTheirLines(t *testing.T) {
	dir := filepath.Join("testdata", "lines")
	type at struct{ rule, address string }
	want := map[at]string{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := os.ReadFile(path) //nolint:gosec // a file of this test
		if err != nil {
			return err
		}
		file, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		for n, line := range strings.Split(string(text), "\n") {
			if _, comment, ok := strings.Cut(line, "#"); ok && n > 0 {
				for _, m := range mark.FindAllStringSubmatch(comment, -1) {
					below, _ := strconv.Atoi(m[3])
					want[at{m[1], m[2]}] = filepath.ToSlash(file) + ":" + strconv.Itoa(n+1+below)
				}
			}
		}
		return nil
	})
	if err != nil || len(want) < 10 {
		t.Fatalf("%d marks, %v", len(want), err)
	}
	var stdout, stderr bytes.Buffer
	s := cli.Streams{In: strings.NewReader(""), Out: &stdout, Err: &stderr}
	if status := cli.Run(t.Context(), s, "1", []string{"check", "--format", "json", "--now", "2026-11-21T00:00:00Z", dir}); status != 1 {
		t.Fatalf("exit status %d: %s", status, stderr.String())
	}
	var result finding.Result
	if err := json.Unmarshal(stdout.Bytes(), &result); err != nil {
		t.Fatal(err)
	}
	got := map[at]string{}
	for _, f := range result.Findings {
		if l := f.Location; l != nil {
			place := finding.Place{File: l.File, Line: l.Line}
			if l.Attribute != nil {
				place = *l.Attribute
			}
			if l.Statement != nil {
				place = *l.Statement
			}
			got[at{f.Rule, f.Address}] = place.File + ":" + strconv.Itoa(place.Line)
		}
	}
	for what, place := range want {
		if got[what] != place {
			t.Errorf("%v points at %q, want %s", what, got[what], place)
		}
	}
}
