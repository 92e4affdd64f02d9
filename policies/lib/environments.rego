# METADATA
# title: Environments
# description: Which principals open keys of which environment, and which accounts are of one.
package keywright.lib.environments

import data.keywright.lib.administrators
import data.keywright.lib.principals
import data.keywright.lib.rows
import data.keywright.lib.settings

opening := {"decrypt", "data-key"}

is_production(key) if lower(key.environment) in settings.production

# others are the keys that are not production's, as far as they say so.
others := [key |
	some key in rows.keys
	key.environment != ""
	not is_production(key)
]

# What does not say its environment may be of another.
_unplaced := [key | some key in rows.keys; key.environment == ""]

# elsewhere says where a principal of a key of production is of another environment: by a key that it opens ("can" or
# "undecided"), or by its account.
elsewhere(row, verdict) := {sprintf("it can decrypt with %s of %s as well", [found.key, found.environment]) |
	some found in object.get(_opened, _who(row), set())
	found.verdict == verdict
} | {sprintf("account %s is of %s", [row.account, name]) |
	some name in object.get(_others_accounts, row.account, set())
}

# of_arriving says the same of who comes to such a key by assuming identities (finding.Escalation).
of_arriving(way, verdict) := elsewhere({"kind": "AWS", "principal": way.principal, "account": _account(way.principal)}, verdict)

# open_to_arriving gives the keys of other environments that conditions perhaps open to it.
open_to_arriving(way) := open_to({"account": _account(way.principal)})

_account(principal) := account if {
	account := principals.account(sprintf("AWS:%s", [principal]))
} else := ""

# resembling gives the roles and users that open keys of other environments and have the name of one of the plan of which neither ARN nor account
# is known: perhaps it is one of them.
resembling(way) := {principal |
	some identity in rows.inventory.identities
	identity.address == way.principal
	identity.arn == ""
	some principal in object.get(_opening_of_name, sprintf("%s/%s", [identity.kind, identity.name]), set())
}

_opening_of_name := {at: {pair.of | some pair in _named_openers; pair.at == at} |
	some at in {pair.at | some pair in _named_openers}
}

_named_openers := [{"at": sprintf("%s/%s", [whole[0], whole[count(whole) - 1]]), "of": opener} |
	some opener in {pair.at | some pair in _openers}
	parts := split(opener, ":")
	whole := split(parts[count(parts) - 1], "/")
	count(whole) > 1
]

# named_elsewhere gives who opens keys of other environments, of the accounts that everyone's row of a key of production leaves, or of any where
# it leaves all: perhaps conditions let them in there too. Whose account is not known may be of each.
named_elsewhere(row) := {opener |
	some account in array.concat(row.accounts, [""])
	some opener in object.get(_openers_of, account, set())
} if {
	count(object.get(row, "accounts", [])) > 0
} else := {pair.of | some pair in _accounted}

_openers_of := {at: {pair.of | some pair in _accounted; pair.at == at} |
	some at in {pair.at | some pair in _accounted}
}

_accounted := [{"at": row.account, "of": row.principal} |
	some key in array.concat(others, _unplaced)
	some row in key.access
	row.kind == "AWS"
	row.principal != "*"
	count({capability | some capability in opening; row.capabilities[capability]}) > 0
]

_others_accounts := {account: names |
	some account, names in _environments_of
	not account in _production_accounts
}

_environments_of[account] contains name if {
	some name, environment in object.get(object.get(settings.profile, "policy", {}), "environment", {})
	not lower(name) in settings.production
	some account in object.get(environment, "accounts", [])
}

_production_accounts := {account |
	some name, environment in object.get(object.get(settings.profile, "policy", {}), "environment", {})
	lower(name) in settings.production
	some account in object.get(environment, "accounts", [])
}

_opened := {at: {pair.of | some pair in _openers; pair.at == at} |
	some at in {pair.at | some pair in _openers}
}

# A session is its role's, whatever name it is given.
_who(row) := principals.role(sprintf("%s:%s", [row.kind, row.principal])) if {
	row.kind == "AWS"
} else := row.principal

# open_to gives the keys of other environments that everyone opens on conditions, of a principal's account as far as these
# tell: perhaps it as well. One whose account is not known may be of each.
open_to(row) := {found.key | some found in _open} if {
	row.account == ""
} else := object.get(_open_in, row.account, set()) | _open_anywhere

_open_in := {at: {pair.of | some pair in _open_there; pair.at == at} |
	some at in {pair.at | some pair in _open_there}
}

_open_there := [{"at": account, "of": found.key} |
	some found in _open
	some account in found.accounts
]

_open_anywhere := {found.key | some found in _open; count(found.accounts) == 0}

_open := [{"key": rows.name(key), "accounts": object.get(row, "accounts", [])} |
	some key in array.concat(others, _unplaced)
	some row in key.access
	row.principal == "*"
	row.kind == "AWS"
	not administrators.confined(row)
	count({capability | some capability in opening; row.capabilities[capability]}) > 0
]

_openers := array.concat(_of_none, _of_others)

_of_none := [{"at": _who(row), "of": {"key": rows.name(key), "environment": "an environment that nothing tells", "verdict": "undecided"}} |
	some key in _unplaced
	some row in key.access
	some capability in opening
	row.capabilities[capability]
]

_of_others := [{"at": _who(row), "of": {"key": rows.name(key), "environment": key.environment, "verdict": verdict}} |
	some key in others
	some row in key.access
	some capability in opening
	verdict := row.capabilities[capability]
]

# named gives the environments that a key says it is of. What a list's signs part are several; of words with a blank or a
# slash between them only those that are known to be environments, since one may have a name of several words.
named(key) := {_one(word) |
	some text in key.environments
	some part in regex.split(`[,;|&+]`, text)
	some word in _words(lower(trim_space(part)))
	word != ""
}

_words(part) := known if {
	known := {word | some word in regex.split(`[\s/]+`, part); _known[_one(word)]}
	count({_one(word) | some word in known}) > 1
} else := {part}

# Spellings of one environment.
_one(word) := "production" if {
	word in settings.production
} else := object.get(_spellings, word, word)

_spellings := {
	"dev": "development",
	"develop": "development",
	"stage": "staging",
	"stg": "staging",
	"tst": "test",
	"testing": "test",
	"qa": "test",
	"preprod": "pre-production",
	"preproduction": "pre-production",
}

_known := {name: true |
	some name in ({"production", "development", "staging", "test", "pre-production", "sandbox"} | {lower(label) | some label, _ in _declared})
}

_declared := object.get(object.get(settings.profile, "policy", {}), "environment", {})

# is_every says that a name stands for more than one environment.
is_every(name) if name in {"*", "all", "any", "every", "shared", "multiple"}
