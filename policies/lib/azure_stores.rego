# METADATA
# title: Stores of Azure
# description: |
#   Where what is stored in Azure lies.
package keywright.lib.azure_stores

import data.keywright.lib.azure_keys
import data.keywright.lib.values

# place gives where a store or a secret lies, in the form of the table of regions. A secret lies in its vault.
place(resource) := azure_keys.place(resource) if {
	resource.type == "azurerm_key_vault_secret"
} else := object.union(cell, {"value": replace(lower(cell.value), " ", "")}) if {
	cell := values.read(resource, "location")
	is_string(cell.value)
} else := {"unknown": object.get(values.read(resource, "location"), "unknown", "its location is not known")}
