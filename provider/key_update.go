package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource"
)

func (r *keyResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state keyModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() || !r.ready(&resp.Diagnostics) {
		return
	}
	within, d := plan.Timeouts.Update(ctx, keyTimeout)
	resp.Diagnostics.Append(d...)
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	plan.settle(ctx, r.session, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	r.judgeAtApply(ctx, judgedKey, req.Plan, &plan, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	want := plan.want(ctx, r.session, state.Alias.ValueString(), &resp.Diagnostics)
	want.Primary = promoted(ctx, req.Config, &resp.Diagnostics)
	want.Material = plan.importing(ctx, req.Config, &state, r.session, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	key, err := r.session.client.UpdateKey(ctx, state.KeyID.ValueString(), want)
	if err != nil {
		addError(&resp.Diagnostics, err)
		return
	}
	plan.made(key, &resp.Diagnostics)
	noteRewritten(ctx, resp.Private, key.Rewritten, &resp.Diagnostics)
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
}
