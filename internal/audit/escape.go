package audit

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

// visible shows what would otherwise move, hide or reorder text as an escape. The input's texts are others'.
func visible(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if strings.IndexFunc(s, hidden) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\n' || r == '\r' || r == '\t':
			b.WriteByte(' ')
		case hidden(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func hidden(r rune) bool { return !unicode.IsPrint(r) }

// markdown makes text that means itself in Markdown, tables included: every punctuation mark that could begin a
// construct is escaped, and a mention is broken. Source: CommonMark 0.31, "Backslash escapes".
func markdown(s string) string {
	var b strings.Builder
	for _, r := range visible(s) {
		switch {
		case r == '@':
			b.WriteString("&#64;<!-- -->")
		case strings.ContainsRune("\\`*_{}[]<>#|~!&$", r):
			b.WriteByte('\\')
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
	}
	line := strings.Join(strings.Fields(b.String()), " ")
	return listStart.ReplaceAllString(line, `$1\$2$3`)
}

// listStart matches what would begin a list, rule a line or underline a heading.
var listStart = regexp.MustCompile(`^(\d*)([-+=.)])(\s|$|[-=])`)
