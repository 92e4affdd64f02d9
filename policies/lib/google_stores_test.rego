package keywright.lib.google_stores_test

import data.keywright
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.inventory_test as planned

_inventory(changes) := inventory if {
	inventory := keywright.inventory with input as planned.of(changes)
		with data.keywright_profile as fixture.profile
}

_key_name := "projects/drop-prod/locations/europe-north1/keyRings/r/cryptoKeys/k"

_key := planned.change("google_kms_crypto_key.k", "google_kms_crypto_key", "managed", {
	"id": _key_name,
	"key_ring": "projects/drop-prod/locations/europe-north1/keyRings/r",
	"name": "k",
})

_store(type, after) := row if {
	[row] := _inventory([_key, planned.change(sprintf("%s.s", [type]), type, "managed", after)]).stores
}

test_stores_and_their_keys if {
	bucket := _store("google_storage_bucket", {"name": "b", "location": "EU", "encryption": [{"default_kms_key_name": _key_name}]})
	[bucket.region, bucket.managed, bucket.key] == ["europe", "customer", "google_kms_crypto_key.k"]
	database := _store("google_sql_database_instance", {"name": "d", "region": "europe-north1", "encryption_key_name": "", "settings": [{"user_labels": {"purpose": "database"}}]})
	[database.encrypted, database.managed, database.purposes] == [true, "service", ["database"]]
	table := _store("google_bigquery_dataset", {"dataset_id": "t"})
	[table.region, table.managed] == ["us", "service"]
}

# What is made from another instance has that one's key.
test_a_replica_has_the_key_of_its_source if {
	row := _store("google_sql_database_instance", {"name": "d", "region": "europe-north1", "master_instance_name": "m"})
	row.unknown.key
	row.encrypted == null
}

_secrets(after) := _inventory([_key, planned.change("google_secret_manager_secret.s", "google_secret_manager_secret", "managed", object.union({"secret_id": "s"}, after))]).secrets

_copy(location, key) := {"location": location, "customer_managed_encryption": [{"kms_key_name": key}]}

test_a_secret_of_googles_choice_is_anywhere if {
	[row] := _secrets({"replication": [{"auto": [{"customer_managed_encryption": [{"kms_key_name": _key_name}]}], "user_managed": []}]})
	[row.region, row.key, row.deletion_window_days, row.rotation.method] == ["global", "google_kms_crypto_key.k", 0, "none"]
}

test_each_copy_of_a_secret if {
	rows := _secrets({"replication": [{"user_managed": [{"replicas": [_copy("Europe-North1", _key_name), {"location": "europe-west2", "customer_managed_encryption": []}]}]}]})
	{[row.part, row.region, row.managed] | some row in rows} == {
		["", "europe-north1", "customer"],
		["replication.user_managed.replicas[1]", "europe-west2", "service"],
	}
}

test_what_a_secret_says_of_time if {
	[row] := _secrets({"replication": [{"auto": [{}]}], "version_destroy_ttl": "691199s", "rotation": [{"rotation_period": "2592001s"}]})
	[row.deletion_window_days, row.rotation.method, row.rotation.period_days] == [7, "automatic", 31]
	[odd] := _secrets({"replication": [{"auto": [{}]}], "version_destroy_ttl": "a week", "rotation": [{"rotation_period": "a month"}]})
	odd.unknown.deletion_window
	odd.unknown.rotation
}

test_where_a_secret_lies_later_is_not_known if {
	change := object.union(
		planned.change("google_secret_manager_secret.s", "google_secret_manager_secret", "managed", {"secret_id": "s", "replication": []}),
		{"change": {"after_unknown": {"replication": true}}},
	)
	[row] := _inventory([change]).secrets
	row.unknown.region
}

_exposed(type, after) := {[place.attribute, place.status] | some place in _inventory([planned.change(sprintf("%s.s", [type]), type, "managed", after)]).exposures}

_env(name, value) := {"name": name, "value": value}

test_environments_of_services if {
	v2 := {"template": [{"containers": [{"image": "a", "env": [_env("API_TOKEN", "abc"), _env("REGION", "x"), _env("DB_PASSWORD", null)]}]}]}
	_exposed("google_cloud_run_v2_service", v2) == {["template.0.containers.0.env.API_TOKEN", "plain"]}
	v1 := {"template": [{"spec": [{"containers": [{"image": "a", "env": [_env("API_TOKEN", "abc")]}]}]}]}
	_exposed("google_cloud_run_service", v1) == {["template.0.spec.0.containers.0.env.API_TOKEN", "plain"]}
	_exposed("google_cloud_run_v2_service", {"template": [{"containers": [{"image": "a", "env": []}]}]}) == {["", "none"]}
	_exposed("google_cloudfunctions2_function", {"service_config": [{"environment_variables": {"API_TOKEN": "abc"}}]}) == {["service_config.0.environment_variables.API_TOKEN", "plain"]}
}

test_marked_values_of_environments if {
	change := object.union(
		planned.change("google_cloud_run_v2_service.s", "google_cloud_run_v2_service", "managed", {"template": [{"containers": [{"env": [_env("REGION", "x")]}]}]}),
		{"change": {"after_sensitive": {"template": [{"containers": [{"env": [{"value": true}]}]}]}}},
	)
	{[place.attribute, place.status] | some place in _inventory([change]).exposures} == {["template.0.containers.0.env.REGION", "plain"]}
}

test_values_of_environments_that_come_later if {
	change := object.union(
		planned.change("google_cloud_run_v2_service.s", "google_cloud_run_v2_service", "managed", {"template": [{"containers": [{"env": [{"name": "API_TOKEN"}, {"name": "REGION"}]}]}]}),
		{"change": {"after_unknown": {"template": [{"containers": [{"env": [{"value": true}, {"value": true}]}]}]}}},
	)
	{[place.attribute, place.status] | some place in _inventory([change]).exposures} == {["template.0.containers.0.env.API_TOKEN", "unknown"]}
}

test_data_of_a_secret_in_plain if {
	_exposed("google_secret_manager_secret_version", {"secret_data": "abc"}) == {["secret_data", "plain"]}
	_exposed("google_secret_manager_secret_version", {"secret_data": null}) == {["", "none"]}
}

test_policies_of_load_balancers if {
	every text, oldest in {"TLS_1_0": "1.0", "TLS_1_2": "1.2", "TLS_1_3": "1.3"} {
		[row] := _inventory([planned.change("google_compute_ssl_policy.p", "google_compute_ssl_policy", "managed", {"min_tls_version": text})]).transports
		row.minimum == oldest
	}
	[new] := _inventory([planned.change("google_compute_ssl_policy.p", "google_compute_ssl_policy", "managed", {"min_tls_version": "TLS_2_0"})]).transports
	new.unknown.minimum
	[left] := _inventory([planned.change("google_compute_ssl_policy.p", "google_compute_ssl_policy", "managed", {})]).transports
	left.minimum == "1.0"
}
