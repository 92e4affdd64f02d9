package google

import (
	"github.com/keywright/terraform-provider-keywright/tools/standin/table"
)

// databases are stores of records and messages.
func databases() map[string]table.Resource {
	return map[string]table.Resource{
		"google_alloydb_cluster":    alloyCluster(),
		"google_bigquery_table":     bigTable(),
		"google_bigtable_instance":  bigtableInstance(),
		"google_firestore_database": firestoreDatabase(),
		"google_pubsub_topic":       topic(),
		"google_redis_instance":     redisInstance(),
		"google_spanner_database":   spannerDatabase(),
		"google_spanner_instance":   spannerInstance(),
	}
}

func named(attribute string) table.Nested {
	return table.List(0, 1, table.Block{Attrs: table.Attrs{attribute: table.Required(table.Text)}})
}

func alloyCluster() table.Resource {
	key := table.List(0, 1, table.Block{Attrs: table.Attrs{"kms_key_name": table.Optional(table.Text)}})
	return table.Resource{ID: "projects/{project}/locations/{location}/clusters/{cluster_id}", Global: true, Plan: both(project, labelled), Block: table.Block{
		Attrs: withLabels(table.Attrs{
			"cluster_id":       table.Required(table.Text).ForceNew(),
			"cluster_type":     table.Optional(table.Text).Default("PRIMARY"),
			"database_version": table.Optional(table.Text).Computed(),
			"deletion_policy":  deletionPolicy(),
			"display_name":     table.Optional(table.Text),
			"location":         table.Required(table.Text).ForceNew(),
			"name":             table.Computed(table.Text),
			"project":          ownProject(),
			"uid":              table.Computed(table.Text).As("{uuid}"),
		}),
		Blocks: table.Blocks{
			"automated_backup_policy": table.List(0, 1, table.Block{
				Attrs:  table.Attrs{"enabled": table.Optional(table.Flag).Computed(), "location": table.Optional(table.Text).Computed()},
				Blocks: table.Blocks{"encryption_config": key},
			}).Computed(),
			"continuous_backup_config": table.List(0, 1, table.Block{
				Attrs:  table.Attrs{"enabled": table.Optional(table.Flag).Default(true), "recovery_window_days": table.Optional(table.Number).Computed()},
				Blocks: table.Blocks{"encryption_config": key},
			}).Computed(),
			"encryption_config": key,
			"initial_user": table.List(0, 1, table.Block{Attrs: table.Attrs{
				"password": table.Optional(table.Text).Sensitive(), "user": table.Optional(table.Text),
			}}),
			"network_config":        table.List(0, 1, table.Block{Attrs: table.Attrs{"network": table.Optional(table.Text)}}).Computed(),
			"restore_backup_source": named("backup_name"),
			"secondary_config":      named("primary_cluster_name"),
			"restore_continuous_backup_source": table.List(0, 1, table.Block{Attrs: table.Attrs{
				"cluster": table.Required(table.Text), "point_in_time": table.Required(table.Text),
			}}),
		},
	}}
}

// bigTable is a table of BigQuery, whose place is its dataset's.
func bigTable() table.Resource {
	return table.Resource{ID: "projects/{project}/datasets/{dataset_id}/tables/{table_id}", Global: true, Plan: both(project, labelled), Block: table.Block{
		Attrs: withLabels(table.Attrs{
			"dataset_id":          table.Required(table.Text).ForceNew(),
			"deletion_protection": table.Optional(table.Flag).Default(true),
			"description":         table.Optional(table.Text),
			"location":            table.Computed(table.Text),
			"project":             ownProject(),
			"schema":              table.Optional(table.Text).Computed(),
			"table_id":            table.Required(table.Text).ForceNew(),
			"type":                table.Computed(table.Text),
		}),
		Blocks: table.Blocks{
			"encryption_configuration": table.List(0, 1, table.Block{Attrs: table.Attrs{
				"kms_key_name": table.Required(table.Text), "kms_key_version": table.Computed(table.Text),
			}}).Replacing(),
			"external_data_configuration": table.List(0, 1, table.Block{Attrs: table.Attrs{
				"autodetect": table.Required(table.Flag), "source_format": table.Optional(table.Text), "source_uris": table.Required(table.Texts),
			}}),
			"view": table.List(0, 1, table.Block{Attrs: table.Attrs{
				"query": table.Required(table.Text), "use_legacy_sql": table.Optional(table.Flag).Default(true),
			}}),
		},
	}}
}

func bigtableInstance() table.Resource {
	return table.Resource{ID: "projects/{project}/instances/{name}", Version: 1, Global: true, Plan: both(project, labelled), Block: table.Block{
		Attrs: withLabels(table.Attrs{
			"deletion_protection": table.Optional(table.Flag).Default(true),
			"display_name":        table.Optional(table.Text).Computed(),
			"instance_type":       table.Optional(table.Text).Default("PRODUCTION"),
			"name":                table.Required(table.Text).ForceNew(),
			"project":             ownProject(),
		}),
		Blocks: table.Blocks{"cluster": table.List(0, 0, table.Block{Attrs: table.Attrs{
			"cluster_id":   table.Required(table.Text),
			"kms_key_name": table.Optional(table.Text).Computed().As(""),
			"num_nodes":    table.Optional(table.Number).Computed(),
			"state":        table.Computed(table.Text),
			"storage_type": table.Optional(table.Text).Default("SSD"),
			"zone":         table.Optional(table.Text).Computed(),
		}}).Computed()},
	}}
}

// firestoreDatabase has no labels.
func firestoreDatabase() table.Resource {
	return table.Resource{ID: "projects/{project}/databases/{name}", Global: true, Plan: project, Block: table.Block{
		Attrs: table.Attrs{
			"deletion_policy": table.Optional(table.Text).Default("ABANDON"),
			"location_id":     table.Required(table.Text).ForceNew(),
			"name":            table.Required(table.Text).ForceNew(),
			"project":         ownProject(),
			"type":            table.Required(table.Text),
			"uid":             table.Computed(table.Text).As("{uuid}"),
		},
		Blocks: table.Blocks{"cmek_config": table.List(0, 1, table.Block{Attrs: table.Attrs{
			"active_key_version": table.Computed(table.Texts), "kms_key_name": table.Required(table.Text).ForceNew(),
		}})},
	}}
}

func topic() table.Resource {
	return table.Resource{ID: "projects/{project}/topics/{name}", Global: true, Plan: both(project, labelled), Block: table.Block{
		Attrs: withLabels(table.Attrs{
			"kms_key_name":               table.Optional(table.Text),
			"message_retention_duration": table.Optional(table.Text),
			"name":                       table.Required(table.Text).ForceNew(),
			"project":                    ownProject(),
		}),
		Blocks: table.Blocks{"message_storage_policy": table.List(0, 1, table.Block{Attrs: table.Attrs{
			"allowed_persistence_regions": table.Required(table.Names), "enforce_in_transit": table.Optional(table.Flag),
		}}).Computed()},
	}}
}

func redisInstance() table.Resource {
	return table.Resource{ID: "projects/{project}/locations/{region}/instances/{name}", Global: true, Plan: both(project, labelled), Block: table.Block{
		Attrs: withLabels(table.Attrs{
			"auth_enabled":            table.Optional(table.Flag).Default(false),
			"auth_string":             table.Computed(table.Text).Sensitive(),
			"customer_managed_key":    table.Optional(table.Text).ForceNew(),
			"host":                    table.Computed(table.Text),
			"location_id":             table.Optional(table.Text).Computed().ForceNew(),
			"memory_size_gb":          table.Required(table.Number),
			"name":                    table.Required(table.Text).ForceNew(),
			"project":                 ownProject(),
			"region":                  table.Optional(table.Text).Computed().ForceNew().As("{region}"),
			"tier":                    table.Optional(table.Text).Default("BASIC").ForceNew(),
			"transit_encryption_mode": table.Optional(table.Text).Default("DISABLED").ForceNew(),
		}),
	}}
}

func spannerInstance() table.Resource {
	return table.Resource{ID: "{project}/{name}", Global: true, Plan: both(project, labelled), Block: table.Block{Attrs: withLabels(table.Attrs{
		"config":           table.Required(table.Text).ForceNew(),
		"display_name":     table.Required(table.Text),
		"name":             table.Optional(table.Text).Computed().ForceNew().As("tf-{hex17}"),
		"num_nodes":        table.Optional(table.Number).Computed(),
		"processing_units": table.Optional(table.Number).Computed(),
		"project":          ownProject(),
		"state":            table.Computed(table.Text),
	})}}
}

// spannerDatabase has no labels: its instance has.
func spannerDatabase() table.Resource {
	return table.Resource{ID: "{instance}/{name}", Global: true, Plan: project, Block: table.Block{
		Attrs: table.Attrs{
			"database_dialect":    table.Optional(table.Text).Computed().ForceNew(),
			"ddl":                 table.Optional(table.Texts),
			"deletion_protection": table.Optional(table.Flag).Default(true),
			"instance":            table.Required(table.Text).ForceNew(),
			"name":                table.Required(table.Text).ForceNew(),
			"project":             ownProject(),
			"state":               table.Computed(table.Text),
		},
		Blocks: table.Blocks{"encryption_config": table.List(0, 1, table.Block{Attrs: table.Attrs{
			"kms_key_name":  table.Optional(table.Text).ForceNew(),
			"kms_key_names": table.Optional(table.Texts).Computed().ForceNew(),
		}})},
	}}
}
