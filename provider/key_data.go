package provider

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/datasource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
	"github.com/keywright/terraform-provider-keywright/internal/kms"
)

var (
	_ datasource.DataSourceWithConfigure = (*keyDataSource)(nil)
	_ datasource.DataSourceWithConfigure = (*keysDataSource)(nil)
)

// configuredData is what every data source gets from the provider.
type configuredData struct{ session *session }

func (c *configuredData) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	if req.ProviderData == nil {
		return
	}
	s, ok := req.ProviderData.(*session)
	if !ok {
		resp.Diagnostics.AddError("Provider data of another type",
			fmt.Sprintf("Data sources expect a session and got %T. This is a fault of keywright: please report it.", req.ProviderData))
		return
	}
	c.session = s
}

func (c *configuredData) ready(diags *diag.Diagnostics) bool {
	if c.session == nil || c.session.client == nil {
		notConfigured(diags)
		return false
	}
	return true
}

// keyDataSource is data.keywright_key: a live key, whoever made it.
type keyDataSource struct{ configuredData }

func newKeyDataSource() datasource.DataSource { return &keyDataSource{} }

func (d *keyDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_key"
}

type keyDataModel struct {
	Key            types.String   `tfsdk:"key"`
	ID             types.String   `tfsdk:"id"`
	KeyID          types.String   `tfsdk:"key_id"`
	ARN            types.String   `tfsdk:"arn"`
	Region         types.String   `tfsdk:"region"`
	AccountID      types.String   `tfsdk:"account_id"`
	Alias          types.String   `tfsdk:"alias"`
	Aliases        types.List     `tfsdk:"aliases"`
	Description    types.String   `tfsdk:"description"`
	Spec           types.String   `tfsdk:"spec"`
	Usage          types.String   `tfsdk:"usage"`
	Origin         types.String   `tfsdk:"origin"`
	StoreID        types.String   `tfsdk:"custom_key_store_id"`
	XksKeyID       types.String   `tfsdk:"xks_key_id"`
	MaterialID     types.String   `tfsdk:"material_id"`
	MaterialEnds   types.String   `tfsdk:"material_valid_to"`
	MultiRegion    types.Bool     `tfsdk:"multi_region"`
	Primary        types.Bool     `tfsdk:"primary"`
	PrimaryKeyARN  types.String   `tfsdk:"primary_key_arn"`
	KeyState       types.String   `tfsdk:"key_state"`
	CreationDate   types.String   `tfsdk:"creation_date"`
	DeletionDate   types.String   `tfsdk:"deletion_date"`
	Policy         types.String   `tfsdk:"policy"`
	Access         types.Map      `tfsdk:"access"`
	Tags           types.Map      `tfsdk:"tags"`
	Purpose        types.String   `tfsdk:"purpose"`
	Classification types.String   `tfsdk:"classification"`
	Owner          types.String   `tfsdk:"owner"`
	Environment    types.String   `tfsdk:"environment"`
	Protects       types.Set      `tfsdk:"protects"`
	Ownership      types.String   `tfsdk:"ownership"`
	Timeouts       timeouts.Value `tfsdk:"timeouts"`
}

func (d *keyDataSource) Schema(ctx context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	text := func(d string) schema.StringAttribute {
		return schema.StringAttribute{Computed: true, MarkdownDescription: d}
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "A key as it is, whoever made it: for `keywright_rotation`, `keywright_separation` and `keywright_grant`, which take it whole.",
		Attributes: map[string]schema.Attribute{
			"key": schema.StringAttribute{Required: true, MarkdownDescription: "Which key: `KEY-ID`, `KEY-ID@REGION`, an ARN of a key or alias, `alias/NAME` or `alias/NAME@REGION`."},
			"id":  text("The key id."), "key_id": text("The key id."), "arn": text("The key's ARN."), "region": text("Its region."), "account_id": text("The account that holds it."),
			"alias":       text("The alias it was made for, else its first; null where it has none. Without `alias/`."),
			"aliases":     schema.ListAttribute{Computed: true, ElementType: types.StringType, MarkdownDescription: "All its aliases, sorted, without `alias/`."},
			"description": text("Its description."), "spec": text("KMS key spec."), "usage": text("KMS key usage."), "origin": text("Where its material comes from."),
			"custom_key_store_id": text("The custom key store that it lives in; null for others."), "xks_key_id": text("What an external key manager calls it; null for others."),
			"material_id":       text("The id of the material that a symmetric key encrypts with."),
			"material_valid_to": text("When the first of its imported material expires, if any does. RFC 3339."),
			"multi_region":      schema.BoolAttribute{Computed: true, MarkdownDescription: "Whether it may have replicas, or is one."},
			"primary":           schema.BoolAttribute{Computed: true, MarkdownDescription: "Whether it is the primary of its set; null for a key of one region."},
			"primary_key_arn":   text("The ARN of the primary of its set."),
			"key_state":         text("The state KMS reports."), "creation_date": text("When it was made. RFC 3339."), "deletion_date": text("When it goes, if it does. RFC 3339."),
			"policy":  text("The key policy in force, in canonical form."),
			"access":  schema.MapAttribute{Computed: true, ElementType: types.ObjectType{AttrTypes: roleTypes}, MarkdownDescription: "The roles of a policy that keywright wrote; null for another's."},
			"tags":    schema.MapAttribute{Computed: true, ElementType: types.StringType, MarkdownDescription: "All its tags."},
			"purpose": text("Tag `Purpose`."), "classification": text("Tag `DataClassification`."), "owner": text("Tag `Owner`."), "environment": text("Tag `Environment`."),
			"protects":  schema.SetAttribute{Computed: true, ElementType: types.StringType, MarkdownDescription: "Tag `Protects`."},
			"ownership": text("The state that made it, if keywright did."),
		},
		Blocks: map[string]schema.Block{"timeouts": timeouts.Block(ctx)},
	}
}

func (d *keyDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var m keyDataModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	if resp.Diagnostics.HasError() || !d.ready(&resp.Diagnostics) {
		return
	}
	within, problems := m.Timeouts.Read(ctx, keyTimeout)
	resp.Diagnostics.Append(problems...)
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	key, err := d.session.client.Find(ctx, m.Key.ValueString())
	if err == nil {
		key, err = d.session.client.Complete(ctx, key)
	}
	if err != nil {
		addError(&resp.Diagnostics, err)
		return
	}
	m.read(ctx, key, &resp.Diagnostics)
	resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
}

func (m *keyDataModel) read(ctx context.Context, key *kms.Key, diags *diag.Diagnostics) {
	m.ID, m.KeyID, m.ARN = types.StringValue(key.ID), types.StringValue(key.ID), types.StringValue(key.ARN)
	m.Region, m.AccountID, m.KeyState = types.StringValue(key.Region), textOrNull(key.Account), textOrNull(key.State)
	m.Alias, m.Aliases = types.StringNull(), listOf(key.Aliases)
	if len(key.Aliases) > 0 {
		m.Alias = types.StringValue(aliasOf(key))
	}
	m.Description, m.Spec, m.Usage, m.Origin = textOrNull(key.Description), textOrNull(key.Spec), textOrNull(key.Usage), textOrNull(key.Origin)
	m.MultiRegion, m.Primary, m.PrimaryKeyARN = types.BoolPointerValue(key.MultiRegion), types.BoolPointerValue(key.Primary()), textOrNull(key.PrimaryARN)
	m.StoreID, m.XksKeyID, m.MaterialID, m.MaterialEnds = textOrNull(key.StoreID), textOrNull(key.XksKeyID), textOrNull(key.MaterialID), types.StringNull()
	if key.ValidTo != nil {
		m.MaterialEnds = timeOrNull(*key.ValidTo)
	}
	m.CreationDate, m.DeletionDate = timeOrNull(key.Created), types.StringNull()
	if key.DeletesAt != nil {
		m.DeletionDate = timeOrNull(*key.DeletesAt)
	}
	m.Policy, m.Access = types.StringValue(canonical(key.Policy)), types.MapNull(types.ObjectType{AttrTypes: roleTypes})
	if access, _, err := keypolicy.ReadAccess(key.Policy); err == nil {
		m.Access = writeAccess(ctx, access, diags)
	}
	tags := key.Tags
	m.Tags, m.Protects, m.Ownership = mapOf(tags), setOrNull(kms.DecodeList(tags[kms.TagProtects])), textOrNull(tags[kms.TagOwnership])
	m.Purpose, m.Classification = textOrNull(tags[kms.TagPurpose]), textOrNull(tags[kms.TagClassification])
	m.Owner, m.Environment = textOrNull(tags[kms.TagOwner]), textOrNull(tags[kms.TagEnvironment])
}

func timeOrNull(at time.Time) types.String {
	if at.IsZero() {
		return types.StringNull()
	}
	return types.StringValue(at.UTC().Format(time.RFC3339))
}
