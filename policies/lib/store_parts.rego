# METADATA
# title: What of a resource is a store
# description: |
#   Most stores are one: their setting in data/stores.json is the one of their type. Of some types it is their parts that hold
#   data, the volumes of an instance for one, each with a switch and a key of its own; and some hold nothing where they
#   only hand on what they read elsewhere.
package keywright.lib.store_parts

import data.keywright.lib.encryption
import data.keywright.lib.values

# settings gives a setting for each thing of a resource that holds data.
settings(resource, setting) := [] if {
	_passes(resource, setting) == true
} else := [object.union(setting, {"doubt": encryption.unsure(_passes(resource, setting))})] if {
	_passes(resource, setting)
} else := [one |
	some part in setting.parts
	some one in _of(resource, object.remove(setting, ["parts"]), part)
] if {
	setting.parts
} else := [setting]

# What it reads from is said by one block at most.
_passes(resource, setting) := said[0] if {
	said := [word | some name, word in setting.passes; not object.get(resource.values, name, null) in {null, []}]
}

# A part that is no block has its paths in the table.
_of(_, setting, part) := [object.union(setting, part)] if not part.block

_of(resource, setting, part) := [one |
	some i in _places(resource, part)
	paths := {"switch": array.concat([part.block, i], part.switch), "key": array.concat([part.block, i], part.key)}
	one := object.union_n([setting, part, paths, _doubt(resource, part, paths), {"part": sprintf("%s[%d]", [part.block, i])}])
] if {
	part.block
}

_places(resource, part) := places if {
	places := [i | some i, block in _blocks(resource, part); _holds(block, part)]
	count(places) > 0
} else := [0] if {
	part.always
} else := []

_holds(_, part) if not part.holds

_holds(block, part) if {
	is_object(block)
	not object.get(block, part.holds, null) in {null, []}
}

_blocks(resource, part) := blocks if {
	blocks := resource.values[part.block]
	is_array(blocks)
} else := []

# What the plan leaves open is told from the configuration, where the blocks may stand in another order, or not all of them.
_doubt(resource, part, paths) := {} if {
	_in_order(resource, part)
} else := {} if {
	not values.untold(resource, paths.switch)
	not values.untold(resource, paths.key)
} else := {"doubt": encryption.by_key({"unknown": _mixed}, "")} if {
	values.at(resource, paths.switch).value in {true, "true"}
} else := {"doubt": encryption.unsure(_mixed)}

_mixed := "which of several blocks it is of is known only after apply"

_in_order(resource, part) if {
	count(_blocks(resource, part)) == count(_written(resource, part))
	_ordered(resource, part)
}

_written(resource, part) := blocks if {
	blocks := resource.expressions[part.block]
	is_array(blocks)
} else := []

_ordered(_, part) if not part.unordered

_ordered(resource, part) if count(_blocks(resource, part)) < 2
