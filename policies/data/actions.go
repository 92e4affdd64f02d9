package data

import (
	"slices"
	"strings"
	"sync"
)

// Action is one KMS action as policies name it.
type Action struct {
	Name           string   `json:"name"`       // "kms:Decrypt"
	Class          string   `json:"class"`      // D, G, E, S, M, P, GR, R, I, A, L, C, O
	Capability     string   `json:"capability"` // name in capabilities.json
	CrossAccount   bool     `json:"cross_account"`
	GrantOperation bool     `json:"grant_operation"` // may be named in a grant
	InKeyPolicy    bool     `json:"effective_in_key_policy"`
	Usages         []string `json:"usages"` // key usages on which it can do anything; empty: it is about no key
	Specs          []string `json:"specs"`  // empty: every spec of those usages
	Source         string   `json:"source"`
	Date           string   `json:"date"`
}

// Operation is the action's name without the service, as grants and the API spell it.
func (a Action) Operation() string { return strings.TrimPrefix(a.Name, "kms:") }

// Fits says whether the action can do anything on a key of that spec and usage. An empty spec or usage stands for any.
func (a Action) Fits(spec, usage string) bool {
	if len(a.Usages) == 0 || (usage != "" && !slices.Contains(a.Usages, usage)) {
		return false
	}
	return spec == "" || len(a.Specs) == 0 || slices.Contains(a.Specs, spec)
}

// Actions returns every KMS action, sorted by name. The slice is the caller's own.
func Actions() []Action { return slices.Clone(load().actions) }

// ActionNamed looks an action up by its full name, "kms:Decrypt", in any case.
func ActionNamed(name string) (Action, bool) {
	a, ok := load().byAction[lower(name)]
	return a, ok
}

// Capability is what a set of actions amounts to.
type Capability struct {
	Name     string `json:"name"`
	Class    string `json:"class"`
	Using    bool   `json:"using"`    // works with the key
	Managing bool   `json:"managing"` // changes the key or who may use it
	Meaning  string `json:"meaning"`
	Source   string `json:"source"`
	Date     string `json:"date"`
}

// Capabilities returns every capability, in the order documents show them.
func Capabilities() []Capability { return slices.Clone(load().capabilities) }

// CapabilityOf returns the capability that a full action name gives. A name that the table lacks counts as decrypt:
// KMS gains actions faster than tables do, and the dangerous guess is the safe one.
func CapabilityOf(action string) string {
	if a, ok := ActionNamed(action); ok {
		return a.Capability
	}
	return "decrypt"
}

// ActionsOf returns the full names of a capability's actions, sorted.
func ActionsOf(capability string) []string {
	var out []string
	for _, a := range load().actions {
		if a.Capability == capability {
			out = append(out, a.Name)
		}
	}
	return out
}

// Expansion is what an action element of a policy names.
type Expansion struct {
	Actions   []string // full names in the table that it matches, sorted
	Open      bool     // has a wildcard: it will match future actions too
	Unknown   bool     // a well-formed literal kms name that the table lacks: counts as decrypt
	Malformed bool     // matches nothing in IAM: blank, or a character no action name has
}

var expansions sync.Map // lower-case pattern → Expansion

// maxMemo bounds the memo: policies are untrusted, and each pattern is a new entry.
const maxMemo = 10_000

var memoSize struct {
	sync.Mutex
	n int
}

// Expand matches an action element ("kms:De*", "*", "KMS:Decrypt") against the table as IAM does: without regard to
// case, "*" for any run of characters, "?" for one, and no wildcard in the service part. It takes time linear in
// table and pattern, and remembers.
func Expand(pattern string) Expansion {
	key := lower(pattern)
	if e, ok := expansions.Load(key); ok {
		return e.(Expansion).clone()
	}
	e := expand(key)
	memoSize.Lock()
	if memoSize.n < maxMemo {
		memoSize.n++
		expansions.Store(key, e)
	}
	memoSize.Unlock()
	return e.clone()
}

func (e Expansion) clone() Expansion {
	e.Actions = slices.Clone(e.Actions)
	return e
}

func expand(pattern string) Expansion {
	if pattern == "*" {
		return Expansion{Actions: matching("kms:*"), Open: true}
	}
	service, name, found := strings.Cut(pattern, ":")
	if !found || !wellFormed(service, "-") || !wellFormed(name, "*?") {
		return Expansion{Malformed: true}
	}
	if service != "kms" {
		return Expansion{Open: strings.ContainsAny(name, "*?")}
	}
	e := Expansion{Actions: matching(pattern), Open: strings.ContainsAny(name, "*?")}
	e.Unknown = !e.Open && len(e.Actions) == 0
	return e
}

func matching(pattern string) []string {
	var out []string
	for _, a := range load().actions {
		if Wildcard(pattern, lower(a.Name)) {
			out = append(out, a.Name)
		}
	}
	return out
}

func wellFormed(s, also string) bool {
	for _, r := range s {
		if !alphanumeric(r) && !strings.ContainsRune(also, r) {
			return false
		}
	}
	return s != ""
}

func alphanumeric(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
}

// Wildcard says whether s matches pattern, in which "*" stands for any run of bytes and "?" for one. It compares
// case-sensitively and takes time linear in the product of the lengths at worst, without recursion.
func Wildcard(pattern, s string) bool {
	p, i, star, mark := 0, 0, -1, 0
	for i < len(s) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, mark = p, i
			p++
		case p < len(pattern) && (pattern[p] == '?' || pattern[p] == s[i]):
			p++
			i++
		case star >= 0:
			mark++
			p, i = star+1, mark
		default:
			return false
		}
	}
	for p < len(pattern) && pattern[p] == '*' {
		p++
	}
	return p == len(pattern)
}

// lower folds ASCII only: IAM names are ASCII, and folding more would let look-alikes match.
func lower(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return 'A' <= r && r <= 'Z' }) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}

// ActionMatches says whether an action element of a policy names the action, as Expand does for the whole table.
func ActionMatches(pattern, action string) bool {
	if pattern == "*" {
		return true
	}
	p := lower(pattern)
	service, name, found := strings.Cut(p, ":")
	return found && wellFormed(service, "-") && wellFormed(name, "*?") && Wildcard(p, lower(action))
}
