# METADATA
# title: Statements by exclusion
# description: |
#   The Allow statements of a policy that say whom or what they leave out, and thereby let in whoever and whatever they
#   do not know of: NotPrincipal and NotAction, with the capabilities that they leave.
package keywright.lib.forms

import data.keywright.lib.actions
import data.keywright.lib.policies

# of gives them for a policy, in the form that policies have.
of(policy) := object.get(_of_text, object.get(policy, "text", ""), [])

_of_text := {text: forms |
	some text, document in policies.documents
	forms := [form |
		some statement in document.statements
		_excludes(statement)
		form := {
			"statement": statement.name,
			"effect": statement.effect,
			"not_principal": statement.inverted,
			"not_action": statement.but,
			"leaves": sort(_leaves(statement)),
		}
	]
	count(forms) > 0
}

_excludes(statement) if {
	statement.effect == "Allow"
	statement.inverted
}

_excludes(statement) if {
	statement.effect == "Allow"
	statement.but
}

_leaves(statement) := {actions.capability(action) | some action in actions.meaning(statement, sure, maybe)} if {
	patterns := statement.actions | statement.not_actions
	sure := actions.expansions(patterns)
	maybe := actions.perhaps(patterns)
}
