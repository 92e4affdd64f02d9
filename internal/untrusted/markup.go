package untrusted

import (
	"html"
	"strings"
)

// HTML makes s mean itself in HTML, in an element's text or a quoted attribute. It is not for a script, a style, or
// an attribute that takes an address.
func HTML(s string) string { return html.EscapeString(Visible(s)) }

// formulaStarts are what spreadsheets take for the start of a formula, in full width too.
// Source: OWASP, "CSV Injection".
const formulaStarts = "=+-@\uFF1D\uFF0B\uFF0D\uFF20"

// CSV makes a field that a spreadsheet shows and does not compute: an apostrophe goes before what would start a
// formula, behind blanks too. Quotes and commas are the CSV writer's to escape.
func CSV(s string) string {
	s = Visible(s)
	if strings.IndexAny(strings.TrimLeft(s, " '\""), formulaStarts) == 0 {
		return "'" + s
	}
	return s
}

// WorkflowMessage escapes the message of a GitHub workflow command, such as ::error::MESSAGE. It may have lines.
// Source: actions/toolkit, packages/core/src/command.ts, escapeData.
func WorkflowMessage(s string) string {
	lines := strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
	for i, line := range lines {
		lines[i] = strings.ReplaceAll(Visible(line), "%", "%25")
	}
	return strings.Join(lines, "%0A")
}

// WorkflowProperty escapes a property of a GitHub workflow command, such as ::error file=PROPERTY::.
// Source: actions/toolkit, packages/core/src/command.ts, escapeProperty.
func WorkflowProperty(s string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(WorkflowMessage(s))
}
