package facts

import (
	"iter"
	"maps"
	"slices"

	"github.com/keywright/terraform-provider-keywright/internal/plan"
)

// everyResource gives each resource of the inputs with each set of values that the inputs have of it: before and after
// a change, as planned, as in a state.
func everyResource(inputs []*plan.Input) iter.Seq2[map[string]any, map[string]any] {
	return func(yield func(resource, values map[string]any) bool) {
		for _, in := range inputs {
			if !changed(in, yield) {
				return
			}
			for _, state := range []any{in.Document["planned_values"], in.Document["values"], object(in.Document["prior_state"])["values"]} {
				if !recorded(object(object(state)["root_module"]), yield) {
					return
				}
			}
		}
	}
}

// bearers gives the roles and users of the inputs as the end of an ARN, without path: role/NAME.
func bearers(inputs []*plan.Input) []string {
	kinds := map[string]string{"aws_iam_role": "role/", "aws_iam_user": "user/"}
	found := map[string]bool{}
	for resource, values := range everyResource(inputs) {
		resourceType, _ := resource["type"].(string)
		name, _ := values["name"].(string)
		if kind := kinds[resourceType]; kind != "" && name != "" {
			found[kind+name] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}

func changed(in *plan.Input, yield func(resource, values map[string]any) bool) bool {
	for _, v := range list(in.Document["resource_changes"]) {
		resource := object(v)
		change := object(resource["change"])
		if !yield(resource, object(change["before"])) || !yield(resource, object(change["after"])) {
			return false
		}
	}
	return true
}

func recorded(module map[string]any, yield func(resource, values map[string]any) bool) bool {
	for _, v := range list(module["resources"]) {
		resource := object(v)
		if !yield(resource, object(resource["values"])) {
			return false
		}
	}
	for _, child := range list(module["child_modules"]) {
		if !recorded(object(child), yield) {
			return false
		}
	}
	return true
}

func object(v any) map[string]any {
	o, _ := v.(map[string]any)
	return o
}

func list(v any) []any {
	l, _ := v.([]any)
	return l
}
