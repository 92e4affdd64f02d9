package source_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/keywright/terraform-provider-keywright/internal/source"
)

// planOf is what a plan of one key says whose policy refers to these names.
func planOf(config map[string]any, refs ...any) source.Known {
	root := map[string]any{"resources": []any{map[string]any{
		"address": "aws_kms_key.k", "type": "aws_kms_key", "name": "k", "mode": "managed",
		"expressions": map[string]any{"policy": map[string]any{"references": refs}},
	}}}
	for name, v := range config {
		root[name] = v
	}
	return source.Known{
		Configuration: root,
		Types:         map[string][]string{"aws_kms_key": {"policy"}, "aws_iam_role": {"arn", "name"}},
		Instances: []source.Instance{{
			Address: "aws_kms_key.k", Type: "aws_kms_key", Name: "k", Unknown: map[string]any{"policy": true},
		}},
	}
}

// policyOf evaluates the policy of that key.
func policyOf(t *testing.T, dir string, k source.Known) (string, error) {
	t.Helper()
	index, err := source.New(dir)
	if err != nil {
		return "", err
	}
	v, err := index.NewEvaluator(k).Attribute("aws_kms_key.k", "policy")
	return fmt.Sprint(v), err
}

const keyOf = "resource \"aws_kms_key\" \"k\" {\n  policy = %s\n}\n"

// What a configuration can do to whoever evaluates it: each ends soon, with a word of why.
func TestHostileConfigurations(t *testing.T) {
	chain := "locals {\n  l0 = \"x\"\n"
	for i := range 200 {
		chain += fmt.Sprintf("  l%d = local.l%d\n", i+1, i)
	}
	doubling := "locals {\n  l0 = \"0123456789abcdef\"\n"
	for i := range 60 {
		doubling += fmt.Sprintf("  l%d = \"${local.l%d}${local.l%d}\"\n", i+1, i, i)
	}
	lists := strings.ReplaceAll(strings.ReplaceAll(doubling, `"${local`, "[local"), "}${", ", ")
	lists = strings.ReplaceAll(lists, `}"`, "]")
	for _, tt := range []struct {
		name, file, text, want string
		refs                   []any
	}{
		{"a local of itself", "main.tf", "locals {\n  a = local.a\n}\n" + fmt.Sprintf(keyOf, "local.a"), "leads to itself", []any{"local.a"}},
		{"locals in a circle", "main.tf", "locals {\n  a = local.b\n  b = local.a\n}\n" + fmt.Sprintf(keyOf, "local.a"), "leads to itself", []any{"local.a"}},
		{"a long chain of locals", "main.tf", chain + "}\n" + fmt.Sprintf(keyOf, "local.l200"), "more than 100 names", []any{"local.l200"}},
		{"texts that double", "main.tf", doubling + "}\n" + fmt.Sprintf(keyOf, "local.l60"), "beyond the limits", []any{"local.l60"}},
		{"lists that double", "main.tf", lists + "}\n" + fmt.Sprintf(keyOf, "jsonencode(local.l60)"), "beyond the limits", []any{"local.l60"}},
		{"loops in loops", "main.tf", fmt.Sprintf(keyOf, "jsonencode([for a in range(1000) : [for b in range(1000) : [for c in range(1000) : local.x]]])") + "locals {\n  x = 1\n}\n", "beyond the limits", []any{"local.x"}},
		{"the clock", "main.tf", fmt.Sprintf(keyOf, `"${timestamp()}${local.x}"`) + "locals {\n  x = 1\n}\n", "only apply", []any{"local.x"}},
		{"a function of a provider", "main.tf", fmt.Sprintf(keyOf, "provider::a::b(local.x)") + "locals {\n  x = 1\n}\n", "provider::a::b is not evaluated", []any{"local.x"}},
		{"a file outside", "main.tf", fmt.Sprintf(keyOf, `file("../${local.x}")`) + "locals {\n  x = \"x\"\n}\n", "only apply", []any{"local.x"}},
		{"a file by its whole path", "main.tf", fmt.Sprintf(keyOf, `file("/etc/${local.x}")`) + "locals {\n  x = \"hostname\"\n}\n", "only apply", []any{"local.x"}},
		{"the workspace", "main.tf", fmt.Sprintf(keyOf, "terraform.workspace"), "the workspace cannot be told", []any{"terraform.workspace"}},
		{"JSON", "main.tf.json", `{"locals": {"a": "${local.a}"}, "resource": {"aws_kms_key": {"k": {"policy": "${local.a}"}}}}`, "leads to itself", []any{"local.a"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v, err := policyOf(t, write(t, map[string]string{tt.file: tt.text}), planOf(nil, tt.refs...))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%.80s and %v, want %q", v, err, tt.want)
			}
		})
	}
}

// A module that calls itself has no end, and is not gone down.
func TestModuleOfItself(t *testing.T) {
	dir := write(t, map[string]string{
		"main.tf":   "module \"m\" {\n  source = \"./m\"\n}\n" + fmt.Sprintf(keyOf, "module.m.x"),
		"m/main.tf": "module \"m\" {\n  source = \"../m\"\n}\noutput \"x\" {\n  value = module.m.x\n}\n",
	})
	inner := map[string]any{"outputs": map[string]any{"x": map[string]any{"expression": map[string]any{"references": []any{"module.m.x"}}}}}
	var calls any = map[string]any{"m": map[string]any{"source": "../m", "module": inner}}
	for range 150 {
		calls = map[string]any{"m": map[string]any{"source": "../m", "module": map[string]any{"outputs": inner["outputs"], "module_calls": calls}}}
	}
	calls.(map[string]any)["m"].(map[string]any)["source"] = "./m"
	if v, err := policyOf(t, dir, planOf(map[string]any{"module_calls": calls}, "module.m.x", "module.m")); err == nil {
		t.Errorf("it is %s", v)
	}
}

// What is no regular file inside the folder is not read, and nothing waits for it.
func TestOddFiles(t *testing.T) {
	outside := write(t, map[string]string{"secret": "secret"})
	dir := write(t, map[string]string{
		"main.tf": fmt.Sprintf(keyOf, "file(local.x)") + "locals {\n  x = \"odd\"\n}\n",
		"binary":  "\xff\xfe\x00",
	})
	k := planOf(nil, "local.x")
	refused := func(how string) {
		t.Helper()
		if v, err := policyOf(t, dir, k); err == nil {
			t.Errorf("%s: it is %q", how, v)
		}
		if err := os.Remove(filepath.Join(dir, "odd")); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mkfifo(filepath.Join(dir, "odd"), 0o600); err == nil {
		refused("a pipe")
	}
	if err := os.Symlink(filepath.Join(outside, "secret"), filepath.Join(dir, "odd")); err == nil {
		refused("a link that leads out")
	}
	if err := os.Mkdir(filepath.Join(dir, "odd"), 0o700); err == nil {
		refused("a folder")
	}
	if err := os.Symlink("binary", filepath.Join(dir, "odd")); err == nil {
		refused("no text")
	}
	if err := os.WriteFile(filepath.Join(dir, "odd"), make([]byte, source.MaxFileBytes+1), 0o600); err == nil {
		refused("a long file")
	}
	if err := os.WriteFile(filepath.Join(dir, "odd"), []byte("plain"), 0o600); err != nil {
		t.Fatal(err)
	}
	if v, err := policyOf(t, dir, k); err != nil || v != "plain" {
		t.Errorf("%q, %v", v, err)
	}
	if err := syscall.Mkfifo(filepath.Join(dir, "more.tf"), 0o600); err == nil {
		if v, err := policyOf(t, dir, k); err != nil || v != "plain" {
			t.Errorf("beside a pipe: %q, %v", v, err)
		}
	}
}

// Modules that terraform init has fetched are read where it says that they are, if that is inside the folder.
func TestFetchedModules(t *testing.T) {
	manifest := func(dir string) string {
		text, err := json.Marshal(map[string]any{"Modules": []any{
			map[string]any{"Key": "", "Source": "", "Dir": "."},
			map[string]any{"Key": "m", "Source": "registry.terraform.io/a/b/c", "Version": "1.0.0", "Dir": dir},
		}})
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	files := map[string]string{
		"main.tf":                         "module \"m\" {\n  source = \"a/b/c\"\n  x      = \"fetched\"\n}\n" + fmt.Sprintf(keyOf, "module.m.y"),
		".terraform/modules/m/main.tf":    "variable \"x\" {\n  type = string\n}\noutput \"y\" {\n  value = \"${path.module}:${var.x}\"\n}\nresource \"aws_kms_key\" \"inner\" {}\n",
		".terraform/modules/modules.json": manifest(".terraform/modules/m"),
	}
	k := planOf(map[string]any{"module_calls": map[string]any{"m": map[string]any{
		"source": "a/b/c", "expressions": map[string]any{"x": map[string]any{"constant_value": "fetched"}},
		"module": map[string]any{
			"variables": map[string]any{"x": map[string]any{}},
			"outputs":   map[string]any{"y": map[string]any{"expression": map[string]any{"references": []any{"path.module", "var.x"}}}},
			"resources": []any{map[string]any{"address": "aws_kms_key.inner", "type": "aws_kms_key"}},
		},
	}}}, "module.m.y", "module.m")
	dir := write(t, files)
	if v, err := policyOf(t, dir, k); err != nil || v != ".terraform/modules/m:fetched" {
		t.Errorf("%q, %v", v, err)
	}
	index, err := source.New(dir)
	if err != nil {
		t.Fatal(err)
	}
	if file, line, _, ok := index.Locate("module.m.aws_kms_key.inner", ""); !ok || file != ".terraform/modules/m/main.tf" || line != 7 {
		t.Errorf("the key of the module is at %s:%d", file, line)
	}
	for _, elsewhere := range []string{"../m", "/tmp/m", ".terraform/modules/../../../m"} {
		files[".terraform/modules/modules.json"] = manifest(elsewhere)
		if _, err := policyOf(t, write(t, files), k); err == nil || !strings.Contains(err.Error(), "outside of the folder") {
			t.Errorf("%s: %v", elsewhere, err)
		}
	}
	delete(files, ".terraform/modules/modules.json")
	if v, err := policyOf(t, write(t, files), k); err == nil {
		t.Errorf("without init it is %s", v)
	}
}

// What is sensitive does not come out, whatever carries it.
func TestSecretsStayIn(t *testing.T) {
	for name, text := range map[string]string{
		"a variable": "variable \"s\" {\n  sensitive = true\n  default   = \"hidden\"\n}\n" + fmt.Sprintf(keyOf, `"x-${var.s}"`),
		"a function": "variable \"s\" {\n  default = \"hidden\"\n}\n" + fmt.Sprintf(keyOf, `"x-${nonsensitive(sensitive(var.s))}"`),
	} {
		t.Run(name, func(t *testing.T) {
			k := planOf(map[string]any{"variables": map[string]any{"s": map[string]any{"default": "hidden"}}}, "var.s")
			if name == "a variable" {
				k.Configuration["variables"] = map[string]any{"s": map[string]any{"sensitive": true, "keywright_sensitive": []any{"/default"}}}
			} else {
				k.Variables = map[string]any{"s": "hidden"}
			}
			if v, err := policyOf(t, write(t, map[string]string{"main.tf": text}), k); err == nil || strings.Contains(fmt.Sprint(v, err), "hidden") {
				t.Errorf("%q, %v", v, err)
			}
		})
	}
}
