# METADATA
# title: What rules ask of backups
# description: How long backups are kept, and whether somebody sees that they can be read again.
package keywright.lib.retentions

import data.keywright.lib.rows
import data.keywright.lib.settings
import data.keywright.lib.stores

# alive are the places that say how long backups are kept, of what is there once the plan is applied.
alive := [place | some place in _all; rows.alive(place); not _set_aside(place)]

_all := object.get(rows.inventory, "retentions", [])

# of_bucket says that a place is the lifecycle of a bucket.
of_bucket(place) if place.type in {_block, _separate}

_block := "aws_s3_bucket"

_separate := "aws_s3_bucket_lifecycle_configuration"

# What was read of a bucket is what a resource of its own has set. That resource counts, and with it goes what was read.
_set_aside(place) if {
	place.read
	some name in _names(place)
	_lifecycles[name]
}

_set_aside(place) if {
	place.read
	_lifecycles[""]
}

_lifecycles[place.store] contains place if {
	some place in _all
	place.type == _separate
}

_blocks[place.store] contains place if {
	some place in _all
	place.type == _block
	not place.read
}

# A bucket stands under its address, or its name where another input sets it.
_names(place) := {place.store, found.address, found.name} - {""} if {
	found := store(place.store)
} else := {place.store}

# rival gives a place that says something else of the same bucket: another resource of its own, or a block where it has both.
rival(place) := min(others) if {
	of_bucket(place)
	not place.read
	others := {other.address | some other in _others(place); rows.alive(other); _differs(place, other)}
	count(others) > 0
}

# leaver gives a resource that goes: the bucket's lifecycle goes with it, whichever resource set that.
leaver(place) := min(others) if {
	place.type == _separate
	others := {other.address | some other in _others(place); other.type == _separate; "delete" in other.actions; not rows.alive(other)}
	count(others) > 0
}

_others(place) := {other | some name in (_names(place) - {""}); some other in _lifecycles[name]; other.address != place.address} | {other |
	place.type == _separate
	some name in (_names(place) - {""})
	some other in _blocks[name]
}

_differs(one, other) if _content(one) != _content(other)

_differs(one, _) if count(one.unknown) > 0

_content(place) := [place.days, place.noncurrent_days, place.unknown]

# tests are the plans of restore tests that are there once the plan is applied.
tests := [test | some test in object.get(rows.inventory, "restore_tests", []); rows.alive(test)]

# buckets are the stores of backups that keep what they hold until something ends it.
buckets := [store | some store in stores.rows_alive; store.kind == "bucket"; store.part == ""; stores.is_backup(store)]

# stated are the stores of which some place says how long backups are kept.
stated := {name | some place in alive; name := place.store; name != ""}

# concerns says that the inputs hold backups.
concerns if {
	some place in alive
	not of_bucket(place)
}

concerns if {
	some store in stores.rows_alive
	stores.is_backup(store)
}

# doubts say of lifecycles of buckets why it cannot be told whether these hold backups.
doubts := {reason | some place in alive; of_bucket(place); reason := _doubt(place)}

_doubt(place) := sprintf("%s: which bucket it is for is known only after apply", [place.address]) if {
	place.store == ""
} else := sprintf("%s: its bucket is not in the inputs", [place.address]) if {
	not store(place.store)
} else := sprintf("%s, the purpose of its bucket: %s", [place.address, bucket.unknown.purpose]) if {
	bucket := store(place.store)
	bucket.unknown.purpose
	not stores.is_backup(bucket)
} else := sprintf("%s: its bucket does not say whose data it holds", [place.address]) if {
	count(stores.purposes(store(place.store))) == 0
} else := sprintf("%s: its bucket is for %s", [place.address, min(likely)]) if {
	not stores.is_backup(store(place.store))
	likely := {purpose | some purpose in stores.purposes(store(place.store)); contains(lower(purpose), "backup")}
	count(likely) > 0
}

# days is how long backups of a store are kept by the profile: as its domains say, else as that of backups does.
days(store) := max(own) if {
	own := {number |
		some purpose in stores.purposes(store)
		number := settings.domains[purpose].backup_retention_days
		is_number(number)
	}
	count(own) > 0
} else := usual

# usual is how long backups are kept of what has no store in the inputs.
usual := settings.domains.backup.backup_retention_days if is_number(settings.domains.backup.backup_retention_days)

# store finds a store by its address or name.
store(name) := found[0] if {
	found := [row | some row in stores.rows_alive; row.part == ""; name in {row.address, row.name}]
	count(found) > 0
}
