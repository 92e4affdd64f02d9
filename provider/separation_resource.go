package provider

import (
	"context"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

var (
	_ resource.ResourceWithConfigure  = (*separationResource)(nil)
	_ resource.ResourceWithModifyPlan = (*separationResource)(nil)
)

// separationResource is keywright_separation.
type separationResource struct{ configured }

func newSeparationResource() resource.Resource { return &separationResource{} }

type separationModel struct {
	ID                     types.String `tfsdk:"id"`
	Keys                   types.Map    `tfsdk:"keys"`
	DistinctRegions        types.Set    `tfsdk:"distinct_regions"`
	DistinctAccounts       types.Set    `tfsdk:"distinct_accounts"`
	DistinctAdministrators types.Set    `tfsdk:"distinct_administrators"`
	DistinctUsers          types.Set    `tfsdk:"distinct_users"`
	Violations             types.List   `tfsdk:"violations"`
}

func (r *separationResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_separation"
}

func (r *separationResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	names := func(d string) schema.SetAttribute {
		return schema.SetAttribute{Optional: true, ElementType: types.StringType, MarkdownDescription: d + " Names of `keys`; each is held against every other key named there.",
			Validators: []validator.Set{setvalidator.SizeAtLeast(1)}}
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "Keys that must be separate. That they are different keys is always checked, replicas of one key included.",
		Attributes: map[string]schema.Attribute{
			"keys":                    keysAttribute("The keys, by a name of your choice."),
			"distinct_regions":        names("Keys that live in a region of their own."),
			"distinct_accounts":       names("Keys that live in an account of their own."),
			"distinct_administrators": names("Keys that nobody manages who manages another."),
			"distinct_users":          names("Keys under which nobody decrypts or makes data keys (signs, makes codes) who does under another."),
			"id": schema.StringAttribute{Computed: true, MarkdownDescription: "The names of the keys.",
				PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()}},
			"violations": schema.ListAttribute{Computed: true, ElementType: types.StringType, MarkdownDescription: "Where the live keys are not separate."},
		},
	}
}

func (r *separationResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan separationModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	if resp.Diagnostics.HasError() || !r.ready(&resp.Diagnostics) || !r.verify(ctx, &plan, &resp.Diagnostics) {
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
}

// Read records what is wrong and never fails for it: the apply that mends it has to get through.
func (r *separationResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state separationModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() || !r.ready(&resp.Diagnostics) {
		return
	}
	facts := state.live(ctx, r.session, false, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	state.Violations = listOf(details(state.compare(ctx, facts, &resp.Diagnostics)))
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}

func (r *separationResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan separationModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	if resp.Diagnostics.HasError() || !r.ready(&resp.Diagnostics) || !r.verify(ctx, &plan, &resp.Diagnostics) {
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
}

// Delete forgets the declaration; the keys stay as they are.
func (r *separationResource) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) {
}

// verify holds the declaration against the keys as they are. What does not hold is an error, unless the provider only
// warns.
func (r *separationResource) verify(ctx context.Context, plan *separationModel, diags *diag.Diagnostics) bool {
	facts := plan.live(ctx, r.session, true, diags)
	if diags.HasError() {
		return false
	}
	found := plan.compare(ctx, facts, diags)
	found = slices.DeleteFunc(found, func(v violation) bool { return v.open }) // the plan has said so
	tell := r.severity()
	for _, v := range found {
		tell(diags, v.at, v.summary, v.detail)
	}
	plan.ID = plan.id()
	plan.Violations = listOf(details(found))
	return !diags.HasError()
}

func details(found []violation) []string {
	all := []string{}
	for _, v := range found {
		if !v.open {
			all = append(all, v.detail)
		}
	}
	return all
}

func (m *separationModel) id() types.String {
	return types.StringValue(strings.Join(sortedKeys(m.Keys.Elements()), ","))
}
