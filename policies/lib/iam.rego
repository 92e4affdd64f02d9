# METADATA
# title: What policies mean
# description: |
#   Decides, for every policy in view and every principal that matters, which actions some request of it reaches, by
#   which statements, and by which of them without MFA, from any network, as a stranger. An Allow may match and a Deny
#   must: what cannot be decided lets through. A host's facts may bring the same, worked out elsewhere.
package keywright.lib.iam

import data.keywright.lib.actions
import data.keywright.lib.asked
import data.keywright.lib.candidates
import data.keywright.lib.conditions
import data.keywright.lib.policies
import data.keywright.lib.principals
import data.keywright.lib.reach
import data.keywright.lib.settings

# given is what the facts say of a text: for each principal that is in them, the same as found gives. Facts of another
# form, and of a text that they could not read, count as none: from an absence in them nothing must follow.
given(text) := entry if {
	entry := settings.facts.access[policies.digest_of(text)]
	entry.form == "reach"
	entry.readable == true
}

# Of texts that the facts bring too: whom they do not name, such as the grantee of a grant, is judged here.
_patterns := {pattern |
	some document in policies.documents
	some statement in document.statements
	some pattern in (statement.actions | statement.not_actions)
}

_sure := actions.expansions(_patterns)

_maybe := actions.perhaps(_patterns)

# _statements gives the statements of each readable text with the roles that they name.
_statements := {text: list |
	some text, document in policies.documents
	document.readable
	list := [_with_roles(statement) | some statement in document.statements]
}

_with_roles(statement) := object.union(statement, _roles(statement))

_roles(statement) := {
	"roles": {role | some principal in statement.principals; principals.is_role(principal); role := principals.role(principal)},
	"sessions": {role | some principal in statement.principals; principals.is_session(principal); role := principals.role(principal)},
	"role_arns": {role: arns |
		some role in {role | some principal in named; role := principals.role(principal)}
		arns := {principal | some principal in named; principals.role(principal) == role}
	},
} if {
	named := {principal | some principal in (statement.principals | statement.not_principals); principals.is_role(principal)}
}

# _prepared gives a text's statements with their actions, as questions about them need them: of most texts the facts have
# the answers.
_prepared(text) := object.union(reach.prepare(list), {"about": object.get(policies.documents[text], "about", {})}) if {
	strange := actions.strange(_statements[text])
	list := [object.union(statement, {"means": means}) |
		some statement in _statements[text]
		means := actions.meaning(statement, _sure, _maybe) | actions.strangers(statement, strange)
	]
}

# of_text gives what each principal that matters to a text can do, nobody without any right among them.
of_text := {text: principals_of |
	some text, document in policies.documents
	document.readable
	principals_of := _of_text(text)
}

_of_text(text) := object.union(
	{principal: found |
		some principal, reached in given(text).principals
		found := _read(reached)
	},
	{principal: found |
		some principal in (asked.unasked(_statements[text]) - object.keys(given(text).principals))
		found := _found(text, principal)
		count(found.can) + count(found.maybe) > 0
	},
) if {
	given(text)
} else := {principal: found |
	some principal in asked.of(_statements[text])
	found := _found(text, principal)
	count(found.can) + count(found.maybe) > 0
}

# found gives what one principal can do by a text.
found(text, principal) := of_text[text][principal] if {
	of_text[text][principal]
} else := _found(text, principal) if {
	_statements[text]
} else := nothing

nothing := {
	"can": set(),
	"maybe": set(),
	"denied": set(),
	"by": {},
	"requests": {},
	"without": {"mfa": set(), "network": set(), "self": set()},
	"perhaps": {"mfa": set(), "network": set(), "self": set()},
	"grants": "no",
	"grantees": set(),
	"stranger": set(),
	"unnamed": set(),
	"statements": [],
	"conditional": false,
	"conditions": [],
}

_read(reached) := object.union(reached, {
	"can": {action | some action in reached.can},
	"maybe": {action | some action in reached.maybe},
	"denied": {action | some action in reached.denied},
	"without": {mode: {action | some action in list} | some mode, list in reached.without},
	"perhaps": {mode: {action | some action in list} | some mode, list in reached.perhaps},
	"grantees": {principal | some principal in reached.grantees},
	"stranger": {action | some action in reached.stranger},
	"unnamed": {action | some action in reached.unnamed},
})

_found(text, principal) := {
	"can": can,
	"maybe": maybe,
	"denied": _denied(prepared, who, denies),
	"by": _by(paths),
	"requests": _requests(prepared, who, denies, paths, [can, maybe]),
	"without": {mode: entry.can | some mode, entry in modes},
	"perhaps": {mode: entry.maybe | some mode, entry in modes},
	"grants": _grants(prepared, who, denies, paths),
	"grantees": union({reach.grantees(prepared, who, path.statement, denies) | some path in paths}),
	"stranger": _as_everyone(principal, prepared, who, denies, paths, "stranger"),
	"unnamed": _as_everyone(principal, prepared, who, denies, paths, "unnamed"),
	"statements": [path.statement.name | some path in paths],
	"conditional": _conditional(paths),
	"conditions": _words(prepared.list, principal, paths),
} if {
	prepared := _prepared(text)
	who := candidates.who(principal, prepared)
	denies := [statement |
		some statement in prepared.list
		statement.effect == "Deny"
		statement.whole
		_surely(statement, principal)
	]
	paths := [{"cover": cover, "statement": statement, "means": means} |
		some statement in prepared.list
		statement.effect == "Allow"
		statement.near
		cover := covers(statement, principal)
		means := reach.actions_of(prepared, who, statement, denies, "plain")
		count(means) > 0
	]
	can := union({path.means | some path in paths; path.cover == "yes"})
	maybe := union({path.means | some path in paths; path.cover == "maybe"}) - can
	modes := {mode: {"can": sure, "maybe": unsure - sure} |
		some mode in ["mfa", "network", "self"]
		sure := _in_mode(prepared, who, denies, [path | some path in paths; path.cover == "yes"], mode)
		unsure := _in_mode(prepared, who, denies, [path | some path in paths; path.cover == "maybe"], mode)
	}
}

# What every request of the principal is refused, whatever else lets it in.
_denied(prepared, who, denies) := union({deny.means | some deny in denies}) - passing if {
	count(denies) > 0
	refused := union({deny.means | some deny in denies})
	passing := reach.actions_of(prepared, who, {"means": refused, "conditions": []}, denies, "plain")
} else := set()

_by(paths) := {capability: sort({path.statement.name | some path in paths; some action in path.means; actions.capability(action) == capability}) |
	some capability in {capability | some path in paths; some action in path.means; capability := actions.capability(action)}
}

_requests(prepared, who, denies, paths, [can, maybe]) := {capability: request |
	some capability in {capability | some action in (can | maybe); capability := actions.capability(action)}
	action := _first(capability, can, maybe)
	path := _first_path(action, can, paths)
	request := {
		"action": action,
		"statement": path.statement.name,
		"with": reach.request(prepared, who, path.statement, denies, action),
	}
}

_first(capability, can, maybe) := _likeliest(capability, sure) if {
	sure := {action | some action in can; actions.capability(action) == capability}
	count(sure) > 0
} else := _likeliest(capability, {action | some action in maybe; actions.capability(action) == capability})

# The action that one thinks of first, where it is among them.
_likeliest(capability, among) := _usual[capability] if {
	_usual[capability] in among
} else := min(among)

_usual := {
	"decrypt": "kms:decrypt",
	"data-key": "kms:generatedatakey",
	"encrypt": "kms:encrypt",
	"sign": "kms:sign",
	"mac": "kms:generatemac",
	"policy": "kms:putkeypolicy",
	"grant": "kms:creategrant",
	"replicate": "kms:replicatekey",
	"import": "kms:importkeymaterial",
	"attribute": "kms:tagresource",
	"lifecycle": "kms:schedulekeydeletion",
	"read": "kms:describekey",
}

_first_path(action, can, paths) := [path | some path in paths; path.cover == "yes"; action in path.means][0] if {
	action in can
} else := [path | some path in paths; action in path.means][0]

_in_mode(prepared, who, denies, paths, mode) := union({reach.actions_of(prepared, who, path.statement, denies, mode) | some path in paths}) if {
	reach.touches(mode, prepared.keys)
} else := union({path.means | some path in paths})

default _grants(_, _, _, _) := "no"

_grants(prepared, who, denies, paths) := "can" if {
	"yes" in _granting(prepared, who, denies, paths)
} else := "maybe" if {
	"maybe" in _granting(prepared, who, denies, paths)
}

_granting(prepared, who, denies, paths) := {path.cover |
	some path in paths
	"kms:creategrant" in path.means
	"kms:creategrant" in _in_mode(prepared, who, denies, [path], "grant")
}

_as_everyone("AWS:*", prepared, who, denies, paths, mode) := _in_mode(prepared, who, denies, paths, mode)

_as_everyone(principal, prepared, who, denies, paths, mode) := _in_mode(prepared, who, denies, paths, mode) if {
	principal != "AWS:*"
	principals.is_everyone(principal)
}

# Of an account too it counts who is left beside those whom conditions name.
_as_everyone(principal, prepared, who, denies, paths, "unnamed") := _in_mode(prepared, who, denies, paths, "unnamed") if {
	principals.is_account(principal)
}

_as_everyone(principal, _, _, _, _, "unnamed") := set() if {
	not principals.is_everyone(principal)
	not principals.is_account(principal)
}

_as_everyone(principal, _, _, _, _, "stranger") := set() if not principals.is_everyone(principal)

# grant_actions are those that make grants and take them back.
grant_actions := {action | some action, capability in actions.table; capability == "grant"}

# accounts gives the accounts that conditions leave to a row for everyone, as far as they name any: those of which somebody
# whom no policy knows is let in.
accounts(principal, text) := {account |
	some statement in object.get(_statements, text, [])
	some condition in statement.conditions
	some value in condition.values
	some probe in asked.probes(condition.key, value)
	reached := _found(text, probe.principal)
	count(reached.can) > 0
	account := probe.account
} if {
	principals.is_everyone(principal)
} else := set()

# lets_in says that an Allow of a text names a principal itself.
lets_in(text, principal) if principal in _let_in[text]

_let_in := {text: {principal | some statement in list; some principal in _lets_in(statement)} | some text, list in _statements}

_lets_in(statement) := statement.principals if {
	statement.effect == "Allow"
	not statement.inverted
} else := set()

# delegates_alone says that a text leaves to others nothing but what it leaves to an account.
delegates_alone(text) if {
	every statement in object.get(_statements, text, []) { not _leaves_open(statement) }
}

_leaves_open(statement) if {
	statement.effect == "Allow"
	statement.inverted
}

_leaves_open(statement) if {
	statement.effect == "Allow"
	some principal in statement.principals
	principals.is_id(principal)
}

# names_role_alone says that all that lets a role in names its ARN, and no session of it.
names_role_alone(text, principal) if {
	every statement in object.get(_statements, text, []) { not _lets_in_otherwise(statement, principal) }
}

_lets_in_otherwise(statement, principal) if {
	statement.effect == "Allow"
	covers(statement, principal) == "yes"
	not _names_role(statement, principal)
}

_names_role(statement, principal) if {
	not statement.inverted
	not "AWS:*" in statement.principals
	principals.role(principal) in statement.roles
	not principals.role(principal) in statement.sessions
}

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
} else := "maybe" if {
	not statement.inverted
	some id in statement.principals
	principals.may_be_id(principal, id)
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

_surely(statement, principal) if {
	not statement.inverted
	count((principals.names(principal) | principals.accounts(principal)) & statement.principals) > 0
}

_surely(statement, principal) if {
	not statement.inverted
	principals.role(principal) in statement.roles
}

_surely(statement, principal) if {
	statement.inverted
	principal != "AWS:*"
	not principals.is_account(principal)
	not "AWS:*" in statement.not_principals
	count((principals.names(principal) | principals.accounts(principal)) & statement.not_principals) == 0
	count({other | some other in statement.not_principals; principals.related(principal, other)}) == 0
}

# A whole account is denied for certain where whoever is spared is of another.
_surely(statement, principal) if {
	statement.inverted
	principals.is_account(principal)
	every other in statement.not_principals { principals.account(other) != principals.account(principal) }
}

default _conditional(_) := false

_conditional(paths) if {
	count(paths) > 0
	every path in paths { count(path.statement.conditions) > 0 }
}

_words(list, principal, paths) := sort({word |
	some path in paths
	some condition in path.statement.conditions
	word := conditions.words(condition, "Allow")
} | {word |
	some statement in list
	statement.effect == "Deny"
	count(statement.conditions) > 0
	covers(statement, principal)
	some condition in statement.conditions
	word := conditions.words(condition, "Deny")
})
