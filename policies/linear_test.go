package policies_test

import (
	"regexp"
	"testing"

	"github.com/keywright/terraform-provider-keywright/policies"
)

// OPA looks through all that a rule name[key] contains holds whenever it adds to it: with one entry for each key or
// resource of a plan, time grows with the square of their number. A comprehension over pairs does not.
func TestWhatHasARowForEachKeyIsGroupedByComprehensions(t *testing.T) {
	grouping := regexp.MustCompile(`(?m)^\w+\[.*\] contains .*$`)
	modules := policies.Modules()
	for _, name := range []string{
		"lib/plan.rego", "lib/identifiers.rego", "lib/references.rego", "lib/policies.rego", "lib/lockout.rego",
		"lib/domains.rego", "lib/schedules.rego", "lib/grants.rego", "lib/rows.rego", "lib/custody.rego", "lib/stores.rego", "lib/endings.rego",
		"lib/environments.rego", "lib/identity_resources.rego", "rules/change/chg_03.rego",
	} {
		text, ok := modules[name]
		if !ok {
			t.Errorf("there is no %s", name)
		}
		for _, rule := range grouping.FindAllString(text, -1) {
			if !regexp.MustCompile(`^(_targets|_environments_of|_fielded)\[`).MatchString(rule) { // as many as modules, and as the profile has accounts and fields
				t.Errorf("%s: %s", name, rule)
			}
		}
	}
}
