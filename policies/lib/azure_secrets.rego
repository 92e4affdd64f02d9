# METADATA
# title: Secrets of Azure Key Vault
# description: |
#   What an azurerm_key_vault_secret says of its life. Key Vault encrypts secrets by keys of its own, which nobody chooses; it
#   rotates none, and goes on handing out what its expiration_date has ended. Source: the documentation of the provider
#   hashicorp/azurerm 5, azurerm_key_vault_secret, and Azure Key Vault, About secrets.
package keywright.lib.azure_secrets

import data.keywright.lib.clock
import data.keywright.lib.values

# rotation says that nothing rotates a secret, and the day on which it ends.
rotation(resource) := object.union({"method": "none", "period_days": null}, _end(values.optional(resource, "expiration_date", null)))

_end(cell) := {"expires": "", "unknown": cell.unknown} if {
	cell.unknown
} else := {"expires": ""} if {
	cell.value in {null, ""}
} else := {"expires": time.format([at, "UTC", "2006-01-02"])} if {
	at := clock.instant(cell.value)
} else := {"expires": "", "unknown": "its expiration_date is no time that is read here"}

# renewed says whether the change gives a secret a new value. A value is nobody's to compare.
renewed(resource) := {"value": true} if {
	count(resource.actions) > 1
	"create" in resource.actions
} else := {"value": false, "unknown": "whether the change gives the secret another value is not read here"} if {
	"update" in resource.actions
} else := {"value": false}
