# METADATA
# title: Which key is meant
# description: |
#   Links aliases, policies, grants, replicas and schedules to the keys of the plan: by identifier where it is known,
#   by reference where it is not.
package keywright.lib.identifiers

import data.keywright.lib.plan
import data.keywright.lib.references
import data.keywright.lib.regions
import data.keywright.lib.settings

# keys are the resources that are keys.
keys := [resource |
	some type, entry in data.keywright.read_set
	entry.notion == "key"
	some resource in plan.resources[type]
]

# own are the types of this provider's keys.
own := {"keywright_key", "keywright_replica_key", "keywright_keyset"}

# part are the keys whose rows are asked for: all, or a host's share of them (the fact part), so that several shares can be
# worked out side by side.
part := array.slice(keys, floor((count(keys) * share.index) / share.of), floor((count(keys) * (share.index + 1)) / share.of)) if {
	share := settings.facts.part
} else := keys

# first says that what there is beside the keys is asked for as well.
first if not settings.facts.part

first if settings.facts.part.index == 0

key_blocks := {resource.block | some resource in keys}

# by_identifier gives the address of the key that an ARN or key id names. A multi-region key id is shared by all
# regions, so such an id alone names no key.
by_identifier := {identifier: address |
	some identifier, addresses in _by_name
	count(addresses) == 1
	some address in addresses
}

_by_name := {at: {pair.of | some pair in _named; pair.at == at} |
	some at in {pair.at | some pair in _named}
}

_named := array.concat(array.concat(_by_values, _by_members), _by_shared_id)

_by_values := [{"at": identifier, "of": resource.address} |
	some resource in keys
	some attribute in ["arn", "id", "key_id", "versionless_id"] # a key of another cloud has no ARN
	identifier := resource.values[attribute]
	is_string(identifier)
	not startswith(identifier, "mrk-")
]

# Every member of a keyset is it.
_by_members := [{"at": identifier, "of": resource.address} |
	some resource in plan.resources.keywright_keyset
	some member in ["current", "next", "previous"]
	some attribute in ["arn", "key_id"]
	identifier := resource.values[member][attribute]
	is_string(identifier)
	not startswith(identifier, "mrk-")
]

_by_shared_id := [{"at": identifier, "of": resource.address} |
	some resource in keys
	is_string(resource.values.key_id)
	startswith(resource.values.key_id, "mrk-")
	identifier := sprintf("%s|%s", [resource.values.key_id, regions.of(resource).value])
]

# key_of gives the address of the key that an attribute of a resource names.
key_of(resource, attribute) := by_identifier[resource.values[attribute]] if {
	by_identifier[resource.values[attribute]]
} else := by_identifier[sprintf("%s|%s", [resource.values[attribute], regions.of(resource).value])] if {
	_begins(resource, attribute, "mrk-")
} else := by_alias[sprintf("%s|%s", [trim_prefix(resource.values[attribute], "alias/"), regions.of(resource).value])] if {
	_begins(resource, attribute, "alias/")
} else := references.one(resource, attribute, key_blocks) if {
	not is_string(object.get(resource.values, attribute, null))
}

_begins(resource, attribute, prefix) if {
	text := resource.values[attribute]
	is_string(text)
	startswith(text, prefix)
}

# by_alias gives the address of the keywright key that bears an alias in a region. Stock aliases are resources.
by_alias := {name: address |
	some name, addresses in _by_own_alias
	count(addresses) == 1
	some address in addresses
}

_by_own_alias := {at: {pair.of | some pair in _aliased; pair.at == at} |
	some at in {pair.at | some pair in _aliased}
}

_aliased := [{"at": name, "of": resource.address} |
	some type in own
	some resource in plan.resources[type]
	is_string(resource.values.alias)
	name := sprintf("%s|%s", [bare_alias(resource.values.alias), regions.of(resource).value])
]

# by_stock_alias gives the keys that aliases of a name in a region, name|region, are of.
by_stock_alias := {at: {pair.of | some pair in _stocked; pair.at == at} |
	some at in {pair.at | some pair in _stocked}
}

_stocked := [{"at": name, "of": key} |
	some key, names in aliases
	some alias in names
	name := sprintf("%s|%s", [alias, regions.of(plan.by_address[key]).value])
]

# bare_alias leaves out the prefix that some resources write and others do not.
bare_alias(alias) := trim_prefix(alias, "alias/")

# aliases gives the stock aliases of each key, without their prefix.
aliases := {at: {pair.of | some pair in _aliases; pair.at == at} |
	some at in {pair.at | some pair in _aliases}
}

_aliases := [{"at": address, "of": bare_alias(alias.values.name)} |
	some alias in plan.resources.aws_kms_alias
	is_string(alias.values.name)
	alive(alias)
	is_string(alias.values.name)
	address := key_of(alias, "target_key_id")
]

# unnamed gives, for each key, the aliases whose name is known only after apply.
unnamed := {at: {pair.of | some pair in _unnamed; pair.at == at} |
	some at in {pair.at | some pair in _unnamed}
}

_unnamed := [{"at": address, "of": alias.address} |
	some alias in plan.resources.aws_kms_alias
	alive(alias)
	not is_string(object.get(alias.values, "name", null))
	address := key_of(alias, "target_key_id")
]

# loose gives the names of aliases whose key cannot be told, by the region that they are in, or "" where that is not
# known either.
loose := {at: {pair.of | some pair in _loose; pair.at == at} |
	some at in {pair.at | some pair in _loose}
}

_loose := [{"at": object.get(regions.of(alias), "value", ""), "of": bare_alias(alias.values.name)} |
	some alias in plan.resources.aws_kms_alias
	alive(alias)
	is_string(alias.values.name)
	not is_string(object.get(alias.values, "target_key_id", null))
	not key_of(alias, "target_key_id")
]

# alive says that a resource is there once the plan is applied.
alive(resource) if not resource.actions in {["delete"], ["forget"]}
