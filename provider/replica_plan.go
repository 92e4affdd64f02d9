package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/keywright/terraform-provider-keywright/internal/kms"
)

// ModifyPlan is that of a key, and holds the replica against the key it is of.
func (r *replicaKeyResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	var state *replicaModel
	var stateKey *keyModel
	if !req.State.Raw.IsNull() {
		state = &replicaModel{}
		resp.Diagnostics.Append(req.State.Get(ctx, state)...)
		stateKey = &state.keyModel
	}
	if resp.Diagnostics.HasError() {
		return
	}
	if req.Plan.Raw.IsNull() {
		r.planDestroy(stateKey, &resp.Diagnostics)
		return
	}
	var plan, config replicaModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() || r.session == nil {
		return
	}
	plan.defaultsOf(&config.keyModel, r.session)
	plan.planPrimary(&config.keyModel, stateKey, false, &resp.Diagnostics)
	plan.planSource(state, r, resp)
	if config.Primary.ValueBool() {
		r.session.claims.lead(keyPart(plan.PrimaryKeyARN), plan.Region.ValueString(), &resp.Diagnostics)
	}
	plan.plan(ctx, &r.configured, stateKey, req.Config.Raw, resp)
	plan.tellLowered(&config.keyModel, stateKey, &resp.Diagnostics)
	plan.planMaterial(&config.keyModel, stateKey, r.session, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(resp.Plan.Set(ctx, &plan)...)
	if len(resp.RequiresReplace) == 0 {
		r.judgeAtPlan(ctx, judgedReplica, resp.Plan.Raw, req.State.Raw, &resp.Diagnostics)
	}
}

// planSource refuses a replica beside its own key, and makes another one where it is of another key. The ARNs of a set's
// keys mean the same.
func (m *replicaModel) planSource(state *replicaModel, r *replicaKeyResource, resp *resource.ModifyPlanResponse) {
	ref, err := kms.ParseReference(m.PrimaryKeyARN.ValueString())
	if state == nil {
		if err == nil && ref.Region != "" && ref.Region == m.Region.ValueString() {
			resp.Diagnostics.AddAttributeError(path.Root("region"), "The replica is in the region of its key",
				fmt.Sprintf("The key %s is in %s itself. A replica lives in another region: set region.", m.PrimaryKeyARN.ValueString(), ref.Region))
		}
		if err == nil && ref.Region != "" && !m.Region.IsUnknown() && partition(ref.Region) != partition(m.Region.ValueString()) {
			resp.Diagnostics.AddAttributeError(path.Root("region"), "Another partition",
				fmt.Sprintf("Keys do not leave their partition: %s is in %s, and %s in %s.", m.PrimaryKeyARN.ValueString(), partition(ref.Region), m.Region.ValueString(), partition(m.Region.ValueString())))
		}
		return
	}
	if m.PrimaryKeyARN.IsUnknown() || keyPart(m.PrimaryKeyARN) != keyPart(state.PrimaryKeyARN) {
		m.replace([]change{{"primary_key_arn", state.PrimaryKeyARN, m.PrimaryKeyARN}}, &state.keyModel, r.severity(), resp)
	}
}
