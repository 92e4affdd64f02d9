# METADATA
# title: Stores
# description: |
#   What keys encrypt: a row for each store of the plan (finding.Store) or, where it is its parts that hold data, for each of
#   these, and one more for each replica that a store has in another region.
package keywright.lib.store_rows

import data.keywright.lib.azure_stores
import data.keywright.lib.buckets
import data.keywright.lib.clouds
import data.keywright.lib.encryption
import data.keywright.lib.google_store_keys
import data.keywright.lib.google_stores
import data.keywright.lib.labels
import data.keywright.lib.plan
import data.keywright.lib.regions
import data.keywright.lib.store_parts
import data.keywright.lib.values

# due are the stores, with what the table says of each, and what encrypts buckets that are not in the plan.
due := [{"resource": resource, "setting": setting} |
	some resource in array.concat(_stores, buckets.elsewhere)
	some setting in store_parts.settings(resource, _setting(resource.type))
]

_stores := [resource |
	some type, _ in _settings
	some resource in plan.resources[type]
	not google_stores.hollow(resource)
]

# rows are the stores, their replicas and the backups that they make of themselves among them.
rows := array.concat(array.concat(own, _replicas), array.concat(_further, _backups))

# own is a row for each store itself.
own := [one |
	some store in due
	one := row(store.resource, store.setting)
]

_settings := data.keywright.data.stores.stores

_setting("aws_s3_bucket_server_side_encryption_configuration") := _settings.aws_s3_bucket

_setting(type) := _settings[type]

# row gives the row of a resource by what a table says of its type.
row(resource, setting) := object.union(_shared(resource, setting), {
	"part": object.get(setting, "part", ""),
	"arn": _text(values.at(resource, ["arn"])),
	"region": object.get(region, "value", ""),
	"encrypted": encrypted.encrypted,
	"managed": encrypted.managed,
	"key": encrypted.key,
	"public": object.get(public, "value", null),
	"unknown": object.union_n([
		_unknown(resource),
		encrypted.unknown,
		{"region": region.unknown | region.unknown},
		{"public": public.unknown | public.unknown},
	]),
}) if {
	region := _region(resource, setting)
	public := _public(resource, setting)
	encrypted := _encryption(resource, setting)
}

_shared(resource, setting) := {
	"address": resource.address,
	"type": resource.type,
	"kind": setting.kind,
	"service": setting.service,
	"actions": resource.actions,
	"name": _text(values.at(resource, [setting.name])),
	"purpose": object.get(known, "purpose", ""),
	"purposes": object.get(known, "purposes", []),
	"classification": object.get(known, "classification", ""),
	"owner": object.get(known, "owner", ""),
	"environment": object.get(known, "environment", ""),
	"basis": {name: cell.basis | some name, cell in cells; cell.basis != ""; cell.value != null},
} if {
	cells := _labels(resource)
	known := {name: cell.value | some name, cell in cells; cell.value != null}
}

_labels(resource) := object.remove(_said(resource), ["environments", "protects"])

_said(resource) := azure_stores.said(resource) if clouds.of(resource) == "azure"

_said(resource) := google_stores.said(resource) if clouds.of(resource) == "google"

_said(resource) := labels.of(resource) if not clouds.of(resource) in {"azure", "google"}

_unknown(resource) := {name: cell.unknown | some name, cell in _labels(resource)}

_encryption(resource, setting) := setting.doubt if {
	true
} else := azure_stores.encrypted(resource) if {
	clouds.of(resource) == "azure"
	setting.service != "keyvault"
} else := google_store_keys.encrypted(resource, setting) if {
	clouds.of(resource) == "google"
} else := encryption.of(resource, setting) if {
	not resource.type in _buckets
}

_buckets := {"aws_s3_bucket", "aws_s3_bucket_server_side_encryption_configuration"}

_encryption(resource, _) := buckets.of(resource) if resource.type == "aws_s3_bucket"

_encryption(resource, _) := buckets.stated(resource) if resource.type == "aws_s3_bucket_server_side_encryption_configuration"

# Whether the internet reaches it, of the types that say so themselves.
_public(resource, setting) := azure_stores.public(resource) if {
	clouds.of(resource) == "azure"
	setting.service != "keyvault"
} else := values.optional(resource, setting.public, false) if {
	setting.public
} else := {"value": null}

# Where the copy of a snapshot comes to lie is said twice, and the two need not agree.
_region(resource, _) := google_stores.place(resource) if clouds.of(resource) == "google"

_region(resource, _) := azure_stores.place(resource) if clouds.of(resource) == "azure"

_region(resource, setting) := _of_aws(resource, setting) if clouds.aws(resource)

_of_aws(resource, setting) := {"unknown": sprintf("its %s and its provider's region both say where it lies", [setting.region])} if {
	not object.get(resource.values, object.get(setting, "region", "-"), null) in {null, ""}
} else := regions.of(resource)

_replicas := [one |
	some resource in _stores
	some one in replicas(resource, _settings[resource.type])
]

# replicas gives the rows of a resource's replicas. A replica has the name, tags and kind of what it is a replica of, and a
# region and a key of its own.
replicas(resource, setting) := [one |
	setting.replicas
	some i, replica in _blocks(resource, setting.replicas.block)
	one := _replica(resource, setting, i, replica)
]

_blocks(resource, name) := blocks if {
	blocks := resource.values[name]
	is_array(blocks)
} else := []

_replica(resource, setting, i, replica) := object.union(_shared(resource, setting), {
	"part": sprintf("%s[%d]", [setting.replicas.block, i]),
	"arn": "",
	"region": region,
	"encrypted": encrypted.encrypted,
	"managed": encrypted.managed,
	"key": encrypted.key,
	"public": null,
	"unknown": object.union(_unknown(resource), object.union(encrypted.unknown, {"region": "the replica's region is known only after apply" | region == ""})),
}) if {
	region := _string(object.get(_block(replica), setting.replicas.region, ""))
	encrypted := encryption.by_key(_replica_key(resource, setting, i, region), "service")
}

# Blocks of a set do not stand in the order of the configuration: which expression is whose cannot be told where there
# are several.
_replica_key(resource, setting, i, region) := encryption.key_in(resource, [setting.replicas.block, i, setting.replicas.key], {"value": region}) if {
	count(_blocks(resource, setting.replicas.block)) == 1
} else := {"value": encryption.named(name, {"value": region})} if {
	name := object.get(resource.values, [setting.replicas.block, i, setting.replicas.key], null)
	is_string(name)
	name != ""
} else := {"unknown": "which of several replicas its key is of is known only after apply"}

# Clusters, and keys of several regions, of a store of Google Cloud.
_further := [object.union(_shared(resource, setting), _placed(resource, one, one.part)) |
	some resource in _stores
	clouds.of(resource) == "google"
	setting := _settings[resource.type]
	some one in google_stores.further(resource, setting)
]

_placed(resource, one, part) := {
	"part": part,
	"arn": "",
	"region": object.get(one.place, "value", ""),
	"encrypted": one.encrypted.encrypted,
	"managed": one.encrypted.managed,
	"key": one.encrypted.key,
	"public": null,
	"unknown": object.union(_unknown(resource), object.union(one.encrypted.unknown, {"region": one.place.unknown | one.place.unknown})),
}

# What a service makes of a store is a backup, and has a row where it names a key of its own.
_backups := [object.union(object.union(_shared(resource, setting), {"kind": "backup"}), _placed(resource, one, backup.part)) |
	some resource in _stores
	setting := _settings[resource.type]
	some backup in setting.backups
	encrypted := _of_backup(resource, backup.key)
	encrypted.managed != "none"
	one := {"encrypted": encrypted, "place": _beside(resource, setting, backup)}
]

_of_backup(resource, path) := azure_stores.at(resource, path) if clouds.of(resource) == "azure"

_of_backup(resource, path) := google_store_keys.at(resource, path) if clouds.of(resource) == "google"

_beside(_, _, backup) := {"unknown": backup.place} if backup.place

_beside(resource, setting, backup) := _region(resource, setting) if not backup.place

_block(value) := value if is_object(value)

_block(value) := {} if not is_object(value)

_string(value) := value if is_string(value)

_string(value) := "" if not is_string(value)

_text(cell) := cell.value if {
	is_string(cell.value)
} else := ""
