# METADATA
# title: Actions on secrets
# description: |
#   What patterns of actions come to on secrets of Secrets Manager, on parameters, and on what trails record: as
#   keywright.lib.actions has it for keys, over a table of their own.
package keywright.lib.secret_actions

import data.keywright.lib.actions

# table gives the capability of each action, names in lower case.
table := {lower(row.name): row.capability | some row in data.keywright.data.secret_actions.actions}

all := object.keys(table)

# duties are the capabilities that separate principals should hold.
duties := {"read", "write", "manage", "policy", "logs"}

# capability says what an action amounts to. A name that the table does not have is taken for one that reads.
capability(action) := table[action] if {
	table[action]
} else := "read"

# on gives those of some actions that are about things of a service.
on(found, service) := {action | some action in found; startswith(action, concat("", [service, ":"]))}

# viewing gives those of some actions that view what was recorded.
viewing(found) := {action | some action in found; table[action] == "logs"}

# meaning gives what a statement is about: of an Allow all that it might be, of a Deny what it is for certain.
meaning(statement) := _may_be(statement.actions) if {
	statement.effect == "Allow"
	not statement.but
} else := all - _is(statement.not_actions) if {
	statement.effect == "Allow"
} else := _is(statement.actions) if {
	not statement.but
} else := all - _may_be(statement.not_actions)

_is(patterns) := union({_expand(actions.folded(pattern)) | some pattern in patterns})

_may_be(patterns) := _is(patterns) | union({_served(actions.folded(pattern)) | some pattern in patterns})

_expand("*") := all

_expand(pattern) := _matching(pattern) | _strange(pattern) if {
	regex.match(`^[a-z]+:[a-z0-9*?]+$`, pattern)
} else := set() if pattern != "*"

# Whether IAM takes a wildcard for the service's name is not documented: such a pattern may give and never takes.
_served(pattern) := _matching(pattern) if {
	regex.match(`^[a-z]*[*?][a-z*?]*:[a-z0-9*?]+$`, pattern)
} else := set()

_matching(pattern) := {action | some action in all; regex.match(expression, action)} if {
	expression := sprintf("^%s$", [replace(replace(pattern, "*", ".*"), "?", ".")])
}

# Of Systems Manager only what speaks of parameters is about secrets.
_strange(pattern) := {pattern} if {
	regex.match(`^(secretsmanager:[a-z0-9]+|ssm:[a-z0-9]*parameter[a-z0-9]*)$`, pattern)
	not table[pattern]
} else := set()
