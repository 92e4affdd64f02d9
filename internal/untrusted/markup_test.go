package untrusted_test

import (
	"bytes"
	"encoding/csv"
	"html/template"
	"path/filepath"
	"strings"
	"testing"

	"github.com/keywright/terraform-provider-keywright/internal/untrusted"
)

func TestHTML(t *testing.T) {
	for in, want := range map[string]string{
		`<script>alert("x")</script>`: `&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt;`,
		`a & b's`:                     `a &amp; b&#39;s`,
		"\u202eabc":                   `\u202eabc`,
		"nøkkel":                      "nøkkel",
	} {
		if got := untrusted.HTML(in); got != want {
			t.Errorf("HTML(%q) is %q, want %q", in, got, want)
		}
	}
}

func TestCSV(t *testing.T) {
	for in, want := range map[string]string{
		`=HYPERLINK("http://x")`: `'=HYPERLINK("http://x")`,
		"+1":                     "'+1",
		"-2+3":                   "'-2+3",
		"@SUM(A1)":               "'@SUM(A1)",
		"  =1":                   "'  =1",
		"'=1":                    "''=1",
		"＝1":                     "'＝1",
		"\t=1":                   `\t=1`,
		"a=b":                    "a=b",
		"drop-kyc-key":           "drop-kyc-key",
		"":                       "",
	} {
		if got := untrusted.CSV(in); got != want {
			t.Errorf("CSV(%q) is %q, want %q", in, got, want)
		}
	}
}

func TestWorkflow(t *testing.T) {
	tests := []struct{ in, message, property string }{
		{"100%", "100%25", "100%25"},
		{"two\nlines", "two%0Alines", "two%0Alines"},
		{"a\r\nb\rc", `a%0Ab\x0dc`, `a%0Ab\x0dc`},
		{"a:b,c", "a:b,c", "a%3Ab%2Cc"},
		{"%0A::error::x", "%250A::error::x", "%250A%3A%3Aerror%3A%3Ax"},
		{"\x1b[31m", `\x1b[31m`, `\x1b[31m`},
	}
	for _, tt := range tests {
		if got := untrusted.WorkflowMessage(tt.in); got != tt.message {
			t.Errorf("WorkflowMessage(%q) is %q, want %q", tt.in, got, tt.message)
		}
		if got := untrusted.WorkflowProperty(tt.in); got != tt.property {
			t.Errorf("WorkflowProperty(%q) is %q, want %q", tt.in, got, tt.property)
		}
	}
}

func TestPath(t *testing.T) {
	for _, name := range []string{"index.html", "key-register.csv", "keys/k_1.md", "bundle.tar.gz"} {
		got, err := untrusted.Path("out", name)
		if want := filepath.Join("out", filepath.FromSlash(name)); err != nil || got != want {
			t.Errorf("Path(%q) is %q, %v", name, got, err)
		}
	}
	for _, name := range []string{
		"", ".", "..", "../x", "a/../b", "/etc/passwd", "a//b", "a/", `a\b`, "c:x", "A.md", "a b", ".git", "a\x00b", "nul", "con.md",
		"nøkkel", "-rf", strings.Repeat("a", 200),
	} {
		if got, err := untrusted.Path("out", name); err == nil {
			t.Errorf("Path(%q) is %q, want it refused", name, got)
		}
	}
}

func TestQuote(t *testing.T) {
	if got := untrusted.Quote("a\x1bb"); got != `"a\x1bb"` {
		t.Errorf("got %s", got)
	}
	long := strings.Repeat("å", 2*untrusted.MaxQuoted)
	if got := []rune(untrusted.Quote(long)); len(got) != untrusted.MaxQuoted+3 || got[len(got)-2] != '…' {
		t.Errorf("%d characters: %s", len(got), string(got))
	}
}

// FuzzHTML holds that escaped text, in an element and in an attribute, is what a template would have made of it.
func FuzzHTML(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	page := template.Must(template.New("").Parse(`<p title="{{.}}">{{.}}</p>`))
	f.Fuzz(func(t *testing.T, s string) {
		out := untrusted.HTML(s)
		if strings.ContainsAny(out, "<>\"'\n") {
			t.Errorf("%q became %q", s, out)
		}
		var first, second bytes.Buffer
		if err := page.Execute(&first, untrusted.Visible(s)); err != nil {
			t.Fatal(err)
		}
		if err := page.Execute(&second, template.HTML(out)); err != nil {
			t.Fatal(err)
		}
		_, a, _ := strings.Cut(first.String(), ">")
		_, b, _ := strings.Cut(second.String(), ">")
		if strings.ReplaceAll(a, "&#43;", "+") != strings.ReplaceAll(b, "&#43;", "+") {
			t.Errorf("%q became %q, and a template makes %q", s, b, a)
		}
	})
}

// FuzzCSV holds that no cell starts a formula, and that a row comes back as it went.
func FuzzCSV(f *testing.F) {
	for _, s := range append(seeds, "=1", " +1", "'@x", "a,b", `"`) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		cell := untrusted.CSV(s)
		if strings.IndexAny(strings.TrimSpace(cell), "=+-@\t\r\n") == 0 {
			t.Errorf("%q became %q, which starts a formula", s, cell)
		}
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		if err := w.Write([]string{"x", cell}); err != nil {
			t.Fatal(err)
		}
		w.Flush()
		row, err := csv.NewReader(&b).Read()
		if err != nil || len(row) != 2 || row[1] != cell {
			t.Errorf("%q came back as %q, %v", cell, row, err)
		}
	})
}

// FuzzWorkflow holds that a message stays on its line and can be read back.
func FuzzWorkflow(f *testing.F) {
	for _, s := range append(seeds, "100%", "a\nb", "%0A") {
		f.Add(s)
	}
	unescape := strings.NewReplacer("%0A", "\n", "%3A", ":", "%2C", ",", "%25", "%")
	f.Fuzz(func(t *testing.T, s string) {
		for _, out := range []string{untrusted.WorkflowMessage(s), untrusted.WorkflowProperty(s)} {
			if strings.ContainsAny(out, "\r\n\x1b") {
				t.Errorf("%q became %q, which ends the line", s, out)
			}
			lines := strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
			for i := range lines {
				lines[i] = untrusted.Visible(lines[i])
			}
			if got, want := unescape.Replace(out), strings.Join(lines, "\n"); got != want {
				t.Errorf("%q reads as %q, want %q", out, got, want)
			}
		}
		if strings.ContainsAny(untrusted.WorkflowProperty(s), ":,") {
			t.Errorf("%q ends the property", untrusted.WorkflowProperty(s))
		}
	})
}
