# METADATA
# title: Which key of Azure is meant
# description: |
#   A key of a vault is named by its id, which is a URL, or by its vault and its name. Both are known before the key is made, so
#   that a key of the plan is found by them where its id is known only after apply.
package keywright.lib.azure_key_names

import data.keywright.lib.azure_keys
import data.keywright.lib.encryption
import data.keywright.lib.identifiers
import data.keywright.lib.plan
import data.keywright.lib.references
import data.keywright.lib.values

# cell gives the key that stands at a path of a resource: the address of one of the plan, the id of another, or null.
cell(resource, path) := {"value": of_url(found.value)} if {
	found := encryption.key_in(resource, path, {"value": ""})
	is_string(found.value)
} else := encryption.key_in(resource, path, {"value": ""})

# listed gives the key of a list that names one.
listed(resource, path) := object.union(found, {"value": of_url(found.value)}) if {
	found := encryption.listed(resource, path, 0)
	is_string(found.value)
} else := encryption.listed(resource, path, 0)

# of_url gives the address of the key of the plan that a URL names, else the URL itself.
of_url(url) := address if {
	found := regex.find_all_string_submatch_n(`^https://([^./]+)\.(vault|managedhsm)\.[^/]+/keys/([^/]+)(/[^/]*)?$`, lower(url), 1)
	count(found) == 1
	address := _only(object.get(_at, sprintf("%s|%s", [found[0][1], found[0][3]]), set()))
} else := url

_only(addresses) := address if {
	count(addresses) == 1
	some address in addresses
}

# Keys of the plan by the names of their vault and their own.
_at := {place: addresses | some place, addresses in _placed}

_placed[sprintf("%s|%s", [lower(vault), lower(key.values.name)])] contains key.address if {
	some type in azure_keys.types
	some key in plan.resources[type]
	is_string(key.values.name)
	some vault in _vault_names(key)
}

_vault_names(resource) := {name |
	some name in ({name | name := azure_keys.vault(resource).values.name} | {parts[count(parts) - 1] |
		some id in azure_keys.vault_ids(resource)
		parts := split(id, "/")
	})
	is_string(name)
}

# in_vault gives the key that a resource names by its vault (key_vault_id or key_vault_uri) and its key_name.
in_vault(resource) := {"value": address} if {
	not is_string(object.get(resource.values, "key_name", null))
	address := references.only(resource, ["key_name"], identifiers.key_blocks)
} else := {"unknown": reason} if {
	reason := values.read(resource, "key_name").unknown
} else := {"unknown": "its key_name is no name"} if {
	not is_string(object.get(resource.values, "key_name", null))
} else := {"value": address} if {
	some vault in _named_vaults(resource)
	address := _only(object.get(_at, sprintf("%s|%s", [lower(vault), lower(resource.values.key_name)]), set()))
} else := {"value": sprintf("https://%s.vault.azure.net/keys/%s", [vault, resource.values.key_name])} if {
	some vault in _named_vaults(resource)
} else := {"unknown": sprintf("the vault of its key %s is known only after apply", [resource.values.key_name])}

_named_vaults(resource) := names if {
	names := _vault_names(resource)
	count(names) > 0
} else := {found[0][1]} if {
	uri := object.get(resource.values, "key_vault_uri", null)
	is_string(uri)
	found := regex.find_all_string_submatch_n(`^https://([^./]+)\.`, lower(uri), 1)
	count(found) == 1
} else := {name |
	address := references.only(resource, ["key_vault_uri"], azure_keys.blocks)
	name := plan.by_address[address].values.name
	is_string(name)
}
