package keypolicy

import (
	"math/bits"
	"slices"
	"strings"
	"sync"

	"github.com/keywright/terraform-provider-keywright/policies/data"
)

// actionSet is a set of the judged actions, by their places in universe.actions.
type actionSet []uint64

func (s actionSet) has(i int) bool { return s[i/64]&(1<<(i%64)) != 0 }

func (s actionSet) add(i int) { s[i/64] |= 1 << (i % 64) }

func (s actionSet) empty() bool { return s.first() < 0 }

func (s actionSet) meets(t actionSet) bool {
	for i := range s {
		if s[i]&t[i] != 0 {
			return true
		}
	}
	return false
}

// include adds all of another set.
func (s actionSet) include(t actionSet) {
	for i := range s {
		s[i] |= t[i]
	}
}

func (s actionSet) and(t actionSet) actionSet {
	out := slices.Clone(s)
	for i := range out {
		out[i] &= t[i]
	}
	return out
}

func (s actionSet) without(t actionSet) actionSet {
	out := slices.Clone(s)
	for i := range out {
		out[i] &^= t[i]
	}
	return out
}

// first is the place of the first action of the set; -1 where it is empty.
func (s actionSet) first() int {
	for i, word := range s {
		if word != 0 {
			return i*64 + bits.TrailingZeros64(word)
		}
	}
	return -1
}

// universe are the actions that are judged: the table's, then well-formed names that a text has and the table lacks.
type universe struct {
	actions []judgedAction
	unknown map[string]int      // lower-case name that the table lacks → its place
	lists   map[string][]string // of sets that were asked for
}

// judgedAction is an action with the capability that it gives.
type judgedAction struct {
	name       string // as the table or the text spells it
	folded     string
	capability string
}

// tableActions are the actions that a key policy can give, in the order of their lower-case names, and their places by
// the names of the table.
var tableActions = sync.OnceValues(func() ([]judgedAction, map[string]int) {
	var actions []judgedAction
	for _, a := range data.Actions() {
		if a.InKeyPolicy {
			actions = append(actions, judgedAction{a.Name, fold(a.Name), a.Capability})
		}
	}
	slices.SortFunc(actions, func(a, b judgedAction) int { return strings.Compare(a.folded, b.folded) })
	index := make(map[string]int, len(actions))
	for i, a := range actions {
		index[a.name] = i
	}
	return actions, index
})

// createGrant and putKeyPolicy are the places of two actions that are asked about by name.
func createGrant() int { return placeOf("kms:CreateGrant") }

func putKeyPolicy() int { return placeOf("kms:PutKeyPolicy") }

func placeOf(name string) int {
	_, table := tableActions()
	return table[name]
}

func newUniverse() *universe {
	table, _ := tableActions()
	return &universe{actions: slices.Clip(table), unknown: map[string]int{}, lists: map[string][]string{}}
}

// addUnknown adds a name that the table lacks. It counts as decrypt.
func (u *universe) addUnknown(name string) {
	if _, ok := u.unknown[fold(name)]; !ok {
		u.unknown[fold(name)] = len(u.actions)
		u.actions = append(u.actions, judgedAction{name, fold(name), data.CapabilityOf(name)})
	}
}

func (u *universe) none() actionSet { return make(actionSet, (len(u.actions)+63)/64) }

func (u *universe) all() actionSet {
	out := u.none()
	for i := range u.actions {
		out.add(i)
	}
	return out
}

// named adds the actions that an action element names for certain.
func (u *universe) named(pattern string, into actionSet) {
	_, table := tableActions()
	if i, ok := table[pattern]; ok {
		into.add(i)
		return
	}
	for _, name := range data.Expand(pattern).Actions {
		if i, ok := table[name]; ok {
			into.add(i)
		}
	}
	if i, ok := u.unknown[fold(pattern)]; ok {
		into.add(i)
	}
	if !strings.ContainsAny(pattern, "*?") {
		return // a literal name: looking through all of them would be quadratic
	}
	for name, i := range u.unknown {
		if data.ActionMatches(pattern, name) {
			into.add(i)
		}
	}
}

// perhaps adds what an action element may name beside that: whether IAM takes a wildcard in the service's name is not
// documented, so that one may give something and never takes anything away.
func (u *universe) perhaps(pattern string, into actionSet) {
	if !servesPerhaps(pattern) {
		return
	}
	table, _ := tableActions()
	for i, a := range table {
		if like(fold(pattern), a.folded) {
			into.add(i)
		}
	}
}

// servesPerhaps recognises k*:Decrypt and its like.
func servesPerhaps(pattern string) bool {
	service, name, found := strings.Cut(pattern, ":")
	return found && strings.ContainsAny(service, "*?") && strings.Trim(fold(service+name), "*?-0123456789abcdefghijklmnopqrstuvwxyz") == ""
}

// meaning are the actions that a statement is about: of an Allow all that it might be, of a Deny what it is for certain.
func (u *universe) meaning(s Statement) actionSet {
	out, patterns, complement := u.none(), s.Actions, s.NotActions != nil
	if complement {
		patterns = s.NotActions
	}
	for _, p := range patterns {
		u.named(p, out)
		if (s.Effect == Allow) != complement {
			u.perhaps(p, out)
		}
	}
	if complement {
		return u.all().without(out)
	}
	return out
}

// list are the names of a set in lower case, sorted. Equal sets share one list, which is not to be changed.
func (u *universe) list(s actionSet) []string {
	memo := make([]byte, 0, 8*len(s))
	for _, word := range s {
		for shift := 0; shift < 64; shift += 8 {
			memo = append(memo, byte(word>>shift))
		}
	}
	if names, ok := u.lists[string(memo)]; ok {
		return names
	}
	names := []string{}
	for i, a := range u.actions {
		if s.has(i) {
			names = append(names, a.folded)
		}
	}
	slices.Sort(names)
	u.lists[string(memo)] = names
	return names
}

// usual are the actions that one thinks of first, by capability.
var usual = map[string]string{
	"decrypt": "kms:decrypt", "data-key": "kms:generatedatakey", "encrypt": "kms:encrypt", "sign": "kms:sign",
	"mac": "kms:generatemac", "policy": "kms:putkeypolicy", "grant": "kms:creategrant", "replicate": "kms:replicatekey",
	"import": "kms:importkeymaterial", "attribute": "kms:tagresource", "lifecycle": "kms:schedulekeydeletion", "read": "kms:describekey",
}

// likeliest is the place of the action that stands for a capability: the usual one where the set has it.
func (u *universe) likeliest(s actionSet, capability string) int {
	for i, a := range u.actions {
		if a.folded == usual[capability] && s.has(i) {
			return i
		}
	}
	return u.earliest(s)
}

// earliest is the place of the action whose name comes first; -1 where the set is empty.
func (u *universe) earliest(s actionSet) int {
	best := s.first()
	if len(u.unknown) == 0 {
		return best
	}
	for i, a := range u.actions {
		if s.has(i) && a.folded < u.actions[best].folded {
			best = i
		}
	}
	return best
}
