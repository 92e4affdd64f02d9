# METADATA
# title: Which key an entry means
# description: |
#   A schedule or a separation names keys by a map. An entry names its key by an ARN, an id or an alias where these are
#   known. Where they are not, its key is one of those that the expression refers to, and it counts only where the
#   references leave no other reading: a condition or a filter may leave a key out that the expression mentions.
package keywright.lib.linked

import data.keywright.lib.identifiers
import data.keywright.lib.plan
import data.keywright.lib.references
import data.keywright.lib.regions

# entries gives the entries of a declaration's keys, those of which nothing is known among them.
entries(resource) := object.union(_marked(resource), _valued(resource))

_valued(resource) := resource.values.keys if {
	is_object(resource.values.keys)
} else := {}

_marked(resource) := {name: {} | some name, true in resource.unknown.keys} if {
	is_object(resource.unknown.keys)
} else := {}

# nameless says that what an entry names its key by is known only after apply.
nameless(resource, name) if {
	marks := resource.unknown.keys[name]
	some attribute in ["arn", "key_id", "alias"]
	true in {marks, object.get(_object(marks), attribute, false)}
	entry := entries(resource)[name]
	not is_string(object.get(entry, "arn", null))
	not is_string(object.get(entry, "key_id", null))
}

_object(value) := value if is_object(value)

_object(value) := {} if not is_object(value)

# address gives the key that an entry means, or "".
address(resource, name, value) := object.get(identifiers.by_identifier, value.arn, "") if {
	is_string(value.arn)
} else := _by_key_id(value) if {
	is_string(value.key_id)
} else := found if {
	is_string(value.alias)
	found := _by_alias(value)
	not _elsewhere(resource, found)
} else := found if {
	nameless(resource, name)
	told := {key | some attribute in ["arn", "key_id"]; key := references.target(resource, ["keys", name, attribute], identifiers.key_blocks)}
	count(told) == 1
	some found in told
} else := found if {
	nameless(resource, name)
	fitting := {candidate | some candidate in _fitting(resource, value); _may_bear(candidate, value)}
	count(fitting) == 1
	some found in fitting
} else := ""

# together gives, by declaration, the keys that all its entries mean, where there are as many entries as keys and none is
# mentioned for anything else.
together := {resource.address: keys | some resource in _declarations; keys := _together(resource)}

_declarations := array.concat(plan.resources.keywright_rotation, plan.resources.keywright_separation)

_together(resource) := wanted if {
	wanted := _candidates[resource.address]
	named := entries(resource)
	count(named) == count(wanted)
	told := {name: found | some name, value in named; found := address(resource, name, value); found != ""}
	{found | some found in told} - wanted == set()
	count({found | some found in told}) == count(told)
	every name, _ in named { _told(resource, told, name) }
} else := set()

_told(_, told, name) if told[name]

_told(resource, _, name) if nameless(resource, name)

_by_key_id(value) := identifiers.by_identifier[value.key_id] if {
	identifiers.by_identifier[value.key_id]
} else := object.get(identifiers.by_identifier, sprintf("%s|%s", [value.key_id, value.region]), "") if {
	is_string(value.region)
} else := ""

_by_alias(value) := identifiers.by_alias[name] if {
	name := _alias_in_region(value)
	identifiers.by_alias[name]
} else := found if {
	bearers := identifiers.by_stock_alias[_alias_in_region(value)]
	count(bearers) == 1
	some found in bearers
}

_alias_in_region(value) := sprintf("%s|%s", [identifiers.bare_alias(value.alias), value.region]) if is_string(value.region)

# An alias beside references to other keys names none of them.
_elsewhere(resource, found) if {
	count(_candidates[resource.address]) > 0
	not found in _candidates[resource.address]
}

# A whole key brings its own region; where only parts of keys are referred to, each must be some entry's.
_fitting(resource, value) := _candidates[resource.address] if {
	count(_candidates[resource.address]) == 1
} else := {candidate |
	some candidate in _candidates[resource.address]
	regions.of(plan.by_address[candidate]).value == value.region
} if {
	_own_regions(resource)
} else := set()

_own_regions(resource) if count(_candidates[resource.address]) == count(entries(resource))

_own_regions(resource) if every ref in _refs[resource.address] { _attribute(ref) == "" }

# An entry with an alias of its own is the key that bears it.
_may_bear(_, value) if not is_string(object.get(value, "alias", null))

_may_bear(candidate, value) if identifiers.bare_alias(value.alias) in object.get(identifiers.aliases, candidate, set())

# The keys that an expression refers to, if it refers to nothing else.
_candidates := {resource.address: keys |
	some resource in _declarations
	led := {ref: _keys(resource, ref) | some ref in _refs[resource.address]}
	keys := {key | some ref, one in led; _identifies(ref); some key in one}
	every one in led { count(one) == 1 }
}

# Terraform lists a.b.c, and a.b beside it: the longest says it all.
_refs := {resource.address: longest |
	some resource in _declarations
	refs := references.listed(resource, "keys")
	longest := refs - {_shorter(ref) | some ref in refs}
}

_shorter(ref) := regex.replace(ref, `(\.[^.\[\]]+|\[(?:"(?:[^"\\]|\\.)*"|[0-9]+)\])$`, "")

# An attribute that an entry takes from a key: those that say which key it is, and those that describe it.
_attribute(ref) := last if {
	parts := split(ref, ".")
	last := parts[count(parts) - 1]
	last in {"arn", "key_id", "id", "region", "alias", "policy", "access", "multi_region"}
} else := ""

_identifies(ref) if _attribute(ref) in {"arn", "key_id", "id", ""}

_keys(resource, ref) := {_named(resource, ref)} if {
	plan.by_address[_named(resource, ref)].block in identifiers.key_blocks
} else := {instance |
	some instance in plan.instances[block]
	plan.by_address[instance].module == resource.module
} if {
	block := plan.block_of(_named(resource, ref))
	block in identifiers.key_blocks
} else := {instance |
	some block in (references.blocks_of(resource.module, ref) & identifiers.key_blocks)
	some instance in plan.instances[block]
} if {
	some prefix in ["module.", "var."]
	startswith(ref, prefix)
} else := set()

_named(resource, ref) := plan.within(resource.module, trim_suffix(ref, concat("", [".", _attribute(ref)])))
