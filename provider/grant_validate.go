package provider

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"

	"github.com/keywright/terraform-provider-keywright/internal/kms"
)

var (
	arnText      = regexp.MustCompile(`^arn:[a-z-]+:[a-z0-9-]+:`)
	principalARN = regexp.MustCompile(`^arn:aws[a-z-]*:(iam::[0-9]{12}:(root|user/.+|role/.+)|sts::[0-9]{12}:(assumed-role/[^/]+/[^/]+|federated-user/.+))$`)

	// The state's name, at most 100 characters, an eight-digit digest and two signs stand before it.
	grantNameValidator = stringvalidator.RegexMatches(regexp.MustCompile(`^[a-zA-Z0-9:/_-]{1,140}$`), "a grant's name has 1 to 140 of A-Z a-z 0-9 : / _ -")
)

// ValidateConfig refuses what KMS makes no grant of, before any plan.
func (r *grantResource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config grantModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	if config.otherRegion() {
		resp.Diagnostics.AddAttributeError(path.Root("region"), "Region does not fit the key",
			fmt.Sprintf("The key %s is not in %s. Leave region out: it is that of the ARN.", config.KeyID.ValueString(), config.Region.ValueString()))
	}
	if !kms.IsService(config.GranteePrincipal.ValueString()) {
		return
	}
	if config.RetiringPrincipal.IsNull() {
		resp.Diagnostics.AddAttributeError(path.Root("retiring_principal"), "A service needs a retiring principal",
			fmt.Sprintf("KMS makes a grant to the service %s only with a principal that may retire it. Set retiring_principal.", config.GranteePrincipal.ValueString()))
	}
	if config.Constraints.IsUnknown() {
		return
	}
	if source, ok := config.Constraints.Attributes()["source_arn"].(basetypes.StringValue); !ok || source.IsNull() {
		resp.Diagnostics.AddAttributeError(path.Root("constraints"), "A service needs a source",
			fmt.Sprintf("KMS makes a grant to the service %s only for one resource. Set constraints = { source_arn = … } to its ARN.", config.GranteePrincipal.ValueString()))
	}
}

// otherRegion says that the region is set and is not that of the key's ARN.
func (m *grantModel) otherRegion() bool {
	ref, err := kms.ParseReference(m.KeyID.ValueString())
	return err == nil && ref.Region != "" && m.Region.ValueString() != "" && m.Region.ValueString() != ref.Region
}

// keyReferenceValidator accepts a key's ARN or id, which is what grants are made with.
type keyReferenceValidator struct{}

func (keyReferenceValidator) Description(context.Context) string {
	return "a key's ARN, or a key id"
}

func (v keyReferenceValidator) MarkdownDescription(ctx context.Context) string {
	return v.Description(ctx)
}

func (v keyReferenceValidator) ValidateString(ctx context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	text := req.ConfigValue.ValueString()
	ref, err := kms.ParseReference(text)
	if err != nil || strings.HasPrefix(ref.ID, "alias/") || strings.Contains(text, "@") {
		resp.Diagnostics.AddAttributeError(req.Path, "Not a key",
			fmt.Sprintf("%q is not %s. KMS makes no grant by an alias: give the key's arn.", text, v.Description(ctx)))
	}
}

// granteeValidator accepts whom KMS makes grants to.
type granteeValidator struct{}

func (granteeValidator) Description(context.Context) string {
	return "the ARN of an IAM role, user, session or account, or a service such as rds.amazonaws.com"
}

func (v granteeValidator) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (v granteeValidator) ValidateString(ctx context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	text := req.ConfigValue.ValueString()
	if !principalARN.MatchString(text) && !kms.IsService(text) {
		resp.Diagnostics.AddAttributeError(req.Path, "Not a principal",
			fmt.Sprintf("%q is not %s. An account is written arn:aws:iam::ACCOUNT:root; groups and patterns are no principals.", text, v.Description(ctx)))
	}
}
