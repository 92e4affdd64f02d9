# METADATA
# title: Key stores of one's own
# description: |
#   The custom key store of the plan that a key lives in, and the mode of the HSM cluster behind it. In the mode NON_FIPS the HSMs of
#   a cluster do what no certificate of theirs covers. Source: AWS CloudHSM User Guide, cluster modes and HSM types; the documentation
#   of aws_kms_custom_key_store and aws_cloudhsm_v2_cluster.
package keywright.lib.key_stores

import data.keywright.lib.plan
import data.keywright.lib.references
import data.keywright.lib.values

# of gives the store of the plan that a key lives in, by its id or by reference.
of(resource) := plan.by_address[address] if {
	id := resource.values.custom_key_store_id
	is_string(id)
	id != ""
	count(_stores[id]) == 1
	some address in _stores[id]
} else := plan.by_address[address] if {
	values.unknown(resource, "custom_key_store_id")
	address := references.only(resource, ["custom_key_store_id"], _store_blocks)
}

_stores := {id: addresses | some id, addresses in _by_id}

_by_id[store.values.id] contains store.address if some store in plan.resources.aws_kms_custom_key_store

_store_blocks := {store.block | some store in plan.resources.aws_kms_custom_key_store}

# mode gives the mode of the cluster behind a key's store, FIPS or NON_FIPS; null where the plan has no such cluster.
mode(resource) := _mode(_cluster(of(resource))) if {
	_cluster(of(resource))
} else := {"unknown": sprintf("which HSM cluster is behind %s is known only after apply", [of(resource).address])} if {
	count(plan.resources.aws_cloudhsm_v2_cluster) > 0
	of(resource).expressions.cloud_hsm_cluster_id
	values.unknown(of(resource), "cloud_hsm_cluster_id")
} else := {"value": null, "basis": ""}

_cluster(store) := plan.by_address[address] if {
	id := store.values.cloud_hsm_cluster_id
	is_string(id)
	count(_clusters[id]) == 1
	some address in _clusters[id]
} else := plan.by_address[address] if {
	values.unknown(store, "cloud_hsm_cluster_id")
	address := references.only(store, ["cloud_hsm_cluster_id"], _cluster_blocks)
}

_clusters := {id: addresses | some id, addresses in _by_cluster}

_by_cluster[id] contains cluster.address if {
	some cluster in plan.resources.aws_cloudhsm_v2_cluster
	some attribute in ["cluster_id", "id"]
	id := cluster.values[attribute]
}

_cluster_blocks := {cluster.block | some cluster in plan.resources.aws_cloudhsm_v2_cluster}

# The older type of HSM, which needs no mode, has FIPS alone; a cluster of a backup has the mode of that.
_mode(cluster) := cell if {
	cell := _told(cluster)
	cell.value in {"FIPS", "NON_FIPS"}
} else := {"unknown": sprintf("the mode of its HSM cluster %s: %s", [cluster.address, object.get(_told(cluster), "unknown", "it is not known")])}

_told(cluster) := cell if {
	cell := values.optional(cluster, "mode", null)
	not object.get(cell, "value", "unknown") in {null, ""}
} else := {"value": "FIPS", "basis": "default"} if {
	values.optional(cluster, "source_backup_identifier", null).value in {null, ""}
	values.optional(cluster, "hsm_type", null).value == "hsm1.medium"
} else := {"unknown": "it has none of its own"}
