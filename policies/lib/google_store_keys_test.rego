package keywright.lib.google_store_keys_test

import data.keywright
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.inventory_test as planned

_ring := "projects/drop-prod/locations/europe-north1/keyRings/r"

_name := concat("", [_ring, "/cryptoKeys/k"])

_key := planned.change("google_kms_crypto_key.k", "google_kms_crypto_key", "managed", {"id": _name, "key_ring": _ring, "name": "k"})

_inventory(changes) := inventory if {
	inventory := keywright.inventory with input as planned.of(array.concat([_key], changes))
		with data.keywright_profile as fixture.profile
}

_rows(type, after) := _inventory([planned.change(sprintf("%s.s", [type]), type, "managed", after)]).stores

_only(type, after) := row if {
	[row] := _rows(type, after)
}

_named := {
	"google_alloydb_cluster": {"encryption_config": [{"kms_key_name": _name}], "location": "Europe-North1"},
	"google_artifact_registry_repository": {"kms_key_name": _name, "location": "europe-north1"},
	"google_bigtable_instance": {"cluster": [{"kms_key_name": _name, "zone": "europe-north1-a"}]},
	"google_compute_disk": {"disk_encryption_key": [{"kms_key_self_link": _name}], "zone": "https://www.googleapis.com/compute/v1/projects/p/zones/europe-north1-a"},
	"google_compute_region_disk": {"disk_encryption_key": [{"kms_key_name": _name}], "region": "europe-north1"},
	"google_filestore_instance": {"kms_key_name": _name, "location": "europe-north1-b"},
	"google_firestore_database": {"cmek_config": [{"kms_key_name": _name}], "location_id": "europe-north1"},
	"google_logging_project_bucket_config": {"cmek_settings": [{"kms_key_name": _name}], "location": "europe-north1"},
	"google_pubsub_topic": {"kms_key_name": _name, "message_storage_policy": [{"allowed_persistence_regions": ["europe-north1"]}]},
	"google_redis_instance": {"customer_managed_key": _name, "region": "europe-north1"},
}

test_stores_of_every_type_with_a_key_and_without if {
	every type, after in _named {
		row := _only(type, after)
		[row.encrypted, row.managed, row.key, row.region] == [true, "customer", "google_kms_crypto_key.k", "europe-north1"]
		plain := _only(type, {"cluster": [{"zone": "europe-north1-a"}]})
		[plain.encrypted, plain.managed, plain.key] == [true, "service", ""]
	}
}

test_what_is_odd_names_no_key if {
	every type, after in _named {
		every odd in [7, [], {}, [[]], "x"] {
			count(_rows(type, {name: odd | some name, _ in after})) > 0
		}
	}
}

test_a_key_by_its_url_and_with_its_version if {
	every name in [
		concat("", ["https://cloudkms.googleapis.com/v1/", _name]),
		concat("", ["//cloudkms.googleapis.com/", _name]),
		concat("", [_name, "/cryptoKeyVersions/3"]),
	] {
		_only("google_compute_disk", {"disk_encryption_key": [{"kms_key_self_link": name}]}).key == "google_kms_crypto_key.k"
	}
	_only("google_pubsub_topic", {"kms_key_name": "projects/p/locations/l/keyRings/r/cryptoKeys/j/cryptoKeyVersions/1"}).key == "projects/p/locations/l/keyRings/r/cryptoKeys/j"
}

test_undetermined_a_key_in_the_configuration if {
	every name in ["raw_key", "rsa_encrypted_key"] {
		row := _only("google_compute_disk", {"disk_encryption_key": [{name: "c2VjcmV0"}]})
		[row.encrypted, row.managed] == [true, ""]
		contains(row.unknown.key, "in its configuration")
	}
}

test_undetermined_a_disk_that_is_made_from_another if {
	_only("google_compute_disk", {"snapshot": "yesterday"}).unknown.key
	_only("google_compute_disk", {"image": "debian"}).managed == "service"
}

test_where_messages_are_kept if {
	contains(_only("google_pubsub_topic", {}).unknown.region, "no message_storage_policy")
	contains(_only("google_pubsub_topic", {"message_storage_policy": [{"allowed_persistence_regions": ["europe-north1", "us-east1"]}]}).unknown.region, "several")
}

test_groups_of_firestore if {
	_only("google_firestore_database", {"location_id": "eur3"}).region == "europe"
	_only("google_firestore_database", {"location_id": "nam5"}).region == "us"
	_only("google_firestore_database", {}).unknown.region
}

_clusters(second) := [{"kms_key_name": _name, "zone": "europe-north1-a"}, object.union({"zone": "europe-west1-b"}, second)]

test_each_cluster if {
	rows := _rows("google_bigtable_instance", {"cluster": _clusters({})})
	{[row.part, row.region, row.managed] | some row in rows} == {["", "europe-north1", "customer"], ["cluster[1]", "europe-west1", "service"]}
}

# The clusters of an instance that is there come in another order.
test_undetermined_a_new_cluster_of_an_instance_that_is_there if {
	change := object.union(
		planned.change("google_bigtable_instance.s", "google_bigtable_instance", "managed", {"cluster": _clusters({})}),
		{"change": {"actions": ["update"], "before": {}, "after_unknown": {"cluster": [{}, {"kms_key_name": true}]}}},
	)
	{[row.part, row.managed, row.unknown.key] | some row in _inventory([change]).stores; row.unknown.key} == {["cluster[1]", "", "which of its clusters its key is of is known only after apply"]}
}

_instance(config) := planned.change("google_spanner_instance.i", "google_spanner_instance", "managed", {"name": "i", "config": config, "labels": {"purpose": "database"}})

_spanner(config, encryption) := _inventory([_instance(config), planned.change("google_spanner_database.s", "google_spanner_database", "managed", {"name": "s", "instance": "i", "encryption_config": encryption})]).stores

test_a_database_is_where_its_instance_is_and_holds_what_that_says if {
	every config in ["regional-europe-north1", "projects/p/instanceConfigs/regional-europe-north1"] {
		[row] := _spanner(config, [{"kms_key_name": _name}])
		[row.region, row.key, row.purposes] == ["europe-north1", "google_kms_crypto_key.k", ["database"]]
	}
	[listed] := _spanner("regional-europe-north1", [{"kms_key_names": [_name]}])
	listed.key == "google_kms_crypto_key.k"
	[plain] := _spanner("regional-europe-north1", [])
	plain.managed == "service"
}

test_a_database_of_several_keys if {
	rows := _spanner("eur6", [{"kms_key_names": [_name, "projects/p/locations/l/keyRings/r/cryptoKeys/j"]}])
	{[row.part, row.key] | some row in rows} == {["", "google_kms_crypto_key.k"], ["encryption_config[0].kms_key_names[1]", "projects/p/locations/l/keyRings/r/cryptoKeys/j"]}
	every row in rows { contains(row.unknown.region, "several regions") }
}

test_undetermined_a_database_of_an_instance_elsewhere if {
	row := _only("google_spanner_database", {"instance": "i"})
	row.unknown.region == "its instance is not in the inputs"
}

_dataset(after) := planned.change("google_bigquery_dataset.d", "google_bigquery_dataset", "managed", object.union({"dataset_id": "d", "project": "p", "location": "EU", "labels": {"purpose": "database"}}, after))

_table(dataset, after) := row if {
	rows := _inventory([_dataset(dataset), planned.change("google_bigquery_table.t", "google_bigquery_table", "managed", object.union({"dataset_id": "d", "table_id": "t", "project": "p"}, after))]).stores
	[row] := [row | some row in rows; row.type == "google_bigquery_table"]
}

_defaulting := {"default_encryption_configuration": [{"kms_key_name": _name}]}

test_a_table_has_the_default_of_its_dataset if {
	row := _table(_defaulting, {})
	[row.key, row.region, row.purposes] == ["google_kms_crypto_key.k", "europe", ["database"]]
	_table({}, {}).managed == "service"
	own := _table({}, {"encryption_configuration": [{"kms_key_name": _name}], "labels": {"purpose": "pii"}})
	[own.key, own.purposes] == ["google_kms_crypto_key.k", ["pii"]]
}

test_undetermined_a_table_of_a_dataset_elsewhere if {
	every after in [{"dataset_id": "e"}, {"project": "q"}] {
		row := _table(_defaulting, after)
		[row.encrypted, row.unknown.key, row.unknown.region] == [true, "its dataset is not in the inputs", "its dataset is not in the inputs"]
	}
}

# A default is for what is made from then on; of what is there the provider reads the key.
test_fail_a_table_from_before_its_datasets_default if {
	there := {"change": {"actions": ["no-op"], "before": {"dataset_id": "d", "table_id": "t", "project": "p"}}}
	change := object.union(planned.change("google_bigquery_table.t", "google_bigquery_table", "managed", {"dataset_id": "d", "table_id": "t", "project": "p"}), there)
	[row] := [row | some row in _inventory([_dataset(_defaulting), change]).stores; row.type == "google_bigquery_table"]
	row.managed == "service"
}

test_a_view_is_no_store if {
	count(_rows("google_bigquery_table", {"view": [{"query": "SELECT 1"}]})) == 0
	count(_rows("google_bigquery_table", {"external_data_configuration": [{"autodetect": true}]})) == 0
	count(_rows("google_bigquery_table", {"view": [], "external_data_configuration": []})) == 1
}

test_backups_with_a_key_of_their_own if {
	rows := _rows("google_alloydb_cluster", {
		"location": "europe-north1",
		"encryption_config": [{"kms_key_name": _name}],
		"continuous_backup_config": [{"encryption_config": [{"kms_key_name": _name}]}],
		"automated_backup_policy": [{"encryption_config": []}],
	})
	{[row.part, row.kind, row.region, row.key] | some row in rows} == {
		["", "database", "europe-north1", "google_kms_crypto_key.k"],
		["continuous_backup_config", "backup", "europe-north1", "google_kms_crypto_key.k"],
	}
}

_off := object.union(_key, {"change": {"actions": ["delete"], "before": {"id": _name, "key_ring": _ring, "name": "k"}, "after": null}})

# KEY-11 sees what still names a key that goes.
test_fail_a_key_goes_that_a_store_names if {
	every type, after in _named {
		findings := keywright.findings with input as planned.of([_off, planned.change(sprintf("%s.s", [type]), type, "managed", after)])
			with data.keywright_profile as fixture.profile
		{finding.outcome | some finding in findings; finding.rule == "KEY-11"} == {"fail"}
	}
}
