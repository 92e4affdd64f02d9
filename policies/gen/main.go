// Command gen writes the metadata of every rule into the bundle, from the annotations of the rules' files. It is what
// `go generate` in policies runs, from that folder.
package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/keywright/terraform-provider-keywright/policies"
)

func main() {
	if err := run("."); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

// run reads the rules from disk, not from what is built in: the build may be older than they are.
func run(root string) error {
	texts := map[string]string{}
	err := filepath.WalkDir(filepath.Join(root, "rules"), func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".rego" || strings.HasSuffix(name, "_test.rego") {
			return err
		}
		text, err := os.ReadFile(name) //nolint:gosec // a path below the folder of rules
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(root, name)
		texts[filepath.ToSlash(relative)] = string(text)
		return err
	})
	if err != nil {
		return err
	}
	rules, err := policies.Metadata(texts)
	if err != nil {
		return err
	}
	text, err := policies.EncodeMetadata(rules)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(root, policies.RulesFile), text, 0o644) //nolint:gosec // a source file, read by all
}
