# METADATA
# title: Roles of Azure on every key
# description: |
#   What an azurerm_role_assignment on a subscription, a management group or all of them gives on the keys of vaults that are there
#   or will be: a row each, in the form of identity policies. Roles that are not built in are not read.
package keywright.lib.azure_wide

import data.keywright.lib.azure_entries

# identity_policies give something on every key that there is or will be.
identity_policies := [row |
	some item in azure_entries.wide
	row := {
		"address": item.resource.address,
		"type": item.resource.type,
		"actions": item.resource.actions,
		"bearers": sort(item.principals),
		"status": "known",
		"reason": "",
		"boundary_alone": false,
		"every_key": {
			"can": sort(item.capabilities),
			"perhaps": [],
			"open": [],
			"statements": [],
		},
		"unknown": {},
	}
]
