# METADATA
# title: Actions and what they amount to
# description: |
#   Expands action patterns over the table of actions, as IAM matches them: without regard to case, with * for any
#   text and ? for one character. Whether IAM takes a wildcard in the service's name is not documented: such a pattern
#   may give something and never takes anything away.
package keywright.lib.actions

# table gives the capability of each action, names in lower case.
table := {lower(action.name): action.capability |
	some action in data.keywright.data.actions.actions
	action.effective_in_key_policy
}

all := object.keys(table)

# capabilities are what actions come to, sorted.
capabilities := sort({capability | some capability in table})

# across are the actions that work on a key of another account, and those of which nobody knows.
across := {lower(action.name) | some action in data.keywright.data.actions.actions; action.cross_account}

# spelled gives an action's name as documents have it.
spelled(action) := object.get(_spelled, action, action)

_spelled := {lower(action.name): action.name | some action in data.keywright.data.actions.actions}

# fitting gives the actions that can do anything on a key of a usage; with an unknown usage, all of them.
fitting(usage) := {lower(action.name) |
	some action in data.keywright.data.actions.actions
	usage in action.usages
} if {
	usage in usages
} else := all

# fits says that an action may do something on a key for which some actions are fitting. Of a name that the table does
# not have, nobody knows.
fits(action, _) if not action in known

fits(action, fitting_actions) if action in fitting_actions

usages := {usage |
	some action in data.keywright.data.actions.actions
	some usage in action.usages
}

# malformed says that a pattern matches no action of KMS because of how it is written.
malformed(pattern) if not regex.match(`^(\*|[a-z0-9*?-]+:.*)$`, pattern)

malformed(pattern) if {
	startswith(pattern, "kms:")
	not regex.match(`^kms:[a-z0-9*?]+$`, pattern)
}

# folded lowers the letters of ASCII and no others: IAM would not take look-alikes for them.
folded(name) := lower(name) if {
	regex.match(`^[\x00-\x7F]*$`, name)
} else := name

# expansions gives the actions of each pattern; every pattern is matched against the table once.
expansions(patterns) := {pattern: actions |
	some pattern in patterns
	actions := _expand(pattern)
}

# perhaps gives the actions of each pattern as far as IAM might take a wildcard for the service's name.
perhaps(patterns) := {pattern: actions |
	some pattern in patterns
	actions := _expand(pattern) | _served(pattern)
}

_served(pattern) := matching if {
	parts := split(pattern, ":")
	count(parts) == 2
	regex.match(`[*?]`, parts[0])
	anchored := sprintf("^%s$", [replace(replace(pattern, "*", ".*"), "?", ".")])
	regex.match(`^[a-z0-9*?:-]+$`, pattern)
	matching := {action | some action in all; regex.match(anchored, action)}
} else := set()

# meaning gives what a statement is about: of an Allow all that it might be, of a Deny what it is for certain.
meaning(statement, sure, maybe) := _union(statement.actions, maybe) if {
	statement.effect == "Allow"
	not statement.but
} else := all - _union(statement.not_actions, sure) if {
	statement.effect == "Allow"
} else := _union(statement.actions, sure) if {
	not statement.but
} else := all - _union(statement.not_actions, maybe)

# strange gives the well-formed names of statements that the table does not have.
strange(statements) := {pattern |
	some statement in statements
	some pattern in (statement.actions | statement.not_actions)
	regex.match(`^kms:[a-z0-9]+$`, pattern)
	not pattern in known
}

# strangers gives those of them that a statement is about.
strangers(statement, names) := {name | some name in names; not _named_by(statement.not_actions, name)} if {
	statement.but
} else := {name | some name in names; _named_by(statement.actions, name)}

_named_by(patterns, name) if {
	some pattern in patterns
	regex.match(`^(\*|kms:[a-z0-9*?]+)$`, pattern)
	regex.match(sprintf("^%s$", [replace(replace(pattern, "*", ".*"), "?", ".")]), name)
}

_union(patterns, expanded) := union({expanded[pattern] | some pattern in patterns})

_expand("*") := all

_expand(pattern) := matching if {
	regex.match(`^kms:[a-z0-9*?]+$`, pattern)
	anchored := sprintf("^%s$", [replace(replace(pattern, "*", ".*"), "?", ".")])
	matching := {action | some action in all; regex.match(anchored, action)} | _strange(pattern)
} else := set() if pattern != "*"

# A well-formed name that the table does not have is taken for one that decrypts.
_strange(pattern) := {pattern} if {
	regex.match(`^kms:[a-z0-9]+$`, pattern)
	not pattern in known
} else := set()

# known are the names of the table, worked out once: a set by members would be sought through for each name.
known := {lower(action.name) | some action in data.keywright.data.actions.actions}

# capability says what an action amounts to.
capability(action) := table[action] if {
	table[action]
} else := "decrypt"
