// Package facts gathers what the rules may rely on beside the plan itself: the clock, what each key policy lets each
// principal do, and where resources stand in the source. The rules take them as data.keywright_facts; a rule that is
// not given a fact derives it or says that it does not know.
package facts

import (
	"maps"
	"slices"
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
	OpenTofu   bool     // OpenTofu made the plan, and reads its own files of SourceDir
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
//	resolved   address → attribute → value, draft or reason: what the source tells where the plan does not (see resolve), and
//	           the name that stands for what the provider will call a role
//	accounts   configuration of a provider → the account that it works in, where that follows from plan and source
//	targets    address → path of an attribute → address of what it identifies, where the source tells it
//	shown      address → path of an attribute of a nested block that the plan does not know → its value, where the source tells it;
//	           path of a type of blocks → empty, where it makes none
//
// Of several inputs each has the last seven for itself, since two of them may use one address for two things:
//
//	inputs     for each input: locations, kept, dynamic, resolved, accounts, targets, shown; of a directory, whose files are its source
//
// It fails where the source cannot be read.
func Build(inputs []*plan.Input, o Options) (Facts, error) {
	out := Facts{"now": o.Now.UTC().Format(time.RFC3339)}
	index, err := indexOf(inputs, o)
	if err != nil {
		return nil, err
	}
	all, texts := sourced(inputs, index, 0, o.Principals)
	maps.Copy(out, all)
	principals, identities := exact(o.Principals), append(bearers(inputs), newBearers(all)...)
	if len(inputs) > 1 {
		each := make([]any, len(inputs))
		for i, in := range inputs {
			own := map[string]any{}
			if in.Kind == plan.KindDirectory {
				index, err := source.Open(in.Path, source.Options{Root: o.SourceRoot, OpenTofu: true})
				if err != nil {
					return nil, err
				}
				var more []string
				own, more = sourced([]*plan.Input{in}, index, i, o.Principals)
				texts = append(texts, more...)
				identities = append(identities, newBearers(own)...)
			}
			each[i] = own
		}
		out["inputs"] = each
	}
	slices.Sort(texts)
	out["asked"] = map[string]any{"principals": anys(principals), "bearers": anys(identities)}
	out["access"] = access(slices.Compact(texts), principals, identities)
	return out, nil
}

// Of gives the facts that one of several inputs has for itself, without where things stand, which no rule asks.
func (f Facts) Of(input int) map[string]any {
	out := maps.Clone(object(element(list(f["inputs"]), input)))
	delete(out, "locations")
	return out
}

// Locations gives where the resources of an input stand.
func (f Facts) Locations(input int) map[string]any {
	if each := list(f["inputs"]); len(each) > 0 {
		return object(object(element(each, input))["locations"])
	}
	return object(f["locations"])
}

// indexOf reads the source that the options name.
func indexOf(inputs []*plan.Input, o Options) (*source.Index, error) {
	if o.SourceDir == "" {
		return nil, nil
	}
	tofu := o.OpenTofu || len(inputs) == 1 && inputs[0].Kind == plan.KindDirectory // as the directory was read
	return source.Open(o.SourceDir, source.Options{Root: o.SourceRoot, OpenTofu: tofu})
}

// sourced gives what a source tells of the inputs that it is of, and the texts of key policies that there are then.
func sourced(inputs []*plan.Input, index *source.Index, ordinal int, principals []string) (map[string]any, []string) {
	places, kept, dynamic := located(inputs, index)
	t := resolve(inputs, index, ordinal, principals)
	if t.mismatch != nil { // what another source keeps says nothing
		kept, dynamic = map[string]any{}, map[string]any{}
	}
	return map[string]any{
		"locations": places, "kept": kept, "dynamic": dynamic, "resolved": t.resolved, "accounts": t.accounts, "targets": t.targets,
		"shown": t.shown,
	}, policyTexts(inputs, t.resolved)
}
