package audit_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	goldhtml "github.com/yuin/goldmark/renderer/html"

	"github.com/keywright/terraform-provider-keywright/internal/audit"
	"github.com/keywright/terraform-provider-keywright/internal/finding"
)

var update = flag.Bool("update", false, "write the golden files anew")

func render(t *testing.T, in audit.Input) map[string][]byte {
	t.Helper()
	files, err := audit.Render(in)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, f := range files {
		out[f.Name] = f.Text
	}
	return out
}

func TestGolden(t *testing.T) {
	for dir, in := range map[string]audit.Input{"sample": sample(), "empty": {}, "hostile": hostile()} {
		first, again := render(t, in), render(t, in)
		for name, text := range first {
			t.Run(dir+"/"+name, func(t *testing.T) {
				if !bytes.Equal(text, again[name]) {
					t.Error("two runs gave different bytes")
				}
				path := filepath.Join("testdata", dir, name)
				if *update {
					if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
						t.Fatal(err)
					}
					if err := os.WriteFile(path, text, 0o600); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(string(want), string(text)); diff != "" {
					t.Errorf("run with -update to accept:\n%.3000s", diff)
				}
			})
		}
	}
}

func TestTheOrderOfTheInputDoesNotMatter(t *testing.T) {
	in := sample()
	slices.Reverse(in.Inventory.Keys)
	slices.Reverse(in.Result.Findings)
	slices.Reverse(in.Result.Assumptions)
	slices.Reverse(in.Rules)
	for name, text := range render(t, in) {
		if !bytes.Equal(text, render(t, sample())[name]) {
			t.Errorf("%s depends on the order of its input", name)
		}
	}
}

// payload is hostile wherever it is shown: a terminal, HTML, Markdown, a table of Markdown, a code block.
const payload = "x\x1b[2J\u202e<script>alert(1)</script>\"'><img src=x onerror=alert(1)>[a](javascript:alert(1))![b](http://h/p.png)\n" +
	"# heading\n| cell | @team closes #1 ``` **bold** https://evil.example/ {{.Now}} \xff"

// hostile is the sample with the payload in every text that an input can choose.
func hostile() audit.Input {
	in := sample()
	keep := map[string]bool{"Outcome": true, "Severity": true, "Scope": true, "Status": true, "Now": true}
	poison(reflect.ValueOf(&in).Elem(), keep)
	return in
}

func poison(v reflect.Value, keep map[string]bool) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if !keep[v.Type().Field(i).Name] {
				poison(v.Field(i), keep)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			poison(v.Index(i), keep)
		}
	case reflect.Map:
		if v.Type().Elem().Kind() == reflect.String {
			for _, k := range v.MapKeys() {
				v.SetMapIndex(k, reflect.ValueOf(payload))
			}
		}
	case reflect.Pointer:
		if !v.IsNil() {
			poison(v.Elem(), keep)
		}
	case reflect.String:
		v.SetString(payload)
	}
}

// inert are the elements that the documents are made of. None loads or runs anything.
var inert = strings.Fields(`html head meta title style body a header h1 h2 p span nav ol ul li main section div table caption thead tbody
	tr th td br code figure figcaption svg path g rect text footer strong blockquote pre hr`)

func checkInert(t *testing.T, page []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(page))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if !slices.Contains(inert, e.Name.Local) {
			t.Errorf("the page holds an element %s", e.Name.Local)
		}
		for _, a := range e.Attr {
			if strings.HasPrefix(a.Name.Local, "on") || a.Name.Local == "src" || a.Name.Local == "href" && !strings.HasPrefix(a.Value, "#") {
				t.Errorf("the page holds an attribute %s=%q", a.Name.Local, a.Value)
			}
		}
	}
}

func checkPrintable(t *testing.T, name string, text []byte) {
	t.Helper()
	for _, r := range string(text) {
		if r != '\n' && !unicode.IsPrint(r) {
			t.Fatalf("%s holds the character %U", name, r)
		}
	}
}

func TestHostileTextStaysText(t *testing.T) {
	files := render(t, hostile())
	for name, text := range files {
		checkPrintable(t, name, text)
	}
	checkInert(t, files[audit.HTMLName])
	md := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(goldhtml.WithUnsafe()))
	var page bytes.Buffer
	if err := md.Convert(files[audit.MarkdownName], &page); err != nil {
		t.Fatal(err)
	}
	// GFM makes a link of a bare address; it loads nothing, and shows where it leads.
	bare := regexp.MustCompile(`<a href="https://evil.example/">https://evil.example/</a>`)
	checkInert(t, bare.ReplaceAll(page.Bytes(), nil))
	if n := bytes.Count(page.Bytes(), []byte("<h1")); n != 1 {
		t.Errorf("the Markdown has %d first headings", n)
	}
	if mention := regexp.MustCompile(`@\w`).Find(page.Bytes()); mention != nil {
		t.Errorf("the Markdown mentions %s", mention)
	}
}

func TestThePageNeedsNothingElse(t *testing.T) {
	page := render(t, sample())[audit.HTMLName]
	checkInert(t, page)
	for _, word := range []string{"http://", "https://", "url(", "@import", "<script"} {
		if bytes.Contains(page, []byte(word)) {
			t.Errorf("the page holds %q", word)
		}
	}
}

// TestBothFormsSayTheSame holds every fixed text and every value of the sample to be in both.
func TestBothFormsSayTheSame(t *testing.T) {
	files := render(t, sample())
	for _, word := range []string{
		"drop-national-id-key", "not declared", "residual holder of policy", "can rewrite the policy and use the key", "everyone",
		"delegation: the identity policies of this account decide", "the key policy is not known", "overdue", "eu-west-1", "not known",
		"differ", "no single person generates", "No approvals were given", "users.fodselsnummer", strings.Repeat("cd", 32), "POL-SEC-KM-001",
		"ended in an error", "leaves something out", "drop-partner", "is not in the inputs",
	} {
		for name, text := range files {
			plain := strings.NewReplacer(`\`, "").Replace(string(text))
			if !strings.Contains(strings.ToLower(plain), strings.ToLower(word)) {
				t.Errorf("%s does not say %q", name, word)
			}
		}
	}
}

func TestSeparationIsNeverProvenByIgnorance(t *testing.T) {
	in := sample()
	in.Inventory.Keys[0].Policy.Status = "unknown"
	in.Inventory.Separations[0].Keys = map[string]string{"a": in.Inventory.Keys[0].Address, "b": in.Inventory.Keys[1].Address, "c": "elsewhere"}
	in.Inventory.Separations[0].Distinct = map[string][]string{"users": {"a"}, "administrators": {"c"}}
	md := string(render(t, in)[audit.MarkdownName])
	for line := range strings.Lines(md) {
		if strings.Contains(line, "| users |") && !strings.Contains(line, "not known") {
			t.Errorf("a comparison with an unknown policy is decided: %s", line)
		}
		if strings.HasPrefix(line, "| ") && strings.Contains(line, " and c |") && !strings.Contains(line, "not known") {
			t.Errorf("a comparison with an absent key is decided: %s", line)
		}
	}
	if !strings.Contains(md, "| users |") {
		t.Error("the comparison of users is not shown")
	}
}

// TestAnUnknownGranteeIsNoProof has a grant whose holder is not known on one of two keys that seem separate.
func TestAnUnknownGranteeIsNoProof(t *testing.T) {
	in := sample()
	a, b := in.Inventory.Keys[1], in.Inventory.Keys[2]
	a.Access = []finding.Access{can("arn:aws:iam::123456789012:role/a", "", nil, "decrypt")}
	b.Access = []finding.Access{can("arn:aws:iam::123456789012:role/b", "", nil, "decrypt")}
	in.Inventory.Keys = []finding.Key{a, b}
	in.Inventory.Separations = []finding.Separation{{
		Address: "keywright_separation.two", Keys: map[string]string{"a": a.Address, "b": b.Address}, Distinct: map[string][]string{"users": {"a"}},
	}}
	for _, c := range []struct {
		grants []finding.Grant
		want   string
	}{
		{nil, "| differ |"},
		{[]finding.Grant{{Address: "g", Key: a.Address, Grantee: "r"}}, "| differ |"},
		{[]finding.Grant{{Address: "g", Key: a.Address, Unknown: map[string]string{"grantee": "after apply"}}}, "| **?** not known |"},
		{[]finding.Grant{{Address: "g", Unknown: map[string]string{"key": "after apply"}}}, "| **?** not known |"},
	} {
		in.Inventory.Grants = c.grants
		found := false
		for line := range strings.Lines(string(render(t, in)[audit.MarkdownName])) {
			if strings.HasPrefix(line, "| a and b | users |") {
				found = true
				if !strings.HasSuffix(strings.TrimSpace(line), c.want) {
					t.Errorf("with %v: %s", c.grants, line)
				}
			}
		}
		if !found {
			t.Errorf("with %v the comparison is missing", c.grants)
		}
	}
}

func TestUnknownAccountsAreTheSameOrNotKnown(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{"data.aws_caller_identity.me", "data.aws_caller_identity.me", "the same"},
		{"data.aws_caller_identity.me", "data.aws_caller_identity.other", "not known"},
		{"", "", "not known"},
	} {
		in := sample()
		a, b := in.Inventory.Keys[1], in.Inventory.Keys[2]
		a.Account, b.Account, a.AccountSymbol, b.AccountSymbol = "", "", c.a, c.b
		in.Inventory.Keys = []finding.Key{a, b}
		in.Inventory.Separations = []finding.Separation{{
			Address: "s", Keys: map[string]string{"a": a.Address, "b": b.Address}, Distinct: map[string][]string{"accounts": {"a"}},
		}}
		found := false
		for line := range strings.Lines(string(render(t, in)[audit.MarkdownName])) {
			if strings.HasPrefix(line, "| a and b | accounts |") {
				found = strings.Contains(line[strings.LastIndex(line[:len(line)-3], "|"):], c.want)
			}
		}
		if !found {
			t.Errorf("accounts %q and %q are not %q", c.a, c.b, c.want)
		}
	}
}

func TestWriteAndDrawnAt(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "docs", "audit")
	paths, err := audit.Write(dir, sample())
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{filepath.Join(dir, "auditor.html"), filepath.Join(dir, "auditor.md")}; !slices.Equal(paths, want) {
		t.Errorf("wrote %v", paths)
	}
	page, err := os.ReadFile(paths[0])
	if err != nil {
		t.Fatal(err)
	}
	now, ok := audit.DrawnAt(page)
	if !ok || !now.Equal(sample().Result.Now) {
		t.Errorf("drawn at %v, %v", now, ok)
	}
	if _, ok := audit.DrawnAt([]byte("<html>")); ok {
		t.Error("found a clock where there is none")
	}
}

func TestTheClockIsRead(t *testing.T) {
	in := sample()
	in.Result.Now = time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC)
	if bytes.Contains(render(t, in)[audit.MarkdownName], []byte("overdue at")) {
		t.Error("a rotation that is due later is overdue")
	}
}

func TestAReviewThatIsOverdueIsSaid(t *testing.T) {
	for reviewBy, overdue := range map[string]bool{"2026-11-20": true, "2026-11-21": false, "2027-02-23": false, "soon": false} {
		in := sample()
		in.Policy.ReviewBy = reviewBy
		in.Result.Now = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
		line := regexp.MustCompile(`(?m)^\| Next review by .*$`).Find(render(t, in)[audit.MarkdownName])
		if got := bytes.Contains(line, []byte("overdue")); got != overdue || !bytes.Contains(line, []byte(reviewBy)) {
			t.Errorf("review by %s: %s", reviewBy, line)
		}
	}
}

func TestEmptyNeverSaysPassed(t *testing.T) {
	for name, text := range render(t, audit.Input{Result: finding.Result{Version: 1}}) {
		if bytes.Contains(text, []byte("passed")) {
			t.Errorf("%s says passed of nothing", name)
		}
	}
}
