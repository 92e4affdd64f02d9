// Package facts gathers what the rules may rely on beside the plan itself: the clock, what each key policy lets each
// principal do, and where resources stand in the source. The rules take them as data.keywright_facts; a rule that is
// not given a fact derives it or says that it does not know.
package facts

import (
	"time"

	"github.com/keywright/terraform-provider-keywright/internal/plan"
	"github.com/keywright/terraform-provider-keywright/internal/source"
)

// Facts are the document that the bundle takes beside its input: JSON as Go has it.
type Facts map[string]any

// Options say what to gather.
type Options struct {
	Now        time.Time
	Principals []string // principals that a profile asks about, beside those that policies name
	SourceDir  string   // the folder of .tf files that the inputs were made from; empty for none
	SourceRoot string   // the folder that its modules and files may be in; empty: its own
}

// Build gathers the facts of the inputs of one check. The same inputs and options give the same facts:
//
//	now        the clock, RFC 3339 in UTC
//	access     SHA-256 of a policy's text, hex → what it lets whom do
//	asked      the principals, and the roles and users as the end of an ARN, that access answers for beside those it names
//	locations  address → file, line and end_line of its block, of its attributes and of its policy's statements by name,
//	           where a source is given and has them
//	kept       address → whether prevent_destroy keeps it from being destroyed, where a source of the one input has it
//	dynamic    address → the types of blocks that dynamic blocks of it make, of the same source
//	resolved   address → attribute → value, draft or reason: what the source tells where the plan does not (see resolve)
//	accounts   configuration of a provider → the account that it works in, where that follows from plan and source
//
// It fails where the source cannot be read.
func Build(inputs []*plan.Input, o Options) (Facts, error) {
	var index *source.Index
	if o.SourceDir != "" {
		tofu := len(inputs) == 1 && inputs[0].Kind == plan.KindDirectory // as the directory was read
		var err error
		if index, err = source.Open(o.SourceDir, source.Options{Root: o.SourceRoot, OpenTofu: tofu}); err != nil {
			return nil, err
		}
	}
	places, kept, dynamic := located(inputs, index)
	t := resolve(inputs, index)
	if t.mismatch != nil { // what another source keeps says nothing
		kept, dynamic = map[string]any{}, map[string]any{}
	}
	principals, identities := exact(o.Principals), bearers(inputs)
	return Facts{
		"now":       o.Now.UTC().Format(time.RFC3339),
		"access":    access(policyTexts(inputs, t.resolved), principals, identities),
		"asked":     map[string]any{"principals": anys(principals), "bearers": anys(identities)},
		"locations": places,
		"kept":      kept,
		"dynamic":   dynamic,
		"resolved":  t.resolved,
		"accounts":  t.accounts,
	}, nil
}
