package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-validators/mapvalidator"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/keywright/terraform-provider-keywright/internal/kms"
)

// keyRefModel is one key as a schedule or a separation names it: a whole keywright_key, or an object with what is
// known of another provider's key.
type keyRefModel struct {
	ARN         types.String `tfsdk:"arn"`
	KeyID       types.String `tfsdk:"key_id"`
	Region      types.String `tfsdk:"region"`
	Alias       types.String `tfsdk:"alias"`
	Policy      types.String `tfsdk:"policy"`
	Access      types.Map    `tfsdk:"access"`
	MultiRegion types.Bool   `tfsdk:"multi_region"`
	Spec        types.String `tfsdk:"spec"`
	Origin      types.String `tfsdk:"origin"`
}

// keysAttribute is the map of keys. Whole resources fit: what the object has beyond these attributes is dropped.
func keysAttribute(description string) schema.MapNestedAttribute {
	text := func(d string) schema.StringAttribute {
		return schema.StringAttribute{Optional: true, MarkdownDescription: d}
	}
	return schema.MapNestedAttribute{
		Required: true, MarkdownDescription: description + " Give whole resources, so that a change of a key's access is seen here at plan.",
		Validators: []validator.Map{mapvalidator.SizeAtLeast(1)},
		NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
			"arn": text("The key's ARN."), "key_id": text("The key id."), "region": text("The key's region. Default: that of the ARN, else the provider's."),
			"alias": text("Alias, without `alias/`."), "policy": text("The key policy."),
			"access":       accessAttribute("The roles of a keywright_key."),
			"multi_region": schema.BoolAttribute{Optional: true, MarkdownDescription: "Whether the key may have replicas."},
			"spec":         text("The key's spec, such as `SYMMETRIC_DEFAULT`."), "origin": text("Where its material comes from, such as `AWS_KMS`."),
		}},
	}
}

func readKeys(ctx context.Context, v types.Map, diags *diag.Diagnostics) map[string]keyRefModel {
	if v.IsNull() || v.IsUnknown() {
		return nil
	}
	keys := map[string]keyRefModel{}
	diags.Append(v.ElementsAs(ctx, &keys, false)...)
	return keys
}

// keyAt is where a key is: what calls of KMS take.
type keyAt struct{ id, region string }

// at is the key's id and region as far as they are known without a call; ok is false where they are not. An alias
// alone is resolved by resolve.
func (m *keyRefModel) at(s *session) (k keyAt, ok bool) {
	region := m.Region.ValueString()
	if m.ARN.ValueString() != "" {
		ref, err := kms.ParseReference(m.ARN.ValueString())
		if err != nil {
			return keyAt{}, false
		}
		return keyAt{id: ref.ID, region: orDefault(ref.Region, orDefault(region, s.region))}, true
	}
	if m.ARN.IsUnknown() || m.KeyID.IsUnknown() || m.Region.IsUnknown() {
		return keyAt{}, false
	}
	switch {
	case m.KeyID.ValueString() != "":
		return keyAt{id: m.KeyID.ValueString(), region: orDefault(region, s.region)}, true
	case m.Alias.ValueString() != "":
		return keyAt{id: "alias/" + m.Alias.ValueString(), region: orDefault(region, s.region)}, true
	}
	return keyAt{}, false
}

// resolve is the key's own id, following an alias by a call where there is nothing else.
func (m *keyRefModel) resolve(ctx context.Context, s *session) (keyAt, error) {
	k, ok := m.at(s)
	if !ok {
		return keyAt{}, &kms.Error{Kind: kms.KindConfiguration, Summary: "No key named",
			Detail: "Neither arn nor key_id nor alias of this entry names a key. Give a whole keywright_key, an ARN, or a key id with its region."}
	}
	if len(k.id) < 6 || k.id[:6] != "alias/" {
		return k, nil
	}
	key, err := s.client.Describe(ctx, k.region, k.id)
	if err != nil {
		return keyAt{}, err
	}
	return keyAt{id: key.ID, region: key.Region}, nil
}

// refuseTwice adds an error where two names mean one key.
func refuseTwice(keys map[string]keyRefModel, s *session, diags *diag.Diagnostics) {
	seen := map[keyAt]string{}
	for _, name := range sortedKeys(keys) {
		key := keys[name]
		k, ok := key.at(s)
		if !ok {
			continue
		}
		if first, twice := seen[k]; twice {
			diags.AddAttributeError(path.Root("keys").AtMapKey(name), "One key under two names",
				fmt.Sprintf("%q and %q are the same key, %s in %s. Name each key once.", first, name, k.id, k.region))
		}
		seen[k] = name
	}
}
