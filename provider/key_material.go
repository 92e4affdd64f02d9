package provider

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
	"github.com/keywright/terraform-provider-keywright/internal/kms"
)

// keyMaterial is the material of a key that KMS does not make.
func keyMaterial() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"material_wo": schema.StringAttribute{Optional: true, WriteOnly: true, Sensitive: true,
			MarkdownDescription: "Material to import into a key of `origin = \"EXTERNAL\"`: base64 of the bytes of a symmetric or HMAC key, or of a private key in PKCS #8 (DER), which may be PEM too. Write-only: it is in no plan and no state. It is needed only when it is imported: for a new key, a new `material_wo_version` or `material_valid_to`, and where the key has lost it. The caller needs the right to import (`policy-admin` with `imports = true`).",
			Validators:          []validator.String{materialValidator{}, stringvalidator.AlsoRequires(path.MatchRoot("material_wo_version"))}},
		"former_materials_wo": schema.ListAttribute{Optional: true, WriteOnly: true, Sensitive: true, ElementType: types.StringType,
			MarkdownDescription: "Material that a symmetric key had before `material_wo`, in the same form: KMS uses a key only while it holds all of its material, so that what expired or was deleted has to be imported again too. `material_valid_to` counts for all of it. Write-only."},
		"material_wo_version": schema.Int64Attribute{Optional: true,
			MarkdownDescription: "A number that is changed to have `material_wo` imported. Other material in a symmetric key rotates it in place: key id and ARN stay, and what was encrypted before is decrypted as before. Null in the state where the key has lost its material or others gave it new, so that the next apply imports it again. Taking it out of the configuration leaves the material as it is."},
		"material_valid_to": schema.StringAttribute{Optional: true,
			MarkdownDescription: "When KMS forgets the imported material, RFC 3339, at most 365 days from the import: from then on the key cannot be used until the same material is imported again. Left out, it stays. A change imports `material_wo` again.",
			Validators:          []validator.String{timeValidator{}, stringvalidator.AlsoRequires(path.MatchRoot("material_wo_version"))}},
		"material_id": schema.StringAttribute{Computed: true, MarkdownDescription: "The id that KMS gives the imported material of a symmetric key; null for other keys."},
	}
}

// checkMaterial refuses material for a key that takes none.
func (m *keyModel) checkMaterial(diags *diag.Diagnostics) {
	if m.Origin.IsUnknown() || m.Origin.ValueString() == kms.OriginExternal || m.MaterialWOVersion.IsNull() {
		return
	}
	diags.AddAttributeError(path.Root("material_wo_version"), "The key makes its own material",
		fmt.Sprintf("Material is imported into keys of the origin EXTERNAL, and the origin here is %s. Set origin = \"EXTERNAL\", which makes another key, or leave material_wo, material_wo_version and material_valid_to out.", orDefault(m.Origin.ValueString(), defaultOrigin)))
}

// importDue says that an apply imports the material: it is new, or shall last otherwise.
func (m *keyModel) importDue(state *keyModel) bool {
	if m.MaterialWOVersion.IsNull() {
		return false
	}
	return state == nil || !m.MaterialWOVersion.Equal(state.MaterialWOVersion) || !sameTime(m.MaterialValidTo, state.MaterialValidTo)
}

// planMaterial shows whether material is imported, and refuses what cannot be.
func (m *keyModel) planMaterial(config, state *keyModel, s *session, diags *diag.Diagnostics) {
	m.MaterialID = types.StringNull()
	switch {
	case m.Origin.IsUnknown():
		m.MaterialID = types.StringUnknown()
		return
	case m.Origin.ValueString() != kms.OriginExternal:
		return
	case m.importDue(state):
		m.MaterialID, m.KeyState = types.StringUnknown(), types.StringUnknown()
	case state != nil:
		m.MaterialID = state.MaterialID
		return
	default:
		return
	}
	if config.MaterialWO.IsNull() {
		diags.AddAttributeError(path.Root("material_wo"), "The key's material is needed",
			fmt.Sprintf("This change imports material into the key %s, and material_wo is null. Give it for this run, from an ephemeral value or variable; runs that import nothing do without.", m.Alias.ValueString()))
	}
	m.fits(path.Root("material_wo"), config.MaterialWO, diags)
	for n, former := range config.FormerMaterialsWO.Elements() {
		if text, ok := former.(types.String); ok {
			m.fits(path.Root("former_materials_wo").AtListIndex(n), text, diags)
		}
	}
	if state != nil && state.KeyState.ValueString() == kms.StatePendingImport {
		diags.AddAttributeWarning(path.Root("material_wo_version"), "The key has lost its material",
			fmt.Sprintf("The key %s waits for its material: it expired or was deleted, and until it is imported again nothing is encrypted or decrypted with the key. This plan imports it.", state.ARN.ValueString()))
	}
	m.checkImporter(s, diags)
}

// fits refuses material that is not a key of the spec.
func (m *keyModel) fits(at path.Path, text types.String, diags *diag.Diagnostics) {
	if text.IsNull() || text.IsUnknown() || m.Spec.IsUnknown() || m.Region.IsUnknown() {
		return
	}
	raw, err := decodeMaterial(text.ValueString())
	if err == nil {
		err = checkMaterial(raw, m.Spec.ValueString(), partition(m.Region.ValueString()))
	}
	clear(raw)
	if err != nil {
		diags.AddAttributeError(at, "The material does not fit the key", sentence(err))
	}
}

// checkImporter refuses an import that the key policy to come certainly forbids.
func (m *keyModel) checkImporter(s *session, diags *diag.Diagnostics) {
	who, certain := s.applier()
	document, err := keypolicy.Parse(m.Policy.ValueString())
	if err != nil || who == "" || !certain || !keypolicy.Lacks(document, who, "import") {
		return
	}
	diags.AddAttributeError(path.Root("access"), "Nobody may import the material",
		fmt.Sprintf("%s will apply this and may not import material into the key %s. Give it that right: policy-admin = { principals = [...], imports = true } in access, or name who applies in the provider's apply_principal.", who, m.Alias.ValueString()))
}

// importing is the material that an apply imports, or nil.
func (m *keyModel) importing(ctx context.Context, config tfsdk.Config, state *keyModel, s *session, diags *diag.Diagnostics) *kms.Material {
	if !m.importDue(state) {
		return nil
	}
	var current types.String
	var former types.List
	diags.Append(config.GetAttribute(ctx, path.Root("material_wo"), &current)...)
	diags.Append(config.GetAttribute(ctx, path.Root("former_materials_wo"), &former)...)
	if diags.HasError() {
		return nil
	}
	m.planMaterial(&keyModel{MaterialWO: current, FormerMaterialsWO: former}, state, s, diags) // what the plan did not know
	want := &kms.Material{ValidTo: timeOf(m.MaterialValidTo)}
	if err := s.client.CheckValidTo(want.ValidTo); err != nil {
		addError(diags, err)
	}
	if diags.HasError() {
		return nil
	}
	want.Current, _ = decodeMaterial(current.ValueString()) // planMaterial has read it
	for _, text := range stringList(ctx, former, diags) {
		raw, _ := decodeMaterial(text)
		want.Former = append(want.Former, raw)
	}
	return want
}

// madeMaterial takes over what only the service knows.
func (m *keyModel) madeMaterial(key *kms.Key, diags *diag.Diagnostics) {
	if m.MaterialID.IsUnknown() {
		m.MaterialID = textOrNull(key.MaterialID)
	}
	if key.MaterialWaits {
		diags.AddAttributeWarning(path.Root("material_wo_version"), "The new material waits for the replicas",
			fmt.Sprintf("KMS rotates %s to its new material once every replica has it too. Give those their material_wo and the same new version; whichever comes last rotates the set. Until then the key goes on with what it had.", key.ARN))
	}
}

// readMaterial takes the live material over. What was imported from here and is not what the key has any more, is not
// this version of it.
func (m *keyModel) readMaterial(key *kms.Key) {
	if key.Origin != kms.OriginExternal {
		m.MaterialID = types.StringNull()
		return
	}
	was := m.MaterialID
	m.MaterialID = textOrNull(key.MaterialID)
	if m.MaterialWOVersion.IsNull() {
		return
	}
	if key.State == kms.StatePendingImport || !was.IsNull() && !was.Equal(m.MaterialID) {
		m.MaterialWOVersion = types.Int64Null()
	}
	live := types.StringNull()
	if key.ValidTo != nil {
		live = timeOrNull(*key.ValidTo)
	}
	if !sameTime(m.MaterialValidTo, live) {
		m.MaterialValidTo = live
	}
}

// timeOf is a time of the configuration; zero where it is null.
func timeOf(text types.String) time.Time {
	at, err := time.Parse(time.RFC3339, text.ValueString())
	if err != nil {
		return time.Time{}
	}
	return at
}

// sameTime says that two texts are the same second, or both null.
func sameTime(a, b types.String) bool {
	if a.IsNull() || b.IsNull() || a.IsUnknown() || b.IsUnknown() {
		return a.IsNull() && b.IsNull()
	}
	return timeOf(a).Unix() == timeOf(b).Unix()
}
