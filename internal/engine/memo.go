package engine

import (
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// ruleName names a rule of data.keywright.lib.
type ruleName struct{ pkg, rule string }

// A rule of the library is cached under data.keywright.lib.<package>.<rule>, and a call of a function with its arguments
// behind that.
const libraryDepth = 5

func nameOf(ref ast.Ref) (ruleName, bool) {
	if len(ref) != libraryDepth {
		return ruleName{}, false
	}
	var parts [libraryDepth]string
	for i, term := range ref[1:] {
		word, ok := term.Value.(ast.String)
		if !ok {
			return ruleName{}, false
		}
		parts[i+1] = string(word)
	}
	return ruleName{parts[3], parts[4]}, parts[1] == "keywright" && parts[2] == "lib"
}

// common finds the rules of the library that come to the same whichever share of the keys is asked for: all that do not
// draw, by whatever way, on the fact part.
func common(compiler *ast.Compiler) map[ruleName]bool {
	drawing := map[*ast.Rule]bool{}
	var mark func(*ast.Rule)
	mark = func(rule *ast.Rule) {
		if drawing[rule] {
			return
		}
		drawing[rule] = true
		for dependent := range compiler.Graph.Dependents(rule) {
			mark(dependent.(*ast.Rule))
		}
	}
	each := func(visit func(*ast.Rule)) {
		for _, module := range compiler.Modules {
			ast.WalkRules(module, func(rule *ast.Rule) bool {
				visit(rule)
				return false
			})
		}
	}
	each(func(rule *ast.Rule) {
		if readsPart(rule) {
			mark(rule)
		}
	})
	out := map[ruleName]bool{}
	each(func(rule *ast.Rule) {
		if name, ok := nameOf(rule.Ref().GroundPrefix()); ok {
			known, met := out[name]
			out[name] = (known || !met) && !drawing[rule] && !rule.Ref().Equal(settingsRef)
		}
	})
	return out
}

var (
	factsRef    = ast.MustParseRef("data.keywright_facts")
	settingsRef = ast.MustParseRef("data.keywright.lib.settings.facts")
)

// readsPart tells a rule that reads the fact part, or may: one that takes all facts could.
func readsPart(rule *ast.Rule) bool {
	if rule.Ref().Equal(settingsRef) {
		return false // it hands the facts on, and is not common itself
	}
	found := false
	ast.WalkRefs(rule, func(ref ast.Ref) bool {
		for _, facts := range []ast.Ref{factsRef, settingsRef} {
			if !ref.HasPrefix(facts) {
				continue
			}
			if len(ref) == len(facts) {
				found = true
			} else if fact, ok := ref[len(facts)].Value.(ast.String); !ok || fact == "part" {
				found = true
			}
		}
		return found
	})
	return found
}

// memory is what several evaluations over one input, with facts that differ in part alone, have in common. It can be used
// by all of them at once.
type memory struct {
	common map[ruleName]bool
	lock   sync.RWMutex
	known  map[ruleName]*ast.Term // nil where the rule is undefined
}

func newMemory(common map[ruleName]bool) *memory {
	return &memory{common: common, known: map[ruleName]*ast.Term{}}
}

// remembering is the cache of one evaluation, which takes from the memory what is there and adds what it works out.
type remembering struct {
	topdown.VirtualCache
	memory  *memory
	without int // frames in which something is replaced: nothing in them is common
}

func remember(m *memory) *remembering {
	return &remembering{VirtualCache: topdown.NewVirtualCache(), memory: m}
}

// Push begins what is evaluated with another input or other data.
func (r *remembering) Push() {
	r.without++
	r.VirtualCache.Push()
}

// Pop ends it.
func (r *remembering) Pop() {
	r.without--
	r.VirtualCache.Pop()
}

// Get gives what is known of a reference.
func (r *remembering) Get(ref ast.Ref) (*ast.Term, bool) {
	value, undefined := r.VirtualCache.Get(ref)
	if value != nil || undefined || r.without > 0 {
		return value, undefined
	}
	name, ok := nameOf(ref)
	if !ok || !r.memory.common[name] {
		return nil, false
	}
	r.memory.lock.RLock()
	value, met := r.memory.known[name]
	r.memory.lock.RUnlock()
	if met {
		r.VirtualCache.Put(ref, value)
	}
	return value, met && value == nil
}

// Put keeps what has been found out.
func (r *remembering) Put(ref ast.Ref, value *ast.Term) {
	r.VirtualCache.Put(ref, value)
	if r.without > 0 {
		return
	}
	if name, ok := nameOf(ref); ok && r.memory.common[name] {
		r.memory.lock.Lock()
		r.memory.known[name] = value
		r.memory.lock.Unlock()
	}
}
