# METADATA
# title: Access to vaults of which the plan has no key
# description: |
#   What access policies and roles give on keys that other plans or hands put into a vault: a row each at its own address, in the form
#   of policies elsewhere. Roles count that name the vault or a key in it; one whose scope cannot be told where it is a role of Key Vault
#   and the plan has no key that it could be for.
package keywright.lib.azure_outside

import data.keywright.lib.azure_access
import data.keywright.lib.azure_entries
import data.keywright.lib.azure_networks

# rows are what gives something, or may.
rows := [row |
	some resource in azure_entries.elsewhere
	access := azure_access.elsewhere(resource)
	unknown := object.union(azure_access.gaps_elsewhere(resource), _network(resource))
	_gives(resource, access)
	row := {
		"address": resource.address,
		"type": resource.type,
		"kind": "policy",
		"key": "",
		"actions": resource.actions,
		"aliases": [],
		"usage": "",
		"policy": {"status": "unknown", "address": resource.address, "digest": "", "basis": "plan"},
		"policy_forms": [],
		"access": access,
		"bypass_lockout_check": null,
		"unknown": unknown,
		"escalations": azure_access.escalations(access, {"decrypt", "sign"}),
	}
]

_gives(_, access) if count(access) > 0

_gives(resource, _) if azure_entries.hidden[sprintf("at|%s", [resource.address])]

_network(resource) := {"network": reason | reason := azure_networks.vault(azure_entries.holder(resource)).unknown} if {
	azure_entries.holder(resource)
} else := {"network": azure_networks.elsewhere}
