package provider

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/keywright/terraform-provider-keywright/internal/kms"
	"github.com/keywright/terraform-provider-keywright/policies/data"
)

var (
	noSpace   = regexp.MustCompile(`^\S+$`)
	keyARN    = regexp.MustCompile(`^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/.+$`)
	storeText = regexp.MustCompile(`^cks-[A-Za-z0-9]{1,60}$`)
	xksText   = regexp.MustCompile(`^[A-Za-z0-9_.-]{1,128}$`)
	aliasText = regexp.MustCompile(`^[A-Za-z0-9/_-]{1,250}$`)
)

func specNames() []string {
	var names []string
	for _, a := range data.Algorithms() {
		names = append(names, a.Spec)
	}
	return names
}

func usageNames() []string {
	var names []string
	for _, a := range data.Algorithms() {
		for _, u := range a.Usages {
			if !slices.Contains(names, u.Usage) {
				names = append(names, u.Usage)
			}
		}
	}
	slices.Sort(names)
	return names
}

// ValidateConfig refuses what KMS has no key for, before any plan.
func (r *keyResource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config keyModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	config.check(&resp.Diagnostics)
}

func (m *keyModel) check(diags *diag.Diagnostics) {
	m.checkKind(diags)
	m.checkStore(diags)
	m.checkMaterial(diags)
	m.checkRegion(diags)
	if m.Tags.IsUnknown() {
		return
	}
	for _, name := range sortedKeys(m.Tags.Elements()) {
		if kms.ReservedTag(name) {
			diags.AddAttributeError(path.Root("tags").AtMapKey(name), "Reserved tag",
				fmt.Sprintf("keywright writes the tag %q itself, from the attributes of the key. Set those instead: purpose, classification, owner, environment, protects.", name))
		}
	}
}

// checkKind holds spec, usage, origin and multi_region against what KMS offers. Unknown values are left to the plan.
func (m *keyModel) checkKind(diags *diag.Diagnostics) {
	if m.Spec.IsUnknown() || m.Usage.IsUnknown() {
		return
	}
	spec, usage := orDefault(m.Spec.ValueString(), defaultSpec), orDefault(m.Usage.ValueString(), defaultUsage)
	usages := data.UsagesOf(spec)
	if len(usages) == 0 {
		return // the attribute's own validator has said so
	}
	if !slices.Contains(usages, usage) {
		diags.AddAttributeError(path.Root("usage"), "Usage does not fit the spec",
			fmt.Sprintf("A key of spec %s serves %s, and the usage here is %s. Set usage = %q.", spec, strings.Join(usages, " or "), usage, usages[0]))
	}
	if m.Origin.ValueString() == "EXTERNAL" && strings.HasPrefix(spec, "ML_") {
		diags.AddAttributeError(path.Root("origin"), "Origin does not fit the spec",
			fmt.Sprintf("KMS does not import key material for %s. Leave origin out, so that KMS makes the material.", spec))
	}
}

// checkRegion refuses a spec that the region's partition does not offer, and a region nobody knows.
func (m *keyModel) checkRegion(diags *diag.Diagnostics) {
	if m.Region.IsUnknown() || m.Region.IsNull() || m.Spec.IsUnknown() {
		return
	}
	region, ok := data.RegionNamed(m.Region.ValueString())
	if !ok {
		return // the plan says so, unless skip_region_validation is set
	}
	algorithm, ok := data.AlgorithmOf(orDefault(m.Spec.ValueString(), defaultSpec))
	if !ok {
		return
	}
	if (len(algorithm.Partitions) > 0 && !slices.Contains(algorithm.Partitions, region.Partition)) || slices.Contains(algorithm.ExcludedPartitions, region.Partition) {
		diags.AddAttributeError(path.Root("spec"), "Spec not offered in the region",
			fmt.Sprintf("%s is not offered in %s (partition %s).", algorithm.Spec, region.Code, region.Partition))
	}
}

func orDefault(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// partition is the AWS partition of a region: that of the table, else aws.
func partition(region string) string {
	if r, ok := data.RegionNamed(region); ok {
		return r.Partition
	}
	return "aws"
}

// sentence turns a Go error into a full sentence.
func sentence(err error) string {
	text := []rune(strings.TrimSuffix(err.Error(), "."))
	if len(text) > 0 {
		text[0] = unicode.ToUpper(text[0])
	}
	return string(text) + "."
}

// aliasValidator accepts what KMS takes after "alias/".
type aliasValidator struct{}

func (aliasValidator) Description(context.Context) string {
	return "1 to 250 of A-Z a-z 0-9 / _ - without \"alias/\" before it, not beginning with aws/"
}

func (v aliasValidator) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (v aliasValidator) ValidateString(ctx context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	alias := req.ConfigValue.ValueString()
	if !aliasText.MatchString(alias) || strings.HasPrefix(alias, "aws/") || strings.HasPrefix(alias, "alias/") {
		resp.Diagnostics.AddAttributeError(req.Path, "Malformed alias", fmt.Sprintf("%q is not an alias: it is %s.", alias, v.Description(ctx)))
	}
}
