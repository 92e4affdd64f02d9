package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/keywright/terraform-provider-keywright/internal/kms"
)

// Delete schedules the key's deletion. It refuses a protected key once more: a saved plan, or -replace, may come here
// without ModifyPlan having seen a destruction.
func (r *keyResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state keyModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if !resp.Diagnostics.HasError() {
		r.deleteKey(ctx, &state, &resp.Diagnostics)
	}
}

func (c *configured) deleteKey(ctx context.Context, state *keyModel, diags *diag.Diagnostics) {
	if state.RetainOnDestroy.ValueBool() {
		return // forgotten, and left as it is
	}
	if !c.ready(diags) {
		return
	}
	within, d := state.Timeouts.Delete(ctx, keyTimeout)
	diags.Append(d...)
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	region, id, alias := state.Region.ValueString(), state.KeyID.ValueString(), state.Alias.ValueString()
	switch {
	case c.leaving(ctx, state):
		if err := c.session.client.LetGo(ctx, region, id, alias); err != nil {
			addError(diags, err)
		}
		return
	case state.DeletionProtection.ValueBool():
		diags.AddAttributeError(path.Root("deletion_protection"), "The key is protected", protectedDetail(state, "destroyed"))
		return
	}
	if err := c.session.client.DeleteKey(ctx, region, id, alias, state.DeletionWindowDays.ValueInt64()); err != nil {
		addError(diags, err)
	}
}

// leaving says that others have scheduled the key's deletion, and still: its replacement destroys nothing.
func (c *configured) leaving(ctx context.Context, state *keyModel) bool {
	if !(&kms.Key{State: state.KeyState.ValueString()}).Leaving() {
		return false
	}
	live, err := c.session.client.Describe(ctx, state.Region.ValueString(), state.KeyID.ValueString())
	return err == nil && live.Leaving()
}

func protectedDetail(m *keyModel, what string) string {
	return fmt.Sprintf("The key %s (%s) has deletion_protection and would be %s, and with it everything it encrypts. If that is meant, set deletion_protection = false, apply that change alone, and then this one. If the resource is tainted, terraform untaint it.",
		m.Alias.ValueString(), m.ARN.ValueString(), what)
}
