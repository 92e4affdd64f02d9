package keypolicy

// verdicts gives one principal's verdict on every capability that it has, by the policy and by grants.
func (j *judged) verdicts() map[string]CapabilityVerdict {
	given, found := j.universe.none(), map[string]*CapabilityVerdict{}
	for _, w := range j.ways() {
		given.include(w.actions)
		for _, c := range j.capabilities {
			if w.actions.meets(c.actions) {
				found[c.name] = w.addTo(found[c.name])
			}
		}
	}
	for i, action := range j.universe.actions {
		if given.has(i) {
			found[action.capability].Actions = append(found[action.capability].Actions, action.name)
		}
	}
	out := make(map[string]CapabilityVerdict, len(found))
	for name, v := range found {
		v.Actions, v.Statements = sorted(v.Actions), sorted(v.Statements)
		out[name] = *v
	}
	return out
}

// way is one to actions: a statement that may allow them, or a grant.
type way struct {
	actions     actionSet
	verdict     Verdict
	conditional bool
	name        string
	reason      string
}

// addTo adds the way to a verdict. Can goes before Undecided, and unconditional before conditional.
func (w way) addTo(v *CapabilityVerdict) *CapabilityVerdict {
	if v == nil {
		v = &CapabilityVerdict{}
	}
	v.Statements = append(v.Statements, w.name)
	switch {
	case v.Verdict == "" || v.Verdict == Undecided && w.verdict == Can:
		v.Verdict, v.Conditional, v.Reason = w.verdict, w.conditional, w.reason
	case v.Verdict == w.verdict && v.Conditional && !w.conditional:
		v.Conditional, v.Reason = false, w.reason
	}
	return v
}

// ways are what leads the principal to anything. A Deny goes before a grant as before an Allow.
func (j *judged) ways() []way {
	var out []way
	for _, g := range j.given {
		c := g.clause
		out = append(out, way{
			actions: g.actions, verdict: g.cover.verdict, conditional: g.cover.partly || len(c.conditions) > 0 || c.oneKey, name: c.name, reason: g.cover.reason,
		})
	}
	for _, g := range j.grants {
		actions := j.operations(g).without(j.denied)
		r := mayCover(subjectOf(granteePrincipal(g.GranteePrincipal), j.partition), j.s)
		if r.verdict != Cannot && !actions.empty() {
			out = append(out, way{actions: actions, verdict: r.verdict, conditional: r.partly || g.constrained(), name: g.label(), reason: "a grant gives it"})
		}
	}
	return out
}

func (j *judged) operations(g Grant) actionSet {
	out := j.universe.none()
	for _, op := range g.Operations {
		j.universe.named("kms:"+op, out)
	}
	return out
}

// mayDenyPutKeyPolicy says whether some PutKeyPolicy of the principal may meet a Deny.
func (a *analyser) mayDenyPutKeyPolicy(s *subject) bool {
	for _, c := range a.statements {
		if c.effect == Deny && c.actions.has(putKeyPolicy()) && c.mayBeThisKey && c.mayDenyTo(s) && c.mayHold(s, putKeyPolicy()) {
			return true
		}
	}
	return false
}
