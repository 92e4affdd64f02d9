package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// Delete schedules the key's deletion. It refuses a protected key once more: a saved plan, or -replace, may come here
// without ModifyPlan having seen a destruction.
func (r *keyResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state keyModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() {
		return
	}
	if state.RetainOnDestroy.ValueBool() {
		return // forgotten, and left as it is
	}
	if state.DeletionProtection.ValueBool() {
		resp.Diagnostics.AddAttributeError(path.Root("deletion_protection"), "The key is protected", protectedDetail(&state, "destroyed"))
		return
	}
	if !r.ready(&resp.Diagnostics) {
		return
	}
	within, d := state.Timeouts.Delete(ctx, keyTimeout)
	resp.Diagnostics.Append(d...)
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	err := r.session.client.DeleteKey(ctx, state.Region.ValueString(), state.KeyID.ValueString(), state.Alias.ValueString(), state.DeletionWindowDays.ValueInt64())
	if err != nil {
		addError(&resp.Diagnostics, err)
	}
}

func protectedDetail(m *keyModel, what string) string {
	return fmt.Sprintf("The key %s (%s) has deletion_protection and would be %s, and with it everything it encrypts. If that is meant, set deletion_protection = false, apply that change alone, and then this one. If the resource is tainted, terraform untaint it.",
		m.Alias.ValueString(), m.ARN.ValueString(), what)
}
