package keypolicy

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/keywright/terraform-provider-keywright/policies/data"
)

// principals returns the role's principals, checked, accounts as root ARNs.
func (g *generator) principals(role data.Role, access RoleAccess) []string {
	values := access.Principals
	if len(values) == 0 && role.Principals == "account" {
		if g.Account == "" {
			g.fail(role.Name, "principals", "the account is not known yet: name it here", []string{"account"})
			return nil
		}
		values = []string{g.Account}
	}
	if len(values) == 0 && role.Principals != "optional" {
		g.fail(role.Name, "principals", "a role without principals gives nothing to anyone: name one, or leave the role out", nil)
	}
	out := make([]string, 0, len(values))
	for _, v := range values {
		id := identify(v)
		if reason := g.refusePrincipal(role, id); reason != "" {
			g.fail(role.Name, "principals", reason, nil)
			continue
		}
		if isAccountID(v) {
			v = rootARN(g.partition(), v)
		}
		out = append(out, v)
	}
	return sorted(out)
}

// refusePrincipal says what is wrong with a principal in this role, or nothing.
func (g *generator) refusePrincipal(role data.Role, id identity) string {
	switch {
	case id.kind == malformed || id.kind == deletedID:
		return describeMalformed(id.raw)
	case id.kind == service:
		return fmt.Sprintf("%q is an AWS service: declare it in role service, services", id.raw)
	case id.partition != "" && g.Partition != "" && id.partition != g.Partition:
		return fmt.Sprintf("%q is of partition %s and the key of %s: KMS has no access across partitions", id.raw, id.partition, g.Partition)
	case id.kind == everyone && (role.Principals == "administrators" || role.Principals == "account"):
		return `"*" is everyone, who cannot be ` + role.Name
	case role.Principals == "account" && id.kind != account:
		return fmt.Sprintf("%q is no account: delegation is to an account, by its id or its root ARN", id.raw)
	}
	return ""
}

// describeMalformed says in a sentence why a value is no principal that KMS takes.
func describeMalformed(value string) string {
	resource := value[strings.LastIndexByte(value, ':')+1:]
	switch {
	case isUniqueID(value):
		return fmt.Sprintf("%q is the id that remains of a role or user that was deleted: name its successor's ARN", value)
	case strings.ContainsAny(value, "*?"):
		return fmt.Sprintf("%q has a wildcard: KMS takes whole names, or \"*\" alone for everyone", value)
	case strings.HasPrefix(value, "arn:") && strings.HasPrefix(resource, "group/"):
		return fmt.Sprintf("%q is a group, which is no principal: name roles or users", value)
	default:
		return fmt.Sprintf("%q is no principal: an account id, or the ARN of a role, user, session or account root", value)
	}
}

// separate refuses a principal whom one role's Deny would keep from what another role gives: KMS would take the
// policy, and the right that the configuration shows would not exist.
func (g *generator) separate() {
	for _, admin := range []string{"key-admin", "policy-admin"} {
		role, _ := data.RoleNamed(admin)
		refused := role.Refuses()
		for _, other := range slices.Sorted(maps.Keys(g.Access)) {
			g.separateFrom(admin, refused, other)
		}
	}
}

func (g *generator) separateFrom(admin string, refused []string, other string) {
	role, ok := data.RoleNamed(other)
	if !ok || other == admin {
		return
	}
	gives := role.Actions(g.KeySpec, g.Usage, g.Access[other].setOptions()...)
	lost := slices.DeleteFunc(gives, func(a string) bool { return !slices.Contains(refused, a) })
	if len(lost) == 0 {
		return
	}
	for _, p := range g.Access[other].Principals {
		if slices.ContainsFunc(g.Access[admin].Principals, func(a string) bool { return coveredByDeny(p, a) }) {
			g.fail(other, "principals", fmt.Sprintf("%q is also %s, whose Deny takes %s from it: a principal holds one of the two roles", p, admin, strings.Join(lost, ", ")), nil)
		}
	}
}

// coveredByDeny says whether the Deny for an administrator reaches a principal.
func coveredByDeny(principal, admin string) bool {
	p, a := identify(principal), identify(admin)
	if a.kind == account || p.kind == account || p.kind == everyone {
		return false
	}
	return p.raw == a.raw || sameRole(p, a)
}

// checkConditions refuses values that KMS or IAM would take and never match.
func (g *generator) checkConditions(role string, access RoleAccess) bool {
	before := len(g.errs)
	for _, id := range access.VPCEndpointIDs {
		if !strings.HasPrefix(id, "vpce-") || strings.ContainsAny(id, "*?$ ") {
			g.fail(role, "vpc_endpoint_ids", fmt.Sprintf("%q is no id of a VPC endpoint (vpce-…)", id), nil)
		}
	}
	if id := access.OrganizationID; id != "" && (!strings.HasPrefix(id, "o-") || strings.ContainsAny(id, "*?$ ")) {
		g.fail(role, "organization_id", fmt.Sprintf("%q is no id of an organisation (o-…)", id), nil)
	}
	if len(access.EncryptionContext) > 0 && g.KeySpec != "SYMMETRIC_DEFAULT" {
		g.fail(role, "encryption_context", "only symmetric encryption keys have an encryption context", nil)
	}
	folded := map[string]bool{}
	for _, k := range slices.Sorted(maps.Keys(access.EncryptionContext)) {
		if k == "" || folded[fold(k)] {
			g.fail(role, "encryption_context", fmt.Sprintf("%q is empty or differs from another name in case only, which IAM does not see", k), nil)
		}
		folded[fold(k)] = true
		if strings.Contains(access.EncryptionContext[k], "${") {
			g.fail(role, "encryption_context", fmt.Sprintf("the value of %q holds a policy variable, which would match something else than the text", k), nil)
		}
	}
	return len(g.errs) == before
}

// extra adds a statement of the user's own.
func (g *generator) extra(i int, text string) {
	attribute := fmt.Sprintf("extra_statements[%d]", i)
	s, err := parseStatement(text)
	if err != nil {
		g.fail("", attribute, err.Error(), nil)
		return
	}
	if strings.HasPrefix(s.Sid, sidPrefix) {
		g.fail("", attribute, "Sids that start with "+sidPrefix+" are the generated statements' own", nil)
		return
	}
	if problems := validateStatement(s, attribute); len(problems) > 0 {
		for _, p := range problems {
			g.fail("", attribute, p.Summary+": "+p.Detail, nil)
		}
		return
	}
	g.add(s)
}
