package provider

import (
	"context"
	"fmt"
	"maps"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/keywright/terraform-provider-keywright/internal/kms"
)

// settings is what the provider alone knows of the key.
func (m *keyModel) settings() kms.Settings {
	return kms.Settings{
		DeletionWindowDays: m.DeletionWindowDays.ValueInt64(), DeletionProtection: m.DeletionProtection.ValueBool(),
		OnPendingDeletion: m.OnPendingDeletion.ValueString(), RetainOnDestroy: m.RetainOnDestroy.ValueBool(),
	}
}

// contractTags are the tags that carry the model's attributes.
func (m *keyModel) contractTags(ctx context.Context, diags *diag.Diagnostics) map[string]string {
	tags := map[string]string{
		kms.TagPurpose: m.Purpose.ValueString(), kms.TagClassification: m.Classification.ValueString(), kms.TagOwner: m.Owner.ValueString(),
		kms.TagEnvironment: m.Environment.ValueString(), kms.TagAlias: m.Alias.ValueString(), kms.TagSettings: m.settings().Encode(),
	}
	if items := stringSet(ctx, m.Protects, diags); len(items) > 0 {
		tags[kms.TagProtects] = kms.EncodeList(items)
	}
	if !m.Ownership.IsNull() {
		tags[kms.TagOwnership] = m.Ownership.ValueString()
	}
	return tags
}

// allTags are the tags the key shall have: the provider's, the resource's, keywright's own. Unknown while any is.
func (m *keyModel) allTags(ctx context.Context, s *session, diags *diag.Diagnostics) types.Map {
	if !s.tagsKnown {
		return types.MapUnknown(types.StringType)
	}
	for _, v := range []attr.Value{
		m.Tags, m.Purpose, m.Classification, m.Owner, m.Environment, m.Protects, m.Alias, m.DeletionWindowDays, m.DeletionProtection,
		m.OnPendingDeletion, m.RetainOnDestroy, m.Ownership,
	} {
		if !fullyKnown(ctx, v) {
			return types.MapUnknown(types.StringType)
		}
	}
	all := map[string]string{}
	maps.Copy(all, s.defaultTags)
	maps.Copy(all, stringMap(ctx, m.Tags, diags))
	maps.Copy(all, m.contractTags(ctx, diags))
	checkTags(all, diags)
	return mapOf(all)
}

func checkTags(all map[string]string, diags *diag.Diagnostics) {
	for _, name := range sortedKeys(all) {
		if err := kms.CheckTag(name, all[name]); err != nil {
			at := path.Root("tags")
			if name == kms.TagProtects {
				at = path.Root("protects")
			}
			diags.AddAttributeError(at, "Not storable in a tag", sentence(err))
		}
	}
	if len(all) >= kms.MaxTags { // one is left for the rotation schedule
		diags.AddAttributeError(path.Root("tags"), "Too many tags",
			fmt.Sprintf("With the provider's default tags and keywright's own the key would have %d tags, and one more is needed for its rotation schedule. KMS stores %d.", len(all), kms.MaxTags))
	}
}

// readTags splits the live tags into the attributes they carry.
func (m *keyModel) readTags(ctx context.Context, live map[string]string, s *session, diags *diag.Diagnostics) {
	m.Purpose, m.Classification = textOrNull(live[kms.TagPurpose]), textOrNull(live[kms.TagClassification])
	m.Owner, m.Environment = textOrNull(live[kms.TagOwner]), textOrNull(live[kms.TagEnvironment])
	m.Protects, m.Ownership = setOrNull(kms.DecodeList(live[kms.TagProtects])), textOrNull(live[kms.TagOwnership])
	if settings, ok := kms.DecodeSettings(live[kms.TagSettings]); ok {
		m.DeletionWindowDays, m.DeletionProtection = types.Int64Value(settings.DeletionWindowDays), types.BoolValue(settings.DeletionProtection)
		m.OnPendingDeletion, m.RetainOnDestroy = types.StringValue(settings.OnPendingDeletion), types.BoolValue(settings.RetainOnDestroy)
	}
	before := stringMap(ctx, m.Tags, diags)
	all, own := map[string]string{}, map[string]string{}
	for name, value := range live {
		_, mentioned := before[name]
		inherited, ours := s.defaultTags[name]
		if name == kms.TagRotation || s.ignore.match(name) && !kms.ReservedTag(name) && !mentioned && !ours {
			continue
		}
		all[name] = value
		if kms.ReservedTag(name) || (ours && inherited == value && !mentioned) {
			continue
		}
		own[name] = value
	}
	m.TagsAll = mapOf(all)
	if len(own) > 0 || len(before) > 0 {
		m.Tags = mapOf(own)
	} else if m.Tags.IsUnknown() {
		m.Tags = types.MapNull(types.StringType)
	}
}
