# METADATA
# title: What the profile says of a key
# description: |
#   The key and escrow blocks of the profile that name a key: by its address, by its block, or by an alias, with or
#   without the prefix that KMS writes before it; one that is registered by its name.
package keywright.lib.declared

import data.keywright.lib.identifiers
import data.keywright.lib.registered_keys
import data.keywright.lib.settings

# by gives what key blocks say of a key: setting → values, the first the one that counts.
by(resource) := {} if {
	count(_blocks) == 0
} else := {name: [value |
	some label in labels
	value := _blocks[label][name]
] |
	labels := _labels(resource)
	some name in _settings
}

# texts gives everything that key blocks say of one setting.
texts(resource, name) := {value | some value in object.get(by(resource), name, [])}

# escrows gives the labels of the escrow blocks that name a key.
escrows(resource) := {label | some label in _labels(resource); settings.profile.escrow[label]}

_blocks := object.get(settings.profile, "key", {})

_settings := {name | some name, _ in settings.tags} | {"way_back"}

_labels(resource) := array.concat(
	[resource.address, resource.block],
	[label | some alias in sort(aliases(resource)); some label in [alias, concat("/", ["alias", alias])]],
)

# aliases gives the known aliases of a key, without their prefix, or the name that it is registered under.
aliases(resource) := {identifiers.bare_alias(resource.values.alias)} if {
	resource.type in identifiers.own
	is_string(resource.values.alias)
} else := {name | some name in registered_keys.names(resource)} if {
	resource.type == registered_keys.type
} else := object.get(identifiers.aliases, resource.address, set())
