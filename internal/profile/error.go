package profile

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
)

// Diagnostic is one thing that is wrong with a profile: what, where, what is allowed and how to mend it.
type Diagnostic struct {
	File         string
	Line, Column int // from 1; 0 where the fault has no place
	Summary      string
	Detail       string
}

// String gives the diagnostic on one line, as editors and terminals take it.
func (d Diagnostic) String() string {
	return fmt.Sprintf("%s:%d:%d: %s: %s", d.File, d.Line, d.Column, d.Summary, d.Detail)
}

// Error is everything that is wrong with a profile, in the order of the file.
type Error struct {
	Diagnostics []Diagnostic
}

// Error gives one line for each diagnostic.
func (e *Error) Error() string {
	lines := make([]string, len(e.Diagnostics))
	for i, d := range e.Diagnostics {
		lines[i] = d.String()
	}
	return strings.Join(lines, "\n")
}

// problem is a diagnostic before it is ordered.
func problem(summary, detail string, at hcl.Range) *hcl.Diagnostic {
	return &hcl.Diagnostic{Severity: hcl.DiagError, Summary: summary, Detail: detail, Subject: &at}
}

// asError is nil where nothing is wrong.
func asError(diags hcl.Diagnostics, filename string) error {
	if !diags.HasErrors() {
		return nil
	}
	e := &Error{}
	for _, d := range diags {
		out := Diagnostic{File: filename, Summary: d.Summary, Detail: strings.TrimSpace(d.Detail)}
		if d.Subject != nil {
			out.File, out.Line, out.Column = d.Subject.Filename, d.Subject.Start.Line, d.Subject.Start.Column
		}
		e.Diagnostics = append(e.Diagnostics, out)
	}
	slices.SortStableFunc(e.Diagnostics, func(a, b Diagnostic) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	e.Diagnostics = slices.Compact(e.Diagnostics)
	return e
}

// nearest offers the allowed word that was probably meant, or lists them all.
func nearest(given string, allowed []string) string {
	best, distance := "", 3
	for _, word := range allowed {
		if d := editDistance(given, word); d < distance {
			best, distance = word, d
		}
	}
	if best != "" {
		return fmt.Sprintf("Did you mean %q?", best)
	}
	return "Allowed: " + strings.Join(allowed, ", ") + "."
}

// editDistance counts the insertions, deletions and substitutions between two words; past 40 bytes it does not look.
func editDistance(a, b string) int {
	if len(a) > 40 || len(b) > 40 {
		return 40
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			above := row[j]
			change := diagonal
			if a[i-1] != b[j-1] {
				change++
			}
			row[j] = min(change, above+1, row[j-1]+1)
			diagonal = above
		}
	}
	return row[len(b)]
}
