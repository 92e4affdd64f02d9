// Package untrusted escapes text that others wrote (plans, profiles, reviews) for the reader of each kind of output,
// so that it stays text there: it moves no cursor, ends no line, commands no log reader and starts no markup.
package untrusted

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// isPlain reports whether every character of s shows itself and only itself.
func isPlain(s string) bool {
	return utf8.ValidString(s) && strings.IndexFunc(s, hidden) < 0
}

// hidden are the characters that show nothing of themselves: controls, marks that reorder or hide text, odd spaces.
func hidden(r rune) bool { return !unicode.IsPrint(r) }

// Visible gives s on one line, with what would move, hide or reorder text as an escape, as Go would quote it.
func Visible(s string) string {
	if isPlain(s) {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD"):
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case hidden(r):
			b.WriteString(escape(r))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func escape(r rune) string {
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
