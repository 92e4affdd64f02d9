package keypolicy

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/keywright/terraform-provider-keywright/policies/data"
)

// services adds the statements of role service: one for each service, and one more where it works through grants.
func (g *generator) services(access RoleAccess, principals []string) {
	const role = "service"
	if len(access.Services) == 0 {
		g.fail(role, "services", "name the services: "+serviceNames(), nil)
		return
	}
	if g.KeySpec != "SYMMETRIC_DEFAULT" {
		g.fail(role, "services", "AWS services work with symmetric encryption keys only, and this is "+g.KeySpec, nil)
		return
	}
	if !g.checkConditions(role, access) {
		return
	}
	for _, name := range sorted(access.Services) {
		service, ok := data.ServiceNamed(name)
		switch {
		case !ok:
			g.fail(role, "services", fmt.Sprintf("%q is none that this role knows: %s", name, serviceNames()), nil)
		case service.Kind == "principal":
			g.asItself(service, access, principals)
		default:
			g.forItsUsers(service, access, principals)
		}
	}
}

func serviceNames() string {
	var names []string
	for _, s := range data.Services() {
		names = append(names, s.Name)
	}
	return strings.Join(names, ", ")
}

// asItself lets a service use the key under its own name, bound to the account's resources by the encryption context
// that it always sends.
func (g *generator) asItself(s data.Service, access RoleAccess, principals []string) {
	if len(principals) > 0 || len(access.EncryptionContext) > 0 {
		g.fail("service", "services", fmt.Sprintf("%q calls KMS as itself: it takes neither principals nor encryption_context", s.Name), nil)
		return
	}
	endpoint, ok := g.endpoint("service", "services", s.Endpoint)
	if !ok || !g.needAccount(s) {
		return
	}
	arn := strings.Join([]string{"arn", g.partition(), s.ARNService, g.Region, g.Account, "*"}, ":")
	g.add(Statement{
		Sid: sidOf("service") + camel(s.Name), Effect: Allow, Principals: []Principal{{Kind: "Service", Value: endpoint}},
		Actions: s.Actions, Resources: []string{"*"},
		Conditions: []Condition{{Operator: "ArnLike", Key: "kms:EncryptionContext:" + s.EncryptionContext, Values: []string{arn}}},
	})
}

// forItsUsers lets principals use the key through a service; without principals, everyone in the account.
func (g *generator) forItsUsers(s data.Service, access RoleAccess, principals []string) {
	endpoint, ok := g.endpoint("service", "services", s.Endpoint)
	if !ok {
		return
	}
	through := []Condition{{Operator: "StringEquals", Key: "kms:ViaService", Values: []string{endpoint}}}
	if len(principals) == 0 {
		if !g.needAccount(s) {
			return
		}
		principals = []string{"*"}
		through = append(through, Condition{Operator: "StringEquals", Key: "kms:CallerAccount", Values: []string{g.Account}})
	}
	use, _ := g.conditions("service", access)
	role, _ := data.RoleNamed("service")
	sid := sidOf("service") + camel(s.Name)
	g.add(Statement{
		Sid: sid, Effect: Allow, Principals: awsPrincipals(principals), Actions: role.Actions(g.KeySpec, g.Usage), Resources: []string{"*"},
		Conditions: append(use, through...),
	})
	if s.Grants {
		g.add(Statement{
			Sid: sid + "Grants", Effect: Allow, Principals: awsPrincipals(principals), Resources: []string{"*"},
			Actions:    []string{"kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"},
			Conditions: append([]Condition{{Operator: "Bool", Key: "kms:GrantIsForAWSResource", Values: []string{"true"}}}, through...),
		})
	}
}

func (g *generator) needAccount(s data.Service) bool {
	if isAccountID(g.Account) {
		return true
	}
	reason := fmt.Sprintf("%q is bound to the key's account, which is not known yet", s.Name)
	if s.Kind != "principal" {
		reason += ": name principals, or wait until it is"
	}
	g.fail("service", "services", reason, []string{"account"})
	return false
}

// viaServices are the values of kms:ViaService for services named as the catalogue does or by their endpoint's label.
func (g *generator) viaServices(role string, names []string) ([]string, bool) {
	var out []string
	all := true
	for _, name := range names {
		label := name
		if s, ok := data.ServiceNamed(name); ok {
			label = s.Endpoint
		}
		value, ok := g.endpoint(role, "via_services", label)
		out = append(out, value)
		all = all && ok
	}
	return out, all
}

// endpoint is <label>.<region>.<DNS suffix of the partition>.
func (g *generator) endpoint(role, attribute, label string) (string, bool) {
	if label == "" || strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
		g.fail(role, attribute, fmt.Sprintf("%q is no name of a service; name it alone, as in rds, without region or domain", label), nil)
		return "", false
	}
	if g.Region == "" {
		g.fail(role, attribute, "a service is named with the key's region, which is not known yet", []string{"region"})
		return "", false
	}
	suffix, ok := data.DNSSuffix(g.partition())
	if !ok {
		g.fail(role, attribute, fmt.Sprintf("the DNS suffix of partition %s is not known", cmp.Or(g.Partition, "aws")), nil)
		return "", false
	}
	return label + "." + g.Region + "." + suffix, true
}
