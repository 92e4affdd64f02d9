package keypolicy

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/keywright/terraform-provider-keywright/policies/data"
)

// sidPrefix begins the Sid of every generated statement. Extra statements may not use it.
const sidPrefix = "Keywright"

// AccessError says which attribute of a key's access cannot be turned into a policy, and why.
type AccessError struct {
	Role      string // of the catalogue; empty where the error is about no role
	Attribute string // as the configuration spells it: "principals", "extra_statements[0]"
	Reason    string
	Needs     []string // attributes of the key that must be known first: "region", "account"
}

// Error names role, attribute and reason.
func (e *AccessError) Error() string {
	if e.Role == "" {
		return e.Attribute + ": " + e.Reason
	}
	return fmt.Sprintf("access[%q].%s: %s", e.Role, e.Attribute, e.Reason)
}

// Generate returns the key policy for the roles: canonical text, exact action names, Resource "*", Sids from which
// ReadAccess reads the roles back. The same Spec gives the same bytes. Its error joins one *AccessError for each
// thing that is wrong.
func Generate(s Spec) (string, error) {
	g := newGenerator(s)
	if len(g.errs) > 0 {
		return "", errors.Join(g.errs...)
	}
	for _, name := range slices.Sorted(maps.Keys(s.Access)) {
		g.role(name, s.Access[name])
	}
	g.separate()
	for i, text := range s.ExtraStatements {
		g.extra(i, text)
	}
	if len(g.statements) == 0 && len(g.errs) == 0 {
		g.fail("", "access", "no role is declared, and a key policy needs a statement", nil)
	}
	if len(g.errs) > 0 {
		return "", errors.Join(g.errs...)
	}
	text := (&Document{Version: "2012-10-17", Statements: g.statements}).text()
	if len(text) > MaxPolicyBytes {
		return "", &AccessError{Attribute: "access", Reason: fmt.Sprintf("the policy has %d bytes, and KMS takes at most %d: name fewer principals", len(text), MaxPolicyBytes)}
	}
	return text, nil
}

// DefaultPolicy is the policy that KMS gives a key created without one: everything to the account, which leaves the
// decision to its identity policies. In canonical form.
func DefaultPolicy(partition, account string) string {
	return (&Document{Version: "2012-10-17", ID: "key-default-1", Statements: []Statement{{
		Sid: "Enable IAM User Permissions", Effect: Allow, Principals: []Principal{{Kind: "AWS", Value: rootARN(cmp.Or(partition, "aws"), account)}},
		Actions: []string{"kms:*"}, Resources: []string{"*"},
	}}}).text()
}

// generator collects statements and everything that is wrong.
type generator struct {
	Spec
	statements []Statement
	errs       []error
}

func newGenerator(s Spec) *generator {
	s.KeySpec = cmp.Or(s.KeySpec, "SYMMETRIC_DEFAULT")
	s.Usage = cmp.Or(s.Usage, "ENCRYPT_DECRYPT")
	g := &generator{Spec: s}
	if region, ok := data.RegionNamed(s.Region); ok && s.Partition == "" {
		g.Partition = region.Partition
	}
	if !slices.Contains(data.UsagesOf(s.KeySpec), s.Usage) {
		g.fail("", "usage", fmt.Sprintf("a %s key cannot have usage %s; it can have %s", s.KeySpec, s.Usage, cmp.Or(strings.Join(data.UsagesOf(s.KeySpec), ", "), "none, for KMS has no such spec")), nil)
	}
	return g
}

func (g *generator) fail(role, attribute, reason string, needs []string) {
	g.errs = append(g.errs, &AccessError{Role: role, Attribute: attribute, Reason: reason, Needs: needs})
}

func (g *generator) partition() string { return cmp.Or(g.Partition, "aws") }

func (g *generator) role(name string, access RoleAccess) {
	role, ok := data.RoleNamed(name)
	if !ok {
		g.fail(name, "role", "there is no such role; the catalogue has "+roleNames(), nil)
		return
	}
	before := len(g.errs)
	for _, o := range access.options() {
		if o.set && !role.Accepts(o.name) {
			g.fail(name, o.name, "this role does not take it; it takes "+strings.Join(append([]string{"principals"}, role.Options...), ", "), nil)
		}
	}
	principals := g.principals(role, access)
	if len(g.errs) > before {
		return
	}
	if name == "service" {
		g.services(access, principals)
		return
	}
	g.allow(role, access, principals)
	g.deny(role, principals)
}

func roleNames() string {
	var names []string
	for _, r := range data.Roles() {
		names = append(names, r.Name)
	}
	return strings.Join(names, ", ")
}

// allow adds the role's Allow statement.
func (g *generator) allow(role data.Role, access RoleAccess, principals []string) {
	actions := role.Actions(g.KeySpec, g.Usage, access.setOptions()...)
	if len(actions) == 0 {
		g.fail(role.Name, "principals", fmt.Sprintf("the role gives nothing on a %s key with usage %s: it %s", g.KeySpec, g.Usage, role.May), nil)
		return
	}
	conditions, ok := g.conditions(role.Name, access)
	if !ok {
		return
	}
	sid := sidOf(role.Name)
	set := access.setOptions()
	for _, w := range widening {
		if slices.Contains(set, w.option) {
			sid += w.sid
		}
	}
	g.add(Statement{
		Sid: sid, Effect: Allow, Principals: awsPrincipals(principals), Actions: actions, Resources: []string{"*"}, Conditions: conditions,
	})
}

// deny adds the statement that keeps an administrator from what the role refuses. It names everyone and compares
// aws:PrincipalArn, because a Deny by Principal is bound to the role's unique id and dies when the role is made anew.
// An account has no such statement: in aws:PrincipalArn its ARN is the root user's alone, and a Deny that covered the
// whole account would take the key from its users.
func (g *generator) deny(role data.Role, principals []string) {
	var arns []string
	for _, p := range principals {
		if id := identify(p); id.kind != account {
			arns = append(arns, principalARNs(id)...)
		}
	}
	if len(arns) == 0 || len(role.Denies) == 0 {
		return
	}
	g.add(Statement{
		Sid: sidOf(role.Name) + "Deny", Effect: Deny, Principals: awsPrincipals([]string{"*"}), Actions: role.Refuses(), Resources: []string{"*"},
		Conditions: []Condition{{Operator: "ArnEquals", Key: "aws:PrincipalArn", Values: arns}},
	})
}

// principalARNs are the values that aws:PrincipalArn can have for a principal. A session's is its role's ARN, whose
// path the session's ARN does not tell.
func principalARNs(id identity) []string {
	if id.kind != roleSession {
		return []string{id.raw}
	}
	return []string{id.roleARN(), "arn:" + id.partition + ":iam::" + id.account + ":role/*/" + id.name}
}

func (g *generator) add(s Statement) {
	g.statements = append(g.statements, s.canonical(g.partition()))
}

// sidOf turns a role's name into the Sid that starts its statements: key-admin → KeywrightKeyAdmin.
func sidOf(role string) string { return sidPrefix + camel(role) }

func camel(name string) string {
	var b strings.Builder
	for part := range strings.SplitSeq(name, "-") {
		if part != "" {
			b.WriteString(strings.ToUpper(part[:1]) + part[1:])
		}
	}
	return b.String()
}

func awsPrincipals(values []string) []Principal {
	out := make([]Principal, 0, len(values))
	for _, v := range values {
		out = append(out, Principal{Kind: "AWS", Value: v})
	}
	return out
}

// conditions turns what narrows a role into conditions.
func (g *generator) conditions(role string, access RoleAccess) ([]Condition, bool) {
	var out []Condition
	add := func(operator, key string, values ...string) {
		out = append(out, Condition{Operator: operator, Key: key, Values: values})
	}
	if access.MFA {
		add("Bool", "aws:MultiFactorAuthPresent", "true")
	}
	if len(access.VPCEndpointIDs) > 0 {
		add("StringEquals", "aws:SourceVpce", access.VPCEndpointIDs...)
	}
	if access.OrganizationID != "" {
		add("StringEquals", "aws:PrincipalOrgID", access.OrganizationID)
	}
	for _, k := range slices.Sorted(maps.Keys(access.EncryptionContext)) {
		add("StringEquals", "kms:EncryptionContext:"+k, access.EncryptionContext[k])
	}
	ok := g.checkConditions(role, access)
	if len(access.ViaServices) > 0 {
		values, found := g.viaServices(role, access.ViaServices)
		add("StringEquals", "kms:ViaService", values...)
		ok = ok && found
	}
	return out, ok
}
