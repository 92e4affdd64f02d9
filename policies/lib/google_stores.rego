# METADATA
# title: Stores and secrets of Google Cloud
# description: |
#   Where what is stored in Google Cloud lies, and what a secret of Secret Manager says of its copies, its rotation and its end.
#   Google encrypts all of it by keys of its own where no key is named. Source: the documentation of the provider
#   hashicorp/google 7, google_storage_bucket and its likes, google_secret_manager_secret.
package keywright.lib.google_stores

import data.keywright.lib.google_keys
import data.keywright.lib.regions
import data.keywright.lib.values

# place gives where a store or the first copy of a secret lies, in lower case. The multi-region EU of stores is the location
# europe of keys.
place(resource) := object.union(cell, {"value": object.get({"eu": "europe"}, lower(cell.value), lower(cell.value))}) if {
	cell := _place(resource)
	is_string(cell.value)
} else := {"unknown": object.get(_place(resource), "unknown", "its location is not known")}

_place(resource) := values.read(resource, "location") if resource.type == "google_storage_bucket"

_place(resource) := values.optional(resource, "location", "US") if resource.type == "google_bigquery_dataset"

_place(resource) := regions.of(resource) if resource.type == "google_sql_database_instance"

_place(resource) := _copy_place(resource, 0) if {
	resource.type == "google_secret_manager_secret"
	by_hand(resource)
} else := {"value": "global", "basis": values.basis(resource)} if {
	resource.type == "google_secret_manager_secret"
	is_object(object.get(resource.values, ["replication", 0], null))
	not values.unknown(resource, "replication")
} else := {"value": "global", "basis": values.basis(resource)} if {
	resource.type == "google_secret_manager_secret"
	count(object.get(resource.values, ["replication", 0, "auto"], [])) > 0
} else := {"unknown": "where it is replicated is known only after apply"} if {
	resource.type == "google_secret_manager_secret"
}

_copy_place(resource, i) := values.at(resource, ["replication", 0, "user_managed", 0, "replicas", i, "location"])

# by_hand says that the regions of a secret's copies are named, and not Google's choice.
by_hand(resource) if count(object.get(resource.values, ["replication", 0, "user_managed"], [])) > 0

# key_path is where the key of a copy of a secret is named.
key_path(resource, i) := ["replication", 0, "user_managed", 0, "replicas", i, "customer_managed_encryption", 0, "kms_key_name"] if {
	by_hand(resource)
} else := ["replication", 0, "auto", 0, "customer_managed_encryption", 0, "kms_key_name"]

# copies are the places of a secret's copies after the first, as cells.
copies(resource) := {i: _lowered(_copy_place(resource, i)) |
	by_hand(resource)
	some i, _ in object.get(resource.values, ["replication", 0, "user_managed", 0, "replicas"], [])
	i > 0
}

_lowered(cell) := object.union(cell, {"value": lower(cell.value)}) if {
	is_string(cell.value)
} else := {"unknown": object.get(cell, "unknown", "its location is not known")}

# rotation is what a secret says of it: Google tells a topic that the time has come, and whoever listens makes the version.
rotation(resource) := {"method": "automatic", "period_days": ceil(google_keys.seconds(cell.value) / 86400)} if {
	cell := values.at(resource, ["rotation", 0, "rotation_period"])
	is_string(cell.value)
} else := {"method": "none", "period_days": null} if {
	object.get(values.at(resource, ["rotation", 0, "rotation_period"]), "value", "") == null
} else := {"method": "", "period_days": null, "unknown": object.get(values.at(resource, ["rotation", 0, "rotation_period"]), "unknown", "its rotation_period is no number of seconds")}

# window is how many days a version waits that is to be destroyed. Without a time it does not wait.
window(resource) := {"value": floor(google_keys.seconds(cell.value) / 86400), "basis": cell.basis} if {
	cell := values.optional(resource, "version_destroy_ttl", null)
	is_string(cell.value)
	cell.value != ""
} else := {"value": 0, "basis": "default"} if {
	object.get(values.optional(resource, "version_destroy_ttl", null), "value", "x") in {null, ""}
} else := {"value": null, "unknown": object.get(values.optional(resource, "version_destroy_ttl", null), "unknown", "its version_destroy_ttl is no number of seconds")}
