package report

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// logCommands matches what the log readers of GitHub and Azure take for a command: "::" where a word begins, "##["
// and "##vso[" anywhere.
var logCommands = regexp.MustCompile(`(^|\s)::|##(vso)?\[`)

// terminal makes a string from a plan safe to print: whatever could move a cursor, change a colour, reorder text,
// end a line or command a log reader is shown as an escape, as Go would quote it.
func terminal(s string) string {
	if !isPlain(s) {
		s = printable(s)
	}
	return logCommands.ReplaceAllStringFunc(s, func(m string) string {
		return strings.NewReplacer("::", `\x3a:`, "##", `\x23#`).Replace(m)
	})
}

func printable(s string) string {
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD"):
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case unicode.IsPrint(r):
			b.WriteRune(r)
		default:
			b.WriteString(escapeRune(r))
		}
	}
	return b.String()
}

func isPlain(s string) bool {
	return utf8.ValidString(s) && strings.IndexFunc(s, func(r rune) bool { return !unicode.IsPrint(r) }) < 0
}

func escapeRune(r rune) string {
	switch {
	case r == '\n':
		return `\n`
	case r == '\t':
		return `\t`
	case r < 0x80:
		return fmt.Sprintf(`\x%02x`, r)
	case r < 0x10000:
		return fmt.Sprintf(`\u%04x`, r)
	default:
		return fmt.Sprintf(`\U%08x`, r)
	}
}

// jsonSafe writes the characters of JSON text that a terminal might obey as \u escapes, which mean the same. The
// encoder has escaped the C0 controls already; what is left is DEL, the C1 controls and the marks that reorder or
// hide text, and the commands of log readers that work in the middle of a line.
func jsonSafe(text []byte) []byte {
	var b bytes.Buffer
	for _, r := range string(text) {
		if r == '\n' || unicode.IsPrint(r) || r == utf8.RuneError {
			b.WriteRune(r)
			continue
		}
		if r >= 0x10000 {
			r1, r2 := utf16.EncodeRune(r)
			fmt.Fprintf(&b, `\u%04x\u%04x`, r1, r2)
			continue
		}
		fmt.Fprintf(&b, `\u%04x`, r)
	}
	return jsonLogCommands.ReplaceAll(b.Bytes(), []byte(`\u0023#$1[`))
}

var jsonLogCommands = regexp.MustCompile(`##(vso)?\[`)
