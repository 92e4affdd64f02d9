package source_test

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/keywright/terraform-provider-keywright/internal/source"
)

// Whoever writes a directory can neither hold up a check nor end it.
func TestHostileDirectories(t *testing.T) {
	t.Parallel()
	outside := lay(t, map[string]string{"secret.tf": `resource "aws_kms_key" "outside" {}`})
	for name, tc := range map[string]struct {
		files map[string]string
		more  func(dir string) error
		open  string // what is said to be open
		err   string // what an error says
	}{
		"count":   {files: map[string]string{"main.tf": `resource "aws_kms_key" "k" { count = 1000000000 }`}, open: "there are more than"},
		"range":   {files: map[string]string{"main.tf": `resource "aws_kms_key" "k" { for_each = toset([for a in range(1000) : [for b in range(1000) : [for c in range(1000) : "${a}${b}${c}"]]]) }`}, open: "aws_kms_key.k"},
		"itself":  {files: map[string]string{"main.tf": `module "m" { source = "./" }` + "\n" + `resource "aws_kms_key" "k" {}`}, err: "nest more than"},
		"modules": {files: map[string]string{"main.tf": `module "a" { source = "./m" }` + "\n" + `module "b" { source = "./m" }`, "m/main.tf": `module "a" { source = "../m" }` + "\n" + `module "b" { source = "../m" }`}, err: "nest more than"},
		"cycle":   {files: map[string]string{"main.tf": `resource "aws_kms_key" "a" { description = aws_kms_key.b.description }` + "\n" + `resource "aws_kms_key" "b" { description = aws_kms_key.a.description }`}},
		"locals":  {files: map[string]string{"main.tf": "locals {\n a = local.b\n b = local.a\n}\n" + `resource "aws_kms_key" "a" { count = local.a }`}, open: "aws_kms_key.a"},
		"dynamic": {files: map[string]string{"main.tf": `data "aws_iam_policy_document" "d" {
  dynamic "statement" {
    for_each = range(100000)
    content { actions = [statement.value] }
  }
}`}},
		"deep":   {files: map[string]string{"main.tf": "locals { a = " + strings.Repeat("[", 5000) + strings.Repeat("]", 5000) + " }"}, err: "nested more than"},
		"values": {files: map[string]string{"main.tf": `variable "a" {}`, "terraform.tfvars": "a = " + strings.Repeat("[", 5000)}, err: "nested more than"},
		"binary": {files: map[string]string{"main.tf": "\x00\xff\xfe\x00"}, err: "main.tf"},
		"long":   {files: map[string]string{"main.tf": strings.Repeat("# long\n", source.MaxFileBytes/7+1)}, err: "longer than"},
		"pipe":   {files: map[string]string{"main.tf": ""}, more: func(dir string) error { return syscall.Mkfifo(filepath.Join(dir, "a.auto.tfvars"), 0o600) }, err: "not a regular file"},
		"link": {files: map[string]string{"main.tf": `module "m" { source = "./out" }`}, more: func(dir string) error {
			return os.Symlink(outside, filepath.Join(dir, "out"))
		}, open: "module.m"},
		"link to a file": {files: map[string]string{"main.tf": `resource "aws_kms_key" "k" {}`}, more: func(dir string) error {
			return os.Symlink(filepath.Join(outside, "secret.tf"), filepath.Join(dir, "more.tf"))
		}, open: "more.tf is not read"},
		"pipe of configuration": {files: map[string]string{"main.tf": ""}, more: func(dir string) error {
			return syscall.Mkfifo(filepath.Join(dir, "more.tf.json"), 0o600)
		}, open: "more.tf.json is not read"},
		"socket": {files: map[string]string{"m/.keep": "", "main.tf": `module "m" { source = "./m" }`}, more: func(dir string) error {
			l, err := (&net.ListenConfig{}).Listen(t.Context(), "unix", filepath.Join(dir, "m", "s.tf"))
			if err == nil {
				t.Cleanup(func() { _ = l.Close() })
			}
			return err
		}, open: "m/s.tf is not read"},
		"a million elements":      {files: map[string]string{"main.tf": `resource "aws_kms_key" "k" { for_each = { for n in flatten([for a in range(1024) : range(1024)]) : "k${n}" => n } }`}, open: "aws_kms_key.k"},
		"manifest that leads out": {files: map[string]string{"main.tf": `module "m" { source = "x/y/z" }`, ".terraform/modules/modules.json": `{"Modules": [{"Key": "m", "Dir": "../../etc"}]}`}, err: "outside of the folder"},
		"manifest with no end":    {files: map[string]string{"main.tf": `module "m" { source = "x/y/z" }`, ".terraform/modules/modules.json": strings.Repeat(`{"Modules":[`, 500)}, err: "nested more than"},
		"manifest of another":     {files: map[string]string{"main.tf": `module "m" { source = "x/y/z" }`, ".terraform/modules/modules.json": `{"Modules": [{"Key": "m", "Dir": ".terraform/modules/m"}]}`}, open: "module.m"},
		"outputs of each other":   {files: map[string]string{"main.tf": "module \"a\" {\n source = \"./m\"\n x = module.b.x\n}\nmodule \"b\" {\n source = \"./m\"\n x = module.a.x\n}\nresource \"aws_kms_key\" \"k\" {\n count = module.a.x\n}", "m/main.tf": "variable \"x\" {}\noutput \"x\" {\n value = var.x\n}"}, open: "aws_kms_key.k"},
		"providers of each other": {files: map[string]string{"main.tf": "provider \"aws\" {\n region = aws_kms_key.k.description\n}\nresource \"aws_kms_key\" \"k\" {\n description = data.aws_region.r.name\n}\ndata \"aws_region\" \"r\" {}"}},
		"files without end":       {files: map[string]string{"main.tf": `resource "aws_kms_key" "k" { for_each = fileset(path.module, "**/*{a,b}*{c,d}*{e,f}*{g,h}*{i,j}*{k,l}*") }`, strings.Repeat("a/", 60) + strings.Repeat("acegik", 40): ""}},
		"text of a template":      {files: map[string]string{"main.tf": "locals {\n t = join(\"\", [for a in range(1000) : \"$${templatestring(x, {x = x})}\"])\n}\n" + `resource "aws_kms_key" "k" { description = templatestring(local.t, { x = local.t }) }`}},
		"history in a circle":     {files: map[string]string{"main.tf": "moved {\n from = aws_kms_key.a\n to = aws_kms_key.b\n}\nmoved {\n from = aws_kms_key.b\n to = aws_kms_key.a\n}"}},
		"above":                   {files: map[string]string{"main.tf": `module "m" { source = "../../etc" }`}, open: "outside of the directory"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := lay(t, tc.files)
			if tc.more != nil {
				if err := tc.more(dir); err != nil {
					t.Skip(err)
				}
			}
			start := time.Now()
			d, err := source.ReadDirectory(dir, source.DirectoryOptions{})
			if took := time.Since(start); took > 2*time.Minute {
				t.Errorf("it took %s", took)
			}
			switch {
			case tc.err != "":
				if err == nil || !strings.Contains(err.Error(), tc.err) {
					t.Errorf("the error is %v, want %q", err, tc.err)
				}
			case err != nil:
				t.Error(err)
			case tc.open != "" && !strings.Contains(strings.Join(d.Open, "\n"), tc.open):
				t.Errorf("open is %q, want %q", d.Open, tc.open)
			case strings.Contains(string(d.Document), "aws_kms_key.outside"):
				t.Error("what is outside was read")
			}
		})
	}
}

// A link to a file of configuration is followed where it leads inside, as Terraform follows it.
func TestLinksInside(t *testing.T) {
	t.Parallel()
	dir := lay(t, map[string]string{"app/main.tf": "", "common/key.tf": `resource "aws_kms_key" "k" {}`})
	if err := os.Symlink("../common/key.tf", filepath.Join(dir, "app", "key.tf")); err != nil {
		t.Skip(err)
	}
	for root, want := range map[string]int{dir: 1, "": 0} {
		d, err := source.ReadDirectory(filepath.Join(dir, "app"), source.DirectoryOptions{Root: root})
		if err != nil {
			t.Fatal(err)
		}
		if got := len(after(t, d)); got != want || len(d.Open) != 1-want {
			t.Errorf("with the root %q there are %d keys, and open is %q", root, got, d.Open)
		}
	}
}
