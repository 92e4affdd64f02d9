# METADATA
# title: Audit devices of Vault
# description: |
#   A row for each audit device of Vault, in the form of trails (finding.Trail): it records every request and answer, of keys and secrets
#   alike, with what is secret in them as a digest. What it writes to lies outside Vault. Source: Vault, "Audit devices"; the documentation of
#   the provider hashicorp/vault 5, vault_audit.
package keywright.lib.vault_trails

import data.keywright.lib.plan
import data.keywright.lib.values

# rows are the devices.
rows := [row |
	some resource in plan.resources.vault_audit
	row := {
		"address": resource.address,
		"type": resource.type,
		"actions": resource.actions,
		"name": _name(resource),
		"region": "",
		"account": "",
		"multi_region": true,
		"logging": true,
		"validated": null,
		"managed": "",
		"key": "",
		"records": "all",
		"records_secrets": "all",
		"store": "",
		"lock": "",
		"lock_days": null,
		"log_group": "",
		"unknown": {name: _outside | some name in ["key", "store", "log_group"]},
	}
]

_outside := "what an audit device of Vault writes to lies outside Vault, and is not read"

# Without a path it stands at its type's name.
_name(resource) := name if {
	name := [cell.value | some attribute in ["path", "type"]; cell := values.read(resource, attribute); is_string(cell.value)][0]
} else := resource.address
