package provider

import (
	"context"
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
	"github.com/keywright/terraform-provider-keywright/internal/kms"
)

// keyTimeout bounds each operation on a key, unless timeouts says otherwise.
const keyTimeout = 5 * time.Minute

func (r *keyResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state keyModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() || !r.ready(&resp.Diagnostics) {
		return
	}
	if r.readKey(ctx, &state, req, resp) != nil {
		resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
	}
}

// readKey brings the model up to date and returns the live key; nil where it is gone, or could not be read.
func (c *configured) readKey(ctx context.Context, state *keyModel, req resource.ReadRequest, resp *resource.ReadResponse) *kms.Key {
	within, d := state.Timeouts.Read(ctx, keyTimeout)
	resp.Diagnostics.Append(d...)
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	key, err := whileMissing(ctx, freshUntil(ctx, req.Private, &resp.Diagnostics), func(bool) (*kms.Key, error) {
		return c.session.client.ReadKey(ctx, state.Region.ValueString(), state.KeyID.ValueString())
	})
	if kms.IsNotFound(err) {
		resp.State.RemoveResource(ctx)
		return nil
	}
	if err != nil {
		addError(&resp.Diagnostics, err)
		return nil
	}
	if key.Leaving() && state.OnPendingDeletion.ValueString() == kms.PendingRecreate {
		resp.State.RemoveResource(ctx) // it is let go, and another one is planned
		return nil
	}
	asWritten(ctx, key, state.Policy.ValueString(), req.Private, &resp.Diagnostics)
	state.read(ctx, key, c.session, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return nil
	}
	return key
}

// read takes the live key over. What the service does not tell keeps its value.
func (m *keyModel) read(ctx context.Context, key *kms.Key, s *session, diags *diag.Diagnostics) {
	imported := m.Policy.IsNull()
	alias := m.Alias.ValueString()
	if imported {
		m.defaults()
		m.readPolicy(ctx, key.Policy, diags)
		if alias == "" {
			alias = aliasOf(key)
		}
	} else if !keypolicy.Equal(m.Policy.ValueString(), key.Policy) {
		m.Policy = types.StringValue(canonical(key.Policy))
	}
	if alias == "" {
		alias = key.Tags[kms.TagAlias]
	}
	m.ID, m.KeyID, m.ARN = types.StringValue(key.ID), types.StringValue(key.ID), types.StringValue(key.ARN)
	m.Region, m.AccountID, m.KeyState = types.StringValue(key.Region), types.StringValue(key.Account), types.StringValue(key.State)
	m.Description = textOrNull(key.Description)
	m.readKind(key)
	m.readMaterial(key)
	m.readTags(ctx, key.Tags, s, diags)
	m.Alias = types.StringNull()
	if slices.Contains(key.Aliases, alias) || key.Leaving() {
		m.Alias = textOrNull(alias)
	}
	m.Violations = listOf(violations(key, alias))
}

// defaults are the values of an imported key until its tags say otherwise.
func (m *keyModel) defaults() {
	m.Spec, m.Usage, m.Origin = types.StringValue(defaultSpec), types.StringValue(defaultUsage), types.StringValue(defaultOrigin)
	m.MultiRegion, m.Enabled = types.BoolValue(false), types.BoolValue(true)
	m.DeletionWindowDays, m.OnPendingDeletion, m.RetainOnDestroy = types.Int64Value(defaultWindow), types.StringValue(kms.PendingFail), types.BoolValue(false)
	m.DeletionProtection = types.BoolNull()
}

// readPolicy reads access back from the policy of an imported key. A policy that keywright did not write has none: the
// first plan then shows what the declared access would make of it.
func (m *keyModel) readPolicy(ctx context.Context, policy string, diags *diag.Diagnostics) {
	m.Policy = types.StringValue(canonical(policy))
	m.Access, m.ExtraStatements = types.MapNull(types.ObjectType{AttrTypes: roleTypes}), types.ListNull(types.StringType)
	access, extra, err := keypolicy.ReadAccess(policy)
	if err != nil {
		return
	}
	m.Access = writeAccess(ctx, access, diags)
	if len(extra) > 0 {
		m.ExtraStatements = listOf(extra)
	}
}

func (m *keyModel) readKind(key *kms.Key) {
	told := func(live string, into *types.String) {
		if live != "" {
			*into = types.StringValue(live)
		}
	}
	told(key.Spec, &m.Spec)
	told(key.Usage, &m.Usage)
	told(key.Origin, &m.Origin)
	told(key.StoreID, &m.CustomKeyStoreID)
	told(key.XksKeyID, &m.XksKeyID)
	if key.MultiRegion != nil {
		m.MultiRegion = types.BoolValue(*key.MultiRegion)
	}
	if is := key.Primary(); is != nil {
		m.Primary = types.BoolValue(*is)
	}
	switch key.State {
	case kms.StateEnabled:
		m.Enabled = types.BoolValue(true)
	case kms.StateDisabled:
		m.Enabled = types.BoolValue(false)
	}
}

// aliasOf chooses the alias of an imported key: the one it was made for, else the first.
func aliasOf(key *kms.Key) string {
	if made := key.Tags[kms.TagAlias]; slices.Contains(key.Aliases, made) || len(key.Aliases) == 0 {
		return made
	}
	return key.Aliases[0]
}

// canonical is the one form of a policy, or the text itself where it cannot be read.
func canonical(policy string) string {
	if text, err := keypolicy.Canonical(policy); err == nil {
		return text
	}
	return policy
}
