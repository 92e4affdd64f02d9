package google

import "github.com/keywright/terraform-provider-keywright/tools/standin/table"

// stores are what keys encrypt, as far as keys and places are concerned.
func stores() map[string]table.Resource {
	return map[string]table.Resource{
		"google_bigquery_dataset":      dataset(),
		"google_sql_database_instance": databaseInstance(),
		"google_storage_bucket":        bucket(),
	}
}

func bucket() table.Resource {
	return table.Resource{ID: "{name}", Version: 4, Global: true, Plan: labelled, Block: table.Block{
		Attrs: withLabels(table.Attrs{
			"deletion_policy":             deletionPolicy(),
			"force_destroy":               table.Optional(table.Flag).Default(false),
			"location":                    table.Required(table.Text).ForceNew(),
			"name":                        table.Required(table.Text).ForceNew(),
			"project":                     ownProject(),
			"public_access_prevention":    table.Optional(table.Text).Computed().As("inherited"),
			"self_link":                   table.Computed(table.Text).As("https://www.googleapis.com/storage/v1/b/{name}"),
			"storage_class":               table.Optional(table.Text).Default("STANDARD"),
			"uniform_bucket_level_access": table.Optional(table.Flag).Computed().As(false),
			"url":                         table.Computed(table.Text).As("gs://{name}"),
		}),
		Blocks: table.Blocks{
			"encryption": table.List(0, 1, table.Block{Attrs: table.Attrs{"default_kms_key_name": table.Optional(table.Text)}}),
			"retention_policy": table.List(0, 1, table.Block{Attrs: table.Attrs{
				"is_locked": table.Optional(table.Flag).Default(false), "retention_period": table.Required(table.Text),
			}}),
			"versioning": table.List(0, 1, table.Block{Attrs: table.Attrs{"enabled": table.Required(table.Flag)}}).Computed(),
		},
	}}
}

func dataset() table.Resource {
	return table.Resource{ID: "projects/{project}/datasets/{dataset_id}", Global: true, Plan: both(project, labelled), Block: table.Block{
		Attrs: withLabels(table.Attrs{
			"dataset_id":                 table.Required(table.Text).ForceNew(),
			"delete_contents_on_destroy": table.Optional(table.Flag),
			"description":                table.Optional(table.Text),
			"friendly_name":              table.Optional(table.Text),
			"location":                   table.Optional(table.Text).ForceNew().Default("US"),
			"project":                    ownProject(),
			"self_link":                  table.Computed(table.Text),
		}),
		Blocks: table.Blocks{
			"default_encryption_configuration": table.List(0, 1, table.Block{Attrs: table.Attrs{"kms_key_name": table.Required(table.Text)}}),
		},
	}}
}

func databaseInstance() table.Resource {
	return table.Resource{ID: "{name}", Global: true, Plan: project, Block: table.Block{
		Attrs: table.Attrs{
			"connection_name":          table.Computed(table.Text).As("{project}:{region}:{name}"),
			"database_version":         table.Required(table.Text).ForceNew(),
			"deletion_policy":          deletionPolicy(),
			"deletion_protection":      table.Optional(table.Flag).Default(true),
			"encryption_key_name":      table.Optional(table.Text).Computed().ForceNew().As(""),
			"master_instance_name":     table.Optional(table.Text).Computed().As(""),
			"name":                     table.Optional(table.Text).Computed().ForceNew().As("tf-{hex17}"),
			"project":                  ownProject(),
			"region":                   table.Optional(table.Text).Computed().ForceNew().As("{region}"),
			"root_password":            table.Optional(table.Text).Sensitive().Without("root_password_wo"),
			"root_password_wo":         table.Optional(table.Text).WriteOnly().With("root_password_wo_version"),
			"root_password_wo_version": table.Optional(table.Text),
			"self_link":                table.Computed(table.Text),
		},
		Blocks: table.Blocks{
			"clone": table.List(0, 1, table.Block{Attrs: table.Attrs{"source_instance_name": table.Required(table.Text)}}),
			"settings": table.List(0, 1, table.Block{Attrs: table.Attrs{
				"tier":        table.Required(table.Text),
				"user_labels": table.Optional(table.Labels).Computed().As(map[string]string{}),
			}}),
		},
	}}
}
