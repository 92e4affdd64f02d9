package source_test

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/keywright/terraform-provider-keywright/internal/source"
)

// The statements of a policy are found where they are written, however the text comes together.
func TestStatementsAreFoundWhereTheyStand(t *testing.T) {
	const plans = "../../policies/testdata/plans"
	for _, tt := range []struct{ name, address, want string }{
		{"source-corpus-styles", "aws_kms_key.inline_bad", "PolicyByPipeline texts.tf:30-36, Use texts.tf:37-43"},
		{"source-corpus-styles", "aws_kms_key.heredoc_bad", "PolicyByPipeline texts.tf:69-69, Use texts.tf:71-71"},
		{"source-corpus-styles", "aws_kms_key.templatefile_bad", "PolicyByPipeline policies/use.json.tftpl:4-4, Use policies/use.json.tftpl:6-6"},
		{"source-corpus-styles", "aws_kms_key.splat_bad", "#3 structures.tf:53-53, LifeByAdministrator main.tf:50-57, PolicyByPipeline main.tf:43-49"},
		{"source-corpus-styles", `aws_kms_key.document_plain["bad"]`, "PolicyByPipeline documents.tf:31-39, Use documents.tf:40-48"},
		{"source-corpus-styles", `aws_kms_key.document_source["bad"]`, "LifeByAdministrator documents.tf:13-26, PolicyByPipeline documents.tf:4-12, Use documents.tf:86-94"},
		{"source-corpus-modules", `module.three_deep_bad.module.inner.module.key.aws_kms_key.this`, "PolicyByPipeline key/main.tf:28-34, Use key/main.tf:35-41"},
		{"source-corpus-accounts", "aws_kms_key.overridden_bad", "#2 keys_override.tf:9-9, PolicyByPipeline main.tf:35-41"},
		{"source-corpus-json", "aws_kms_key.encoded_bad", "#2 keys.tf.json:42-42, PolicyByPipeline keys.tf.json:13-19"},
		{"source-corpus-styles", "aws_kms_key.separate_bad", ""},
		{"source-corpus-styles", "module.absent.aws_kms_key.k", ""},
	} {
		index, err := source.New(filepath.Join(plans, tt.name))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		found := index.Statements(tt.address, "policy")
		for _, name := range slices.Sorted(maps.Keys(found)) {
			p := found[name]
			got = append(got, fmt.Sprintf("%s %s:%d-%d", name, p.File, p.Line, p.End))
		}
		if text := strings.Join(got, ", "); text != tt.want {
			t.Errorf("%s: %s\nwant %s", tt.address, text, tt.want)
		}
	}
}

// blockOf gives type and name at the end of an address.
var blockOf = regexp.MustCompile(`([a-z0-9_]+)\.([A-Za-z0-9_-]+)(\[[^\]]*\])?$`)

// Every block, setting and statement that is located is where an editor shows it.
func TestLinesAreThoseOfAnEditor(t *testing.T) {
	var dirs []string
	for _, pattern := range []string{"good-*", "source-corpus-*"} {
		found, err := filepath.Glob(filepath.Join("../../policies/testdata/plans", pattern))
		if err != nil {
			t.Fatal(err)
		}
		dirs = append(dirs, found...)
	}
	compared := 0
	for _, dir := range dirs {
		d, err := source.ReadDirectory(dir, source.DirectoryOptions{})
		if errors.Is(err, source.ErrNoConfiguration) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		index, err := source.New(dir)
		if err != nil {
			t.Fatal(err)
		}
		files := map[string][]string{}
		shows := func(file string, line, end int, words ...string) {
			t.Helper()
			if files[file] == nil {
				text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(file))) //nolint:gosec // a file of this test
				if err != nil {
					t.Fatal(err)
				}
				files[file] = strings.Split(string(text), "\n")
			}
			if line < 1 || end < line || end > len(files[file]) {
				t.Errorf("%s: %s has no lines %d to %d", dir, file, line, end)
				return
			}
			for _, word := range words {
				compared++
				if text := strings.Join(files[file][line-1:end], "\n"); !strings.Contains(text, word) {
					t.Errorf("%s: %s:%d-%d does not show %s:\n%.300s", dir, file, line, end, word, text)
				}
			}
		}
		for address := range after(t, d) {
			file, line, end, ok := index.Locate(address, "")
			if !ok {
				t.Errorf("%s: %s is not located", dir, address)
				continue
			}
			parts := blockOf.FindStringSubmatch(address)
			if shows(file, line, end); !strings.HasSuffix(file, ".json") { // there a block's type stands further up
				shows(file, line, line, fmt.Sprintf("%q %q", parts[1], parts[2]))
			}
			for name, p := range index.Settings(address) {
				shows(p.File, p.Line, p.Line, name)
				shows(p.File, p.Line, p.End)
			}
			for name, p := range index.Statements(address, "policy") {
				if !strings.HasPrefix(name, "#") {
					shows(p.File, p.Line, p.End, name)
				}
			}
		}
	}
	if compared < 500 {
		t.Errorf("%d words were compared", compared)
	}
}

// Whoever leads in a circle is not followed for ever.
func TestStatementsInACircle(t *testing.T) {
	index, err := source.New(write(t, map[string]string{"main.tf": "locals {\n  a = concat(local.a, local.a)\n}\n" + fmt.Sprintf(keyOf, "jsonencode({Statement = local.a})")}))
	if err != nil {
		t.Fatal(err)
	}
	if found := index.Statements("aws_kms_key.k", "policy"); len(found) > 0 {
		t.Errorf("%v", found)
	}
}
