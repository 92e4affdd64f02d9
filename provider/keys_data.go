package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/datasource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/keywright/terraform-provider-keywright/internal/kms"
)

// keysDataSource is data.keywright_keys: the live keys of a region.
type keysDataSource struct{ configuredData }

func newKeysDataSource() datasource.DataSource { return &keysDataSource{} }

func (d *keysDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_keys"
}

type keysDataModel struct {
	ID          types.String   `tfsdk:"id"`
	Region      types.String   `tfsdk:"region"`
	AliasPrefix types.String   `tfsdk:"alias_prefix"`
	KeyStates   types.Set      `tfsdk:"key_states"`
	Specs       types.Set      `tfsdk:"specs"`
	Tags        types.Map      `tfsdk:"tags"`
	Keys        types.Map      `tfsdk:"keys"`
	Unreadable  types.Map      `tfsdk:"unreadable"`
	Timeouts    timeouts.Value `tfsdk:"timeouts"`
}

var listedType = types.ObjectType{AttrTypes: map[string]attr.Type{
	"key_id": types.StringType, "arn": types.StringType, "region": types.StringType, "alias": types.StringType,
	"aliases": types.ListType{ElemType: types.StringType}, "spec": types.StringType, "usage": types.StringType, "origin": types.StringType,
	"multi_region": types.BoolType, "primary": types.BoolType, "key_state": types.StringType, "tags": types.MapType{ElemType: types.StringType},
}}

func (d *keysDataSource) Schema(ctx context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "The keys of a region that an account has, whoever made them; keys of AWS are left out. Their policies are not read: `data.keywright_key` does that for one.",
		Attributes: map[string]schema.Attribute{
			"id":           schema.StringAttribute{Computed: true, MarkdownDescription: "The region."},
			"region":       schema.StringAttribute{Optional: true, Computed: true, MarkdownDescription: "The region. Default: the provider's."},
			"alias_prefix": schema.StringAttribute{Optional: true, MarkdownDescription: "Only keys with an alias that begins so, without `alias/`."},
			"key_states": schema.SetAttribute{Optional: true, ElementType: types.StringType, MarkdownDescription: "Only keys in one of these states, such as `Enabled`.",
				Validators: []validator.Set{setvalidator.SizeAtLeast(1), setvalidator.ValueStringsAre(stringvalidator.OneOf("Creating", "Enabled", "Disabled", "PendingDeletion", "PendingImport", "PendingReplicaDeletion", "Unavailable", "Updating"))}},
			"specs": schema.SetAttribute{Optional: true, ElementType: types.StringType, MarkdownDescription: "Only keys of one of these specs.",
				Validators: []validator.Set{setvalidator.SizeAtLeast(1), setvalidator.ValueStringsAre(stringvalidator.OneOf(specNames()...))}},
			"tags":       schema.MapAttribute{Optional: true, ElementType: types.StringType, MarkdownDescription: "Only keys that have all these tags with these values, such as `Purpose`."},
			"keys":       schema.MapAttribute{Computed: true, ElementType: listedType, MarkdownDescription: "The keys by key id. `alias` is the one it was made for, else the first."},
			"unreadable": schema.MapAttribute{Computed: true, ElementType: types.StringType, MarkdownDescription: "Keys that the caller may not look at, by key id, with what KMS says: they may be asked for, and are not in `keys`."},
		},
		Blocks: map[string]schema.Block{"timeouts": timeouts.Block(ctx)},
	}
}

func (d *keysDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var m keysDataModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	if resp.Diagnostics.HasError() || !d.ready(&resp.Diagnostics) {
		return
	}
	within, problems := m.Timeouts.Read(ctx, keyTimeout)
	resp.Diagnostics.Append(problems...)
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	region := orDefault(m.Region.ValueString(), d.session.region)
	if err := d.session.client.CheckRegion(region); err != nil {
		addError(&resp.Diagnostics, err)
		return
	}
	keys, unreadable, err := d.session.client.ListKeys(ctx, region, kms.Filter{
		AliasPrefix: m.AliasPrefix.ValueString(), States: stringSet(ctx, m.KeyStates, &resp.Diagnostics),
		Specs: stringSet(ctx, m.Specs, &resp.Diagnostics), Tags: stringMap(ctx, m.Tags, &resp.Diagnostics),
	})
	if err != nil {
		addError(&resp.Diagnostics, err)
		return
	}
	m.ID, m.Region = types.StringValue(region), types.StringValue(region)
	m.read(keys, unreadable, &resp.Diagnostics)
	resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
}

func (m *keysDataModel) read(keys []*kms.Key, unreadable []kms.Unreadable, diags *diag.Diagnostics) {
	rows, hidden := map[string]attr.Value{}, map[string]string{}
	for _, key := range keys {
		alias := types.StringNull()
		if len(key.Aliases) > 0 {
			alias = types.StringValue(aliasOf(key))
		}
		rows[key.ID] = types.ObjectValueMust(listedType.AttrTypes, map[string]attr.Value{
			"key_id": types.StringValue(key.ID), "arn": types.StringValue(key.ARN), "region": types.StringValue(key.Region), "alias": alias, "aliases": listOf(key.Aliases),
			"spec": textOrNull(key.Spec), "usage": textOrNull(key.Usage), "origin": textOrNull(key.Origin), "key_state": textOrNull(key.State),
			"multi_region": types.BoolPointerValue(key.MultiRegion), "primary": types.BoolPointerValue(key.Primary()), "tags": mapOf(key.Tags),
		})
	}
	for _, u := range unreadable {
		hidden[u.ID] = u.Reason
	}
	m.Keys, m.Unreadable = types.MapValueMust(listedType, rows), mapOf(hidden)
	if len(hidden) > 0 {
		diags.AddWarning("Keys that cannot be looked at",
			fmt.Sprintf("The caller may not read %d keys of %s, which may be among those that are asked for: see unreadable.", len(hidden), m.Region.ValueString()))
	}
}
