// Package facts gathers what the rules may rely on beside the plan itself: the clock, what each key policy lets each
// principal do, and where resources stand in the source. The rules take them as data.keywright_facts; a rule that is
// not given a fact derives it or says that it does not know.
package facts

import (
	"time"

	"github.com/keywright/terraform-provider-keywright/internal/plan"
)

// Facts are the document that the bundle takes beside its input: JSON as Go has it.
type Facts map[string]any

// Options say what to gather.
type Options struct {
	Now        time.Time
	Principals []string // principals that a profile asks about, beside those that policies name
}

// Build gathers the facts of the inputs of one check. The same inputs and options give the same facts:
//
//	now     the clock, RFC 3339 in UTC
//	access  SHA-256 of a policy's text, hex → what it lets whom do
func Build(inputs []*plan.Input, o Options) (Facts, error) {
	return Facts{
		"now":    o.Now.UTC().Format(time.RFC3339),
		"access": access(policyTexts(inputs), exact(o.Principals)),
	}, nil
}
