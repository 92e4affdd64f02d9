package provider

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// ModifyPlan checks what the plan knows of the keys: region, alias and policy of a whole keywright_key are known at
// the first plan already.
func (r *separationResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.Plan.Raw.IsNull() || r.session == nil {
		return
	}
	var plan separationModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	if resp.Diagnostics.HasError() || plan.Keys.IsUnknown() {
		return
	}
	plan.checkNames(ctx, &resp.Diagnostics)
	tell := r.severity()
	for _, v := range plan.compare(ctx, plan.planned(ctx, r.session, &resp.Diagnostics), &resp.Diagnostics) {
		if v.open {
			resp.Diagnostics.AddAttributeWarning(v.at, v.summary, v.detail+" Name the principals of the role, so that it can.")
			continue
		}
		tell(&resp.Diagnostics, v.at, v.summary, v.detail+" Give one of them what it needs of its own, or take it out of the declaration.")
	}
	plan.ID = plan.id()
	if !req.State.Raw.IsNull() {
		var state separationModel
		resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
		if len(state.Violations.Elements()) > 0 {
			plan.Violations = types.ListUnknown(types.StringType) // looked at again, after the keys
		}
	}
	if !resp.Diagnostics.HasError() {
		resp.Diagnostics.Append(resp.Plan.Set(ctx, &plan)...)
	}
}

// checkNames refuses a name in a demand that is none of keys: the demand would hold of nothing.
func (m *separationModel) checkNames(ctx context.Context, diags *diag.Diagnostics) {
	names := sortedKeys(m.Keys.Elements())
	for _, demand := range []struct {
		attribute string
		value     types.Set
	}{
		{"distinct_regions", m.DistinctRegions}, {"distinct_accounts", m.DistinctAccounts},
		{"distinct_administrators", m.DistinctAdministrators}, {"distinct_users", m.DistinctUsers},
	} {
		if !fullyKnown(ctx, demand.value) {
			continue
		}
		for _, name := range stringSet(ctx, demand.value, diags) {
			if !slices.Contains(names, name) {
				diags.AddAttributeError(path.Root(demand.attribute).AtSetValue(types.StringValue(name)), "No such key",
					fmt.Sprintf("%q is not a name of keys, which has %s.", name, strings.Join(names, ", ")))
			}
		}
	}
}
