# METADATA
# title: What rotation a key needs
# description: The rotation type of a key, and which keys the service can rotate by itself.
package keywright.lib.rotation

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
automatic(key) if {
	key.spec in _rotatable
	key.origin == "AWS_KMS"
	key.kind == "key"
}

_rotatable := {row.spec | some row in data.keywright.data.algorithms.algorithms; row.automatic_rotation}
