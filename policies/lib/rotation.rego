# METADATA
# title: What rotation a key needs
# description: The rotation type of a key, and which keys the service can rotate by itself.
package keywright.lib.rotation

import data.keywright.lib.algorithms
import data.keywright.lib.identifiers
import data.keywright.lib.origins
import data.keywright.lib.settings

# type gives the rotation type of a key: its domain's, else that of a key-encryption key.
type(key) := settings.domains[key.purpose].rotation if {
	settings.rotations[settings.domains[key.purpose].rotation]
} else := "kek"

# wanted gives the profile's rotation block for a key.
wanted(key) := settings.rotations[type(key)]

# accepted are the methods that will do for a key.
accepted(key) := {method | some method in wanted(key).accepts} | {wanted(key).method}

# automatic says that the service can rotate a key by itself: symmetric encryption, material made in KMS, no replica.
default automatic(_) := false

automatic(key) if {
	key.spec in _rotatable
	key.origin in origins.rotatable
	key.kind == "key"
}

# by_hand says that KMS certainly cannot rotate a key by itself. A replica rotates with its primary.
default by_hand(_) := false

by_hand(key) if {
	key.kind != "replica"
	not key.unknown.spec
	not key.unknown.origin
	not automatic(key)
}

# on_demand says that KMS rotates a key when it is asked to.
on_demand(key) if key.spec in _asked

# answers says that the profile's own block is the schedule of a stock key that no other covers, and that somebody is
# named who keeps to it: by the block, or where the block is manual by the key.
answers(key) if {
	not key.type in identifiers.own
	"manual" in accepted(key)
	trim_space(wanted(key).owner) != ""
}

answers(key) if {
	not key.type in identifiers.own
	accepted(key) == {"manual"}
	trim_space(key.owner) != ""
}

# The register says of a key itself how it rotates and who sees to it.
answers(key) if {
	count(key.rotation.schedules) == 0
	key.rotation.method in (accepted(key) | {"manual"})
	trim_space(key.rotation.owner) != ""
}

_asked := {row.spec | some row in data.keywright.data.algorithms.algorithms; row.on_demand_rotation}

_rotatable := {spec | some spec, row in algorithms.of; row.automatic_rotation}
