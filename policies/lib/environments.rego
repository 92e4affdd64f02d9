# METADATA
# title: Environments
# description: Which principals open keys of which environment, and which accounts are of one.
package keywright.lib.environments

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

# elsewhere says where a principal of a key of production is of another environment: by a key that it opens ("can" or
# "undecided"), or by its account.
elsewhere(row, verdict) := {sprintf("it can decrypt with %s of %s as well", [found.key, found.environment]) |
	some found in object.get(_opened, row.principal, set())
	found.verdict == verdict
} | {sprintf("account %s is of %s", [row.account, name]) |
	some name, environment in object.get(object.get(settings.profile, "policy", {}), "environment", {})
	not lower(name) in settings.production
	row.account in object.get(environment, "accounts", [])
	not row.account in _production_accounts
}

_production_accounts := {account |
	some name, environment in object.get(object.get(settings.profile, "policy", {}), "environment", {})
	lower(name) in settings.production
	some account in object.get(environment, "accounts", [])
}

_opened := {principal: found | some principal, found in _openers}

# What does not say its environment may be of another.
_openers[row.principal] contains {"key": rows.name(key), "environment": "an environment that nothing tells", "verdict": "undecided"} if {
	some key in rows.keys
	key.environment == ""
	some row in key.access
	some capability in opening
	row.capabilities[capability]
}

_openers[row.principal] contains {"key": rows.name(key), "environment": key.environment, "verdict": verdict} if {
	some key in others
	some row in key.access
	some capability in opening
	verdict := row.capabilities[capability]
}
