# METADATA
# title: What rules ask of a secret
# description: |
#   The secrets that stay or come, what they are for, and how often those of their kind rotate.
package keywright.lib.secrets

import data.keywright.lib.rows
import data.keywright.lib.settings
import data.keywright.lib.stores

# alive are the secrets that are there once the plan is applied.
alive := [secret | some secret in object.get(rows.inventory, "secrets", []); rows.alive(secret)]

# exposures are the places where something may stand in plain, of what is there once the plan is applied.
exposures := [place | some place in object.get(rows.inventory, "exposures", []); rows.alive(place)]

# name is what a secret is called in messages.
name(secret) := stores.name(secret)

# domains are those of which one must be the key's: what the secret says it is for, else secrets of applications.
domains(secret) := stores.purposes(secret) | {"application-secrets"}

# type gives the rotation type of a secret: its domain's where that has one of its own.
type(secret) := found if {
	types := {type |
		some purpose in secret.purposes
		type := settings.domains[purpose].rotation
		type != "kek"
		settings.rotations[type]
	}
	count(types) > 0
	found := sort(types)[0]
} else := "secret"

# wanted gives the profile's rotation block for a secret.
wanted(secret) := settings.rotations[type(secret)]

# periods are how often secrets rotate, each kind of them.
periods := {days |
	some type in ({"secret"} | {domain.rotation | some _, domain in settings.domains; domain.rotation != "kek"})
	days := settings.rotations[type].period_days
	is_number(days)
}

# rotations are those of secrets that are not in the inputs.
rotations := [rotation | some rotation in object.get(rows.inventory, "secret_rotations", []); rows.alive(rotation)]
