package provider

import (
	"context"
	"fmt"
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/keywright/terraform-provider-keywright/internal/kms"
)

// deletedPrincipal is what KMS shows instead of an ARN once the principal is gone: its unique id.
var deletedPrincipal = regexp.MustCompile(`^A(RO|ID)A[A-Z0-9]{12,}$`)

// ModifyPlan is a pure function of configuration and state.
func (r *grantResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.Plan.Raw.IsNull() || r.session == nil {
		return
	}
	var plan, config grantModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	var state *grantModel
	if !req.State.Raw.IsNull() {
		state = &grantModel{}
		resp.Diagnostics.Append(req.State.Get(ctx, state)...)
	}
	if resp.Diagnostics.HasError() {
		return
	}
	plan.settleRegion(&config, r.session)
	plan.planName(state, r.session, &resp.Diagnostics)
	plan.checkRegionKnown(r.session, &resp.Diagnostics)
	if state != nil {
		resp.RequiresReplace = append(resp.RequiresReplace, plan.replaced(state)...)
		state.tellDeleted(&resp.Diagnostics)
	}
	r.session.claims.planGrant(&plan, state, req.Config.Raw, len(resp.RequiresReplace) > 0, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(resp.Plan.Set(ctx, &plan)...)
	if len(resp.RequiresReplace) == 0 {
		r.judgeAtPlan(ctx, judgedGrant, resp.Plan.Raw, req.State.Raw, &resp.Diagnostics)
	}
}

// settleRegion fills in the region that the configuration leaves out: that of the key's ARN, else the provider's.
func (m *grantModel) settleRegion(config *grantModel, s *session) {
	if !config.Region.IsNull() {
		return
	}
	m.Region = types.StringUnknown()
	if m.KeyID.IsUnknown() {
		return
	}
	ref, err := kms.ParseReference(m.KeyID.ValueString())
	switch {
	case err == nil && ref.Region != "":
		m.Region = types.StringValue(ref.Region)
	case s.region != "":
		m.Region = types.StringValue(s.region)
	}
}

func (m *grantModel) checkRegionKnown(s *session, diags *diag.Diagnostics) {
	if m.otherRegion() {
		diags.AddAttributeError(path.Root("region"), "Region does not fit the key",
			fmt.Sprintf("The key %s is not in %s. Leave region out: it is that of the ARN.", m.KeyID.ValueString(), m.Region.ValueString()))
	}
	if m.Region.IsUnknown() || s.client == nil {
		return
	}
	if err := s.client.CheckRegion(m.Region.ValueString()); err != nil {
		addError(diags, err)
	}
}

// planName is the name in KMS. A grant that is there keeps the one it has until its own name changes: a state that is
// given another name does not end its grants.
func (m *grantModel) planName(state *grantModel, s *session, diags *diag.Diagnostics) {
	switch {
	case state != nil && state.Name.Equal(m.Name):
		m.GrantName = state.GrantName
	case s.client == nil || m.Name.IsUnknown():
		m.GrantName = types.StringUnknown()
	case s.ownership == "":
		diags.AddError("No ownership configured",
			"A grant cannot be made without a name for the state that owns it, by which a grant whose answer was lost is found again. Set ownership in the provider block, for instance ownership = \"payments-prod\".")
	default:
		m.GrantName = types.StringValue(kms.GrantName(s.ownership, m.Name.ValueString()))
	}
}

// replaced lists what differs: KMS changes nothing of a grant. A key's id and its ARN are the same key.
func (m *grantModel) replaced(state *grantModel) []path.Path {
	var found []path.Path
	for _, c := range []struct {
		name      string
		was, will attr.Value
	}{
		{"region", state.Region, m.Region}, {"name", state.Name, m.Name}, {"grantee_principal", state.GranteePrincipal, m.GranteePrincipal},
		{"operations", state.Operations, m.Operations}, {"constraints", state.Constraints, m.Constraints},
		{"retiring_principal", state.RetiringPrincipal, m.RetiringPrincipal},
	} {
		if !c.was.Equal(c.will) {
			found = append(found, path.Root(c.name))
		}
	}
	if m.KeyID.IsUnknown() || keyPart(m.KeyID) != keyPart(state.KeyID) {
		found = append(found, path.Root("key_id"))
	}
	return found
}

// keyPart is a key's id, however the key is written.
func keyPart(v types.String) string {
	if ref, err := kms.ParseReference(v.ValueString()); err == nil {
		return ref.ID
	}
	return v.ValueString()
}

// tellDeleted says why a grant is made anew although nobody changed it.
func (m *grantModel) tellDeleted(diags *diag.Diagnostics) {
	for name, principal := range map[string]types.String{"grantee_principal": m.GranteePrincipal, "retiring_principal": m.RetiringPrincipal} {
		if deletedPrincipal.MatchString(principal.ValueString()) {
			diags.AddAttributeWarning(path.Root(name), "A principal that was deleted",
				fmt.Sprintf("The grant %s on the key %s is to %s: the principal that it named was deleted, and one of the same name, made since, is another. The grant is made anew for the one that is declared.", m.Name.ValueString(), m.KeyID.ValueString(), principal.ValueString()))
		}
	}
}
