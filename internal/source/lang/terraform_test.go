package lang_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/keywright/terraform-provider-keywright/internal/require"
	"github.com/keywright/terraform-provider-keywright/internal/source/lang"
)

// Every function of Terraform is evaluated or known to be left open: none is an error, which a rule could take for a fault of
// the configuration.
func TestEveryFunctionOfTerraform(t *testing.T) {
	cmd := exec.CommandContext(t.Context(), require.Tool(t, "terraform"), "metadata", "functions", "-json") //nolint:gosec // a tool that tests require
	cmd.Env = append(os.Environ(), "CHECKPOINT_DISABLE=1")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var functions struct {
		Signatures map[string]any `json:"function_signatures"`
	}
	if err := json.Unmarshal(out[strings.Index(string(out), "{"):], &functions); err != nil {
		t.Fatal(err)
	}
	if len(functions.Signatures) < 100 {
		t.Errorf("there are %d functions", len(functions.Signatures))
	}
	for name := range functions.Signatures {
		if err := fresh().Prepare(parse(t, name+"()")); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What Terraform itself makes of expressions, this package makes of them.
func TestTerraformAgrees(t *testing.T) {
	expressions := []string{
		`abs(-3)`, `ceil(1.2)`, `floor(-1.2)`, `log(8, 2)`, `max(1, 5, 3)`, `min([4, 2]...)`, `parseint("ff", 16)`, `pow(2, 10)`, `signum(-4)`,
		`lower("ÅB")`, `upper("aß")`, `title("a bc")`, `strrev("abc")`, `chomp("a\n\n")`, `trimspace("  a ")`, `trim("xxaxx", "x")`, `trimprefix("abc", "a")`,
		`trimsuffix("abc", "c")`, `substr("hello", 1, -1)`, `split(",", "a,b,,c")`, `join("-", ["a", "b"])`, `join("-", [])`, `replace("a.b.c", ".", "/")`,
		`replace("abc", "/(b)/", "<$1>")`, `regex("[a-z]+", "12ab3")`, `regex("(?P<x>a)(?P<y>b)", "ab")`, `regexall("[0-9]", "a1b2")`, `regex("(a)(b)?", "a")`,
		`startswith("abc", "ab")`, `endswith("abc", "bc")`, `strcontains("abc", "b")`, `format("%s-%05d-%v-%q-%.2f", "a", 7, true, "x", 1.5)`,
		`formatlist("%s=%s", ["a", "b"], "c")`, `indent(2, "a\nb\n")`, `concat(["a"], [], ["b", "a"])`, `contains(["a"], "a")`, `distinct(["b", "a", "b"])`,
		`element(["a", "b", "c"], 4)`, `flatten([["a"], [["b"], []], "c"])`, `keys({b = 1, a = 2})`, `values({b = 1, a = 2})`, `length({a = 1})`, `length([1, 2])`,
		`lookup({a = 1}, "b", 9)`, `lookup({a = "x"}, "a", "y")`, `merge({a = 1, b = 2}, {b = 3}, null)`, `range(3)`, `range(1, 10, 4)`, `range(3, 0, -1)`, `reverse([1, 2, 3])`,
		`setintersection(["a", "b"], ["b"])`, `setunion(["a"], ["b", "a"])`, `setsubtract(["a", "b"], ["a"])`, `setproduct(["a", "b"], [1, 2])`, `slice(["a", "b", "c"], 1, 2)`,
		`sort(["b", "a", "B"])`, `zipmap(["a", "b"], [1, 2])`, `chunklist([1, 2, 3], 2)`, `coalesce("", null, "x")`, `coalesce(null, 3)`, `coalescelist([], ["a"])`,
		`compact(["a", "", null, "b"])`, `one([])`, `one(["a"])`, `one(toset(["a"]))`, `alltrue([])`, `alltrue([true, null])`, `anytrue([false, null, true])`, `anytrue([])`,
		`tolist(toset(["b", "a", "b"]))`, `tomap({a = 1, b = "x"})`, `tostring(1.50)`, `tostring(true)`, `tonumber("1.50")`, `tobool("true")`, `try(tonumber("x"), "no")`,
		`can(tonumber("x"))`, `try({a = 1}.b, [1][3], "none")`, `nonsensitive("x")`, `base64encode("ø")`, `base64decode("w7g=")`, `urlencode("a b/ø")`, `md5("a")`, `sha1("a")`,
		`sha256("a")`, `sha512("a")`, `cidrhost("10.1.0.0/16", 5)`, `cidrnetmask("10.1.0.0/20")`, `cidrsubnet("10.0.0.0/8", 4, 3)`, `cidrsubnets("10.0.0.0/8", 4, 8)`,
		`basename("a/b.c")`, `dirname("a/b.c")`, `formatdate("YYYY-MM-DD", "2026-01-02T03:04:05Z")`, `timeadd("2026-01-02T03:04:05Z", "10m")`, `csvdecode("a,b\n1,2\n")`,
		`jsondecode("{\"a\": [1, 2.50, null, true, {}]}")`, `jsonencode({b = [1, null, "<&>"], a = true, c = 1e3, d = 0.1})`, `yamldecode("a: [1, x]\nb: {c: null}\n")`, `yamlencode({a = ["x"], b = 1})`,
		`{for k, v in {a = 1, b = 2} : k => v * 2 if v > 1}`, `{for v in ["a", "b", "a"] : v => upper(v)...}`, `[for i, v in ["a", "b"] : "${i}${v}"]`, `[for v in toset(["b", "a"]) : v]`,
		`[{a = 1}, {a = 2}][*].a`, `true ? "a" : 1`, `false ? [1] : ["x"]`, `null == null`, `"1" == 1`, `1 == 1.0`, `[1] == [1]`, `{a = 1} == {a = 1}`, `!true || 2 >= 1 && 1 != 2`,
		`7 % 3`, `-7 / 2`, `2 * 3 + 4`, `"a${1}b${true}"`, `"%{for x in ["a", "b"]}${x},%{endfor}"`, `"%{if 1 == 1}y%{else}n%{endif}"`, `"$${x} %%{y}"`, `["a", "b"][1]`, `{a = {b = [1]}}.a.b[0]`,
		`{"a b" = 1}["a b"]`, `merge({a = 1}, {a = "x"})`, `concat([1], ["x"])`, `flatten([])`, `toset([])`, `[] == []`, `length("")`,
		`base64sha256("a")`, `base64sha512("a")`, `index(["a", "b"], "b")`, `index([1, 2], 2)`, `index(tolist(["a", "b"]), "a")`, `try(index(["a"], "b"), "none")`, `try(index(["1"], 1), "none")`,
		`matchkeys(["i1", "i2", "i3"], ["a", "b", "a"], ["a"])`, `matchkeys(["i1", "i2"], ["1", "2"], [2])`, `matchkeys(["x"], ["a"], [])`, `matchkeys(["x", "y"], ["a", "b"], toset(["b", "c"]))`,
		`sum([1, 2.5, "3"])`, `sum(toset([1, 1, 2]))`, `try(sum([]), "none")`, `sum([0.1, 0.2])`, `transpose({a = ["1", "2"], b = ["2"]})`, `transpose({})`,
		`timecmp("2026-01-02T03:04:05Z", "2026-01-02T04:04:05+01:00")`, `timecmp("2026-01-02T03:04:05Z", "2026-01-03T03:04:05Z")`, `uuidv5("dns", "example.org")`,
		`uuidv5("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "example.org")`, `fileset(".", "*.nothing")`, `fileset("sub", "**/*.json")`, `fileset("sub", "*")`, `fileset("sub", "{a,b}*/*")`, `fileset(".", "sub/**")`,
		`filemd5("sub/a.json")`, `filesha1("sub/a.json")`, `filesha256("sub/a.json")`, `filesha512("sub/a.json")`, `filebase64sha256("sub/a.json")`, `filebase64sha512("sub/a.json")`,
		`templatestring(local.greeting, {x = "b"})`, `templatestring(local.greeting, {x = 1})`,
	}
	encoded := make([]string, len(expressions))
	for i, e := range expressions {
		encoded[i] = "jsonencode(" + e + ")"
	}
	dir := t.TempDir()
	empty := filepath.Join(dir, "empty.tfrc")
	for name, text := range map[string]string{
		"empty.tfrc": "", "main.tf": "locals {\n  greeting = \"Hello $${x}%%{if true}!%%{endif}\"\n}\n",
		"sub/a.json": "{}", "sub/b.yaml": "", "sub/.hidden/c.json": "", "sub/ax/c.json": "", "sub/ax/y/d.json": "",
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	l := lang.New("n0nce", lang.MaxTotalSteps, lang.Files{
		Read: func(name string) ([]byte, bool) {
			text, err := os.ReadFile(filepath.Join(dir, name)) //nolint:gosec // a file of this test
			return text, err == nil
		},
		List: func(folder string, depth int) (found []string, ok bool) {
			err := fs.WalkDir(os.DirFS(filepath.Join(dir, folder)), ".", func(name string, e fs.DirEntry, err error) error {
				if err == nil && e.Type().IsRegular() && strings.Count(name, "/") <= depth {
					found = append(found, name)
				}
				return err
			})
			return found, err == nil
		},
	})
	cmd := exec.CommandContext(t.Context(), require.Tool(t, "terraform"), "console") //nolint:gosec // a tool that tests require
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "TF_CLI_CONFIG_FILE="+empty, "CHECKPOINT_DISABLE=1")
	cmd.Stdin = strings.NewReader("jsonencode([" + strings.Join(encoded, ", ") + "])\n")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var shown string
	var wanted []string
	if err := json.Unmarshal(out, &shown); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if err := json.Unmarshal([]byte(shown), &wanted); err != nil {
		t.Fatal(err)
	}
	unknown := 0
	for i, e := range expressions {
		want := wanted[i]
		l.Begin()
		switch got := evaluated(t, l, "jsonencode("+e+")"); got {
		case open:
			unknown++
			t.Logf("%s is not known here", e)
		default:
			var text string
			if err := json.Unmarshal([]byte(got), &text); err != nil || text != want {
				t.Errorf("%s is %s, and %s to Terraform", e, text, want)
			}
		}
	}
	if unknown > 3 {
		t.Errorf("%d of these are not known", unknown)
	}
}
