package provider

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/keywright/terraform-provider-keywright/internal/kms"
)

// fullyKnown says that nothing in a value is still unknown.
func fullyKnown(ctx context.Context, v attr.Value) bool {
	raw, err := v.ToTerraformValue(ctx)
	return err == nil && raw.IsFullyKnown()
}

// stringSet reads a set of known strings, sorted; nil where it is null or unknown.
func stringSet(ctx context.Context, v types.Set, diags *diag.Diagnostics) []string {
	if v.IsNull() || v.IsUnknown() {
		return nil
	}
	var out []string
	diags.Append(v.ElementsAs(ctx, &out, false)...)
	slices.Sort(out)
	return out
}

func stringList(ctx context.Context, v types.List, diags *diag.Diagnostics) []string {
	if v.IsNull() || v.IsUnknown() {
		return nil
	}
	var out []string
	diags.Append(v.ElementsAs(ctx, &out, false)...)
	return out
}

func stringMap(ctx context.Context, v types.Map, diags *diag.Diagnostics) map[string]string {
	if v.IsNull() || v.IsUnknown() {
		return nil
	}
	out := map[string]string{}
	diags.Append(v.ElementsAs(ctx, &out, false)...)
	return out
}

func setOf(items []string) types.Set {
	values := make([]attr.Value, 0, len(items))
	for _, item := range items {
		values = append(values, types.StringValue(item))
	}
	return types.SetValueMust(types.StringType, values)
}

// setOrNull is null where nothing is in it, as a configuration that does not mention the attribute.
func setOrNull(items []string) types.Set {
	if len(items) == 0 {
		return types.SetNull(types.StringType)
	}
	return setOf(items)
}

func listOf(items []string) types.List {
	values := make([]attr.Value, 0, len(items))
	for _, item := range items {
		values = append(values, types.StringValue(item))
	}
	return types.ListValueMust(types.StringType, values)
}

func mapOf(items map[string]string) types.Map {
	values := make(map[string]attr.Value, len(items))
	for name, value := range items {
		values[name] = types.StringValue(value)
	}
	return types.MapValueMust(types.StringType, values)
}

func mapOrNull(items map[string]string) types.Map {
	if len(items) == 0 {
		return types.MapNull(types.StringType)
	}
	return mapOf(items)
}

func textOrNull(text string) types.String {
	if text == "" {
		return types.StringNull()
	}
	return types.StringValue(text)
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// durationValidator accepts what time.ParseDuration reads and is above zero.
type durationValidator struct{}

func (durationValidator) Description(context.Context) string {
	return "a duration such as 30s, 5m or 24h"
}

func (v durationValidator) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (v durationValidator) ValidateString(ctx context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if d, err := time.ParseDuration(req.ConfigValue.ValueString()); err != nil || d <= 0 {
		resp.Diagnostics.AddAttributeError(req.Path, "Malformed duration",
			fmt.Sprintf("%q is not %s.", req.ConfigValue.ValueString(), v.Description(ctx)))
	}
}

// tagTextValidator accepts what KMS stores in the value of a tag.
type tagTextValidator struct{}

func (tagTextValidator) Description(context.Context) string {
	return "1 to 256 letters, digits, spaces and _ . : / = + - @"
}

func (v tagTextValidator) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (v tagTextValidator) ValidateString(ctx context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	text := req.ConfigValue.ValueString()
	if text == "" || kms.CheckTag("tag", text) != nil {
		resp.Diagnostics.AddAttributeError(req.Path, "Not storable in a tag",
			fmt.Sprintf("%q is written on the key as a tag, and KMS stores only %s.", text, v.Description(ctx)))
	}
}
