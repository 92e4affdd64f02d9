package facts

import (
	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
	"github.com/keywright/terraform-provider-keywright/policies/data"
)

// generated gives the key policy that keywright's own provider will make for a key of a directory, where all that it makes it
// of is known. The account is one of these: where it is not known, what comes out must not turn on it.
func generated(i instance, of account, known bool) (string, bool) {
	marks := object(i.Unknown)
	for _, name := range []string{"access", "extra_statements", "region", "spec", "usage"} {
		if marks[name] != nil {
			return "", false
		}
	}
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
