# METADATA
# title: What policies mean
# description: |
#   Decides, for every policy in view and every principal that matters, which actions it can take. An Allow may match:
#   a condition counts as allowing. A Deny must match: with a condition that cannot be decided it does not deny.
package keywright.lib.iam

import data.keywright.lib.actions
import data.keywright.lib.conditions
import data.keywright.lib.identities
import data.keywright.lib.policies
import data.keywright.lib.principals
import data.keywright.lib.settings

_patterns := {pattern |
	some document in policies.documents
	some statement in document.statements
	some pattern in (statement.actions | statement.not_actions)
}

_sure := actions.expansions(_patterns)

_maybe := actions.perhaps(_patterns)

# statements gives the statements of each readable text with their actions.
statements := {text: list |
	some text, document in policies.documents
	document.readable
	list := [object.union(statement, {
		"means": actions.meaning(statement, _sure, _maybe),
		"roles": {role | some principal in statement.principals; principals.is_role(principal); role := principals.role(principal)},
		"sessions": {role | some principal in statement.principals; principals.is_session(principal); role := principals.role(principal)},
	}) |
		some statement in document.statements
	]
}

# reach gives, for each text, what each principal can do: named ones, everyone (AWS:*), and those that the profile
# asks about where the text opens the key to principals it does not name.
reach := {text: principals_of |
	some text, list in statements
	principals_of := {principal: found |
		some principal in _asked(list)
		found := of(list, principal)
		count(found.can) + count(found.maybe) > 0
	}
}

_asked(list) := ((_named(list) | _profiled) | _in_view(list)) | _conditioned(list) if {
	_opens(list)
} else := _named(list)

# Whom a condition on an open statement names by ARN has the rest of the policy as well.
_conditioned(list) := {principal |
	some statement in list
	statement.effect == "Allow"
	_open_statement(statement)
	some condition in statement.conditions
	conditions.names_principals(condition)
	some value in condition.values
	principal := sprintf("AWS:%s", [value])
}

# Where the account decides, whoever bears an identity policy of the plan is in view.
_in_view(list) := {principal |
	some statement in list
	statement.effect == "Allow"
	some account in statement.principals
	principals.is_account(account)
	some bearer in identities.bearers
	principal := replace(account, ":root", sprintf(":%s", [bearer]))
}

_named(list) := ({principal |
	some statement in list
	statement.effect == "Allow"
	not statement.inverted
	some principal in statement.principals
} | {principal |
	some statement in list
	statement.inverted
	some principal in statement.not_principals
}) | {"AWS:*" |
	some statement in list
	statement.effect == "Allow"
	statement.inverted
}

_opens(list) if {
	some statement in list
	statement.effect == "Allow"
	_open_statement(statement)
}

_open_statement(statement) if statement.inverted

_open_statement(statement) if "AWS:*" in statement.principals

_open_statement(statement) if {
	some principal in statement.principals
	principals.is_account(principal)
}

# The profile names people and services by ARN; wildcards and resource addresses are matched against named principals.
_profiled := {sprintf("AWS:%s", [principal]) |
	some role in settings.roles
	some principal in object.get(role, "principals", [])
	startswith(principal, "arn:")
	not contains(principal, "*")
}

# of gives what one principal can do: certainly (an Allow that names it and no Deny that holds), perhaps (where
# identity policies or sessions decide), by which statements, under which conditions.
of(list, principal) := {
	"can": can,
	"maybe": (union({pair[1].means | some pair in allowing; pair[0] == "maybe"}) - can) - denied,
	"statements": [pair[1].name | some pair in allowing],
	"conditional": _conditional(allowing),
	"conditions": _words(list, principal, allowing),
	"confined": _confined(allowing),
	"for_services": _for_services(allowing, denied),
	"grants_perhaps": _plain_grants(allowing, denied),
	"open": _wide_open(principal, allowing, denied),
} if {
	allowing := [[sure, statement] |
		some statement in list
		statement.effect == "Allow"
		sure := covers(statement, principal)
		not _elsewhere(statement, principal)
	]
	denied := _denied(list, principal)
	can := union({pair[1].means | some pair in allowing; pair[0] == "yes"}) - denied
}

_elsewhere(statement, principal) if {
	some condition in statement.conditions
	conditions.fails_for(condition, principal)
}

# Whether all statements that let a principal in are for others, whom they name by ARN and who have rows of their own.
default _confined(_) := false

_confined(allowing) if {
	count(allowing) > 0
	every pair in allowing {
		some condition in pair[1].conditions
		conditions.names_principals(condition)
	}
}

# Whether the statements that surely hold let grants be made and taken back for AWS's own resources only: such a grant
# is use of the key by a service, no management.
default _for_services(_, _) := false

_for_services(allowing, denied) if {
	giving := [pair[1] | some pair in allowing; pair[0] == "yes"; count((pair[1].means & grant_actions) - denied) > 0]
	count(giving) > 0
	every statement in giving { _lends(statement) }
}

# grant_actions are those that make grants and take them back.
grant_actions := {action | some action, capability in actions.table; capability == "grant"}

_lends(statement) if {
	some condition in statement.conditions
	conditions.for_services(condition)
}

# What identity policies or sessions may give of grants beyond that, although a statement gives it for services.
_plain_grants(allowing, denied) := {action |
	some pair in allowing
	pair[0] == "maybe"
	not _lends(pair[1])
	some action in pair[1].means
	action in grant_actions
} - denied

# covers says whether a statement is about a principal: "yes", "maybe", or undefined for no. One session of a role
# counts for the role.
covers(statement, principal) := "yes" if {
	not statement.inverted
	count(principals.names(principal) & statement.principals) > 0
} else := "yes" if {
	not statement.inverted
	principals.role(principal) in statement.roles
} else := "yes" if {
	not statement.inverted
	principals.is_role(principal)
	principals.role(principal) in statement.sessions
} else := "maybe" if {
	not statement.inverted
	count(principals.accounts(principal) & statement.principals) > 0
} else := "yes" if {
	statement.inverted
	principal == "AWS:*"
} else := "yes" if {
	statement.inverted
	count(principals.names(principal) & statement.not_principals) == 0
	not principal in statement.not_principals
} else := "maybe" if {
	statement.inverted
	principals.role(principal)
}

_denied(list, principal) := union({statement.means |
	some statement in list
	statement.effect == "Deny"
	statement.whole
	_denies(statement, principal)
})

_denies(statement, principal) if {
	statement.conditions == []
	_surely(statement, principal)
}

_denies(statement, principal) if {
	[condition] := statement.conditions
	conditions.holds_for(condition, principal)
	_surely(statement, principal)
}

_surely(statement, principal) if {
	not statement.inverted
	count((principals.names(principal) | principals.accounts(principal)) & statement.principals) > 0
}

_surely(statement, principal) if {
	statement.inverted
	principal != "AWS:*"
	not principals.is_account(principal)
	not "AWS:*" in statement.not_principals
	count((principals.names(principal) | principals.accounts(principal)) & statement.not_principals) == 0
	count({other | some other in statement.not_principals; principals.related(principal, other)}) == 0
}

default _conditional(_) := false

_conditional(allowing) if {
	count(allowing) > 0
	every pair in allowing { count(pair[1].conditions) > 0 }
}

_words(list, principal, allowing) := sort({word |
	some pair in allowing
	some condition in pair[1].conditions
	word := conditions.words(condition, "Allow")
} | {word |
	some statement in list
	statement.effect == "Deny"
	count(statement.conditions) > 0
	covers(statement, principal)
	some condition in statement.conditions
	word := conditions.words(condition, "Deny")
})

# Whether everyone is let in by some statement that no condition narrows.
_wide_open(principal, allowing, denied) if {
	principals.is_everyone(principal)
	some pair in allowing
	count(pair[1].means - denied) > 0
	not conditions.narrow(pair[1].conditions)
} else := false
