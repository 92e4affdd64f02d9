package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

var (
	_ resource.ResourceWithConfigure      = (*residencyResource)(nil)
	_ resource.ResourceWithModifyPlan     = (*residencyResource)(nil)
	_ resource.ResourceWithValidateConfig = (*residencyResource)(nil)
)

// residencyResource is keywright_residency. It calls nobody: what it says is checked against the table of regions.
type residencyResource struct{ configured }

func newResidencyResource() resource.Resource { return &residencyResource{} }

type residencyModel struct {
	ID                types.String `tfsdk:"id"`
	PrimaryRegion     types.String `tfsdk:"primary_region"`
	BackupRegion      types.String `tfsdk:"backup_region"`
	AdditionalRegions types.Set    `tfsdk:"additional_regions"`
	Jurisdiction      types.String `tfsdk:"jurisdiction"`
}

func (r *residencyResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_residency"
}

func (r *residencyResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Where keys may live: a primary region, a backup region apart from it, and the jurisdiction both are in. Sets that contradict it fail at plan.",
		Attributes: map[string]schema.Attribute{
			"primary_region":     schema.StringAttribute{Required: true, MarkdownDescription: "The region of primary keys."},
			"backup_region":      schema.StringAttribute{Optional: true, MarkdownDescription: "The region of backup keys; another than the primary."},
			"additional_regions": schema.SetAttribute{Optional: true, ElementType: types.StringType, MarkdownDescription: "Further regions where keys may live."},
			"jurisdiction": schema.StringAttribute{Optional: true, Computed: true, Default: stringdefault.StaticString("EEA"),
				MarkdownDescription: "`EEA` (default), `EU`, or a country's two letters. London and Zurich are not in the EEA."},
			"id": schema.StringAttribute{Computed: true, MarkdownDescription: "Jurisdiction and regions."},
		},
	}
}

func (r *residencyResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan residencyModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	plan.check(ctx, r.severity(), &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	plan.ID = plan.id()
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
}

// Read has nothing to read: regions do not drift.
func (r *residencyResource) Read(context.Context, resource.ReadRequest, *resource.ReadResponse) {}

func (r *residencyResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan residencyModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	plan.check(ctx, r.severity(), &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	plan.ID = plan.id()
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
}

// Delete forgets the declaration; the keys stay where they are.
func (r *residencyResource) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) {
}
