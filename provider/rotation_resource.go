package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64default"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

var (
	_ resource.ResourceWithConfigure      = (*rotationResource)(nil)
	_ resource.ResourceWithModifyPlan     = (*rotationResource)(nil)
	_ resource.ResourceWithValidateConfig = (*rotationResource)(nil)
)

// The ways a key rotates.
const (
	methodAutomatic = "automatic" // KMS does it, every period
	methodOnDemand  = "on-demand" // a change of trigger does it
	methodManual    = "manual"    // people do it; the schedule says who and when
)

// rotationResource is keywright_rotation.
type rotationResource struct{ configured }

func newRotationResource() resource.Resource { return &rotationResource{} }

func (r *rotationResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_rotation"
}

type rotationModel struct {
	ID             types.String `tfsdk:"id"`
	Method         types.String `tfsdk:"method"`
	PeriodDays     types.Int64  `tfsdk:"period_days"`
	AlertAfterDays types.Int64  `tfsdk:"alert_after_days"`
	Owner          types.String `tfsdk:"owner"`
	Approval       types.String `tfsdk:"approval"`
	Trigger        types.String `tfsdk:"trigger"`
	Manage         types.Bool   `tfsdk:"manage"`
	Keys           types.Map    `tfsdk:"keys"`
	Status         types.Map    `tfsdk:"status"`
}

type statusModel struct {
	Enabled    types.Bool   `tfsdk:"enabled"`
	PeriodDays types.Int64  `tfsdk:"period_days"`
	Last       types.String `tfsdk:"last"`
	Next       types.String `tfsdk:"next"`
	Due        types.String `tfsdk:"due"`
}

var statusType = types.ObjectType{AttrTypes: map[string]attr.Type{
	"enabled": types.BoolType, "period_days": types.Int64Type, "last": types.StringType, "next": types.StringType, "due": types.StringType,
}}

func (r *rotationResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "A rotation schedule over the keys it covers. Destroying it leaves rotation on.",
		Attributes: map[string]schema.Attribute{
			"method": schema.StringAttribute{Required: true, MarkdownDescription: "`automatic` (KMS rotates every period), `on-demand` (a change of `trigger` rotates now) or `manual` (people rotate; the schedule says who answers for it, and automatic rotation is switched off).",
				Validators: []validator.String{stringvalidator.OneOf(methodAutomatic, methodOnDemand, methodManual)}},
			"period_days": schema.Int64Attribute{Optional: true, Computed: true, Default: int64default.StaticInt64(365), MarkdownDescription: "Days between rotations; KMS accepts 90 to 2560 for `automatic`.",
				Validators: []validator.Int64{int64validator.Between(1, 3650)}},
			"alert_after_days": schema.Int64Attribute{Optional: true, Computed: true, Default: int64default.StaticInt64(7), MarkdownDescription: "Days overdue that raise the alarm.",
				Validators: []validator.Int64{int64validator.Between(0, 365)}},
			"owner":    schema.StringAttribute{Optional: true, MarkdownDescription: "Who answers for a manual schedule; required there."},
			"approval": schema.StringAttribute{Optional: true, MarkdownDescription: "The approval of the organisation's policy that a rotation by hand needs."},
			"trigger":  schema.StringAttribute{Optional: true, MarkdownDescription: "For `on-demand`: any text. Changing it rotates every key now."},
			"manage": schema.BoolAttribute{Optional: true, Computed: true, Default: booldefault.StaticBool(true),
				MarkdownDescription: "Whether the schedule sets the keys' rotation. `false` only watches: for keys of other providers, which set it themselves."},
			"keys": keysAttribute("The keys, by a name of your choice."),
			"id":   schema.StringAttribute{Computed: true, MarkdownDescription: "The schedule's name, as its keys carry it in the tag `keywright:rotation`."},
			"status": schema.MapNestedAttribute{Computed: true, MarkdownDescription: "How each key rotates, by the names of `keys`.",
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"enabled":     schema.BoolAttribute{Computed: true, MarkdownDescription: "Whether automatic rotation is on."},
					"period_days": schema.Int64Attribute{Computed: true, MarkdownDescription: "Its period."},
					"last":        schema.StringAttribute{Computed: true, MarkdownDescription: "When the key last got new material, or was made. RFC 3339."},
					"next":        schema.StringAttribute{Computed: true, MarkdownDescription: "When it is due next. RFC 3339."},
					"due":         schema.StringAttribute{Computed: true, MarkdownDescription: "`no`, `due`, or `overdue` by more than `alert_after_days`."},
				}}},
		},
	}
}
