package provider

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

var (
	_ resource.ResourceWithConfigure      = (*replicaKeyResource)(nil)
	_ resource.ResourceWithModifyPlan     = (*replicaKeyResource)(nil)
	_ resource.ResourceWithImportState    = (*replicaKeyResource)(nil)
	_ resource.ResourceWithValidateConfig = (*replicaKeyResource)(nil)
)

// replicaTimeout bounds the making of a replica and a change of the primary, unless timeouts says otherwise: material
// has taken ten minutes from one continent to another.
const replicaTimeout = 30 * time.Minute

// replicaKeyResource is keywright_replica_key: a key like any other, whose material is another's.
type replicaKeyResource struct{ configured }

func newReplicaKeyResource() resource.Resource { return &replicaKeyResource{} }

func (r *replicaKeyResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_replica_key"
}

type replicaModel struct {
	keyModel
	PrimaryKeyARN types.String `tfsdk:"primary_key_arn"`
}

func (r *replicaKeyResource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	attributes := keyAttributes()
	attributes["primary_key_arn"] = schema.StringAttribute{Required: true, MarkdownDescription: "The ARN of the multi-region key that this is a replica of. It may have ceased to be the primary since. Another key makes another replica.",
		Validators: []validator.String{stringvalidator.RegexMatches(keyARN, "not the ARN of a KMS key, arn:aws:kms:REGION:ACCOUNT:key/KEY-ID")}}
	attributes["multi_region"] = schema.BoolAttribute{Computed: true, Default: booldefault.StaticBool(true), MarkdownDescription: "Always true."}
	resp.Schema = schema.Schema{
		MarkdownDescription: "A replica of a multi-region key in another region, with an alias, tags and roles of its own. Material, id, spec, usage and rotation are its key's; `spec`, `usage` and `origin` say what it is, so that the policy is known at plan, and have to agree with it.",
		Attributes:          attributes,
		Blocks: map[string]schema.Block{
			"timeouts": timeouts.Block(ctx, timeouts.Opts{Create: true, Read: true, Update: true, Delete: true}),
		},
	}
}

func (r *replicaKeyResource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config replicaModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if !resp.Diagnostics.HasError() {
		config.check(&resp.Diagnostics)
		if !config.CustomKeyStoreID.IsNull() || !config.XksKeyID.IsNull() {
			resp.Diagnostics.AddAttributeError(path.Root("custom_key_store_id"), "Key stores are of one region", "A replica is of a multi-region key, and such keys do not live in custom key stores. Leave custom_key_store_id and xks_key_id out.")
		}
	}
}

func (r *replicaKeyResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan replicaModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	if resp.Diagnostics.HasError() || !r.ready(&resp.Diagnostics) {
		return
	}
	within, d := plan.Timeouts.Create(ctx, replicaTimeout)
	resp.Diagnostics.Append(d...)
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	plan.settle(ctx, r.session, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	r.judgeAtApply(ctx, judgedReplica, req.Plan, &plan, &resp.Diagnostics)
	want := plan.want(ctx, r.session, "", &resp.Diagnostics)
	want.ReplicaOf, want.Primary = plan.PrimaryKeyARN.ValueString(), promoted(ctx, req.Config, &resp.Diagnostics)
	want.Material = plan.importing(ctx, req.Config, nil, r.session, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	key, err := r.session.client.CreateKey(ctx, want)
	if err != nil {
		addError(&resp.Diagnostics, err)
		return
	}
	tellTakenUp(key, &plan.keyModel, r.session, &resp.Diagnostics)
	plan.made(key, &resp.Diagnostics)
	noteRewritten(ctx, resp.Private, key.Rewritten, &resp.Diagnostics)
	noteMade(ctx, resp.Private, &resp.Diagnostics)
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
}

func (r *replicaKeyResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state replicaModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() || !r.ready(&resp.Diagnostics) {
		return
	}
	key := r.readKey(ctx, &state.keyModel, req, resp)
	if key == nil {
		return
	}
	if state.PrimaryKeyARN.IsNull() {
		state.PrimaryKeyARN = textOrNull(key.PrimaryARN)
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}

func (r *replicaKeyResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state replicaModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() || !r.ready(&resp.Diagnostics) {
		return
	}
	within, d := plan.Timeouts.Update(ctx, replicaTimeout)
	resp.Diagnostics.Append(d...)
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	plan.settle(ctx, r.session, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	r.judgeAtApply(ctx, judgedReplica, req.Plan, &plan, &resp.Diagnostics)
	want := plan.want(ctx, r.session, state.Alias.ValueString(), &resp.Diagnostics)
	want.Primary = promoted(ctx, req.Config, &resp.Diagnostics)
	want.Material = plan.importing(ctx, req.Config, &state.keyModel, r.session, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	key, err := r.session.client.UpdateKey(ctx, state.KeyID.ValueString(), want)
	if err != nil {
		addError(&resp.Diagnostics, err)
		return
	}
	plan.made(key, &resp.Diagnostics)
	noteRewritten(ctx, resp.Private, key.Rewritten, &resp.Diagnostics)
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
}

func (r *replicaKeyResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state replicaModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if !resp.Diagnostics.HasError() {
		r.deleteKey(ctx, &state.keyModel, &resp.Diagnostics)
	}
}

// ImportState takes what keywright_key takes. An id alone means the key of the provider's region.
func (r *replicaKeyResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	key := r.importKey(ctx, req.ID, resp)
	if key != nil && key.PrimaryARN == "" {
		resp.Diagnostics.AddAttributeError(path.Root("primary_key_arn"), "Not a multi-region key",
			"The key "+key.ARN+" is of one region. Import it as a keywright_key.")
	}
}
