# METADATA
# title: Actions and what they amount to
# description: |
#   Expands action patterns over the table of actions, as IAM matches them: without regard to case, with * for any
#   text and ? for one character, and no wildcard in the service's name.
package keywright.lib.actions

# table gives the capability of each action, names in lower case.
table := {lower(action.name): action.capability |
	some action in data.keywright.data.actions.actions
	action.effective_in_key_policy
}

all := object.keys(table)

# fitting gives the actions that can do anything on a key of a usage; with an unknown usage, all of them.
fitting(usage) := {lower(action.name) |
	some action in data.keywright.data.actions.actions
	usage in action.usages
} if {
	usage in usages
} else := all

usages := {usage |
	some action in data.keywright.data.actions.actions
	some usage in action.usages
}

# malformed says that a pattern matches no action of KMS because of how it is written.
malformed(pattern) if not regex.match(`^(\*|[^:*?]+:.*)$`, pattern)

malformed(pattern) if {
	startswith(pattern, "kms:")
	not regex.match(`^kms:[a-z0-9*?]+$`, pattern)
}

# expansions gives the actions of each pattern; every pattern is matched against the table once.
expansions(patterns) := {pattern: actions |
	some pattern in patterns
	actions := _expand(pattern)
}

_expand("*") := all

_expand(pattern) := matching if {
	regex.match(`^kms:[a-z0-9*?]+$`, pattern)
	anchored := sprintf("^%s$", [replace(replace(pattern, "*", ".*"), "?", ".")])
	matching := {action | some action in all; regex.match(anchored, action)} | _strange(pattern)
} else := set() if pattern != "*"

# A well-formed name that the table does not have is taken for one that decrypts.
_strange(pattern) := {pattern} if {
	regex.match(`^kms:[a-z0-9]+$`, pattern)
	not known[pattern]
} else := set()

known[lower(action.name)] if some action in data.keywright.data.actions.actions

# capability says what an action amounts to.
capability(action) := table[action] if {
	table[action]
} else := "decrypt"
