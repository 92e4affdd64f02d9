// Package report prints the verdict of a check for its readers: text for a reviewer, JSON for a program.
package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/keywright/terraform-provider-keywright/internal/finding"
)

// Options say how to print. The zero value prints for a file: no colour, DefaultWidth, what blocks or may block.
type Options struct {
	Color bool // ANSI colours; only ever right on a terminal
	Width int  // columns; 0 is DefaultWidth
	All   bool // list what passed and what was not assessed too
}

// DefaultWidth is the width of text, in columns, where no terminal says otherwise.
const DefaultWidth = 100

// ErrKind is returned for a kind of report that is not known.
type ErrKind struct{ Kind string }

func (e ErrKind) Error() string {
	return fmt.Sprintf("there is no report format %q; the formats are %s", e.Kind, strings.Join(Kinds(), ", "))
}

// Kinds lists the kinds of report, in the order in which they are shown to users.
func Kinds() []string { return []string{"text", "json"} }

// Known reports whether kind is one of Kinds.
func Known(kind string) bool { return slices.Contains(Kinds(), kind) }

// Write prints r to w as the kind asks. The same result and options give the same bytes.
func Write(w io.Writer, kind string, r *finding.Result, o Options) error {
	switch kind {
	case "text":
		return writeText(w, r, o)
	case "json":
		return writeJSON(w, r, o)
	default:
		return ErrKind{Kind: kind}
	}
}

// listed gives the findings that a report shows, in their one order: address, rule, attribute, fingerprint.
func listed(r *finding.Result, all bool) []finding.Finding {
	out := make([]finding.Finding, 0, len(r.Findings))
	for _, f := range r.Findings {
		if all || f.Listed() {
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, byAddress)
	return out
}

func byAddress(a, b finding.Finding) int {
	for _, c := range []int{
		strings.Compare(a.Address, b.Address),
		strings.Compare(a.Rule, b.Rule),
		strings.Compare(a.Attribute, b.Attribute),
		strings.Compare(a.Fingerprint, b.Fingerprint),
	} {
		if c != 0 {
			return c
		}
	}
	return 0
}
