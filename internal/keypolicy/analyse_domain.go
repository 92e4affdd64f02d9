package keypolicy

import (
	"strings"

	"github.com/keywright/terraform-provider-keywright/policies/data"
)

// contextKey is a condition key with all that a text asks of it.
type contextKey struct {
	name    string // in lower case
	row     data.ConditionKey
	tests   []*test
	carried actionSet // nil: every action's requests may carry it
	open    *domain   // for principals that do not determine it
	missing *domain   // for actions whose requests lack it
}

// origin is where a candidate comes from. Of a list it is that of its widest value.
type origin uint8

const (
	ofAbsence origin = iota
	ofPrincipal
	ofBool
	ofLiteral // a value that the text has
	ofSample  // made from a pattern of the text
	ofFresh   // a value that the text does not have
	ofTop     // a value of which nothing is known
)

// shortPath stands for the shortest path of a role beside "/", and anyPath for any longer one.
const (
	shortPath = "/\x00/"
	anyPath   = "/\x00any path\x00/"
)

// atom is one value that a request may carry.
type atom struct {
	text    string
	pattern string // of a sample
	role    string // the name of a role whose path is not known; text then has the shortest one
	origin  origin
}

// candidate is what a request may carry of a key: nothing, a value, or several.
type candidate struct {
	atoms  []atom
	origin origin
}

func (c candidate) absent() bool { return len(c.atoms) == 0 }

func one(a atom) candidate { return candidate{atoms: []atom{a}, origin: a.origin} }

// several are candidates of one value each.
func several(o origin, texts ...string) []candidate {
	out := make([]candidate, 0, len(texts))
	for _, text := range texts {
		out = append(out, one(atom{text: text, origin: o}))
	}
	return out
}

// domain are the candidates of a key, which stand for all that requests may carry of it, with what the text's
// conditions say of each.
type domain struct {
	key        *contextKey
	candidates []candidate
	truths     [2][][]truth // for everyone, for strangers: by place of the test, then of the candidate
}

func newDomain(k *contextKey, candidates ...candidate) *domain {
	d := &domain{key: k, candidates: candidates}
	d.truths[0] = make([][]truth, len(k.tests))
	d.truths[1] = make([][]truth, len(k.tests))
	return d
}

// says is what the condition says of a candidate.
func (d *domain) says(t *test, candidate int, m mode) truth {
	side := 0
	if m == stranger {
		side = 1
	}
	if d.truths[side][t.place] == nil {
		out := make([]truth, len(d.candidates))
		for i, c := range d.candidates {
			out[i] = t.judge(c, m == stranger)
		}
		d.truths[side][t.place] = out
	}
	return d.truths[side][t.place][candidate]
}

// mayHold says whether no condition surely fails at a candidate.
func (d *domain) mayHold(tests []*test, candidate int, m mode) bool {
	for _, t := range tests {
		if d.says(t, candidate, m) == fails {
			return false
		}
	}
	return true
}

// mustHold says whether every condition surely holds at a candidate.
func (d *domain) mustHold(tests []*test, candidate int, m mode) bool {
	for _, t := range tests {
		if d.says(t, candidate, m) != holds {
			return false
		}
	}
	return true
}

// of gives the candidates of a key for one principal and for actions that carry it or not.
func (k *contextKey) of(s *subject, carried bool) *domain {
	if !carried {
		if k.missing == nil {
			k.missing = newDomain(k, candidate{})
		}
		return k.missing
	}
	if d := s.domains[k]; d != nil {
		return d
	}
	if determined := k.determined(s); determined != nil {
		if s.domains == nil {
			s.domains = map[*contextKey]*domain{}
		}
		s.domains[k] = newDomain(k, determined...)
		return s.domains[k]
	}
	if k.open == nil {
		k.open = newDomain(k, k.openCandidates()...)
	}
	return k.open
}

// determined are the values that the principal leaves the key; nil where it leaves it open.
func (k *contextKey) determined(s *subject) []candidate {
	id := s.id
	member := kindOfPrincipal[id.kind] != ""
	switch k.name {
	case "aws:securetransport":
		return several(ofPrincipal, "true") // KMS speaks TLS only
	case "aws:viaawsservice":
		return several(ofBool, "false", "true")
	case "aws:principalarn":
		return s.arns
	case "aws:principalaccount", "kms:calleraccount":
		if member || id.kind == account {
			return several(ofPrincipal, id.account)
		}
	case "aws:principaltype":
		if member {
			return several(ofPrincipal, kindOfPrincipal[id.kind])
		}
	case "aws:username":
		if id.kind == user {
			return several(ofPrincipal, id.name)
		}
	case "aws:sourceaccount":
		if member || id.kind == account {
			return []candidate{{}} // only a service's own call carries it
		}
	case "aws:principalisawsservice":
		switch {
		case member || id.kind == account:
			return several(ofPrincipal, "false")
		case s.p.Kind == "Service":
			return several(ofPrincipal, "true")
		}
		return several(ofBool, "false", "true")
	}
	return nil
}

// kindOfPrincipal is aws:PrincipalType where a principal leaves no doubt of it.
var kindOfPrincipal = map[identityKind]string{user: "User", role: "AssumedRole", roleSession: "AssumedRole", federated: "FederatedUser"}

// arnsOf are the values that aws:PrincipalArn may have for a principal; nil where it stands for many or has none. A
// session does not tell its role's path, but an element of the policy that names the role does.
func (a *analyser) arnsOf(id identity) []candidate {
	named := a.roles[id.roleName()]
	switch {
	case id.kind == user || id.kind == federated:
		return several(ofPrincipal, id.raw)
	case id.kind == role:
		return several(ofPrincipal, sorted(append(named[:len(named):len(named)], id.raw))...)
	case id.kind == roleSession && len(named) > 0:
		return several(ofPrincipal, sorted(named)...)
	case id.kind == roleSession:
		plain := id.roleARN()
		pathed := strings.TrimSuffix(plain, "/"+id.name) + shortPath + id.name
		return append(several(ofPrincipal, plain), one(atom{text: pathed, role: id.name, origin: ofPrincipal}))
	}
	return nil
}
