package keypolicy

import "slices"

// keyTests are the conditions of one statement on one key.
type keyTests struct {
	key   *contextKey
	tests []*test
}

// situation is a set of actions that the counting Denies and the keys of the text do not tell apart.
type situation struct {
	actions actionSet
	one     int       // any action of it
	denies  []*clause // that count for it
	shut    bool      // one of them has no condition
}

// situations divides the actions for one principal.
func (a *analyser) situations(s *subject) []situation {
	var counting []*clause
	for _, c := range a.statements {
		if c.effect == Deny && c.everyKey && c.mustReach(s) {
			counting = append(counting, c)
		}
	}
	sets := []actionSet{a.universe.all()}
	split := func(by actionSet) {
		for i := range sets {
			inside, outside := sets[i].and(by), sets[i].without(by)
			if !inside.empty() && !outside.empty() {
				sets[i] = inside
				sets = append(sets, outside)
			}
		}
	}
	for _, c := range counting {
		split(c.actions)
	}
	for _, k := range a.keys {
		if k.carried != nil {
			split(k.carried)
		}
	}
	out := make([]situation, 0, len(sets))
	for _, set := range sets {
		of := situation{actions: set, one: set.first()}
		for _, c := range counting {
			if c.actions.has(of.one) {
				of.denies = append(of.denies, c)
				of.shut = of.shut || len(c.byKey) == 0
			}
		}
		out = append(out, of)
	}
	return out
}

// choice are the candidates of one key that a path leaves, by their places.
type choice struct {
	domain *domain
	left   []int
}

// path says whether some request of the principal meets an Allow and no Deny that counts, and what such requests may
// carry of each key that matters. c is nil for an Allow without conditions. Each Deny over several keys is looked at by
// itself, which errs towards a path.
func (of situation) path(c *clause, s *subject, m mode) ([]choice, bool) {
	if of.shut {
		return nil, false
	}
	var found []choice
	add := func(on keyTests) bool {
		f := of.choose(on, s, m)
		found = append(found, f)
		return len(f.left) > 0
	}
	if c != nil {
		for _, on := range c.byKey {
			if !add(on) {
				return nil, false
			}
		}
	}
	for _, d := range of.denies {
		if k := d.byKey[0].key; len(d.byKey) == 1 && chosen(found, k) == nil && !add(keyTests{key: k}) {
			return nil, false
		}
	}
	for _, d := range of.denies {
		if len(d.byKey) > 1 && !of.evades(d, found, s, m) {
			return nil, false
		}
	}
	return found, true
}

func chosen(found []choice, k *contextKey) *choice {
	if i := slices.IndexFunc(found, func(f choice) bool { return f.domain.key == k }); i >= 0 {
		return &found[i]
	}
	return nil
}

func (of situation) domain(k *contextKey, s *subject) *domain {
	return k.of(s, k.carried == nil || k.carried.has(of.one))
}

// choose leaves the candidates of a key that may meet the Allow's conditions on it and evade every Deny about that key
// alone.
func (of situation) choose(on keyTests, s *subject, m mode) choice {
	f := choice{domain: of.domain(on.key, s)}
	for i, c := range f.domain.candidates {
		if m.keeps(on.key.name, c) && f.domain.mayHold(on.tests, i, m) && !of.refuses(f.domain, i, m) {
			f.left = append(f.left, i)
		}
	}
	return f
}

// refuses says whether some Deny about the key alone surely holds at a candidate.
func (of situation) refuses(d *domain, candidate int, m mode) bool {
	return slices.ContainsFunc(of.denies, func(deny *clause) bool {
		return len(deny.byKey) == 1 && deny.byKey[0].key == d.key && d.mustHold(deny.byKey[0].tests, candidate, m)
	})
}

// evades says whether a Deny over several keys may fail: one of its keys may have a value that it does not surely
// refuse.
func (of situation) evades(deny *clause, found []choice, s *subject, m mode) bool {
	for _, on := range deny.byKey {
		if f := chosen(found, on.key); f != nil {
			if slices.ContainsFunc(f.left, func(i int) bool { return !f.domain.mustHold(on.tests, i, m) }) {
				return true
			}
			continue
		}
		d := of.domain(on.key, s)
		for i, c := range d.candidates {
			if m.keeps(on.key.name, c) && !d.mustHold(on.tests, i, m) {
				return true
			}
		}
	}
	return false
}

// mayHold says whether some request of the principal may meet all conditions of a statement.
func (c *clause) mayHold(s *subject, action int) bool {
	_, ok := situation{one: action}.path(c, s, plain)
	return ok
}
