package untrusted

import (
	"regexp"
	"strings"
)

// markdownMarks are the punctuation marks that can begin a construct of Markdown or of GitHub's dialect.
const markdownMarks = "\\`*_{}[]<>#|~!&$"

// blockStart matches what would begin a list, rule a line or underline a heading.
var blockStart = regexp.MustCompile(`^(\d*)([-+=.)])(\s|$|[-=])`)

// Markdown makes s mean itself in Markdown, in a table too, on one line: what could begin a construct is escaped, and
// a mention is broken. Source: CommonMark 0.31, "Backslash escapes".
func Markdown(s string) string {
	var b strings.Builder
	for _, r := range Visible(s) {
		switch {
		case r == '@':
			b.WriteString("&#64;<!-- -->")
		case strings.ContainsRune(markdownMarks, r):
			b.WriteByte('\\')
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
	}
	line := strings.Join(strings.Fields(b.String()), " ")
	return blockStart.ReplaceAllString(line, `$1\$2$3`)
}
