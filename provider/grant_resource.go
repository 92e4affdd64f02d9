package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/mapvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/keywright/terraform-provider-keywright/policies/data"
)

var (
	_ resource.ResourceWithConfigure      = (*grantResource)(nil)
	_ resource.ResourceWithModifyPlan     = (*grantResource)(nil)
	_ resource.ResourceWithImportState    = (*grantResource)(nil)
	_ resource.ResourceWithValidateConfig = (*grantResource)(nil)
	_ resource.ResourceWithMoveState      = (*grantResource)(nil)
)

// grantResource is keywright_grant.
type grantResource struct{ configured }

func newGrantResource() resource.Resource { return &grantResource{} }

func (r *grantResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_grant"
}

type grantModel struct {
	KeyID               types.String   `tfsdk:"key_id"`
	Region              types.String   `tfsdk:"region"`
	Name                types.String   `tfsdk:"name"`
	GranteePrincipal    types.String   `tfsdk:"grantee_principal"`
	Operations          types.Set      `tfsdk:"operations"`
	Constraints         types.Object   `tfsdk:"constraints"`
	RetiringPrincipal   types.String   `tfsdk:"retiring_principal"`
	GrantCreationTokens types.List     `tfsdk:"grant_creation_tokens"`
	RetireOnDestroy     types.Bool     `tfsdk:"retire_on_destroy"`
	ID                  types.String   `tfsdk:"id"`
	GrantID             types.String   `tfsdk:"grant_id"`
	GrantName           types.String   `tfsdk:"grant_name"`
	Timeouts            timeouts.Value `tfsdk:"timeouts"`
}

type constraintsModel struct {
	Equals    types.Map    `tfsdk:"encryption_context_equals"`
	Subset    types.Map    `tfsdk:"encryption_context_subset"`
	SourceARN types.String `tfsdk:"source_arn"`
}

var constraintsType = types.ObjectType{AttrTypes: map[string]attr.Type{
	"encryption_context_equals": types.MapType{ElemType: types.StringType},
	"encryption_context_subset": types.MapType{ElemType: types.StringType},
	"source_arn":                types.StringType,
}}

func (r *grantResource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	keep := []planmodifier.String{stringplanmodifier.UseStateForUnknown()}
	resp.Schema = schema.Schema{
		MarkdownDescription: "A bounded, named grant: who beside the key policy may do what with a key, under which encryption context. KMS changes no grant: another grantee, operation or constraint makes another one, and the former is revoked. A key pending deletion keeps its grants, and takes them along.",
		Attributes: map[string]schema.Attribute{
			"key_id": schema.StringAttribute{Required: true, MarkdownDescription: "The key's ARN, or its id where it lives in `region`. Give the ARN of a multi-region key, whose id is the same everywhere. Another key makes another grant.",
				Validators: []validator.String{keyReferenceValidator{}}},
			"region": schema.StringAttribute{Optional: true, Computed: true, MarkdownDescription: "Region. Default: that of the key's ARN, else the provider's."},
			"name": schema.StringAttribute{Required: true, MarkdownDescription: "The grant's name. Within one state a key has one grant of a name: by it an interrupted create is continued. In KMS the state's name stands before it (`grant_name`).",
				Validators: []validator.String{grantNameValidator}},
			"grantee_principal": schema.StringAttribute{Required: true, MarkdownDescription: "Who may: the ARN of a role, user, session or account, or an AWS service such as `rds.amazonaws.com`, which needs `source_arn` and `retiring_principal`.",
				Validators: []validator.String{granteeValidator{}}},
			"operations": schema.SetAttribute{Required: true, ElementType: types.StringType, MarkdownDescription: "What the grantee may, such as `Decrypt`.",
				Validators: []validator.Set{setvalidator.SizeAtLeast(1), setvalidator.ValueStringsAre(stringvalidator.OneOf(grantOperations()...))}},
			"constraints": constraintsAttribute(),
			"retiring_principal": schema.StringAttribute{Optional: true, MarkdownDescription: "Who may end the grant without a right in the key policy: an ARN, or an AWS service.",
				Validators: []validator.String{granteeValidator{}}},
			"grant_creation_tokens": schema.ListAttribute{Optional: true, WriteOnly: true, Sensitive: true, ElementType: types.StringType, MarkdownDescription: "Tokens of grants that the right to make this one rests on and that are too new to be seen everywhere. Write-only: they are in no plan and no state. Needs Terraform 1.11."},
			"retire_on_destroy":     schema.BoolAttribute{Optional: true, Computed: true, Default: booldefault.StaticBool(false), MarkdownDescription: "On destroy, retire the grant (as its retiring principal may) instead of revoking it."},
			"id":                    schema.StringAttribute{Computed: true, MarkdownDescription: "The grant id.", PlanModifiers: keep},
			"grant_id":              schema.StringAttribute{Computed: true, MarkdownDescription: "The grant id. A grant's token is in no state: call `CreateGrant` with the same name for one.", PlanModifiers: keep},
			"grant_name":            schema.StringAttribute{Computed: true, MarkdownDescription: "The name in KMS: the state that owns the grant, a colon, `name`."},
		},
		Blocks: map[string]schema.Block{
			"timeouts": timeouts.Block(ctx, timeouts.Opts{Create: true, Read: true, Delete: true}),
		},
	}
}

func constraintsAttribute() schema.SingleNestedAttribute {
	pairs := func(d string) schema.MapAttribute {
		return schema.MapAttribute{Optional: true, ElementType: types.StringType, MarkdownDescription: d, Validators: []validator.Map{
			mapvalidator.SizeBetween(1, 8), mapvalidator.ValueStringsAre(stringvalidator.LengthAtMost(384)),
		}}
	}
	return schema.SingleNestedAttribute{
		Optional: true, MarkdownDescription: "What the grantee's calls must carry. An encryption context bounds a grant on a symmetric encryption key; other keys take none.",
		Attributes: map[string]schema.Attribute{
			"encryption_context_equals": pairs("Exactly this encryption context."),
			"encryption_context_subset": pairs("At least these pairs of an encryption context."),
			"source_arn": schema.StringAttribute{Optional: true, MarkdownDescription: "Only on behalf of this AWS resource.",
				Validators: []validator.String{stringvalidator.RegexMatches(arnText, "an ARN begins with arn: and names a service")}},
		},
	}
}

// grantOperations are the operations that a grant may give.
func grantOperations() []string {
	var names []string
	for _, action := range data.Actions() {
		if action.GrantOperation {
			names = append(names, action.Operation())
		}
	}
	return names
}
