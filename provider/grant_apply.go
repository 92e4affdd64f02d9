package provider

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"

	"github.com/keywright/terraform-provider-keywright/internal/kms"
)

// grantTimeout bounds each operation on a grant, unless timeouts says otherwise: KMS shows a new grant everywhere within
// five minutes.
const grantTimeout = 5 * time.Minute

// Create leaves the state null on every error, as that of a key does: the grant is found again by its name.
func (r *grantResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan, config grantModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() || !r.ready(&resp.Diagnostics) {
		return
	}
	within, d := plan.Timeouts.Create(ctx, grantTimeout)
	resp.Diagnostics.Append(d...)
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	if plan.Region.IsUnknown() {
		plan.settleRegion(&config, r.session)
	}
	plan.planName(nil, r.session, &resp.Diagnostics)
	plan.checkRegionKnown(r.session, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	r.judgeAtApply(ctx, judgedGrant, req.Plan, &plan, &resp.Diagnostics)
	want := plan.want(ctx, &resp.Diagnostics)
	want.Tokens = stringList(ctx, config.GrantCreationTokens, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	grant, left, err := r.session.client.CreateGrant(ctx, want)
	for _, text := range left {
		resp.Diagnostics.AddAttributeWarning(path.Root("name"), "Another grant of the same name", text)
	}
	if err != nil {
		addError(&resp.Diagnostics, err)
		return
	}
	plan.ID, plan.GrantID = types.StringValue(grant.ID), types.StringValue(grant.ID)
	noteMade(ctx, resp.Private, &resp.Diagnostics)
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
}

// want is what the client shall bring about.
func (m *grantModel) want(ctx context.Context, diags *diag.Diagnostics) *kms.WantGrant {
	w := &kms.WantGrant{
		Region: m.Region.ValueString(), KeyID: m.KeyID.ValueString(), Name: m.Name.ValueString(), Grantee: m.GranteePrincipal.ValueString(),
		Retiring: m.RetiringPrincipal.ValueString(), Operations: stringSet(ctx, m.Operations, diags),
	}
	if !m.Constraints.IsNull() {
		var c constraintsModel
		diags.Append(m.Constraints.As(ctx, &c, basetypes.ObjectAsOptions{})...)
		w.Equals, w.Subset, w.SourceARN = stringMap(ctx, c.Equals, diags), stringMap(ctx, c.Subset, diags), c.SourceARN.ValueString()
	}
	return w
}

func (r *grantResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state grantModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() || !r.ready(&resp.Diagnostics) {
		return
	}
	within, d := state.Timeouts.Read(ctx, grantTimeout)
	resp.Diagnostics.Append(d...)
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	if state.Region.IsNull() { // moved from a provider that did not say
		state.settleRegion(&grantModel{}, r.session)
	}
	grant, err := whileMissing(ctx, freshUntil(ctx, req.Private, &resp.Diagnostics), func(again bool) (*kms.Grant, error) {
		return r.session.client.ReadGrant(ctx, state.Region.ValueString(), state.KeyID.ValueString(), state.GrantID.ValueString(), again)
	})
	if kms.IsNotFound(err) || (err == nil && grant == nil) {
		resp.State.RemoveResource(ctx)
		return
	}
	if err != nil {
		addError(&resp.Diagnostics, err)
		return
	}
	state.read(grant, r.session)
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}

// read takes the live grant over.
func (m *grantModel) read(g *kms.Grant, s *session) {
	if m.GrantName.IsNull() || m.GrantName.ValueString() != g.Name { // imported
		m.Name = textOrNull(strings.TrimPrefix(g.Name, kms.GrantName(s.ownership, "")))
	}
	if m.RetireOnDestroy.IsNull() {
		m.RetireOnDestroy = types.BoolValue(false)
	}
	m.ID, m.GrantID, m.GrantName = types.StringValue(g.ID), types.StringValue(g.ID), textOrNull(g.Name)
	m.GranteePrincipal, m.RetiringPrincipal = textOrNull(g.GranteePrincipal), textOrNull(g.RetiringPrincipal)
	m.Operations = setOf(g.Operations)
	m.Constraints = types.ObjectNull(constraintsType.AttrTypes)
	if len(g.EncryptionContextEquals)+len(g.EncryptionContextSubset) > 0 || g.SourceARN != "" {
		m.Constraints = types.ObjectValueMust(constraintsType.AttrTypes, map[string]attr.Value{
			"encryption_context_equals": mapOrNull(g.EncryptionContextEquals), "encryption_context_subset": mapOrNull(g.EncryptionContextSubset),
			"source_arn": textOrNull(g.SourceARN),
		})
	}
}

// Update changes what only the provider knows, and how the key is written: KMS is not called.
func (r *grantResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan grantModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	if !resp.Diagnostics.HasError() {
		resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
	}
}

func (r *grantResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state grantModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() || !r.ready(&resp.Diagnostics) {
		return
	}
	within, d := state.Timeouts.Delete(ctx, grantTimeout)
	resp.Diagnostics.Append(d...)
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	taken, err := r.session.client.EndGrant(ctx, state.Region.ValueString(), state.KeyID.ValueString(), state.GrantID.ValueString(), state.RetireOnDestroy.ValueBool())
	if err != nil {
		addError(&resp.Diagnostics, err)
	}
	if taken {
		resp.Diagnostics.AddWarning("The grant is in use by another resource of this run",
			fmt.Sprintf("The grant %s on the key %s was to be ended, and the same run has taken it up for another resource that declares the same. It was left.", state.GrantID.ValueString(), state.KeyID.ValueString()))
	}
}

// ImportState takes KEY:GRANT-ID, where KEY is an ARN, KEY-ID or KEY-ID@REGION; Read fills in the rest.
func (r *grantResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	at := strings.LastIndex(req.ID, ":")
	var ref kms.Reference
	var err error
	if at > 0 {
		ref, err = kms.ParseReference(req.ID[:at])
	}
	if at < 1 || at == len(req.ID)-1 || err != nil || strings.HasPrefix(ref.ID, "alias/") {
		resp.Diagnostics.AddError("Malformed reference to a grant",
			fmt.Sprintf("%q names no grant. Write KEY:GRANT-ID, where KEY is the key's ARN, KEY-ID or KEY-ID@REGION.", req.ID))
		return
	}
	values := map[string]string{"grant_id": req.ID[at+1:], "id": req.ID[at+1:], "key_id": req.ID[:at]}
	if !strings.HasPrefix(req.ID, "arn:") {
		values["key_id"] = ref.ID
	}
	if ref.Region != "" {
		values["region"] = ref.Region
	}
	for _, name := range sortedKeys(values) {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(name), values[name])...)
	}
}
