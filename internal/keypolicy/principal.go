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

// principalARN is aws:PrincipalArn for a caller: of a session, its role's ARN. A session's ARN lacks the role's path, so
// that the policy's own names for the role are asked for it.
func principalARN(caller identity, policy *Document) string {
	switch caller.kind {
	case roleSession:
		return policy.roleARNs(caller)[0]
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

// roleARNs are the ARNs that a session's role may have, the likeliest first. Role names are unique in an account
// whatever their paths, and KMS takes as principals only roles that exist: a Principal element tells the path. A
// comparison of aws:PrincipalArn is a guess, for no one checks that the role in it exists; so is the path "/".
func (d *Document) roleARNs(session identity) []string {
	if named := d.rolePrincipals(session); len(named) > 0 {
		return named
	}
	var compared []string
	if d != nil {
		for _, s := range d.Statements {
			for _, c := range s.Conditions {
				if fold(c.Key) == "aws:principalarn" {
					compared = appendRole(compared, session, c.Values...)
				}
			}
		}
	}
	return append(sorted(compared), session.roleARN())
}

// rolePrincipals are the ARNs of principals that are the session's role, or a role of the same name, sorted.
func (d *Document) rolePrincipals(id identity) []string {
	var out []string
	if d != nil {
		for _, s := range d.Statements {
			for _, p := range slices.Concat(s.Principals, s.NotPrincipals) {
				out = appendRole(out, id, p.Value)
			}
		}
	}
	return sorted(out)
}

func appendRole(out []string, same identity, values ...string) []string {
	for _, v := range values {
		if id := identify(v); id.kind == role && sameRole(id, same) {
			out = append(out, v)
		}
	}
	return out
}
