package provider

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// A plan says what it costs that another key is made.
func TestCostOfReplacingIsTold(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		state keyModel
		want  []string
	}{
		"it goes":         {keyModel{DeletionWindowDays: types.Int64Value(9)}, []string{"scheduled for deletion", "in 9 days"}},
		"it stays":        {keyModel{RetainOnDestroy: types.BoolValue(true)}, []string{"stays as it is"}},
		"it goes already": {keyModel{KeyState: str("PendingDeletion")}, nil},
		"it is protected": {keyModel{DeletionProtection: types.BoolValue(true)}, []string{"The key is protected"}},
	} {
		var resp resource.ModifyPlanResponse
		(&keyModel{}).replace([]change{{"spec", str("SYMMETRIC_DEFAULT"), str("RSA_3072")}}, &c.state, (*diag.Diagnostics).AddAttributeWarning, &resp)
		wantWords(t, name, resp.Diagnostics, c.want)
		if len(resp.RequiresReplace) != 1 {
			t.Errorf("%s: another key is not asked for", name)
		}
	}
}

// A plan says what a lower class lets go of, and nothing of a higher one.
func TestLoweredClassIsTold(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		was, will string
		own       bool // deletion_protection is said
		want      []string
	}{
		"lower":                {"restricted", "internal", false, []string{"from restricted to internal", "deletion_protection"}},
		"lower, protected":     {"restricted", "public", true, []string{"from restricted to public"}},
		"higher":               {"internal", "restricted", false, nil},
		"as it was":            {"internal", "internal", false, nil},
		"its tag is gone":      {"", "internal", false, nil},
		"its tag is malformed": {"secret", "internal", false, nil},
	} {
		state := &keyModel{Classification: types.StringValue(c.was), DeletionProtection: types.BoolValue(c.was == "restricted")}
		plan, config := &keyModel{Classification: types.StringValue(c.will), DeletionProtection: types.BoolValue(c.own)}, &keyModel{}
		if c.own {
			config.DeletionProtection = types.BoolValue(true)
		}
		var diags diag.Diagnostics
		plan.tellLowered(config, state, &diags)
		wantWords(t, name, diags, c.want)
		if c.own && strings.Contains(text(diags), "deletion_protection") {
			t.Errorf("%s: it speaks of what stays: %s", name, text(diags))
		}
	}
}

func text(diags diag.Diagnostics) string {
	all := ""
	for _, d := range diags {
		all += d.Summary() + ": " + d.Detail() + "\n"
	}
	return all
}

// wantWords asks for one diagnostic that says all of it, or none where nothing is to be said.
func wantWords(t *testing.T, name string, diags diag.Diagnostics, want []string) {
	t.Helper()
	if (len(want) > 0) != (len(diags) == 1) || len(diags) > 1 {
		t.Errorf("%s: it is said: %v", name, diags)
	}
	for _, words := range want {
		if !strings.Contains(text(diags), words) {
			t.Errorf("%s: %q is not said: %s", name, words, text(diags))
		}
	}
}
