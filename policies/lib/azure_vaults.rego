# METADATA
# title: Vaults of Azure
# description: |
#   A row for each key vault and managed HSM (finding.KeyVault): what of it is in the plan, and how long it keeps what is deleted, which
#   holds for all that other plans or hands put into it too.
package keywright.lib.azure_vaults

import data.keywright.lib.azure_keys
import data.keywright.lib.identifiers
import data.keywright.lib.labels
import data.keywright.lib.plan

# rows are the vaults.
rows := [row |
	some vault in azure_keys.vaults
	said := labels.of(vault)
	window := azure_keys.kept(vault)
	row := {
		"address": vault.address,
		"type": vault.type,
		"actions": vault.actions,
		"holds": holds(vault.address),
		"purposes": object.get(said.purposes, "value", []),
		"classification": concat("", [class | class := said.classification.value; is_string(class)]),
		"deletion_window_days": object.get(window, "value", null),
		"basis": {"deletion_window_days": window.basis | window.basis},
		"unknown": object.union_n([
			{"deletion_window_days": window.unknown | window.unknown},
			{"classification": said.classification.unknown | said.classification.unknown},
			{"purpose": said.purposes.unknown | said.purposes.unknown},
		]),
	}
]

# holds says what of a vault, by its address or id, is in the plan.
holds(vault) := sort({kind | some kind, homes in _homes; vault in homes})

_homes := {kind: {home | some type in types; some resource in plan.resources[type]; identifiers.alive(resource); some home in _home(resource)} | some kind, types in _types}

_types := {
	"certificates": {"azurerm_key_vault_certificate"},
	"keys": azure_keys.types,
	"secrets": {"azurerm_key_vault_secret"},
}

_home(resource) := {address | address := azure_keys.vault(resource).address} | {name |
	not azure_keys.vault(resource)
	some attribute in ["key_vault_id", "managed_hsm_id"]
	name := resource.values[attribute]
	is_string(name)
}
