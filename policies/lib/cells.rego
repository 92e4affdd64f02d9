# METADATA
# title: What each type of key says of itself
# description: The attributes of a key under keywright's names, read from the attributes of each resource type.
package keywright.lib.cells

import data.keywright.lib.azure_keys
import data.keywright.lib.clouds
import data.keywright.lib.google_keys
import data.keywright.lib.identifiers
import data.keywright.lib.key_stores
import data.keywright.lib.labels
import data.keywright.lib.lockout
import data.keywright.lib.plan
import data.keywright.lib.regions
import data.keywright.lib.registered_keys
import data.keywright.lib.settings
import data.keywright.lib.values
import data.keywright.lib.vault_keys

# kind tells keys, replicas, keysets and keys of imported material apart.
kind(resource) := "replica" if resource.type in {"aws_kms_replica_key", "aws_kms_replica_external_key", "keywright_replica_key"}

kind(resource) := "keyset" if resource.type == "keywright_keyset"

kind(resource) := "external" if resource.type == "aws_kms_external_key"

kind(resource) := "key" if resource.type in ({"aws_kms_key", "keywright_key", "google_kms_crypto_key", "keywright_registered_key", "vault_transit_secret_backend_key"} | azure_keys.types)

# of gives a key's attributes as cells.
of(resource) := object.union(_common(resource), _typed(resource)) if clouds.aws(resource)

of(resource) := google_keys.cells(resource) if clouds.of(resource) == "google"

of(resource) := azure_keys.cells(resource) if clouds.of(resource) == "azure"

of(resource) := vault_keys.cells(resource) if clouds.of(resource) == "vault"

of(resource) := registered_keys.cells(resource) if clouds.of(resource) == "elsewhere"

_common(resource) := {
	"arn": _computed(resource, "arn"),
	"key_id": _computed(resource, "key_id"),
	"region": regions.of(resource),
	"account": regions.account(resource),
	"bypass_lockout_check": lockout.of(resource),
	"deletion_protection": _protection(resource),
}

# What only the service can say is unknown without being a fault.
_computed(resource, attribute) := values.read(resource, attribute)

_typed(resource) := {
	"spec": values.optional(resource, "spec", "SYMMETRIC_DEFAULT"),
	"usage": values.optional(resource, "usage", "ENCRYPT_DECRYPT"),
	"origin": values.optional(resource, "origin", "AWS_KMS"),
	"hsm_mode": key_stores.mode(resource),
	"material_version": values.optional(resource, "material_wo_version", null),
	"multi_region": values.optional(resource, "multi_region", false),
	"enabled": values.optional(resource, "enabled", true),
	"purpose": values.read(resource, "purpose"),
	"purposes": labels.single(values.read(resource, "purpose")),
	"classification": values.read(resource, "classification"),
	"owner": values.read(resource, "owner"),
	"environment": values.read(resource, "environment"),
	"environments": labels.single(values.read(resource, "environment")),
	"protects": _texts(values.optional(resource, "protects", [])),
	"deletion_window_days": values.optional(resource, "deletion_window_days", 30),
} if {
	resource.type in identifiers.own
}

_typed(resource) := object.union(labels.of(resource), {
	"spec": values.optional(resource, "customer_master_key_spec", "SYMMETRIC_DEFAULT"),
	"usage": values.optional(resource, "key_usage", "ENCRYPT_DECRYPT"),
	"origin": _store(resource),
	"hsm_mode": key_stores.mode(resource),
	"multi_region": values.optional(resource, "multi_region", false),
	"enabled": values.optional(resource, "is_enabled", true),
	"deletion_window_days": values.optional(resource, "deletion_window_in_days", 30),
}) if {
	resource.type == "aws_kms_key"
}

_typed(resource) := object.union(labels.of(resource), {
	"spec": values.optional(resource, "key_spec", "SYMMETRIC_DEFAULT"),
	"usage": values.optional(resource, "key_usage", "ENCRYPT_DECRYPT"),
	"origin": {"value": "EXTERNAL", "basis": "default"},
	"multi_region": values.optional(resource, "multi_region", false),
	"enabled": values.optional(resource, "enabled", true),
	"deletion_window_days": values.optional(resource, "deletion_window_in_days", 30),
}) if {
	resource.type == "aws_kms_external_key"
}

# A replica has its primary's material, algorithm and usage.
_typed(resource) := object.union(labels.of(resource), {
	"spec": _inherited(resource, "key_spec", "customer_master_key_spec"),
	"usage": _inherited(resource, "key_usage", "key_usage"),
	"origin": {"value": {true: "EXTERNAL", false: "AWS_KMS"}[contains(resource.type, "external")], "basis": "default"},
	"multi_region": {"value": true, "basis": "default"},
	"enabled": values.optional(resource, "enabled", true),
	"deletion_window_days": values.optional(resource, "deletion_window_in_days", 30),
}) if {
	kind(resource) == "replica"
	not resource.type in identifiers.own
}

_inherited(resource, own, primary_attribute) := values.first([
	_if_known(values.read(resource, own)),
	_of_primary(resource, primary_attribute),
	{"unknown": "it is the primary's, which is not in the plan"},
])

_if_known(cell) := cell if {
	values.known(cell)
} else := {"value": null, "basis": ""}

_of_primary(resource, attribute) := values.optional(other, attribute, _primary_defaults[attribute]) if {
	other := plan.by_address[_primary_address(resource)]
	other.type == "aws_kms_key"
} else := {"value": null, "basis": ""}

_primary_defaults := {"customer_master_key_spec": "SYMMETRIC_DEFAULT", "key_usage": "ENCRYPT_DECRYPT"}

_store(resource) := {"value": "EXTERNAL_KEY_STORE", "basis": "plan"} if {
	is_string(resource.values.xks_key_id)
	resource.values.xks_key_id != ""
} else := {"unknown": "whether its key store is an external one is known only after apply"} if {
	resource.expressions.xks_key_id
	values.unknown(resource, "xks_key_id")
} else := _type(store) if {
	store := key_stores.of(resource)
} else := {"value": "AWS_CLOUDHSM", "basis": "plan"} if {
	is_string(resource.values.custom_key_store_id)
	resource.values.custom_key_store_id != ""
} else := {"unknown": "its key store is known only after apply"} if {
	resource.expressions.custom_key_store_id
	values.unknown(resource, "custom_key_store_id")
} else := {"value": "AWS_KMS", "basis": "default"}

_type(store) := cell if {
	cell := values.optional(store, "custom_key_store_type", "AWS_CLOUDHSM")
	cell.value in {"AWS_CLOUDHSM", "EXTERNAL_KEY_STORE"}
} else := {"unknown": sprintf("which type the key store %s is of is not known", [store.address])}

# A stock key is kept from being destroyed by its block, which the plan does not hold: the source tells.
_protection(resource) := values.read(resource, "deletion_protection") if {
	resource.type in identifiers.own
} else := {"value": kept, "basis": "source"} if {
	kept := settings.facts.kept[resource.address]
	is_boolean(kept)
} else := {"unknown": "prevent_destroy stands in the source, and no source tells of this key"}

# suspected gives the domains that aliases speak of which may be a key's: those whose key is known only after apply may
# be any new key's of their region.
suspected(resource) := domains if {
	not is_string(object.get(resource.values, "arn", null))
	count(identifiers.loose) > 0
	region := object.get(regions.of(resource), "value", "")
	domains := {domain |
		some other, named in _spoken_of
		_may_be_one(region, other)
		some domain in named
	}
} else := set()

_spoken_of := {region: {domain | some name in names; some domain in settings.spoken_of(name)} | some region, names in identifiers.loose}

_may_be_one(one, other) if one == other

_may_be_one(one, other) if "" in {one, other}

# gaps gives what is unknown beside the attributes.
gaps(resource) := object.union(_alias_gap(resource), _primary_gap(resource))

_alias_gap(resource) := {"aliases": sprintf("the name of %s is known only after apply", [concat(", ", sort(unnamed))])} if {
	unnamed := identifiers.unnamed[resource.address]
} else := {"aliases": values.reason(resource, "alias")} if {
	resource.type in identifiers.own
	values.unknown(resource, "alias")
} else := {}

# primary gives the address or ARN of a replica's primary.
primary(resource) := "" if kind(resource) != "replica"

primary(resource) := found if {
	kind(resource) == "replica"
	found := _primary_address(resource)
} else := resource.values.primary_key_arn if {
	is_string(resource.values.primary_key_arn)
} else := ""

_primary_address(resource) := identifiers.key_of(resource, "primary_key_arn")

_primary_gap(resource) := {"primary": values.reason(resource, "primary_key_arn")} if {
	kind(resource) == "replica"
	primary(resource) == ""
} else := {}

# _texts leaves of a list what is text.
_texts(cell) := object.union(cell, {"value": [item | some item in cell.value; is_string(item)]}) if {
	is_array(cell.value)
} else := cell
