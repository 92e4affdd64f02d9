package untrusted_test

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	goldhtml "github.com/yuin/goldmark/renderer/html"

	"github.com/keywright/terraform-provider-keywright/internal/untrusted"
)

func TestVisible(t *testing.T) {
	for in, want := range map[string]string{
		"":                        "",
		"aws_kms_key.møte[\"å\"]": "aws_kms_key.møte[\"å\"]",
		"a\x1b[31mb":              `a\x1b[31mb`,
		"a\nb\tc\rd":              `a\nb\tc\x0dd`,
		"\u202eabc":               `\u202eabc`,
		"\u009b2J":                `\u009b2J`,
		"\u00a0":                  `\u00a0`,
		"\xff":                    `\xff`,
		"\uFFFD":                  "\uFFFD",
		"\U000e0041":              `\U000e0041`,
	} {
		if got := untrusted.Visible(in); got != want {
			t.Errorf("Visible(%q) is %q, want %q", in, got, want)
		}
	}
}

func TestTerminal(t *testing.T) {
	for in, want := range map[string]string{
		"arn:aws:iam::123456789012:root": "arn:aws:iam::123456789012:root",
		"::error::x":                     `\x3a:error::x`,
		"a ::set-output x":               `a \x3a:set-output x`,
		"##[error]x":                     `\x23#[error]x`,
		"a##vso[task.x]":                 `a\x23#vso[task.x]`,
	} {
		if got := untrusted.Terminal(in); got != want {
			t.Errorf("Terminal(%q) is %q, want %q", in, got, want)
		}
	}
}

func TestMarkdown(t *testing.T) {
	for in, want := range map[string]string{
		"2027-02-23":      "2027-02-23",
		"1.0":             "1.0",
		"1. x":            `1\. x`,
		"- x":             `\- x`,
		"---":             `\---`,
		"a|b":             `a\|b`,
		"@team":           "&#64;<!-- -->team",
		"<b>":             `\<b\>`,
		"drop-kyc-key":    "drop-kyc-key",
		"a  b":            "a b",
		"security_team":   `security\_team`,
		"closes #12 `x` ": "closes \\#12 \\`x\\`",
	} {
		if got := untrusted.Markdown(in); got != want {
			t.Errorf("Markdown(%q) is %q, want %q", in, got, want)
		}
	}
}

var seeds = []string{"", "plain", "\x1b]0;t\x07", "::warning::x", "##[group]", "<script>", "[a](b)", "# h", "| a |", "@a/b", "\xff\xfe", "\u2028", "1) x", "```", "&lt;", "http://a.b"}

func FuzzTerminal(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	command := regexp.MustCompile(`(^|\s)::|##(vso)?\[`)
	f.Fuzz(func(t *testing.T, s string) {
		out := untrusted.Terminal(s)
		if !utf8.ValidString(out) || strings.IndexFunc(out, func(r rune) bool { return !unicode.IsPrint(r) }) >= 0 {
			t.Errorf("%q became %q, which is not printable", s, out)
		}
		if command.MatchString(out) {
			t.Errorf("%q became %q, which commands a log reader", s, out)
		}
	})
}

func FuzzJSON(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		safe := untrusted.JSON(text)
		for _, r := range string(safe) {
			if !unicode.IsPrint(r) {
				t.Errorf("%q holds %U", safe, r)
			}
		}
		var before, after string
		if json.Unmarshal(text, &before) != nil || json.Unmarshal(safe, &after) != nil || before != after {
			t.Errorf("%q does not mean what %q means", safe, text)
		}
	})
}

// FuzzMarkdown holds that escaped text is a paragraph of text and nothing else. A bare address, which GitHub's
// dialect makes a link of, shows where it leads and loads nothing.
func FuzzMarkdown(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	md := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough), goldmark.WithRendererOptions(goldhtml.WithUnsafe()))
	tag := regexp.MustCompile(`<[^!][^>]*>`)
	f.Fuzz(func(t *testing.T, s string) {
		var b bytes.Buffer
		if err := md.Convert([]byte(untrusted.Markdown(s)), &b); err != nil {
			t.Fatal(err)
		}
		for _, m := range tag.FindAllString(b.String(), -1) {
			if m != "<p>" && m != "</p>" {
				t.Errorf("%q became %q, which holds %s", s, b.String(), m)
			}
		}
	})
}
