package report

import (
	"strings"
	"unicode/utf8"

	"github.com/keywright/terraform-provider-keywright/internal/finding"
)

// style is the number of an ANSI "select graphic rendition" sequence.
type style string

const (
	bold   style = "1"
	dim    style = "2"
	red    style = "1;31"
	green  style = "1;32"
	yellow style = "1;33"
)

func (p *printer) paint(s style, text string) string {
	if !p.color || strings.TrimSpace(text) == "" {
		return text
	}
	return "\x1b[" + string(s) + "m" + text + "\x1b[0m"
}

func outcomeStyle(f finding.Finding) style {
	switch {
	case f.Outcome == finding.Pass:
		return green
	case f.Outcome == finding.Fail && f.Blocks:
		return red
	default:
		return yellow
	}
}

func verdictStyle(s finding.Summary) style {
	switch {
	case s.Blocked:
		return red
	case strings.HasPrefix(s.Verdict(), "passed"):
		return green
	default:
		return yellow
	}
}

// wrap breaks text at spaces into lines of at most width characters; a longer word gets a line of its own, whole,
// so that an ARN can still be copied.
func wrap(text string, width int) []string {
	var lines []string
	line, n := "", 0
	for _, word := range strings.Fields(text) {
		w := utf8.RuneCountInString(word)
		if n > 0 && n+1+w > width {
			lines = append(lines, line)
			line, n = "", 0
		}
		if n > 0 {
			line += " "
			n++
		}
		line += word
		n += w
	}
	if n > 0 {
		lines = append(lines, line)
	}
	return lines
}
