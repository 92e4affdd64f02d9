package facts

import (
	"maps"
	"slices"

	"github.com/keywright/terraform-provider-keywright/internal/plan"
)

// policyAttributes names, by resource type, the attributes that hold the text of a key policy.
var policyAttributes = map[string][]string{
	"keywright_key":                {"policy"},
	"keywright_replica_key":        {"policy"},
	"aws_kms_key":                  {"policy"},
	"aws_kms_external_key":         {"policy"},
	"aws_kms_replica_key":          {"policy"},
	"aws_kms_replica_external_key": {"policy"},
	"aws_kms_key_policy":           {"policy"},
	"aws_iam_policy_document":      {"json", "minified_json"},
}

// policyTexts gives every text of a key policy in the inputs, before and after, and as the source has it, once and in
// order.
func policyTexts(inputs []*plan.Input, resolved map[string]any) []string {
	texts := map[string]bool{}
	for resource, values := range everyResource(inputs) {
		gather(resource, values, texts)
		address, _ := resource["address"].(string)
		for _, entry := range object(resolved[address]) {
			gather(resource, map[string]any{"policy": object(entry)["value"]}, texts)
		}
	}
	return slices.Sorted(maps.Keys(texts))
}

func gather(resource, values map[string]any, texts map[string]bool) {
	resourceType, _ := resource["type"].(string)
	for _, name := range policyAttributes[resourceType] {
		if text, ok := values[name].(string); ok {
			texts[text] = true
		}
	}
}
