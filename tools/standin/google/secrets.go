package google

import "github.com/keywright/terraform-provider-keywright/tools/standin/table"

func secrets() map[string]table.Resource {
	return map[string]table.Resource{
		"google_kms_secret_ciphertext":         ciphertext(),
		"google_secret_manager_secret":         secret(),
		"google_secret_manager_secret_version": secretVersion(),
	}
}

func secret() table.Resource {
	encryption := table.List(0, 1, table.Block{Attrs: table.Attrs{"kms_key_name": table.Required(table.Text)}})
	return table.Resource{ID: "projects/{project}/secrets/{secret_id}", Global: true, Plan: both(project, labelled), Block: table.Block{
		Attrs: withLabels(table.Attrs{
			"annotations":           table.Optional(table.Labels),
			"create_time":           table.Computed(table.Text).As("2026-01-01T00:00:00Z"),
			"deletion_policy":       deletionPolicy(),
			"deletion_protection":   table.Optional(table.Flag).Default(false),
			"effective_annotations": table.Computed(table.Labels).As(map[string]string{}),
			"expire_time":           table.Optional(table.Text).Computed(),
			"name":                  table.Computed(table.Text).As("projects/{project}/secrets/{secret_id}"),
			"project":               ownProject(),
			"secret_id":             table.Required(table.Text).ForceNew(),
			"tags":                  table.Optional(table.Labels).ForceNew(),
			"ttl":                   table.Optional(table.Text),
			"version_aliases":       table.Optional(table.Labels),
			"version_destroy_ttl":   table.Optional(table.Text),
		}),
		Blocks: table.Blocks{
			"replication": table.List(1, 1, table.Block{Blocks: table.Blocks{
				"auto": table.List(0, 1, table.Block{Blocks: table.Blocks{"customer_managed_encryption": encryption}}),
				"user_managed": table.List(0, 1, table.Block{Blocks: table.Blocks{"replicas": table.List(1, 0, table.Block{
					Attrs:  table.Attrs{"location": table.Required(table.Text).ForceNew()},
					Blocks: table.Blocks{"customer_managed_encryption": encryption},
				})}}),
			}}),
			"rotation": table.List(0, 1, table.Block{Attrs: table.Attrs{
				"next_rotation_time": table.Optional(table.Text), "rotation_period": table.Optional(table.Text),
			}}),
			"topics": table.List(0, 0, table.Block{Attrs: table.Attrs{"name": table.Required(table.Text)}}),
		},
	}}
}

func secretVersion() table.Resource {
	return table.Resource{ID: "{secret}/versions/1", Global: true, Block: table.Block{Attrs: table.Attrs{
		"create_time":            table.Computed(table.Text).As("2026-01-01T00:00:00Z"),
		"deletion_policy":        table.Optional(table.Text).Default("DELETE"),
		"destroy_time":           table.Computed(table.Text).As(""),
		"enabled":                table.Optional(table.Flag).Default(true),
		"is_secret_data_base64":  table.Optional(table.Flag).ForceNew().Default(false),
		"name":                   table.Computed(table.Text).As("{secret}/versions/1"),
		"secret":                 table.Required(table.Text).ForceNew(),
		"secret_data":            table.Optional(table.Text).ForceNew().Sensitive().Without("secret_data_wo"),
		"secret_data_wo":         table.Optional(table.Text).WriteOnly(),
		"secret_data_wo_version": table.Optional(table.Number).ForceNew().Default(0),
		"version":                table.Computed(table.Text).As("1"),
	}}}
}

func ciphertext() table.Resource {
	return table.Resource{ID: "{crypto_key}/{hex32}", Global: true, Block: table.Block{Attrs: table.Attrs{
		"additional_authenticated_data": table.Optional(table.Text).ForceNew().Sensitive(),
		"ciphertext":                    table.Computed(table.Text).As("c3RhbmQtaW4="),
		"crypto_key":                    table.Required(table.Text).ForceNew(),
		"plaintext":                     table.Required(table.Text).ForceNew().Sensitive(),
	}}}
}
