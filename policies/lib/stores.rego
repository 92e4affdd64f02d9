# METADATA
# title: What rules ask of a store
# description: |
#   Whose data a store holds, how closely that is guarded, and which key of the inputs encrypts it. A store belongs to the
#   domains that its tags name, else to those of the keys that say they protect it.
package keywright.lib.stores

import data.keywright.lib.classes
import data.keywright.lib.clouds
import data.keywright.lib.domains
import data.keywright.lib.rows

# rows are the stores that are there once the plan is applied.
rows_alive := [store | some store in object.get(rows.inventory, "stores", []); rows.alive(store)]

# attribute is where in a store a finding is: a part and a replica have a place of their own.
attribute(store, name) := name if store.part == ""

attribute(store, name) := sprintf("%s.%s", [store.part, name]) if store.part != ""

# name is what a store is called in messages.
name(store) := sprintf("the first user's password of %s", [_called(store)]) if {
	store.kind == "password"
} else := sprintf("%s%s", [_called(store), _of_part(store)])

_called(store) := store.name if {
	store.name != ""
	not contains(store.name, ":")
} else := store.address

_of_part(store) := "" if {
	store.part == ""
} else := sprintf(" (%s)", [store.part]) if {
	store.kind in {"backup", "volume"}
} else := sprintf(" (replica in %s)", [store.region]) if {
	store.region != ""
} else := " (a replica)"

# kept_out says why a store is under its service's key although what it is part of may have one.
kept_out(store) := sprintf(", as its storage account's %s are unless %s_encryption_key_type is \"Account\" there", [plural, store.kind]) if {
	plural := {"azurerm_storage_queue": "queues", "azurerm_storage_table": "tables"}[store.type]
} else := ""

# key gives the row of the key that encrypts a store.
key(store) := domains.by_address[store.key] if store.key != ""

# protectors are the keys that say they protect a store: by its address, its ARN, its name, or its name behind that of its
# service or kind, such as s3:documents.
protectors(store) := {key |
	some word in _words(store)
	some key in domains.protectors[word]
}

_words(store) := {store.address, store.arn, store.name, _prefixed(store, store.service), _prefixed(store, store.kind), _labelled(store)} - {""}

# A label has no colon.
_labelled(store) := sprintf("%s_%s", [store.service, store.name]) if {
	clouds.of(store) == "google"
	store.name != ""
} else := ""

_prefixed(store, prefix) := sprintf("%s:%s", [prefix, store.name]) if {
	store.name != ""
} else := ""

# purposes gives the domains whose data a store holds.
purposes(store) := {purpose | some purpose in store.purposes} if {
	count(store.purposes) > 0
} else := set() if {
	store.unknown.purpose
} else := {purpose | some key in protectors(store); some purpose in domains.by_address[key].purposes}

# basis says where the purposes come from.
basis(store) := object.get(store.basis, "purpose", "tags") if {
	count(store.purposes) > 0
} else := "inferred"

# class gives how closely a store is guarded: the stricter of what it says and what its domains ask; "" where neither
# says a class. A log says enough by being one.
class(store) := found if {
	found := classes.of(_as_key(store, purposes(store)))
} else := found if {
	store.kind == "log"
	not store.unknown.classification
	found := classes.of(_as_key(store, {"log"}))
} else := ""

_as_key(store, serves) := {"classification": store.classification, "purposes": serves, "protects": []}

# unsaid says what a store does not say of what it holds.
unsaid(store) := "it does not say what class of data it holds, or whose" if {
	class(store) == ""
	not unclear(store)
}

# unclear gives what stands in the way of knowing what a store says of itself.
unclear(store) := reasons if {
	reasons := {sprintf("its %s: %s", [name, store.unknown[name]]) | some name in ["classification", "purpose"]; store.unknown[name]}
	count(reasons) > 0
}

# guarded says that a store needs a key of one's own.
guarded(store) if class(store) in {"confidential", "restricted"}

# is_backup says that a store holds backups.
is_backup(store) if store.kind == "backup"

is_backup(store) if "backup" in purposes(store)

# is_database says that a store holds fields.
is_database(store) if store.kind in {"database", "table"}

# by_nature gives the domain that a store of a kind may have a key of, whatever domain its data is of.
by_nature(store) := {domain | domain := {"database": "database", "table": "database", "log": "log", "backup": "backup"}[store.kind]}

# weight is how grave it is not to know: where the store does not say what it holds, a question and no obstacle.
weight(store) := {} if {
	not unsaid(store)
} else := {"severity": "medium"}

# elsewhere says that the key of a store is not in the inputs.
elsewhere(store) := sprintf("the key %s is not in the inputs", [store.key]) if {
	store.key != ""
	not key(store)
}

# strange says why it is not known what a key is for.
strange(key) := sprintf("the purpose of its key %s: %s", [rows.name(key), key.unknown.purpose]) if {
	key.unknown.purpose
} else := sprintf("of its key %s: %s", [rows.name(key), domains.unplaced(key)])

# key_region gives the region of the key that a store names: an id or an alias is looked up in the store's own.
key_region(store) := key(store).region if {
	key(store)
} else := lower(split(store.key, "/")[3]) if {
	startswith(store.key, "projects/")
	count(split(store.key, "/")) > 3
} else := "" if {
	store.key != ""
	clouds.of(store) in {"azure", "google"}
} else := split(store.key, ":")[3] if {
	startswith(store.key, "arn:")
	count(split(store.key, ":")) > 5
} else := store.region

# named_by gives what names each key: stores and secrets that are there once the plan is applied.
named_by := {at: {pair.of | some pair in _named; pair.at == at} |
	some at in {pair.at | some pair in _named}
}

_named := [{"at": held.key, "of": held.address} |
	some held in _held
	held.key != ""
]

_keyed := array.concat(rows_alive, [secret | some secret in object.get(rows.inventory, "secrets", []); rows.alive(secret)])

_held := array.concat(
	array.concat(_keyed, _trails),
	_wrapping,
)

# Pools name the keys that wrap theirs, those to come and those that are there.
_wrapping := [{"address": pool.address, "key": key, "unknown": {"key": reason | reason := pool.unknown.keks}} |
	some pool in object.get(rows.inventory, "pools", [])
	rows.alive(pool)
	some key in (({key | some key in pool.keks} | {dek.wrapped_by | some dek in pool.deks}) | {"" | pool.unknown.keks})
]

# unnamed are the stores and secrets whose key cannot be told.
unnamed := {held.address | some held in _held; held.unknown.key}

# beside gives what a key encrypts that holds data of other domains than one: stores, secrets and the files of trails. What does not
# say whose data it holds is ENC-01's to ask.
beside(key, domain) := {sprintf("%s, which holds data of %s", [_called(held), concat(", ", sort(serves))]) |
	some held in _kept_apart
	held.key == key.address
	serves := _serves(held)
	count(serves) > 0
	not domain in (serves | by_nature(held)) # a backup is one, whosever data it keeps
}

_kept_apart := array.concat(_keyed, _trails)

# What a trail of AWS writes lies under a key that the trail itself names.
_trails := [object.union(trail, {"kind": "log", "purposes": []}) |
	some trail in object.get(rows.inventory, "trails", [])
	trail.type == "aws_cloudtrail"
	rows.alive(trail)
]

_serves(held) := said if {
	said := {purpose | some purpose in held.purposes}
	count(said) > 0
} else := {"application-secrets"} if {
	held.kind == "secret"
	not held.unknown.purpose
} else := set() if {
	held.unknown.purpose
} else := by_nature(held)
