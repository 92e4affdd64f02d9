package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
)

type keyModel struct {
	Alias              types.String   `tfsdk:"alias"`
	Purpose            types.String   `tfsdk:"purpose"`
	Classification     types.String   `tfsdk:"classification"`
	Owner              types.String   `tfsdk:"owner"`
	Environment        types.String   `tfsdk:"environment"`
	Protects           types.Set      `tfsdk:"protects"`
	Description        types.String   `tfsdk:"description"`
	Tags               types.Map      `tfsdk:"tags"`
	Region             types.String   `tfsdk:"region"`
	Spec               types.String   `tfsdk:"spec"`
	Usage              types.String   `tfsdk:"usage"`
	Origin             types.String   `tfsdk:"origin"`
	CustomKeyStoreID   types.String   `tfsdk:"custom_key_store_id"`
	XksKeyID           types.String   `tfsdk:"xks_key_id"`
	MultiRegion        types.Bool     `tfsdk:"multi_region"`
	Primary            types.Bool     `tfsdk:"primary"`
	MaterialWO         types.String   `tfsdk:"material_wo"`
	FormerMaterialsWO  types.List     `tfsdk:"former_materials_wo"`
	MaterialWOVersion  types.Int64    `tfsdk:"material_wo_version"`
	MaterialValidTo    types.String   `tfsdk:"material_valid_to"`
	MaterialID         types.String   `tfsdk:"material_id"`
	Access             types.Map      `tfsdk:"access"`
	ExtraStatements    types.List     `tfsdk:"extra_statements"`
	Enabled            types.Bool     `tfsdk:"enabled"`
	DeletionWindowDays types.Int64    `tfsdk:"deletion_window_days"`
	DeletionProtection types.Bool     `tfsdk:"deletion_protection"`
	OnPendingDeletion  types.String   `tfsdk:"on_pending_deletion"`
	RetainOnDestroy    types.Bool     `tfsdk:"retain_on_destroy"`
	ID                 types.String   `tfsdk:"id"`
	KeyID              types.String   `tfsdk:"key_id"`
	ARN                types.String   `tfsdk:"arn"`
	AccountID          types.String   `tfsdk:"account_id"`
	KeyState           types.String   `tfsdk:"key_state"`
	Policy             types.String   `tfsdk:"policy"`
	TagsAll            types.Map      `tfsdk:"tags_all"`
	Ownership          types.String   `tfsdk:"ownership"`
	Violations         types.List     `tfsdk:"violations"`
	Timeouts           timeouts.Value `tfsdk:"timeouts"`
}

type roleModel struct {
	Principals        types.Set    `tfsdk:"principals"`
	MFA               types.Bool   `tfsdk:"mfa"`
	DataKeys          types.Bool   `tfsdk:"data_keys"`
	Grants            types.Bool   `tfsdk:"grants"`
	Replicates        types.Bool   `tfsdk:"replicates"`
	Imports           types.Bool   `tfsdk:"imports"`
	VPCEndpointIDs    types.Set    `tfsdk:"vpc_endpoint_ids"`
	ViaServices       types.Set    `tfsdk:"via_services"`
	Services          types.Set    `tfsdk:"services"`
	EncryptionContext types.Map    `tfsdk:"encryption_context"`
	OrganizationID    types.String `tfsdk:"organization_id"`
}

var roleTypes = map[string]attr.Type{
	"principals": types.SetType{ElemType: types.StringType}, "mfa": types.BoolType, "data_keys": types.BoolType, "grants": types.BoolType,
	"replicates": types.BoolType, "imports": types.BoolType, "vpc_endpoint_ids": types.SetType{ElemType: types.StringType},
	"via_services": types.SetType{ElemType: types.StringType}, "services": types.SetType{ElemType: types.StringType},
	"encryption_context": types.MapType{ElemType: types.StringType}, "organization_id": types.StringType,
}

// readAccess turns the attribute into what keypolicy takes. It is called on known values only.
func readAccess(ctx context.Context, v types.Map, diags *diag.Diagnostics) keypolicy.Access {
	if v.IsNull() || v.IsUnknown() {
		return nil
	}
	roles := map[string]roleModel{}
	diags.Append(v.ElementsAs(ctx, &roles, false)...)
	access := keypolicy.Access{}
	for name := range roles {
		m := roles[name]
		access[name] = keypolicy.RoleAccess{
			Principals: stringSet(ctx, m.Principals, diags), MFA: m.MFA.ValueBool(), DataKeys: m.DataKeys.ValueBool(), Grants: m.Grants.ValueBool(),
			Replicates: m.Replicates.ValueBool(), Imports: m.Imports.ValueBool(), VPCEndpointIDs: stringSet(ctx, m.VPCEndpointIDs, diags),
			ViaServices: stringSet(ctx, m.ViaServices, diags), Services: stringSet(ctx, m.Services, diags),
			EncryptionContext: stringMap(ctx, m.EncryptionContext, diags), OrganizationID: m.OrganizationID.ValueString(),
		}
	}
	return access
}

// writeAccess is the attribute for access that was read from a policy: what is off or empty is null, as in a
// configuration that does not mention it.
func writeAccess(ctx context.Context, access keypolicy.Access, diags *diag.Diagnostics) types.Map {
	object := types.ObjectType{AttrTypes: roleTypes}
	if len(access) == 0 {
		return types.MapNull(object)
	}
	onlyTrue := func(b bool) types.Bool {
		if b {
			return types.BoolValue(true)
		}
		return types.BoolNull()
	}
	roles := map[string]roleModel{}
	for name := range access {
		a := access[name]
		roles[name] = roleModel{
			Principals: setOrNull(a.Principals), MFA: onlyTrue(a.MFA), DataKeys: onlyTrue(a.DataKeys), Grants: onlyTrue(a.Grants),
			Replicates: onlyTrue(a.Replicates), Imports: onlyTrue(a.Imports), VPCEndpointIDs: setOrNull(a.VPCEndpointIDs),
			ViaServices: setOrNull(a.ViaServices), Services: setOrNull(a.Services),
			EncryptionContext: mapOrNull(a.EncryptionContext), OrganizationID: textOrNull(a.OrganizationID),
		}
	}
	value, d := types.MapValueFrom(ctx, object, roles)
	diags.Append(d...)
	return value
}

// generated is the key policy that the model asks for, or unknown while a value that it rests on is. The account is the
// caller's, at every plan: a policy that changed with what the state knows would never be settled.
func (m *keyModel) generated(ctx context.Context, s *session, diags *diag.Diagnostics) types.String {
	if s.client == nil {
		return types.StringUnknown()
	}
	for _, v := range []attr.Value{m.Access, m.ExtraStatements, m.Region, m.Spec, m.Usage} {
		if !fullyKnown(ctx, v) {
			return types.StringUnknown()
		}
	}
	spec := keypolicy.Spec{
		Access: readAccess(ctx, m.Access, diags), ExtraStatements: stringList(ctx, m.ExtraStatements, diags),
		KeySpec: m.Spec.ValueString(), Usage: m.Usage.ValueString(), Region: m.Region.ValueString(),
		Partition: partition(m.Region.ValueString()), Account: s.client.Caller().Account,
	}
	if diags.HasError() {
		return types.StringUnknown()
	}
	policy, err := keypolicy.Generate(spec)
	if err != nil {
		diags.AddAttributeError(path.Root("access"), "No policy can be made of this access", sentence(err)+" Correct access or extra_statements.")
		return types.StringUnknown()
	}
	return types.StringValue(policy)
}
