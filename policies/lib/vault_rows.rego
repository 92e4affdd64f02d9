# METADATA
# title: Policies of Vault that reach every key
# description: |
#   What a policy lets its bearers do with whatever key there is, in a mount of the transit engine: a row in the form of identity
#   policies (finding.IdentityPolicy). A path that says less than the whole name of a key leaves keys out; what another path of the
#   policy denies of all keys counts, and what it denies of some does not.
package keywright.lib.vault_rows

import data.keywright.lib.actions
import data.keywright.lib.identifiers
import data.keywright.lib.plan
import data.keywright.lib.vault_paths
import data.keywright.lib.vault_policies

_table := data.keywright.data.vault_paths

# identity_policies are the policies of which something is for every key, or may be.
identity_policies := [row |
	some resource in plan.resources.vault_policy
	identifiers.alive(resource)
	gives := object.get(_given, resource.address, set())
	hidden := {reason | count(_mounts) > 0; reason := vault_policies.unread(resource)}
	count(gives) + count(hidden) > 0
	row := {
		"address": resource.address,
		"type": resource.type,
		"actions": resource.actions,
		"bearers": sort(object.get(vault_policies.bearers, resource.address, set())),
		"status": _status(hidden),
		"reason": concat("; ", sort(hidden)),
		"boundary_alone": false,
		"every_key": {
			"can": sort({capability | some [capability, _] in gives}),
			"perhaps": [],
			"open": [capability | count(hidden) > 0; some capability in actions.capabilities],
			"statements": sort({path | some [_, path] in gives}),
		},
		"unknown": {},
	}
]

_status(hidden) := "unknown" if count(hidden) > 0

_status(hidden) := "known" if count(hidden) == 0

_given := {address: gives | some address, gives in _gives}

# A key whose name begins like no other stands for all.
_key := "~"

_gives[address] contains [capability, path] if {
	some place in _mounts
	some row in _table.transit
	object.get(row, "way_out", "") == ""
	not contains(row.path, "+")
	request := concat("", [place.namespace, place.mount, "/", replace(row.path, "{key}", _key)])
	contains(row.path, "{key}")
	fitting := vault_paths.fitting(place.vault, request)
	some id in {id | some [_, path] in fitting; some id in vault_policies.naming[[place.vault, path]]}
	[_, path] := max({fit | some fit in fitting; id in vault_policies.naming[[place.vault, fit[1]]]})
	words := vault_policies.capabilities[[id, path]]
	not "deny" in words
	count(words & {word | some word in row.asks}) > 0
	some capability in row.capabilities
	some address in vault_policies.addresses[id]
}

_mounts := {{"vault": vault_policies.server(key), "namespace": vault_policies.namespace(key), "mount": trim(key.values.backend, "/")} |
	some key in plan.resources.vault_transit_secret_backend_key
	identifiers.alive(key)
	is_string(key.values.backend)
}
