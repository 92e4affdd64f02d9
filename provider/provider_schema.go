package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// What a failed rule does at plan.
const (
	enforceError   = "error"
	enforceWarning = "warning"
	enforceOff     = "off"
)

func (p *keywrightProvider) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Keys, the roles that use them, their rotation, separation and residency, declared and judged before they are made. Credentials, endpoints and retries are configured as in the AWS provider.",
		Attributes:          providerAttributes(),
		Blocks:              providerBlocks(),
	}
}

func optional(description string) schema.StringAttribute {
	return schema.StringAttribute{Optional: true, MarkdownDescription: description}
}

func optionalSecret(description string) schema.StringAttribute {
	return schema.StringAttribute{Optional: true, Sensitive: true, MarkdownDescription: description}
}

func flag(description string) schema.BoolAttribute {
	return schema.BoolAttribute{Optional: true, MarkdownDescription: description}
}

func texts(description string) schema.ListAttribute {
	return schema.ListAttribute{Optional: true, ElementType: types.StringType, MarkdownDescription: description}
}

func providerAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"region":                      optional("The region of keys that name none. Default: `AWS_REGION`, then the shared configuration."),
		"access_key":                  optionalSecret("AWS access key. Default: `AWS_ACCESS_KEY_ID`."),
		"secret_key":                  optionalSecret("AWS secret key. Default: `AWS_SECRET_ACCESS_KEY`."),
		"token":                       optionalSecret("AWS session token. Default: `AWS_SESSION_TOKEN`."),
		"profile":                     optional("Profile of the shared configuration. Default: `AWS_PROFILE`."),
		"shared_config_files":         texts("Shared configuration files. Default: `AWS_CONFIG_FILE`, then `~/.aws/config`."),
		"shared_credentials_files":    texts("Shared credentials files. Default: `AWS_SHARED_CREDENTIALS_FILE`, then `~/.aws/credentials`."),
		"max_retries":                 schema.Int64Attribute{Optional: true, MarkdownDescription: "How often a throttled or failed call is repeated. Default: 25. `CreateKey` is never repeated after an answer that was lost.", Validators: []validator.Int64{int64validator.Between(1, 1000)}},
		"retry_mode":                  schema.StringAttribute{Optional: true, MarkdownDescription: "`standard` or `adaptive`.", Validators: []validator.String{stringvalidator.OneOf("standard", "adaptive")}},
		"skip_credentials_validation": flag("Do not fail where STS does not confirm the credentials."),
		"skip_requesting_account_id":  flag("Do not ask STS who the caller is. The check that the caller keeps the policy in hand is then a warning."),
		"skip_region_validation":      flag("Accept regions that this version does not know."),
		"ownership": schema.StringAttribute{Optional: true, MarkdownDescription: "This state's name, written on every key and in every grant it makes; required to make them. A create that was cut short is found again by it, so that workspaces and copies of a configuration need one each, such as `\"drop-${terraform.workspace}\"`. In the first seconds the lists of KMS need not show what was made: a note of the create in `.terraform/keywright` (or in that folder of `TF_DATA_DIR`) tells the next run to look longer.",
			Validators: []validator.String{stringvalidator.LengthBetween(1, 100), tagTextValidator{}}},
		"adopt_within": schema.StringAttribute{Optional: true, MarkdownDescription: "How long after its creation a finished key of this ownership is taken for the work of an apply that was killed. A duration such as `24h`, the default.",
			Validators: []validator.String{durationValidator{}}},
		"policy_file": optional("The organisation's policy, `keywright.hcl`. Default: the built-in profile."),
		"enforcement": schema.StringAttribute{Optional: true, MarkdownDescription: "What a rule about one key that fails does at plan: `error` (default), `warning` or `off`.",
			Validators: []validator.String{stringvalidator.OneOf(enforceError, enforceWarning, enforceOff)}},
		"apply_principal": optional("ARN of who will apply, if not who plans: the policy of a key must leave it the right to change the policy."),
	}
}

func providerBlocks() map[string]schema.Block {
	return map[string]schema.Block{
		"assume_role": schema.ListNestedBlock{
			MarkdownDescription: "A role to assume; several are assumed one after the other.",
			NestedObject: schema.NestedBlockObject{Attributes: map[string]schema.Attribute{
				"role_arn":            optional("ARN of the role."),
				"duration":            schema.StringAttribute{Optional: true, MarkdownDescription: "How long the session lasts, such as `1h`.", Validators: []validator.String{durationValidator{}}},
				"external_id":         optionalSecret("External id that the role's trust policy asks for."),
				"policy":              optional("Session policy, JSON."),
				"policy_arns":         schema.SetAttribute{Optional: true, ElementType: types.StringType, MarkdownDescription: "ARNs of session policies."},
				"session_name":        optional("Name of the session."),
				"source_identity":     optional("Source identity of the session."),
				"tags":                schema.MapAttribute{Optional: true, ElementType: types.StringType, MarkdownDescription: "Session tags."},
				"transitive_tag_keys": schema.SetAttribute{Optional: true, ElementType: types.StringType, MarkdownDescription: "Session tags that are passed on."},
			}},
		},
		"endpoints": schema.SetNestedBlock{
			MarkdownDescription: "Endpoints other than the service's own. `AWS_ENDPOINT_URL_KMS`, `AWS_ENDPOINT_URL_STS` and `AWS_ENDPOINT_URL` are honoured too.",
			NestedObject: schema.NestedBlockObject{Attributes: map[string]schema.Attribute{
				"kms": optional("URL of KMS."),
				"sts": optional("URL of STS."),
			}},
			Validators: []validator.Set{setvalidator.SizeAtMost(1)},
		},
		"default_tags": schema.ListNestedBlock{
			MarkdownDescription: "Tags that every key gets.",
			NestedObject: schema.NestedBlockObject{Attributes: map[string]schema.Attribute{
				"tags": schema.MapAttribute{Optional: true, ElementType: types.StringType, MarkdownDescription: "The tags. What a resource says itself goes before."},
			}},
			Validators: []validator.List{listvalidator.SizeAtMost(1)},
		},
		"ignore_tags": schema.ListNestedBlock{
			MarkdownDescription: "Tags that others write on keys and that are left alone.",
			NestedObject: schema.NestedBlockObject{Attributes: map[string]schema.Attribute{
				"keys":         schema.SetAttribute{Optional: true, ElementType: types.StringType, MarkdownDescription: "Names."},
				"key_prefixes": schema.SetAttribute{Optional: true, ElementType: types.StringType, MarkdownDescription: "Beginnings of names."},
			}},
			Validators: []validator.List{listvalidator.SizeAtMost(1)},
		},
	}
}
