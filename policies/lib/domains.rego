# METADATA
# title: Which domains a key serves
# description: |
#   A key serves the domains that its purpose names and those whose fields it protects. What two keys have in common is
#   found by what they share (material, identifier, protected thing), never by comparing keys in pairs.
package keywright.lib.domains

import data.keywright.lib.rows
import data.keywright.lib.settings

# of gives the domains that a key serves.
of(key) := {purpose | some purpose in key.purposes} | {domain |
	some item in key.protects
	some domain in owners(item)
}

# owners gives the domains that a protected thing belongs to: those whose field the profile says it is, else those
# that stand alone and whose key protects it, whatever other key names it too.
owners(item) := fields[lower(item)] if {
	fields[lower(item)]
} else := union(object.get(_claimed, lower(item), set())) & alone

# claimed gives the purposes of each key that protects a thing without an owner. By it each of these keys serves the
# others' domains too, since nothing says whose it is.
claimed(item) := set() if {
	count(owners(item)) > 0
} else := object.get(_claimed, lower(item), set())

# fields gives the domains that the profile gives a field to. Names of fields differ in case from one database to
# another, and are the same fields.
fields := {field: names | some field, names in _fielded}

_fielded[lower(field)] contains name if {
	some name, domain in settings.domains
	some field in object.get(domain, "fields", [])
}

_claimed := {at: {pair.of | some pair in _claims; pair.at == at} |
	some at in {pair.at | some pair in _claims}
}

_claims := [{"at": lower(item), "of": purposes} |
	some key in rows.keys
	some item in key.protects
	purposes := {purpose | some purpose in key.purposes}
]

# alone are the domains whose keys stand apart from every other key, backup keys aside, which have a rule of their own.
alone := {"national-id"} | {name |
	some name, domain in settings.domains
	"*" in object.get(domain, "separate_from", [])
	name != "backup"
}

# apart says that two domains must not share a key.
apart(one, other) if _from(one, other)

apart(one, other) if _from(other, one)

_from(one, _) if "*" in settings.domains[one].separate_from

_from(one, other) if other in settings.domains[one].separate_from

# relatives gives the keys that are the same key as this one, or have its material.
relatives(key) := {address |
	some token in tokens(key)
	some address in _bearers[token]
	address != key.address
}

_bearers := {at: {pair.of | some pair in _borne; pair.at == at} |
	some at in {pair.at | some pair in _borne}
}

_borne := [{"at": token, "of": key.address} |
	some key in rows.keys
	some token in tokens(key)
]

# tokens name a key's material: its ARN and id, and its primary's, since a replica has the same.
tokens(key) := {token |
	some token in {key.arn, key.key_id, key.primary, key.address, _id_of(key.arn), _id_of(key.primary)}
	token != ""
}

_id_of(arn) := split(arn, "/")[1] if {
	startswith(arn, "arn:")
	contains(arn, ":key/")
} else := ""

# protectors gives the keys that protect a thing.
protectors := {at: {pair.of | some pair in _protected; pair.at == at} |
	some at in {pair.at | some pair in _protected}
}

_protected := [{"at": item, "of": key.address} |
	some key in rows.keys
	some item in key.protects
]

# unplaced says why a key belongs to no domain of the profile: nothing is known of what it may share or how it rotates.
unplaced(key) := "it declares no purpose" if {
	count(key.purposes) == 0
	not key.unknown.purpose
} else := sprintf("%s is no domain of the profile", [concat(", ", sort(strange(key)))]) if {
	count(strange(key)) > 0
}

# strange are the purposes of a key that the profile has no domain for.
strange(key) := {purpose | some purpose in key.purposes} - object.keys(settings.domains)

# meant gives the domains that a strange purpose is another spelling of.
meant(purpose) := {name | some name, _ in settings.domains; _letters(name) == _letters(purpose)}

_letters(word) := trim_suffix(regex.replace(lower(word), `[^a-z0-9]`, ""), "s")

# by_address finds a key's row.
by_address := {key.address: key | some key in rows.keys}

# hinted gives the domains that a key's aliases name although nothing declares them: a hint, never a purpose.
hinted(key) := {domain | some alias in key.aliases; some domain in settings.spoken_of(alias)} - of(key)

# suspected gives the domains named by aliases that may be the key's: whose they are is known only after apply.
suspected(key) := {domain | some domain in object.get(key, "suspected", [])} - of(key)
