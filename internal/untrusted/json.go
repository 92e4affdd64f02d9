package untrusted

import (
	"bytes"
	"fmt"
	"regexp"
	"unicode/utf16"
	"unicode/utf8"
)

var jsonLogCommands = regexp.MustCompile(`##(vso)?\[`)

// JSON writes the characters of JSON text that a terminal or a log reader might obey as \u escapes, which mean the
// same. It is for text that an encoder made: outside its strings there is nothing to escape.
func JSON(text []byte) []byte {
	var b bytes.Buffer
	for _, r := range string(text) {
		switch {
		case r == '\n' || r == utf8.RuneError || !hidden(r):
			b.WriteRune(r)
		case r >= 0x10000:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(&b, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return jsonLogCommands.ReplaceAll(b.Bytes(), []byte(`\u0023#$1[`))
}
