package facts

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
	"github.com/keywright/terraform-provider-keywright/internal/source"
	"github.com/keywright/terraform-provider-keywright/policies/data"
)

// settings are what keywright's own provider makes a key policy of.
var settings = []string{"access", "extra_statements", "region", "spec", "usage"}

// generate adds the policies of keywright's own keys that are not known: of all of a directory, and in a plan of those that
// name what is new, with the parts in access as the source has them.
func (r *resolver) generate(resolved map[string]any, evaluator *source.Evaluator, mismatch error) {
	for _, address := range slices.Sorted(maps.Keys(r.instances)) {
		i := r.instances[address]
		if i.Data || i.Type != "keywright_key" && i.Type != "keywright_replica_key" || object(i.Unknown)["policy"] != true {
			continue
		}
		i, err := completed(i, evaluator)
		if err = cmp.Or(mismatch, err); err != nil {
			resolved[address] = map[string]any{"policy": map[string]any{"reason": err.Error()}}
			continue
		}
		of, known := r.accounts[i.provider]
		if text, ok := generated(i, of, known); ok {
			resolved[address] = map[string]any{"policy": map[string]any{"value": text}, "access": map[string]any{"value": i.Values["access"]}}
		}
	}
}

// completed gives an instance with those of its settings that the plan leaves open, or parts of them, as the source has them.
func completed(i instance, evaluator *source.Evaluator) (instance, error) {
	marks := maps.Clone(object(i.Unknown))
	i.Values = maps.Clone(i.Values)
	for _, name := range settings {
		if !hidden(marks[name]) {
			delete(marks, name)
			continue
		}
		if hidden(i.sensitive[name]) {
			return i, fmt.Errorf("%s is sensitive", name)
		}
		v, err := evaluator.Attribute(i.Address, name)
		if err != nil {
			return i, err
		}
		for _, text := range texts(v) {
			var symbols []source.Symbol
			evaluator.Fill(text, func(s source.Symbol) string { symbols = append(symbols, s); return "" })
			if len(symbols) > 0 {
				return i, fmt.Errorf("%w: %s", errPlace, symbolNames(symbols))
			}
		}
		i.Values[name] = v
		delete(marks, name)
	}
	i.Unknown = marks
	return i, nil
}

// generated gives the key policy that keywright's own provider will make for a key, where all that it makes it of is known.
// Where the account is not known, what comes out must not turn on it.
func generated(i instance, of account, known bool) (string, bool) {
	text := func(name string) string {
		s, _ := i.Values[name].(string)
		return s
	}
	region, ok := data.RegionNamed(text("region"))
	if !ok {
		return "", false
	}
	spec := keypolicy.Spec{
		Access: accessOf(object(i.Values["access"])), ExtraStatements: words(i.Values["extra_statements"]),
		KeySpec: text("spec"), Usage: text("usage"), Region: region.Code, Partition: region.Partition,
	}
	accounts := []string{of.id}
	if !known {
		accounts = []string{"000000000000", "999999999999"}
	}
	made := ""
	for n, account := range accounts {
		spec.Account = account
		policy, err := keypolicy.Generate(spec)
		if err != nil || n > 0 && policy != made {
			return "", false
		}
		made = policy
	}
	return made, true
}

func accessOf(roles map[string]any) keypolicy.Access {
	out := keypolicy.Access{}
	for name, v := range roles {
		role := object(v)
		flag := func(name string) bool { return role[name] == true }
		organization, _ := role["organization_id"].(string)
		context := map[string]string{}
		for key, value := range object(role["encryption_context"]) {
			context[key], _ = value.(string)
		}
		out[name] = keypolicy.RoleAccess{
			Principals: words(role["principals"]), MFA: flag("mfa"), DataKeys: flag("data_keys"), Grants: flag("grants"),
			Replicates: flag("replicates"), Imports: flag("imports"), VPCEndpointIDs: words(role["vpc_endpoint_ids"]),
			ViaServices: words(role["via_services"]), Services: words(role["services"]),
			EncryptionContext: context, OrganizationID: organization,
		}
	}
	return out
}

func words(v any) []string {
	var out []string
	for _, e := range list(v) {
		if s, ok := e.(string); ok {
			out = append(out, s)
		}
	}
	return out
}
