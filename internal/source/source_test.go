package source_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/keywright/terraform-provider-keywright/internal/source"
)

func TestLocate(t *testing.T) {
	index, err := source.New(filepath.Join("testdata", "example"))
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ address, attribute, want string }{
		{"aws_kms_key.k", "", "main.tf:1-10"},
		{"aws_kms_key.k", "policy", "main.tf:3-5"},
		{"aws_kms_key.k", "policy.Statement[0]", "main.tf:3-5"},
		{"aws_kms_key.k", "timeouts", "main.tf:7-9"},
		{"aws_kms_key.k", "tags", "main.tf:1-10"},
		{"aws_kms_key.k", "description", "keys_override.tf:2-2"},
		{`aws_kms_key.k["a.b"]`, "", "main.tf:1-10"},
		{"data.aws_caller_identity.here", "", "main.tf:12-12"},
		{"module.keys", "source", "main.tf:16-16"},
		{`module.keys["a]b"].aws_kms_key.nøkkel[1]`, "count", "keys/main.tf:6-6"},
		{`module.keys["x\"].y"].module.again[0].module.again.aws_kms_key.nøkkel[0]`, "", "keys/main.tf:5-7"},
		{"module.json.aws_kms_alias.a", "", "json/main.tf.json:4-7"},
		{"module.json.aws_kms_alias.a", "name", "json/main.tf.json:5-5"},
		{"module.json.module.keys.aws_kms_key.nøkkel", "", "keys/main.tf:5-7"},
		{"module.registry.aws_kms_key.this", "", ""},
		{"module.out.aws_kms_key.k", "", ""},
		{"module.computed.aws_kms_key.nøkkel", "", ""},
		{"aws_kms_key.other", "", ""},
		{"aws_kms_key", "", ""},
		{"", "", ""},
		{`aws_kms_key.k["`, "", ""},
		{"aws_kms_key.k." + strings.Repeat("x", 10_000), "", ""},
	}
	for _, tt := range tests {
		got := ""
		if file, line, end, ok := index.Locate(tt.address, tt.attribute); ok {
			got = fmt.Sprintf("%s:%d-%d", file, line, end)
		}
		if got != tt.want {
			t.Errorf("Locate(%q, %q) is %q, want %q", tt.address, tt.attribute, got, tt.want)
		}
	}
}

// write makes a folder of files.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestRefusals(t *testing.T) {
	tests := []struct{ name, file, text, want string }{
		{"syntax", "main.tf", "resource \"a\" \"b\" {\n  x = \n}\n", "main.tf:2"},
		{"JSON syntax", "main.tf.json", "{\n\"resource\": }\n", "main.tf.json:2"},
		{"labels", "main.tf", "resource \"a\" {}\n", "main.tf:1"},
		{"deep lists", "main.tf", "x = " + strings.Repeat("[", 1_000_000), "main.tf:1: nested more than"},
		{"deep lists after many ends", "main.tf", "x = " + strings.Repeat("]", 1_000_000) + strings.Repeat("[", 1_000_000), "main.tf:1: nested more than"},
		{"deep templates", "main.tf", "x = " + strings.Repeat(`"${`, 100_000), "main.tf:1: nested more than"},
		{"many signs", "main.tf", "x = " + strings.Repeat("!", 1_000_000), "main.tf:1: nested more than"},
		{"many conditions", "main.tf", "x = " + strings.Repeat("a?b:", 500_000), "main.tf:1: nested more than"},
		{"many operators", "main.tf", "x = 1" + strings.Repeat("+1", 500_000), "main.tf:1: nested more than"},
		{"many indices", "main.tf", "x = a" + strings.Repeat("[b]", 500_000), "main.tf:1: nested more than"},
		{"many splats", "main.tf", "x = a" + strings.Repeat(".*", 500_000), "main.tf:1: nested more than"},
		{"deep JSON", "main.tf.json", "\n" + strings.Repeat("[", 1_000_000), "main.tf.json:2: nested more than"},
		{"long", "main.tf", strings.Repeat("#", source.MaxFileBytes+1), "main.tf is longer than"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := source.New(write(t, map[string]string{tt.file: tt.text}))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
	if _, err := source.New(filepath.Join(t.TempDir(), "absent")); err == nil {
		t.Error("a folder that is not there is read")
	}
}

// What is outside the folder stays unread, whatever leads there.
func TestNothingOutsideIsRead(t *testing.T) {
	outside := write(t, map[string]string{"main.tf": "resource \"a\" \"secret\" {}\n"})
	dir := write(t, map[string]string{
		"main.tf": "module \"up\" {\n  source = \"./../" + filepath.Base(outside) + "\"\n}\nmodule \"link\" {\n  source = \"./link\"\n}\n",
	})
	for link, target := range map[string]string{"link": outside, "linked.tf": filepath.Join(outside, "main.tf")} {
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Skipf("no links here: %v", err)
		}
	}
	index, err := source.New(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{"a.secret", "module.up.a.secret", "module.link.a.secret"} {
		if file, _, _, ok := index.Locate(address, ""); ok {
			t.Errorf("%s is found in %s", address, file)
		}
	}
}

// A root around the folder widens what is read, and no further.
func TestRootAroundTheFolder(t *testing.T) {
	root := write(t, map[string]string{
		"envs/prod/main.tf":   "module \"key\" {\n  source = \"../../modules/key\"\n}\nmodule \"up\" {\n  source = \"../../../above\"\n}\n",
		"modules/key/main.tf": "resource \"a\" \"k\" {}\n",
	})
	dir := filepath.Join(root, "envs", "prod")
	for within, want := range map[string]bool{"": false, root: true, filepath.Join(root, "envs"): false} {
		index, err := source.Open(dir, source.Options{Root: within})
		if err != nil {
			t.Fatal(err)
		}
		if file, _, _, ok := index.Locate("module.key.a.k", ""); ok != want || ok && file != "../../modules/key/main.tf" {
			t.Errorf("within %q: found %t, in %s", within, ok, file)
		}
		if _, _, _, ok := index.Locate("module.up.a.k", ""); ok {
			t.Errorf("within %q: what is above it is read", within)
		}
	}
	if _, err := source.Open(dir, source.Options{Root: filepath.Join(root, "modules")}); err == nil {
		t.Error("a folder is read that is not inside of the root")
	}
}

// FuzzConfiguration holds that no text makes the index panic, and that what it finds is in the file.
func FuzzConfiguration(f *testing.F) {
	f.Fuzz(func(t *testing.T, native, json, address string) {
		dir := t.TempDir()
		for name, text := range map[string]string{"main.tf": native, "more.tf.json": json} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		index, err := source.New(dir)
		if err != nil {
			return
		}
		for _, a := range []string{address, "aws_kms_key.k", "data.a.b", "module.m"} {
			file, line, end, ok := index.Locate(a, "policy")
			if !ok {
				continue
			}
			text := map[string]string{"main.tf": native, "more.tf.json": json}[file]
			if line < 1 || end < line || end > strings.Count(text, "\n")+1 {
				t.Errorf("%s is at %s:%d-%d", a, file, line, end)
			}
		}
	})
}

func TestFuzzSeedsAreThere(t *testing.T) {
	if seeds, err := os.ReadDir(filepath.Join("testdata", "fuzz", "FuzzConfiguration")); err != nil || len(seeds) < 4 {
		t.Errorf("%d seeds, %v", len(seeds), err)
	}
}

// What keeps a resource from being destroyed is said in its block, in either spelling, or in a file that overrides it.
func TestKept(t *testing.T) {
	dir := write(t, map[string]string{
		"main.tf": `
resource "aws_kms_key" "kept" {
  lifecycle {
    prevent_destroy = true
  }
}
resource "aws_kms_key" "quoted" {
  lifecycle {
    prevent_destroy = "true"
  }
}
resource "aws_kms_key" "not" {
  lifecycle {
    prevent_destroy = false
  }
}
resource "aws_kms_key" "computed" {
  lifecycle {
    prevent_destroy = var.kept
  }
}
resource "aws_kms_key" "silent" {
  lifecycle {
    ignore_changes = [tags]
  }
}
resource "aws_kms_key" "overridden" {
  lifecycle {
    prevent_destroy = true
  }
}
resource "aws_kms_key" "plain" {}
`,
		"main_override.tf": `
resource "aws_kms_key" "overridden" {
  lifecycle {
    prevent_destroy = false
  }
}
resource "aws_kms_key" "kept" {
  lifecycle {
    ignore_changes = [tags]
  }
}
`,
		"json.tf.json": `{"resource": {"aws_kms_key": {"json": {"lifecycle": {"prevent_destroy": true}}}}}`,
	})
	index, err := source.New(dir)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"kept": "true, true", "quoted": "true, true", "json": "true, true", "not": "false, true", "computed": "false, true",
		"silent": "false, true", "overridden": "false, true", "plain": "false, true", "absent": "false, false",
	} {
		kept, ok := index.Kept("aws_kms_key." + name + `["x"]`)
		if got := fmt.Sprintf("%t, %t", kept, ok); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

// What dynamic blocks make no plan's configuration mentions.
func TestDynamic(t *testing.T) {
	dir := write(t, map[string]string{
		"main.tf": `
resource "google_kms_crypto_key" "dynamic" {
  dynamic "version_template" {
    for_each = var.templates
    content {}
  }
  dynamic "timeouts" {
    for_each = []
    content {}
  }
}
resource "google_kms_crypto_key" "static" {
  version_template {}
}
resource "google_kms_crypto_key" "overridden" {}
`,
		"main_override.tf": `
resource "google_kms_crypto_key" "overridden" {
  dynamic "version_template" {
    for_each = var.templates
    content {}
  }
}
`,
		"json.tf.json": `{"resource": {"google_kms_crypto_key": {"json": {"dynamic": {"version_template": {"for_each": [], "content": {}}}}}}}`,
	})
	index, err := source.New(dir)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"dynamic": "[timeouts version_template], true", "static": "[], true", "overridden": "[version_template], true",
		"json": "[version_template], true", "absent": "[], false",
	} {
		types, ok := index.Dynamic("google_kms_crypto_key." + name + `["x"]`)
		if got := fmt.Sprintf("%v, %t", types, ok); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}
