# METADATA
# title: Principals
# description: Which names stand for a principal in a policy, and which account may speak for it.
package keywright.lib.principals

# names gives the entries of a policy that mean this principal itself: its ARN, everyone, and for a session its role.
names(principal) := {principal, "AWS:*"} | roles(principal)

# accounts gives the entry that stands for the principal's account, which leaves the decision to identity policies.
accounts(principal) := {root} if {
	parts := split(trim_prefix(principal, "AWS:"), ":")
	count(parts) >= 6
	regex.match(`^[0-9]{12}$`, parts[4])
	root := sprintf("AWS:arn:%s:iam::%s:root", [parts[1], parts[4]])
	root != principal
} else := set()

# roles gives the role of a session, as far as the session's ARN tells: it leaves out the role's path.
roles(principal) := {role} if {
	startswith(principal, "AWS:arn:")
	parts := split(principal, ":")
	parts[3] == "sts"
	session := split(parts[6], "/")
	session[0] == "assumed-role"
	role := sprintf("AWS:arn:%s:iam::%s:role/%s", [parts[2], parts[5], session[1]])
} else := set()

# role gives the role of a role or of a session, without its path: in one account a role's name is the role's alone.
role(principal) := sprintf("AWS:arn:%s:iam::%s:role/%s", [arn[1], arn[4], parts[count(parts) - 1]]) if {
	is_role(principal)
	arn := split(trim_prefix(principal, "AWS:"), ":")
	parts := split(arn[5], "/")
} else := short if {
	some short in roles(principal)
}

# account gives the account of a user, a role, a session or an account's own entry.
account(principal) := parts[5] if {
	regex.match(`^AWS:arn:[^:]*:(iam|sts)::[0-9]{12}:(user/|role/|assumed-role/|federated-user/|root$)`, principal)
	parts := split(principal, ":")
}

# It is the account's too who signs in with its identity provider.
account(principal) := split(principal, ":")[5] if {
	regex.match(`^Federated:arn:[^:]*:iam::[0-9]{12}:(saml|oidc)-provider/`, principal)
}

# is_session says that a principal is one session of a role.
is_session(principal) if regex.match(`^AWS:arn:[^:]+:sts::[0-9]{12}:assumed-role/`, principal)

# is_id says that a principal is the unique id of a role or user: whose, cannot be seen.
is_id(principal) if regex.match(`^AWS:A(ROA|IDA)[A-Z0-9]+$`, principal)

# may_be_id says that a unique id may be a principal's.
may_be_id(principal, id) if {
	startswith(id, "AWS:AROA")
	is_id(id)
	role(principal)
}

may_be_id(principal, id) if {
	startswith(id, "AWS:AIDA")
	is_id(id)
	regex.match(`^AWS:arn:[^:]*:iam::[0-9]{12}:user/`, principal)
}

# is_nameless says that it cannot be seen whom a principal means: a unique id, or a session that is no role's.
is_nameless(principal) if regex.match(`^AWS:A(ROA|IDA)[A-Z0-9]+$`, principal)

is_nameless(principal) if regex.match(`^AWS:arn:[^:]+:sts::[0-9]{12}:federated-user/`, principal)

# is_account says that a principal stands for an account.
is_account(principal) if regex.match(`^AWS:arn:[^:]+:iam::[0-9]{12}:root$`, principal)

is_account("AWS:the key's own account")

# is_role says that a principal is a role, whose sessions call.
is_role(principal) if regex.match(`^AWS:arn:[^:]+:iam::[0-9]{12}:role/`, principal)

# is_everyone says that a principal is no particular one: *, or a wildcard where the account stands.
is_everyone(principal) if regex.match(`^[A-Za-z]+:\*$`, principal)

is_everyone(principal) if regex.match(`^AWS:arn:[^:]*:[^:]*:[^:]*:[^:]*[*?][^:]*:`, principal)

# related says that one is a session of the other, as far as their names tell.
related(one, other) if _session_of(one, other)

related(one, other) if _session_of(other, one)

_session_of(session, role) if {
	some short in roles(session)
	parts := split(role, "/")
	short == sprintf("%s/%s", [parts[0], parts[count(parts) - 1]])
}

# kind and name are the two halves of a principal as it is written in a policy.
kind(principal) := split(principal, ":")[0]

name(principal) := substring(principal, count(kind(principal)) + 1, -1)

# matches says that a pattern of the profile means a principal: an ARN, an account, or either with wildcards.
matches(pattern, principal) if pattern == name(principal)

# An account means everyone in it. Its own entry in a policy is nobody: that one hands the decision on.
matches(pattern, principal) if {
	regex.match(`^[0-9]{12}$`, pattern)
	not is_account(principal)
	split(principal, ":")[5] == pattern
}

# A session is its role's.
matches(pattern, principal) if {
	contains(principal, ":assumed-role/")
	related(sprintf("AWS:%s", [pattern]), principal)
}

matches(pattern, principal) if {
	is_session(principal)
	regex.match(sprintf("^%s$", [wildcard(pattern, ".")]), name(role(principal)))
}

matches(pattern, principal) if {
	contains(pattern, "*")
	regex.match(sprintf("^%s$", [wildcard(pattern, ".")]), name(principal))
}

# wildcard turns a pattern with * and ? into an expression, everything else quoted; any is what each may stand for.
wildcard(pattern, any) := replace(replace(quoted, "*", concat("", [any, "*"])), "?", any) if {
	quoted := regex.replace(pattern, `[^0-9A-Za-z*?\x{80}-\x{10FFFF}]`, `\$0`)
}
