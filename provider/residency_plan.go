package provider

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/keywright/terraform-provider-keywright/policies/data"
)

// ValidateConfig refuses names that mean nothing. Whether regions fit the jurisdiction is for the plan.
func (r *residencyResource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config residencyModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if j := config.Jurisdiction; !j.IsNull() && !j.IsUnknown() && !data.KnownJurisdiction(j.ValueString()) {
		resp.Diagnostics.AddAttributeError(path.Root("jurisdiction"), "Unknown jurisdiction",
			fmt.Sprintf("%q is neither EEA nor EU nor the two letters of a country with a region of AWS.", j.ValueString()))
	}
}

// ModifyPlan checks the set of regions as far as it is known.
func (r *residencyResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.Plan.Raw.IsNull() {
		return
	}
	var plan residencyModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	plan.check(ctx, r.severity(), &resp.Diagnostics)
	plan.ID = plan.id()
	resp.Diagnostics.Append(resp.Plan.Set(ctx, &plan)...)
}

// severity is how a declaration that does not hold is said: as an error, or, where the provider is told to warn so
// that a checker gets a whole plan, as a warning.
func (c *configured) severity() func(*diag.Diagnostics, path.Path, string, string) {
	if c.session != nil && c.session.enforcement == enforceWarning {
		return func(diags *diag.Diagnostics, at path.Path, summary, detail string) {
			diags.AddAttributeWarning(at, summary, detail)
		}
	}
	return func(diags *diag.Diagnostics, at path.Path, summary, detail string) {
		diags.AddAttributeError(at, summary, detail)
	}
}

type say = func(diags *diag.Diagnostics, at path.Path, summary, detail string)

func (m *residencyModel) check(ctx context.Context, tell say, diags *diag.Diagnostics) {
	partitions := map[string]string{} // partition → a region in it
	for _, p := range m.places(ctx, diags) {
		region, ok := data.RegionNamed(p.code)
		if !ok {
			diags.AddAttributeError(p.at, "Unknown region", fmt.Sprintf("%q is not in the table of regions, so that nobody can say in which country it is. Correct its spelling.", p.code))
			continue
		}
		if j := m.Jurisdiction; !j.IsUnknown() && !region.In(j.ValueString()) {
			tell(diags, p.at, "Region outside the jurisdiction",
				fmt.Sprintf("%s is in %s, which is not in %s. Choose one of %s.", region.Code, region.Country, j.ValueString(), strings.Join(data.RegionsIn(j.ValueString()), ", ")))
		}
		partitions[region.Partition] = region.Code
	}
	if m.known(m.PrimaryRegion) && m.known(m.BackupRegion) && m.PrimaryRegion.Equal(m.BackupRegion) {
		tell(diags, path.Root("backup_region"), "Backup region is the primary region",
			fmt.Sprintf("Both are %s: what is lost with the region is lost with its backup. Choose another region for one of them.", m.BackupRegion.ValueString()))
	}
	if len(partitions) > 1 {
		var list []string
		for _, name := range sortedKeys(partitions) {
			list = append(list, partitions[name]+" in "+name)
		}
		tell(diags, path.Root("primary_region"), "Regions of several partitions",
			fmt.Sprintf("AWS partitions share no accounts, credentials or replicas: %s. Declare one residency for each.", strings.Join(list, ", ")))
	}
}

type place struct {
	code string
	at   path.Path
}

// places are the regions that are known.
func (m *residencyModel) places(ctx context.Context, diags *diag.Diagnostics) []place {
	var all []place
	if m.known(m.PrimaryRegion) {
		all = append(all, place{m.PrimaryRegion.ValueString(), path.Root("primary_region")})
	}
	if m.known(m.BackupRegion) {
		all = append(all, place{m.BackupRegion.ValueString(), path.Root("backup_region")})
	}
	if fullyKnown(ctx, m.AdditionalRegions) {
		for _, code := range stringSet(ctx, m.AdditionalRegions, diags) {
			all = append(all, place{code, path.Root("additional_regions").AtSetValue(types.StringValue(code))})
		}
	}
	return all
}

func (m *residencyModel) known(v attr.Value) bool { return !v.IsNull() && !v.IsUnknown() }

func (m *residencyModel) id() types.String {
	if m.Jurisdiction.IsUnknown() || m.PrimaryRegion.IsUnknown() || m.BackupRegion.IsUnknown() {
		return types.StringUnknown()
	}
	id := m.Jurisdiction.ValueString() + "/" + m.PrimaryRegion.ValueString()
	if !m.BackupRegion.IsNull() {
		id += "/" + m.BackupRegion.ValueString()
	}
	return types.StringValue(id)
}
