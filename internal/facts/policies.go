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

// policyTexts gives every text of a key policy in the inputs, before and after, once and in order.
func policyTexts(inputs []*plan.Input) []string {
	texts := map[string]bool{}
	for _, in := range inputs {
		for _, change := range list(in.Document["resource_changes"]) {
			resource := object(change)
			sides := object(resource["change"])
			gather(resource, sides["before"], texts)
			gather(resource, sides["after"], texts)
		}
		for _, state := range []any{in.Document["planned_values"], in.Document["values"], object(in.Document["prior_state"])["values"]} {
			gatherModule(object(object(state)["root_module"]), texts)
		}
	}
	return slices.Sorted(maps.Keys(texts))
}

func gatherModule(module map[string]any, texts map[string]bool) {
	for _, v := range list(module["resources"]) {
		gather(object(v), object(v)["values"], texts)
	}
	for _, child := range list(module["child_modules"]) {
		gatherModule(object(child), texts)
	}
}

func gather(resource map[string]any, values any, texts map[string]bool) {
	resourceType, _ := resource["type"].(string)
	for _, name := range policyAttributes[resourceType] {
		if text, ok := object(values)[name].(string); ok {
			texts[text] = true
		}
	}
}

func object(v any) map[string]any {
	o, _ := v.(map[string]any)
	return o
}

func list(v any) []any {
	l, _ := v.([]any)
	return l
}
