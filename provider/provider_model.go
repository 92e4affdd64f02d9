package provider

import (
	"context"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/keywright/terraform-provider-keywright/internal/kms"
	"github.com/keywright/terraform-provider-keywright/internal/profile"
)

type providerModel struct {
	Region                    types.String `tfsdk:"region"`
	AccessKey                 types.String `tfsdk:"access_key"`
	SecretKey                 types.String `tfsdk:"secret_key"`
	Token                     types.String `tfsdk:"token"`
	Profile                   types.String `tfsdk:"profile"`
	SharedConfigFiles         types.List   `tfsdk:"shared_config_files"`
	SharedCredentialsFiles    types.List   `tfsdk:"shared_credentials_files"`
	MaxRetries                types.Int64  `tfsdk:"max_retries"`
	RetryMode                 types.String `tfsdk:"retry_mode"`
	SkipCredentialsValidation types.Bool   `tfsdk:"skip_credentials_validation"`
	SkipRequestingAccountID   types.Bool   `tfsdk:"skip_requesting_account_id"`
	SkipRegionValidation      types.Bool   `tfsdk:"skip_region_validation"`
	Ownership                 types.String `tfsdk:"ownership"`
	AdoptWithin               types.String `tfsdk:"adopt_within"`
	PolicyFile                types.String `tfsdk:"policy_file"`
	Enforcement               types.String `tfsdk:"enforcement"`
	ApplyPrincipal            types.String `tfsdk:"apply_principal"`
	AssumeRole                types.List   `tfsdk:"assume_role"`
	Endpoints                 types.Set    `tfsdk:"endpoints"`
	DefaultTags               types.List   `tfsdk:"default_tags"`
	IgnoreTags                types.List   `tfsdk:"ignore_tags"`
}

type assumeRoleModel struct {
	RoleARN           types.String `tfsdk:"role_arn"`
	Duration          types.String `tfsdk:"duration"`
	ExternalID        types.String `tfsdk:"external_id"`
	Policy            types.String `tfsdk:"policy"`
	PolicyARNs        types.Set    `tfsdk:"policy_arns"`
	SessionName       types.String `tfsdk:"session_name"`
	SourceIdentity    types.String `tfsdk:"source_identity"`
	Tags              types.Map    `tfsdk:"tags"`
	TransitiveTagKeys types.Set    `tfsdk:"transitive_tag_keys"`
}

type endpointsModel struct {
	KMS types.String `tfsdk:"kms"`
	STS types.String `tfsdk:"sts"`
}

type defaultTagsModel struct {
	Tags types.Map `tfsdk:"tags"`
}

type ignoreTagsModel struct {
	Keys        types.Set `tfsdk:"keys"`
	KeyPrefixes types.Set `tfsdk:"key_prefixes"`
}

// ignoredTags are tags that others write.
type ignoredTags struct{ keys, prefixes []string }

func (i ignoredTags) match(name string) bool {
	for _, key := range i.keys {
		if key == name {
			return true
		}
	}
	for _, prefix := range i.prefixes {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// known says that what decides where to call and as whom is known.
func (m *providerModel) known(ctx context.Context) bool {
	for _, v := range []attr.Value{
		m.Region, m.AccessKey, m.SecretKey, m.Token, m.Profile, m.SharedConfigFiles, m.SharedCredentialsFiles, m.AssumeRole, m.Endpoints, m.Ownership,
	} {
		if !fullyKnown(ctx, v) {
			return false
		}
	}
	return true
}

// session reads what resources need beside the client.
func (m *providerModel) session(ctx context.Context, diags *diag.Diagnostics) *session {
	s := &session{
		region: m.Region.ValueString(), ownership: m.Ownership.ValueString(), enforcement: m.Enforcement.ValueString(),
		applyPrincipal: m.ApplyPrincipal.ValueString(), claims: newClaims(), now: time.Now().UTC().Truncate(time.Second),
	}
	s.profile = m.profile(diags)
	if s.enforcement == "" {
		s.enforcement = enforceError
	}
	if s.tagsKnown = fullyKnown(ctx, m.DefaultTags) && fullyKnown(ctx, m.IgnoreTags); !s.tagsKnown {
		return s
	}
	var tags []defaultTagsModel
	diags.Append(m.DefaultTags.ElementsAs(ctx, &tags, false)...)
	for _, t := range tags {
		s.defaultTags = stringMap(ctx, t.Tags, diags)
	}
	var ignored []ignoreTagsModel
	diags.Append(m.IgnoreTags.ElementsAs(ctx, &ignored, false)...)
	for _, i := range ignored {
		s.ignore = ignoredTags{keys: stringSet(ctx, i.Keys, diags), prefixes: stringSet(ctx, i.KeyPrefixes, diags)}
	}
	return s
}

// profile is the organisation's policy; nil while its file is not known.
func (m *providerModel) profile(diags *diag.Diagnostics) *profile.Profile {
	if m.PolicyFile.IsUnknown() {
		return nil
	}
	if m.PolicyFile.ValueString() == "" {
		return profile.Builtin()
	}
	p, err := profile.Load(m.PolicyFile.ValueString())
	if err != nil {
		diags.AddAttributeError(path.Root("policy_file"), "The organisation's policy cannot be read", "What was found is this: "+strings.TrimSuffix(err.Error(), ".")+". Correct the file, or leave policy_file out to plan by the built-in profile.")
		return nil
	}
	return p
}

// config is the client's configuration.
func (m *providerModel) config(ctx context.Context, diags *diag.Diagnostics) kms.Config {
	c := kms.Config{
		Region: m.Region.ValueString(), AccessKey: m.AccessKey.ValueString(), SecretKey: m.SecretKey.ValueString(),
		Token: m.Token.ValueString(), Profile: m.Profile.ValueString(), MaxRetries: int(m.MaxRetries.ValueInt64()), RetryMode: m.RetryMode.ValueString(),
		SkipCredentials: m.SkipCredentialsValidation.ValueBool(), SkipRequestingAccountID: m.SkipRequestingAccountID.ValueBool(),
		SkipRegionValidation: m.SkipRegionValidation.ValueBool(), Ownership: m.Ownership.ValueString(),
		AdoptWithin: duration(m.AdoptWithin),
	}
	diags.Append(m.SharedConfigFiles.ElementsAs(ctx, &c.SharedConfigFiles, false)...)
	diags.Append(m.SharedCredentialsFiles.ElementsAs(ctx, &c.SharedCredentialsFiles, false)...)
	var endpoints []endpointsModel
	diags.Append(m.Endpoints.ElementsAs(ctx, &endpoints, false)...)
	for _, e := range endpoints {
		c.KMSEndpoint, c.STSEndpoint = e.KMS.ValueString(), e.STS.ValueString()
	}
	var roles []assumeRoleModel
	diags.Append(m.AssumeRole.ElementsAs(ctx, &roles, false)...)
	for i := range roles {
		c.AssumeRole = append(c.AssumeRole, roles[i].config(ctx, diags))
	}
	return c
}

func (m *assumeRoleModel) config(ctx context.Context, diags *diag.Diagnostics) kms.AssumeRole {
	return kms.AssumeRole{
		RoleARN: m.RoleARN.ValueString(), Duration: duration(m.Duration), ExternalID: m.ExternalID.ValueString(),
		Policy: m.Policy.ValueString(), PolicyARNs: stringSet(ctx, m.PolicyARNs, diags), SessionName: m.SessionName.ValueString(),
		SourceIdentity: m.SourceIdentity.ValueString(), Tags: stringMap(ctx, m.Tags, diags), TransitiveTagKeys: stringSet(ctx, m.TransitiveTagKeys, diags),
	}
}

// duration reads what durationValidator has accepted; zero where nothing is set.
func duration(v types.String) time.Duration {
	d, err := time.ParseDuration(v.ValueString())
	if err != nil {
		return 0
	}
	return d
}
