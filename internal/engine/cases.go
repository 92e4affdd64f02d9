package engine

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/keywright/terraform-provider-keywright/internal/facts"
	"github.com/keywright/terraform-provider-keywright/internal/finding"
	"github.com/keywright/terraform-provider-keywright/internal/plan"
)

// alike joins what was found in each case: an outcome that all cases have stands, another is undetermined.
func alike(cases []facts.Case, found [][]rawFinding) []rawFinding {
	if len(found) == 1 {
		return found[0]
	}
	type place struct{ rule, address, attribute string }
	said := make([]map[place]rawFinding, len(found))
	var order []place
	seen := map[place]bool{}
	for i, list := range found {
		said[i] = map[place]rawFinding{}
		for _, f := range worst(list) {
			at := place{f.Rule, f.Address, f.Attribute}
			said[i][at] = f
			if !seen[at] {
				seen[at] = true
				order = append(order, at)
			}
		}
	}
	out := make([]rawFinding, 0, len(order))
	for _, at := range order {
		each := make([]rawFinding, len(found))
		for i := range said {
			each[i] = said[i][at]
		}
		out = append(out, joined(cases, each))
	}
	return out
}

// joined gives the finding of a place of which each case says something, or nothing.
func joined(cases []facts.Case, each []rawFinding) rawFinding {
	decided := map[string]bool{}
	var most rawFinding
	for _, f := range each {
		decided[f.Outcome] = true
		if most.Rule == "" || gravity(f.Outcome) > gravity(most.Outcome) {
			most = f
		}
	}
	if len(decided) == 1 || harmless(decided) {
		return most
	}
	var ways []string
	for i, f := range each {
		outcome := f.Outcome
		if outcome == "" {
			outcome = "nothing to say"
		}
		ways = append(ways, cases[i].Name+": "+outcome)
	}
	most.Outcome, most.Under = string(finding.Undetermined), ""
	most.Actual = strings.Join(ways, "; ")
	most.Message = fmt.Sprintf("It turns on the account that the configuration will work in, which it does not tell. In one: %s", most.Message)
	return most
}

// harmless says that nowhere is anything found: that a rule says nothing of a place in one case and passes it in another
// is no difference that anybody needs to know.
func harmless(decided map[string]bool) bool {
	return !slices.ContainsFunc([]finding.Outcome{finding.Fail, finding.Undetermined}, func(o finding.Outcome) bool { return decided[string(o)] })
}

// directoryChanges is said once of each rule about changes, of a directory: what is there already, it does not tell.
const directoryChanges = "A directory does not tell what is there already, so what a change of it makes, moves or destroys is not known: check the plan."

// withoutHistory takes out what rules about changes say of a directory, which they see as if all of it were made anew. Of
// what removed blocks name, whether it goes cannot be told.
func (e *Engine) withoutHistory(found []rawFinding, inputs []*plan.Input, selected []string) []rawFinding {
	var prefixes []string
	names := inputNames(inputs)
	out := found
	for i, in := range inputs {
		if in.Kind != plan.KindDirectory {
			continue
		}
		prefix := ""
		if len(inputs) > 1 {
			prefix = names[i] + ":"
		}
		prefixes = append(prefixes, prefix)
		for _, id := range selected {
			if e.aboutChanges(id) {
				out = append(out, rawFinding{Rule: id, Outcome: string(finding.NotAssessed), Address: in.Path, Message: directoryChanges})
			}
		}
		out = append(out, goings(in, prefix, selected)...)
	}
	if len(prefixes) == 0 {
		return found
	}
	kept := found[:0:0]
	for _, f := range found {
		change := e.aboutChanges(f.Rule) || f.Scope == string(finding.ScopeChange)
		ofDirectory := slices.ContainsFunc(prefixes, func(prefix string) bool { return strings.HasPrefix(f.Address, prefix) })
		if ofDirectory && change {
			continue
		}
		if ofDirectory && f.Rule == lastRotated && f.Outcome == string(finding.Pass) {
			f.Outcome, f.Message = string(finding.NotAssessed), "When keys last rotated is not assessed: a directory does not tell which of them are there already."
		}
		kept = append(kept, f)
	}
	return append(kept, out[len(found):]...)
}

// aboutChanges says of a rule that it compares what is there with what a change makes of it.
func (e *Engine) aboutChanges(id string) bool {
	return e.byID[id].Scope == finding.ScopeChange || id == endedEarly
}

// endedEarly is the rule about keys that go before the data under them.
const endedEarly = "KEY-17"

// lastRotated is the rule that lets what is made anew pass, which a directory does not tell.
const lastRotated = "ROT-04"

// forgotten is the rule about keys that a change forgets.
const forgotten = "CHG-05"

// destroyed is the rule about keys that a change destroys.
const destroyed = "CHG-02"

// keyTypes are the types of keys: what a block that names one speaks of may be a key.
var keyTypes = regexp.MustCompile(`^(aws_kms_(external_|replica_|replica_external_)?key|keywright_(replica_)?key|google_kms_crypto_key|` +
	`azurerm_key_vault_key|azurerm_key_vault_managed_hardware_security_module_key|vault_transit_secret_backend_key)\.`)

// modulesBefore matches the modules that an address begins with.
var modulesBefore = regexp.MustCompile(`^(module\.[^.\[]+(\[("([^"\\]|\\.)*"|[0-9]+)\])?(\.|$))+`)

// mayHoldKeys says that what an address names may be a key, or a module with one.
func mayHoldKeys(address string) bool {
	own := modulesBefore.ReplaceAllString(address, "")
	return own == "" || keyTypes.MatchString(own)
}

// goings says of what blocks speak of as being there that a key may go. A moved block to a name that nothing has ends in a
// destruction.
func goings(in *plan.Input, prefix string, selected []string) []rawFinding {
	var out []rawFinding
	for _, g := range in.Going {
		f := rawFinding{
			Rule: forgotten, Outcome: string(finding.Undetermined), Address: prefix + g.Address, Attribute: "removed", Basis: "source",
			Message:  fmt.Sprintf("A removed block (%s) names %s: whether a key is still there, which the change would forget or destroy, the directory does not tell.", g.Place, g.Address),
			Expected: "no key that is forgotten or destroyed, or approval", Actual: "a removed block",
		}
		if g.Moved {
			f.Rule, f.Attribute, f.Expected, f.Actual = destroyed, "moved", "no key that is destroyed, or approval", "a moved block to a name that is not declared"
			f.Message = fmt.Sprintf("A moved block (%s) leads to %s, which is not declared: whether a key is there, which the change would destroy, the directory does not tell.", g.Place, g.Address)
		}
		if mayHoldKeys(g.Address) && slices.Contains(selected, f.Rule) {
			out = append(out, f)
		}
	}
	return out
}
