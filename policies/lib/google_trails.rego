# METADATA
# title: Trails of Google Cloud
# description: |
#   Sinks that take audit logs to a store of their own: a row each in the form of trails (finding.Trail). What Cloud KMS and
#   Secret Manager write is always logged; what they are used for only where an audit configuration says so. A bucket's lock
#   that nobody can lift is called COMPLIANCE as on AWS, a retention that can be changed GOVERNANCE. Source: Cloud Audit Logs
#   overview; the documentation of the provider hashicorp/google 7, google_logging_project_sink and its likes.
package keywright.lib.google_trails

import data.keywright.lib.google_keys
import data.keywright.lib.google_log_filters
import data.keywright.lib.google_store_keys
import data.keywright.lib.identifiers
import data.keywright.lib.plan
import data.keywright.lib.references
import data.keywright.lib.values

_sinks := {"google_logging_project_sink": "project", "google_logging_folder_sink": "folder", "google_logging_organization_sink": "org_id"}

# due are the sinks.
due := [resource | some type, _ in _sinks; some resource in plan.resources[type]]

# rows are a row for each.
rows := [row | some resource in due; row := _row(resource)]

_row(resource) := {
	"address": resource.address,
	"type": resource.type,
	"actions": resource.actions,
	"name": _text(values.read(resource, "name")),
	"region": "",
	"account": _project(resource),
	"multi_region": true,
	"logging": _logging(disabled),
	"validated": null,
	"managed": store.encrypted.managed,
	"key": store.encrypted.key,
	"records": keys.records,
	"records_secrets": secrets.records,
	"store": store.name,
	"lock": store.lock,
	"lock_days": store.days,
	"log_group": "",
	"unknown": object.union_n([
		{"logging": disabled.unknown | disabled.unknown},
		store.encrypted.unknown,
		{"records": keys.unknown | keys.unknown},
		{"records_secrets": secrets.unknown | secrets.unknown},
		{"store": store.unknown | store.unknown},
	]),
} if {
	disabled := values.optional(resource, "disabled", false)
	keys := _recorded(resource, "cloudkms.googleapis.com")
	secrets := _recorded(resource, "secretmanager.googleapis.com")
	store := _store(resource)
}

_text(cell) := cell.value if {
	is_string(cell.value)
} else := ""

_logging(disabled) := false if {
	disabled.value == true
} else if {
	disabled.value == false
} else := null

# The project whose logs a sink takes; "" where it takes those of all below a folder or an organisation.
_project(resource) := resource.values.project if {
	resource.type == "google_logging_project_sink"
	is_string(resource.values.project)
} else := ""

# What a sink takes of a service's events, and whether uses are logged at all.
_recorded(resource, service) := {"records": "", "unknown": values.reason(resource, "filter")} if {
	values.optional(resource, "filter", "").unknown
} else := {"records": "", "unknown": "what its exclusions leave out is not read"} if {
	_excludes(resource)
} else := {"records": "none"} if {
	_sinks[resource.type] != "project"
	not values.optional(resource, "include_children", false).value == true
	not values.optional(resource, "include_children", false).unknown
} else := {"records": "", "unknown": "its filter is not read that far"} if {
	not google_log_filters.taken(_filter(resource))
} else := {"records": "none"} if {
	not _takes(resource, service)
} else := _uses(resource, service)

_filter(resource) := text if {
	text := values.optional(resource, "filter", "").value
	is_string(text)
} else := ""

_excludes(resource) if values.unknown(resource, "exclusions")

_excludes(resource) if {
	some exclusion in resource.values.exclusions
	not _disabled(exclusion)
}

_disabled(exclusion) if exclusion.disabled == true

_takes(resource, service) if {
	taken := google_log_filters.taken(_filter(resource))
	count(taken.logs) > 0
	_served(taken.services, service)
}

_served(null, _)

_served(services, service) if service in services

# Writes are in the log activity, uses in the log data_access, if anything is there.
_uses(resource, service) := {"records": "some"} if {
	logs := google_log_filters.taken(_filter(resource)).logs
	count(logs) < 2
} else := {"records": "all"} if {
	some config in _configs
	_covers(config, resource)
	_logs_reads(config, service)
} else := {"records": "", "unknown": reasons} if {
	reasons := concat("; ", sort({values.reason(config, attribute) |
		some config in _configs
		some attribute in ["service", "audit_log_config", "project"]
		values.unknown(config, attribute)
		config.expressions[attribute]
	}))
	reasons != ""
} else := {"records": "", "unknown": "its project is not known"} if {
	resource.type == "google_logging_project_sink"
	not is_string(object.get(resource.values, "project", null))
	count(_configs) > 0
} else := {"records": "some"}

_configs := [resource |
	some type, _ in _scopes
	some resource in plan.resources[type]
	identifiers.alive(resource)
]

_scopes := {"google_project_iam_audit_config": "project", "google_folder_iam_audit_config": "folder", "google_organization_iam_audit_config": "org_id"}

# A configuration of a folder or an organisation holds for what is in it; that of a project for its own sinks.
_covers(config, resource) if {
	config.type == "google_project_iam_audit_config"
	resource.type == "google_logging_project_sink"
	is_string(config.values.project)
	trim_prefix(config.values.project, "projects/") == resource.values.project
}

_covers(config, resource) if {
	config.type == "google_organization_iam_audit_config"
	resource.type in object.keys(_sinks)
}

_covers(config, resource) if {
	config.type == "google_folder_iam_audit_config"
	resource.type == "google_logging_folder_sink"
	is_string(config.values.folder)
	is_string(resource.values.folder)
	trim_prefix(config.values.folder, "folders/") == trim_prefix(resource.values.folder, "folders/")
}

# Whoever is exempted is not logged.
_logs_reads(config, service) if {
	config.values.service in {"allServices", service}
	some block in config.values.audit_log_config
	block.log_type == "DATA_READ"
	object.get(block, "exempted_members", []) in {null, []}
	not values.unknown(config, "audit_log_config")
}

# The store: a bucket of Cloud Storage, or one of Cloud Logging.
_store(resource) := _of_bucket(plan.by_address[address]) if {
	named := _named(resource)
	count(named) == 1 # what two blocks bring in is neither's
	some address in named
} else := {
	"name": _text(values.read(resource, "destination")),
	"lock": "",
	"days": null,
	"encrypted": {"managed": "", "key": "", "unknown": {"key": _missing(resource)}},
	"unknown": _missing(resource),
}

_missing(resource) := values.reason(resource, "destination") if {
	values.unknown(resource, "destination")
} else := "its destination is not in the inputs"

_named(resource) := object.get(_by_name, resource.values.destination, set()) if {
	is_string(resource.values.destination)
} else := {address | address := references.only(resource, ["destination"], _blocks)}

_by_name := {name: addresses | some name, addresses in _names}

_names[sprintf("storage.googleapis.com/%s", [bucket.values.name])] contains bucket.address if {
	some bucket in plan.resources.google_storage_bucket
	identifiers.alive(bucket)
	is_string(bucket.values.name)
}

_names[name] contains bucket.address if {
	some bucket in plan.resources.google_logging_project_bucket_config
	identifiers.alive(bucket)
	every attribute in ["project", "location", "bucket_id"] { is_string(bucket.values[attribute]) }
	project := trim_prefix(bucket.values.project, "projects/")
	name := sprintf("logging.googleapis.com/projects/%s/locations/%s/buckets/%s", [project, bucket.values.location, bucket.values.bucket_id])
}

_blocks := {bucket.block |
	some type in ["google_storage_bucket", "google_logging_project_bucket_config"]
	some bucket in plan.resources[type]
}

_of_bucket(bucket) := object.union({"name": bucket.address, "encrypted": _encrypted(bucket)}, _lock(bucket))

_encrypted(bucket) := google_store_keys.encrypted(bucket, data.keywright.data.stores.stores[bucket.type])

_lock(bucket) := {"lock": "none", "days": null} if {
	bucket.type == "google_storage_bucket"
	object.get(bucket.values, "retention_policy", null) in {null, []}
	not values.unknown(bucket, "retention_policy")
} else := {"lock": _mode(locked.value), "days": floor(google_keys.seconds(sprintf("%vs", [period.value])) / 86400)} if {
	bucket.type == "google_storage_bucket"
	locked := values.at(bucket, ["retention_policy", 0, "is_locked"])
	not locked.unknown
	period := values.at(bucket, ["retention_policy", 0, "retention_period"])
	regex.match(`^[0-9]+$`, sprintf("%v", [period.value]))
} else := {"lock": _mode(locked.value), "days": days.value} if {
	bucket.type == "google_logging_project_bucket_config"
	locked := values.optional(bucket, "locked", false)
	not locked.unknown
	days := values.optional(bucket, "retention_days", 30)
	is_number(days.value)
} else := {"lock": "", "days": null, "unknown": "the retention of its bucket is known only after apply"}

_mode(true) := "COMPLIANCE"

_mode(value) := "GOVERNANCE" if value != true
