package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/keywright/terraform-provider-keywright/internal/kms"
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
	if !r.ready(&resp.Diagnostics) {
		return
	}
	within, d := state.Timeouts.Delete(ctx, keyTimeout)
	resp.Diagnostics.Append(d...)
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	region, id, alias := state.Region.ValueString(), state.KeyID.ValueString(), state.Alias.ValueString()
	switch {
	case r.leaving(ctx, &state):
		if err := r.session.client.LetGo(ctx, region, id, alias); err != nil {
			addError(&resp.Diagnostics, err)
		}
		return
	case state.DeletionProtection.ValueBool():
		resp.Diagnostics.AddAttributeError(path.Root("deletion_protection"), "The key is protected", protectedDetail(&state, "destroyed"))
		return
	}
	if err := r.session.client.DeleteKey(ctx, region, id, alias, state.DeletionWindowDays.ValueInt64()); err != nil {
		addError(&resp.Diagnostics, err)
	}
}

// leaving says that others have scheduled the key's deletion, and still: its replacement destroys nothing.
func (r *keyResource) leaving(ctx context.Context, state *keyModel) bool {
	if !(&kms.Key{State: state.KeyState.ValueString()}).Leaving() {
		return false
	}
	live, err := r.session.client.Describe(ctx, state.Region.ValueString(), state.KeyID.ValueString())
	return err == nil && live.Leaving()
}

func protectedDetail(m *keyModel, what string) string {
	return fmt.Sprintf("The key %s (%s) has deletion_protection and would be %s, and with it everything it encrypts. If that is meant, set deletion_protection = false, apply that change alone, and then this one. If the resource is tainted, terraform untaint it.",
		m.Alias.ValueString(), m.ARN.ValueString(), what)
}
