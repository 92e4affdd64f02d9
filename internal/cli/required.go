package cli

import (
	"errors"
	"slices"

	"github.com/keywright/terraform-provider-keywright/internal/profile"
)

// requirable are the inputs that can be required of a check.
var requirable = []string{"approvals", "evidence", "estate", "keys"}

// notTaken are the inputs that a profile may require and that this version has no way to be given. A check that
// ignored the requirement would pass where it must not.
var notTaken = []string{"approvals", "evidence"}

var errNotTaken = errors.New("this version cannot be given them, so nothing could pass")

// required joins what the command line and the profile require, and refuses what cannot be met.
func required(asked []string, p *profile.Profile) ([]string, error) {
	all := slices.Concat(asked, p.Policy.Require)
	for _, input := range all {
		if slices.Contains(notTaken, input) {
			return nil, errorf("take it out of --require and out of the profile's policy block", "%s are required: %w", input, errNotTaken)
		}
	}
	return all, nil
}

// unmet says in words which required inputs are missing, once the inputs have been judged.
func (v *verdict) unmet() []string {
	var out []string
	if slices.Contains(v.required, "keys") && len(v.Inventory.Keys) == 0 {
		out = append(out, "keys are required, and the inputs hold none")
	}
	if slices.Contains(v.required, "estate") && !v.profile.Policy.Estate.Complete {
		out = append(out, "the whole estate is required, and the profile does not say estate { complete = true }")
	}
	return out
}
