# METADATA
# title: Whose cloud something is of
# description: Which cloud's service keeps what a resource or a row of the inventory is of, and what that service is called.
package keywright.lib.clouds

# of gives the cloud of a resource or a row by its Terraform type.
of(it) := "google" if {
	startswith(object.get(it, "type", ""), "google_")
} else := "azure" if {
	startswith(object.get(it, "type", ""), "azurerm_")
} else := "vault" if {
	startswith(object.get(it, "type", ""), "vault_")
} else := "elsewhere" if {
	object.get(it, "type", "") == "keywright_registered_key"
} else := "aws"

# name is what a cloud is called in messages.
name(it) := {"aws": "AWS", "google": "Google Cloud", "azure": "Azure", "vault": "Vault", "elsewhere": "other services"}[of(it)]

# aws says that something is of AWS, or of this provider, whose keys are AWS's.
aws(it) if of(it) == "aws"
