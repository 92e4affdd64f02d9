package keypolicy

import (
	"slices"
	"strings"

	"github.com/keywright/terraform-provider-keywright/policies/data"
)

// ReadAccess reads roles back from a policy that Generate made, in any spelling, and returns the other statements in
// canonical form. A role is read only where all its statements are what Generate makes of it; a statement that was
// changed by hand is an extra statement, so that nothing is taken for less than it says. Access and extra statements
// together always mean the policy they were read from.
func ReadAccess(policy string) (Access, []string, error) {
	doc, err := Parse(policy)
	if err != nil {
		return nil, nil, err
	}
	r := newReader(doc)
	best := Access{}
	var matched map[string]bool
	for _, spec := range r.specs() {
		access, texts := r.read(spec)
		if len(texts) > len(matched) {
			best, matched = access, texts
		}
		if len(matched) == r.generated() {
			break
		}
	}
	var extras []string
	for _, text := range r.texts {
		if !matched[text] {
			extras = append(extras, text)
		}
	}
	slices.Sort(extras)
	return best, slices.Compact(extras), nil
}

// reader holds a policy's statements in canonical form.
type reader struct {
	statements []Statement
	texts      []string
	found      Spec // region, partition and account that the statements name
}

func newReader(doc *Document) *reader {
	r := &reader{}
	if doc.Version != "2012-10-17" {
		// Generate writes no other, and variables in a statement depend on it.
		r.found.Partition = "none"
	}
	partition := doc.partition()
	for _, s := range doc.Statements {
		s = s.canonical(partition)
		r.statements = append(r.statements, s)
		r.texts = append(r.texts, s.text())
	}
	if r.found.Partition == "" {
		r.place(partition)
	}
	return r
}

// place finds what the generator needed to know beside the roles.
func (r *reader) place(partition string) {
	r.found.Partition = partition
	for _, s := range r.statements {
		for _, c := range s.Conditions {
			if len(c.Values) == 0 {
				continue
			}
			switch {
			case c.Key == "kms:ViaService":
				if part := strings.SplitN(c.Values[0], ".", 3); len(part) == 3 {
					r.found.Region = part[1]
				}
			case c.Key == "kms:CallerAccount":
				r.found.Account = c.Values[0]
			case strings.HasPrefix(c.Key, "kms:EncryptionContext:aws:"):
				if part := strings.SplitN(c.Values[0], ":", 6); len(part) == 6 && part[0] == "arn" {
					r.found.Partition, r.found.Region, r.found.Account = part[1], part[3], part[4]
				}
			}
		}
	}
	if region, ok := data.RegionNamed(r.found.Region); ok {
		r.found.Partition = region.Partition
	}
}

// generated counts the statements that claim to be generated.
func (r *reader) generated() int {
	n := 0
	for _, s := range r.statements {
		if strings.HasPrefix(s.Sid, sidPrefix) {
			n++
		}
	}
	return n
}

// specs are the pairs of key spec and usage under which the policy may have been generated. The policy does not say
// which; what differs between them is which actions a role gives.
func (r *reader) specs() []Spec {
	if r.found.Partition == "none" {
		return nil
	}
	var out []Spec
	for _, a := range data.Algorithms() {
		for _, u := range a.Usages {
			s := r.found
			s.KeySpec, s.Usage = a.Spec, u.Usage
			out = append(out, s)
		}
	}
	return out
}

// read reads each role whose statements are all as generated under spec, and returns their texts.
func (r *reader) read(spec Spec) (Access, map[string]bool) {
	access, texts := Access{}, map[string]bool{}
	for _, role := range data.Roles() {
		candidate, ok := r.candidate(role)
		if !ok {
			continue
		}
		spec.Access = Access{role.Name: candidate}
		g := newGenerator(spec)
		g.role(role.Name, candidate)
		made := make([]string, 0, len(g.statements))
		for _, s := range g.statements {
			made = append(made, s.text())
		}
		if len(g.errs) > 0 || !r.holdsExactly(role.Name, made) {
			continue
		}
		access[role.Name] = candidate
		for _, text := range made {
			texts[text] = true
		}
	}
	return access, texts
}

// holdsExactly says whether the policy has all the texts, and no other statement under the role's Sids.
func (r *reader) holdsExactly(role string, made []string) bool {
	for _, text := range made {
		if !slices.Contains(r.texts, text) {
			return false
		}
	}
	for i, s := range r.statements {
		if ofRole(s.Sid, role) && !slices.Contains(made, r.texts[i]) {
			return false
		}
	}
	return true
}

// ofRole says whether a Sid is one that Generate gives the role's statements.
func ofRole(sid, role string) bool {
	rest, ok := strings.CutPrefix(sid, sidOf(role))
	if !ok {
		return false
	}
	for _, other := range data.Roles() {
		// No role's Sid may be taken for another's whose name it continues.
		if len(other.Name) > len(role) && strings.HasPrefix(sid, sidOf(other.Name)) {
			return false
		}
	}
	return rest == "" || role == "service" || rest == "Deny" || isWidening(rest)
}

func isWidening(rest string) bool {
	for _, w := range widening {
		rest = strings.TrimPrefix(rest, w.sid)
	}
	return rest == ""
}

// candidate is what the role's statements say the access was; Generate then says whether that is all they say.
func (r *reader) candidate(role data.Role) (RoleAccess, bool) {
	var access RoleAccess
	found := false
	for _, s := range r.statements {
		if s.Effect != Allow || !ofRole(s.Sid, role.Name) {
			continue
		}
		rest := strings.TrimPrefix(s.Sid, sidOf(role.Name))
		if role.Name == "service" {
			if strings.HasSuffix(rest, "Grants") {
				continue
			}
			access.Services = append(access.Services, serviceOfSid(rest))
		}
		found = true
		access.widen(role.Name, rest)
		access.readPrincipals(s, role.Name)
		access.readConditions(s, role.Name)
	}
	access.Services = sorted(access.Services)
	return access, found
}

func serviceOfSid(rest string) string {
	for _, s := range data.Services() {
		if camel(s.Name) == rest {
			return s.Name
		}
	}
	return rest
}

func (a *RoleAccess) widen(role, rest string) {
	if role == "service" {
		return
	}
	a.DataKeys = strings.Contains(rest, "DataKeys")
	a.Grants = strings.Contains(rest, "Grants")
	a.Replicates = strings.Contains(rest, "Replicates")
	a.Imports = strings.Contains(rest, "Imports")
}

func (a *RoleAccess) readPrincipals(s Statement, role string) {
	byAccount := slices.ContainsFunc(s.Conditions, func(c Condition) bool { return c.Key == "kms:CallerAccount" })
	if role == "service" && byAccount {
		return
	}
	var values []string
	for _, p := range s.Principals {
		if p.Kind == "AWS" {
			values = append(values, p.Value)
		}
	}
	if len(values) > 0 {
		a.Principals = values
	}
}

func (a *RoleAccess) readConditions(s Statement, role string) {
	for _, c := range s.Conditions {
		name, isContext := strings.CutPrefix(c.Key, "kms:EncryptionContext:")
		switch {
		case c.Key == "aws:MultiFactorAuthPresent":
			a.MFA = true
		case c.Key == "aws:SourceVpce":
			a.VPCEndpointIDs = c.Values
		case c.Key == "aws:PrincipalOrgID" && len(c.Values) == 1:
			a.OrganizationID = c.Values[0]
		case c.Key == "kms:ViaService" && role != "service":
			a.ViaServices = nil
			for _, v := range c.Values {
				label, _, _ := strings.Cut(v, ".")
				a.ViaServices = append(a.ViaServices, label)
			}
		case isContext && c.Operator == "StringEquals" && len(c.Values) == 1:
			if a.EncryptionContext == nil {
				a.EncryptionContext = map[string]string{}
			}
			a.EncryptionContext[name] = c.Values[0]
		}
	}
}
