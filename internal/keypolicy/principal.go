package keypolicy

import "slices"

// coverage is how a principal element reaches a caller.
type coverage int

const (
	notCovered coverage = iota
	delegated           // through the caller's account: identity policies decide
	direct
)

// covers says how one principal of a policy reaches a caller. A caller named by a role's ARN stands for any session of
// it whose name is not known.
func covers(p Principal, caller identity) coverage {
	if p.Kind == "Service" {
		return directIf(caller.kind == service && p.Value == caller.raw)
	}
	if p.Kind != "AWS" {
		return directIf(p.Value != "" && p.Value == caller.raw)
	}
	id := identify(p.Value)
	switch id.kind {
	case everyone:
		return direct
	case account:
		if caller.account != id.account || caller.partition != "" && id.partition != "" && caller.partition != id.partition {
			return notCovered
		}
		if caller.kind == account {
			return direct
		}
		return delegated
	case role:
		return directIf(sameRole(id, caller))
	case roleSession:
		return directIf(sameRole(id, caller) && id.session == caller.session)
	default:
		return directIf(id.kind != malformed && id.raw == caller.raw)
	}
}

func directIf(b bool) coverage {
	if b {
		return direct
	}
	return notCovered
}

// reach is the best coverage of a caller by a statement's principals.
func (s Statement) reach(caller identity) coverage {
	if s.NotPrincipals != nil {
		return directIf(s.reachesByComplement(caller))
	}
	best := notCovered
	for _, p := range s.Principals {
		best = max(best, covers(p, caller))
	}
	return best
}

// reachesByComplement judges NotPrincipal. An Allow is for those of whom no part is listed. A Deny spares only those of
// whom every part is: the account, and for a role's session the role and the session too.
func (s Statement) reachesByComplement(caller identity) bool {
	if s.Effect == Allow {
		return !slices.ContainsFunc(s.NotPrincipals, func(p Principal) bool { return covers(p, caller) != notCovered })
	}
	chain := []identity{caller}
	if caller.account != "" && caller.kind != account {
		chain = append(chain, identity{kind: account, account: caller.account, partition: caller.partition})
	}
	if caller.kind == roleSession {
		chain = append(chain, identify(caller.roleARN()))
	}
	return slices.ContainsFunc(chain, func(part identity) bool { return !listedItself(s.NotPrincipals, part) })
}

// listedItself says whether a principal is listed as such; a role does not list its sessions.
func listedItself(principals []Principal, id identity) bool {
	return slices.ContainsFunc(principals, func(p Principal) bool {
		if id.kind == roleSession {
			return p.Kind == "AWS" && (p.Value == "*" || p.Value == id.raw)
		}
		return covers(p, id) == direct
	})
}

// principalARN is aws:PrincipalArn for a caller: of a session, its role's ARN. A session's ARN lacks the role's path;
// where the policy names a role of that name with a path, it is that one, since role names are unique in an account.
func principalARN(caller identity, policy *Document) string {
	switch caller.kind {
	case roleSession:
		if arn := policy.roleNamed(caller); arn != "" {
			return arn
		}
		return caller.roleARN()
	case service, everyone, malformed, deletedID:
		return ""
	case account:
		return rootARN(caller.partitionOr("aws"), caller.account)
	default:
		return caller.raw
	}
}

func (id identity) partitionOr(other string) string {
	if id.partition == "" {
		return other
	}
	return id.partition
}

// roleNamed finds the ARN by which the policy names a session's role, in a principal or in a comparison of
// aws:PrincipalArn. Of several, the first in order.
func (d *Document) roleNamed(session identity) string {
	if d == nil {
		return ""
	}
	var found []string
	look := func(value string) {
		if id := identify(value); id.kind == role && sameRole(id, session) {
			found = append(found, value)
		}
	}
	for _, s := range d.Statements {
		for _, p := range slices.Concat(s.Principals, s.NotPrincipals) {
			look(p.Value)
		}
		for _, c := range s.Conditions {
			if fold(c.Key) == "aws:principalarn" {
				for _, v := range c.Values {
					look(v)
				}
			}
		}
	}
	if len(found) == 0 {
		return ""
	}
	return slices.Min(found)
}
