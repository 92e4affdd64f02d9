# METADATA
# title: How long a bucket keeps old versions
# description: |
#   In a bucket that keeps versions, a lifecycle that ends an object after N days only makes it an old version, which stays until
#   noncurrent_version_expiration ends it M days later: it is kept for N + M days, and for ever where nothing ends it. Such a
#   bucket keeps its objects for D days where N + M is D, or where N is D and M is 1, the least that the service takes. Source:
#   Amazon S3 User Guide, Expiring objects, and Lifecycle configuration elements.
package keywright.lib.old_versions

import data.keywright.lib.bucket_settings
import data.keywright.lib.stores

# judged says whether the lifecycle of a bucket keeps objects for the wanted days, old versions among them: "yes", "no", or
# "maybe" where that depends on what is not known.
judged(place, store, wanted) := "yes" if {
	every reading in _readings(store) { _right(place, reading, wanted) }
} else := "no" if {
	every reading in _sure(store) { _wrong(place, reading, wanted) }
} else := "maybe"

# A bucket whose versions are suspended may have some from before.
_readings(store) := _plain_and[object.get(bucket_settings.versions(store), "state", "unknown")]

_plain_and := {
	"enabled": {"versions"},
	"disabled": {"plain"},
	"suspended": {"plain", "versions"},
	"unknown": {"plain", "versions"},
}

# What a bucket holds now it keeps as one without versions does, where they are suspended.
_sure(store) := {"plain"} if {
	bucket_settings.versions(store).state == "suspended"
} else := _readings(store)

_right(place, "plain", wanted) if place.days == wanted

_right(place, "versions", wanted) if {
	is_number(place.noncurrent_days)
	place.days + place.noncurrent_days == wanted
}

_right(place, "versions", wanted) if {
	place.days == wanted
	place.noncurrent_days == 1
}

_wrong(place, "plain", wanted) if place.days != wanted

_wrong(place, "versions", wanted) if {
	not place.unknown.noncurrent_days
	not _right(place, "versions", wanted)
}

# gaps gives what is not known of it.
gaps(place, store) := {sprintf("whether %s keeps old versions: %s", [stores.name(store), reason]) |
	reason := bucket_settings.versions(store).unknown
} | ({sprintf("%s makes no more versions, and it is not known whether it has old ones; noncurrent_version_expiration ends them", [stores.name(store)]) |
	bucket_settings.versions(store).state == "suspended"
} | {sprintf("how long it keeps old versions: %s", [reason]) |
	reason := place.unknown.noncurrent_days
})

# fault says why the days are not the wanted ones, where versions are the reason; undefined elsewhere.
fault(place, store) := sprintf("objects end after %v days, but %s keeps versions, and nothing ends all of those that are no longer current: set noncurrent_version_expiration", [place.days, stores.name(store)]) if {
	_readings(store) == {"versions"}
	is_null(place.noncurrent_days)
} else := sprintf("an object ends after %v days and stays as an old version for %v more", [place.days, place.noncurrent_days]) if {
	_readings(store) == {"versions"}
}

# kept says for how long objects are kept in all.
kept(place, store) := "ever" if {
	_readings(store) == {"versions"}
	is_null(place.noncurrent_days)
} else := sprintf("%v days", [place.days + place.noncurrent_days]) if {
	_readings(store) == {"versions"}
} else := sprintf("%v days", [place.days])
