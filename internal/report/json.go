package report

import (
	"io"

	"github.com/keywright/terraform-provider-keywright/internal/finding"
)

// writeJSON prints the result as docs/schema/check.schema.json describes it.
func writeJSON(w io.Writer, r *finding.Result, o Options) error {
	out := *r
	out.Now = r.Now.UTC()
	out.Input = notNil(r.Input)
	out.Assumptions = notNil(r.Assumptions)
	out.Findings = listed(r, o.All)
	return encode(w, out)
}

// notNil makes a nil slice an empty one: a reader of the JSON gets [] and never null.
func notNil[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
