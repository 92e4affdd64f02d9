# METADATA
# title: From where a vault of Azure is reached
# description: |
#   A vault answers everyone on the internet who shows a token, unless public access is off, or its network rules deny what they do not
#   name. Private endpoints reach it either way. The rules hold for what is done with keys, not for who gives roles on the vault. Source: the documentation of the
#   provider hashicorp/azurerm 4, azurerm_key_vault and azurerm_key_vault_managed_hardware_security_module (network_acls,
#   public_network_access_enabled).
package keywright.lib.azure_networks

import data.keywright.lib.azure_keys
import data.keywright.lib.values

# of gives from where a key's vault is reached: {"from": names} where it is confined, {"open": true} where it is not, or
# {"unknown": reason}.
of(resource) := vault(azure_keys.vault(resource)) if {
	azure_keys.vault(resource)
} else := {"unknown": elsewhere}

# elsewhere is why that is not known of a vault that is not in the plan.
elsewhere := "its vault is not in the plan, which says from where it is reached"

# gaps gives why that is not known, for a key.
gaps(resource) := {"network": reason | reason := of(resource).unknown} if resource.type == "azurerm_key_vault_key"

gaps(resource) := {} if resource.type != "azurerm_key_vault_key"

# vault gives it of a vault or managed HSM.
vault(holder) := {"from": ["private endpoints"]} if {
	_public(holder).value == false
} else := {"unknown": sprintf("the network rules of its vault: %s", [reason])} if {
	reason := [cell.unknown | some name in ["default_action", "ip_rules", "virtual_network_subnet_ids"]; cell := _rule(holder, name); cell.unknown][0]
} else := {"unknown": "the network rules of its vault: some of its ip_rules are known only after apply"} if {
	true in object.get(holder.unknown, ["network_acls", 0, "ip_rules"], [])
} else := {"from": array.concat(["private endpoints"], sort(_let_in(holder)))} if {
	_rule(holder, "default_action").value == "Deny"
	every name in _let_in(holder) { not _everyone(name) }
} else := {"unknown": sprintf("whether its vault is reached publicly: %s", [_public(holder).unknown])} if {
	_public(holder).unknown
} else := {"open": true}

_public(holder) := values.optional(holder, "public_network_access_enabled", true)

_rule(holder, name) := values.at(holder, ["network_acls", 0, name])

_let_in(holder) := {name |
	some attribute in ["ip_rules", "virtual_network_subnet_ids"]
	some name in _listed(_rule(holder, attribute).value)
}

_listed(value) := [name | some name in value; is_string(name)] if is_array(value)

_listed(value) := [] if not is_array(value)

# A block of addresses as large as a hundredth of the internet is no network of one's own.
_everyone(name) if {
	found := regex.find_all_string_submatch_n(`^[0-9.]+/([0-9]+)$`, name, 1)
	to_number(found[0][1]) < 8
}
