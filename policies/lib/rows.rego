# METADATA
# title: The rows that rules judge
# description: The inventory that the host brings as a fact, else the one derived from the input.
package keywright.lib.rows

import data.keywright.lib.settings

inventory := settings.facts.inventory if {
	settings.facts.inventory
} else := data.keywright.inventory

# keys are the keys that are there once the plan is applied.
keys := [key | some key in inventory.keys; alive(key)]

# accessed are those, and the policies whose key is not in the plan.
accessed := array.concat(keys, [row | some row in inventory.outside; alive(row)])

# key_vaults are the vaults that no key and no secret of the inputs tells of.
key_vaults := [vault |
	some vault in object.get(inventory, "key_vaults", [])
	alive(vault)
	count({"keys", "secrets"} & {kind | some kind in vault.holds}) == 0
]

# alive says that a key stays or comes.
alive(row) if not row.actions in {["delete"], ["forget"]}

# seen gives of a key what tells who can do what with it, and not which key it is: rules that ask no more are answered once for all keys
# of one policy.
seen(key) := object.filter(key, ["access", "escalations", "kind", "usage"])

rotations := {row.address: row | some row in inventory.rotations}

# name is what a key is called in messages.
name(key) := key.aliases[0] if {
	count(key.aliases) > 0
} else := key.address

# grants gives the grants on each key of the plan.
grants := {at: {pair.of | some pair in _grants; pair.at == at} |
	some at in {pair.at | some pair in _grants}
}

_grants := [{"at": grant.key, "of": grant} |
	some grant in inventory.grants
]

# hidden_grants says which grants may give more on a key than the plan shows. Of what is not a whole key it says nothing at all, so that
# nobody takes it for none.
hidden_grants(key) := {sprintf("%s gives a grant whose grantee or operations are known only after apply", [grant.address]) |
	some grant in grants[key.address]
	count(object.keys(grant.unknown) & {"grantee", "operations", "key"}) > 0
} | {reason | reason := key.unknown.grants} if {
	is_string(key.address)
}

# unresolved are the profile's principals that no input has a resource for.
unresolved := {pattern |
	some pattern in object.get(inventory, "unresolved", [])
	count([other | some other in inventory.unresolved; other == pattern]) >= count(inventory.plans)
}

# unseen are the profile's principals of a role whose identity policies no input holds in whole.
unseen(role) := {pattern |
	some pattern in settings.principals(role)
	count([other | some other in inventory.unseen; other == pattern]) >= count(inventory.plans)
} if {
	inventory.unseen
} else := settings.principals(role)

# ended are the keys that the change destroys, replaces or forgets, as they are before it.
ended := inventory.ended

# kept are the keys that are there before the change and after it.
kept := [key | some key in keys; key.actions in {["no-op"], ["update"]}]

# protected is what a key protects, in words that begin and continue a sentence.
protected(key) := concat(", ", sort(key.protects)) if {
	count(key.protects) > 0
} else := "what it protects"

# was gives a key that stays as it was before the change. Of a plan that changes nothing there is nothing to tell.
was(key) := _prior[key.address]

_prior := {row.address: row | some row in object.get(inventory, "prior_keys", [])}

# before gives the rows of a kind of declaration as they were before the change, by address.
before(kind) := {row.address: row | some row in object.get(inventory, concat("_", ["prior", kind]), [])}
