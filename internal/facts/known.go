package facts

import (
	"maps"
	"slices"
	"strings"

	"github.com/keywright/terraform-provider-keywright/internal/plan"
	"github.com/keywright/terraform-provider-keywright/internal/source"
)

// inherited gives the provider's configuration that a module has from the root. Terraform names one of the module's own
// where a module in between uses none.
func inherited(key string, config map[string]any, index *source.Index) string {
	entry := object(config[key])
	module, _ := entry["module_address"].(string)
	name, own := strings.CutPrefix(key, module+":")
	if module == "" || !own || entry["expressions"] != nil || strings.Contains(name, ".") || !index.Inherits(module) {
		return key
	}
	return name
}

// known gives what a plan tells an evaluation of its source, the ARNs of new roles and users in these accounts among it.
func known(in *plan.Input, all map[string]instance, accounts map[string]account) source.Known {
	k := source.Known{
		Variables:     map[string]any{},
		Configuration: object(object(in.Document["configuration"])["root_module"]),
		Salt:          in.ContentSHA256,
		Workspace:     in.Workspace,
		Relevant:      relevant(in),
	}
	if in.ReadSet != nil {
		k.Types = in.ReadSet.Types
	}
	for name, v := range object(in.Document["variables"]) {
		if value, ok := object(v)["value"]; ok {
			k.Variables[name] = value
		}
	}
	for _, address := range slices.Sorted(maps.Keys(all)) {
		k.Instances = append(k.Instances, predicted(all[address], accounts))
	}
	return k
}

// relevant gives the attributes that the plan's changes draw on, by block.
func relevant(in *plan.Input) map[string]map[string]bool {
	all, listed := in.Document["relevant_attributes"].([]any)
	if !listed {
		return nil
	}
	out := map[string]map[string]bool{}
	for _, v := range all {
		resource, _ := object(v)["resource"].(string)
		block := blockOf(resource)
		if out[block] == nil {
			out[block] = map[string]bool{}
		}
		path := list(object(v)["attribute"])
		if len(path) == 0 {
			out[block][""] = true
		}
		for _, step := range path {
			if name, ok := step.(string); ok {
				out[block][name] = true
			}
		}
	}
	return out
}

// instance is one resource of a plan, with the name of its provider's configuration.
type instance struct {
	source.Instance
	provider  string // where the module has it from
	named     string // as the plan names it
	created   bool
	sensitive map[string]any
}

// instances gives every resource that is there once the plan is applied, and every data source, by address.
func instances(in *plan.Input, index *source.Index) map[string]instance {
	providers, out := map[string]string{}, map[string]instance{}
	config := object(object(in.Document["configuration"])["provider_config"])
	provided(object(object(in.Document["configuration"])["root_module"]), "", providers)
	add := func(resource, values map[string]any, sensitive, unknown any) bool {
		i := instanceOf(resource, values, sensitive, unknown)
		actions := list(object(resource["change"])["actions"])
		i.created = len(actions) == 1 && actions[0] == "create"
		i.named = providers[blockOf(i.Address)]
		i.provider = inherited(i.named, config, index)
		out[i.Address] = i
		return true
	}
	recorded(object(object(object(in.Document["prior_state"])["values"])["root_module"]), func(resource, values map[string]any) bool {
		return resource["mode"] != "data" || add(resource, values, resource["sensitive_values"], nil)
	})
	for _, v := range list(in.Document["resource_changes"]) {
		resource := object(v)
		change := object(resource["change"])
		if _, deposed := resource["deposed"]; !deposed && !goes(list(change["actions"])) {
			add(resource, object(change["after"]), change["after_sensitive"], change["after_unknown"])
		}
	}
	return out
}

func goes(actions []any) bool {
	return len(actions) == 1 && (actions[0] == "delete" || actions[0] == "forget")
}

func instanceOf(resource, values map[string]any, sensitive, unknown any) instance {
	text := func(name string) string {
		s, _ := resource[name].(string)
		return s
	}
	i := instance{sensitive: whole(sensitive, values), Instance: source.Instance{
		Address: text("address"), Module: text("module_address"), Type: text("type"), Name: text("name"),
		Data: text("mode") == "data", Index: resource["index"], Values: values,
		Unknown: both(whole(unknown, values), whole(sensitive, values)),
	}}
	if i.Module == "" { // a state names the module only as part of the address
		own := i.Type + "." + i.Name
		if i.Data {
			own = "data." + own
		}
		i.Module = strings.TrimSuffix(i.Address[:max(0, strings.LastIndex(i.Address, own))], ".")
	}
	return i
}

// whole gives the marks of a resource by attribute: one mark may stand for all of them.
func whole(mark any, values map[string]any) map[string]any {
	if mark != true {
		return object(mark)
	}
	out := map[string]any{}
	for name := range values {
		out[name] = true
	}
	return out
}

// both marks what either of two marks does.
func both(one, other any) any {
	if one == true || other == true {
		return true
	}
	if a, b := object(one), object(other); a != nil && b != nil {
		out := maps.Clone(a)
		for name, mark := range b {
			out[name] = both(out[name], mark)
		}
		return out
	}
	if a, b := list(one), list(other); a != nil && b != nil {
		out := make([]any, max(len(a), len(b)))
		for i := range out {
			out[i] = both(element(a, i), element(b, i))
		}
		return out
	}
	if object(other) != nil || list(other) != nil {
		return other
	}
	return one
}

func element(l []any, i int) any {
	if i < len(l) {
		return l[i]
	}
	return nil
}

// provided gives the provider's configuration of each block of a module and of those that it calls.
func provided(module map[string]any, prefix string, out map[string]string) {
	for _, v := range list(module["resources"]) {
		address, _ := object(v)["address"].(string)
		out[prefix+address], _ = object(v)["provider_config_key"].(string)
	}
	for name, call := range object(module["module_calls"]) {
		provided(object(object(call)["module"]), prefix+"module."+name+".", out)
	}
}

// blockOf leaves the keys of instances out of an address. Keys are quoted and may hold anything.
func blockOf(address string) string {
	var out strings.Builder
	inside, quoted := false, false
	for i := 0; i < len(address); i++ {
		switch c := address[i]; {
		case quoted && c == '\\':
			i++
		case inside && c == '"':
			quoted = !quoted
		case quoted:
		case c == '[':
			inside = true
		case c == ']':
			inside = false
		case !inside:
			out.WriteByte(c)
		}
	}
	return out.String()
}
