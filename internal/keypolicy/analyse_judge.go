package keypolicy

import "regexp"

// given is a statement that lets the principal do something.
type given struct {
	clause  *clause
	cover   reached
	actions actionSet // with a path
}

// sides are what statements give that surely are for the principal, and what those give that perhaps are.
type sides struct{ sure, unsure actionSet }

func (s *sides) include(cover reached, actions actionSet) {
	if cover.verdict == Can {
		s.sure.include(actions)
	} else {
		s.unsure.include(actions)
	}
}

// judged is all that is found out about one principal.
type judged struct {
	*analyser
	s          *subject
	situations []situation
	given      []given
	denied     actionSet
	within     [modes]sides // what has a path in the mode; plain: at all
}

func (a *analyser) judge(s *subject) *judged {
	s.arns = a.arnsOf(s.id)
	j := &judged{analyser: a, s: s, situations: a.situations(s), denied: a.universe.none()}
	for m := range j.within {
		j.within[m] = sides{a.universe.none(), a.universe.none()}
	}
	for _, of := range j.situations {
		if _, free := of.path(nil, s, plain); !free {
			j.denied.include(of.actions)
		}
	}
	for _, c := range a.statements {
		if c.effect != Allow || !c.mayBeThisKey {
			continue
		}
		if cover := c.mayReach(s); cover.verdict != Cannot {
			j.take(c, cover)
		}
	}
	return j
}

// take follows what one statement gives, in every mode that makes a difference.
func (j *judged) take(c *clause, cover reached) {
	out := given{clause: c, cover: cover, actions: j.universe.none()}
	for _, of := range j.situations {
		if !of.actions.meets(c.actions) {
			continue
		}
		if _, ok := of.path(c, j.s, plain); !ok {
			continue // a mode leaves out candidates and adds none
		}
		some := of.actions.and(c.actions)
		out.actions.include(some)
		for m := plain; m < modes; m++ {
			if j.asks(m) && j.inMode(of, c, m) {
				j.within[m].include(cover, some)
			}
		}
	}
	if !out.actions.empty() {
		j.given = append(j.given, out)
	}
}

// manyAccounts matches principals that are no particular one: *, or a wildcard where the account stands.
var manyAccounts = regexp.MustCompile(`^[A-Za-z]+:\*$|^AWS:arn:[^:]*:[^:]*:[^:]*:[^:]*[*?][^:]*:`)

// inMode says whether what has a path has one in a mode too.
func (j *judged) inMode(of situation, c *clause, m mode) bool {
	if !j.concerned[m] {
		return true
	}
	_, ok := of.path(c, j.s, m)
	return ok
}

// asks says whether a mode is asked of the principal for all actions.
func (j *judged) asks(m mode) bool {
	switch m {
	case freeGrant, namedGrant:
		return false
	case stranger:
		return manyAccounts.MatchString(j.s.key)
	case unnamed:
		return j.s.id.kind == account || manyAccounts.MatchString(j.s.key)
	}
	return true
}

// reach writes down what was found.
func (j *judged) reach() Reach {
	u, all := j.universe, j.within[plain]
	out := Reach{
		Can: u.list(all.sure), Maybe: u.list(all.unsure.without(all.sure)), Denied: u.list(j.denied),
		By: map[string][]string{}, Requests: map[string]Witness{},
		Stranger: u.list(j.within[stranger].both()), Unnamed: u.list(j.within[unnamed].both()),
		Conditions: j.words(), Conditional: len(j.given) > 0, Statements: []string{},
	}
	out.Without, out.Perhaps = j.without()
	for _, g := range j.given {
		out.Conditional = out.Conditional && len(g.clause.conditions) > 0
		out.Statements = append(out.Statements, g.clause.name)
		for _, c := range j.capabilities {
			if g.actions.meets(c.actions) {
				out.By[c.name] = append(out.By[c.name], g.clause.name)
			}
		}
	}
	for _, c := range j.capabilities {
		if names := out.By[c.name]; names != nil {
			out.By[c.name], out.Requests[c.name] = sorted(names), j.witness(c)
		}
	}
	out.Grants, out.Grantees = j.use()
	return out
}

func (s sides) both() actionSet {
	out := s.sure.and(s.sure)
	out.include(s.unsure)
	return out
}

func (j *judged) without() (sure, unsure Without) {
	for _, of := range []struct {
		m            mode
		sure, unsure *[]string
	}{
		{withoutMFA, &sure.MFA, &unsure.MFA}, {offNetwork, &sure.Network, &unsure.Network}, {bySelf, &sure.Self, &unsure.Self},
	} {
		found := j.within[of.m]
		*of.sure, *of.unsure = j.universe.list(found.sure), j.universe.list(found.unsure.without(found.sure))
	}
	return sure, unsure
}

// use says whether the principal can give use of the key to whomever it likes, and to whom by name.
func (j *judged) use() (free string, grantees []string) {
	free, grantees = "no", []string{}
	of := j.situationOf(createGrant())
	for _, g := range j.given {
		if !g.actions.has(createGrant()) {
			continue
		}
		if free != "can" && j.inMode(of, g.clause, freeGrant) {
			free = certainty[g.cover.verdict]
		}
		choices, _ := of.path(g.clause, j.s, namedGrant)
		for _, c := range choices {
			if c.domain.key.name != "kms:granteeprincipal" {
				continue
			}
			for _, i := range c.left {
				for _, a := range c.domain.candidates[i].atoms {
					grantees = append(grantees, a.text)
				}
			}
		}
	}
	return free, sorted(grantees)
}

var certainty = map[Verdict]string{Can: "can", Undecided: "maybe"}

func (j *judged) situationOf(action int) situation {
	for _, of := range j.situations {
		if of.actions.has(action) {
			return of
		}
	}
	return situation{shut: true}
}

// witness is a request for one of the actions: the first that can surely be made, or else that can be made at all.
func (j *judged) witness(c capabilitySet) Witness {
	among := j.within[plain].sure.and(c.actions)
	sure := !among.empty()
	if !sure {
		among = j.within[plain].unsure.and(c.actions)
	}
	action := j.universe.likeliest(among, c.name)
	for _, g := range j.given {
		if g.actions.has(action) && (!sure || g.cover.verdict == Can) {
			choices, _ := j.situationOf(action).path(g.clause, j.s, plain)
			return Witness{Action: j.universe.actions[action].folded, Statement: g.clause.name, With: inWords(choices)}
		}
	}
	return Witness{} // not reached: what is among them, a statement gives
}
