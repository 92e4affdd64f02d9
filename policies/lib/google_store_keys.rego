# METADATA
# title: What encrypts a store of Google Cloud
# description: |
#   The key that a store names in its own words, or the default of the dataset in which a table is made. A key that stands in the
#   configuration of a disk is one's own, and in no service that could say what it is for. Source: the documentation of the
#   provider hashicorp/google 7, google_compute_disk, google_bigquery_table, google_bigtable_instance, google_spanner_database.
package keywright.lib.google_store_keys

import data.keywright.lib.encryption
import data.keywright.lib.google_wholes
import data.keywright.lib.identifiers
import data.keywright.lib.values

# encrypted gives what encrypts a store or a secret, by what a table says of its type.
encrypted(resource, setting) := _own("a key in its configuration encrypts it, which no service keeps") if {
	some path in setting.supplied
	values.held(resource, path)
} else := _own("which of its clusters its key is of is known only after apply") if {
	_shifting(resource, setting)
} else := _by_default(resource) if {
	resource.type == "google_bigquery_table"
	"create" in resource.actions
	encryption.key(resource, setting.key).value == null
} else := _bare(encryption.by_key(encryption.listed(resource, _several, 0), "service")) if {
	resource.type == "google_spanner_database"
	encryption.key(resource, setting.key).value == null
} else := _bare(encryption.of(resource, setting))

_own(reason) := encryption.by_key({"unknown": reason}, "service")

# The provider puts the clusters of an instance that is there into another order than the configuration's.
_shifting(resource, setting) if {
	resource.type == "google_bigtable_instance"
	resource.actions != ["create"]
	is_array(resource.values.cluster)
	count(resource.values.cluster) > 1
	object.get(resource.unknown, setting.key, false) == true
}

# What a table that is made has without a key of its own. Of one that is there, the provider reads its key.
_by_default(resource) := _bare(encryption.of(dataset, data.keywright.data.stores.stores[dataset.type])) if {
	dataset := google_wholes.of(resource)
} else := _own(google_wholes.elsewhere(resource))

_several := ["encryption_config", 0, "kms_key_names"]

# further are the keys of a database that has several: one for each region of its instance.
further(resource) := {i: _bare(encryption.by_key(encryption.listed(resource, _several, i), "service")) |
	resource.type == "google_spanner_database"
	some i, _ in object.get(resource.values, _several, [])
	i > 0
}

# at gives what encrypts by the key at a path; none where there is no key.
at(resource, path) := _bare(encryption.by_key(encryption.key(resource, path), "none"))

# A key may be named by a URL, and with its version.
_bare(result) := object.union(result, {"key": object.get(identifiers.by_identifier, name, name)}) if {
	[[_, name]] := regex.find_all_string_submatch_n(`^(?:(?:https:)?//.*/)?(projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/[^/]+)`, result.key, 1)
} else := result
