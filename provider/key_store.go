package provider

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/keywright/terraform-provider-keywright/internal/kms"
)

// checkStore holds the key store against the origin, and against what keys of stores can be.
func (m *keyModel) checkStore(diags *diag.Diagnostics) {
	if m.Origin.IsUnknown() {
		return
	}
	origin := orDefault(m.Origin.ValueString(), defaultOrigin)
	external := origin == kms.OriginExternalStore
	in := external || origin == kms.OriginCloudHSM
	refuse := func(attribute, summary, detail string) {
		diags.AddAttributeError(path.Root(attribute), summary, fmt.Sprintf(detail, origin))
	}
	switch {
	case in && m.CustomKeyStoreID.IsNull():
		refuse("custom_key_store_id", "No key store", "A key of the origin %s lives in a custom key store. Set custom_key_store_id.")
	case !in && !m.CustomKeyStoreID.IsNull():
		refuse("origin", "Origin without key store", "A key in a custom key store has the origin AWS_CLOUDHSM or EXTERNAL_KEY_STORE, and here it is %s. Set origin, or leave custom_key_store_id out.")
	case external && m.XksKeyID.IsNull():
		refuse("xks_key_id", "No external key", "A key of the origin %s stands for one of the external key manager. Set xks_key_id.")
	case !external && !m.XksKeyID.IsNull():
		refuse("xks_key_id", "External key without its store", "Only a key of the origin EXTERNAL_KEY_STORE stands for one of an external key manager, and here the origin is %s. Set origin, or leave xks_key_id out.")
	}
	if !in {
		return
	}
	if !m.Spec.IsUnknown() && orDefault(m.Spec.ValueString(), defaultSpec) != defaultSpec {
		refuse("spec", "Spec not offered in key stores", "Keys of the origin %s are symmetric encryption keys. Leave spec and usage out.")
	}
	if m.MultiRegion.ValueBool() {
		refuse("multi_region", "Key stores are of one region", "A key of the origin %s has no replicas. Leave multi_region out.")
	}
}
