package untrusted

import (
	"regexp"
	"strings"
)

// logCommands matches what the log readers of GitHub and Azure take for a command: "::" where a word begins, "##["
// and "##vso[" anywhere.
// Source: GitHub Actions, "Workflow commands"; Azure Pipelines, "Logging commands".
var logCommands = regexp.MustCompile(`(^|\s)::|##(vso)?\[`)

// Terminal makes s safe to print on a terminal or into the log of a CI: one line, no control, no log command.
func Terminal(s string) string {
	return logCommands.ReplaceAllStringFunc(Visible(s), func(m string) string {
		return strings.NewReplacer("::", `\x3a:`, "##", `\x23#`).Replace(m)
	})
}
