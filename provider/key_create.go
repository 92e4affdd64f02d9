package provider

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/keywright/terraform-provider-keywright/internal/kms"
)

// Create leaves the state null on every error: a state would taint the resource and have the next apply replace the
// key, where it should continue with it. The key is found again by its tags.
func (r *keyResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan keyModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	if resp.Diagnostics.HasError() || !r.ready(&resp.Diagnostics) {
		return
	}
	within, d := plan.Timeouts.Create(ctx, keyTimeout)
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
	want := plan.want(ctx, r.session, "", &resp.Diagnostics)
	want.Primary = promoted(ctx, req.Config, &resp.Diagnostics)
	want.Material = plan.importing(ctx, req.Config, nil, r.session, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	key, err := r.session.client.CreateKey(ctx, want)
	if err != nil {
		addError(&resp.Diagnostics, err)
		return
	}
	tellTakenUp(key, &plan, r.session, &resp.Diagnostics)
	plan.made(key, &resp.Diagnostics)
	noteRewritten(ctx, resp.Private, key.Rewritten, &resp.Diagnostics)
	noteMade(ctx, resp.Private, &resp.Diagnostics)
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
}

// settle fills in what could not be known at plan.
func (m *keyModel) settle(ctx context.Context, s *session, diags *diag.Diagnostics) {
	if m.Region.IsUnknown() || m.Region.IsNull() {
		m.Region = types.StringValue(s.region)
	}
	m.protect()
	if m.Primary.IsUnknown() {
		m.Primary = types.BoolNull()
		if m.MultiRegion.ValueBool() {
			m.Primary = types.BoolValue(true)
		}
	}
	if m.Ownership.IsUnknown() {
		m.Ownership = textOrNull(s.ownership)
	}
	if m.TagsAll.IsUnknown() {
		m.TagsAll = m.allTags(ctx, s, diags)
	}
	if m.Policy.IsUnknown() {
		m.Policy = m.generated(ctx, s, diags)
	}
	if !diags.HasError() {
		checkPolicy(m, s, diags)
	}
}

// want is what the client shall bring about.
func (m *keyModel) want(ctx context.Context, s *session, formerAlias string, diags *diag.Diagnostics) *kms.Want {
	return &kms.Want{
		Region: m.Region.ValueString(), Alias: m.Alias.ValueString(), FormerAlias: formerAlias, Description: m.Description.ValueString(),
		Policy: m.Policy.ValueString(), Spec: m.Spec.ValueString(), Usage: m.Usage.ValueString(), Origin: m.Origin.ValueString(),
		StoreID: m.CustomKeyStoreID.ValueString(), XksKeyID: m.XksKeyID.ValueString(),
		MultiRegion: m.MultiRegion.ValueBool(), Enabled: m.Enabled.ValueBool(), Tags: stringMap(ctx, m.TagsAll, diags),
		KeepTag: s.ignore.match, OnPendingDeletion: m.OnPendingDeletion.ValueString(),
	}
}

// made takes over what only the service knows. What the plan has said stays: if others have changed the key meanwhile,
// the next refresh shows it.
func (m *keyModel) made(key *kms.Key, diags *diag.Diagnostics) {
	m.ID, m.KeyID, m.ARN = types.StringValue(key.ID), types.StringValue(key.ID), types.StringValue(key.ARN)
	m.AccountID = types.StringValue(key.Account)
	if m.KeyState.IsUnknown() {
		m.KeyState = types.StringValue(key.State)
	}
	if m.Violations.IsUnknown() {
		m.Violations = listOf(violations(key, m.Alias.ValueString()))
	}
	m.madeMaterial(key, diags)
}

// violations says what is wrong with a live key that no other attribute shows.
func violations(key *kms.Key, alias string) []string {
	found := []string{}
	switch {
	case key.Leaving() && key.DeletesAt != nil:
		found = append(found, fmt.Sprintf("The key is pending deletion; it goes on %s.", key.DeletesAt.UTC().Format("2006-01-02")))
	case key.Leaving():
		found = append(found, "The key is pending deletion; it goes when its last replica is gone.")
	case key.State == kms.StateUnavailable:
		found = append(found, "The key is unavailable: its key store is not connected.")
	}
	if alias != "" && !key.Leaving() && !slices.Contains(key.Aliases, alias) {
		found = append(found, fmt.Sprintf("alias/%s does not name the key.", alias))
	}
	return found
}

// tellTakenUp says that a key was there already and whole. Two states of one ownership cannot be told from a run that was
// cut short.
func tellTakenUp(key *kms.Key, m *keyModel, s *session, diags *diag.Diagnostics) {
	if !key.TakenUp {
		return
	}
	diags.AddAttributeWarning(path.Root("alias"), "A key that was there was taken up",
		fmt.Sprintf("alias/%s in %s belonged to the key %s, which this ownership (%q) made on %s: it was taken for the work of an apply that was cut short. If another workspace or a copy of this configuration manages the key, both do now, and either could destroy it: take it out of this state (a removed block, or terraform state rm), and give each its own ownership, such as \"NAME-${terraform.workspace}\".",
			m.Alias.ValueString(), m.Region.ValueString(), key.ARN, s.ownership, key.Created.UTC().Format(time.RFC3339)))
}
