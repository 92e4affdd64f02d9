# METADATA
# title: Stores and secrets of Google Cloud
# description: |
#   Where what is stored in Google Cloud lies, and what a secret of Secret Manager says of its copies, its rotation and its end.
#   Google encrypts all of it by keys of its own where no key is named. Source: the documentation of the provider
#   hashicorp/google 7, google_storage_bucket and its likes, google_secret_manager_secret; of groups of regions,
#   google_firestore_database and google_spanner_instance.
package keywright.lib.google_stores

import data.keywright.lib.google_keys
import data.keywright.lib.google_store_keys
import data.keywright.lib.google_wholes
import data.keywright.lib.labels
import data.keywright.lib.regions
import data.keywright.lib.values

# place gives where a store or the first copy of a secret lies, in lower case.
place(resource) := placed(resource, _place(resource))

# placed gives the location of KMS that a word of a store means: the region of a zone, and the group of regions of a group.
placed(resource, cell) := object.union(cell, {"value": object.get(object.get(_groups, resource.type, {"eu": "europe"}), region, region)}) if {
	is_string(cell.value)
	parts := split(regex.replace(lower(cell.value), `^.*/`, ""), "-")
	region := concat("-", array.slice(parts, 0, 2))
} else := {"unknown": object.get(cell, "unknown", "its location is not known")}

# The groups of Firestore are those of its own, and stand for those of KMS.
_groups := {"google_firestore_database": {"eur3": "europe", "nam5": "us"}}

_place(resource) := values.optional(resource, _attributes[resource.type], null) if _attributes[resource.type]

_attributes := {
	"google_alloydb_cluster": "location",
	"google_artifact_registry_repository": "location",
	"google_compute_disk": "zone",
	"google_firestore_database": "location_id",
	"google_logging_project_bucket_config": "location",
	"google_storage_bucket": "location",
}

_place(resource) := values.optional(resource, "location", "US") if resource.type == "google_bigquery_dataset"

_place(resource) := regions.of(resource) if {
	resource.type in {"google_compute_region_disk", "google_redis_instance", "google_sql_database_instance"}
}

_place(resource) := values.first([values.optional(resource, name, null) | some name in ["location", "zone"]]) if {
	resource.type == "google_filestore_instance"
}

_place(resource) := values.at(resource, ["cluster", 0, "zone"]) if resource.type == "google_bigtable_instance"

_place(resource) := _of_whole(google_wholes.of(resource)) if {
	google_wholes.of(resource)
} else := {"unknown": google_wholes.elsewhere(resource)} if {
	google_wholes.is_part(resource)
}

# A table lies in its dataset, and a database of Spanner where the configuration of its instance says.
_of_whole(whole) := values.optional(whole, "location", "US") if {
	whole.type == "google_bigquery_dataset"
} else := object.union(config, {"value": trim_prefix(name, "regional-")}) if {
	config := values.read(whole, "config")
	is_string(config.value)
	name := regex.replace(config.value, `^.*/`, "")
	startswith(name, "regional-")
} else := {"unknown": object.get(values.read(whole, "config"), "unknown", "its instance is in several regions")}

# A message lies where it may be kept, or near whoever sends it.
_place(resource) := _kept(_allowed(resource)) if resource.type == "google_pubsub_topic"

_kept(cell) := object.union(cell, {"value": cell.value[0]}) if {
	is_array(cell.value)
	count(cell.value) == 1
} else := {"unknown": "its messages may be kept in several regions"} if {
	is_array(cell.value)
} else := {"unknown": object.get(cell, "unknown", "no message_storage_policy says where its messages are kept")}

_allowed(resource) := values.at(resource, ["message_storage_policy", 0, "allowed_persistence_regions"])

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
copies(resource) := {i: placed(resource, _copy_place(resource, i)) |
	by_hand(resource)
	some i, _ in object.get(resource.values, ["replication", 0, "user_managed", 0, "replicas"], [])
	i > 0
}

# further are the parts of a store that have a key and a place of their own, beside the first.
further(resource, setting) := [{
	"part": sprintf("cluster[%d]", [i]),
	"encrypted": google_store_keys.encrypted(resource, object.union(setting, {"key": ["cluster", i, "kms_key_name"]})),
	"place": placed(resource, values.at(resource, ["cluster", i, "zone"])),
} |
	some i, _ in resource.values.cluster
	i > 0
] if {
	resource.type == "google_bigtable_instance"
} else := [{
	"part": sprintf("encryption_config[0].kms_key_names[%d]", [i]),
	"encrypted": encrypted,
	"place": place(resource),
} |
	some i, encrypted in google_store_keys.further(resource)
]

# said gives what a store says of itself, and what it is part of where it does not.
said(resource) := labels.within(resource, google_wholes.of(resource)) if {
	google_wholes.of(resource)
} else := labels.of(resource)

# hollow says that nothing lies in what is a store by its type: a view, or a table of what lies elsewhere.
hollow(resource) if {
	resource.type == "google_bigquery_table"
	some block in ["external_data_configuration", "view"]
	object.get(resource.values, [block, 0], null) != null
}

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
