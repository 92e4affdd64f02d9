package lang_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"

	"github.com/keywright/terraform-provider-keywright/internal/source/lang"
)

const (
	open = "unknown" // the result is not known
	none = "refused" // the expression cannot be evaluated
)

var files = map[string]string{
	"greet.tftpl": "Hello ${name}%{ for n in more }, ${n}%{ endfor }",
	"again.tftpl": `${templatefile("greet.tftpl", {})}`,
	"p.json":      `{"a": ["b"]}`,
	"p.yaml":      "a: [b]\n",
}

func fresh() *lang.Lang { return with(lang.MaxTotalSteps) }

func with(steps int) *lang.Lang {
	l := lang.New("n0nce", steps, lang.Files{
		Read: func(path string) ([]byte, bool) {
			text, ok := files[path]
			return []byte(text), ok
		},
		List: func(folder string, depth int) ([]string, bool) {
			if folder == "long" {
				return []string{strings.Repeat("a", 250)}, true
			}
			if depth == 0 {
				return []string{"greet.tftpl", "p.json"}, folder == "."
			}
			return []string{"greet.tftpl", "p.json", "k/a.json", "k/l/b.json"}, folder == "."
		},
	})
	l.Begin()
	return l
}

func parse(t *testing.T, text string) hclsyntax.Expression {
	t.Helper()
	e, diags := hclsyntax.ParseExpression([]byte(text), "x.tf", hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatalf("%s: %v", text, diags)
	}
	return e
}

// evaluated gives the value of an expression as JSON, with <1> and <2> in the place of the symbols a and b.
func evaluated(t *testing.T, l *lang.Lang, text string) string {
	t.Helper()
	v, err := l.Value(parse(t, text), map[string]cty.Value{
		"a": l.Symbol(1), "b": l.Symbol(2), "u": cty.UnknownVal(cty.String),
		"o":     cty.ObjectVal(map[string]cty.Value{"a": l.Symbol(1), "k": cty.StringVal("v")}),
		"local": cty.ObjectVal(map[string]cty.Value{"greeting": cty.StringVal("Hello ${x}%{if true}!%{endif}")}),
		"s":     cty.SetVal([]cty.Value{cty.StringVal("x"), cty.StringVal("y")}),
	})
	switch {
	case err != nil:
		return none
	case l.Spent() || !v.IsWhollyKnown():
		return open
	}
	out, err := ctyjson.Marshal(v, v.Type())
	if err != nil {
		t.Fatal(err)
	}
	return l.Fill(string(out), func(n int) string { return "<" + string(rune('0'+n)) + ">" })
}

// What is put together of symbols is known but for them.
func TestSymbolsAreCarried(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{`"${a}/*"`, `"<1>/*"`},
		{`jsonencode({p = [a, "x"]})`, `"{\"p\":[\"<1>\",\"x\"]}"`},
		{`jsonencode({p = [for r in [a, b] : "${r}!"]})`, `"{\"p\":[\"<1>!\",\"<2>!\"]}"`},
		{`concat([a], ["x"])`, `["<1>","x"]`},
		{`merge({x = a}, {y = "z"})`, `{"x":"<1>","y":"z"}`},
		{`true ? a : b`, `"<1>"`},
		{`flatten([[a], [[b]]])`, `["<1>","<2>"]`},
		{`format("%s-%s", a, "x")`, `"<1>-x"`},
		{`join(",", [a, b])`, `"<1>,<2>"`},
		{`jsondecode(jsonencode({p = a})).p`, `"<1>"`},
		{`try(o.missing, a)`, open}, // o is not known in whole, so that the member may be there in the end
		{`coalesce(null, a)`, `"<1>"`},
		{`lookup(o, "a", "x")`, `"<1>"`},
		{`length([a, b])`, `2`},
		{`values(o)`, `["<1>","v"]`},
		{`templatefile("greet.tftpl", {name = a, more = [b]})`, `"Hello <1>, <2>"`},
		{`trimspace(" x ${a} ")`, `"x <1>"`},
		{`[for k, v in {x = a} : v][0]`, `"<1>"`},
		{`[{p = a}, {p = b}][*].p`, `["<1>","<2>"]`},
		{`toset([a])`, `["<1>"]`},
		{`one([a])`, `"<1>"`},
		{`a != null ? a : b`, `"<1>"`},
		{`[for x in [{p = a}, null] : x.p if x != null]`, `["<1>"]`},
		{`templatestring("x$${p}", {p = a})`, `"x<1>"`},
	} {
		if got := evaluated(t, fresh(), tt.text); got != tt.want {
			t.Errorf("%s is %s, want %s", tt.text, got, tt.want)
		}
	}
}

// Nothing may turn on what a symbol looks like: what it stands for may look otherwise.
func TestSymbolsAreNotLookedAt(t *testing.T) {
	for _, text := range []string{
		`a == b`, `a == "x"`, `a != "x"`, `[a] == ["x"]`, `{p = a} == {p = "x"}`, `a == "x" ? "yes" : "no"`,
		`upper(a)`, `split(":", a)[0]`, `replace(a, "x", "y")`, `startswith(a, "x") ? "yes" : "no"`, `contains(["x"], a)`,
		`contains([a], "x")`, `length(a)`, `sha256(a)`, `base64encode(a)`, `regexall("x", a)`, `substr(a, 0, 3)`, `trimprefix(a, "x")`,
		`toset([a, b])`, `length(toset([a, "x"]))`, `distinct([a, "x"])`, `sort([a, "x"])`, `setsubtract(["x"], [a])`,
		`{(a) = 1}`, `length({(a) = 1, (b) = 2})`, `{for r in [a, b] : r => 1}`, `merge({(a) = 1}, {(b) = 2})`, `zipmap([a], ["x"])`,
		`try({x = 1}[a], "no")`, `can({x = 1}[a])`, `try(tonumber(a), 0)`, `lookup({x = 1}, a, 2)`, `element(["x", "y"], a)`,
		`format("%10s", a)`, `format(a, "x")`, `indent(2, a)`, `yamlencode({p = a})`, `jsonencode({(a) = 1})`,
		`[for r in [a, "x"] : r if r == "x"]`, `templatefile(a, {})`, `tonumber("1") == 1 && a == "x"`, `"${a}" == "x"`,
		`templatestring(a, {})`, `fileset(a, "*")`, `index([a], "x")`, `matchkeys(["x"], [a], ["x"])`, `transpose({x = [a], y = [b]})`, `uuidv5("dns", a)`,
		`length(setunion([a], ["x"]))`, `toset(["x", "${a}"]) == toset(["x"]) ? 1 : 2`, `compact([a]) == ["x"]`,
	} {
		if got := evaluated(t, fresh(), text); got != open && got != none {
			t.Errorf("%s is %s, although that turns on what a symbol stands for", text, got)
		}
	}
}

func TestKnownValues(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{`try({x = 1}["y"], "no")`, `"no"`},
		{`can({x = 1}["y"])`, `false`},
		{`try(u, "no")`, open},
		{`{x = u} != null`, `true`},
		{`null == [u]`, `false`},
		{`u == null`, open},
		{`null == null`, `true`},
		{`try({x = u}["y"], "no")`, open},
		{`replace("a-b", "-", "+")`, `"a+b"`},
		{`replace("a-b", "/[ab]/", "x")`, `"x-x"`},
		{`lookup({x = 1}, "x")`, `1`},
		{`alltrue([true, false])`, `false`},
		{`anytrue([true, false])`, `true`},
		{`cidrsubnet("10.0.0.0/8", 8, 1)`, `"10.1.0.0/16"`},
		{`file("p.json")`, `"{\"a\": [\"b\"]}"`},
		{`yamldecode(file("p.yaml")).a[0]`, `"b"`},
		{`try(file("absent"), "no")`, open},
		{`fileexists("absent") ? 1 : 2`, open},
		{`templatefile("absent", {})`, open},
		{`templatefile("again.tftpl", {})`, none},
		{`fileset(".", "*.json")`, `["p.json"]`},
		{`fileset(".", "k/*.json")`, `["k/a.json"]`},
		{`fileset(".", "**/{a,b}.json")`, `["k/a.json","k/l/b.json"]`},
		{`fileset(".", "x*")`, `[]`},
		{`fileset("absent", "*")`, open},
		{`fileset(".", "../*")`, open},
		{`fileset(".", "k/../../*")`, open},
		{`fileset(u, "*")`, open},
		{`filesha256("p.json") == sha256(file("p.json"))`, `true`},
		{`filebase64sha256("p.json") == base64sha256(file("p.json"))`, `true`},
		{`filemd5("absent")`, open},
		{`templatestring("a$${x}", {x = "b"})`, `"ab"`},
		{`templatestring("$${templatestring(x, {})}", {x = "b"})`, none},
		{`templatestring("$${file(x)}", {x = "p.json"})`, none},
		{`templatestring("$${core::file(x)}", {x = "p.json"})`, none},
		{`templatestring("$${y}", {x = "p.json"})`, none},
		{`templatestring(u, {})`, open},
		{`base64gzip("x")`, open},
		{`textencodebase64("x", "UTF-16LE")`, open},
		{`timestamp()`, open},
		{`uuid()`, open},
		{`sensitive("x")`, open},
		{`provider::aws::arn_parse("x")`, none},
		{`nothing("x")`, none},
		{`core::upper("x")`, `"X"`},
		{`max([1, 2]...)`, `2`},
		{`"x${1 + 2 * 3 % 4}"`, `"x3"`},
		{`<<-EOT
		  a
		    b
		EOT
		`, `"a\n  b\n"`},
		{`"%{if true}x%{else}y%{endif}"`, `"x"`},
		{`{for k, v in {a = "x", b = "x"} : v => k...}`, `{"x":["a","b"]}`},
		{`[for x in s : x]`, `["x","y"]`},
		{`o.k`, `"v"`},
	} {
		if got := evaluated(t, fresh(), tt.text); got != tt.want {
			t.Errorf("%s is %s, want %s", tt.text, got, tt.want)
		}
	}
}

// What would grow without end is not known, and soon.
func TestBounds(t *testing.T) {
	loop := func(depth int) string {
		text := "1"
		for range depth {
			text = "[for x in range(1000) : " + text + "]"
		}
		return text
	}
	doubled := func(n int, text, twice string) string {
		for range n {
			text = strings.ReplaceAll(twice, "@", text)
		}
		return text
	}
	for _, text := range []string{
		loop(5), "length(" + loop(4) + ")", "jsonencode(" + loop(3) + ")",
		`join("", [for x in range(1000) : join("", [for y in range(1000) : "0123456789abcdef"])])`,
		`[for x in range(1000) : "${join("", [for y in range(1000) : "0123456789abcdef"])}"]`,
		`format("%999999999d", 1)`, `formatlist("%0999999999d", [1])`, `indent(999999999, "a\nb")`,
		`replace("` + strings.Repeat("a", 5000) + `", "", "` + strings.Repeat("b", 5000) + `")`,
		`setproduct(range(1000), range(1000), range(1000))`,
		`"${1e999999}"`, `tostring(1e99999)`, `{(1e99999) = 1}`, `true ? 1e99999 : "x"`, `1e99999 % 7`,
		doubled(12, "9e9", "(@ * @)") + " == 1",
		`jsondecode("` + strings.Repeat("[", 100_000) + `")`,
		`yamldecode("` + strings.Repeat("[", 100_000) + `")`,
		`concat([for x in range(1000) : range(1000)]...)`,
		`[for x in range(10000) : templatestring("` + strings.Repeat("$${x}", 100) + `", {x = "0123456789"})]`,
		`[for x in range(100000) : fileset(".", "**/*x*y*z*")]`,
		`fileset("long", "` + strings.Repeat("*a", 40) + `*b")`, `fileset("long", "` + strings.Repeat("{*a,*aa}", 20) + `b")`,
		`tolist(flatten([for x in range(100) : [for y in range(1000) : y == 7 ? "x" : y]]))`,
		`[for x in range(1000) : [for y in range(1000) : timestamp()]]`,
		`try([for x in range(1000) : [for y in range(1000) : [for z in range(1000) : 1]]], "small")`,
	} {
		if got := evaluated(t, with(1<<18), text); got != open && got != none {
			t.Errorf("%.60s is %.60s, want it out of bounds", text, got)
		}
	}
}

// A text of the configuration that looks like a symbol is none.
func TestSymbolsCannotBeForged(t *testing.T) {
	l := fresh()
	text := "\ue000other:1\ue001"
	if got := l.Fill(text, func(int) string { return "forged" }); got != text {
		t.Errorf("%q", got)
	}
}

// A Lang may take steps anew for each evaluation, and not for ever.
func TestStepsRunOut(t *testing.T) {
	l := with(50_000)
	text := parse(t, `[for x in range(10) : [for y in range(100) : 1]]`)
	for i := range 10 {
		l.Begin()
		if _, err := l.Value(text, nil); err != nil {
			t.Fatal(err)
		}
		if l.Spent() {
			if i == 0 {
				t.Error("the first evaluation has no steps")
			}
			return
		}
	}
	t.Error("evaluations take steps for ever")
}

// FuzzExpression holds that no expression makes the evaluation panic, and that what it makes is never a symbol in part.
func FuzzExpression(f *testing.F) {
	for _, text := range []string{
		`jsonencode({a = [for x in s : "${x}${a}"]})`, `{for k, v in o : k => v...}`, `[a, b][*]`, `a == b ? [1] : {}`, `templatefile("greet.tftpl", {name = a, more = []})`,
		`format("%s%%", a)`, `"%{ for x in [a] }${x}%{ endfor }"`, `try(o.x, can(a.b), u)`, `merge({a = a}, o)[a]`, `-1e4000 * 2 % 7`, `setproduct(s, [a])`, `cidrsubnet("10.0.0.0/8", 4, 1e9)`,
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		tokens, _ := hclsyntax.LexExpression([]byte(text), "x.tf", hcl.InitialPos)
		if _, deep := lang.Deep(tokens); deep {
			return
		}
		if _, diags := hclsyntax.ParseExpression([]byte(text), "x.tf", hcl.InitialPos); diags.HasErrors() {
			return
		}
		if got := evaluated(t, with(1<<14), text); strings.Contains(got, "n0nce") {
			t.Errorf("%q is %q", text, got)
		}
	})
}
