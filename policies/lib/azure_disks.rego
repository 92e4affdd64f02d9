# METADATA
# title: What encrypts a disk of Azure
# description: |
#   A disk names a disk encryption set, and that names the key. Without a set the service's own key encrypts it, unless it is
#   made from something that has a key. Source: the documentation of the provider hashicorp/azurerm 4 and 5, azurerm_managed_disk
#   and azurerm_disk_encryption_set.
package keywright.lib.azure_disks

import data.keywright.lib.azure_key_names
import data.keywright.lib.encryption
import data.keywright.lib.identifiers
import data.keywright.lib.plan
import data.keywright.lib.references
import data.keywright.lib.values

# encrypted gives what encrypts a disk.
encrypted(resource, setting) := encryption.of(resource, object.union(setting, {"key": [], "key_alone": true, "keyless": "service", "unset": "service"})) if {
	count(_naming(resource)) == 0
} else := encryption.by_key(_key(plan.by_address[address]), "service") if {
	every attribute in _naming(resource) { count(_sets(resource, attribute)) > 0 }
	sets := {address | some attribute in _naming(resource); some address in _sets(resource, attribute)}
	count(sets) == 1
	some address in sets
} else := encryption.by_key({"unknown": "its disk encryption set is not in the inputs"}, "service")

_naming(resource) := [attribute |
	some attribute in ["disk_encryption_set_id", "secure_vm_disk_encryption_set_id"]
	not object.get(values.optional(resource, attribute, null), "value", "unknown") in {null, ""}
]

_sets(resource, attribute) := object.get(_by_id, lower(name), set()) if {
	name := resource.values[attribute]
	is_string(name)
} else := {address | address := references.only(resource, [attribute], _blocks)}

_by_id := {id: addresses | some id, addresses in _borne}

_borne[lower(encrypting.values.id)] contains encrypting.address if {
	some encrypting in plan.resources.azurerm_disk_encryption_set
	identifiers.alive(encrypting)
	is_string(encrypting.values.id)
}

_blocks := {encrypting.block | some encrypting in plan.resources.azurerm_disk_encryption_set}

_key(encrypting) := cells[0] if {
	cells := [cell |
		some attribute in ["key_vault_key_id", "managed_hsm_key_id"]
		cell := azure_key_names.cell(encrypting, [attribute])
		object.get(cell, "value", "unknown") != null
	]
} else := {"unknown": sprintf("%s names no key", [encrypting.address])}
