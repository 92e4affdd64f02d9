package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/keywright/terraform-provider-keywright/internal/kms"
	"github.com/keywright/terraform-provider-keywright/policies/data"
)

// ValidateConfig holds the attributes against each other.
func (r *rotationResource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config rotationModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() || config.Method.IsUnknown() {
		return
	}
	method, limits := config.Method.ValueString(), data.KMSRotation()
	period := int64(limits.DefaultPeriodDays)
	if !config.PeriodDays.IsNull() {
		period = config.PeriodDays.ValueInt64()
	}
	if method == methodAutomatic && !config.PeriodDays.IsUnknown() && (period < int64(limits.MinPeriodDays) || period > int64(limits.MaxPeriodDays)) {
		resp.Diagnostics.AddAttributeError(path.Root("period_days"), "Period not offered by KMS",
			fmt.Sprintf("KMS rotates by itself every %d to %d days, and this says %d. Choose a period within, or method = %q or %q.", limits.MinPeriodDays, limits.MaxPeriodDays, period, methodOnDemand, methodManual))
	}
	if method == methodManual && config.Owner.IsNull() {
		resp.Diagnostics.AddAttributeError(path.Root("owner"), "A manual schedule needs an owner",
			"Nothing rotates these keys by itself, so somebody has to answer for it. Set owner to the team that does.")
	}
	if method != methodOnDemand && !config.Trigger.IsNull() {
		resp.Diagnostics.AddAttributeError(path.Root("trigger"), "Trigger without effect",
			fmt.Sprintf("A change of trigger rotates keys where method = %q, and here it is %q. Remove trigger, or change the method.", methodOnDemand, method))
	}
}

// ModifyPlan is a pure function of configuration and state: what is due was decided by Read.
func (r *rotationResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.Plan.Raw.IsNull() || r.session == nil {
		return
	}
	var plan rotationModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	keys := readKeys(ctx, plan.Keys, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	refuseTwice(keys, r.session, &resp.Diagnostics)
	plan.refuseFixed(keys, &resp.Diagnostics)
	plan.ID = plan.name(r.session)
	if plan.Manage.ValueBool() && r.session.client != nil && r.session.ownership == "" {
		resp.Diagnostics.AddError("No ownership configured",
			"A schedule that sets rotation marks its keys with its name, and the name begins with that of the state. Set ownership in the provider block, or manage = false to watch only.")
	}
	if !req.State.Raw.IsNull() {
		var state rotationModel
		resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
		plan.planStatus(ctx, &state, &resp.Diagnostics)
	}
	if !resp.Diagnostics.HasError() {
		resp.Diagnostics.Append(resp.Plan.Set(ctx, &plan)...)
	}
}

// refuseFixed adds an error for each key that KMS cannot rotate by the method of a schedule that sets rotation, as far as the
// plan knows what kind of key it is. KMS says so at apply else. Source: AWS KMS Developer Guide, Rotate AWS KMS keys.
func (m *rotationModel) refuseFixed(keys map[string]keyRefModel, diags *diag.Diagnostics) {
	if !m.Manage.ValueBool() || m.Method.ValueString() == methodManual {
		return
	}
	for _, name := range sortedKeys(keys) {
		key := keys[name]
		why := ""
		switch spec, origin := key.Spec.ValueString(), key.Origin.ValueString(); {
		case spec != "" && spec != defaultSpec:
			why = fmt.Sprintf("it is a key of %s, and KMS rotates symmetric encryption keys alone", spec)
		case origin == kms.OriginCloudHSM, origin == kms.OriginExternalStore:
			why = "it lives in a custom key store, where KMS rotates nothing"
		case origin == kms.OriginExternal && m.Method.ValueString() == methodAutomatic:
			why = "its material is imported, and other material comes with a new material_wo_version"
		default:
			continue
		}
		diags.AddAttributeError(path.Root("keys").AtMapKey(name), "The key does not rotate by itself",
			fmt.Sprintf("The schedule is of method = %q, and %q cannot follow it: %s. Put it into a schedule of method = %q, with an owner.", m.Method.ValueString(), name, why, methodManual))
	}
}

// planStatus keeps the status where nothing will be done, and leaves it open where something will: where the schedule
// changes, or where a key does not rotate as the schedule says.
func (m *rotationModel) planStatus(ctx context.Context, state *rotationModel, diags *diag.Diagnostics) {
	same := m.Method.Equal(state.Method) && m.PeriodDays.Equal(state.PeriodDays) && m.AlertAfterDays.Equal(state.AlertAfterDays) &&
		m.Owner.Equal(state.Owner) && m.Approval.Equal(state.Approval) && m.Trigger.Equal(state.Trigger) && m.Manage.Equal(state.Manage) && m.Keys.Equal(state.Keys) && m.ID.Equal(state.ID)
	if same && !m.drifted(ctx, state.Status, diags) {
		m.Status = state.Status
		return
	}
	m.Status = types.MapUnknown(statusType)
}

// drifted says that a key does not rotate as the schedule says: by itself, or by people's hands alone.
func (m *rotationModel) drifted(ctx context.Context, live types.Map, diags *diag.Diagnostics) bool {
	if !m.Manage.ValueBool() {
		return false
	}
	status := map[string]statusModel{}
	diags.Append(live.ElementsAs(ctx, &status, false)...)
	for name := range status {
		s := status[name]
		switch m.Method.ValueString() {
		case methodAutomatic:
			if !s.Enabled.ValueBool() || !s.PeriodDays.Equal(m.PeriodDays) {
				return true
			}
		case methodManual:
			if s.Enabled.ValueBool() {
				return true
			}
		}
	}
	return false
}

// name is the schedule's name: what its keys carry, so that a second schedule with other settings is noticed.
func (m *rotationModel) name(s *session) types.String {
	if m.Method.IsUnknown() || m.PeriodDays.IsUnknown() || m.Manage.IsUnknown() {
		return types.StringUnknown()
	}
	owner := s.ownership
	if !m.Manage.ValueBool() {
		owner = "watch"
	}
	return types.StringValue(fmt.Sprintf("%s/%s/%d", owner, m.Method.ValueString(), m.PeriodDays.ValueInt64()))
}
