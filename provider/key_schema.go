package provider

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/mapvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64default"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
	"github.com/keywright/terraform-provider-keywright/internal/kms"
)

// The defaults of a key.
const (
	defaultSpec   = "SYMMETRIC_DEFAULT"
	defaultUsage  = "ENCRYPT_DECRYPT"
	defaultOrigin = "AWS_KMS"
	defaultWindow = 30
)

func (r *keyResource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "A KMS key with its alias, its purpose and its roles. The key policy is generated, shown at plan, and judged there.",
		Attributes:          keyAttributes(),
		Blocks: map[string]schema.Block{
			"timeouts": timeouts.Block(ctx, timeouts.Opts{Create: true, Read: true, Update: true, Delete: true}),
		},
	}
}

func keyAttributes() map[string]schema.Attribute {
	attributes := map[string]schema.Attribute{}
	for _, group := range []map[string]schema.Attribute{keyIdentity(), keyKind(), keyMaterial(), keyCare(), keyComputed()} {
		for name, attribute := range group {
			attributes[name] = attribute
		}
	}
	attributes["access"] = accessAttribute("Who may do what with the key, by role of the catalogue (docs/profile.md lists what each may): "+strings.Join(roleNames(), ", ")+". The key policy is generated from it.",
		mapvalidator.KeysAre(stringvalidator.OneOf(roleNames()...)))
	return attributes
}

func roleNames() []string {
	var names []string
	for _, role := range keypolicy.Roles() {
		names = append(names, role.Name)
	}
	return names
}

// keyIdentity is what the key is for.
func keyIdentity() map[string]schema.Attribute {
	tag := []validator.String{tagTextValidator{}}
	return map[string]schema.Attribute{
		"alias":          schema.StringAttribute{Required: true, MarkdownDescription: "Alias, without `alias/`. With ownership, account and region it is the key's identity.", Validators: []validator.String{aliasValidator{}}},
		"purpose":        schema.StringAttribute{Required: true, MarkdownDescription: "The domain that the key protects, such as `national-id`, `database` or `backup`. Tag `Purpose`.", Validators: tag},
		"classification": schema.StringAttribute{Required: true, MarkdownDescription: "`restricted`, `confidential`, `internal` or `public`. Tag `DataClassification`.", Validators: []validator.String{stringvalidator.OneOf(classes...)}},
		"owner":          schema.StringAttribute{Required: true, MarkdownDescription: "The team that answers for the key. Tag `Owner`.", Validators: tag},
		"environment":    schema.StringAttribute{Required: true, MarkdownDescription: "The environment, such as `production`. Tag `Environment`.", Validators: tag},
		"protects": schema.SetAttribute{Optional: true, ElementType: types.StringType, MarkdownDescription: "What the key protects: fields, tables, buckets. Tag `Protects`, separated by spaces.",
			Validators: []validator.Set{setvalidator.SizeAtLeast(1), setvalidator.ValueStringsAre(tagTextValidator{}, stringvalidator.RegexMatches(noSpace, "an entry has no spaces, which separate entries in the tag"))}},
		"description": schema.StringAttribute{Optional: true, MarkdownDescription: "Description, at most 8192 characters.", Validators: []validator.String{stringvalidator.LengthBetween(1, 8192)}},
		"tags":        schema.MapAttribute{Optional: true, ElementType: types.StringType, MarkdownDescription: "Further tags. Names that keywright writes itself are refused."},
	}
}

// keyKind is what kind of key it is; none of it can be changed.
func keyKind() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"region": schema.StringAttribute{Optional: true, Computed: true, MarkdownDescription: "Region. Default: the provider's. Changing it makes another key.",
			PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()}},
		"spec": schema.StringAttribute{Optional: true, Computed: true, Default: stringdefault.StaticString(defaultSpec), MarkdownDescription: "KMS key spec. Changing it makes another key.",
			Validators: []validator.String{stringvalidator.OneOf(specNames()...)}},
		"usage": schema.StringAttribute{Optional: true, Computed: true, Default: stringdefault.StaticString(defaultUsage), MarkdownDescription: "KMS key usage; it has to fit the spec. Changing it makes another key.",
			Validators: []validator.String{stringvalidator.OneOf(usageNames()...)}},
		"origin": schema.StringAttribute{Optional: true, Computed: true, Default: stringdefault.StaticString(defaultOrigin), MarkdownDescription: "`AWS_KMS`; `EXTERNAL` for material that is imported; `AWS_CLOUDHSM` or `EXTERNAL_KEY_STORE` for a key in a custom key store. Changing it makes another key.",
			Validators: []validator.String{stringvalidator.OneOf(defaultOrigin, kms.OriginExternal, kms.OriginCloudHSM, kms.OriginExternalStore)}},
		"custom_key_store_id": schema.StringAttribute{Optional: true, MarkdownDescription: "The custom key store in which the key lives, `cks-...`, for `origin = \"AWS_CLOUDHSM\"` and `\"EXTERNAL_KEY_STORE\"`: a symmetric key of one region, which does not rotate by itself. The store has to be connected when the key is made. Changing it makes another key.",
			Validators: []validator.String{stringvalidator.RegexMatches(storeText, "not the id of a custom key store, cks- and letters and digits")}},
		"xks_key_id": schema.StringAttribute{Optional: true, MarkdownDescription: "What the external key manager calls the key, for `origin = \"EXTERNAL_KEY_STORE\"`. Changing it makes another key.",
			Validators: []validator.String{stringvalidator.RegexMatches(xksText, "not the id of an external key, 1 to 128 of A-Z a-z 0-9 _ . -")}},
		"multi_region":     schema.BoolAttribute{Optional: true, Computed: true, Default: booldefault.StaticBool(false), MarkdownDescription: "Whether replicas may be made in other regions. Changing it makes another key."},
		"primary":          primaryAttribute(),
		"extra_statements": schema.ListAttribute{Optional: true, ElementType: types.StringType, MarkdownDescription: "Statements beside the generated ones, JSON objects, for what the catalogue lacks."},
	}
}

// primaryAttribute is which key of a multi-region set is the primary.
func primaryAttribute() schema.BoolAttribute {
	return schema.BoolAttribute{Optional: true, Computed: true, MarkdownDescription: "Whether a multi-region key is the primary of its set. `true` on another of its keys promotes that one in place (`UpdatePrimaryRegion`), and this one becomes its replica: ids, ARNs and policies stay. Left out, whichever key is the primary stays it, so that nothing undoes a promotion by hand. Null for a key of one region."}
}

// keyCare is how the key is kept and given up.
func keyCare() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"enabled": schema.BoolAttribute{Optional: true, Computed: true, Default: booldefault.StaticBool(true), MarkdownDescription: "Whether the key can be used."},
		"deletion_window_days": schema.Int64Attribute{Optional: true, Computed: true, Default: int64default.StaticInt64(defaultWindow), MarkdownDescription: "Days that a scheduled deletion waits, 7 to 30.",
			Validators: []validator.Int64{int64validator.Between(7, 30)}},
		"deletion_protection": schema.BoolAttribute{Optional: true, Computed: true, MarkdownDescription: "Refuse to destroy or replace the key. Default: true for restricted keys and for purpose `backup`."},
		"on_pending_deletion": schema.StringAttribute{Optional: true, Computed: true, Default: stringdefault.StaticString(kms.PendingFail), MarkdownDescription: "What to do where the key is pending deletion: `fail`, `restore` it, or `recreate` another.",
			Validators: []validator.String{stringvalidator.OneOf(kms.PendingFail, kms.PendingRestore, kms.PendingRecreate)}},
		"retain_on_destroy": schema.BoolAttribute{Optional: true, Computed: true, Default: booldefault.StaticBool(false), MarkdownDescription: "On destroy, forget the key and leave it as it is."},
	}
}

func keyComputed() map[string]schema.Attribute {
	keep := []planmodifier.String{stringplanmodifier.UseStateForUnknown()}
	return map[string]schema.Attribute{
		"id":         schema.StringAttribute{Computed: true, MarkdownDescription: "The key id.", PlanModifiers: keep},
		"key_id":     schema.StringAttribute{Computed: true, MarkdownDescription: "The key id.", PlanModifiers: keep},
		"arn":        schema.StringAttribute{Computed: true, MarkdownDescription: "The key's ARN.", PlanModifiers: keep},
		"account_id": schema.StringAttribute{Computed: true, MarkdownDescription: "The account that holds the key.", PlanModifiers: keep},
		"key_state":  schema.StringAttribute{Computed: true, MarkdownDescription: "The state KMS reports."},
		"policy":     schema.StringAttribute{Computed: true, MarkdownDescription: "The key policy in force, in canonical form."},
		"tags_all":   schema.MapAttribute{Computed: true, ElementType: types.StringType, MarkdownDescription: "All tags, with the provider's and keywright's own."},
		"ownership":  schema.StringAttribute{Computed: true, MarkdownDescription: "The state that owns the key."},
		"violations": schema.ListAttribute{Computed: true, ElementType: types.StringType, MarkdownDescription: "What is wrong with the live key and is not shown by another attribute."},
	}
}

// accessAttribute is the map of roles. The resources that take whole keys have it too.
func accessAttribute(description string, validators ...validator.Map) schema.MapNestedAttribute {
	set := func(d string) schema.SetAttribute {
		return schema.SetAttribute{Optional: true, ElementType: types.StringType, MarkdownDescription: d}
	}
	boolean := func(d string) schema.BoolAttribute {
		return schema.BoolAttribute{Optional: true, MarkdownDescription: d}
	}
	return schema.MapNestedAttribute{
		Optional: true, MarkdownDescription: description, Validators: validators,
		NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
			"principals":         set("ARNs of users and roles, or account ids."),
			"mfa":                boolean("Only with a session that was opened with MFA."),
			"data_keys":          boolean("Data keys too (`GenerateDataKey`)."),
			"grants":             boolean("Grants too (`CreateGrant`), for `policy-admin`."),
			"replicates":         boolean("Replicas too, for `policy-admin`."),
			"imports":            boolean("Import of key material too, for `policy-admin`."),
			"vpc_endpoint_ids":   set("Only through these VPC endpoints."),
			"via_services":       set("Only through these AWS services, such as `s3`."),
			"services":           set("AWS services that work with the key, for role `service`: `rds`, `s3`, `backup`, `logs`."),
			"encryption_context": schema.MapAttribute{Optional: true, ElementType: types.StringType, MarkdownDescription: "Only with this encryption context."},
			"organization_id":    schema.StringAttribute{Optional: true, MarkdownDescription: "Only from accounts of this organisation."},
		}},
	}
}
