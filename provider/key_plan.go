package provider

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
	"github.com/keywright/terraform-provider-keywright/internal/kms"
	"github.com/keywright/terraform-provider-keywright/policies/data"
)

// ModifyPlan is a pure function of configuration and state: the clock is read elsewhere.
func (r *keyResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	var state *keyModel
	if !req.State.Raw.IsNull() {
		state = &keyModel{}
		resp.Diagnostics.Append(req.State.Get(ctx, state)...)
	}
	if resp.Diagnostics.HasError() {
		return
	}
	if req.Plan.Raw.IsNull() {
		r.planDestroy(state, &resp.Diagnostics)
		return
	}
	var plan, config keyModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() || r.session == nil {
		return
	}
	plan.defaultsOf(&config, r.session)
	plan.planPrimary(&config, state, true, &resp.Diagnostics)
	if config.Primary.ValueBool() && state != nil {
		r.session.claims.lead(state.KeyID.ValueString(), plan.Region.ValueString(), &resp.Diagnostics)
	}
	plan.plan(ctx, &r.configured, state, req.Config.Raw, resp)
	plan.tellLowered(&config, state, &resp.Diagnostics)
	plan.planMaterial(&config, state, r.session, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(resp.Plan.Set(ctx, &plan)...)
	if len(resp.RequiresReplace) == 0 {
		r.judgeAtPlan(ctx, judgedKey, resp.Plan.Raw, req.State.Raw, &resp.Diagnostics)
	}
}

// planDestroy refuses at plan what Delete would refuse at apply.
func (c *configured) planDestroy(state *keyModel, diags *diag.Diagnostics) {
	if state == nil || state.RetainOnDestroy.ValueBool() {
		return
	}
	tell := c.severity()
	if state.DeletionProtection.ValueBool() {
		tell(diags, path.Root("deletion_protection"), "The key is protected", protectedDetail(state, "destroyed"))
	}
	if c.session != nil {
		c.session.claims.destroy(state, tell, diags)
	}
}

// plan fills in what the key shall be and refuses what must not be.
func (m *keyModel) plan(ctx context.Context, c *configured, state *keyModel, config tftypes.Value, resp *resource.ModifyPlanResponse) {
	s, tell := c.session, c.severity()
	m.checkRegionKnown(s, &resp.Diagnostics)
	m.planOwnership(s, state, &resp.Diagnostics)
	m.planImmutable(state, tell, resp)
	m.planState(state, resp)
	s.claims.plan(m, state, config, len(resp.RequiresReplace) > 0, tell, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	m.TagsAll = m.allTags(ctx, s, &resp.Diagnostics)
	m.planPolicy(ctx, s, state, &resp.Diagnostics)
}

// defaultsOf fills in what the configuration leaves out. What it leaves open, since it is only known after apply, stays
// open.
func (m *keyModel) defaultsOf(config *keyModel, s *session) {
	if config.Region.IsNull() && m.Region.IsUnknown() && s.region != "" {
		m.Region = types.StringValue(s.region)
	}
	if config.DeletionProtection.IsNull() {
		m.DeletionProtection = types.BoolUnknown()
		m.protect()
	}
}

func (m *keyModel) checkRegionKnown(s *session, diags *diag.Diagnostics) {
	if m.Region.IsUnknown() || s.client == nil {
		return
	}
	if err := s.client.CheckRegion(m.Region.ValueString()); err != nil {
		addError(diags, err)
	}
}

// protect is the default of deletion_protection.
func (m *keyModel) protect() {
	if !m.DeletionProtection.IsUnknown() && !m.DeletionProtection.IsNull() {
		return
	}
	if m.Classification.IsUnknown() || m.Purpose.IsUnknown() {
		return
	}
	m.DeletionProtection = types.BoolValue(data.Protected(m.Classification.ValueString(), m.Purpose.ValueString()))
}

func (m *keyModel) planOwnership(s *session, state *keyModel, diags *diag.Diagnostics) {
	switch {
	case s.ownership != "":
		m.Ownership = types.StringValue(s.ownership)
	case s.client == nil:
		m.Ownership = types.StringUnknown()
	case state != nil:
		m.Ownership = state.Ownership
	default:
		diags.AddError("No ownership configured",
			"A key cannot be made without a name for the state that owns it: CreateKey cannot be repeated safely, and the name is how an interrupted create is found again. Set ownership in the provider block, for instance ownership = \"payments-prod\".")
	}
}

// change is one attribute that cannot be changed in place, and is.
type change struct {
	name      string
	was, will attr.Value
}

// immutable lists the attributes that differ, or may differ, and cannot be changed.
func (m *keyModel) immutable(state *keyModel) []change {
	var found []change
	for _, c := range []change{
		{"region", state.Region, m.Region}, {"spec", state.Spec, m.Spec}, {"usage", state.Usage, m.Usage},
		{"origin", state.Origin, m.Origin}, {"multi_region", state.MultiRegion, m.MultiRegion},
		{"custom_key_store_id", state.CustomKeyStoreID, m.CustomKeyStoreID}, {"xks_key_id", state.XksKeyID, m.XksKeyID},
	} {
		if !c.was.IsNull() && !c.was.Equal(c.will) {
			found = append(found, c)
		}
	}
	return found
}

// planImmutable makes another key where what cannot be changed changes, and refuses that on a protected key.
func (m *keyModel) planImmutable(state *keyModel, tell say, resp *resource.ModifyPlanResponse) {
	if state == nil {
		return
	}
	m.replace(m.immutable(state), state, tell, resp)
}

// replace asks for another key because of the changes.
func (m *keyModel) replace(changes []change, state *keyModel, tell say, resp *resource.ModifyPlanResponse) {
	for _, c := range changes {
		if c.will.IsUnknown() { // a key is not given up on a suspicion
			resp.Diagnostics.AddAttributeError(path.Root(c.name), "Known only after apply",
				fmt.Sprintf("The key %s exists with %s = %s, and a change of %s makes another key, so that it has to be known at plan. Give it literally, or apply first what it rests on (-target).", state.ARN.ValueString(), c.name, c.was, c.name))
			continue
		}
		switch {
		case state.DeletionProtection.ValueBool():
			tell(&resp.Diagnostics, path.Root(c.name), "The key is protected",
				fmt.Sprintf("Changing %s from %s to %s makes another key. ", c.name, c.was, c.will)+protectedDetail(state, "replaced"))
		case !(&kms.Key{State: state.KeyState.ValueString()}).Leaving():
			resp.Diagnostics.AddAttributeWarning(path.Root(c.name), "Another key is made", m.costOfReplacing(c, state))
		}
		resp.RequiresReplace = append(resp.RequiresReplace, path.Root(c.name))
	}
}

// costOfReplacing says what becomes of a key that another one takes the place of.
func (m *keyModel) costOfReplacing(c change, state *keyModel) string {
	text := fmt.Sprintf("Changing %s from %s to %s makes another key. ", c.name, c.was, c.will)
	if state.RetainOnDestroy.ValueBool() {
		return text + fmt.Sprintf("The key %s stays as it is, in no state and without its alias.", state.ARN.ValueString())
	}
	return text + fmt.Sprintf("The key %s is scheduled for deletion: from the apply on nothing is decrypted or verified with it, and in %d days what it encrypted is lost. Encrypt that with the other key first: make it under an alias of its own, and let this one go when nothing needs it any more.", state.ARN.ValueString(), state.DeletionWindowDays.ValueInt64())
}

// classes are the classes of keys, the highest first.
var classes = []string{"restricted", "confidential", "internal", "public"}

// tellLowered says what a lower class lets go of.
func (m *keyModel) tellLowered(config, state *keyModel, diags *diag.Diagnostics) {
	if state == nil || m.Classification.IsUnknown() || slices.Index(classes, m.Classification.ValueString()) <= slices.Index(classes, state.Classification.ValueString()) || !slices.Contains(classes, state.Classification.ValueString()) {
		return
	}
	text := fmt.Sprintf("The class of the key %s goes from %s to %s: the rules for %s keys do not hold for it any more, and what it protects is not of that class either, or is not protected as it should be.",
		state.ARN.ValueString(), state.Classification.ValueString(), m.Classification.ValueString(), state.Classification.ValueString())
	if config.DeletionProtection.IsNull() && state.DeletionProtection.ValueBool() && !m.DeletionProtection.ValueBool() {
		text += " deletion_protection, which is the default of restricted and backup keys, goes too: the next plan may destroy the key. Set deletion_protection = true to keep it."
	}
	diags.AddAttributeWarning(path.Root("classification"), "The class is lowered", text)
}

// planState decides what becomes of key_state and violations, and what a key on its way out means.
func (m *keyModel) planState(state *keyModel, resp *resource.ModifyPlanResponse) {
	if state == nil {
		m.KeyState, m.Violations = types.StringUnknown(), types.ListUnknown(types.StringType)
		return
	}
	m.KeyState, m.Violations = state.KeyState, state.Violations
	switch leaving := (&kms.Key{State: state.KeyState.ValueString()}).Leaving(); {
	case leaving && m.OnPendingDeletion.ValueString() == kms.PendingRestore:
		m.KeyState = types.StringUnknown()
	case leaving && m.OnPendingDeletion.ValueString() == kms.PendingRecreate: // said after the key was scheduled for deletion
		resp.RequiresReplace = append(resp.RequiresReplace, path.Root("on_pending_deletion"))
	case leaving && m.OnPendingDeletion.ValueString() == kms.PendingFail:
		resp.Diagnostics.AddAttributeError(path.Root("on_pending_deletion"), "The key is pending deletion",
			fmt.Sprintf("The key %s (%s) was scheduled for deletion outside of this configuration; with it goes everything it encrypts. Set on_pending_deletion = \"restore\" to keep it, or \"recreate\" to let it go and make a new key.", state.Alias.ValueString(), state.ARN.ValueString()))
	case !m.Enabled.Equal(state.Enabled):
		m.KeyState = types.StringUnknown()
	}
	if len(state.Violations.Elements()) > 0 {
		m.Violations = types.ListUnknown(types.StringType) // looked at again, in place
	}
}

// planPolicy shows the policy to come: the text in the state where that means the same.
func (m *keyModel) planPolicy(ctx context.Context, s *session, state *keyModel, diags *diag.Diagnostics) {
	m.Policy = m.generated(ctx, s, diags)
	if diags.HasError() || m.Policy.IsUnknown() {
		return
	}
	if state != nil && keypolicy.Equal(state.Policy.ValueString(), m.Policy.ValueString()) {
		m.Policy = state.Policy
		return // it is in force, so that it has passed these checks
	}
	if state != nil {
		tellDeletedPrincipals(state, diags)
	}
	checkPolicy(m, s, diags)
}

// tellDeletedPrincipals says why a policy differs that nobody changed: KMS shows the id of a principal instead of its ARN
// once it is deleted.
func tellDeletedPrincipals(state *keyModel, diags *diag.Diagnostics) {
	document, err := keypolicy.Parse(state.Policy.ValueString())
	if err != nil {
		return
	}
	gone := map[string]bool{}
	for i := range document.Statements {
		for _, p := range document.Statements[i].Principals {
			if deletedPrincipal.MatchString(p.Value) {
				gone[p.Value] = true
			}
		}
	}
	if len(gone) > 0 {
		diags.AddAttributeWarning(path.Root("access"), "Principals that were deleted",
			fmt.Sprintf("The policy of the key %s in force is for %s: principals that it named were deleted, and ones of the same name, made since, are others and have nothing of it. This plan writes the policy anew; KMS refuses it while a principal that is declared does not exist.", state.Alias.ValueString(), strings.Join(sortedKeys(gone), ", ")))
	}
}

// checkPolicy refuses a policy that KMS would refuse, or that nobody could change any more.
func checkPolicy(m *keyModel, s *session, diags *diag.Diagnostics) {
	if m.Policy.IsUnknown() {
		return
	}
	for _, p := range keypolicy.Validate(m.Policy.ValueString()) {
		detail := p.Detail
		if p.Statement != "" {
			detail = "Statement " + p.Statement + ": " + detail
		}
		diags.AddAttributeError(path.Root("access"), p.Summary, detail)
	}
	document, err := keypolicy.Parse(m.Policy.ValueString())
	if diags.HasError() || err != nil {
		return
	}
	who, certain := s.applier()
	if who == "" {
		return
	}
	verdict := keypolicy.Lockout(document, who)
	switch {
	case verdict == keypolicy.Can:
	case verdict == keypolicy.Cannot && certain:
		diags.AddAttributeError(path.Root("access"), "The policy would lock its writer out",
			fmt.Sprintf("%s will apply this and could not change the policy of the key %s afterwards; KMS refuses such a policy, and nobody could mend it. Give it the role policy-admin in access, or name who applies in the provider's apply_principal.", who, m.Alias.ValueString()))
	default:
		diags.AddAttributeWarning(path.Root("access"), "Perhaps a lockout",
			fmt.Sprintf("It cannot be told whether %s, who will apply this, keeps the right to change the policy of the key %s. If not, KMS refuses the policy.", who, m.Alias.ValueString()))
	}
}

// applier is who will apply, and whether its ARN is one that policies can name.
func (s *session) applier() (who string, certain bool) {
	if s.applyPrincipal != "" {
		return s.applyPrincipal, kms.Caller{ARN: s.applyPrincipal}.Readable()
	}
	if s.client == nil {
		return "", false
	}
	caller := s.client.Caller()
	return caller.ARN, caller.Readable()
}
